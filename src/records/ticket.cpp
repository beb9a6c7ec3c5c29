#include "csm/records/ticket.hpp"

#include <algorithm>
#include <array>

namespace csm {

TicketStatus read_ticket_status(std::string_view word) {
  static constexpr std::string_view solved[] = {"solved", "closed", "resolved"};
  static constexpr std::string_view open[] = {
      "new",      "open",      "pending",           "hold",
      "onhold",   "waiting",   "inprogress",        "assigned",
      "active",   "escalated", "waitingoncustomer", "waitingonthirdparty",
      "todo",     "unsolved",  "unresolved",        "waitingforcustomer",
      "snoozed",  "triage",    "waitingforsupport", "waitingoncontact",
      "awaiting", "unassigned"};
  static constexpr std::string_view deleted[] = {"deleted", "spam", "merged", "trash", "trashed"};
  if (is_missing(word)) return TicketStatus::none;
  std::array<char, 32> buffer{};
  const std::string_view plain = folded(word, buffer.data(), buffer.size());
  const auto stands_in = [&](const auto& words) {
    return std::find(std::begin(words), std::end(words), plain) != std::end(words);
  };
  if (stands_in(solved)) return TicketStatus::solved;
  if (stands_in(open)) return TicketStatus::open;
  if (plain == "reopened") return TicketStatus::reopened;
  return stands_in(deleted) ? TicketStatus::deleted : TicketStatus::other;
}

RowFault complete(Ticket& row, const RowRules&) {
  if (row.closed_on.or_never() < row.opened_on) return {"closed_on", "lies before the start"};
  if (row.contacts && *row.contacts < 0) return {"contacts", "is negative"};
  if (row.reopens && *row.reopens < 0) return {"reopens", "is negative"};
  if (is_missing(row.topic.text)) row.topic = {};
  row.status =
      row.status_word.text.empty() ? TicketStatus::none : read_ticket_status(row.status_word.text);
  return {};
}

Date newest_on(const Ticket& row) {
  Date newest = no_day;
  keep_newest(newest, row.opened_on);
  keep_newest(newest, row.closed_on);
  return newest;
}

}  // namespace csm
