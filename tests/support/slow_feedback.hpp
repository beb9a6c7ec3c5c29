#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "slow_table.hpp"

namespace csm::slow {

/// A theme of the dictionary, its entries as they are typed.
struct Theme {
  std::string name;
  std::vector<std::string> entries;
};

/// What the scores make of an answer; in a survey of satisfaction the positive ones are promoters.
enum class Group { promoter, passive, detractor };

struct FeedbackOptions {
  std::optional<int> begin;  // both or neither: the whole file
  std::optional<int> end;
  bool csat = false;                         // satisfaction in place of recommendation
  std::optional<std::pair<int, int>> scale;  // of satisfaction; none: taken from the data
  std::vector<Theme> themes;
};

/// An answer of the period: a score or a word for one, a comment or both.
struct FeedbackAnswer {
  std::size_t row = 0;  // of the table
  std::optional<Rational> score;
  std::string word;     // of satisfaction, in lower case; blank: none
  std::string comment;  // blank: none
  std::optional<int> answered_on;
};

struct ThemeFigures {
  std::string name;
  long mentions = 0;
  std::optional<Rational> share;       // of the comments
  std::optional<Rational> mean;        // of the theme's scores
  std::optional<Rational> figure;      // of the theme's scored comments
  std::optional<Rational> impact;      // figure of all - figure of those without the theme
  std::vector<FeedbackAnswer> quotes;  // all of them, the first to show first
};

/// How often a word or a phrase was said.
struct WordFigures {
  std::string text;
  long detractors = 0;  // times detractors said it
  long promoters = 0;
  long all = 0;
  long comments = 0;  // that have it
};

/// The words of one vocabulary and how many there are in all.
struct Vocabulary {
  std::vector<WordFigures> words;
  long detractors = 0;
  long promoters = 0;
  long all = 0;
};

struct FeedbackFigures {
  long answers = 0;
  long comments = 0;
  long scored = 0;
  long unmatched = 0;  // comments without a theme
  long promoters = 0;  // comments, like the two below
  long passives = 0;
  long detractors = 0;
  long bad = 0;
  bool is_mixed = false;    // numbers and words: refused
  long without_answer = 0;  // rows left out, like the three below
  long not_offered = 0;
  long outside = 0;
  long undated = 0;
  int lowest = 0;  // of the scale
  int highest = 10;
  std::optional<Rational> comment_share;
  std::optional<Rational> figure;    // of all scored answers: points or a share
  std::vector<ThemeFigures> themes;  // in the dictionary's order
  Vocabulary words;
  Vocabulary phrases;
};

FeedbackFigures slow_feedback(const Table& table, const FeedbackOptions& options);

/// z of the log-odds ratio of one word with a Dirichlet prior: Monroe, Colaresi and Quinn (2008),
/// equations 16, 20 and 22. `y` of `n` words on each side, `prior` of `prior_total` words. Nothing
/// where the word is all that was said.
std::optional<double> slow_log_odds_z(long y1, long n1, long y2, long n2, const Rational& prior,
                                      const Rational& prior_total);

/// The same with the prior of equation 23: the word's share of all words times a total weight.
std::optional<double> slow_z(const WordFigures& word, const Vocabulary& vocabulary,
                             long prior_total);

}  // namespace csm::slow
