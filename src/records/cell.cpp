#include "csm/records/cell.hpp"

#include <array>
#include <utility>

#include "records/written_date.hpp"
#include "records/written_number.hpp"

namespace csm {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

constexpr std::size_t word_size = 24;

template <class Meaning, std::size_t Size>
using Words = std::array<std::pair<std::string_view, Meaning>, Size>;

/// The meaning of a word whatever its case, blanks and punctuation.
template <class Meaning, std::size_t Size>
std::optional<Meaning> look_up(std::string_view text, const Words<Meaning, Size>& words) {
  char buffer[word_size];
  const std::string_view word = folded(text, buffer, word_size);
  for (const auto& [name, meaning] : words) {
    if (name == word) return meaning;
  }
  return std::nullopt;
}

constexpr Words<Status, 24> statuses = {{{"active", Status::active},
                                         {"live", Status::active},
                                         {"current", Status::active},
                                         {"pastdue", Status::past_due},
                                         {"overdue", Status::past_due},
                                         {"paused", Status::paused},
                                         {"canceled", Status::canceled},
                                         {"cancelled", Status::canceled},
                                         {"churned", Status::gone},
                                         {"lost", Status::gone},
                                         {"expired", Status::gone},
                                         {"inactive", Status::gone},
                                         {"terminated", Status::gone},
                                         {"closed", Status::gone},
                                         {"ended", Status::gone},
                                         {"former", Status::gone},
                                         {"trialing", Status::trialing},
                                         {"trialling", Status::trialing},
                                         {"trial", Status::trialing},
                                         {"intrial", Status::trialing},
                                         {"ontrial", Status::trialing},
                                         {"incomplete", Status::incomplete},
                                         {"incompleteexpired", Status::incomplete},
                                         {"unpaid", Status::unpaid}}};

constexpr Words<BillingInterval, 25> intervals = {
    {{"day", {IntervalUnit::day, 1}},          {"days", {IntervalUnit::day, 1}},
     {"daily", {IntervalUnit::day, 1}},        {"week", {IntervalUnit::week, 1}},
     {"weeks", {IntervalUnit::week, 1}},       {"weekly", {IntervalUnit::week, 1}},
     {"month", {IntervalUnit::month, 1}},      {"months", {IntervalUnit::month, 1}},
     {"monthly", {IntervalUnit::month, 1}},    {"quarter", {IntervalUnit::quarter, 1}},
     {"quarters", {IntervalUnit::quarter, 1}}, {"quarterly", {IntervalUnit::quarter, 1}},
     {"halfyear", {IntervalUnit::month, 6}},   {"halfyearly", {IntervalUnit::month, 6}},
     {"semiannual", {IntervalUnit::month, 6}}, {"semiannually", {IntervalUnit::month, 6}},
     {"year", {IntervalUnit::year, 1}},        {"years", {IntervalUnit::year, 1}},
     {"yearly", {IntervalUnit::year, 1}},      {"annual", {IntervalUnit::year, 1}},
     {"annually", {IntervalUnit::year, 1}},    {"biennial", {IntervalUnit::year, 2}},
     {"once", {IntervalUnit::once, 1}},        {"onetime", {IntervalUnit::once, 1}},
     {"oneoff", {IntervalUnit::once, 1}}}};

/// In the languages that spreadsheets write them in.
constexpr Words<bool, 30> booleans = {
    {{"yes", true},   {"no", false},  {"true", true},    {"false", false},    {"1", true},
     {"0", false},    {"y", true},    {"n", false},      {"t", true},         {"f", false},
     {"on", true},    {"off", false}, {"ja", true},      {"nein", false},     {"nej", false},
     {"nee", false},  {"oui", true},  {"non", false},    {"si", true},        {"sí", true},
     {"sì", true},    {"sim", true},  {"não", false},    {"nao", false},      {"vrai", true},
     {"faux", false}, {"wahr", true}, {"falsch", false}, {"verdadero", true}, {"falso", false}}};

/// "6 months", "3months": a whole number in front of a unit.
std::optional<BillingInterval> read_counted_interval(std::string_view text) {
  int count = 0;
  std::size_t i = 0;
  while (i < text.size() && text[i] >= '0' && text[i] <= '9' && i < 4) {
    count = count * 10 + (text[i++] - '0');
  }
  if (i == 0 || count == 0) return std::nullopt;
  auto interval = look_up(text.substr(i), intervals);
  if (!interval || interval->unit == IntervalUnit::once) return std::nullopt;
  interval->count *= count;
  return interval;
}

}  // namespace

