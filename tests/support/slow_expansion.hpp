#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "slow_table.hpp"

namespace csm::slow {

struct ExpansionOptions {
  int begin = 0;
  int end = 0;
  bool counts_renewals = false;                     ///< `--kind renewal`
  std::map<std::string, std::string> kind_of = {};  ///< `--kind-of`: an export's word and its kind
  bool end_included = false;
};

/// The rule `purchases` in one currency. Money is exact and not rounded.
struct PurchasedExpansion {
  Rational expansion = 0;
  Rational refunds = 0;
  long purchases = 0;
  long customers = 0;
  std::map<std::string, Rational> amount_by_kind;  ///< every kind that counts, also those of 0
  std::map<std::string, long> customers_by_kind;   ///< likewise
  std::optional<Rational> opening;                 ///< absent without a good row of services
  std::optional<Rational> expansion_rate;
};

/// The rule `movements` in one currency.
struct MovedExpansion {
  Rational expansion = 0;
  long customers = 0;
  Rational opening = 0;
  std::optional<Rational> expansion_rate;
};

struct Expansion {
  std::map<std::string, PurchasedExpansion> purchased;  ///< by each currency of either table
  std::map<std::string, MovedExpansion> moved;          ///< likewise
  long bad_purchases = 0;
  long bad_services = 0;
  // purchases that are no part, each counted for the first of these that holds
  long outside = 0;
  long recurring = 0;
  long renewals = 0;
  long newcomers = 0;
  long trials = 0;  // rows of services
  // without one good row of a table what it would have said is not known, which is not 0
  bool knows_purchases = false;
  bool knows_services = false;
  std::optional<int> known_until;
};

/// Expansion of purchases, with a table of customers or subscriptions beside them or without;
/// either table may be missing. A word that is no kind throws.
Expansion slow_expansion(const std::optional<Table>& purchases,
                         const std::optional<Table>& services, const ExpansionOptions& options);

/// The kinds that count, in the order of the definition.
std::vector<std::string> kinds_that_count(bool counts_renewals);
/// The kind that a word means without being mapped; nothing for any other word.
std::optional<std::string> kind_of_word(const std::string& word);
/// Whether the row of purchases is a bad one.
bool is_bad_purchase(const Table& table, std::size_t row);

}  // namespace csm::slow
