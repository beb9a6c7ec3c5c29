#pragma once

#include <cstdint>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "csm/error.hpp"
#include "io/byte_source.hpp"
#include "io/csv_scanner.hpp"
#include "io/open.hpp"
#include "io/scanner.hpp"

namespace csm::test {

/// A text of the scanner (a cell, a damage's message) and where it stands.
struct Found {
  std::string text;
  std::uint64_t line = 0;
  std::uint64_t column = 0;

  friend bool operator==(const Found&, const Found&) = default;
};

/// All that a scanner says of a file. Where the file is refused, only the refusal: how many records
/// come before it depends on the blocks.
struct Scanned {
  std::vector<std::string> header;
  std::vector<std::vector<Found>> records;
  std::vector<Found> damages;
  std::string refused_at;
  std::string refusal;

  std::vector<std::vector<std::string>> texts() const {
    std::vector<std::vector<std::string>> texts;
    for (const auto& record : records) {
      texts.emplace_back();
      for (const Found& cell : record) texts.back().push_back(cell.text);
    }
    return texts;
  }

  friend bool operator==(const Scanned&, const Scanned&) = default;
};

/// Everything below the header, block after block.
inline void take_records(Scanner& scanner, Scanned& out) {
  Block block;
  while (scanner.next(block)) {
    for (std::size_t row = 0; row < block.rows(); ++row) {
      out.records.emplace_back();
      for (std::size_t slot = 0; slot < block.columns.size(); ++slot) {
        const Place place = block.place(block.offset(row, slot));
        out.records.back().push_back(
            {std::string(block.cell(row, slot)), place.line, place.column});
      }
    }
    for (const Damage& damage : block.damages) {
      const Place place = block.place(damage.offset);
      out.damages.push_back({damage.message, place.line, place.column});
    }
  }
}

template <class Open>
Scanned scan_with(Open&& open) {
  Scanned out;
  try {
    const std::unique_ptr<Scanner> scanner = open();
    out.header = scanner->header();
    std::vector<std::size_t> columns(out.header.size());
    std::iota(columns.begin(), columns.end(), std::size_t{0});
    scanner->project(columns);
    take_records(*scanner, out);
  } catch (const Error& error) {
    out = {};
    out.refused_at = error.where;
    out.refusal = error.message;
  }
  return out;
}

inline Scanned scan_csv(const std::string& text, char delimiter = ',',
                        std::size_t block_size = 4096) {
  return scan_with([&] {
    return std::make_unique<CsvScanner>(bytes_of("t.csv", text), Dialect{delimiter}, block_size);
  });
}

/// As files are opened: the content decides what they are.
inline Scanned scan_any(const std::string& text) {
  return scan_with([&] { return open_scanner(bytes_of("t", text), {}, 4096); });
}

using Texts = std::vector<std::vector<std::string>>;

}  // namespace csm::test
