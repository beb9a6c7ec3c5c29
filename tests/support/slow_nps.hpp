#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "slow_table.hpp"

namespace csm::slow {

struct NpsOptions {
  std::optional<int> begin;  // both or neither: the whole file
  std::optional<int> end;
  bool latest = false;  // `--per-customer latest`
  int scale_low = 0;    // 1 for a scale of 1..10
};

struct NpsFigures {
  long promoters = 0;
  long passives = 0;
  long detractors = 0;
  long unscored = 0;
  long bad = 0;  // rows
  std::array<long, 11> whole_scores{};
  long fractional_scores = 0;

  std::optional<Rational> nps;       // points, -100..100
  std::optional<Rational> mean;      // of the scores
  std::optional<Rational> variance;  // of one answer's +1, 0 or -1
  std::optional<Rational> response_rate;
};

NpsFigures slow_nps(const Table& table, const NpsOptions& options);

/// Whether the row is a bad one where the net promoter score is asked for in this way.
bool is_bad_answer(const Table& table, std::size_t row, const NpsOptions& options);

}  // namespace csm::slow
