#pragma once

#include <optional>
#include <string_view>

#include "csm/money.hpp"
#include "csm/records/cell.hpp"

namespace csm {

/// A sign or word that stands beside an amount, and the currencies it may mean.
struct CurrencySign {
  std::string_view text;   ///< "$", "kr"; of a code the code itself
  std::string_view codes;  ///< "USD CAD ...", the usual one first; a blank first where none is

  bool may_mean(const Currency& currency) const;
  /// The one it is taken for where nothing else names the currency: none for kr, which is as
  /// usual in four countries.
  std::optional<Currency> usual() const;
};

/// A number as people and programs write it for people, and the sign beside it.
struct WrittenNumber {
  DecimalReading reading;
  const CurrencySign* sign = nullptr;
};

/// Reads `$1,234.56`, `1.234,56 EUR`, `1 234,56 kr`, `1'234.50`, `(420.81)`, `12-`: what
/// `read_decimal` reads, and digits in groups of three, with a sign or code of a currency on either
/// side, negative by a minus on either side or by brackets. With DecimalMark::none only what a
/// point and a comma for the decimals read alike, and plain numbers like 12.5.
///
/// Errors  as `read_decimal`; half a number is none
/// Cost    one pass over the text, no memory
WrittenNumber read_written_number(std::string_view text, DecimalMark decimals);

/// What a cell says of the mark in front of its column's decimals.
enum class MarkEvidence : std::uint8_t {
  none,       ///< no number, or one without any mark
  point,      ///< 12.5, 1,234.56, 1,234,567
  comma,      ///< 12,5, 1.234,56, 1.234.567
  either,     ///< 1,234
  thousandth  ///< 1.234: as programs write it, but with a comma for decimals a thousand times more
};
MarkEvidence mark_evidence(std::string_view text);

/// The sign beside a number, whatever its mark; null: none, or no number.
const CurrencySign* sign_beside(std::string_view text);

}  // namespace csm
