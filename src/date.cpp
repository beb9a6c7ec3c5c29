#include "csm/date.hpp"

#include <array>

#include "csm/error.hpp"
#include "csm/plain_date.hpp"

namespace csm {
namespace {

/// Walks over a text; every `read_` moves on only where it succeeds.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  bool at_end() const { return text_.empty(); }
  char peek() const { return text_.empty() ? '\0' : text_.front(); }

  bool take(char c) {
    if (peek() != c || text_.empty()) return false;
    text_.remove_prefix(1);
    return true;
  }

  bool take_blanks() {
    const std::size_t before = text_.size();
    while (peek() == ' ' || peek() == '\t') text_.remove_prefix(1);
    return text_.size() != before;
  }

  /// A number of `least` to `most` digits.
  std::optional<int> number(std::size_t least, std::size_t most) {
    int value = 0;
    std::size_t n = 0;
    while (n < most && n < text_.size() && text_[n] >= '0' && text_[n] <= '9') {
      value = value * 10 + (text_[n++] - '0');
    }
    if (n < least) return std::nullopt;
    text_.remove_prefix(n);
    return value;
  }

  /// An English word, any case, of which the first `letters` of `word` suffice.
  bool word(std::string_view word, std::size_t letters) {
    std::size_t n = 0;
    while (n < word.size() && n < text_.size() && (text_[n] | 0x20) == word[n]) ++n;
    if (n != letters && n != word.size()) return false;
    text_.remove_prefix(n);
    return true;
  }

  std::string_view rest() const { return text_; }

 private:
  std::string_view text_;
};

bool read_offset(Cursor& cursor) {
  if (cursor.take('Z') || cursor.take('z')) return true;
  if (cursor.take('+') || cursor.take('-')) {
    const auto hours = cursor.number(2, 2);
    if (!hours || *hours > 23) return false;
    if (cursor.at_end()) return true;
    cursor.take(':');
    const auto minutes = cursor.number(2, 2);
    return minutes && *minutes <= 59;
  }
  return true;
}

/// "09:15", "09:15:30", "09:15:30.25", with an offset or " UTC" behind.
bool read_time(Cursor& cursor) {
  const auto hours = cursor.number(2, 2);
  if (!hours || *hours > 24 || !cursor.take(':')) return false;
  const auto minutes = cursor.number(2, 2);
  if (!minutes || *minutes > 59) return false;
  int seconds = 0;
  bool has_fraction = false;
  if (cursor.take(':')) {
    const auto read = cursor.number(2, 2);
    if (!read || *read > 60) return false;
    seconds = *read;
    if (cursor.take('.') || cursor.take(',')) {
      auto digit = cursor.number(1, 1);
      if (!digit) return false;
      for (; digit; digit = cursor.number(1, 1)) has_fraction = has_fraction || *digit != 0;
    }
  }
  if (*hours == 24 && (*minutes != 0 || seconds != 0 || has_fraction)) return false;
  if (cursor.take_blanks() && cursor.rest() != "UTC" && cursor.rest() != "GMT" &&
      cursor.peek() != '+' && cursor.peek() != '-' && cursor.peek() != 'Z') {
    return false;
  }
  if (cursor.rest() == "UTC" || cursor.rest() == "GMT") return true;
  return read_offset(cursor) && cursor.at_end();
}

constexpr std::array<std::string_view, 12> months = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

/// What a pattern has read so far.
struct Parts {
  std::optional<int> year, month, day;
};

bool read_month_name(Cursor& cursor, Parts& parts) {
  for (std::size_t i = 0; i < months.size(); ++i) {
    if (cursor.word(months[i], 3)) {
      parts.month = static_cast<int>(i) + 1;
      return true;
    }
  }
  return false;
}

bool read_part(char letter, Cursor& cursor, Parts& parts) {
  const auto at_most = [&](int limit) {
    const auto value = cursor.number(1, 2);
    return value && *value <= limit;
  };
  switch (letter) {
    case 'd':
      return (parts.day = cursor.number(1, 2)).has_value();
    case 'm':
      return (parts.month = cursor.number(1, 2)).has_value();
    case 'Y':
      return (parts.year = cursor.number(4, 4)).has_value();
    case 'y':
      parts.year = cursor.number(2, 2);
      if (parts.year) *parts.year += *parts.year >= 69 ? 1900 : 2000;
      return parts.year.has_value();
    case 'b':
    case 'B':
      return read_month_name(cursor, parts);
    case 'H':
      return at_most(23);
    case 'I': {
      const auto hour = cursor.number(1, 2);
      return hour && *hour >= 1 && *hour <= 12;
    }
    case 'M':
      return at_most(59);
    case 'S':
      return at_most(60);
    case 'p':
      return cursor.word("am", 2) || cursor.word("pm", 2);
    default:
      return cursor.take('%');
  }
}

}  // namespace

