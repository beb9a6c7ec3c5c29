#include "io/source_pass.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <limits>
#include <thread>

#include "csm/error.hpp"
#include "csm/threads.hpp"
#include "io/last_totals.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

/// One thread's way through the blocks of a source.
class BlockTaker {
 public:
  BlockTaker(OpenSource& source, const PassRules& rules, Computation& computation)
      : source_(source),
        rules_(rules),
        computation_(computation),
        sieve_(source, rules.currency, *rules.reading, rules.forms_are_settled) {
    if (rules.rejects != nullptr) rejects_ = rules.rejects->part();
    if (source.scanner->is_small()) sum_.emplace();
    const auto& slots = source.binding.slots;
    for (std::size_t i = 0; i < slots.size() && rules.watches_customers; ++i) {
      if (slots[i].name == "customer_id" && slots[i].is_read && source.binding.id_slot != i) {
        customer_slot_ = i;
      }
    }
  }

  /// Takes blocks until none is left, or none before the one that stopped another thread: what
  /// comes first in the file is to be found whichever thread fails first.
  void run(std::atomic<std::uint64_t>& stopped_at) {
    try {
      while (source_.scanner->next(block_) && block_.order < stopped_at) take_or_hold();
    } catch (...) {
      fail();
      std::uint64_t before = stopped_at;
      while (failed_at_ < before && !stopped_at.compare_exchange_weak(before, failed_at_)) {
      }
    }
  }

  /// The last block with rows that are not held back.
  std::optional<std::uint64_t> last_with_rows() const { return last_with_rows_; }

  /// Takes the rows that are held back, once all threads have come to the end and it is known which
  /// block of them all has the last rows but those. They come before what has stopped this one.
  void finish(std::optional<std::uint64_t> last_with_rows) {
    try {
      take_held(last_with_rows);
    } catch (...) {
      fail();
    }
  }

  Findings& found() { return found_; }
  const RejectsPart* rejects() const { return rejects_.get(); }
  /// What stopped the thread, in the block of that order.
  const std::exception_ptr& failure() const { return failure_; }
  std::uint64_t order() const { return failed_at_; }

 private:
  void fail() {
    failure_ = std::current_exception();
    failed_at_ = block_.order;
  }

  /// Takes a block, but for its last rows where those are called as totals are: what they are shows
  /// what comes behind them.
  void take_or_hold() {
    std::optional<Block> last = cut_last_totals(block_, *source_.scanner);
    if (block_.rows() > 0) {
      last_with_rows_ = block_.order;
      if (!held_.empty()) {
        Block next = std::move(block_);
        take_held(next.order);
        block_ = std::move(next);
      }
    }
    take();
    if (last) held_.push_back(std::move(*last));
  }

  /// Takes what is held back; rows may be totals that no other ones follow.
  void take_held(std::optional<std::uint64_t> last_with_rows) {
    for (Block& rows : std::exchange(held_, {})) {
      block_ = std::move(rows);
      if (!last_with_rows || block_.order >= *last_with_rows) {
        leave_last_totals_out(block_, source_, rules_.currency, sum_ ? &*sum_ : nullptr,
                              found_.counts);
      }
      if (block_.rows() > 0) take();
    }
  }

  void take() {
    if (block_.stray_bytes) keep_stray_bytes();
    const Rows rows = sieve_.read(block_, found_.counts, found_.days);
    if (sum_) sum_->add(rows);
    for (const BadRecord& record : sieve_.bad()) report_bad(record);
    if (rejects_ != nullptr) rejects_->add(*source_.scanner, block_, sieve_.bad());
    if (source_.binding.id_slot) watch(*source_.binding.id_slot, found_.ids);
    if (customer_slot_) watch(*customer_slot_, found_.customers);
    if (source_.binding.preset != nullptr) look_for_joined_ids(*source_.binding.preset);
    computation_.add(rows);
  }

  void keep_stray_bytes() {
    const Place place = block_.place(block_.stray_bytes->first);
    found_.keep(*block_.stray_bytes,
                fmt::format("{}:{}:{}", source_.scanner->name(), place.line, place.column));
  }

  void report_bad(const BadRecord& record) {
    found_.bad_dates += record.is_of_date ? 1 : 0;
    const Reading& reading = *rules_.reading;
    if (found_.first_bad.size() >= reading.shown_bad_rows && !reading.is_strict) return;
    const Place place = block_.place(record.offset);
    const std::string where =
        fmt::format("{}:{}:{}", source_.scanner->name(), place.line, place.column);
    if (reading.is_strict) refuse(where, record.description() + " (--strict takes no bad row)");
    found_.first_bad.push_back({record.offset, where + ": " + record.description()});
  }

