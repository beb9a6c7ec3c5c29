#pragma once

#include <cstdint>
#include <string>

#include "report/history.hpp"

namespace csm::cli {

/// The file that `csm report --history` adds to; without a path it is none.
class HistoryFile {
 public:
  /// Reads what is there, and says on standard error which lines are no good. Error{refused} for a
  /// file that is no history.
  explicit HistoryFile(std::string path);

  const History& history() const { return history_; }
  /// Adds an overview's figures, computed at that second since 1970. See `append_lines`.
  void add(const Overview& overview, std::int64_t at) const;

 private:
  std::string path_;
  History history_;
};

}  // namespace csm::cli
