#include "io/csv_index.hpp"

#include <random>
#include <string>

#include "io/csv_records.hpp"
#include "support/catch.hpp"

using namespace csm;

namespace {

/// The text with what may be read behind it, which is nothing that matters in every other call.
CsvIndex index_of(const CsvIndexer& indexer, const std::string& text, bool is_followed_by_quotes) {
  const std::string padded =
      text + std::string(csv_index_slack, is_followed_by_quotes ? '"' : '\n');
  CsvIndex index;
  indexer.index(std::string_view(padded).substr(0, text.size()), ',', index);
  index.ends.resize(index.count);
  return index;
}

std::string text_of(std::mt19937_64& dice, std::size_t most) {
  static constexpr std::string_view pieces[] = {
      "a", ",", "\n", "\"b\"", "\r\n", "\"c,\"\"d\n\"", "\"", "\r", "efghij", "ü", "\"\""};
  // Few quotes alone and few CRs, so that many texts are plain.
  const std::size_t kinds = dice() % 4 > 0 ? 6 : std::size(pieces);
  std::string text;
  while (text.size() < most) text += pieces[dice() % kinds];
  return text;
}

/// Where the exact scan sees cells of finished records end.
std::vector<std::uint32_t> exact_ends(const std::string& text) {
  std::vector<std::uint32_t> ends;
  std::size_t position = 0;
  CsvRecords records({','});
  while (position < text.size()) {
    // Empty lines are no records, but their line ends are in the index.
    if (text[position] == '\n') {
      ends.push_back(static_cast<std::uint32_t>(position++));
      continue;
    }
    if (text.compare(position, 2, "\r\n") == 0) {
      ends.push_back(static_cast<std::uint32_t>(position + 1));
      position += 2;
      continue;
    }
    if (records.next(text, position, false) != CsvRecords::Found::record) break;
    for (std::size_t i = 1; i < records.cells().size(); ++i) {
      ends.push_back(static_cast<std::uint32_t>(records.cells()[i].start - 1));
    }
    ends.push_back(static_cast<std::uint32_t>(position - 1));
  }
  return ends;
}

}  // namespace

TEST_CASE("every processor's index is that of the plain one") {
  std::mt19937_64 dice(4);
  const CsvIndexer& plain = csv_indexers().back();
  for (int round = 0; round < 3000; ++round) {
    const std::string text = text_of(dice, dice() % 400);
    const CsvIndex wanted = index_of(plain, text, false);
    for (const CsvIndexer& indexer : csv_indexers()) {
      const CsvIndex found = index_of(indexer, text, true);
      INFO(indexer.name << " on " << text);
      REQUIRE(found.is_plain == wanted.is_plain);
      REQUIRE(found.is_ascii == wanted.is_ascii);
      if (!wanted.is_plain) continue;
      REQUIRE(found.ends == wanted.ends);
      REQUIRE(found.records == wanted.records);
      REQUIRE(found.line_feeds == wanted.line_feeds);
    }
  }
}

TEST_CASE("the index of a plain text has the cells of the exact scan") {
  std::mt19937_64 dice(5);
  int plain = 0;
  for (int round = 0; round < 20000; ++round) {
    const std::string text = text_of(dice, dice() % 200);
    CsvIndex index = index_of(csv_indexers().front(), text, round % 2 == 0);
    if (!index.is_plain) continue;
    ++plain;
    while (!index.ends.empty() && text[index.ends.back()] != '\n') index.ends.pop_back();
    INFO(text);
    REQUIRE(index.ends == exact_ends(text));
  }
  CHECK(plain > 1000);  // enough of them to say something
}

TEST_CASE("quotes within a cell and line ends by CR alone are not plain") {
  const auto is_plain = [](const std::string& text) {
    return index_of(csv_indexers().front(), text, false).is_plain;
  };
  CHECK(is_plain("a,\"b\"\"c\",\"\"\r\nd,e,f\n"));
  CHECK_FALSE(is_plain("a,b\"c\n"));
  CHECK_FALSE(is_plain("\"a\"b,c\n"));
  CHECK_FALSE(is_plain("a,b\rc,d\n"));
  CHECK_FALSE(is_plain("\"a\" ,b\n"));
  const std::string far(63, 'x');  // the rules hold across the borders of 64 bytes
  CHECK(is_plain(far + ",\"b\"\n"));
  CHECK_FALSE(is_plain(far + "x\"b\"\n"));
  CHECK_FALSE(is_plain("\"" + far.substr(2) + "\"" + "\"b\" c\n"));
  CHECK_FALSE(is_plain(far + "\rb\n"));
}
