#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "csm/records/cell.hpp"

namespace csm {

/// What `--where` asks of a column: `plan=pro`, `mrr >= 100`, `country in (AT, DE)`,
/// `email ~ "@example\.com$"`, `plan is missing`.
class Condition {
 public:
  /// How cells are compared: as texts, or as what the value is.
  enum class Kind : std::uint8_t { text, number, date };

  /// Reads an expression. A column's name or a value that holds blanks, operators, commas or
  /// brackets may stand in quotes, "..." or '...'.
  ///
  /// Errors  Error{usage} with the place marked
  explicit Condition(std::string_view expression);

  /// Keeps cells that are one of these ids, letter by letter.
  static Condition is_one_of(const std::string& column, std::vector<std::string> values);

  const std::string& text() const { return text_; }
  const std::string& column() const { return column_; }
  Kind kind() const { return kind_; }

  /// Whether a row with that cell, trimmed, stays. Only blank is missing, and a missing cell is
  /// neither equal to a value nor below or above one; it is unequal to all.
  ///
  /// Errors  a fault where the cell is to be a number or a date and is none
  Fault keeps(std::string_view cell, const CellRules& rules, bool& out) const;

 private:
  enum class Relation : std::uint8_t {
    equal,
    unequal,
    below,
    at_most,
    above,
    at_least,
    matches,
    matches_not,
    is_in,
    is_not_in,
    is_missing,
    is_there,
  };
  Condition() = default;

  struct Pattern;
  class Reader;

  bool equals(std::string_view cell) const;
  bool compares(int order) const;

  std::string text_;
  std::string column_;
  Relation relation_ = Relation::equal;
  std::vector<std::string> values_;
  bool are_ids_ = false;  ///< values that are numbers are equal only where they are written so
  Kind kind_ = Kind::text;
  Decimal number_;
  Date date_{};
  std::shared_ptr<const Pattern> pattern_;
};

}  // namespace csm
