#include "slow_nps.hpp"

#include <map>
#include <string>
#include <vector>

namespace csm::slow {

namespace {

struct Answer {
  std::string customer_id;
  std::string response_id;
  std::optional<Rational> score;  // absent: unscored
  std::optional<int> answered_on;
  std::optional<int> sent_on;
};

bool asks_for_period(const NpsOptions& options) { return options.begin || options.end; }

bool is_unreadable_day(const std::string& text) { return !is_missing(text) && !parse_day(text); }

/// The row read; nothing for a bad row.
std::optional<Answer> read_answer(const Table& table, std::size_t row, const NpsOptions& options) {
  Answer answer;
  answer.customer_id = cell(table, row, "customer_id");
  answer.response_id = cell(table, row, "response_id");
  const std::string answered_on = cell(table, row, "answered_on");
  const std::string sent_on = cell(table, row, "sent_on");
  if (is_unreadable_day(answered_on) || is_unreadable_day(sent_on)) return std::nullopt;
  answer.answered_on = parse_day(answered_on);
  answer.sent_on = parse_day(sent_on);

  // "Missing answers ... are missing, counted as such, and never zero"
  const std::string score = cell(table, row, "score");
  if (is_missing(score)) return answer;

  // "Outside the scale: a bad row, never rescaled."
  answer.score = parse_decimal(score);
  if (!answer.score) return std::nullopt;
  if (*answer.score < options.scale_low || *answer.score > 10) return std::nullopt;

  const bool needs_day = asks_for_period(options) || options.latest;
  if (needs_day && !answer.answered_on) return std::nullopt;
  if (options.latest && answer.customer_id.empty()) return std::nullopt;
  return answer;
}

bool is_day_in_period(int day, const NpsOptions& options) {
  // "falls in the period when `begin <= date < end`"
  if (options.begin && day < *options.begin) return false;
  return !options.end || day < *options.end;
}

bool is_in_period(const Answer& answer, const NpsOptions& options) {
  if (!asks_for_period(options)) return true;
  if (answer.answered_on) return is_day_in_period(*answer.answered_on, options);
  return answer.sent_on && is_day_in_period(*answer.sent_on, options);
}

/// Whole numbers are smaller than other texts and go by their value; blank is the smallest.
bool is_greater_id(const std::string& one, const std::string& other) {
  const auto is_number = [](const std::string& id) {
    return !id.empty() && id.find_first_not_of("0123456789") == std::string::npos;
  };
  if (one.empty() || other.empty()) return other.empty() && !one.empty();
  if (is_number(one) && is_number(other)) {
    const Rational a = *parse_decimal(one);
    const Rational b = *parse_decimal(other);
    return a != b ? a > b : one > other;
  }
  if (is_number(one) != is_number(other)) return is_number(other);
  return one > other;
}

/// "the last answer of each customer in the period, on one day the greatest `response_id`, then
/// the lowest score"
bool is_later(const Answer& one, const Answer& other) {
  if (*one.answered_on != *other.answered_on) return *one.answered_on > *other.answered_on;
  if (one.response_id != other.response_id)
    return is_greater_id(one.response_id, other.response_id);
  return *one.score < *other.score;
}

std::vector<Answer> latest_of_each_customer(const std::vector<Answer>& answers) {
  std::map<std::string, Answer> latest;
  for (const auto& answer : answers) {
    const auto found = latest.find(answer.customer_id);
    if (found == latest.end() || is_later(answer, found->second))
      latest[answer.customer_id] = answer;
  }
  std::vector<Answer> result;
  for (const auto& [id, answer] : latest) result.push_back(answer);
  return result;
}

/// The scores of all answers counted.
void tally(const std::vector<Answer>& answers, NpsFigures& figures) {
  Rational sum = 0;
  for (const auto& answer : answers) {
    const Rational& score = *answer.score;
    sum += score;
    // "Promoter >= 9, passive >= 7 and < 9, detractor < 7 (so 8.5 is passive)."
    if (score >= 9) {
      ++figures.promoters;
    } else if (score >= 7) {
      ++figures.passives;
    } else {
      ++figures.detractors;
    }
    bool is_whole = false;
    for (std::size_t whole = 0; whole <= 10; ++whole) {
      if (score == whole) {
        ++figures.whole_scores[whole];
        is_whole = true;
      }
    }
    if (!is_whole) ++figures.fractional_scores;
  }
  const auto count = static_cast<long>(answers.size());
  figures.mean = share_of(sum, count);
  const auto p = share_of(figures.promoters, count);
  const auto d = share_of(figures.detractors, count);
  if (!p || !d) return;
  // "NPS = 100 x (promoters - detractors) / answers, in points"
  figures.nps = Rational(100 * (*p - *d));
  // "var = p + d - (p - d)^2"
  figures.variance = Rational(*p + *d - (*p - *d) * (*p - *d));
}

}  // namespace

NpsFigures slow_nps(const Table& table, const NpsOptions& options) {
  NpsFigures figures;
  std::vector<Answer> scored;
  long sent = 0;
  long sent_and_scored = 0;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const auto answer = read_answer(table, row, options);
    if (!answer) {
      ++figures.bad;
      continue;
    }
    // of the rows whose sent_on falls in the period, the share that has a score
    if (answer->sent_on && is_day_in_period(*answer->sent_on, options)) {
      ++sent;
      if (answer->score) ++sent_and_scored;
    }
    if (!is_in_period(*answer, options)) continue;
    if (answer->score) {
      scored.push_back(*answer);
    } else {
      ++figures.unscored;
    }
  }
  tally(options.latest ? latest_of_each_customer(scored) : scored, figures);
  figures.response_rate = share_of(sent_and_scored, sent);
  return figures;
}

bool is_bad_answer(const Table& table, std::size_t row, const NpsOptions& options) {
  return !read_answer(table, row, options);
}

}  // namespace csm::slow
