#include "io/preset_rows.hpp"

#include <algorithm>

namespace csm {
namespace {

constexpr std::size_t longest_word = 32;

bool is_word_of(std::string_view words, std::string_view cell) {
  if (words.empty()) return cell.empty();
  char of_cell[longest_word];
  const std::string_view word = folded(cell, of_cell, longest_word);
  bool is_found = false;
  for_each_part(words, [&](std::string_view known) {
    char of_known[longest_word];
    is_found = is_found || folded(known, of_known, longest_word) == word;
  });
  return is_found;
}

bool leaves_out(const LeftOutRows& rows, std::string_view cell) {
  if (!rows.is_kept) return is_word_of(rows.words, cell);
  return !cell.empty() && !is_word_of(rows.words, cell);
}

/// A slot more for a column of that name; nothing where it is not there.
std::optional<std::size_t> add_slot(const std::vector<std::string>& header, std::string_view name,
                                    Binding& binding) {
  for (std::size_t i = 0; i < header.size() && !name.empty(); ++i) {
    if (name_key(header[i]) != name_key(name)) continue;
    binding.slots.push_back({i, 0, {}, Need::optional, false, {}, false});
    return binding.slots.size() - 1;
  }
  return std::nullopt;
}

bool multiply_by(Decimal& amount, Decimal by) {
  const DecimalReading product = multiply(amount, by);
  if (product.fault == DecimalFault::none) amount = product.value;
  return product.fault == DecimalFault::none;
}

}  // namespace

std::optional<std::string_view> headers_of(const Preset& preset, std::string_view field) {
  for (const PresetColumn& column : preset.columns) {
    if (column.field == field) return column.headers;
  }
  return std::nullopt;
}

void bind_preset(const std::vector<std::string>& header, const Preset& preset,
                 std::string_view survey, Binding& binding) {
  binding.preset = &preset;
  for (const LeftOutRows& rows : preset.left_out) {
    if (!rows.survey.empty() && rows.survey != survey) continue;
    if (const auto slot = add_slot(header, rows.column, binding)) {
      binding.left_out.push_back({*slot, &rows});
    }
  }
  binding.times_slot = add_slot(header, preset.times, binding);
  binding.percent_off_slot = add_slot(header, preset.percent_off, binding);
  binding.refunded_slot = add_slot(header, preset.refunded, binding);
}

std::vector<BadRow> rows_left_out(const Block& block, const Binding& binding) {
  std::vector<BadRow> found;
  for (std::size_t row = 0; row < block.rows() && !binding.left_out.empty(); ++row) {
    for (const Binding::LeftOut& left_out : binding.left_out) {
      if (!leaves_out(*left_out.rows, trimmed(block.cell(row, left_out.slot)))) continue;
      found.push_back({row, left_out.slot, {}, nullptr, left_out.rows});
      break;
    }
  }
  return found;
}

const Binding::Slot* settled_amount(const Binding& binding) {
  const bool has_to_do = binding.preset->amounts_are_minor || binding.times_slot ||
                         binding.percent_off_slot || binding.refunded_slot;
  const auto found = std::find_if(binding.slots.begin(), binding.slots.end(),
                                  [](const Binding::Slot& slot) { return slot.name == "amount"; });
  return has_to_do && found != binding.slots.end() ? &*found : nullptr;
}

std::int64_t minor_units(const Preset& preset, Currency currency) {
  int decimals = currency.decimals();
  for_each_part(preset.hundredths, [&](std::string_view code) {
    if (currency.code() == code) decimals = 2;
  });
  std::int64_t units = 1;
  for (; decimals > 0; --decimals) units *= 10;
  return units;
}

bool divide(Decimal& amount, std::int64_t by) {
  const Int128 quotient = amount.atoms() / by;
  if (quotient * by != amount.atoms()) return false;
  amount = Decimal::of_atoms(quotient);
  return true;
}

std::optional<BadRow> settle_amount(const Block& block, const Binding& binding, std::size_t row,
                                    const CellRules& rules, Currency currency, Decimal& amount) {
  const Preset& preset = *binding.preset;
  Decimal times = 1;
  Decimal percent_off;
  Decimal refunded;
  const auto read = [&](std::optional<std::size_t> slot, Decimal& out) -> Fault {
    const std::string_view text = slot ? trimmed(block.cell(row, *slot)) : "";
    return is_missing(text) ? nullptr : read_value(text, rules, out);
  };
  if (const Fault fault = read(binding.times_slot, times)) {
    return BadRow{row, *binding.times_slot, preset.times, fault};
  }
  if (const Fault fault = read(binding.percent_off_slot, percent_off)) {
    return BadRow{row, *binding.percent_off_slot, preset.percent_off, fault};
  }
  if (percent_off < Decimal{0} || percent_off > Decimal{100}) {
    return BadRow{row, *binding.percent_off_slot, preset.percent_off,
                  "is not a percentage from 0 to 100"};
  }
  if (const Fault fault = read(binding.refunded_slot, refunded)) {
    return BadRow{row, *binding.refunded_slot, preset.refunded, fault};
  }
  const bool is_multiplied = times == Decimal{1} || multiply_by(amount, times);
  const bool is_taken_off =
      percent_off == Decimal{0} ||
      (multiply_by(amount, Decimal{100} - percent_off) && divide(amount, 100));
  if (!is_multiplied || !is_taken_off) {
    return BadRow{row, 0, "amount", "has more than 12 decimals, or is too large, once multiplied"};
  }
  amount = amount - refunded;
  if (preset.amounts_are_minor && !divide(amount, minor_units(preset, currency))) {
    return BadRow{row, 0, "amount", "has more than 12 decimals in the currency's own unit"};
  }
  return std::nullopt;
}

}  // namespace csm
