#include "csm/date.hpp"

#include <array>
#include <bit>
#include <cstring>

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

/// Whether a text is of that form, and its digits, a byte each.
bool read_digits(const char* text, const DigitForm& form, std::uint64_t& digits) {
  constexpr std::uint64_t all = 0x0101010101010101;
  std::uint64_t word;
  std::memcpy(&word, text, sizeof word);
  if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
  digits = word ^ form.wanted;
  const bool is_digits = (((digits + all * 0x76) | digits) & (all * 0x80)) == 0;
  return is_digits && (digits & form.marks) == 0;
}

/// The numbers that each two neighbouring digits make, in the byte of the first.
std::uint64_t pairs_of(std::uint64_t digits) { return digits * 10 + (digits >> 8); }
int byte_of(std::uint64_t word, int i) { return static_cast<int>((word >> (8 * i)) & 0xff); }

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
bool find_day(int year, int month, int day, Date& out) {
  const auto i = static_cast<std::size_t>((year - MonthTable::first_year) * 12 + month - 1);
  const bool is_there = year >= MonthTable::first_year && month >= 1 && month <= 12 &&
                        i + 1 < month_table.begin.size();
  if (!is_there) {
    const auto date = make_date(year, month, day);
    if (date) out = *date;
    return date.has_value();
  }
  if (day < 1 || day > month_table.begin[i + 1] - month_table.begin[i]) return false;
  out = Date{Date::duration{month_table.begin[i] + day - 1}};
  return true;
}

/// `09:15:30`, from 00:00:00 to 23:59:59.
bool is_plain_time(const char* text) {
  constexpr DigitForm form("00:00:00");
  std::uint64_t digits = 0;
  if (!read_digits(text, form, digits)) return false;
  // A byte that is above its limit sets its highest bit.
  constexpr std::uint64_t above = 0x7f - 23 + (std::uint64_t{0x7f - 59} << 24) +
                                  (std::uint64_t{0x7f - 59} << 48);
  constexpr std::uint64_t bytes = 0xff + (std::uint64_t{0xff} << 24) + (std::uint64_t{0xff} << 48);
  constexpr std::uint64_t highest = 0x8080808080808080;
  return (((pairs_of(digits) & bytes) + above) & highest) == 0;
}

}  // namespace

bool read_plain_iso_date(std::string_view text, Date& out) {
  if (text.size() != 10 && text.size() != 20 && text.size() != 19) return false;
  constexpr DigitForm form("0000-00-");
  std::uint64_t digits = 0;
  const unsigned tens = static_cast<unsigned char>(text[8]) - unsigned{'0'};
  const unsigned ones = static_cast<unsigned char>(text[9]) - unsigned{'0'};
  if (!read_digits(text.data(), form, digits) || tens > 9 || ones > 9) return false;
  if (text.size() > 10) {
    if ((text[10] != 'T' && text[10] != ' ') || !is_plain_time(text.data() + 11)) return false;
    if (text.size() == 20 && text[19] != 'Z') return false;
  }
  const std::uint64_t pairs = pairs_of(digits);
  return find_day(byte_of(pairs, 0) * 100 + byte_of(pairs, 2), byte_of(pairs, 5),
                  static_cast<int>(tens * 10 + ones), out);
}

std::optional<Date> read_iso_date(std::string_view text) {
  if (Date plain; read_plain_iso_date(text, plain)) return plain;
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
