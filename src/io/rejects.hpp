#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/bad_records.hpp"
#include "io/file_beside.hpp"
#include "io/table.hpp"

namespace csm {

/// The bad rows that one thread meets in a source, kept where the file is that they are for, in one
/// without a name.
class RejectsPart {
 public:
  explicit RejectsPart(const std::string& path) : text_(path) { text_.remove_name(); }

  /// Takes the bad records of a block.
  void add(const Scanner& scanner, const Block& block, const std::vector<BadRecord>& records);

 private:
  friend class Rejects;
  /// The rows of a block: where they begin in the source, and where they stand here.
  struct Piece {
    std::uint64_t offset;
    std::uint64_t at;
    std::size_t size;
  };

  FileBeside text_;
  std::vector<Piece> pieces_;
};

/// `--rejects`: all bad rows of a run as CSV, in the order of the sources and of their rows
/// whatever the threads: file, line, column, field, reason, and the row's bytes as they stand.
///
/// Errors  Error{usage} where the file is one of the inputs or no plain file; Error{failed} where
/// it
///         cannot be written
/// Memory  some bytes a block with bad rows
class Rejects {
 public:
  Rejects(std::string path, const OpenTable& table, const Question& question);

  /// A pass begins: what was written before is forgotten.
  void begin();
  std::unique_ptr<RejectsPart> part() const { return std::make_unique<RejectsPart>(path_); }
  /// Takes what the threads met in a source.
  void take(const std::vector<const RejectsPart*>& parts);
  /// Puts the file in its place.
  void finish();

 private:
  std::string path_;
  std::unique_ptr<FileBeside> file_;
};

}  // namespace csm
