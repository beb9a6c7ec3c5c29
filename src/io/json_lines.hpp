#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "io/byte_source.hpp"
#include "io/json_feed.hpp"
#include "io/json_input.hpp"
#include "io/json_records.hpp"
#include "io/relay.hpp"

namespace csm {

/// One object a line (NDJSON), in chunks that threads read side by side.
///
/// No text of JSON holds a LF as such, so a chunk's first line begins behind its first LF: what
/// stands before ends the line that the chunk before has left unfinished. Damaged: a line that is
/// no object.
class JsonLines final : public JsonInput {
 public:
  /// The lines begin at `content` of the file.
  JsonLines(ByteSource& bytes, std::uint64_t content, const JsonColumns& columns,
            std::size_t block_size);

  void find_columns(JsonColumns& columns, bool of_all) override;
  bool next(Block& block) override;
  void restart() override;

 private:
  /// What a block keeps of its chunk.
  struct Piece final : Block::Piece {
    explicit Piece(std::uint64_t run_) : run(run_) {}
    std::uint64_t run;  ///< of the lines, which may have begun anew since
    std::vector<char> bytes;
    JsonStops stops;                       ///< of the chunk
    std::unique_ptr<JsonRecords> records;  ///< which know the chunks before
  };

  struct Chunk {
    std::uint64_t order = 0;
    std::uint64_t offset = 0;
    std::size_t size = 0;
    bool is_last = false;
  };

  /// A line that a chunk leaves unfinished, or nothing.
  struct Unfinished {
    std::string text;
    std::uint64_t offset = 0;  ///< of its first byte, or of the next chunk
    std::uint64_t line = 1;    ///< it is
  };

  Piece& piece_of(Block& block) const;
  bool take(Chunk& chunk, Piece& piece, Block& block, Relay<Unfinished>::Leg& leg);
  void read(std::string_view text, std::size_t front, Piece& piece, Block& block);
  void read_line(std::string_view line, JsonRecords& records, Block& block);

  ByteSource& bytes_;
  std::uint64_t content_;
  const JsonColumns& columns_;
  std::size_t block_size_;
  std::uint64_t run_ = 0;              ///< a number that each beginning has for itself
  std::optional<std::uint64_t> size_;  ///< of a file that may be read anywhere

  std::mutex taking_;  ///< guards what follows
  std::uint64_t next_chunk_ = 0;
  std::uint64_t next_offset_ = 0;
  bool is_exhausted_ = false;

  Relay<Unfinished> relay_;
};

}  // namespace csm
