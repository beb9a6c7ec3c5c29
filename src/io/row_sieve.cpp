#include "io/row_sieve.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "io/column_forms.hpp"
#include "io/remark.hpp"
#include "io/total_label.hpp"

namespace csm {

void RowCounts::merge(const RowCounts& other) {
  rows += other.rows;
  bad += other.bad;
  for (const auto& [reason, count] : other.left_out) left_out[reason] += count;
  remarks += other.remarks;
  repeated_headers += other.repeated_headers;
  protected_ids += other.protected_ids;
  const auto append = [](std::vector<Told>& to, const std::vector<Told>& from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  append(totals_left_out, other.totals_left_out);
  append(totals_counted, other.totals_counted);
}

std::vector<std::string> notes_of(const RowCounts& counts, const std::string& file) {
  std::vector<std::string> notes;
  const std::string prefix = file.empty() ? "" : file + ": ";
  const auto note = [&](std::int64_t n, const char* one, const char* more) {
    if (n > 0) notes.push_back(fmt::format("{}{} {}", prefix, n, n == 1 ? one : more));
  };
  note(counts.remarks, "total, section or footer is left out",
       "totals, sections and footers are left out");
  note(counts.repeated_headers, "repeated header is left out", "repeated headers are left out");
  note(counts.protected_ids, "id is read without the ' in front of it, which spreadsheets need",
       "ids are read without the ' in front of them, which spreadsheets need");
  for (const RowCounts::Told& total : counts.totals_left_out) notes.push_back(total.text);
  return notes;
}

RowSieve::RowSieve(const OpenSource& source, std::optional<Currency> currency,
                   const Reading& reading, bool forms_are_settled)
    : source_(source),
      reading_(reading),
      forms_are_settled_(forms_are_settled),
      reader_(make_row_reader(*source.input, source.scanner->name(), currency)),
      key_slot_(key_slot(source.binding)) {}

Rows RowSieve::read(Block& block, RowCounts& counts, Days& days) {
  odd_.clear();
  bad_.clear();
  if (key_slot_) take_totals_out(block, counts);
  const Rows rows = reader_->read(block, source_.binding, odd_, days);
  counts.rows += static_cast<std::int64_t>(block.rows() + block.damages.size());
  if (!forms_are_settled_) check_forms(block);
  if (!odd_.empty() || !block.damages.empty()) sort_out(block, counts);
  return rows;
}

/// Before rows are read: where a date may be blank totals would be good rows.
void RowSieve::take_totals_out(Block& block, RowCounts& counts) const {
  const auto& cells = block.columns[*key_slot_].cells;
  for (std::size_t row = cells.size(); row-- > 0;) {
    if (!cells[row].empty() && !may_begin_total(cells[row])) continue;
    if (!is_total_at(block, row)) continue;
    ++counts.remarks;
    block.drop_row(row);
  }
}

bool RowSieve::is_total_at(const Block& block, std::size_t row) const {
  return is_total(record_like_total(*source_.scanner, block, row), source_.binding);
}

/// Looks for a value that is one in another form: the whole column has not been looked at yet.
void RowSieve::check_forms(const Block& block) const {
  for (const RowReader::OddCell& odd : reader_->odd_cells()) {
    const std::string_view cell = trimmed(block.cell(odd.row, odd.slot));
    if (fits_other_form(cell, source_.binding.slots[odd.slot], reading_)) throw OtherForm{};
  }
}

/// Finds the bad ones of the rows that are not good and of damaged records.
void RowSieve::sort_out(const Block& block, RowCounts& counts) {
  std::vector<BadRow> bad;
  for (const BadRow& row : odd_) {
    if (row.left_out != nullptr) {
      ++counts.left_out[row.left_out->reason];
    } else if (is_no_row(block, row.row, counts)) {
      --counts.rows;
    } else {
      bad.push_back(row);
    }
  }
  bad_ = bad_records(block, source_.binding, bad);
  counts.rows -= static_cast<std::int64_t>(std::erase_if(bad_, [&](const BadRecord& record) {
    return record.is_damaged() && is_remark_at(block, record.offset, counts);
  }));
  counts.bad += static_cast<std::int64_t>(bad_.size());
}

/// Counts a row that is not good as what it is where it is no row: a header that is repeated, or a
/// remark.
bool RowSieve::is_no_row(const Block& block, std::size_t row, RowCounts& counts) const {
  const auto& slots = source_.binding.slots;
  std::vector<std::string_view> cells;
  std::size_t ids_and_dates = 0;
  for (std::size_t slot = 0; slot < slots.size(); ++slot) {
    cells.push_back(trimmed(block.cell(row, slot)));
    const bool is_read_before =
        std::any_of(slots.begin(), slots.begin() + static_cast<std::ptrdiff_t>(slot),
                    [&](const Binding::Slot& other) { return other.column == slots[slot].column; });
    const bool counts_here = !is_read_before && (slots[slot].rules.is_id || slots[slot].is_date);
    if (counts_here && !cells.back().empty()) ++ids_and_dates;
  }
  if (repeats_header(cells, source_.binding, source_.scanner->header())) {
    ++counts.repeated_headers;
    return true;
  }
  return ids_and_dates <= 1 && is_remark_at(block, block.offset(row, 0), counts);
}

/// Counts the record with the cell that begins there where it is a remark.
bool RowSieve::is_remark_at(const Block& block, std::uint64_t offset, RowCounts& counts) const {
  const bool is = is_remark(source_.scanner->record_with_cell(block, offset), source_.binding,
                            source_.scanner->header().size());
  counts.remarks += is ? 1 : 0;
  return is;
}

}  // namespace csm
