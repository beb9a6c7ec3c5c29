#include "io/row_sieve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "io/column_forms.hpp"
#include "io/remark.hpp"

namespace csm {
namespace {

/// The first four bytes of a text as one word, as if all letters were small; blanks where it ends.
constexpr std::uint32_t first_letters(std::string_view text) {
  std::array<char, 4> bytes = {' ', ' ', ' ', ' '};
  for (std::size_t i = 0; i < std::min(text.size(), bytes.size()); ++i) {
    bytes[i] = static_cast<char>(text[i] | 0x20);
  }
  return std::bit_cast<std::uint32_t>(bytes);
}

/// Beginnings of words, each in a place of its own by a product: a text is compared with one only.
class WordBegins {
 public:
  consteval explicit WordBegins(std::initializer_list<std::string_view> words) {
    while (!places_all(words)) factor_ += 2;
  }
  bool has(std::uint32_t begin) const { return begins_[place_of(begin)] == begin; }

 private:
  constexpr std::size_t place_of(std::uint32_t begin) const { return (begin * factor_) >> 28; }
  constexpr bool places_all(std::initializer_list<std::string_view> words) {
    begins_ = {};
    for (const std::string_view word : words) {
      std::uint32_t& place = begins_[place_of(first_letters(word))];
      if (place != 0) return false;
      place = first_letters(word);
    }
    return true;
  }

  std::uint32_t factor_ = 0x9e3779b1;
  std::array<std::uint32_t, 16> begins_{};
};

/// Whether a text begins like the label of a total (io/remark.hpp), in any case: without that, and
/// it is cheap to see, it is none.
inline bool may_begin_total(std::string_view text) {
  static constexpr WordBegins words({"total", "subtotal", "grand", "average", "mean", "median",
                                     "count", "sum", "sum:", "avg", "avg:"});
  if (text.size() < 4) return text.size() == 3;
  std::uint32_t begin;
  std::memcpy(&begin, text.data(), sizeof begin);
  return words.has(begin | first_letters(""));
}

/// Whether the first word of the line can be that of a total.
bool stands_in_line_of_total(const Block& block, std::uint64_t offset) {
  const auto at = static_cast<std::size_t>(offset - block.text_offset());
  const std::string_view text = block.text();
  const std::size_t end = text.substr(0, at).find_last_of("\r\n");
  std::size_t i = end == std::string_view::npos ? 0 : end + 1;
  const auto is_letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
  while (i < text.size() && !is_letter(text[i]) && text[i] != '\n') ++i;
  std::size_t word_end = i;
  while (word_end < text.size() && is_letter(text[word_end])) ++word_end;
  return may_begin_total(text.substr(i, word_end - i));
}

void drop_row(Block& block, std::size_t row) {
  const auto at = static_cast<std::ptrdiff_t>(row);
  for (Block::Column& column : block.columns) {
    column.cells.erase(column.cells.begin() + at);
    if (!column.offsets.empty()) column.offsets.erase(column.offsets.begin() + at);
  }
}

}  // namespace

void RowCounts::merge(const RowCounts& other) {
  rows += other.rows;
  bad += other.bad;
  for (const auto& [reason, count] : other.left_out) left_out[reason] += count;
  remarks += other.remarks;
  repeated_headers += other.repeated_headers;
  protected_ids += other.protected_ids;
}

std::vector<std::string> notes_of(const RowCounts& counts) {
  std::vector<std::string> notes;
  const auto note = [&notes](std::int64_t n, const char* one, const char* more) {
    if (n > 0) notes.push_back(fmt::format("{} {}", n, n == 1 ? one : more));
  };
  note(counts.remarks, "total, section or footer is left out",
       "totals, sections and footers are left out");
  note(counts.repeated_headers, "repeated header is left out", "repeated headers are left out");
  note(counts.protected_ids, "id is read without the ' in front of it, which spreadsheets need",
       "ids are read without the ' in front of them, which spreadsheets need");
  return notes;
}

RowSieve::RowSieve(const OpenSource& source, std::optional<Currency> currency,
                   const Reading& reading, bool forms_are_settled)
    : source_(source),
      reading_(reading),
      forms_are_settled_(forms_are_settled),
      reader_(make_row_reader(*source.input, source.scanner->name(), currency)) {
  const auto& slots = source.binding.slots;
  const auto key = std::find_if(slots.begin(), slots.end(), [](const Binding::Slot& slot) {
    return slot.rules.is_id || slot.is_date;
  });
  if (key != slots.end()) key_slot_ = static_cast<std::size_t>(key - slots.begin());
}

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
    drop_row(block, row);
  }
}

bool RowSieve::is_total_at(const Block& block, std::size_t row) const {
  const std::uint64_t offset = block.offset(row, 0);
  return stands_in_line_of_total(block, offset) &&
         is_total(source_.scanner->record_with_cell(block, offset), source_.binding);
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
