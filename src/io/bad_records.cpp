#include "io/bad_records.hpp"

#include <algorithm>

#include "text/shown.hpp"

namespace csm {

std::string BadRecord::reason() const {
  return (cell.empty() ? "" : in_quotes(cell) + " ") + std::string(fault);
}

std::string BadRecord::description() const {
  return (field.empty() ? "" : std::string(field) + ": ") + reason();
}

std::vector<BadRecord> bad_records(const Block& block, const Binding& binding,
                                   const std::vector<BadRow>& rows) {
  std::vector<BadRecord> records;
  records.reserve(rows.size() + block.damages.size());
  for (const BadRow& row : rows) {
    const std::string_view cell =
        binding.slots[row.slot].name == row.field ? trimmed(block.cell(row.row, row.slot)) : "";
    records.push_back({block.offset(row.row, row.slot), row.field, row.fault, cell,
                       binding.slots[row.slot].is_date});
  }
  const auto behind_rows = static_cast<std::ptrdiff_t>(records.size());
  for (const Damage& damage : block.damages) {
    records.push_back({damage.offset, {}, damage.message, {}});
  }
  std::inplace_merge(records.begin(), records.begin() + behind_rows, records.end(),
                     [](const auto& a, const auto& b) { return a.offset < b.offset; });
  return records;
}

}  // namespace csm
