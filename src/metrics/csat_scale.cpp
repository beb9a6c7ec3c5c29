#include "metrics/csat_scale.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "csm/error.hpp"
#include "metrics/wording.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

struct NamedScale {
  std::string_view name;
  CsatScale scale;
  Fault off_scale;
};

constexpr NamedScale scales[] = {
    {"1-3", {{1, 3}, 3}, "lies outside the scale 1..3"},
    {"1-5", {{1, 5}, 4}, "lies outside the scale 1..5"},
    {"1-7", {{1, 7}, 6}, "lies outside the scale 1..7"},
    {"1-10", {{1, 10}, 6}, "lies outside the scale 1..10"},
    {"0-10", {{0, 10}, 6}, "lies outside the scale 0..10"},
};

/// The scale of --scale, or null. Error{usage} for one there is not.
const NamedScale* declared_scale(const Question& question) {
  if (!question.has("scale")) return nullptr;
  const std::string_view text = question.option("scale", "");
  for (const NamedScale& scale : scales) {
    if (scale.name == text) return &scale;
  }
  usage_error("--scale", in_quotes(text) + " is none of 1-3, 1-5, 1-7, 1-10 and 0-10");
}

/// With the first positive score of --positive-from. Error{usage} where that does not lie on it.
CsatScale with_positive_from(const Question& question, CsatScale scale, std::string_view hint) {
  if (!question.has("positive-from")) return scale;
  const std::string_view text = question.option("positive-from", "");
  const DecimalReading reading = read_decimal(text);
  const Decimal from = reading.value;
  if (reading.fault != DecimalFault::none || !from.is_whole() || from <= scale.scale.lowest ||
      from > scale.scale.highest) {
    usage_error("--positive-from",
                fmt::format("{} is not a whole number from {} to {}, where positive answers can "
                            "begin on the scale {}{}",
                            in_quotes(text), scale.scale.lowest + 1, scale.scale.highest,
                            to_text(scale.scale), hint));
  }
  scale.positive_from = static_cast<int>(from.atoms() / Decimal::unit);
  return scale;
}

/// The lowest whole score that is not below any answer.
int ceiling(Decimal score) {
  return static_cast<int>(score.atoms() / Decimal::unit) + (score.is_whole() ? 0 : 1);
}

}  // namespace

CsatScale smallest_scale(int highest_answer) {
  return highest_answer <= 5   ? CsatScale{{1, 5}, 4}
         : highest_answer <= 7 ? CsatScale{{1, 7}, 6}
                               : CsatScale{{1, 10}, 6};
}

void take_satisfaction(const Question& question, Input& input) {
  const NamedScale* declared = declared_scale(question);
  if (declared != nullptr) {
    input.rules.lowest_score = declared->scale.scale.lowest;
    input.rules.highest_score = declared->scale.scale.highest;
    input.rules.off_scale = declared->off_scale;
  } else {
    input.rules.lowest_score = 1;
    input.rules.off_scale = "lies outside 1..10 (a scale from 0 is declared by --scale 0-10)";
    input.rules.takes_words = true;
  }
  (void)with_positive_from(question, declared != nullptr ? declared->scale : CsatScale{{1, 10}, 6},
                           "");
}

void CsatScaleFinder::add(const Answer& row) {
  if (is_answered(row)) ++(row.score ? numbers_ : words_);
  if (row.score) highest_ = std::max(highest_, ceiling(*row.score));
}

void CsatScaleFinder::merge(const CsatScaleFinder& other) {
  numbers_ += other.numbers_;
  words_ += other.words_;
  highest_ = std::max(highest_, other.highest_);
}

void CsatScaleFinder::refuse_numbers_beside_words(const Question& question,
                                                  const InputSummary& input) const {
  if (words_ == 0) return;
  if (question.has("positive-from")) {
    usage_error("--positive-from", "is a score, and the answers are words");
  }
  if (numbers_ == 0) return;
  const std::string where =
      input.files.front() + (input.files.size() > 1 ? " and further files" : "");
  refuse(where, fmt::format("{} and {} in words cannot make one figure; with --scale the words "
                            "are bad rows and left out",
                            with_noun(numbers_, "answer") + " in numbers",
                            to_text(Quantity::count(words_))));
}

CsatScale CsatScaleFinder::scale(const Question& question) const {
  if (const NamedScale* declared = declared_scale(question)) {
    return with_positive_from(question, declared->scale, "");
  }
  const CsatScale found = smallest_scale(highest_);
  return numbers_ > 0 ? with_positive_from(question, found, " (taken from the data)") : found;
}

void CsatScaleFinder::tell(const Question& question, Report& report) const {
  if (numbers_ == 0 || question.has("scale")) return;
  report.notes.push_back(fmt::format("the scale {} is taken from the data; --scale declares it",
                                     to_text(scale(question).scale)));
}

}  // namespace csm
