#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "csm/date.hpp"
#include "csm/decimal.hpp"
#include "csm/run.hpp"

namespace csm {

/// How a column came to serve a field.
enum class MatchedBy { name, alias, map };

/// A field that a column is taken for, of a kind of record.
struct ColumnMeaning {
  std::string_view kind;   ///< "subscriptions"
  std::string_view field;  ///< "started_on"
  MatchedBy by = MatchedBy::name;

  friend bool operator==(const ColumnMeaning&, const ColumnMeaning&) = default;
};

/// What most cells of a column are.
enum class ValueKind { blank, id, date, number, yes_no, word, text };

/// How the dates of a column are written.
enum class DateWriting {
  iso,
  day_first,
  month_first,
  either,  ///< every date fits both day/month and month/day
  mixed,   ///< some fit day/month alone and others month/day alone
  yyyymmdd,
  unix_seconds,
  unix_millis,
  excel,
  pattern  ///< as --date-format says
};

/// What stands in one column. Counts are of cells.
struct InspectedColumn {
  std::string header;
  std::vector<ColumnMeaning> meanings;  ///< for all metrics that the file serves
  ValueKind kind = ValueKind::blank;
  std::int64_t filled = 0;
  std::int64_t missing = 0;  ///< blank or a word for no value
  std::int64_t unlike = 0;   ///< filled with something else than `kind`
  std::string example;       ///< the first that is filled
  DateWriting writing = DateWriting::iso;
  std::optional<Date> oldest;  ///< of dates, unless they fit two readings
  std::optional<Date> newest;
  std::int64_t in_future = 0;  ///< dates after the day of the inspection
  std::optional<Decimal> lowest;
  std::optional<Decimal> highest;
  std::vector<std::pair<std::string, std::int64_t>> words;  ///< all distinct ones, where few
};

/// Rows that are bad for one reason.
struct BadReason {
  std::string field;  ///< empty: of a record that is damaged
  std::string fault;
  std::int64_t rows = 0;
};

/// Whether a metric can be computed from a file.
struct Offer {
  std::string_view metric;
  std::string command;               ///< to be typed; empty where something is missing
  std::vector<std::string> missing;  ///< "amount", "ended_on or churned_on"
  std::string refusal;               ///< or why the columns cannot be told apart or read
};

/// How many of something, and one of them.
struct Counted {
  std::int64_t count = 0;
  bool is_at_least = false;  ///< of a sample alone
  std::string example;
};

/// What csm sees in one file.
struct InspectedFile {
  std::string name;
  std::string_view form;         ///< "CSV", "JSON" or "NDJSON"
  char delimiter = '\0';         ///< of CSV
  std::string_view line_ends;    ///< of its first record: "LF", "CRLF", "CR"; empty: none seen
  std::string_view compression;  ///< "gzip", "zstd" or empty
  std::string_view kind;         ///< of record, or empty where it serves no metric
  std::string_view metric;       ///< whose rules the rows were checked by
  std::int64_t rows = 0;
  std::int64_t bad = 0;
  std::vector<std::string> first_bad;                 ///< "may.csv:17:4: started_on: ..."
  std::vector<BadReason> reasons;                     ///< the most frequent first
  std::map<std::string_view, std::int64_t> left_out;  ///< rows that the preset leaves out, by why
  std::string_view preset;                            ///< that the file is read by, or empty
  std::vector<std::string> notes;  ///< how the file is taken, where it is not the usual way
  std::string unchecked;           ///< why the rows could not be checked, or empty
  std::vector<InspectedColumn> columns;
  std::string_view id_field;  ///< of the rows' own ids, or empty
  Counted repeated_ids;       ///< that stand on more than one row
  Counted overlapping;        ///< customers with two rows that hold at the same time
  std::vector<Offer> offers;  ///< one a metric, in the order of the help
};

/// Looks at each source by itself: its form, its columns, its rows, and what could be computed.
///
/// Dates after `today` are told. A source need not serve any metric. `currency` is that of amounts
/// whose file does not say.
/// Errors  Error{refused} where a source is no table; Error{usage} for a --map of an unknown field
///         or column; Error{failed} for failing reads
/// Cost    one pass over each source and a look at its beginning; for JSON one more for its
/// columns,
///         and another where dates turn out to be written otherwise than they begin
/// Memory  bounded: some words a column, and 65,536 ids, then a sample
std::vector<InspectedFile> inspect(const std::vector<Source>& sources, const Reading& reading,
                                   Date today, std::optional<Currency> currency = std::nullopt);

/// The names of a source's columns, as far as its beginning tells.
///
/// Errors  Error{refused} where it is no table; Error{failed} for failing reads
/// Cost    one block of it
std::vector<std::string> column_names(const Source& source, const Reading& reading);

}  // namespace csm
