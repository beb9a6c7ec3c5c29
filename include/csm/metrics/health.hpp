#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

#include "csm/cube.hpp"
#include "csm/money.hpp"
#include "csm/result.hpp"

namespace csm {

/// How a customer is: the bands of the score, and none for want of data.
enum class HealthBand : std::uint8_t { red, yellow, green, insufficient };

inline constexpr std::array<std::string_view, 4> health_band_names = {"red", "yellow", "green",
                                                                      "insufficient"};

/// Red lies below the first bound, green from the second one up, yellow between them.
struct HealthBounds {
  Decimal yellow_from = 50;
  Decimal green_from = 75;

  friend bool operator==(const HealthBounds&, const HealthBounds&) = default;
};

/// A customer as the figures see it.
struct HealthFact {
  HealthBand band = HealthBand::insufficient;
  Decimal score;                      ///< of no meaning where the data is insufficient
  std::optional<HealthBand> earlier;  ///< at the earlier snapshot, where there is one
  std::optional<Money> mrr;
};

/// The MRR of customers by their band, in one currency; merging adds.
struct HealthMrr {
  std::array<Int128, 4> by_band{};  ///< in atoms of `Decimal`

  void merge(const HealthMrr& other);
  /// Error{failed} on overflow.
  Int128 total() const;
  friend bool operator==(const HealthMrr&, const HealthMrr&) = default;
};

/// Customers by score and by band, and what became of them since the earlier snapshot; merging
/// adds.
struct HealthTally {
  std::map<Decimal, std::int64_t> scores;
  std::array<std::int64_t, 4> by_band{};
  Cube<Currency, HealthMrr> mrr;
  std::int64_t with_mrr = 0;  ///< customers whose MRR is known
  std::int64_t improved = 0;  ///< in a better band than at the earlier snapshot
  std::int64_t worsened = 0;
  std::int64_t compared = 0;  ///< with a score at both

  void add(const HealthFact& fact, std::int64_t n = 1);
  void merge(const HealthTally& other);
  std::int64_t customers() const { return scored() + insufficient(); }
  std::int64_t scored() const { return by_band[0] + by_band[1] + by_band[2]; }
  std::int64_t insufficient() const { return by_band[3]; }
  friend bool operator==(const HealthTally&, const HealthTally&) = default;
};

/// Customer health: the mean of the customers' scores.
///
/// A customer's score weighs factors that are each brought to 0..100 on a line of their own:
/// sum(weight x points) / sum(weight) over the factors present, held to 12 decimals.
/// Formula  sum of scores / customers with a score        Unit  score, 0..100 where weighted
/// Empty    no customer with a score: absent, never 0     Cost  a map entry a different score
/// Errors   Error{failed} where a sum overflows
/// Merging  counts and sums add once every customer is whole; no interval, it is a census
/// Source   Natero, "Calculation of Account Health Score" (support.natero.com)
/// Example  HealthTally t; t.add({HealthBand::green, 80, {}, {}});
///          t.add({HealthBand::red, 40, {}, {}});  finish(t).value.amount == Ratio{60, 1}
/// Without days (`has_days`) no customer has an earlier snapshot, and what moved is not known.
Result finish(const HealthTally& tally, const HealthBounds& bounds = {}, bool has_days = true);

struct Metric;
extern const Metric health_metric;

}  // namespace csm
