#pragma once

#include <memory>
#include <string>
#include <vector>

#include "csm/run.hpp"
#include "io/byte_source.hpp"
#include "io/row_reader.hpp"
#include "io/scanner.hpp"

namespace csm {

/// One source, open: its records, what its columns mean and how they are written.
struct OpenSource {
  std::string kind;  ///< as the user named it, or empty
  std::unique_ptr<Scanner> scanner;
  ByteSource* bytes = nullptr;   ///< as they come in, packed or not; the scanner's own
  const Input* input = nullptr;  ///< of the roles given to `open_table`
  Binding binding;
  std::optional<FileIdentity> identity;
};

/// The sources of a question, opened and bound to inputs of the metric's roles.
struct OpenTable {
  std::vector<OpenSource> sources;
  std::vector<std::string> notes;
  std::vector<std::string> warnings;
};

/// Opens all sources and finds for each role that is played the first input that all its sources
/// can serve.
///
/// Errors  Error{refused} with the columns that are there and the nearest names where none can;
///         Error{usage} for a kind that the metric does not read or a --map of an unknown field
OpenTable open_table(const std::vector<Source>& sources, const std::vector<Role>& roles,
                     std::string_view metric_id, const Reading& reading);

/// Finds the form of every date column: from the first block where that is enough, from the whole
/// file where `look_at_all` or where the first block leaves it open. Where a file leaves it open to
/// its end, the other files' column of the same field may tell.
///
/// Errors  Error{refused} for a column that stays open or mixes forms; Error{usage} for
///         `--date-format` where no column of dates is read
void settle_dates(std::vector<OpenSource>& sources, const Reading& reading, bool look_at_all);

}  // namespace csm
