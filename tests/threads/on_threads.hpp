#pragma once

#include <algorithm>
#include <iterator>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "unit/scan.hpp"

namespace csm::test {

/// Records and damages by where they stand, as the threads' blocks come in any order.
inline Scanned in_order(Scanned scanned) {
  const auto before = [](const auto& a, const auto& b) {
    return std::pair(a.line, a.column) < std::pair(b.line, b.column);
  };
  std::sort(scanned.records.begin(), scanned.records.end(),
            [&](const auto& a, const auto& b) { return before(a.front(), b.front()); });
  std::sort(scanned.damages.begin(), scanned.damages.end(), before);
  return scanned;
}

/// Everything below the header with all columns, by so many threads; a refusal is one of theirs.
template <class Open>
Scanned scan_on_threads(Open&& open, std::size_t threads) {
  Scanned out;
  try {
    const std::unique_ptr<Scanner> scanner = open();
    scanner->complete_header();
    out.header = scanner->header();
    std::vector<std::size_t> columns(out.header.size());
    std::iota(columns.begin(), columns.end(), std::size_t{0});
    scanner->project(columns);
    std::vector<Scanned> parts(threads);
    std::vector<std::string> refusals(threads);
    std::vector<std::thread> pool;
    for (std::size_t i = 0; i < threads; ++i) {
      pool.emplace_back([&, i] {
        try {
          take_records(*scanner, parts[i]);
        } catch (const Error& error) {
          refusals[i] = error.where + " " + error.message;
        }
      });
    }
    for (std::thread& thread : pool) thread.join();
    for (std::size_t i = 0; i < threads; ++i) {
      std::move(parts[i].records.begin(), parts[i].records.end(), std::back_inserter(out.records));
      std::move(parts[i].damages.begin(), parts[i].damages.end(), std::back_inserter(out.damages));
      if (!refusals[i].empty()) out.refusal = refusals[i];
    }
  } catch (const Error& error) {
    out = {};
    out.refusal = error.where + " " + error.message;
  }
  if (!out.refusal.empty()) return {{}, {}, {}, "", out.refusal};
  return in_order(std::move(out));
}

}  // namespace csm::test
