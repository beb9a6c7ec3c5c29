#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>

#include "csm/customer_key.hpp"
#include "csm/customer_memory.hpp"
#include "csm/records/cell.hpp"

namespace csm {

/// As ByCustomer, for states that hold lists or texts, and for customers whose ids are shown.
///
/// `State` has a default and `merge(const State&)`, which is associative and commutative.
/// Cost     a hash table entry a customer; the order of `for_each` is another in every process, so
///          what is done there must not depend on it
/// Errors   Error{failed} where that is more than CustomerMemory allows
/// Merging  takes the other's customers; those of both are merged
template <class State>
class CustomerMap {
 public:
  State& operator[](CustomerId customer) {
    const auto found = states_.find(customer.text);
    if (found != states_.end()) return found->second;
    return states_.emplace(CustomerText(customer.text), State{}).first->second;
  }

  /// Null where the customer is not known.
  const State* find(CustomerId customer) const {
    const auto found = states_.find(customer.text);
    return found == states_.end() ? nullptr : &found->second;
  }

  /// The other is empty afterwards.
  void merge(CustomerMap& other) {
    states_.merge(other.states_);
    for (const auto& [id, state] : other.states_) states_.find(id)->second.merge(state);
    other.states_.clear();
  }

  /// Calls `use(state)`, or `use(id, state)` where it takes both.
  template <class Use>
  void for_each(Use&& use) const {
    for (const auto& [id, state] : states_) {
      if constexpr (std::is_invocable_v<Use, CustomerId, const State&>) {
        use(CustomerId{id}, state);
      } else {
        use(state);
      }
    }
  }

 private:
  /// Keyed, so that nobody can choose ids that fall into one bucket.
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view id) const { return CustomerKey::of(id).low(); }
  };
  std::unordered_map<CustomerText, State, Hash, std::equal_to<>,
                     CustomerAllocator<std::pair<const CustomerText, State>>>
      states_;
};

}  // namespace csm
