#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "slow_table.hpp"

namespace csm::slow {

struct SurveyOptions {
  std::optional<int> begin;  // both or neither: the whole file
  std::optional<int> end;
  std::optional<std::pair<int, int>> scale;  // lowest and highest; none: taken from the data
};

/// The rows of a survey by what they are.
struct SurveyRows {
  std::vector<Rational> scores;    // answers of the period in numbers
  std::vector<std::string> words;  // answers of the period in words, in lower case
  std::vector<Rational> all_scores;
  long all_words = 0;
  long unscored = 0;
  long not_offered = 0;
  long bad = 0;
};

SurveyRows slow_survey(const Table& table, const SurveyOptions& options, bool takes_words);

struct CsatFigures {
  bool is_mixed = false;  // numbers and words: refused
  long positive = 0;
  long answers = 0;
  int lowest = 1;
  int highest = 5;
  std::map<std::string, long> distribution;
  std::optional<Rational> csat;
  std::optional<Rational> mean;
  std::optional<Rational> top2;
  std::optional<Rational> top3;
  std::optional<Rational> bottom2;
};

CsatFigures slow_csat(const SurveyRows& rows, const SurveyOptions& options,
                      std::optional<int> positive_from);

struct CesFigures {
  long easy = 0;
  long neutral = 0;
  long difficult = 0;
  std::map<std::string, long> distribution;
  std::optional<Rational> easy_share;
  std::optional<Rational> net;
  std::optional<Rational> mean;
  std::optional<Rational> sample_variance;  // of two answers and more
};

CesFigures slow_ces(const SurveyRows& rows, int highest, bool low_is_easy);

}  // namespace csm::slow
