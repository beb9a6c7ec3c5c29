#include "slow_table.hpp"

#include <chrono>
#include <stdexcept>

namespace csm::slow {

namespace {

std::string quoted_where_needed(const std::string& text, char delimiter, bool is_alone) {
  bool needs_quotes = text.empty() && is_alone;  // else the line would be blank
  for (const char c : text) {
    if (c == delimiter || c == '"' || c == '\n' || c == '\r') needs_quotes = true;
  }
  if (!needs_quotes) return text;
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + '"';
}

std::string line_of(const std::vector<std::string>& cells, char delimiter) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += delimiter;
    line += quoted_where_needed(cells[i], delimiter, cells.size() == 1);
  }
  return line + '\n';
}

std::string delimited(const Table& table, char delimiter) {
  std::string text = line_of(table.header, delimiter);
  for (const auto& row : table.rows) text += line_of(row, delimiter);
  return text;
}

std::string json_string(const std::string& text) {
  static const std::string digits = "0123456789abcdef";
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (byte < 0x20) {
      result += "\\u00";
      result += digits[byte / 16U];
      result += digits[byte % 16U];
    } else {
      result += c;
    }
  }
  return result + '"';
}

std::string json_object(const Table& table, const std::vector<std::string>& row) {
  std::string result = "{";
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    if (i > 0) result += ", ";
    result += json_string(table.header[i]) + ": ";
    result += row[i].empty() ? std::string("null") : json_string(row[i]);
  }
  return result + "}";
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string to_csv(const Table& table) { return delimited(table, ','); }

std::string to_tsv(const Table& table) { return delimited(table, '\t'); }

std::string to_json(const Table& table) {
  std::string text = "[";
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    text += i > 0 ? ",\n " : "\n ";
    text += json_object(table, table.rows[i]);
  }
  return text + "\n]\n";
}

std::string to_ndjson(const Table& table) {
  std::string text;
  for (const auto& row : table.rows) text += json_object(table, row) + '\n';
  return text;
}

bool has_column(const Table& table, std::string_view column) {
  for (const auto& name : table.header) {
    if (name == column) return true;
  }
  return false;
}

std::string cell(const Table& table, std::size_t row, std::string_view column) {
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    if (table.header[i] == column) return table.rows.at(row).at(i);
  }
  return "";
}

std::string lower_case(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

bool is_missing(const std::string& text) {
  // "Missing answers blank, NA, N/A, null, -, in any case, are missing"
  const std::string word = lower_case(text);
  return word.empty() || word == "na" || word == "n/a" || word == "null" || word == "-";
}

std::optional<int> parse_day(const std::string& text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  for (const std::size_t i : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U}) {
    if (!is_digit(text[i])) return std::nullopt;
  }
  const std::chrono::year_month_day date{
      std::chrono::year(std::stoi(text.substr(0, 4))),
      std::chrono::month(static_cast<unsigned>(std::stoi(text.substr(5, 2)))),
      std::chrono::day(static_cast<unsigned>(std::stoi(text.substr(8, 2))))};
  if (!date.ok()) return std::nullopt;
  return static_cast<int>(std::chrono::sys_days(date).time_since_epoch().count());
}

std::string format_day(int day) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
  const auto padded = [](int number, std::size_t width) {
    std::string digits = std::to_string(number);
    while (digits.size() < width) digits = "0" + digits;
    return digits;
  };
  return padded(static_cast<int>(date.year()), 4) + "-" +
         padded(static_cast<int>(static_cast<unsigned>(date.month())), 2) + "-" +
         padded(static_cast<int>(static_cast<unsigned>(date.day())), 2);
}

int day_of(const std::string& text) {
  const auto day = parse_day(text);
  if (!day) throw std::invalid_argument(text + " is not a day");
  return *day;
}

std::optional<Rational> parse_decimal(const std::string& text) {
  std::size_t at = 0;
  const bool is_negative = !text.empty() && text[0] == '-';
  if (is_negative) at = 1;
  Rational number = 0;
  Rational place = 1;
  bool has_digit_before = false;
  for (; at < text.size() && is_digit(text[at]); ++at) {
    number = number * 10 + (text[at] - '0');
    has_digit_before = true;
  }
  if (!has_digit_before) return std::nullopt;
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (at == text.size()) return std::nullopt;
    for (; at < text.size() && is_digit(text[at]); ++at) {
      place /= 10;
      number += place * (text[at] - '0');
    }
  }
  if (at != text.size()) return std::nullopt;
  if (is_negative) number = -number;
  return number;
}

std::optional<bool> parse_yes_or_no(const std::string& text) {
  const std::string word = lower_case(text);
  if (word == "yes" || word == "true" || word == "1") return true;
  if (word == "no" || word == "false" || word == "0") return false;
  return std::nullopt;
}

std::optional<Rational> share_of(const Rational& numerator, const Rational& denominator) {
  // "A figure with denominator 0 is absent"
  if (denominator == 0) return std::nullopt;
  return Rational(numerator / denominator);
}

}  // namespace csm::slow
