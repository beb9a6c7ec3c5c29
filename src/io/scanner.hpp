#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace csm {

/// Where something stands in a file, as editors count: both from 1, columns in characters.
struct Place {
  std::uint64_t line = 1;
  std::uint64_t column = 1;
};

/// A record that is no row: too few cells, text behind a closing quote, broken JSON.
struct Damage {
  std::uint64_t offset;  ///< of the byte to point at
  std::string message;
};

/// Some records in the order of the file, with the cells of the projected columns only.
///
/// The texts live until the scanner is asked for its next block.
struct Block {
  std::size_t width = 0;                ///< projected columns
  std::vector<std::string_view> cells;  ///< row after row
  std::vector<std::uint64_t> offsets;   ///< where each cell begins in the file
  std::vector<Damage> damages;          ///< in the order of the file

  std::size_t rows() const { return width == 0 ? 0 : cells.size() / width; }
  void clear() {
    cells.clear();
    offsets.clear();
    damages.clear();
  }
};

/// Turns the bytes of one file into blocks of records.
///
/// This is the wall between reading and everything else: a faster scanner goes behind it and must
/// give the same blocks' records, damages and places, however it cuts them.
class Scanner {
 public:
  virtual ~Scanner() = default;

  /// The names of the columns, as they stand.
  virtual const std::vector<std::string>& header() const = 0;
  /// Which columns the blocks are to have, by their index in the header. At least one; one may
  /// stand more than once.
  virtual void project(std::vector<std::size_t> columns) = 0;
  /// The next block; false at the end of the file, with the block empty.
  virtual bool next(Block& block) = 0;
  /// Back to the first record.
  virtual void restart() = 0;
  /// The place of a byte of the block that was read last. Cheap from one byte to a later one.
  virtual Place place(std::uint64_t offset) const = 0;
  /// As it is shown to people.
  virtual const std::string& name() const = 0;
};

/// How a file is taken apart where its content does not tell.
struct Dialect {
  char delimiter = '\0';  ///< '\0': found from the header; ' ': runs of blanks and tabs
  /// Keys (io/match.hpp) of columns that a row has: they tell a lone JSON object that is a row from
  /// one that wraps a list of rows.
  std::set<std::string> row_keys{};
};

}  // namespace csm
