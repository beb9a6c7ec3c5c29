#include "csm/condition.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "csm/error.hpp"
#include "text/shown.hpp"

namespace csm {

/// A regular expression that is matched in time linear in the text, whatever it is.
struct Condition::Pattern {
  explicit Pattern(const std::string& text) : expression(text, options()) {}
  static RE2::Options options() {
    RE2::Options options;
    options.set_log_errors(false);
    return options;
  }
  RE2 expression;
};

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// A number that `=` compares as one: written like 7 or -7.50, not like 007, which is an id.
std::optional<Decimal> plain_number(std::string_view text) {
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  const bool has_zero_in_front = digits.size() > 1 && digits[0] == '0' && digits[1] != '.';
  const bool begins_with_digit = !digits.empty() && digits[0] >= '0' && digits[0] <= '9';
  if (has_zero_in_front || !begins_with_digit) return std::nullopt;
  const DecimalReading reading = read_decimal(text);
  return reading.fault == DecimalFault::none ? std::optional(reading.value) : std::nullopt;
}

template <class Value>
int order_of(const Value& a, const Value& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

}  // namespace

/// Takes an expression apart from left to right.
class Condition::Reader {
 public:
  Reader(std::string_view text, Condition& to) : text_(text), to_(to) {}

  void read() {
    to_.text_ = text_;
    skip_blanks();
    to_.column_ = at_quote() ? quoted() : column_name();
    if (to_.column_.empty()) fail("the name of a column is missing");
    skip_blanks();
    read_relation();
    skip_blanks();
    read_values();
    skip_blanks();
    if (at_ < text_.size()) fail("nothing was expected any more");
    settle();
  }

 private:
  struct Sign {
    std::string_view text;
    Relation relation;
  };
  /// The longer ones first.
  static constexpr std::array<Sign, 10> signs = {{{"!=", Relation::unequal},
                                                  {"!~", Relation::matches_not},
                                                  {"<=", Relation::at_most},
                                                  {">=", Relation::at_least},
                                                  {"<>", Relation::unequal},
                                                  {"==", Relation::equal},
                                                  {"=", Relation::equal},
                                                  {"<", Relation::below},
                                                  {">", Relation::above},
                                                  {"~", Relation::matches}}};
  static constexpr std::array<Sign, 4> words = {{{"is not missing", Relation::is_there},
                                                 {"is missing", Relation::is_missing},
                                                 {"not in", Relation::is_not_in},
                                                 {"in", Relation::is_in}}};

  [[noreturn]] void fail(const std::string& what) const {
    usage_error("--where", what + ":\n  " + shown(text_) + "\n  " +
                               std::string(shown(text_.substr(0, at_)).size(), ' ') + "^");
  }

  std::string_view rest() const { return text_.substr(at_); }
  bool at_quote() const { return rest().starts_with('"') || rest().starts_with('\''); }
  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }

