#include "io/source_pass.hpp"

#include <algorithm>
#include <exception>
#include <thread>
#include <utility>

#include "csm/threads.hpp"
#include "io/shared_source.hpp"

namespace csm {
namespace {

/// A pass that nobody shares.
void go_over(Scanner& scanner, SourcePass& pass) {
  scanner.restart();
  const std::size_t threads = pass.most_threads();
  pass.begin(threads);
  run_on_threads(threads, [&](std::size_t thread) {
    Block block;
    try {
      while (scanner.next(block) && pass.take(thread, block)) {
      }
    } catch (...) {
      pass.stop(thread, block.order);
    }
  });
}

}  // namespace

std::size_t SourcePass::most_threads() const {
  if (source_.scanner->is_small()) return 1;
  const std::size_t asked = rules_.reading->threads;
  return asked > 0 ? asked : std::max(1U, std::thread::hardware_concurrency());
}

void SourcePass::begin(std::size_t threads) {
  takers_.push_back(std::make_unique<BlockTaker>(source_, rules_, computation_));
  while (takers_.size() < threads) {
    forks_.push_back(computation_.fork());
    takers_.push_back(std::make_unique<BlockTaker>(source_, rules_, *forks_.back()));
  }
}

bool SourcePass::take(std::size_t thread, Block& block) {
  if (!wants(block.order)) return false;
  BlockTaker& taker = *takers_[thread];
  if (taker.take(block)) return true;
  stop_all_behind(taker.stopped_at());
  return false;
}

void SourcePass::stop(std::size_t thread, std::uint64_t order) {
  takers_[thread]->stop(order);
  stop_all_behind(order);
}

void SourcePass::stop_all_behind(std::uint64_t order) {
  std::uint64_t before = stopped_at_;
  while (order < before && !stopped_at_.compare_exchange_weak(before, order)) {
  }
}

Findings SourcePass::finish() {
  take_held();
  rethrow_first();
  if (rules_.rejects != nullptr) {
    std::vector<const RejectsPart*> parts;
    for (const auto& taker : takers_) parts.push_back(taker->rejects());
    rules_.rejects->take(parts);
  }
  for (const auto& fork : forks_) computation_.merge(*fork);
  return merged();
}

/// Takes the rows that were held back: some of them may end the file.
void SourcePass::take_held() {
  std::optional<std::uint64_t> last;
  for (const auto& taker : takers_) last = std::max(last, taker->last_with_rows());
  for (const auto& taker : takers_) taker->finish(last);
}

/// Rethrows what comes first in the file of what stopped threads.
void SourcePass::rethrow_first() const {
  const BlockTaker* first = nullptr;
  for (const auto& taker : takers_) {
    if (!taker->failure()) continue;
    if (first == nullptr || taker->stopped_at() < first->stopped_at()) first = taker.get();
  }
  if (first != nullptr) std::rethrow_exception(first->failure());
}

/// What all threads found.
Findings SourcePass::merged() {
  Findings all = std::move(takers_.front()->found());
  for (std::size_t i = 1; i < takers_.size(); ++i) {
    const Findings& found = takers_[i]->found();
    all.merge(found);
    all.ids.merge(found.ids);
    if (found.stray_bytes) all.keep(*found.stray_bytes, found.first_stray);
    all.joined_ids.merge(found.joined_ids);
  }
  const auto bring_in_order = [](auto& told) {
    std::sort(told.begin(), told.end(),
              [](const auto& a, const auto& b) { return a.offset < b.offset; });
  };
  bring_in_order(all.first_bad);
  bring_in_order(all.counts.totals_left_out);
  bring_in_order(all.counts.totals_counted);
  if (all.first_bad.size() > rules_.reading->shown_bad_rows) {
    all.first_bad.resize(rules_.reading->shown_bad_rows);
  }
  return all;
}

Findings pass_over(OpenSource& source, const PassRules& rules, Computation& computation) {
  if (rules.is_last) source.bytes->announce_last_pass();
  SourcePass pass(source, rules, computation);
  const bool is_shared = source.shared != nullptr && source.shared->go_over(pass);
  if (!is_shared) go_over(*source.scanner, pass);
  return pass.finish();
}

Days days_at_ends(OpenSource& source, const PassRules& rules) {
  source.scanner->restart();
  const auto reader = make_row_reader(*source.input, source.scanner->name(), rules.currency);
  Block block;
  std::vector<BadRow> bad;
  Days days;
  while (!days.newest && source.scanner->next(block)) {
    reader->read(block, source.binding, bad, days);
  }
  bad.clear();
  if (source.scanner->look_at_end(block)) reader->read(block, source.binding, bad, days);
  return days;
}

}  // namespace csm
