#include "io/date_form.hpp"

#include <fmt/format.h>

#include "csm/error.hpp"
#include "csm/period.hpp"
#include "text/shown.hpp"

namespace csm {

void DateForm::add(const Block& block, std::size_t row, std::size_t slot) {
  const std::string_view text = trimmed(block.cell(row, slot));
  if (is_missing(text)) return;
  const bool day_first = read_date(text, {.dates = DateReading::day_first}).has_value();
  const bool month_first = read_date(text, {.dates = DateReading::month_first}).has_value();
  if (day_first || month_first) {
    Seen& seen = day_first && month_first ? both_ : day_first ? day_only_ : month_only_;
    seen.add(text, block, block.offset(row, slot));
  } else if (read_iso_date(text)) {
    iso_.add(text, block, block.offset(row, slot));
  }
}

std::optional<DateReading> DateForm::proven() const {
  if ((day_only_.count > 0) == (month_only_.count > 0)) return std::nullopt;
  return day_only_.count > 0 ? DateReading::day_first : DateReading::month_first;
}

DateReading DateForm::decide(const std::string& file, std::string_view column) const {
  const auto where = [&](const Seen& seen) {
    return fmt::format("{} in line {}", in_quotes(seen.cell), seen.place.line);
  };
  if (both_.count + day_only_.count + month_only_.count == 0 ||
      iso_.count > both_.count + day_only_.count + month_only_.count) {
    return DateReading::iso;
  }
  if (day_only_.count > 0 && month_only_.count > 0) {
    refuse(file, fmt::format("the column {} mixes day/month ({}) and month/day ({}), so its other "
                             "dates could be either; bring it into one form first",
                             in_quotes(column), where(day_only_), where(month_only_)));
  }
  if (day_only_.count > 0) return DateReading::day_first;
  if (month_only_.count > 0) return DateReading::month_first;
  const auto as_day_first = read_date(both_.cell, {.dates = DateReading::day_first});
  const auto as_month_first = read_date(both_.cell, {.dates = DateReading::month_first});
  if (*as_day_first == *as_month_first) {  // 05/05/2026: look no further than this one cell
    refuse(file, fmt::format("the dates of the column {} ({}) fit both day/month and month/day; "
                             "say --date-format '%d/%m/%Y' or '%m/%d/%Y'",
                             in_quotes(column), where(both_)));
  }
  refuse(file, fmt::format("the dates of the column {} ({}) can be read as {} or as {}; say "
                           "--date-format '%d/%m/%Y' or '%m/%d/%Y'",
                           in_quotes(column), where(both_), in_words(*as_day_first),
                           in_words(*as_month_first)));
}

bool is_in_other_form(std::string_view cell, DateReading form) {
  for (const DateReading other :
       {DateReading::iso, DateReading::day_first, DateReading::month_first}) {
    if (other != form && read_date(trimmed(cell), {.dates = other})) return true;
  }
  return false;
}

}  // namespace csm
