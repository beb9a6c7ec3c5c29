#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csm/encoding.hpp"
#include "csm/error.hpp"
#include "csm/question.hpp"
#include "csm/records/cell.hpp"
#include "csm/result.hpp"
#include "csm/time_zone.hpp"

namespace csm {

/// A file of records, a pipe, or text in memory.
struct Source {
  std::string kind;                   ///< "subscriptions", or empty: told from the columns
  std::string path;                   ///< "-" is standard input
  std::optional<std::string> text{};  ///< in place of a file; `path` is then only its name
};

/// `--map FIELD=COLUMN`.
struct FieldMapping {
  std::string field;
  std::string column;
};

/// How far one source has been read in one pass: reading may begin anew at its beginning.
struct Progress {
  std::string_view name;              ///< as it is shown; lives as long as the call
  std::size_t pass = 0;               ///< another number for each beginning
  std::uint64_t bytes = 0;            ///< as they stand in the file: packed, where they are
  std::optional<std::uint64_t> size;  ///< of the file; none for a pipe
};

/// How the sources are to be read where they do not tell themselves.
struct Reading {
  std::vector<FieldMapping> mappings;
  /// The preset to read by; empty: the one that a source's header tells, "none": no preset.
  std::string preset{};
  char delimiter = '\0';             ///< found from the first records; ' ' is runs of blanks
  std::size_t header_line = 0;       ///< from 1, as editors count; 0: found by the names
  std::optional<Encoding> encoding;  ///< found where it is not told
  std::optional<DateReading> dates;  ///< none: found from each column
  std::shared_ptr<const TimeZone> timezone;  ///< whose days dates are; null: as they are written
  std::optional<DatePattern> date_pattern;   ///< for DateReading::pattern
  std::optional<DecimalMark> decimals;       ///< none: found from each column
  bool is_strict = false;                    ///< the first bad row is an Error{refused}
  std::size_t shown_bad_rows = 10;           ///< how many are described
  std::string rejects;  ///< a file that all bad rows are written to; empty: none
  /// The options that say the above, as they were typed, for commands that are offered.
  std::vector<NamedText> told{};
  std::size_t block_size = 1 << 18;
  std::uint64_t memory = 0;  ///< bytes that customers may take; 0: as `find_memory` says
  /// How many bytes there are for customers; 0, or without it: no limit. See `CustomerMemory`.
  std::function<std::uint64_t()> find_memory;
  std::size_t threads = 0;  ///< as many as the machine runs at once; small files take one
  /// Told how far reading has come, once a block; from any thread, and from several at once. Empty:
  /// nobody asks, and nothing is counted.
  std::function<void(const Progress&)> on_progress;
};

/// Answers a question from files: several sources are one table.
///
/// Errors  Error{refused} where a source is unreadable, lacks a column or, when strict, has a bad
///         row; Error{usage} for impossible options; Error{failed} for failing reads,
///         and where memory runs out or customers would take more than they may
/// Cost    one pass over each source, and a block of it before; further passes where what is only
///         known at the end (the form of dates, the default period) turns out not to be what the
///         beginning suggested, five at the most
Report run(const Question& question, const std::vector<Source>& sources, const Reading& reading);

/// A question among others that are asked together, and what it is asked of.
struct Job {
  Question question;
  std::vector<Source> sources;
  Reading reading;
};

/// What became of a job: its report, or why there is none.
struct JobOutcome {
  Report report;
  std::optional<Error> error;  ///< then the report is empty
};

/// Answers several questions, each as `run` would alone; outcomes stand in the order of the jobs.
/// They are answered at the same time, and go over a file that they name together. Files are told
/// apart by their paths as they stand.
///
/// Errors  of a job: in its outcome
/// Cost    one pass over a file for all jobs that name it, beside its beginning for each of them;
///         further passes for those that `run` takes some for, and for each alone where the file
///         cannot be read to its end or, in JSON, has damaged records or columns that come late. A
///         pipe is kept on disk as it comes
/// Memory  that of all jobs together. The smallest limit for customers holds for all; a job that
///         it stops is answered again, alone and by its own limit
std::vector<JobOutcome> run_together(const std::vector<Job>& jobs);

/// Answers a question from numbers given as its options.
Report compute_by_hand(const Question& question);

}  // namespace csm
