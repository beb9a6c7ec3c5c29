#include <algorithm>
#include <initializer_list>
#include <string>
#include <vector>

#include "io/csv_index.hpp"
#include "support/all_texts.hpp"
#include "support/catch.hpp"
#include "support/csv_reading.hpp"

// The index of every short text, wherever it stands among the 64 bytes that are looked at together.

namespace csm::test {
namespace {

/// The index by its definition, one character after the other.
CsvIndex slow_index(std::string_view text) {
  enum class State { cell, plain, quoted, quote };
  State state = State::cell;
  CsvIndex index;
  bool is_behind_cr = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_behind_cr && c != '\n') index.is_plain = false;
    is_behind_cr = c == '\r';
    if (c == '\n') ++index.line_feeds;
    if (state == State::quoted) {
      if (c == '"') state = State::quote;
    } else if (c == ',' || c == '\n') {
      index.ends.push_back(static_cast<std::uint32_t>(i));
      if (c == '\n') ++index.records;
      state = State::cell;
    } else if (c == '"') {
      if (state == State::plain) index.is_plain = false;
      state = State::quoted;
    } else {
      if (state == State::quote && c != '\r') index.is_plain = false;
      state = State::plain;
    }
  }
  index.count = index.ends.size();
  return index;
}

/// Room for texts of one size behind a line of so many bytes, with quotes behind, which are none of
/// it.
class TextPlace {
 public:
  TextPlace(std::size_t at, std::size_t size) : at_(at), size_(size) {
    bytes_.assign(at + size + csv_index_slack, '"');
    std::fill_n(bytes_.begin(), at, 'a');
    if (at > 0) bytes_[at - 1] = '\n';
  }
  std::size_t at() const { return at_; }
  /// The line and the text.
  std::string_view with(const std::string& text) {
    text.copy(bytes_.data() + at_, size_);
    return std::string_view(bytes_).substr(0, at_ + size_);
  }

 private:
  std::size_t at_;
  std::size_t size_;
  std::string bytes_;
};

/// Whether an index of the placed text is that of the text alone, moved behind the line.
bool is_moved(const CsvIndex& found, const CsvIndex& alone, std::size_t by) {
  if (found.is_plain != alone.is_plain || !alone.is_plain) {
    return found.is_plain == alone.is_plain;
  }
  const std::size_t lines = by > 0 ? 1 : 0;
  if (found.count != alone.count + lines || found.records != alone.records + lines ||
      found.line_feeds != alone.line_feeds + lines) {
    return false;
  }
  if (by > 0 && found.ends[0] != by - 1) return false;
  return std::equal(alone.ends.begin(), alone.ends.end(),
                    found.ends.begin() + static_cast<std::ptrdiff_t>(lines),
                    [&](std::uint32_t end, std::uint32_t moved) { return end + by == moved; });
}

/// Compares the index of every text of up to `most` characters with `behind` after it, at the
/// places.
void check_every_index(std::size_t most, const std::string& behind,
                       std::initializer_list<std::size_t> places) {
  std::size_t wrong = 0;
  std::string first_wrong;
  CsvIndex found;
  for (std::size_t length = 0; length <= most; ++length) {
    std::vector<TextPlace> rooms;
    for (const std::size_t at : places) rooms.emplace_back(at, length + behind.size());
    for_each_text("a,\"\n\r", length, [&](const std::string& start) {
      const std::string text = start + behind;
      const CsvIndex alone = slow_index(text);
      for (TextPlace& room : rooms) {
        const std::string_view placed = room.with(text);
        for (const CsvIndexer& indexer : csv_indexers()) {
          indexer.index(placed, ',', found);
          if (is_moved(found, alone, room.at()) || wrong++ > 0) continue;
          first_wrong = visible(placed) + " by " + std::string(indexer.name);
        }
      }
    });
  }
  INFO(first_wrong);
  CHECK(wrong == 0);
}

}  // namespace

TEST_CASE(
    "every text of up to eight characters has the index of its definition on every processor") {
  // At a border of 64 bytes, and across it by every number of characters.
  check_every_index(is_sanitized() ? 7 : 8, "", {0, 57, 58, 59, 60, 61, 62, 63, 124});
}

TEST_CASE("what a short text leaves open is still open blocks later, and what it closes closed") {
  std::string regular(152, 'c');
  regular.replace(70, 6, ",\"b\"\r\n");
  regular.replace(151, 1, "\n");
  std::string closing(152, 'c');
  closing.replace(70, 6, "\"\r\n1,2");
  closing.replace(148, 4, "\"\"\"\n");
  closing.replace(140, 2, ",\"");
  for (const std::string& behind : {regular, closing}) check_every_index(6, behind, {0, 60, 63});
}

}  // namespace csm::test
