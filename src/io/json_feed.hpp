#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "io/block.hpp"
#include "io/byte_source.hpp"

namespace csm {

/// The bytes of a file in order, for one thread that goes over them with a look ahead.
///
/// Holds what lies before it as far as has been looked at, and nothing of what has been passed.
class JsonFeed {
 public:
  /// `step` bytes are read at once, or more where the text grows beyond; little is enough for going
  /// over a file, and costs a small one little.
  explicit JsonFeed(ByteSource& bytes, std::size_t step = small_step)
      : bytes_(bytes), step_(step) {}
  static constexpr std::size_t small_step = 1 << 14;

  /// Begins at a byte of the file.
  void start(std::uint64_t offset);

  /// What has been read of what lies before it, ending as JsonForm asks for.
  std::string_view text() const { return {buffer_.data() + at_, size_ - at_}; }
  /// Reads on, so that `text` has more; false where the file has no more.
  bool more();
  /// The text reaches to the end of the file.
  bool is_final() const { return is_final_; }
  /// The next byte of the file.
  std::uint64_t offset() const { return offset_ + at_; }

  void pass(std::size_t size) { at_ += size; }
  bool at_end() { return at_ == size_ && !more(); }
  /// The next byte; '\0' at the end.
  char peek() { return at_end() ? '\0' : buffer_[at_]; }
  void skip_blanks();
  /// Skips blanks, and passes the byte where it is the next.
  bool take(char c);
  /// The text up to the next LF, or to the end.
  std::string_view line();

  /// Gives away what has been read; what lies behind `at` of the text goes on into a new buffer,
  /// for which an old one may serve.
  std::vector<char> give(std::size_t at, std::vector<char> old);

 private:
  ByteSource& bytes_;
  std::size_t step_;
  std::vector<char> buffer_;
  std::uint64_t offset_ = 0;  ///< of the buffer in the file
  std::size_t at_ = 0;        ///< next byte of the buffer
  std::size_t size_ = 0;      ///< of what has been read into it
  bool is_final_ = false;
};

/// How many lines end in a text. Far cheaper than looking for each end.
std::uint64_t count_line_feeds(std::string_view text);

/// The place behind a text of lines that end with LF, which begins at a place.
Place place_behind(Place begin, std::string_view text);

}  // namespace csm
