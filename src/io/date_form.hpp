#pragma once

#include <set>

#include "io/column_form.hpp"

namespace csm {

/// In which form the dates of a column are written.
///
/// 2026-05-03 and 3 May 2026 are clear; 13/02/2026 can only be day first, 02/13/2026 only month
/// first, and 03/04/2026 is both: a column of nothing else is refused, never guessed. A column of
/// numbers that can only be dates of one form (`form_of_clear_number`) is written in that form.
class DateForm : public ColumnForm {
 public:
  /// With the order of day and month that --date-format tells.
  explicit DateForm(std::optional<DateReading> told) : told_(told) {}

  void look_at(const Block& block, std::size_t slot) override;
  bool is_open() const override { return !told_ && evidence_.is_open(); }
  void settle(CellRules& rules, std::optional<Way> told, const std::string& file,
              std::string_view column) const override;
  std::string warning(std::optional<Way>, const std::string&, std::string_view) const override {
    return "";
  }

 private:
  void add(std::string_view text, const Block& block, std::uint64_t offset);
  DateReading decide_without_order() const;
  DateReading decide(std::optional<Way> told, const std::string& file,
                     std::string_view column) const;

  std::optional<DateReading> told_;
  std::int64_t clear_ = 0;
  std::set<DateReading> of_numbers_;  ///< the forms of those that can only be dates
};

}  // namespace csm
