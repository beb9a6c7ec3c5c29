#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "io/byte_source.hpp"
#include "io/json_elements.hpp"
#include "io/json_feed.hpp"
#include "io/json_input.hpp"
#include "io/json_records.hpp"

namespace csm {

/// Where the records of a document are.
struct JsonRows {
  std::uint64_t content = 0;  ///< where the document begins: behind a byte order mark
  std::uint64_t begin = 0;    ///< of the array, or of the one object
  JsonElements::Where where = JsonElements::Where::whole_array;
};

/// The records of one JSON document: the elements of an array, or one object. For one thread at a
/// time; holds a block, or the largest record.
///
/// Damaged: an element that is no object. Refused: a document that is no JSON, as soon as that is
/// found.
class JsonDocument final : public JsonInput {
 public:
  JsonDocument(ByteSource& bytes, const JsonRows& rows, const JsonColumns& columns,
               std::size_t block_size);

  void find_columns(JsonColumns& columns, bool of_all) override;
  bool next(Block& block) override;
  void restart() override;

 private:
  struct Piece final : Block::Piece {
    std::vector<char> bytes;
  };

  bool read_element(JsonElements::Found found, std::string_view element, Block& block);

  ByteSource& bytes_;
  JsonRows rows_;
  const JsonColumns& columns_;
  std::size_t block_size_;
  Place first_place_;

  std::mutex reading_;  ///< guards what follows
  JsonFeed feed_;
  JsonElements elements_;
  std::optional<JsonRecords> records_;
  std::uint64_t next_order_ = 0;
  bool has_ended_ = false;
  Place place_;  ///< of the feed
};

/// The place of a byte of a document that begins at `content`.
Place json_place(ByteSource& bytes, std::uint64_t content, std::uint64_t offset);
/// Error{refused} with the first fault of a document that begins there and is found not to be JSON.
[[noreturn]] void refuse_json(ByteSource& bytes, std::uint64_t content);
/// Error{refused} with the place of a byte of a document.
[[noreturn]] void refuse_json_at(ByteSource& bytes, std::uint64_t content, std::uint64_t offset,
                                 const std::string& message);

}  // namespace csm
