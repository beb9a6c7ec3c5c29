#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "csm/metrics/churn.hpp"
#include "csm/result.hpp"

namespace csm {

/// The rows of one category of a ledger, in one currency.
struct CostLine {
  Int128 amount = 0;        ///< of the period, in atoms of `Decimal`
  std::int64_t inside = 0;  ///< rows with a day in the period
  std::int64_t partly = 0;  ///< of them, those with other days too
  std::int64_t outside = 0;
  std::int64_t undated = 0;

  void merge(const CostLine& other);
  friend bool operator==(const CostLine&, const CostLine&) = default;
};

/// Costs of a period by category as written, in one currency; merging adds.
struct CostTally {
  std::map<std::string, CostLine, std::less<>> lines;

  /// n rows with a day in the period, and what of them falls in it.
  void add(std::string_view category, Int128 amount, std::int64_t n = 1);
  void merge(const CostTally& other);
  /// Error{failed} on overflow.
  Int128 total() const;
  CostLine& line(std::string_view category);
  friend bool operator==(const CostTally&, const CostTally&) = default;
};

enum class ServedRule : std::uint8_t { served, retained, closing };

/// The customers that a rule divides by.
std::int64_t customers_of(const ChurnTally& customers, ServedRule rule);

/// Whom the costs were for.
struct ServedCustomers {
  std::optional<std::int64_t> count;  ///< none: not known
  std::string remark;                 ///< how they are counted, for the reader
  Int128 annual_mrr = 0;              ///< theirs at closing in the costs' currency; 0: not known
};

/// Customer retention cost: what was spent on keeping customers, a customer.
///
/// Formula  costs of the period / customers; of a cost that is spread over days only the days in
///          the period count (see part_in). served: opening + joined; retained: at opening and
///          still there at closing; closing: at closing
/// Unit     money of one currency; negative where refunds exceed the costs
/// Empty    no customers, not known how many, or no cost read: absent, with the reason
/// Errors   Error{failed} where a sum overflows
/// Cost     O(categories) a tally; the customers as for churn
/// Merging  sums add by category; currencies are never merged
/// Source   CRC as defined by K. Mulla-Feroze (Totango) and B. Cleveland (InterWest Partners);
///          retained: Gainsight's cost of retention calculator, which leaves out new customers
/// Example  CostTally t; t.add("team", Decimal{10000}.atoms());
///          finish(t, {500, "", 0}, Currency{}).value is 20.00
Result finish(const CostTally& costs, const ServedCustomers& customers, Currency currency);

struct Metric;
extern const Metric retention_cost_metric;

}  // namespace csm
