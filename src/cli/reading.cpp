#include "cli/reading.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "cli/memory.hpp"
#include "csm/error.hpp"
#include "io/find_zone.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

namespace csm::cli {
namespace {

std::shared_ptr<const TimeZone> timezone(const Arguments& arguments) {
  if (!arguments.has("timezone")) return nullptr;
  return zone_asked_for(arguments.one("timezone"));
}

char delimiter(const Arguments& arguments) {
  if (!arguments.has("delimiter")) return '\0';
  const std::string text = arguments.one("delimiter");
  if (text == "tab" || text == "\\t") return '\t';
  if (text == "whitespace") return ' ';
  const bool is_usable = text.size() == 1 &&
                         std::string_view("\"\r\n").find(text[0]) == std::string::npos &&
                         static_cast<unsigned char>(text[0]) < 0x80 && text[0] != '\0';
  if (!is_usable) {
    usage_error("--delimiter", in_quotes(text) +
                                   " is no delimiter; write one character such as ';', tab or "
                                   "whitespace");
  }
  return text[0];
}

std::optional<Encoding> encoding(const Arguments& arguments) {
  if (!arguments.has("encoding")) return std::nullopt;
  const std::string name = arguments.one("encoding");
  if (name == "utf-8") return Encoding::utf_8;
  if (name == "utf-16") return Encoding::utf_16;
  if (name == "latin-1" || name == "iso-8859-1") return Encoding::latin_1;
  if (name == "windows-1252") return Encoding::windows_1252;
  usage_error("--encoding", in_quotes(name) +
                                " is none that csm reads; write utf-8, utf-16, latin-1 or "
                                "windows-1252");
}

/// A form of dates by its name, or else spelled as a pattern.
void read_date_format(const std::string& text, Reading& reading) {
  constexpr std::pair<std::string_view, DateReading> names[] = {
      {"dmy", DateReading::day_first},       {"mdy", DateReading::month_first},
      {"yyyymmdd", DateReading::yyyymmdd},   {"unix", DateReading::unix_seconds},
      {"unix-ms", DateReading::unix_millis}, {"excel", DateReading::excel},
  };
  for (const auto& [name, form] : names) {
    if (name == text) reading.dates = form;
  }
  if (reading.dates) return;
  if (text.find('%') == std::string::npos) {
    usage_error("--date-format",
                in_quotes(text) +
                    " is neither dmy, mdy, yyyymmdd, unix, unix-ms nor excel, nor a "
                    "pattern such as '%d %b %Y'");
  }
  reading.dates = DateReading::pattern;
  reading.date_pattern.emplace(text);
}

std::optional<DecimalMark> decimal_mark(const Arguments& arguments) {
  const bool is_point = arguments.has("decimal-point");
  const bool is_comma = arguments.has("decimal-comma");
  if (is_point && is_comma) usage_error("--decimal-point", "contradicts --decimal-comma");
  if (is_point) return DecimalMark::point;
  return is_comma ? std::optional(DecimalMark::comma) : std::nullopt;
}

}  // namespace

Date today(const Arguments& arguments) {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto zone = timezone(arguments);
  const auto local =
      zone ? zone->local_time(now) : std::chrono::local_seconds{now.time_since_epoch()};
  return Date{std::chrono::floor<std::chrono::days>(local).time_since_epoch()};
}

std::optional<Date> as_of(const Arguments& arguments) {
  if (!arguments.has("as-of")) return std::nullopt;
  const std::string text = arguments.one("as-of");
  if (text == "today") return today(arguments);
  const auto date = read_iso_date(text);
  if (!date) usage_error("--as-of", in_quotes(text) + " is not a date; write 2026-05-31 or today");
  return date;
}

std::optional<Currency> currency_of(const Arguments& arguments, const std::string& option) {
  if (!arguments.has(option)) return std::nullopt;
  const std::string code = arguments.one(option);
  const auto currency = Currency::of(code);
  if (!currency) {
    usage_error("--" + option, in_quotes(code) + " is no currency code of ISO 4217, such as USD");
  }
  return currency;
}

Reading reading_of(const Arguments& arguments) {
  Reading reading;
  for (const std::string& mapping : arguments.all("map")) {
    const std::size_t equals = mapping.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == mapping.size()) {
      usage_error("--map",
                  in_quotes(mapping) + " is not FIELD=COLUMN, such as customer_id=Account");
    }
    reading.mappings.push_back({mapping.substr(0, equals), mapping.substr(equals + 1)});
  }
  reading.preset = arguments.one("preset");
  reading.delimiter = delimiter(arguments);
  reading.encoding = encoding(arguments);
  reading.header_line = number(arguments, "header-line", 1000000);
  if (arguments.has("date-format")) read_date_format(arguments.one("date-format"), reading);
  reading.timezone = timezone(arguments);
  reading.decimals = decimal_mark(arguments);
  for (const char* name : {"preset", "delimiter", "encoding", "header-line", "date-format",
                           "timezone", "decimal-point", "decimal-comma", "currency"}) {
    if (!arguments.has(name)) continue;
    const bool is_flag = std::string_view(name).starts_with("decimal-");
    reading.told.push_back({name, is_flag ? "" : arguments.one(name)});
  }
  reading.is_strict = arguments.has("strict");
  if (arguments.has("rejects")) {
    reading.rejects = arguments.one("rejects");
    if (reading.rejects.empty()) usage_error("--rejects", "names no file");
  }
  reading.threads = number(arguments, "threads", 256);
  if (arguments.has("memory")) reading.memory = read_memory_size(arguments.one("memory"));
  reading.find_memory = [] { return memory_for_customers("/"); };
  return reading;
}

/// "subscriptions=may.csv": the word in front of = where it is a kind of record.
Source source_of(const std::string& text) {
  constexpr std::string_view kinds[] = {"customers", "subscriptions", "purchases", "answers",
                                        "tickets",   "contracts",     "costs",     "factors"};
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos) return {"", text};
  const std::string kind = text.substr(0, equals);
  if (std::find(std::begin(kinds), std::end(kinds), kind) != std::end(kinds)) {
    return {kind, text.substr(equals + 1)};
  }
  const bool is_word = kind.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos;
  if (is_word && ::access(text.c_str(), F_OK) != 0) {
    usage_error("--from", in_quotes(kind) + " is no kind of record; there are " + joined(kinds) +
                              did_you_mean(kind, kinds));
  }
  return {"", text};
}

}  // namespace csm::cli
