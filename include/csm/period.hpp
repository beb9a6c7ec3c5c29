#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "csm/date.hpp"

namespace csm {

/// Days from `begin` up to but not including `end`, and what the user calls them.
///
/// A balance "at opening" is taken just before `begin`, "at closing" just before `end`.
struct Period {
  Date begin;
  Date end;
  std::string label;
  bool is_whole_file = false;  ///< the days that the file has: said as "the whole file"

  bool contains(Date day) const { return (begin <= day) & (day < end); }
  /// The whole file, whatever days are in it.
  bool is_all() const { return end == never; }

  static Period all() { return {Date::min(), never, "all"}; }
  /// The calendar month that holds a day, labelled "2026-05".
  static Period month_of(Date day);

  friend bool operator==(const Period&, const Period&) = default;
};

/// Reads a period: `2026-05`, `2026-Q2`, `2026-W21` (ISO week, from Monday), `2026`, `2026-05-03`,
/// `A..B` (both ends included, each at its own grain), `last-month`, `last-quarter`, `all`.
///
/// Errors  Error{usage} that names the spellings; for `last-...` where `today` is not known; for
///         A..B where B ends before A begins
Period read_period(std::string_view text, std::optional<Date> today);

/// "May 2026" for a calendar month, "3 May 2026" for a day, "the whole file" for all or where the
/// days are the file's, the label for anything else.
std::string title(const Period& period);

/// "31 May 2026".
std::string in_words(Date date);

}  // namespace csm
