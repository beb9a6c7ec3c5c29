#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace csm {

/// Where something stands in a file, as editors count: both from 1, columns in characters.
struct Place {
  std::uint64_t line = 1;
  std::uint64_t column = 1;

  /// Moves on behind a text. Lines end with LF; with `cr_ends` also with CRLF and with CR alone.
  void pass(std::string_view text, bool cr_ends);
};

/// A record that is no row: too few cells, text behind a closing quote, broken JSON.
struct Damage {
  std::uint64_t offset;  ///< of the byte to point at
  std::string message;
};

/// Bytes that are none of UTF-8.
struct StrayBytes {
  std::uint64_t first;  ///< in the file
  std::int64_t count;
};

/// Makes room in a vector without filling it: what grows by `resize` is written next.
template <class Value>
struct Unfilled : std::allocator<Value> {
  template <class Other>
  struct rebind {
    using other = Unfilled<Other>;
  };
  template <class Made, class... Arguments>
  void construct(Made* at, Arguments&&... arguments) {
    if constexpr (sizeof...(Arguments) > 0) {
      std::construct_at(at, std::forward<Arguments>(arguments)...);
    }
  }
};

/// Some records in the order of the file, with the cells of the projected columns only.
///
/// A block owns what its texts point to until it is given away for the next one.
class Block {
 public:
  Block() = default;
  Block(Block&&) = default;
  Block& operator=(Block&&) = default;
  /// A copy's texts would still point to the other one's.
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;

  /// One projected column: a cell a record.
  struct Column {
    std::vector<std::string_view, Unfilled<std::string_view>> cells;
    /// Where each cell begins in the file; empty where every cell stands in the block's text.
    std::vector<std::uint64_t> offsets;
  };

  std::vector<Column> columns;
  std::vector<Damage> damages;  ///< in the order of the file
  /// The bytes of the text that are none of UTF-8, as the first block of that text tells.
  std::optional<StrayBytes> stray_bytes;
  std::uint64_t order = 0;       ///< blocks of a file by their place in it
  std::deque<std::string> kept;  ///< cells that read otherwise than they stand in the file

  std::size_t rows() const { return columns.empty() ? 0 : columns.front().cells.size(); }
  std::string_view cell(std::size_t row, std::size_t slot) const {
    return columns[slot].cells[row];
  }
  /// Where a cell begins in the file, its opening quote included.
  std::uint64_t offset(std::size_t row, std::size_t slot) const;
  /// The place of a byte of the block. Cheap from one byte to a later one.
  Place place(std::uint64_t offset) const;

  /// Adds a record's cell to a column: one that stands in the block's text ...
  void add_cell(std::size_t slot, std::string_view cell) {
    Column& column = columns[slot];
    column.cells.push_back(cell);
    if (!column.offsets.empty()) column.offsets.push_back(standing_at(cell));
  }
  /// ... or one that reads otherwise than it stands, beginning at `offset` of the file.
  void add_cell(std::size_t slot, std::string cell, std::uint64_t offset);

  void drop_row(std::size_t row);
  /// Keeps the first rows only.
  void cut_rows(std::size_t rows);

  /// Empties the block for so many columns.
  void clear(std::size_t width);

  /// The bytes of the file that the records stand in, and where they begin.
  void set_text(std::string_view text, std::uint64_t offset, Place at, bool cr_ends = true);
  std::string_view text() const { return text_; }
  std::uint64_t text_offset() const { return text_offset_; }
  /// Where in the text the line begins that a byte of the file stands in.
  std::size_t line_begin(std::uint64_t offset) const;
  /// Fills in the offsets of a column's cells so far.
  void keep_offsets(std::size_t slot);

  /// What a scanner keeps of the piece of the file that it cuts blocks from, and writes the next
  /// one over.
  struct Piece {
    virtual ~Piece() = default;
  };
  std::unique_ptr<Piece> piece;

  /// Takes the records of another block, with some of its columns. The texts stay where they are:
  /// the other block is to live as long.
  void show(const Block& other, const std::vector<std::size_t>& slots);

 private:
  std::uint64_t standing_at(std::string_view cell) const;

  std::string_view text_;
  std::uint64_t text_offset_ = 0;
  Place text_at_;
  bool cr_ends_ = true;
  mutable std::size_t placed_to_ = 0;  ///< of the text, by `place`
  mutable Place placed_;
};

}  // namespace csm
