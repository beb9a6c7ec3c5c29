#include "io/block_taker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "csm/error.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

/// The slot of a field that is read.
std::optional<std::size_t> slot_of(const Binding& binding, std::string_view field) {
  const auto& slots = binding.slots;
  const auto found = std::find_if(slots.begin(), slots.end(), [&](const Binding::Slot& slot) {
    return slot.name == field && slot.is_read;
  });
  if (found == slots.end()) return std::nullopt;
  return static_cast<std::size_t>(found - slots.begin());
}

std::string place_in_words(const OpenSource& source, const Place& place) {
  return fmt::format("{}:{}:{}", source.scanner->name(), place.line, place.column);
}

}  // namespace

BlockTaker::BlockTaker(OpenSource& source, const PassRules& rules, Computation& computation)
    : source_(source),
      rules_(rules),
      computation_(computation),
      sieve_(source, rules.currency, *rules.reading, rules.forms_are_settled) {
  if (rules.rejects != nullptr) rejects_ = rules.rejects->part();
  if (source.scanner->is_small()) sum_.emplace();
  const auto customer = slot_of(source.binding, "customer_id");
  if (rules.watches_customers && customer != source.binding.id_slot) customer_slot_ = customer;
}

bool BlockTaker::take(Block& block) {
  taking_ = block.order;
  try {
    take_or_hold(block);
    return true;
  } catch (...) {
    stop(taking_);
    return false;
  }
}

void BlockTaker::take_or_hold(Block& block) {
  std::optional<Block> last = cut_last_totals(block, *source_.scanner);
  if (block.rows() > 0) {
    last_with_rows_ = block.order;
    take_held(block.order);
  }
  taking_ = block.order;
  take_rows(block);
  if (last) held_.push_back(std::move(*last));
}

void BlockTaker::stop(std::uint64_t order) {
  failure_ = std::current_exception();
  stopped_at_ = order;
}

void BlockTaker::finish(std::optional<std::uint64_t> last_with_rows) {
  try {
    take_held(last_with_rows);
  } catch (...) {
    stop(taking_);
  }
}

/// Rows may be totals that no other ones follow.
void BlockTaker::take_held(std::optional<std::uint64_t> last_with_rows) {
  for (Block& rows : std::exchange(held_, {})) {
    taking_ = rows.order;
    if (!last_with_rows || rows.order >= *last_with_rows) {
      leave_last_totals_out(rows, source_, rules_.currency, sum_ ? &*sum_ : nullptr, found_.counts);
    }
    if (rows.rows() > 0) take_rows(rows);
  }
}

void BlockTaker::take_rows(Block& block) {
  if (block.stray_bytes) keep_stray_bytes(block);
  const Rows rows = sieve_.read(block, found_.counts, found_.days);
  if (sum_) sum_->add(rows);
  for (const BadRecord& record : sieve_.bad()) report_bad(block, record);
  if (rejects_ != nullptr) rejects_->add(*source_.scanner, block, sieve_.bad());
  const auto watch = [&](std::optional<std::size_t> slot, IdWatch& ids) {
    if (!slot) return;
    sieve_.for_each_good_id(block, *slot, found_.counts,
                            [&ids](std::string_view id) { ids.add(id); });
  };
  watch(source_.binding.id_slot, found_.ids);
  watch(customer_slot_, found_.customers);
  const Preset* preset = source_.binding.preset;
  if (preset != nullptr && !preset->ids_joined_by.empty()) {
    look_for_joined_ids(block, preset->ids_joined_by);
  }
  computation_.add(rows);
}

void BlockTaker::keep_stray_bytes(const Block& block) {
  found_.keep(*block.stray_bytes, place_in_words(source_, block.place(block.stray_bytes->first)));
}

void BlockTaker::report_bad(const Block& block, const BadRecord& record) {
  found_.bad_dates += record.is_of_date ? 1 : 0;
  const Reading& reading = *rules_.reading;
  if (found_.first_bad.size() >= reading.shown_bad_rows && !reading.is_strict) return;
  const std::string where = place_in_words(source_, block.place(record.offset));
  if (reading.is_strict) refuse(where, record.description() + " (--strict takes no bad row)");
  found_.first_bad.push_back({record.offset, where + ": " + record.description()});
}

void BlockTaker::look_for_joined_ids(const Block& block, std::string_view joined_by) {
  const auto slot = slot_of(source_.binding, "customer_id");
  if (!slot) return;
  sieve_.for_each_good_row(block, [&](std::size_t row) {
    const std::string_view cell = trimmed(block.cell(row, *slot));
    if (cell.find(joined_by) == std::string_view::npos) return;
    if (found_.joined_ids.cells++ > 0) return;
    const std::uint64_t offset = block.offset(row, *slot);
    found_.joined_ids.offset = offset;
    found_.joined_ids.first = place_in_words(source_, block.place(offset)) + ": " + in_quotes(cell);
  });
}

}  // namespace csm
