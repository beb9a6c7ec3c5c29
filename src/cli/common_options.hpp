#pragma once

#include "cli/arguments.hpp"

// Options that several commands take, in the same words.

namespace csm::cli {

inline constexpr OptionShape from_option{
    "from", "[KIND=]FILE...", "CSV, TSV, JSON, NDJSON, .gz or .zst; - is standard input"};
inline constexpr OptionShape map_option{"map", "FIELD=COLUMN...", "the column that holds a field"};
inline constexpr OptionShape preset_option{
    "preset", "NAME", "how a vendor's export is read, or none; else told by its header"};
inline constexpr OptionShape delimiter_option{
    "delimiter", "C", "one character, tab or whitespace; else found from the header"};
inline constexpr OptionShape encoding_option{"encoding", "NAME",
                                             "utf-8, utf-16, latin-1 or windows-1252; else found"};
inline constexpr OptionShape header_line_option{
    "header-line", "N", "the line of the header; else found by the names in it"};
inline constexpr OptionShape currency_option{"currency", "CODE",
                                             "of amounts whose file does not say"};
inline constexpr OptionShape date_format_option{
    "date-format", "PATTERN",
    "of dates: dmy, mdy, yyyymmdd, unix, unix-ms, excel, or a pattern such as %d/%m/%Y"};
inline constexpr OptionShape timezone_option{
    "timezone", "ZONE",
    "days are those of this zone, as Europe/Berlin, UTC or +02:00; else dates are read as written. "
    "Times that clocks skip count by the offset before, those shown twice are the first"};
inline constexpr OptionShape decimal_point_option{
    "decimal-point", "", "of numbers that can be read in two ways: 1,234 is 1234"};
inline constexpr OptionShape decimal_comma_option{
    "decimal-comma", "", "of the same: 1,234 has three decimals, and 1.234 is 1234"};
inline constexpr OptionShape threads_option{"threads", "N",
                                            "for large files (default: all that the machine has)"};
inline constexpr OptionShape memory_option{"memory", "SIZE",
                                           "for customers, as 4G (default: 3/4 of what is left)"};
inline constexpr OptionShape no_color_option{"no-color", "", "no colours on a terminal either"};
inline constexpr OptionShape output_option{
    "output", "FILE", "instead of standard output, in the format that its ending tells"};
/// Of commands that end in a table, and of those that end in figures.
inline constexpr OptionShape table_format_option{
    "format", "NAME", "text (default), json, ndjson, csv, tsv, markdown or html"};
inline constexpr OptionShape figure_format_option{
    "format", "NAME",
    "text (default), json, ndjson, csv, tsv, markdown, html, prometheus or value"};

}  // namespace csm::cli
