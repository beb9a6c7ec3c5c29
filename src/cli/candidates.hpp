#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/page.hpp"

namespace csm::cli {

/// What may stand in place of a word that is being typed.
struct Candidates {
  /// The path of a file, as the last part of the word.
  struct Path {
    std::string before;  ///< in the word: "subscriptions="
    std::string typed;   ///< of the path
  };
  std::vector<Entry> words;  ///< whole words; what ends in = goes on without a blank
  std::optional<Path> path;  ///< none: no file may stand there
};

/// What may stand in place of the last of the words behind csm. Files that are named among them are
/// looked into for the names of their columns; whatever is wrong with them, nothing is said.
///
/// Cost  a block of each file
Candidates candidates_for(const std::vector<std::string>& words);

}  // namespace csm::cli
