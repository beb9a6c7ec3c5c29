#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "csm/decimal.hpp"
#include "csm/interval.hpp"
#include "csm/result.hpp"

namespace csm {

/// The whole numbers from `lowest` to `highest`, within 0..10; answers may lie between them.
struct Scale {
  int lowest = 1;
  int highest = 5;

  friend bool operator==(const Scale&, const Scale&) = default;
};

/// "1..5"; "3" where both ends are one.
std::string to_text(const Scale& scale);

/// Counts of answers on a scale within 0..10, and what their mean is made of; merging adds.
///
/// Cost  O(1) an answer, 200 bytes
struct Scores {
  std::array<std::int64_t, 11> whole{};    ///< [i]: scores of i
  std::array<std::int64_t, 10> between{};  ///< [i]: scores above i and below i + 1
  Int128 sum = 0;                          ///< of the scores, in their atoms
  Int128 squares = 0;                      ///< sum of the squares of the scores, in atoms squared

  /// n answers of one score, which lies within 0..10.
  void add(Decimal score, std::int64_t n = 1);
  void merge(const Scores& other);
  friend bool operator==(const Scores&, const Scores&) = default;

  std::int64_t answers() const { return at_least(0); }
  std::int64_t fractional() const;
  std::int64_t at_least(int score) const;
  std::int64_t at_most(int score) const;

  /// Absent where there are no answers.
  Quantity mean() const;
  /// Student's t; absent for fewer than two answers.
  std::optional<Interval> mean_interval(double confidence) const;
  /// Mean and spread, which one answer does not have; absent without any.
  std::optional<MeanSample> mean_sample() const;
  /// Answers by score; behind them as "between" those that are not whole, where there are any.
  Breakdown distribution(const Scale& scale) const;
};

}  // namespace csm
