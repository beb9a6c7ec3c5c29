#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "slow_table.hpp"

namespace csm::slow {

struct RenewalOptions {
  int begin = 0;  // half-open: [begin, end)
  int end = 0;
  int grace = 30;
  std::optional<int> as_of;
  bool is_of_purchases = false;
  std::optional<int> lifetime;  // days, of purchases that do not say
};

struct RenewalRates {
  std::optional<Rational> gross;
  std::optional<Rational> net;
};

struct RenewalFigures {
  long bad = 0;  // rows
  long renewed = 0;
  long lost = 0;
  long open = 0;
  long not_counted = 0;
  std::map<std::string, RenewalRates> by_currency;  // "unknown" where the row does not say
};

RenewalFigures slow_renewal(const Table& table, const RenewalOptions& options);

/// Always `customer_id`, `term_end`, and one of `renewed` and `term_start`.
Table random_contracts(std::uint64_t seed);
/// Always `customer_id`, `purchased_on`, `expires_on`.
Table random_expiring(std::uint64_t seed);

}  // namespace csm::slow