  void look_for_joined_ids(const Preset& preset) {
    if (preset.ids_joined_by.empty()) return;
    const auto& slots = source_.binding.slots;
    const auto customer = std::find_if(slots.begin(), slots.end(), [](const Binding::Slot& slot) {
      return slot.name == "customer_id" && slot.is_read;
    });
    if (customer == slots.end()) return;
    const auto slot = static_cast<std::size_t>(customer - slots.begin());
    sieve_.for_each_good_row(block_, [&](std::size_t row) {
      const std::string_view cell = trimmed(block_.cell(row, slot));
      if (cell.find(preset.ids_joined_by) == std::string_view::npos) return;
      if (found_.joined_ids.cells++ > 0) return;
      const std::uint64_t offset = block_.offset(row, slot);
      const Place place = block_.place(offset);
      found_.joined_ids.offset = offset;
      found_.joined_ids.first = fmt::format("{}:{}:{}: {}", source_.scanner->name(), place.line,
                                            place.column, in_quotes(cell));
    });
  }

  void watch(std::size_t slot, IdWatch& watch) {
    sieve_.for_each_good_id(block_, slot, found_.counts,
                            [&watch](std::string_view id) { watch.add(id); });
  }

  OpenSource& source_;
  const PassRules& rules_;
  Computation& computation_;
  RowSieve sieve_;
  Block block_;
  Findings found_;
  std::unique_ptr<RejectsPart> rejects_;
  std::optional<std::size_t> customer_slot_;
  std::vector<Block> held_;  ///< rows that are called as totals are, no other ones behind them yet
  std::optional<AmountSum> sum_;  ///< of a small file
  std::optional<std::uint64_t> last_with_rows_;
  std::exception_ptr failure_;
  std::uint64_t failed_at_ = 0;
};

std::size_t threads_for(const OpenSource& source, const Reading& reading) {
  if (source.scanner->is_small()) return 1;
  if (reading.threads > 0) return reading.threads;
  return std::max(1U, std::thread::hardware_concurrency());
}

/// Takes the rows that were held back: some of them may end the file.
void finish(const std::vector<std::unique_ptr<BlockTaker>>& takers) {
  std::optional<std::uint64_t> last;
  for (const auto& taker : takers) last = std::max(last, taker->last_with_rows());
  for (const auto& taker : takers) taker->finish(last);
}

/// Rethrows what comes first in the file of what stopped threads.
void rethrow_first(const std::vector<std::unique_ptr<BlockTaker>>& takers) {
  const BlockTaker* first = nullptr;
  for (const auto& taker : takers) {
    if (taker->failure() && (first == nullptr || taker->order() < first->order())) {
      first = taker.get();
    }
  }
  if (first != nullptr) std::rethrow_exception(first->failure());
}

}  // namespace

void JoinedIds::merge(const JoinedIds& other) {
  if (other.cells > 0 && (cells == 0 || other.offset < offset)) {
    offset = other.offset;
    first = other.first;
  }
  cells += other.cells;
}

void Findings::merge(const Findings& other) {
  counts.merge(other.counts);
  bad_dates += other.bad_dates;
  first_bad.insert(first_bad.end(), other.first_bad.begin(), other.first_bad.end());
  days.merge(other.days);
  customers.merge(other.customers);
}

void Findings::keep(const StrayBytes& stray, const std::string& where) {
  if (!stray_bytes || stray.first < stray_bytes->first) first_stray = where;
  stray_bytes = stray_bytes ? StrayBytes{std::min(stray_bytes->first, stray.first),
                                         stray_bytes->count + stray.count}
                            : stray;
}

Findings pass_over(OpenSource& source, const PassRules& rules, Computation& computation) {
  if (rules.is_last) source.bytes->announce_last_pass();
  source.scanner->start_pass();
  const std::size_t threads = threads_for(source, *rules.reading);
  std::vector<std::unique_ptr<Computation>> forks;
  std::vector<std::unique_ptr<BlockTaker>> takers;
  takers.push_back(std::make_unique<BlockTaker>(source, rules, computation));
  for (std::size_t i = 1; i < threads; ++i) {
    forks.push_back(computation.fork());
    takers.push_back(std::make_unique<BlockTaker>(source, rules, *forks.back()));
  }
  std::atomic<std::uint64_t> stopped_at = std::numeric_limits<std::uint64_t>::max();
  run_on_threads(threads, [&](std::size_t i) { takers[i]->run(stopped_at); });
  finish(takers);
  rethrow_first(takers);
  if (rules.rejects != nullptr) {
    std::vector<const RejectsPart*> parts;
    for (const auto& taker : takers) parts.push_back(taker->rejects());
    rules.rejects->take(parts);
  }
  Findings found = std::move(takers[0]->found());
  for (std::size_t i = 1; i < threads; ++i) {
    found.merge(takers[i]->found());
    found.ids.merge(takers[i]->found().ids);
    const Findings& other = takers[i]->found();
    if (other.stray_bytes) found.keep(*other.stray_bytes, other.first_stray);
    found.joined_ids.merge(other.joined_ids);
    computation.merge(*forks[i - 1]);
  }
  const auto bring_in_order = [](auto& told) {
    std::sort(told.begin(), told.end(),
              [](const auto& a, const auto& b) { return a.offset < b.offset; });
  };
  bring_in_order(found.first_bad);
  bring_in_order(found.counts.totals_left_out);
  bring_in_order(found.counts.totals_counted);
  if (found.first_bad.size() > rules.reading->shown_bad_rows) {
    found.first_bad.resize(rules.reading->shown_bad_rows);
  }
  return found;
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
