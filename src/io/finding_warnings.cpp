#include "io/finding_warnings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "text/shown.hpp"

namespace csm {
namespace {

void warn_of_repeated(const IdsByField& ids_by_field, bool assume_unique,
                      std::vector<std::string>& warnings) {
  for (const auto& [field, ids] : ids_by_field) {
    const IdWatch::Repeated repeated = ids.repeated();
    if (repeated.count == 0) continue;
    warnings.push_back(fmt::format(
        "{}{} {}{} more than one row, such as {}; {}", ids.is_sample() ? "at least " : "",
        repeated.count, field, repeated.count == 1 ? " stands on" : "s stand on",
        in_quotes(repeated.example),
        field == "customer_id" && !assume_unique ? "the rows of one id were taken as one customer"
                                                 : "every row was counted"));
  }
}

/// Whether ids that are alike may be told apart by nobody who sees them.
bool may_look_the_same(const IdWatch::Alike& alike) {
  const auto is_beyond_ascii = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  return std::any_of(alike.one.begin(), alike.one.end(), is_beyond_ascii) ||
         std::any_of(alike.other.begin(), alike.other.end(), is_beyond_ascii);
}

void warn_of_alike(const IdWatch& customers, std::vector<std::string>& warnings) {
  const IdWatch::Alike alike = customers.alike();
  if (alike.count == 0) return;
  warnings.push_back(fmt::format(
      "{}{} customer_id{} written in more than one way, such as {} and {}{}; ids are text, so "
      "each way is another customer",
      customers.is_sample() ? "at least " : "", alike.count, alike.count == 1 ? " is" : "s are",
      in_quotes(alike.one), in_quotes(alike.other),
      may_look_the_same(alike) ? " (of other characters)" : ""));
}

/// Whether the last page of the source's list is among the sources, which says of no further one.
bool has_last_page(const OpenTable& table, const OpenSource& of) {
  return std::any_of(table.sources.begin(), table.sources.end(), [&](const OpenSource& source) {
    return source.scanner->form().name == "JSON" && source.scanner->further_pages().empty() &&
           source.input->type == of.input->type;
  });
}

void warn_of_missing_pages(const OpenTable& table, std::vector<std::string>& warnings) {
  for (const OpenSource& source : table.sources) {
    const std::string sign = source.scanner->further_pages();
    if (sign.empty() || has_last_page(table, source)) continue;
    warnings.push_back(source.scanner->name() + ": " + further_pages_in_words(sign));
    return;
  }
}

/// There are some.
std::string warning_of_stray_bytes(const Findings& found) {
  const std::int64_t count = found.stray_bytes->count;
  return fmt::format(
      "{}: {} of UTF-8; what {} in is read as it is (--encoding windows-1252 takes them for "
      "characters)",
      found.first_stray,
      count == 1 ? "a byte here is none" : fmt::format("{} bytes from here on are none", count),
      count == 1 ? "it stands" : "they stand");
}

std::string warning_of_joined_ids(const JoinedIds& joined) {
  const std::string others = joined.cells == 1
                                 ? ""
                                 : fmt::format(", as {} further row{}", joined.cells - 1,
                                               joined.cells == 2 ? " does" : "s do");
  return fmt::format(
      "{} names several customers at once{}; each such cell is taken for one customer of its own; "
      "leave one id in it",
      joined.first, others);
}

/// Whether some column is there to say that a customer has left.
bool can_say_who_left(const OpenTable& table) {
  constexpr std::array<std::string_view, 5> fields = {"ended_on", "churned_on", "canceled_on",
                                                      "churned", "status"};
  const auto can_say = [&](const Binding::Slot& slot) {
    return slot.is_read && std::find(fields.begin(), fields.end(), slot.name) != fields.end();
  };
  return std::any_of(table.sources.begin(), table.sources.end(), [&](const OpenSource& source) {
    const auto& slots = source.binding.slots;
    return std::any_of(slots.begin(), slots.end(), can_say);
  });
}

}  // namespace

std::vector<std::string> warnings_of(const Findings& found, const IdsByField& ids,
                                     const OpenTable& table, const Question& question) {
  std::vector<std::string> warnings;
  warn_of_repeated(ids, question.assume_unique, warnings);
  warn_of_alike(found.customers, warnings);
  warn_of_missing_pages(table, warnings);
  for (const RowCounts::Told& row : found.counts.totals_counted) warnings.push_back(row.text);
  // An export of those who are still there looks like one that nobody ever left.
  if (found.days.services > 0 && !found.days.has_anybody_left && can_say_who_left(table)) {
    warnings.emplace_back(
        "no row says that anybody has left; where an export has only those who are still there, "
        "churn looks like 0");
  }
  return warnings;
}

std::string further_pages_in_words(const std::string& sign) {
  return fmt::format(
      "{} says that this is one page of a longer list; fetch the pages that follow and give all of "
      "them, each with --from",
      in_quotes(sign));
}

std::vector<std::string> warnings_of_file(const Findings& found) {
  std::vector<std::string> warnings;
  if (found.stray_bytes) warnings.push_back(warning_of_stray_bytes(found));
  if (found.joined_ids.cells > 0) warnings.push_back(warning_of_joined_ids(found.joined_ids));
  return warnings;
}

}  // namespace csm
