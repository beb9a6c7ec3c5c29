#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "csm/error.hpp"
#include "io/byte_source.hpp"
#include "io/csv_scanner.hpp"

namespace csm::test {

/// All that a reading of a delimited file tells, written down flat so that two readings are
/// compared by a few strings. Of a file that is refused only the refusal is kept: how many records
/// come before it depends on the blocks.
struct CsvReading {
  std::string header;   ///< its cells, each behind a bar
  std::string records;  ///< a line each: the places and texts of the projected cells
  std::string damages;  ///< a line each: the place, and the message up to its first , or ;
  std::string refusal;  ///< where the file is refused, and from there on the message's first words

  void add_name(std::string_view name);
  void add_cell(std::string_view text, const Place& place);
  void end_record() { records += '\n'; }
  void add_damage(std::string_view message, const Place& place);
  /// Appends the records and damages of a block.
  void add(const Block& block);
  /// Forgets everything but that.
  void refuse(std::string_view where, std::string_view message);
  void clear();

  friend bool operator==(const CsvReading&, const CsvReading&) = default;
};

/// The name that the texts are read under; it stands in refusals.
inline constexpr const char* csv_reading_name = "t.csv";

/// How the engine is to read a text.
struct CsvWay {
  std::size_t block_size = CsvScanner::default_block_size;
  char delimiter = ',';              ///< as Dialect has it
  std::size_t pipe_step = 0;         ///< a pipe that gives so many bytes at once; 0: a file
  std::vector<std::size_t> columns;  ///< projected; those the header lacks are left out; {}: all
};

/// The projection of a header of so many columns.
std::vector<std::size_t> columns_of(const CsvWay& way, std::size_t header_size);

/// Reads texts by the engine, one after the other with one scanner that is restarted, on one
/// thread.
///
/// A chunk is indexed from its guessed start before it hears from the chunk in front, on one thread
/// as on many, and the guess looks at nothing but the chunk. So every order in which threads could
/// index chunks gives what is read here; what is left to tests/threads is the handing over.
class CsvReader {
 public:
  explicit CsvReader(CsvWay way);
  ~CsvReader();

  /// Valid until the next one.
  const CsvReading& read(std::string_view text);

 private:
  void read_blocks();

  CsvWay way_;
  std::string text_;
  std::unique_ptr<CsvScanner> scanner_;
  Block block_;
  CsvReading reading_;
};

/// Bytes of a text that the caller keeps: a file, or a pipe that gives `pipe_step` bytes at once.
std::unique_ptr<ByteSource> bytes_in(const std::string& text, std::size_t pipe_step);

/// For a message: where two readings differ.
std::string difference(const CsvReading& found, const CsvReading& wanted);

/// A text with its control characters spelled out, cut short where it is long.
std::string visible(std::string_view text);

}  // namespace csm::test
