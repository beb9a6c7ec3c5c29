#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/csv_records.hpp"
#include "io/scanner.hpp"

namespace csm {

/// Where the table of a delimited text begins.
struct CsvHead {
  CsvDialect dialect;
  std::size_t begin = 0;   ///< of the header, in the text
  bool is_first = true;    ///< no record stands before the header
  std::size_t alike = 0;   ///< records below it with as many cells, of those looked at
  std::size_t unlike = 0;  ///< and with another number
  std::size_t cells = 0;   ///< of the header
};

/// The text that is searched for a header.
inline constexpr std::size_t csv_head_reach = 1 << 16;

/// The first record that names what is looked for (`Dialect::is_header`), among the first 64:
/// titles and selection criteria may stand before it. Of several delimiters the one by which more
/// records have as many cells as the header. None where no record of two cells or more is one; then
/// the first record is the header, whatever it says. `at_end` where nothing follows the text.
///
/// Cost  64 records at the most for each delimiter; where the first record fits, it alone is
///       compared with names
std::optional<CsvHead> find_csv_head(std::string_view text, bool at_end, const Dialect& dialect);

/// Where a line begins, counted from 1 as editors do; none where the text has fewer.
std::optional<std::size_t> begin_of_line(std::string_view text, std::size_t line);

/// The cells of the record scanned last, as they read.
std::vector<std::string> texts_of(const CsvRecords& records, std::string_view text);

}  // namespace csm
