#include "io/date_form.hpp"

#include <fmt/format.h>

#include "csm/error.hpp"
#include "csm/period.hpp"
#include "records/written_date.hpp"
#include "text/shown.hpp"

namespace csm {

void DateForm::look_at(const Block& block, std::size_t slot) {
  for (std::size_t row = 0; row < block.rows(); ++row) {
    const std::string_view text = trimmed(block.cell(row, slot));
    if (!is_missing(text)) add(text, block, block.offset(row, slot));
  }
}

void DateForm::add(std::string_view text, const Block& block, std::uint64_t offset) {
  const bool day_first = read_date(text, {.dates = DateReading::day_first}).has_value();
  const bool month_first = read_date(text, {.dates = DateReading::month_first}).has_value();
  if (day_first || month_first) {
    auto& [day_only, month_only, both] = evidence_;
    Seen& seen = day_first && month_first ? both : day_first ? day_only : month_only;
    seen.add(text, block, offset);
  } else if (const auto form = form_of_clear_number(text)) {
    of_numbers_.insert(*form);
  } else if (read_date(text, {.dates = DateReading::iso})) {
    ++clear_;
  }
}

/// Of a column whose dates are not, or mostly not, of a day and a month in either order.
DateReading DateForm::decide_without_order() const {
  return clear_ == 0 && of_numbers_.size() == 1 ? *of_numbers_.begin() : DateReading::iso;
}

DateReading DateForm::decide(std::optional<Way> told, const std::string& file,
                             std::string_view column) const {
  const auto& [day_only, month_only, both] = evidence_;
  const std::int64_t slashed = both.count + day_only.count + month_only.count;
  if (slashed == 0) return decide_without_order();
  if (clear_ > slashed) return DateReading::iso;
  if (told_) return *told_;
  if (day_only.count > 0 && month_only.count > 0) {
    refuse(file, fmt::format("the column {} mixes day/month ({}) and month/day ({}), so its other "
                             "dates could be either; bring it into one form first, or say "
                             "--date-format dmy or mdy",
                             in_quotes(column), day_only.in_words(), month_only.in_words()));
  }
  if (day_only.count > 0) return DateReading::day_first;
  if (month_only.count > 0) return DateReading::month_first;
  if (told) return *told == Way::first ? DateReading::day_first : DateReading::month_first;
  const auto as_day_first = read_date(both.cell, {.dates = DateReading::day_first});
  const auto as_month_first = read_date(both.cell, {.dates = DateReading::month_first});
  if (*as_day_first == *as_month_first) {  // 05/05/2026: look no further than this one cell
    refuse(file, fmt::format("the dates of the column {} ({}) fit both day/month and month/day; "
                             "say --date-format dmy or mdy",
                             in_quotes(column), both.in_words()));
  }
  refuse(file, fmt::format("the dates of the column {} ({}) can be read as {} or as {}; say "
                           "--date-format dmy or mdy",
                           in_quotes(column), both.in_words(), in_words(*as_day_first),
                           in_words(*as_month_first)));
}

void DateForm::settle(CellRules& rules, std::optional<Way> told, const std::string& file,
                      std::string_view column) const {
  rules.dates = decide(told, file, column);
}

}  // namespace csm
