#include "io/shared_pass.hpp"

#include <algorithm>
#include <atomic>

#include "csm/threads.hpp"

namespace csm {
namespace {

/// A pass beside others, and where its columns are among those of all.
struct Rider {
  SourcePass& pass;
  std::vector<std::size_t> slots;
};

/// Adds a pass that needs these of the table's columns to those that are scanned for all.
Rider rider_of(SourcePass& pass, std::vector<std::size_t>& columns) {
  Rider rider{pass, {}};
  for (const std::size_t column : pass.source().binding.columns()) {
    const auto known = std::find(columns.begin(), columns.end(), column);
    rider.slots.push_back(static_cast<std::size_t>(known - columns.begin()));
    if (known == columns.end()) columns.push_back(column);
  }
  return rider;
}

/// In JSON, what damages a record depends on the columns that are asked for, and those are the
/// columns of all.
bool depends_on_columns(const Scanner& scanner, const Block& block) {
  return !block.damages.empty() && scanner.form().name != "CSV";
}

/// Whether anybody wants further blocks of that thread.
bool take(const std::vector<Rider>& riders, std::size_t thread, const Block& block, Block& shown) {
  bool is_wanted = false;
  for (const Rider& rider : riders) {
    if (!rider.pass.wants(block.order)) continue;
    shown.show(block, rider.slots);
    is_wanted = rider.pass.take(thread, shown) || is_wanted;
  }
  return is_wanted;
}

}  // namespace

bool go_over_together(SharedTable& table, const std::vector<SourcePass*>& passes) noexcept {
  std::atomic<bool> has_failed = false;
  try {
    std::vector<std::size_t> columns;
    std::vector<Rider> riders;
    std::size_t threads = 1;
    for (SourcePass* pass : passes) {
      riders.push_back(rider_of(*pass, columns));
      threads = std::max(threads, pass->most_threads());
    }
    Scanner& scanner = table.begin(columns);
    for (const Rider& rider : riders) rider.pass.begin(threads);
    run_on_threads(threads, [&](std::size_t thread) {
      Block block;
      Block shown;
      try {
        while (!has_failed && scanner.next(block)) {
          if (depends_on_columns(scanner, block)) has_failed = true;
          if (has_failed || !take(riders, thread, block, shown)) break;
        }
      } catch (...) {
        has_failed = true;
      }
    });
  } catch (...) {
    has_failed = true;
  }
  if (has_failed) table.file().share_no_more();
  return !has_failed;
}

}  // namespace csm
