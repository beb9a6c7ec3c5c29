#include "io/source_pass.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <limits>
#include <thread>

#include "csm/error.hpp"
#include "csm/threads.hpp"
#include "io/bad_records.hpp"
#include "io/column_forms.hpp"
#include "io/remark.hpp"

namespace csm {
namespace {

bool may_begin_total(char c) { return c == 'T' || c == 't' || c == 'G' || c == 'g'; }

/// Whether the first word of the line can be that of "Total" or "Grand total": without it, and that
/// is cheap to see, the record is none.
bool stands_in_line_of_total(const Block& block, std::uint64_t offset) {
  const auto at = static_cast<std::size_t>(offset - block.text_offset());
  const std::string_view text = block.text();
  const std::size_t end = text.substr(0, at).find_last_of("\r\n");
  std::size_t i = end == std::string_view::npos ? 0 : end + 1;
  const auto is_letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
  while (i < text.size() && !is_letter(text[i]) && text[i] != '\n') ++i;
  std::string word(text.substr(i, 5));
  for (char& c : word) c = static_cast<char>(c | 0x20);
  return word == "total" || word == "grand";
}

void drop_row(Block& block, std::size_t row) {
  const auto at = static_cast<std::ptrdiff_t>(row);
  for (Block::Column& column : block.columns) {
    column.cells.erase(column.cells.begin() + at);
    if (!column.offsets.empty()) column.offsets.erase(column.offsets.begin() + at);
  }
}

/// One thread's way through the blocks of a source.
class BlockTaker {
 public:
  BlockTaker(OpenSource& source, const PassRules& rules, Computation& computation)
      : source_(source),
        rules_(rules),
        computation_(computation),
        reader_(make_row_reader(*source.input, source.scanner->name(), rules.currency)) {
    if (rules.rejects != nullptr) rejects_ = rules.rejects->part();
    const auto& slots = source.binding.slots;
    for (std::size_t i = 0; i < slots.size() && rules.watches_customers; ++i) {
      if (slots[i].name == "customer_id" && slots[i].is_read) customer_slot_ = i;
    }
  }

  /// Takes blocks until none is left, or none before the one that stopped another thread: what
  /// comes first in the file is to be found whichever thread fails first.
  void run(std::atomic<std::uint64_t>& stopped_at) {
    try {
      while (source_.scanner->next(block_) && block_.order < stopped_at) take();
    } catch (...) {
      failure_ = std::current_exception();
      std::uint64_t before = stopped_at;
      while (block_.order < before && !stopped_at.compare_exchange_weak(before, block_.order)) {
      }
    }
  }

  Findings& found() { return found_; }
  const RejectsPart* rejects() const { return rejects_.get(); }
  /// What stopped the thread, in the block of that order.
  const std::exception_ptr& failure() const { return failure_; }
  std::uint64_t order() const { return block_.order; }

 private:
  void take() {
    bad_.clear();
    leave_out_totals();
    const Rows rows = reader_->read(block_, source_.binding, bad_, found_.days);
    found_.rows += static_cast<std::int64_t>(block_.rows() + block_.damages.size());
    const std::int64_t left_out_before = found_.remarks + found_.repeated_headers;
    for (const RowReader::OddCell& cell : reader_->odd_cells()) {
      check_form(source_.binding.slots[cell.slot], block_.cell(cell.row, cell.slot));
    }
    report_bad_rows();
    found_.rows -= found_.remarks + found_.repeated_headers - left_out_before;
    watch_ids();
    computation_.add(rows);
  }

  /// Leaves totals out before rows are read: where a date may be blank they would be good rows.
  void leave_out_totals() {
    const auto& slots = source_.binding.slots;
    const auto key = std::find_if(slots.begin(), slots.end(), [](const Binding::Slot& slot) {
      return slot.rules.is_id || slot.is_date;
    });
    if (key == slots.end()) return;
    const auto slot = static_cast<std::size_t>(key - slots.begin());
    for (std::size_t row = block_.rows(); row-- > 0;) {
      const std::string_view cell = block_.cell(row, slot);
      if (!cell.empty() && !may_begin_total(cell.front())) continue;
      const std::uint64_t offset = block_.offset(row, 0);
      if (!stands_in_line_of_total(block_, offset)) continue;
      const auto cells = source_.scanner->record_with_cell(block_, offset);
      if (!is_total(cells, source_.binding)) continue;
      ++found_.remarks;
      drop_row(block_, row);
    }
  }

  /// A value that is one in another form: the whole column has not been looked at yet.
  void check_form(const Binding::Slot& slot, std::string_view cell) const {
    if (!rules_.forms_are_settled && fits_other_form(trimmed(cell), slot, *rules_.reading)) {
      throw OtherForm{};
    }
  }

