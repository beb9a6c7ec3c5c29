#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>

#include "csm/records/cell.hpp"

namespace csm {

/// The first stage of what is a fact about a customer rather than a row: gathers the rows' states
/// by customer id. Only whole customers are classified and tallied afterwards; one customer's rows
/// tallied apart would make a lost and a new customer out of one that stayed.
///
/// `State` has a default and `merge(const State&)`, which is associative and commutative.
/// Cost  a hash table entry a customer; the order of `for_each` is not defined, so what is done
///       there must not depend on it
template <class State>
class ByCustomer {
 public:
  State& operator[](CustomerId customer) {
    const auto found = states_.find(customer.text);
    if (found != states_.end()) return found->second;
    return states_.emplace(std::string(customer.text), State{}).first->second;
  }

  void merge(const ByCustomer& other) {
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
