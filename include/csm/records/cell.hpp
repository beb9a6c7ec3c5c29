#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "csm/date.hpp"
#include "csm/decimal.hpp"
#include "csm/money.hpp"
#include "csm/optional_day.hpp"
#include "csm/plain_date.hpp"
#include "csm/text_ends.hpp"
#include "csm/time_zone.hpp"

namespace csm {

/// A customer's id: text, so `007` is not `7`. Points into the block of records being read.
struct CustomerId {
  std::string_view text;

  friend bool operator==(CustomerId, CustomerId) = default;
};

/// Any other id: of a subscription, an answer, a ticket. Not needed for any figure but by tie
/// rules.
struct RecordId {
  std::string_view text;
};

/// What somebody says in words of their own.
struct Comment {
  std::string_view text;
};

/// A word of the file's own: NA and the like are none, unlike in ids.
struct Word {
  std::string_view text;
};

/// What a subscription's status says about being a customer.
enum class Status : std::uint8_t {
  none,        ///< blank or no such column
  active,      ///< counts by its dates, like every word csm does not know
  past_due,    ///< counts by its dates; its MRR is a fact of its own
  paused,      ///< a customer without revenue
  canceled,    ///< must have an end
  gone,        ///< churned, expired, lost ...: must have an end, like canceled
  trialing,    ///< no customer at any time, like the three below
  incomplete,  ///< the first payment never came (also incomplete_expired)
  unpaid,
  other,
};

inline bool is_customer(Status status) {
  return status != Status::trialing && status != Status::incomplete && status != Status::unpaid;
}
/// Says that the service is over.
inline bool is_gone(Status status) { return status == Status::canceled || status == Status::gone; }

/// The unit a billing interval is counted in.
enum class IntervalUnit : std::uint8_t { day, week, month, quarter, year, once };

/// How often is paid: every so many units of time.
struct BillingInterval {
  IntervalUnit unit = IntervalUnit::month;
  int count = 1;  ///< of units, from the word itself ("6 months")
};

/// How a column's dates are written: found from the column, or told by --date-format.
enum class DateReading : std::uint8_t {
  iso,           ///< and what else can be read in one way only: 2026/05/03, 3 May 2026
  day_first,     ///< 03/05/2026, 3.5.26, with a time or without
  month_first,   ///< 05/03/2026
  unix_seconds,  ///< since 1970 in UTC, as are the days
  unix_millis,
  yyyymmdd,
  excel,    ///< days since 1899-12-30, with a part of the day behind the point
  pattern,  ///< as --date-format spells it
};

/// Which mark stands in front of the decimals of a column's numbers: found from the column, or told
/// by --decimal-point or --decimal-comma.
enum class DecimalMark : std::uint8_t {
  none,  ///< no number has shown it: those whose marks could be another's are at fault
  point,
  comma,
};

/// What a vendor means by a word of status, where it is not what the word usually means.
struct StatusWord {
  std::string_view word;  ///< folded
  Status meaning;
};

struct CurrencySign;

/// What the reading of a cell depends on besides its text.
struct CellRules {
  DateReading dates = DateReading::iso;
  const DatePattern* pattern = nullptr;  ///< for DateReading::pattern
  bool is_id = false;                    ///< only blank is missing: NA may be North America
  DecimalMark decimals = DecimalMark::none;
  const CurrencySign* sign = nullptr;  ///< the first of the column's amounts; null: none has any
  std::span<const StatusWord> statuses{};  ///< looked at before the usual words
  const TimeZone* zone = nullptr;          ///< whose days dates are; null: they are read as written
  const TimeZone* written_in = nullptr;    ///< of times that say no offset; null: `zone` already
  BareTimes* bare_times = nullptr;         ///< told of such times where there is a zone
};

/// Why a cell or a row is bad, as the end of a sentence: `started_on: "x" is not a date`. The text
/// is static; null means that nothing is wrong.
using Fault = const char*;

/// A text without blanks around it where it has some.
std::string_view trimmed_of_blanks(std::string_view text);

/// Cells without their surrounding blanks.
[[gnu::always_inline]] inline std::string_view trimmed(std::string_view text) {
  const auto is_above_blank = [](char c) { return static_cast<unsigned char>(c) > ' '; };
  if (text.empty() || (is_above_blank(text.front()) && is_above_blank(text.back()))) return text;
  return trimmed_of_blanks(text);
}

/// An id without the ' that keeps spreadsheets from reading it as a number or a formula: '0012 is
/// 0012, '=1 is =1. Before anything else a ' belongs to the id.
inline std::string_view id_of(std::string_view text) {
  constexpr std::string_view protected_beginnings = "0123456789=+-@";
  if (text.size() < 2 || text.front() != '\'') [[likely]]
    return text;
  const bool is_protected = protected_beginnings.find(text[1]) != std::string_view::npos;
  return text.substr(is_protected ? 1 : 0);
}

/// One of the words that stand for no value.
bool is_word_for_missing(std::string_view text);
/// Blank, NA, N/A, null or "-", in any case.
inline bool is_missing(std::string_view text) {
  return text.empty() || (text.size() <= 4 && is_word_for_missing(text));
}
/// Lower case without anything but letters and digits: "Past due" and "past_due" are one.
/// Writes at most `size` bytes to `out`; longer words are cut and so match nothing.
std::string_view folded(std::string_view text, char* out, std::size_t size);

/// A date or date-time as it stands, in the form of its column.
std::optional<WrittenTime> read_written_date(std::string_view text, const CellRules& rules);
/// The day that a written date counts on, by the zones of its column.
Date day_of(const WrittenTime& written, const CellRules& rules);
std::optional<Date> read_date(std::string_view text, const CellRules& rules);

/// Reads a cell into a field of a row. `text` is trimmed and not missing.
inline Fault read_value(std::string_view text, const CellRules&, CustomerId& out) {
  out.text = id_of(text);
  return nullptr;
}
inline Fault read_value(std::string_view text, const CellRules&, RecordId& out) {
  out.text = id_of(text);
  return nullptr;
}
inline Fault read_value(std::string_view text, const CellRules&, Comment& out) {
  out.text = text;
  return nullptr;
}
inline Fault read_value(std::string_view text, const CellRules&, Word& out) {
  out.text = text;
  return nullptr;
}
Fault read_value(std::string_view text, const CellRules& rules, Date& out);
Fault read_value(std::string_view text, const CellRules& rules, Decimal& out);
Fault read_value(std::string_view text, const CellRules& rules, Currency& out);
Fault read_value(std::string_view text, const CellRules& rules, Status& out);
Fault read_value(std::string_view text, const CellRules& rules, BillingInterval& out);
Fault read_value(std::string_view text, const CellRules& rules, int& out);
Fault read_value(std::string_view text, const CellRules& rules, bool& out);

/// One column of a block: a cell a row.
using CellColumn = std::span<const std::string_view>;

/// The short way for what most cells of a column are, taken where they stand in the loop over it:
/// `read` is false for any other text, whether it is a value or not; where true, as `read_value`.
/// `begin` looks at the column that is to be read, `keep` learns from what has been read the long
/// way.
template <class Value>
struct PlainCells {
  void begin(CellColumn, bool /*must_be_filled*/) {}
  bool read(std::string_view, const CellRules&, Value&) { return false; }
  void keep(std::string_view, const Value&) {}
};

/// Words that stand in row after row, looked up once: the last ones of up to 16 bytes.
template <class Value>
class KnownWords {
 public:
  void begin(CellColumn, bool /*must_be_filled*/) {}
  bool read(std::string_view text, const CellRules&, Value& out) {
    const TextEnds ends = TextEnds::of(text);
    const Known& known = known_[place_of(ends)];
    if (text.size() != known.size || !(ends == known.ends)) return false;
    out = known.value;
    return true;
  }
  void keep(std::string_view text, const Value& value) {
    if (text.empty() || text.size() > 16) return;
    const TextEnds ends = TextEnds::of(text);
    known_[place_of(ends)] = {ends, text.size(), value};
  }

