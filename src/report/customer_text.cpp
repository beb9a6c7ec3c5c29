#include "report/customer_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "csm/registry.hpp"
#include "report/line.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

std::string in_words(const std::map<std::string, std::int64_t>& reasons) {
  std::string words;
  for (const auto& [reason, count] : reasons) {
    words += (words.empty() ? "" : ", ") + reason;
    if (count > 1) words += fmt::format(" ({} rows)", count);
  }
  return words;
}

/// "opening 1, churned 1": the counts and amounts that are not 0.
std::string facts_in_words(const std::vector<Result>& results) {
  std::string words;
  for (const Result& result : results) {
    for (const Fact& fact : result.facts) {
      const auto* quantity = std::get_if<Quantity>(&fact.value);
      if (quantity == nullptr || !quantity->amount || quantity->amount->num == 0) continue;
      if (quantity->unit == Unit::share) continue;
      words += fmt::format("{}{} {}", words.empty() ? "" : ", ", fact.name, to_text(*quantity));
    }
  }
  return words;
}

std::string part_in_words(const std::vector<std::string>& parts,
                          const std::map<std::string, std::int64_t>& not_counted) {
  if (!parts.empty()) return fmt::format("{}", fmt::join(parts, ", "));
  return not_counted.empty() ? "no part" : "no part: " + in_words(not_counted);
}

}  // namespace

std::string customer_text(const Report& report) {
  const CustomerStory& story = *report.explanation->customer;
  std::string out = fmt::format("\nCustomer {}\n", shown(story.id));
  const bool has_parts = std::any_of(story.rows.begin(), story.rows.end(),
                                     [](const auto& row) { return !row.parts.empty(); });
  if (!story.parts.empty() || !has_parts) {
    out += paragraph("counts as " + part_in_words(story.parts, story.not_counted));
  }
  const std::string facts = facts_in_words(story.results);
  if (!facts.empty()) out += paragraph("its rows by themselves give " + facts);
  for (const CustomerStory::Row& row : story.rows) {
    std::string columns = shown(row.place) + ":";
    for (const auto& [name, text] : row.columns) {
      columns +=
          fmt::format("{}{} {}", columns.ends_with(":") ? " " : ", ", shown(name), shown(text));
    }
    out += paragraph(columns);
    const std::string of_row = facts_in_words(row.results);
    const bool plays = !row.parts.empty();
    out +=
        fmt::format("      {}\n", wrapped("this row: " + part_in_words(row.parts, row.not_counted) +
                                              (plays && !of_row.empty() ? "; " + of_row : ""),
                                          6, 8, line_width));
  }
  for (const auto& [reason, count] : story.left_out) {
    out += paragraph(fmt::format("{} row{} left out: {}", count, count == 1 ? "" : "s", reason));
  }
  for (const std::string& bad : story.bad) out += paragraph("bad: " + shown(bad));
  return out;
}

}  // namespace csm
