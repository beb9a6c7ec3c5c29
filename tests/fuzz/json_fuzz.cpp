#include <nlohmann/json.hpp>
#include <optional>

#include "fuzz/fuzz.hpp"
#include "io/open.hpp"
#include "support/csv_reading.hpp"

namespace csm::fuzz {
namespace {

/// What was read, and how many rows and damages that were.
struct Rows {
  test::CsvReading reading;
  std::size_t count = 0;
};

/// Places must stand in the file, and move on from row to row.
void check_places(const Block& block, std::size_t size) {
  std::uint64_t last = 0;
  for (std::size_t row = 0; row < block.rows(); ++row) {
    for (std::size_t slot = 0; slot < block.columns.size(); ++slot) {
      if (block.offset(row, slot) > size) report("a cell stands behind the end of the file");
    }
  }
  for (const Damage& damage : block.damages) {
    if (damage.offset > size) report("a damage stands behind the end of the file");
    if (damage.offset < last) report("damages are not in the order of the file");
    last = damage.offset;
  }
}

Rows read(const std::string& text, std::size_t block_size, std::size_t pipe_step) {
  Rows rows;
  try {
    const auto scanner = open_scanner(test::bytes_in(text, pipe_step), {}, block_size);
    if (!scanner->is_header_whole()) scanner->complete_header();
    for (const std::string& name : scanner->header()) rows.reading.add_name(name);
    if (scanner->header().empty()) return rows;
    scanner->project(test::columns_of({}, scanner->header().size()));
    Block block;
    while (scanner->next(block)) {
      check_places(block, text.size());
      rows.reading.add(block);
      rows.count += block.rows() + block.damages.size();
    }
  } catch (const Error& error) {
    rows.reading.refuse(error.where, error.message);
  }
  return rows;
}

/// How many elements the text has where another parser takes it for an array that has some; an
/// array of nothing but objects of which some has a member.
std::optional<std::size_t> elements_of(const std::string& text) {
  const auto document = nlohmann::json::parse(text, nullptr, false);
  if (!document.is_array()) return std::nullopt;
  bool has_member = false;
  for (const auto& element : document) {
    if (!element.is_object()) return std::nullopt;
    has_member = has_member || !element.empty();
  }
  return has_member ? std::optional(document.size()) : std::nullopt;
}

}  // namespace

/// The first byte is the block size, the second whether the text comes off a pipe. The rest is the
/// text; a bracket is put in front where it has none, so that it is JSON.
void try_json(std::string_view input) {
  const std::size_t block_size = std::size_t{1} + take_byte(input);
  const std::size_t pipe_step = take_byte(input) % 4;
  std::string text(input);
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos || (text[first] != '{' && text[first] != '[')) text.insert(0, "[");
  const Rows whole = read(text, std::size_t{1} << 20, 0);
  const Rows found = read(text, block_size, pipe_step);
  if (found.reading != whole.reading) {
    report("read otherwise in blocks: " + test::difference(found.reading, whole.reading));
  }
  const std::optional<std::size_t> elements = elements_of(text);
  if (elements && whole.reading.refusal.empty() && whole.count != *elements) {
    report(std::to_string(whole.count) + " rows of " + std::to_string(*elements) + " elements");
  }
}

}  // namespace csm::fuzz