 private:
  struct Known {
    TextEnds ends;
    std::size_t size = std::string_view::npos;  ///< nothing is known
    Value value{};
  };
  static std::size_t place_of(const TextEnds& ends) {
    return ((ends.first ^ ends.last << 7) * 0x9e3779b97f4a7c15) >> 59;
  }

  std::array<Known, 32> known_{};
};
template <>
struct PlainCells<Status> : KnownWords<Status> {};
template <>
struct PlainCells<BillingInterval> : KnownWords<BillingInterval> {};
template <>
struct PlainCells<Currency> : KnownWords<Currency> {};
template <>
struct PlainCells<Date> {
  PlainDates dates{};
  void begin(CellColumn cells, bool /*must_be_filled*/) {
    if (cells.size() > 1) dates.expect(cells[0], cells[1]);
  }
  bool read(std::string_view text, const CellRules& rules, Date& out) {
    return rules.dates == DateReading::iso && rules.zone == nullptr && dates.read(text, out);
  }
  void keep(std::string_view, Date) {}
};
/// A blank cell is read as some day in the form of the one before, which is then forgotten: nobody
/// can foretell which customer has left, so a branch would be taken wrongly time and again.
template <>
struct PlainCells<OptionalDay> {
  PlainCells<Date> days{};
  std::size_t length = 10;  ///< of the cell before
  bool takes_blanks = false;
  void begin(CellColumn cells, bool must_be_filled) {
    days.begin(cells, must_be_filled);
    takes_blanks = !must_be_filled;
  }
  bool read(std::string_view text, const CellRules& rules, OptionalDay& out) {
    const bool is_blank = takes_blanks & text.empty();
    const char* const begins[] = {text.data(), "1970-01-01T00:00:00Z"};
    const std::size_t lengths[] = {text.size(), length};
    Date date;
    length = lengths[is_blank];
    if (!days.read({begins[is_blank], length}, rules, date)) return false;
    const OptionalDay either[] = {date, OptionalDay{}};
    out = either[is_blank];
    return true;
  }
  void keep(std::string_view, const OptionalDay&) {}
};
template <>
struct PlainCells<Decimal> {
  void begin(CellColumn, bool /*must_be_filled*/) {}
  bool read(std::string_view text, const CellRules& rules, Decimal& out) {
    return rules.decimals != DecimalMark::comma && read_plain_decimal(text, out);
  }
  void keep(std::string_view, Decimal) {}
};
template <>
struct PlainCells<int> {
  void begin(CellColumn, bool /*must_be_filled*/) {}
  bool read(std::string_view text, const CellRules&, int& out) {
    if (text.size() != 1 || text[0] < '0' || text[0] > '9') return false;
    out = text[0] - '0';
    return true;
  }
  void keep(std::string_view, int) {}
};
template <class Value>
struct PlainCells<std::optional<Value>> {
  PlainCells<Value> cells{};
  void begin(CellColumn column, bool must_be_filled) { cells.begin(column, must_be_filled); }
  bool read(std::string_view text, const CellRules& rules, std::optional<Value>& out) {
    Value value;
    if (!cells.read(text, rules, value)) return false;
    out.emplace(value);
    return true;
  }
  void keep(std::string_view text, const std::optional<Value>& value) { cells.keep(text, *value); }
};

inline Fault read_value(std::string_view text, const CellRules& rules, OptionalDay& out) {
  Date day{};
  const Fault fault = read_value(text, rules, day);
  out = day;
  return fault;
}
template <class Value>
Fault read_value(std::string_view text, const CellRules& rules, std::optional<Value>& out) {
  return read_value(text, rules, out.emplace());
}

}  // namespace csm