std::string_view trimmed_of_blanks(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

bool is_word_for_missing(std::string_view text) {
  const char first = lower(text.front());
  if (first != 'n' && first != '-') return false;
  char word[4] = {};
  for (std::size_t i = 0; i < text.size(); ++i) word[i] = lower(text[i]);
  const std::string_view lowered(word, text.size());
  return lowered == "na" || lowered == "n/a" || lowered == "null" || lowered == "-";
}

std::string_view folded(std::string_view text, char* out, std::size_t size) {
  std::size_t n = 0;
  for (const char c : text) {
    const char small = lower(c);
    const bool kept = (small >= 'a' && small <= 'z') || (small >= '0' && small <= '9') ||
                      static_cast<unsigned char>(small) >= 0x80;
    if (!kept) continue;
    if (n == size) break;
    out[n++] = small;
  }
  return {out, n};
}

std::optional<WrittenTime> read_written_date(std::string_view text, const CellRules& rules) {
  switch (rules.dates) {
    case DateReading::iso: {
      const auto written = read_iso_time(text);
      return written ? written : read_clear_date(text);
    }
    case DateReading::day_first:
      return read_slashed_date(text, true);
    case DateReading::month_first:
      return read_slashed_date(text, false);
    case DateReading::unix_seconds:
      return read_unix_seconds(text);
    case DateReading::unix_millis:
      return read_unix_millis(text);
    case DateReading::yyyymmdd:
      return read_eight_digits(text);
    case DateReading::excel:
      return read_excel_serial(text);
    case DateReading::pattern:
      break;
  }
  return rules.pattern->read(text);
}

Date day_of(const WrittenTime& written, const CellRules& rules) {
  if (rules.zone == nullptr) return written.day;
  if (rules.bare_times != nullptr && written.time && !written.time->offset) {
    rules.bare_times->meet();
  }
  return day_in(*rules.zone, written, rules.written_in);
}

std::optional<Date> read_date(std::string_view text, const CellRules& rules) {
  const auto written = read_written_date(text, rules);
  return written ? std::optional(day_of(*written, rules)) : std::nullopt;
}

namespace {

Fault no_date(DateReading wanted) {
  switch (wanted) {
    case DateReading::iso:
      return "is not a date (wanted one like 2026-05-31)";
    case DateReading::day_first:
      return "is not a date (the column's others are day/month/year)";
    case DateReading::month_first:
      return "is not a date (the column's others are month/day/year)";
    case DateReading::unix_seconds:
      return "is not a date (wanted seconds since 1970)";
    case DateReading::unix_millis:
      return "is not a date (wanted milliseconds since 1970)";
    case DateReading::yyyymmdd:
      return "is not a date (wanted one like 20260531)";
    case DateReading::excel:
      return "is not a date (wanted a spreadsheet's number of days, 61 or more)";
    case DateReading::pattern:
      break;
  }
  return "is not a date of the form that --date-format gives";
}

}  // namespace

Fault read_value(std::string_view text, const CellRules& rules, Date& out) {
  const auto date = read_date(text, rules);
  if (!date) return no_date(rules.dates);
  out = *date;
  return nullptr;
}

Fault read_value(std::string_view text, const CellRules& rules, Decimal& out) {
  const WrittenNumber number = read_written_number(text, rules.decimals);
  out = number.reading.value;
  if (number.sign != nullptr && rules.sign == nullptr) return "is not a number of digits alone";
  switch (number.reading.fault) {
    case DecimalFault::none:
      return nullptr;
    case DecimalFault::too_many_decimals:
      return "has more than 12 decimals";
    case DecimalFault::too_large:
      return "is too large a number";
    case DecimalFault::not_a_number:
      break;
  }
  if (rules.decimals == DecimalMark::comma) {
    return "is not a number (wanted one with a decimal comma, as in 1234,56 or 1.234,56)";
  }
  return text.find(',') == std::string_view::npos
             ? "is not a number (wanted digits, as in 1234.56)"
             : "is not a number (wanted one with a decimal point, as in 1234.56 or 1,234.56)";
}

Fault read_value(std::string_view text, const CellRules&, Currency& out) {
  const auto currency = Currency::of(text);
  if (!currency) return "is not a currency code of ISO 4217 (wanted one like USD)";
  out = *currency;
  return nullptr;
}

Fault read_value(std::string_view text, const CellRules& rules, Status& out) {
  char buffer[word_size];
  const std::string_view word = folded(text, buffer, word_size);
  for (const StatusWord& known : rules.statuses) {
    if (known.word != word) continue;
    out = known.meaning;
    return nullptr;
  }
  out = look_up(text, statuses).value_or(Status::other);
  return nullptr;
}

Fault read_value(std::string_view text, const CellRules&, BillingInterval& out) {
  auto interval = look_up(text, intervals);
  if (!interval) interval = read_counted_interval(text);
  if (!interval) return "is not an interval (wanted day, week, month, quarter, year or once)";
  out = *interval;
  return nullptr;
}

Fault read_value(std::string_view text, const CellRules&, int& out) {
  const DecimalReading reading = read_decimal(text);
  if (reading.fault != DecimalFault::none || !reading.value.is_whole() ||
      reading.value > Decimal{1'000'000} || reading.value < Decimal{-1'000'000}) {
    return "is not a whole number";
  }
  out = static_cast<int>(reading.value.atoms() / Decimal::unit);
  return nullptr;
}

Fault read_value(std::string_view text, const CellRules&, bool& out) {
  const bool has_sign = text.front() == '-' || text.front() == '+';  // -1 is no word for yes
  const auto value = has_sign ? std::nullopt : look_up(text, booleans);
  if (!value) return "is neither yes nor no";
  out = *value;
  return nullptr;
}

}  // namespace csm
