#include "io/remark.hpp"

#include <algorithm>

#include "csm/records/cell.hpp"

namespace csm {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  return out;
}

bool is_filled(const std::string& cell) { return !trimmed(cell).empty(); }

bool has_letter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
  });
}

/// Titles of sections stand where days do, or in a column that nobody reads.
bool may_hold_title(const Binding& binding, std::size_t column) {
  return std::all_of(binding.slots.begin(), binding.slots.end(), [&](const Binding::Slot& slot) {
    return slot.column != column || slot.is_date;
  });
}

/// An id or a date is filled in another cell than that one.
bool has_id_or_date_beside(const std::vector<std::string>& cells, std::size_t but,
                           const Binding& binding) {
  return std::any_of(binding.slots.begin(), binding.slots.end(), [&](const Binding::Slot& slot) {
    return (slot.rules.is_id || slot.is_date) && slot.column != but && slot.column < cells.size() &&
           is_filled(cells[slot.column]);
  });
}

/// A cell as a header's name: without a byte order mark, and the quotes that one hides.
std::string_view as_name(std::string_view cell) {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (!cell.starts_with(byte_order_mark)) return cell;
  cell.remove_prefix(byte_order_mark.size());
  const bool is_quoted = cell.size() >= 2 && cell.front() == '"' && cell.back() == '"';
  return is_quoted ? cell.substr(1, cell.size() - 2) : cell;
}

}  // namespace

bool is_total_label(std::string_view cell) {
  std::string text = lower(trimmed(cell));
  if (text.ends_with(':')) text.pop_back();
  for (const char* whole : {"total", "totals", "subtotal", "subtotals", "sum", "average", "avg",
                            "mean", "median", "count"}) {
    if (text == whole) return true;
  }
  for (const char* begin : {"total for ", "grand total", "totals ("}) {
    if (text.starts_with(begin)) return true;
  }
  return false;
}

std::string_view total_label_of(const std::vector<std::string>& cells) {
  const auto first = std::find_if(cells.begin(), cells.end(), is_filled);
  return first != cells.end() && is_total_label(*first) ? trimmed(*first) : std::string_view{};
}

bool is_footer(std::string_view text) {
  const std::string words = lower(trimmed(text));
  return words.starts_with("confidential information") || words.starts_with("copyright (c)") ||
         words.starts_with("copyright \xc2\xa9");
}

std::optional<std::size_t> key_slot(const Binding& binding) {
  const auto key =
      std::find_if(binding.slots.begin(), binding.slots.end(),
                   [](const Binding::Slot& slot) { return slot.rules.is_id || slot.is_date; });
  if (key == binding.slots.end()) return std::nullopt;
  return static_cast<std::size_t>(key - binding.slots.begin());
}

bool is_total(const std::vector<std::string>& cells, const Binding& binding) {
  const auto first = std::find_if(cells.begin(), cells.end(), is_filled);
  return first != cells.end() && is_total_label(*first) &&
         !has_id_or_date_beside(cells, static_cast<std::size_t>(first - cells.begin()), binding);
}

bool is_remark(const std::vector<std::string>& cells, const Binding& binding, std::size_t columns) {
  const auto first = std::find_if(cells.begin(), cells.end(), is_filled);
  if (first == cells.end() || cells.size() > columns) return false;
  const auto column = static_cast<std::size_t>(first - cells.begin());
  if (is_total(cells, binding)) return true;
  if (std::any_of(first + 1, cells.end(), is_filled)) return false;
  if (is_footer(*first)) return true;
  const bool is_whole = columns > 2 && cells.size() == columns;
  return is_whole && column == 0 && has_letter(*first) && !is_missing(trimmed(*first)) &&
         may_hold_title(binding, 0);
}

bool repeats_header(std::span<const std::string_view> cells, const Binding& binding,
                    const std::vector<std::string>& header) {
  for (std::size_t slot = 0; slot < cells.size(); ++slot) {
    if (as_name(cells[slot]) != trimmed(header[binding.slots[slot].column])) return false;
  }
  return !cells.empty();
}

}  // namespace csm
