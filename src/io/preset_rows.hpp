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

/// Adds the columns that the preset looks at besides fields, as far as they are there, for rows of
/// a kind of survey (Input::survey).
void bind_preset(const std::vector<std::string>& header, const Preset& preset,
                 std::string_view survey, Binding& binding);

/// The rows of a block that the preset leaves out, in order.
std::vector<BadRow> rows_left_out(const Block& block, const Binding& binding);

/// The column of amounts that the preset has something to do with; null where there is none.
const Binding::Slot* settled_amount(const Binding& binding);

/// By how much the preset's amounts in a currency are too large: 100 for cents.
std::int64_t minor_units(const Preset& preset, Currency currency);

/// Divides an amount; false where that is not a whole number.
bool divide(Decimal& amount, std::int64_t by);

/// Brings the amount of a row to the currency's major unit, multiplies it and takes off what is to
/// be taken off; nothing where that can be done, else what is wrong with the row.
/// Numbers beside the amount are written by the same rules.
std::optional<BadRow> settle_amount(const Block& block, const Binding& binding, std::size_t row,
                                    const CellRules& rules, Currency currency, Decimal& amount);

template <class Row>
concept HasAmount = requires(Row& row) {
  row.amount = Decimal{};
  row.currency;
};

/// Settles the amounts of rows that have any.
template <class Row>
void settle_amounts(const Block&, const Binding&, std::span<Row>, std::vector<BadRow>&) {}
template <HasAmount Row>
void settle_amounts(const Block& block, const Binding& binding, std::span<Row> rows,
                    std::vector<BadRow>& bad) {
  const Binding::Slot* amount = settled_amount(binding);
  if (amount == nullptr) return;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Row& row = rows[i];
    const auto wrong = settle_amount(block, binding, i, amount->rules, row.currency, row.amount);
    if (wrong) bad.push_back(*wrong);
  }
}

}  // namespace csm
