#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>

#include "csm/records/cell.hpp"

namespace csm {

/// As ByCustomer, for states that hold lists or texts, and for customers whose ids are shown.
///
/// `State` has a default and `merge(const State&)`, which is associative and commutative.
/// Cost  a hash table entry a customer; the order of `for_each` is not defined, so what is done
///       there must not depend on it
template <class State>
class CustomerMap {
 public:
  State& operator[](CustomerId customer) {
    const auto found = states_.find(customer.text);
    if (found != states_.end()) return found->second;
    return states_.emplace(std::string(customer.text), State{}).first->second;
  }

  void merge(const CustomerMap& other) {
    for (const auto& [id, state] : other.states_) (*this)[CustomerId{id}].merge(state);
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
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::unordered_map<std::string, State, Hash, std::equal_to<>> states_;
};

}  // namespace csm
