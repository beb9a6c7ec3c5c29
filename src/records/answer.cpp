#include "csm/records/answer.hpp"

namespace csm {

namespace {

constexpr std::size_t longest_word = 40;

/// The number of an answer that stands beside its label: "5" of "5 - Extremely fun" and of
/// "Extremely likely - 10"; the text itself where there is no label.
std::string_view without_label(std::string_view text) {
  constexpr std::string_view dash = " - ";
  constexpr std::string_view digits = "0123456789";
  const std::size_t first = text.find(dash);
  const std::size_t last = text.rfind(dash);
  if (first == std::string_view::npos) return text;
  const std::string_view front = text.substr(0, first);
  const std::string_view back = text.substr(last + dash.size());
  const auto is_number = [&](std::string_view part) {
    return !part.empty() && part.find_first_not_of(digits) == std::string_view::npos;
  };
  if (is_number(front) == is_number(back)) return text;
  return is_number(front) ? front : back;
}

}  // namespace

Fault read_value(std::string_view text, const CellRules& rules, AnswerCell& out) {
  out = {};
  out.not_a_number = read_value(without_label(text), rules, out.number);
  if (out.not_a_number == nullptr) {
    for (int score = 0; score <= 10; ++score) {
      if (out.number == Decimal{score}) out.whole = score;
    }
    return nullptr;
  }
  const bool is_like_number = text.find_first_of("0123456789") != std::string_view::npos;
  out.not_an_answer = is_like_number ? out.not_a_number
                                     : "is neither a number nor a known word, such as good, "
                                       "satisfied, neutral, unsatisfied or bad";
  char buffer[longest_word];
  const std::string_view said = folded(text, buffer, sizeof buffer);
  for (const AnswerWord& word : answer_words) {
    char other[longest_word];
    if (folded(word.text, other, sizeof other) == said) out.word = &word;
  }
  return nullptr;
}

bool is_answered(const Answer& row) {
  return row.score || (row.word != nullptr && row.word->opinion <= Opinion::negative);
}

bool has_comment(const Answer& row) {
  constexpr std::string_view blanks = " \t\r\n\v\f";
  const std::string_view text = row.comment.text;
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return false;
  return !is_missing(text.substr(begin, text.find_last_not_of(blanks) + 1 - begin));
}

RowFault complete(Answer& row, const RowRules& rules) {
  if (row.cell && row.cell->not_a_number == nullptr) {
    row.score = row.cell->number;
  } else if (row.cell && rules.takes_words && row.cell->word != nullptr) {
    row.word = row.cell->word;
  } else if (row.cell) {
    return {"score", rules.takes_words ? row.cell->not_an_answer : row.cell->not_a_number};
  }
  if (!is_answered(row) && !has_comment(row)) return {};
  if (row.score && (*row.score < rules.lowest_score || *row.score > rules.highest_score)) {
    return {"score", rules.off_scale};
  }
  if (rules.scored_needs_day && !row.answered_on) {
    return {"answered_on", "is blank, so csm cannot tell when the answer was given"};
  }
  if (rules.scored_needs_customer && row.customer_id.text.empty()) {
    return {"customer_id", "is blank, so csm cannot tell whose answer it is"};
  }
  return {};
}

Date newest_on(const Answer& row) {
  Date newest = no_day;
  keep_newest(newest, row.answered_on);
  keep_newest(newest, row.sent_on);
  return newest;
}

}  // namespace csm
