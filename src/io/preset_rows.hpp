#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/row_reader.hpp"
#include "presets/preset.hpp"

// What a preset makes of rows: which of them count, and what their amounts are.

namespace csm {

/// The headers that the preset names for a field; nothing where it leaves that to the usual ones.
std::optional<std::string_view> headers_of(const Preset& preset, std::string_view field);

/// Adds the columns that the preset looks at besides fields, as far as they are there.
void bind_preset(const std::vector<std::string>& header, const Preset& preset, Binding& binding);

/// The rows of a block that the preset leaves out, in order.
std::vector<BadRow> rows_left_out(const Block& block, const Binding& binding);

/// Rows have amounts, and the preset has something to do with them.
bool reads_amount(const Binding& binding);

/// By how much the preset's amounts in a currency are too large: 100 for cents.
std::int64_t minor_units(const Preset& preset, Currency currency);

/// Divides an amount; false where that is not a whole number.
bool divide(Decimal& amount, std::int64_t by);

/// The amount of the column of refunds in a row; 0 where it is blank.
Fault read_refunded(const Block& block, const Binding& binding, std::size_t row, Decimal& out);

template <class Row>
concept HasAmount = requires(Row& row) {
  row.amount = Decimal{};
  row.currency;
};

/// Brings amounts to the currency's major unit and takes off what was paid back.
template <class Row>
void settle_amounts(const Block&, const Binding&, std::span<Row>, std::vector<BadRow>&) {}
template <HasAmount Row>
void settle_amounts(const Block& block, const Binding& binding, std::span<Row> rows,
                    std::vector<BadRow>& bad) {
  const Preset& preset = *binding.preset;
  if (!reads_amount(binding)) return;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (binding.refunded_slot) {
      Decimal refunded;
      if (const Fault fault = read_refunded(block, binding, i, refunded)) {
        bad.push_back({i, *binding.refunded_slot, preset.refunded, fault});
      } else {
        rows[i].amount = rows[i].amount - refunded;
      }
    }
    if (!preset.amounts_are_minor) continue;
    if (!divide(rows[i].amount, minor_units(preset, rows[i].currency))) {
      bad.push_back({i, 0, "amount", "has more than 12 decimals in the currency's own unit"});
    }
  }
}

}  // namespace csm
