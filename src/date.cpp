#include "csm/date.hpp"

#include <array>

#include "csm/error.hpp"

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

namespace {

/// Eight characters as a word, the first in its lowest byte.
constexpr std::uint64_t word_of(std::string_view text) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    word |= static_cast<std::uint64_t>(static_cast<unsigned char>(text[i])) << (8 * i);
  }
  return word;
}

/// A form of eight characters in which '0' stands for any digit and others for themselves.
struct DigitForm {
  std::uint64_t wanted;
  std::uint64_t marks = 0;  ///< all bits of the bytes that are no digit

  explicit constexpr DigitForm(std::string_view form) : wanted(word_of(form)) {
    for (std::size_t i = 0; i < 8; ++i) {
      if (form[i] != '0') marks |= std::uint64_t{0xff} << (8 * i);
    }
  }
};

/// The digits of a text of that form, a byte each; nothing for another text.
std::optional<std::uint64_t> digits_of(const char* text, const DigitForm& form) {
  constexpr std::uint64_t all = 0x0101010101010101;
  const std::uint64_t found = word_of({text, 8}) ^ form.wanted;
  const bool is_digits = (((found + all * 0x76) | found) & (all * 0x80)) == 0;
  if (!is_digits || (found & form.marks) != 0) return std::nullopt;
  return found;
}

int digit(std::uint64_t digits, int i) { return static_cast<int>((digits >> (8 * i)) & 0xf); }
int two_digits(std::uint64_t digits, int i) { return digit(digits, i) * 10 + digit(digits, i + 1); }

/// The first days of the months of the years that most dates lie in, and of the month behind them.
struct MonthTable {
  static constexpr int first_year = 1970;
  static constexpr int years = 130;
  std::array<std::int32_t, years * 12 + 1> begin{};

  constexpr MonthTable() {
    for (std::size_t i = 0; i < begin.size(); ++i) {
      const int year = first_year + static_cast<int>(i / 12);
      const auto month = static_cast<int>(i % 12 + 1);
      const std::chrono::sys_days first = std::chrono::year{year} / month / 1;
      begin[i] = static_cast<std::int32_t>(first.time_since_epoch().count());
    }
  }
};
constexpr MonthTable month_table;

/// As make_date, by the table where it has the year.
std::optional<Date> day_of_month(int year, int month, int day) {
  const auto i = static_cast<std::size_t>((year - MonthTable::first_year) * 12 + month - 1);
  const bool is_there = year >= MonthTable::first_year && month >= 1 && month <= 12 &&
                        i + 1 < month_table.begin.size();
  if (!is_there) return make_date(year, month, day);
  if (day < 1 || day > month_table.begin[i + 1] - month_table.begin[i]) return std::nullopt;
  return Date{Date::duration{month_table.begin[i] + day - 1}};
}

/// `2026-05-03`, also with `T09:15:30Z`, the forms that most exports have; nothing for any other
/// text, whether it is a date or not.
std::optional<Date> read_plain_iso_date(std::string_view text) {
  if (text.size() != 10 && text.size() != 20) return std::nullopt;
  constexpr DigitForm day_form("0000-00-");
  constexpr DigitForm time_form("00:00:00");
  const auto day = digits_of(text.data(), day_form);
  const char tens = text[8];
  const char ones = text[9];
  if (!day || tens < '0' || tens > '9' || ones < '0' || ones > '9') return std::nullopt;
  if (text.size() == 20) {
    const auto time = digits_of(text.data() + 11, time_form);
    if (!time || text[10] != 'T' || text[19] != 'Z') return std::nullopt;
    if (two_digits(*time, 0) > 23 || two_digits(*time, 3) > 59 || two_digits(*time, 6) > 59) {
      return std::nullopt;
    }
  }
  return day_of_month(two_digits(*day, 0) * 100 + two_digits(*day, 2), two_digits(*day, 5),
                      (tens - '0') * 10 + (ones - '0'));
}

}  // namespace

std::optional<Date> read_iso_date(std::string_view text) {
  if (const auto plain = read_plain_iso_date(text)) return plain;
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