  std::string quoted() {
    const std::size_t begin = at_;
    const char quote = text_[at_++];
    std::string inside;
    while (at_ < text_.size() && text_[at_] != quote) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] == quote) ++at_;
      inside.push_back(text_[at_++]);
    }
    if (at_ == text_.size()) {
      at_ = begin;
      fail("this quote never closes");
    }
    ++at_;
    return inside;
  }

  /// A word of the language at that place, with blanks or a bracket around it.
  const Sign* word_at(std::size_t at) const {
    if (at == 0 || !is_blank(text_[at - 1])) return nullptr;
    for (const Sign& word : words) {
      if (!text_.substr(at).starts_with(word.text)) continue;
      const std::size_t end = at + word.text.size();
      if (end == text_.size() || is_blank(text_[end]) || text_[end] == '(') return &word;
    }
    return nullptr;
  }

  const Sign* sign_at(std::size_t at) const {
    for (const Sign& sign : signs) {
      if (text_.substr(at).starts_with(sign.text)) return &sign;
    }
    return nullptr;
  }

  std::string column_name() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && sign_at(at_) == nullptr && word_at(at_) == nullptr) ++at_;
    std::string_view name = text_.substr(begin, at_ - begin);
    while (!name.empty() && is_blank(name.back())) name.remove_suffix(1);
    return std::string(name);
  }

  void read_relation() {
    const Sign* sign = sign_at(at_);
    if (sign == nullptr) sign = word_at(at_);
    if (sign == nullptr) {
      fail("=, !=, <, <=, >, >=, ~, !~, in (...), is missing or the like was expected here");
    }
    to_.relation_ = sign->relation;
    at_ += sign->text.size();
  }

  void read_values() {
    switch (to_.relation_) {
      case Relation::is_missing:
      case Relation::is_there:
        return;
      case Relation::is_in:
      case Relation::is_not_in:
        return read_list();
      default:
        to_.values_.push_back(value(false));
    }
  }

  void read_list() {
    if (!rest().starts_with('(')) fail("a list in brackets was expected here, such as (a, b)");
    do {
      ++at_;
      skip_blanks();
      to_.values_.push_back(value(true));
      skip_blanks();
    } while (rest().starts_with(','));
    if (!rest().starts_with(')')) fail("a ) was expected here");
    ++at_;
  }

  /// Up to the end of the text, or in a list up to , or ).
  std::string value(bool is_in_list) {
    if (at_quote()) return quoted();
    const std::size_t begin = at_;
    while (at_ < text_.size() && !(is_in_list && (text_[at_] == ',' || text_[at_] == ')'))) ++at_;
    std::string_view value = text_.substr(begin, at_ - begin);
    while (!value.empty() && is_blank(value.back())) value.remove_suffix(1);
    if (value.empty()) {
      at_ = begin;
      fail("a value is missing; what is blank is asked for by \"is missing\"");
    }
    value_begin_ = begin;
    return std::string(value);
  }

  void settle() {
    const bool is_ordered = to_.relation_ >= Relation::below && to_.relation_ <= Relation::at_least;
    if (is_ordered) {
      const std::string& value = to_.values_.front();
      const DecimalReading number = read_decimal(value);
      const auto date = read_iso_date(value);
      at_ = value_begin_;
      if (number.fault == DecimalFault::none) {
        to_.kind_ = Kind::number;
        to_.number_ = number.value;
      } else if (date) {
        to_.kind_ = Kind::date;
        to_.date_ = *date;
      } else {
        fail("a number such as 100, or a date such as 2026-05-31, was expected here");
      }
    }
    if (to_.relation_ == Relation::matches || to_.relation_ == Relation::matches_not) {
      to_.pattern_ = std::make_shared<Pattern>(to_.values_.front());
      at_ = value_begin_;
      if (!to_.pattern_->expression.ok()) {
        fail("this is no regular expression (" + to_.pattern_->expression.error() + ")");
      }
    }
  }

  std::string_view text_;
  Condition& to_;
  std::size_t at_ = 0;
  std::size_t value_begin_ = 0;
};

Condition::Condition(std::string_view expression) { Reader(expression, *this).read(); }

Condition Condition::is_one_of(const std::string& column, std::vector<std::string> values) {
  Condition condition;
  condition.text_ = condition.column_ = column;
  condition.relation_ = Relation::is_in;
  condition.values_ = std::move(values);
  condition.are_ids_ = true;
  return condition;
}

bool Condition::equals(std::string_view cell) const {
  return std::any_of(values_.begin(), values_.end(), [&](const std::string& value) {
    if (cell == value || are_ids_) return cell == value;
    const auto wanted = plain_number(value);
    return wanted && plain_number(cell) == wanted;
  });
}

bool Condition::compares(int order) const {
  switch (relation_) {
    case Relation::below:
      return order < 0;
    case Relation::at_most:
      return order <= 0;
    case Relation::above:
      return order > 0;
    default:
      return order >= 0;
  }
}

Fault Condition::keeps(std::string_view cell, const CellRules& rules, bool& out) const {
  switch (relation_) {
    case Relation::is_missing:
      out = cell.empty();
      return nullptr;
    case Relation::is_there:
      out = !cell.empty();
      return nullptr;
    case Relation::equal:
    case Relation::is_in:
      out = !cell.empty() && equals(cell);
      return nullptr;
    case Relation::unequal:
    case Relation::is_not_in:
      out = cell.empty() || !equals(cell);
      return nullptr;
    case Relation::matches:
      out = !cell.empty() &&
            RE2::PartialMatch(re2::StringPiece(cell.data(), cell.size()), pattern_->expression);
      return nullptr;
    case Relation::matches_not:
      out = cell.empty() ||
            !RE2::PartialMatch(re2::StringPiece(cell.data(), cell.size()), pattern_->expression);
      return nullptr;
    default:
      break;
  }
  out = false;
  if (cell.empty()) return nullptr;
  if (kind_ == Kind::number) {
    Decimal number;
    if (const Fault fault = read_value(cell, rules, number)) return fault;
    out = compares(order_of(number, number_));
    return nullptr;
  }
  Date date{};
  if (const Fault fault = read_value(cell, rules, date)) return fault;
  out = compares(order_of(date, date_));
  return nullptr;
}

}  // namespace csm
