#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/block.hpp"
#include "io/csv_index.hpp"
#include "io/csv_records.hpp"

namespace csm {

std::string without_quote_pairs(std::string_view raw);

/// A piece of a delimited file in memory, and the records that are found in it.
///
/// It is cut from a byte that begins a record, guessed at first: the records that end in it are its
/// own, and what follows the last of them is left to the next chunk. The record that the chunk
/// before left so is put in front of it by `join`.
class CsvChunk final : public Block::Piece {
 public:
  CsvChunk(CsvDialect dialect, std::size_t columns) : dialect_(dialect), columns_(columns) {}

  /// Room for so many bytes of the file; then says how many there are.
  char* room_for(std::size_t size);
  void set_size(std::size_t size);
  std::string_view text() const { return {bytes_.data() + begin_, size_}; }

  /// A byte behind a line end that looks like a record start: the record there has as many cells as
  /// there are columns. `nowhere` where no line ends in the chunk's beginning.
  std::size_t guessed_start() const;
  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

  /// Finds the records from a byte on that begins one.
  void cut(std::size_t start);
  /// What follows the last record.
  std::string_view rest() const { return text().substr(rest_); }
  /// Having passed what follows it.
  const CsvRecordEnd& record_end() const { return record_end_; }
  std::size_t rest_begin() const { return rest_; }
  /// Line ends between the first record and the rest.
  std::uint64_t lines() const { return lines_; }

  /// Puts the text of the unfinished record in front; both begin at `offset`, in that line. Returns
  /// the line ends in what is not the chunk's own: that text and the bytes before its first record.
  std::uint64_t join(std::string_view front, std::uint64_t offset, std::uint64_t line);

  /// Gives the next records to a block, with the cells of the projected columns; false when all are
  /// given. `is_last` where the file ends with the chunk: then the rest is a record, too. Where its
  /// quote never closes, `open_quote` is the place of it in the file.
  bool give(const std::vector<std::size_t>& projected, bool is_last, Block& block);
  std::uint64_t open_quote() const { return open_quote_; }
  /// The bytes of its records that are none of UTF-8.
  std::optional<StrayBytes> stray_bytes(bool is_last) const;
  static constexpr std::uint64_t none = static_cast<std::uint64_t>(-1);

 private:
  enum class Part { front, own, rest, done };

  void find_rest_by_index(std::string_view text);
  void find_rest_exactly(std::string_view text);
  bool is_grid() const;
  void give_grid(const std::vector<std::size_t>& projected, Block& block);
  void give_grid_column(std::size_t column, std::size_t slot, std::size_t records, Block& block);
  void unquote(std::size_t slot, std::size_t first, Block& block);
  void give_lines(const std::vector<std::size_t>& projected, Block& block);
  void give_line(std::size_t first, std::size_t last, const std::vector<std::size_t>& projected,
                 Block& block);
  void give_exactly(std::size_t end, const std::vector<std::size_t>& projected, Block& block);
  void give_record(const CsvRecords& records, const std::vector<std::size_t>& projected,
                   Block& block);
  void damage_length(std::size_t begin, std::size_t cells, Block& block) const;
  std::string_view cell(std::size_t end, std::size_t begin, bool is_last_of_record) const;

  CsvDialect dialect_;
  std::size_t columns_;
  std::vector<char> bytes_;
  std::size_t begin_ = 0;  ///< of the chunk's text, in `bytes_`
  std::size_t size_ = 0;

  std::size_t start_ = 0;  ///< of the first record, in the text
  std::size_t rest_ = 0;   ///< behind the last one
  std::uint64_t lines_ = 0;
  bool is_plain_ = false;  ///< the index holds
  bool is_grid_ = false;   ///< and every record has as many cells as there are columns
  CsvIndex index_;         ///< of the text from `start_` on
  CsvRecordEnd record_end_{{}};

  std::string_view joined_;  ///< the text with what stands in front
  std::uint64_t offset_ = 0;
  std::uint64_t line_ = 1;
  std::size_t front_ = 0;
  Part part_ = Part::front;
  std::size_t position_ = 0;  ///< next byte of `joined_`, or in `own` next end of the index
  std::uint64_t open_quote_ = none;
};

}  // namespace csm
