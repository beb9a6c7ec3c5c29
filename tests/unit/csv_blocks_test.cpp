#include <algorithm>

#include "io/csv_scanner.hpp"
#include "support/catch.hpp"
#include "unit/scan.hpp"

using namespace csm;
using namespace csm::test;

namespace {

constexpr std::size_t sizes[] = {1, 2, 3, 7, 64};

/// Line and column of a byte: from the definition, on the whole text.
Found found_at(const std::string& text, std::size_t offset, std::string what) {
  Found found{std::move(what), 1, 1};
  for (std::size_t i = 0; i < offset; ++i) {
    const bool is_end = text[i] == '\r' || (text[i] == '\n' && (i == 0 || text[i - 1] != '\r'));
    if (is_end) ++found.line;
    const bool begins_line = text[i] == '\r' || text[i] == '\n';
    found.column = begins_line ? 1 : found.column + 1;
  }
  return found;
}

/// A delimited text of two columns, one character and one state after the other, all at once.
class SlowCsv {
 public:
  explicit SlowCsv(std::string text) : text_(std::move(text)) {
    for (std::size_t i = 0; i <= text_.size() && !is_refused_; ++i) {
      step(i, i < text_.size() ? text_[i] : '\0');
    }
    // The first record is the header.
    if (!is_refused_ && !out_.records.empty()) out_.records.erase(out_.records.begin());
  }
  Scanned result() && { return std::move(out_); }

 private:
  enum class State { between, cell, plain, quoted, quote, stray };

  void step(std::size_t i, char c) {
    const bool is_last = i == text_.size();
    const bool ends_line = is_last || c == '\n' || c == '\r';
    switch (state_) {
      case State::between:
        if (ends_line) return;
        record_begin_ = i;
        return begin_cell(i, c, ends_line);
      case State::cell:
        return begin_cell(i, c, ends_line);
      case State::quoted:
        if (is_last) return refuse_quote();
        if (c == '"') {
          state_ = State::quote;
        } else {
          cell_ += c;
        }
        return;
      case State::quote:
        if (c == '"') {
          cell_ += c;
          state_ = State::quoted;
          return;
        }
        if (!ends_line && c != ',') {
          if (!has_stray_) stray_ = i;
          has_stray_ = true;
          state_ = State::stray;
          return;
        }
        return end_cell(ends_line);
      case State::plain:
      case State::stray:
        if (ends_line || c == ',') return end_cell(ends_line);
        if (state_ == State::plain) cell_ += c;
        return;
    }
  }

  void begin_cell(std::size_t i, char c, bool ends_line) {
    cell_begin_ = i;
    cell_.clear();
    if (ends_line || c == ',') return end_cell(ends_line);
    state_ = c == '"' ? State::quoted : State::plain;
    if (c != '"') cell_ += c;
  }

  void end_cell(bool ends_line) {
    record_.push_back(found_at(text_, cell_begin_, cell_));
    state_ = State::cell;
    if (ends_line) end_record();
  }

  void end_record() {
    const bool has_more =
        std::any_of(record_.begin() + std::min<std::ptrdiff_t>(2, size()), record_.end(),
                    [](const Found& f) { return !f.text.empty(); });
    if (has_stray_) {
      out_.damages.push_back(found_at(text_, stray_, "text follows"));
    } else if (record_.size() < 2 || has_more) {
      out_.damages.push_back(found_at(text_, record_begin_, "the row has"));
    } else {
      record_.resize(2);
      out_.records.push_back(record_);
    }
    record_.clear();
    has_stray_ = false;
    state_ = State::between;
  }

  void refuse_quote() {
    const Found open = found_at(text_, cell_begin_, "");
    out_ = {};
    out_.refused_at = "t.csv:" + std::to_string(open.line) + ":" + std::to_string(open.column);
    is_refused_ = true;
  }

  std::ptrdiff_t size() const { return static_cast<std::ptrdiff_t>(record_.size()); }

