#pragma once

#include "io/column_form.hpp"

namespace csm {

/// How the numbers of a column are written.
///
/// 12.50 has a decimal point, 12,50 a decimal comma, and 1,234 may have either: a column of nothing
/// else is refused, never guessed. 1.234 alone has a point, as programs write it, with a warning.
class NumberForm : public ColumnForm {
 public:
  /// With the mark that --decimal-point or --decimal-comma tells.
  explicit NumberForm(std::optional<DecimalMark> told) : told_(told) {}

  void look_at(const Block& block, std::size_t slot) override;
  bool is_open() const override;
  void settle(CellRules& rules, std::optional<Way> told, const std::string& file,
              std::string_view column) const override;
  std::string warning(std::optional<Way> told, const std::string& file,
                      std::string_view column) const override;

 private:
  void add(std::string_view text, const Block& block, std::uint64_t offset);
  DecimalMark decide(std::optional<Way> told, const std::string& file,
                     std::string_view column) const;
  bool is_only_thousandths() const;

  std::optional<DecimalMark> told_;
  Seen thousandths_;  ///< 1.234
  const CurrencySign* sign_ = nullptr;
};

}  // namespace csm
