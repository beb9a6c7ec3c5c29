#include <deque>
#include <string>

#include "io/csv_index.hpp"
#include "io/csv_records.hpp"
#include "support/all_texts.hpp"
#include "support/catch.hpp"
#include "support/slow_csv.hpp"

// Small worlds, whole: every text of a few characters that matter to delimited text, where `a`
// stands for all that do not.

namespace csm::test {
namespace {

constexpr std::string_view that_matter = "a,\"\n\r";

/// Under the sanitizers one character less, so that the tests stay a matter of seconds.
constexpr std::size_t length_of(std::size_t length) { return length - (is_sanitized() ? 1 : 0); }

/// Reads every text of up to `most` characters behind a head in blocks of 1 byte up to as many as
/// it has: larger ones hold it whole and read it as the largest of these does. A text of the full
/// length that is refused is read in one of the sizes only, each in its turn: raising the error
/// takes most of the time, and the shorter ones have been read in all.
class EveryText {
 public:
  EveryText(std::string head, std::string_view alphabet, std::size_t most, CsvWay way)
      : head_(std::move(head)), way_(way) {
    for (way.block_size = 1; way.block_size <= most; ++way.block_size) readers_.emplace_back(way);
    for (std::size_t length = 0; length <= most; ++length) {
      for_each_text(alphabet, length, [&](const std::string& tail) { compare(tail); });
    }
  }

  std::size_t texts() const { return texts_; }
  std::size_t wrong() const { return wrong_; }
  const std::string& first_wrong() const { return first_wrong_; }

 private:
  void compare(const std::string& tail) {
    ++texts_;
    text_.assign(head_).append(tail);
    const CsvReading wanted = slow_csv(text_, way_);
    const bool is_read_once = tail.size() == readers_.size() && !wanted.refusal.empty();
    const std::size_t once = 1 + texts_ % readers_.size();
    for (std::size_t size = 1; size <= std::max(tail.size(), std::size_t{1}); ++size) {
      if (is_read_once && size != once) continue;
      const CsvReading& found = readers_[size - 1].read(text_);
      if (found == wanted) continue;
      if (wrong_++ > 0) continue;
      first_wrong_ = visible(text_) + " in blocks of " + std::to_string(size) + ": " +
                     difference(found, wanted);
    }
  }

  std::string head_;
  CsvWay way_;
  std::deque<CsvReader> readers_;
  std::string text_;
  std::size_t texts_ = 0;
  std::size_t wrong_ = 0;
  std::string first_wrong_;
};

void check_every_text(const std::string& head, std::size_t most, const CsvWay& way,
                      std::string_view alphabet = that_matter) {
  const EveryText every(head, alphabet, most, way);
  INFO("behind " << visible(head) << ": " << every.first_wrong());
  CHECK(every.wrong() == 0);
  CHECK(every.texts() == texts_up_to(alphabet.size(), most));
}

}  // namespace

TEST_CASE("every text of up to eight characters is read as by the slow parser, in any blocks") {
  check_every_text("x,y\n", length_of(8), {});
}

TEST_CASE("every short text is read so behind a header of one, of three and of quoted columns") {
  for (const char* head : {"x\n", "x,y,z\n", "\"x\",\"\"\"\"\r\n", "x,y\r"}) {
    check_every_text(head, length_of(6), {});
  }
}

TEST_CASE("every short text behind records is read so: a chunk then guesses where one begins") {
  for (const char* head :
       {"x,y\n1,2\n3,4\n", "x,y\n\"1\n2\",3\n", "x,y\n1,\"2,3\n4,5\n", "x,y\n1"}) {
    check_every_text(head, length_of(6), {});
  }
}

TEST_CASE("every short text off a pipe is read so") {
  for (const std::size_t step : {1U, 2U, 64U}) {
    CsvWay way;
    way.pipe_step = step;
    check_every_text("x,y\n", length_of(6), way);
  }
}

TEST_CASE("every short text that is itself the header is read so") {
  check_every_text("", length_of(6), {});
  CsvWay by_content;
  by_content.delimiter = '\0';
  check_every_text("", length_of(5), by_content);
}

TEST_CASE("every short text is read so with one column projected, and with one projected twice") {
  CsvWay way;
  way.columns = {1};
  check_every_text("x,y\n", length_of(6), way);
  way.columns = {1, 0, 1};
  check_every_text("x,y\n", length_of(6), way);
}

TEST_CASE("every short text delimited by runs of blanks is read so") {
  CsvWay way;
  way.delimiter = ' ';
  check_every_text("x y\n", length_of(6), way, "a \t\"\n\r");
}

}  // namespace csm::test