std::optional<Date> make_date(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) {
    return std::nullopt;
  }
  constexpr std::array<int, 13> days_in = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  if (day > days_in[static_cast<std::size_t>(month)] || (month == 2 && day == 29 && !is_leap)) {
    return std::nullopt;
  }
  return std::chrono::sys_days{std::chrono::year{year} / month / day};
}

std::optional<Date> read_iso_date(std::string_view text) {
  if (Date plain; PlainDates().read(text, plain)) return plain;
  Cursor cursor(text);
  const auto year = cursor.number(4, 4);
  if (!year || !cursor.take('-')) return std::nullopt;
  const auto month = cursor.number(2, 2);
  if (!month || !cursor.take('-')) return std::nullopt;
  const auto day = cursor.number(2, 2);
  if (!day) return std::nullopt;
  if (!cursor.at_end()) {
    if (!cursor.take('T') && !cursor.take('t') && !cursor.take_blanks()) return std::nullopt;
    if (!read_time(cursor)) return std::nullopt;
  }
  return make_date(*year, *month, *day);
}

std::string to_iso(Date date) {
  const std::chrono::year_month_day parts{date};
  const auto two = [](unsigned n) {
    return std::string{static_cast<char>('0' + n / 10), static_cast<char>('0' + n % 10)};
  };
  const std::string year = std::to_string(static_cast<int>(parts.year()));
  return std::string(year.size() < 4 ? 4 - year.size() : 0, '0') + year + "-" +
         two(static_cast<unsigned>(parts.month())) + "-" + two(static_cast<unsigned>(parts.day()));
}

DatePattern::DatePattern(std::string pattern) : pattern_(std::move(pattern)) {
  std::string letters;
  for (std::size_t i = 0; i < pattern_.size(); ++i) {
    if (pattern_[i] != '%') continue;
    const char letter = i + 1 < pattern_.size() ? pattern_[++i] : '\0';
    if (letter == '\0' || std::string_view("dmYybBHIMSp%").find(letter) == std::string::npos) {
      usage_error("--date-format",
                  "\"" + pattern_ + "\": after % csm knows d m Y y b B H I M S p and %");
    }
    letters += letter;
  }
  const auto has = [&](std::string_view any) {
    return letters.find_first_of(any) != std::string::npos;
  };
  if (!has("d") || !has("mbB") || !has("Yy")) {
    usage_error("--date-format",
                "\"" + pattern_ + "\" needs a day, a month and a year, as in '%d/%m/%Y'");
  }
}

std::optional<Date> DatePattern::read(std::string_view text) const {
  Cursor cursor(text);
  Parts parts;
  for (std::size_t i = 0; i < pattern_.size(); ++i) {
    const char c = pattern_[i];
    const bool matched = c == '%'   ? read_part(pattern_[++i], cursor, parts)
                         : c == ' ' ? cursor.take_blanks()
                                    : cursor.take(c);
    if (!matched) return std::nullopt;
  }
  if (!cursor.at_end()) return std::nullopt;
  return make_date(*parts.year, *parts.month, *parts.day);
}

}  // namespace csm
