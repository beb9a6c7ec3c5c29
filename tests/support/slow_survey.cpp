#include "slow_survey.hpp"

#include <algorithm>
#include <set>

namespace csm::slow {

namespace {

using Words = std::set<std::string>;

const Words positive_words = {"extremely satisfied",
                              "completely satisfied",
                              "very satisfied",
                              "satisfied",
                              "somewhat satisfied",
                              "very happy",
                              "happy",
                              "excellent",
                              "great",
                              "very good",
                              "good",
                              "yes"};
const Words neutral_words = {"neutral", "neither satisfied nor dissatisfied", "okay", "ok"};
const Words negative_words = {"no",
                              "bad",
                              "very bad",
                              "poor",
                              "very poor",
                              "terrible",
                              "unhappy",
                              "very unhappy",
                              "not satisfied",
                              "unsatisfied",
                              "dissatisfied",
                              "somewhat dissatisfied",
                              "very unsatisfied",
                              "very dissatisfied",
                              "completely dissatisfied",
                              "extremely dissatisfied"};
const Words unanswered_words = {"offered", "unanswered"};
const Words not_offered_words = {"not offered", "unoffered"};

bool has(const Words& words, const std::string& word) { return words.count(word) == 1; }

bool is_unreadable_day(const std::string& text) { return !is_missing(text) && !parse_day(text); }

bool is_day_in_period(int day, const SurveyOptions& options) {
  return day >= *options.begin && day < *options.end;
}

/// "Activity falls in the period when begin <= date < end"; what has no answer goes by the day it
/// was sent.
bool is_in_period(const Table& table, std::size_t row, const SurveyOptions& options) {
  if (!options.begin) return true;
  if (const auto day = parse_day(cell(table, row, "answered_on"))) {
    return is_day_in_period(*day, options);
  }
  const auto sent = parse_day(cell(table, row, "sent_on"));
  return sent && is_day_in_period(*sent, options);
}

bool lies_on_scale(const Rational& score, const SurveyOptions& options) {
  const auto [lowest, highest] = options.scale.value_or(std::pair(1, 10));
  return score >= lowest && score <= highest;
}

void add_row(const Table& table, std::size_t row, const SurveyOptions& options, bool takes_words,
             SurveyRows& rows) {
  const std::string text = cell(table, row, "score");
  const std::string word = lower_case(text);
  const auto score = parse_decimal(text);
  const bool is_blank = is_missing(text);
  const bool is_opinion =
      !is_blank && takes_words && !score &&
      (has(positive_words, word) || has(negative_words, word) || has(neutral_words, word));
  const bool is_no_answer =
      is_blank || (takes_words && (has(unanswered_words, word) || has(not_offered_words, word)));
  const bool is_score = !is_blank && score && lies_on_scale(*score, options);
  const bool lacks_day =
      options.begin && (is_score || is_opinion) && !parse_day(cell(table, row, "answered_on"));
  if (is_unreadable_day(cell(table, row, "answered_on")) ||
      is_unreadable_day(cell(table, row, "sent_on")) || lacks_day ||
      !(is_score || is_opinion || is_no_answer)) {
    ++rows.bad;
    return;
  }
  const bool counts = is_in_period(table, row, options);
  if (is_score) rows.all_scores.push_back(*score);
  if (is_opinion) ++rows.all_words;
  if (!counts) return;
  if (is_score) {
    rows.scores.push_back(*score);
  } else if (is_opinion) {
    rows.words.push_back(word);
  } else if (has(not_offered_words, word)) {
    ++rows.not_offered;
  } else {
    ++rows.unscored;
  }
}

template <class Claim>
long how_many(const std::vector<Rational>& scores, const Claim& claim) {
  return std::count_if(scores.begin(), scores.end(), claim);
}

std::optional<Rational> mean_of(const std::vector<Rational>& scores) {
  Rational sum = 0;
  for (const Rational& score : scores) sum += score;
  return share_of(sum, static_cast<long>(scores.size()));
}

std::map<std::string, long> distribution_of(const std::vector<Rational>& scores, int lowest,
                                            int highest) {
  std::map<std::string, long> counts;
  for (int score = lowest; score <= highest; ++score) counts[std::to_string(score)] = 0;
  for (const Rational& score : scores) {
    std::string name = "between";
    for (int whole = lowest; whole <= highest; ++whole) {
      if (score == whole) name = std::to_string(whole);
    }
    ++counts[name];
  }
  return counts;
}

/// The scale, declared or "the smallest that holds all answers of the input".
std::pair<int, int> scale_of(const SurveyRows& rows, const SurveyOptions& options) {
  if (options.scale) return *options.scale;
  for (const int highest : {5, 7}) {
    if (how_many(rows.all_scores, [&](const Rational& s) { return s > highest; }) == 0)
      return {1, highest};
  }
  return {1, 10};
}

int usual_border(int highest) {
  if (highest == 3) return 3;
  return highest == 5 ? 4 : 6;
}

}  // namespace

SurveyRows slow_survey(const Table& table, const SurveyOptions& options, bool takes_words) {
  SurveyRows rows;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    add_row(table, row, options, takes_words, rows);
  }
  return rows;
}

