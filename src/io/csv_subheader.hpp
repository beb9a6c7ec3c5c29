#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/csv_records.hpp"

namespace csm {

/// Records below a header that say more about its columns.
struct CsvSubheader {
  std::size_t end = 0;                   ///< behind them, in the text
  std::string note;                      ///< what they are, for people
  std::vector<std::string> questions{};  ///< one a column, where the first record has them
  std::vector<std::string> zones{};  ///< of the columns' times, as named there; empty: not named
};

/// The sub-header at the beginning of the text below a header; none where the first record is a
/// row.
///
/// Qualtrics writes the questions and then cells of JSON with an "ImportId". SurveyMonkey writes
/// kinds of answers and choices; its columns of who answered and when are blank then, and only
/// then. `at_end` where nothing follows the text.
std::optional<CsvSubheader> find_csv_subheader(std::string_view text, bool at_end,
                                               CsvDialect dialect,
                                               const std::vector<std::string>& header);

}  // namespace csm
