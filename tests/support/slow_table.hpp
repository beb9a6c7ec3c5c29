#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The obviously right, slow second implementation of the metrics: the tests hold the program
/// against it. It is written from the definitions alone and shares no code with the program.
namespace csm::slow {

using Rational = boost::multiprecision::cpp_rational;

/// An export as text: every cell as it stands in the file.
struct Table {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};

/// The table in RFC 4180 with LF line ends; a lone blank cell is written as "".
std::string to_csv(const Table& table);
/// The same with tabs between the cells.
std::string to_tsv(const Table& table);
/// An array of objects; every value is a string, a blank cell is null.
std::string to_json(const Table& table);
/// One such object a line.
std::string to_ndjson(const Table& table);

bool has_column(const Table& table, std::string_view column);
/// The cell by the column's exact name; blank where the table has no such column.
std::string cell(const Table& table, std::size_t row, std::string_view column);

std::string lower_case(std::string text);
/// Blank, NA, N/A, null and -, in any case.
bool is_missing(const std::string& text);

/// Days since 1970-01-01 of YYYY-MM-DD; nothing where that is no day of the calendar.
std::optional<int> parse_day(const std::string& text);
/// YYYY-MM-DD of a day number.
std::string format_day(int day);
/// The number of a day that is known to be right, e.g. day_of("2026-05-01").
int day_of(const std::string& text);

/// An exact decimal such as -12.50; nothing where the text is anything else.
std::optional<Rational> parse_decimal(const std::string& text);
/// yes, true, 1 and no, false, 0, in any case.
std::optional<bool> parse_yes_or_no(const std::string& text);

/// numerator / denominator, absent where the denominator is 0: never 0, never 100 %.
std::optional<Rational> share_of(const Rational& numerator, const Rational& denominator);

}  // namespace csm::slow