CsatFigures slow_csat(const SurveyRows& rows, const SurveyOptions& options,
                      std::optional<int> positive_from) {
  CsatFigures figures;
  figures.is_mixed = rows.all_words > 0 && !rows.all_scores.empty();
  std::tie(figures.lowest, figures.highest) = scale_of(rows, options);
  const int border = positive_from.value_or(usual_border(figures.highest));
  const auto& scores = rows.scores;
  const auto count = static_cast<long>(scores.size());
  figures.answers = count + static_cast<long>(rows.words.size());
  figures.positive = how_many(scores, [&](const Rational& s) { return s >= border; });
  for (const std::string& word : rows.words) figures.positive += has(positive_words, word) ? 1 : 0;
  figures.csat = share_of(figures.positive, figures.answers);
  const auto from = [&](int border_of) {
    return share_of(how_many(scores, [&](const Rational& s) { return s >= border_of; }), count);
  };
  figures.mean = mean_of(scores);
  figures.top2 = from(figures.highest - 1);
  figures.top3 = from(figures.highest - 2);
  figures.bottom2 =
      share_of(how_many(scores, [&](const Rational& s) { return s <= figures.lowest + 1; }), count);
  if (rows.words.empty()) {
    figures.distribution = distribution_of(scores, figures.lowest, figures.highest);
  }
  for (const std::string& word : rows.words) ++figures.distribution[word];
  return figures;
}

CesFigures slow_ces(const SurveyRows& rows, int highest, bool low_is_easy) {
  CesFigures figures;
  const auto& scores = rows.scores;
  const auto count = static_cast<long>(scores.size());
  // 1..3 and 5..7 of 7, 1..2 and 4..5 of 5
  const int low = highest == 7 ? 3 : 2;
  const int high = highest == 7 ? 5 : 4;
  figures.difficult = how_many(scores, [&](const Rational& s) { return s <= low; });
  figures.easy = how_many(scores, [&](const Rational& s) { return s >= high; });
  if (low_is_easy) std::swap(figures.easy, figures.difficult);
  figures.neutral = count - figures.easy - figures.difficult;
  figures.distribution = distribution_of(scores, 1, highest);
  figures.easy_share = share_of(figures.easy, count);
  figures.net = share_of(figures.easy - figures.difficult, count);
  figures.mean = mean_of(scores);
  if (count < 2) return figures;
  Rational squares = 0;
  for (const Rational& score : scores) {
    squares += (score - *figures.mean) * (score - *figures.mean);
  }
  figures.sample_variance = Rational(squares / (count - 1));
  return figures;
}

}  // namespace csm::slow
