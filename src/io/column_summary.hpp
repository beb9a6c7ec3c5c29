#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "csm/inspection.hpp"
#include "csm/records/cell.hpp"
#include "io/binding.hpp"

namespace csm {

/// Gathers what a column holds, cell after cell, in bounded memory: what its cells are, its dates
/// and numbers by their ends, and its distinct words while they are few.
class ColumnSummary {
 public:
  static constexpr std::size_t most_words = 12;

  /// `slot` is the column's, once the form of its dates or numbers is settled; null: it has none.
  /// `rules` has the pattern of --date-format, if there is one, and the zones of dates; they live
  /// as long as this. Dates after `today` lie in the future.
  ColumnSummary(const Binding::Slot* slot, const CellRules& rules, Date today)
      : slot_(slot), rules_(rules), today_(today) {}

  void add(std::string_view cell);
  /// The column of that name and those meanings; a field that holds an id makes its cells ids.
  InspectedColumn column(std::string header, std::vector<ColumnMeaning> meanings) const;

 private:
  /// The dates of a column, read in one way.
  struct Dates {
    std::int64_t count = 0;
    std::int64_t in_future = 0;
    std::optional<Date> oldest;
    std::optional<Date> newest;

    void add(Date date, Date today);
  };

  std::optional<Date> read_as(DateReading form, std::string_view text) const;
  bool add_date(std::string_view text);
  bool add_date_in_any_form(std::string_view text);
  bool add_number(std::string_view text);
  void add_word(std::string_view text);
  DateWriting writing() const;
  void tell_dates(InspectedColumn& column) const;

  const Binding::Slot* slot_;
  CellRules rules_;
  Date today_;
  std::int64_t filled_ = 0;
  std::int64_t missing_ = 0;
  std::int64_t dates_ = 0;
  std::int64_t numbers_ = 0;
  std::int64_t yes_or_no_ = 0;
  std::int64_t only_day_first_ = 0;
  std::int64_t only_month_first_ = 0;
  Dates as_iso_;  ///< or in the form that is settled, or by the pattern
  Dates as_day_first_;
  Dates as_month_first_;
  std::optional<Decimal> lowest_;
  std::optional<Decimal> highest_;
  std::string example_;
  std::map<std::string, std::int64_t, std::less<>> words_;
  bool has_many_words_ = false;
};

}  // namespace csm