  std::string text_;
  Scanned out_;
  State state_ = State::between;
  std::vector<Found> record_;
  std::string cell_;
  std::size_t cell_begin_ = 0, record_begin_ = 0, stray_ = 0;
  bool has_stray_ = false, is_refused_ = false;
};

/// What the two can be compared by: messages by how they begin.
Scanned comparable(Scanned scanned) {
  scanned.header.clear();
  scanned.refusal.clear();
  for (Found& damage : scanned.damages) {
    for (const std::string_view begin : {"text follows", "the row has"}) {
      if (damage.text.starts_with(begin)) damage.text = begin;
    }
  }
  return scanned;
}

/// Every text of so many of the characters.
template <class Use>
void for_each_text(std::string_view alphabet, std::size_t length, Use&& use) {
  std::vector<std::size_t> digits(length);
  std::string text(length, alphabet[0]);
  while (true) {
    use(text);
    std::size_t i = 0;
    for (; i < length; ++i) {
      digits[i] = (digits[i] + 1) % alphabet.size();
      text[i] = alphabet[digits[i]];
      if (digits[i] != 0) break;
    }
    if (i == length) return;
  }
}

std::string visible(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '\n' ? "\\n" : c == '\r' ? "\\r" : std::string(1, c);
  return out;
}

}  // namespace

TEST_CASE("the slow parser knows a few records by heart") {
  const Scanned plain = SlowCsv("x,y\n1,\"2\"\"\n\"\n").result();
  CHECK(plain.texts() == Texts{{"1", "2\"\n"}});
  CHECK(plain.records[0][1] == Found{"2\"\n", 2, 3});
  CHECK(SlowCsv("x,y\n1\n").result().damages.size() == 1);
  CHECK(SlowCsv("x,y\n\"1\"a,2\n").result().damages[0] == Found{"text follows", 2, 4});
  CHECK(SlowCsv("x,y\n1,\"").result().refused_at == "t.csv:2:3");
}

TEST_CASE("every text of up to six characters is scanned as by the slow parser, in any blocks") {
  std::size_t texts = 0;
  std::size_t wrong = 0;
  std::string first_wrong;
  for (std::size_t length = 0; length <= 6; ++length) {
    for_each_text("a,\"\n\r", length, [&](const std::string& tail) {
      const std::string text = "x,y\n" + tail;
      const Scanned expected = SlowCsv(text).result();
      ++texts;
      for (const std::size_t size : {std::size_t{4096}, sizes[0], sizes[1], sizes[2], sizes[3]}) {
        if (comparable(scan_csv(text, ',', size)) == expected) continue;
        if (wrong++ == 0) first_wrong = visible(text) + " in blocks of " + std::to_string(size);
      }
    });
  }
  INFO(first_wrong);
  CHECK(wrong == 0);
  CHECK(texts == 1 + 5 + 25 + 125 + 625 + 3125 + 15625);
}

TEST_CASE("blocks of any size give the same records, damages and places") {
  const std::string text =
      "id,\"na\"\"me\",note\r\n1,\"a\r\nb\",ü\r2\r\n\n3,\"x\"\"y\",\"\"\n4,5,6,7\n"
      "\"8\" ,9,0\n\u20ac,\"\n\n\",\"\"\"\"\r\n10,11,12,,\n13,14,15";
  const Scanned whole = scan_csv(text, ',', CsvScanner::default_block_size);
  CHECK(whole.records.size() == 5);
  CHECK(whole.damages.size() == 3);
  for (const std::size_t size : sizes) {
    INFO("blocks of " << size);
    CHECK(scan_csv(text, ',', size) == whole);
  }
}

TEST_CASE("a byte order mark is skipped in blocks of any size") {
  const std::string text =
      "\xef\xbb\xbf"
      "a,b\n1,2\n";
  const Scanned whole = scan_csv(text, ',', CsvScanner::default_block_size);
  for (const std::size_t size : sizes) {
    INFO("blocks of " << size);
    CHECK(scan_csv(text, ',', size) == whole);
  }
}

TEST_CASE("the delimiter is found in blocks of any size") {
  const std::string text = "customer_id;started_on;plan\n1;2026-05-01;pro\n";
  const Scanned whole = scan_csv(text, '\0', CsvScanner::default_block_size);
  CHECK(whole.header.size() == 3);
  for (const std::size_t size : sizes) {
    INFO("blocks of " << size);
    CHECK(scan_csv(text, '\0', size) == whole);
  }
}

TEST_CASE("a header longer than a block still tells its delimiter") {
  std::string header = "\"" + std::string(CsvScanner::default_block_size, 'x') + "\"";
  const Scanned scanned = scan_csv(header + ";b\n1;2\n", '\0', CsvScanner::default_block_size);
  CHECK(scanned.header.size() == 2);
  CHECK(scanned.texts() == Texts{{"1", "2"}});
}
