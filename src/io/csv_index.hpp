#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace csm {

/// Where the cells of a text end, found 64 bytes at a time.
///
/// The text begins with a record. The index stands for what CsvRecords would find as long as the
/// text is plain; otherwise it says that it is not, and the rest means nothing.
struct CsvIndex {
  std::vector<std::uint32_t> ends;  ///< of delimiters and LFs outside quotes, in order; see `count`
  std::size_t count = 0;            ///< of `ends` that hold something
  std::size_t records = 0;          ///< LFs outside quotes
  std::size_t line_feeds = 0;       ///< everywhere
  /// Quotes stand only where a cell begins or ends, or in pairs within one that began with a quote,
  /// and no CR stands without its LF.
  bool is_plain = true;
  bool is_ascii = true;  ///< all bytes
};

/// Bytes that may be read behind a text that is indexed; what they are does not matter.
inline constexpr std::size_t csv_index_slack = 64;

/// One implementation of the index, for a kind of processor.
struct CsvIndexer {
  std::string_view name;  ///< "avx2"
  void (*index)(std::string_view text, char delimiter, CsvIndex& out);
};

/// Those that this processor can run, the fastest first; the last goes byte by byte and says what
/// the others must find.
const std::vector<CsvIndexer>& csv_indexers();

/// By the fastest. Requires a text of less than 2^32 bytes with `csv_index_slack` bytes behind it.
void index_csv(std::string_view text, char delimiter, CsvIndex& out);

}  // namespace csm
