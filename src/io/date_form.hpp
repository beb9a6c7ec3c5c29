#pragma once

#include "io/column_form.hpp"

namespace csm {

/// In which form the dates of a column are written.
///
/// 2026-05-03 is ISO 8601; 13/02/2026 can only be day first, 02/13/2026 only month first, and
/// 03/04/2026 is both: a column of nothing else is refused, never guessed.
class DateForm : public ColumnForm {
 public:
  void look_at(const Block& block, std::size_t slot) override;
  bool is_open() const override { return evidence_.is_open(); }
  void settle(CellRules& rules, std::optional<Way> told, const std::string& file,
              std::string_view column) const override;
  std::string warning(std::optional<Way>, const std::string&, std::string_view) const override {
    return "";
  }

 private:
  void add(std::string_view text, const Block& block, std::uint64_t offset);
  DateReading decide(std::optional<Way> told, const std::string& file,
                     std::string_view column) const;

  std::int64_t iso_ = 0;
};

}  // namespace csm