  /// Describes damaged records and bad rows in the order of the file; what is no row at all is only
  /// counted.
  void report_bad_rows() {
    if (bad_.empty() && block_.damages.empty()) return;
    std::vector<BadRow> bad;
    for (const BadRow& row : bad_) {
      if (row.left_out != nullptr) {
        ++found_.left_out[row.left_out->reason];
      } else if (!is_no_row(row.row)) {
        found_.bad_dates += source_.binding.slots[row.slot].is_date ? 1 : 0;
        bad.push_back(row);
      }
    }
    std::vector<BadRecord> records = bad_records(block_, source_.binding, bad);
    std::erase_if(records, [this](const BadRecord& record) {
      return record.is_damaged() && is_remark_at(record.offset);
    });
    for (const BadRecord& record : records) report_bad(record);
    if (rejects_ != nullptr) rejects_->add(*source_.scanner, block_, records);
  }

  /// Counts a bad row as what it is where it is no row: a header that is repeated, or a remark.
  bool is_no_row(std::size_t row) {
    const auto& slots = source_.binding.slots;
    std::vector<std::string_view> cells;
    std::size_t ids_and_dates = 0;
    for (std::size_t slot = 0; slot < slots.size(); ++slot) {
      cells.push_back(trimmed(block_.cell(row, slot)));
      const bool counts = slots[slot].rules.is_id || slots[slot].is_date;
      if (counts && !cells.back().empty()) ++ids_and_dates;
    }
    if (repeats_header(cells, source_.binding, source_.scanner->header())) {
      ++found_.repeated_headers;
      return true;
    }
    return ids_and_dates <= 1 && is_remark_at(block_.offset(row, 0));
  }

  /// Counts the record with the cell that begins there where it is a remark.
  bool is_remark_at(std::uint64_t offset) {
    const bool is = is_remark(source_.scanner->record_with_cell(block_, offset), source_.binding,
                              source_.scanner->header().size());
    found_.remarks += is ? 1 : 0;
    return is;
  }

  void report_bad(const BadRecord& record) {
    ++found_.bad;
    const Reading& reading = *rules_.reading;
    if (found_.first_bad.size() >= reading.shown_bad_rows && !reading.is_strict) return;
    const Place place = block_.place(record.offset);
    const std::string where =
        fmt::format("{}:{}:{}", source_.scanner->name(), place.line, place.column);
    if (reading.is_strict) refuse(where, record.description() + " (--strict takes no bad row)");
    found_.first_bad.push_back({record.offset, where + ": " + record.description()});
  }

  void watch_ids() {
    if (source_.binding.id_slot) watch(*source_.binding.id_slot, found_.ids);
    if (customer_slot_) watch(*customer_slot_, found_.customers);
  }

  /// Of the good rows.
  template <class Watch>
  void watch(std::size_t slot, Watch& watch) {
    const auto& ids = block_.columns[slot].cells;
    std::size_t row = 0;
    const auto watch_up_to = [&](std::size_t end) {
      for (; row < end; ++row) watch.add(trimmed(ids[row]));
    };
    for (const BadRow& bad : bad_) {
      watch_up_to(bad.row);
      row = bad.row + 1;
    }
    watch_up_to(ids.size());
  }

  OpenSource& source_;
  const PassRules& rules_;
  Computation& computation_;
  std::unique_ptr<RowReader> reader_;
  Block block_;
  std::vector<BadRow> bad_;
  Findings found_;
  std::unique_ptr<RejectsPart> rejects_;
  std::optional<std::size_t> customer_slot_;
  std::exception_ptr failure_;
};

std::size_t threads_for(const OpenSource& source, const Reading& reading) {
  if (source.scanner->is_small()) return 1;
  if (reading.threads > 0) return reading.threads;
  return std::max(1U, std::thread::hardware_concurrency());
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

void Findings::merge(const Findings& other) {
  rows += other.rows;
  bad += other.bad;
  bad_dates += other.bad_dates;
  for (const auto& [reason, count] : other.left_out) left_out[reason] += count;
  remarks += other.remarks;
  repeated_headers += other.repeated_headers;
  first_bad.insert(first_bad.end(), other.first_bad.begin(), other.first_bad.end());
  days.merge(other.days);
  customers.merge(other.customers);
}

Findings pass_over(OpenSource& source, const PassRules& rules, Computation& computation) {
  if (rules.is_last) source.bytes->announce_last_pass();
  source.scanner->restart();
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
    computation.merge(*forks[i - 1]);
  }
  std::sort(found.first_bad.begin(), found.first_bad.end(),
            [](const auto& a, const auto& b) { return a.offset < b.offset; });
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
