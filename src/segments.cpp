#include "csm/segments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "csm/error.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

/// Bands by the numbers that they begin with, as they are typed: each up to the next number.
void read_bands(std::string_view list, const std::string& asked_by, Cut& cut) {
  std::string before;
  while (true) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string text(trimmed(list.substr(0, comma)));
    const DecimalReading edge = read_decimal(text);
    if (edge.fault != DecimalFault::none) {
      usage_error(asked_by, in_quotes(text) + " is no number that a band begins with");
    }
    if (!cut.edges.empty() && !(cut.edges.back() < edge.value)) {
      usage_error(asked_by, "the numbers that bands begin with have to rise");
    }
    cut.bands.push_back(before.empty() ? "below " + text : before + ".." + text);
    cut.edges.push_back(edge.value);
    before = text;
    if (comma == list.size()) break;
    list.remove_prefix(comma + 1);
  }
  cut.bands.push_back(before + "+");
}

/// What a segment's texts take, by which it is found and in which it is shown.
std::size_t memory_of(const std::vector<Cut::Part>& parts) {
  constexpr std::size_t node = memory_of_piece(
      4 * sizeof(void*) + sizeof(std::pair<const std::vector<std::string>, Segments::Code>));
  std::size_t bytes = node + 2 * sizeof(std::vector<Cut::Part>) +
                      memory_of_piece(parts.size() * sizeof(std::string)) +
                      memory_of_piece(parts.size() * sizeof(Cut::Part));
  for (const Cut::Part& part : parts) bytes += 2 * memory_beside(part.text);
  return bytes;
}

}  // namespace

Fault Cut::part_of(std::string_view cell, const CellRules& rules, Part& out) const {
  out.order = 0;
  if (cell.empty() || (edges.empty() && !grain)) {
    out.text = cell;
    return nullptr;
  }
  if (grain) {
    Date day{};
    if (const Fault fault = read_value(cell, rules, day)) return fault;
    out.text = unit_of(day, *grain).label;
    return nullptr;
  }
  Decimal number;
  if (const Fault fault = read_value(cell, rules, number)) return fault;
  const auto band = static_cast<std::size_t>(std::upper_bound(edges.begin(), edges.end(), number) -
                                             edges.begin());
  out.order = static_cast<std::int32_t>(band) + 1;
  out.text = bands[band];
  return nullptr;
}

Cut read_cut(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  Cut cut{text, {}, {}, {}};
  if (text.empty()) usage_error("--by", "names no column");
  if (colon == std::string::npos || colon == 0) return cut;
  const std::string_view behind = trimmed(std::string_view(text).substr(colon + 1));
  const bool is_number = !behind.empty() && std::string_view("0123456789-+.").find(behind[0]) !=
                                                std::string_view::npos;
  const bool is_word = behind.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == behind.npos;
  if (!is_number && (behind.empty() || !is_word)) return cut;  // a column whose name has a colon
  cut.column = text.substr(0, colon);
  const std::string asked_by = "--by " + shown(text);
  if (is_number) {
    read_bands(behind, asked_by, cut);
  } else {
    cut.grain = read_grain(behind, asked_by);
  }
  return cut;
}

std::shared_ptr<Segments> Segments::of_rows(const std::vector<std::string>& columns) {
  std::vector<Cut> cuts;
  for (const std::string& column : columns) cuts.push_back({column, {}, {}, {}});
  auto rows = std::make_shared<Segments>(std::move(cuts), std::numeric_limits<Code>::max());
  rows->are_of_rows_ = true;
  return rows;
}

Segments::Code Segments::code_of(const std::vector<Cut::Part>& parts) {
  std::vector<std::string> texts;
  for (const Cut::Part& part : parts) texts.push_back(part.text);
  const std::lock_guard lock(mutex_);
  const auto known = codes_.find(texts);
  if (known != codes_.end()) return known->second;
  if (parts_.size() == most_) {
    std::string columns;
    for (const Cut& cut : cuts_) columns += (columns.empty() ? "" : " --by ") + shown(cut.column);
    usage_error("--by " + columns,
                fmt::format("there are more than {} segments; take a column with fewer values, "
                            "bands such as mrr:0,100,1000, or allow more: --max-segments {}",
                            most_, most_ * 10));
  }
  memory_.take(memory_of(parts));
  parts_.push_back(parts);
  const auto code = static_cast<Code>(parts_.size());
  codes_.emplace(std::move(texts), code);
  return code;
}

std::vector<std::string> Segments::texts_of(Code code) const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> texts;
  if (code == none) {
    texts.resize(cuts_.size() + (are_of_rows_ ? 1 : 0));
  } else {
    for (const Cut::Part& part : parts_[code - 1]) texts.push_back(part.text);
  }
  return texts;
}

bool Segments::stands_before(Code a, Code b) const {
  const std::lock_guard lock(mutex_);
  const auto& first = parts_[a - 1];
  const auto& second = parts_[b - 1];
  return std::lexicographical_compare(first.begin(), first.end(), second.begin(), second.end(),
                                      [](const Cut::Part& x, const Cut::Part& y) {
                                        return x.order != y.order ? x.order < y.order
                                                                  : x.text < y.text;
                                      });
}

bool Segments::has_smaller_text(Code a, Code b) const {
  const std::lock_guard lock(mutex_);
  const auto& first = parts_[a - 1];
  const auto& second = parts_[b - 1];
  return std::lexicographical_compare(
      first.begin(), first.end(), second.begin(), second.end(),
      [](const Cut::Part& x, const Cut::Part& y) { return x.text < y.text; });
}

std::vector<Segments::Code> Segments::all() const {
  std::vector<Code> codes;
  {
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < parts_.size(); ++i) codes.push_back(static_cast<Code>(i + 1));
  }
  std::sort(codes.begin(), codes.end(), [this](Code a, Code b) { return stands_before(a, b); });
  return codes;
}

}  // namespace csm
