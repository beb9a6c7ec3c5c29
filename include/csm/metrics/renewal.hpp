#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "csm/cube.hpp"
#include "csm/money.hpp"
#include "csm/result.hpp"

namespace csm {

/// What became of a term that came due.
enum class RenewalOutcome : std::uint8_t {
  renewed,
  lost,
  open,  ///< not renewed yet, and its grace is not over as far as the data is known
};

/// A term that came due in the period, as the rules see it.
struct RenewalFact {
  RenewalOutcome outcome = RenewalOutcome::open;
  std::optional<Money> value;        ///< of the term that ended; none where the row does not say
  std::optional<Decimal> new_value;  ///< of what renewed it, in the same currency, where known
};

/// The values of renewed and lost terms in one currency; merging adds.
struct RenewalValue {
  Int128 decided = 0;         ///< atoms of the old values of renewed and lost terms
  Int128 renewed = 0;         ///< of those, of the renewed
  Int128 renewed_at_new = 0;  ///< the new values of the renewed
  std::int64_t unpriced = 0;  ///< renewed terms with an old value and no known new one

  void merge(const RenewalValue& other);
  friend bool operator==(const RenewalValue&, const RenewalValue&) = default;
};

/// Counts of terms that came due, by what became of them, and their values; merging adds.
struct RenewalTally {
  std::int64_t renewed = 0;
  std::int64_t lost = 0;
  std::int64_t open = 0;
  std::int64_t unvalued = 0;  ///< renewed and lost ones without a value
  Cube<Currency, RenewalValue> values;

  void add(const RenewalFact& fact, std::int64_t n = 1);
  void merge(const RenewalTally& other);
  std::int64_t decided() const { return renewed + lost; }
  std::int64_t due() const { return renewed + lost + open; }
  friend bool operator==(const RenewalTally&, const RenewalTally&) = default;
};

/// Renewal rate of terms that came due in a period: contracts, or purchases that expire.
///
/// Formula  renewed / (renewed + lost), in terms; what is still open stays out of both
/// Unit     share, 0..1; beside it the same in money: at the old values (gross), and with the
///          renewed ones at their new values (net)
/// Empty    nothing due, or nothing decided yet: absent, never 0; the value rates are absent
///          without values, and over several currencies, which are told apart instead; the net one
///          also where a renewed term's new value is not known
/// Errors   Error{failed} where a sum overflows
/// Cost     O(1) a tally; 96 bytes and the ids a contract before, all of a customer's at once
/// Merging  counts and sums add once every customer is whole
/// Source   Planhat, "SaaS Renewal Rate" (planhat.com/blog/saas-renewal-rate); Dock, "How to
///          Calculate Renewal Rates" (dock.us/library/calculate-renewal-rates)
/// Example  RenewalTally t; t.renewed = 85; t.lost = 15;  finish(t).value.amount == Ratio{85, 100}
/// `noun` is what a term is called: "contract" or "purchase".
Result finish(const RenewalTally& tally, double confidence = 0.95,
              std::string_view noun = "contract");

struct Metric;
extern const Metric renewal_metric;

}  // namespace csm
