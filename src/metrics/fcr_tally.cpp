#include <algorithm>

#include "csm/metrics/fcr.hpp"

namespace csm {

FcrFact fcr_fact(const Ticket& ticket, FcrRule rule, const Period& period) {
  const auto is_inside = [&](Date day) { return period.is_all() | period.contains(day); };
  const bool status_tells =
      ticket.status != TicketStatus::none && ticket.status != TicketStatus::other;
  const bool is_closed = static_cast<bool>(ticket.closed_on);
  const bool is_closed_inside =
      (is_closed & is_inside(ticket.closed_on.or_no_day())) | (!is_closed & period.is_all());
  const int contacts = ticket.contacts.value_or(-1);
  FcrFact fact;
  fact.is_solved = ticket.first_contact.value_or(false) |
                   (status_tells ? ticket.status == TicketStatus::solved : is_closed);
  fact.is_received = is_inside(ticket.opened_on);
  fact.is_resolved = fact.is_solved & is_closed_inside;
  fact.is_in_base = rule == FcrRule::received ? fact.is_received : fact.is_resolved;
  fact.is_reopened = (ticket.reopens.value_or(0) > 0) | (ticket.status == TicketStatus::reopened);
  fact.is_unknown = !ticket.first_contact & !ticket.contacts;
  fact.is_first_contact =
      ticket.first_contact.value_or(fact.is_solved & (contacts == 1) & !fact.is_reopened);
  fact.has_no_reply = fact.is_solved & !fact.is_first_contact & (contacts == 0);
  return fact;
}

void FcrTally::add(const FcrFact& fact, std::int64_t n) {
  received += fact.is_received ? n : 0;
  resolved += fact.is_resolved ? n : 0;
  if (!fact.is_in_base) return;
  if (fact.is_unknown) {
    unknown += n;
    return;
  }
  base += n;
  first_contact += fact.is_first_contact ? n : 0;
  reopened += fact.is_reopened ? n : 0;
  no_reply += fact.has_no_reply ? n : 0;
  open += fact.is_solved ? 0 : n;
  repeated += fact.is_repeated ? n : 0;
}

void FcrTally::merge(const FcrTally& other) {
  received += other.received;
  resolved += other.resolved;
  base += other.base;
  first_contact += other.first_contact;
  reopened += other.reopened;
  no_reply += other.no_reply;
  open += other.open;
  repeated += other.repeated;
  unknown += other.unknown;
}

void FcrState::merge(const FcrState& other) {
  entries.insert(entries.end(), other.entries.begin(), other.entries.end());
}

std::vector<FcrFact> FcrState::facts(int days) const {
  using Opening = std::pair<std::string_view, Date>;
  std::vector<Date> any_topic;
  std::vector<Opening> by_topic;
  for (const Entry& entry : entries) {
    any_topic.push_back(entry.opened_on);
    by_topic.emplace_back(entry.topic, entry.opened_on);
  }
  std::sort(any_topic.begin(), any_topic.end());
  std::sort(by_topic.begin(), by_topic.end());
  /// The day of the next ticket after this one.
  const auto next = [&](const Entry& entry) -> std::optional<Date> {
    if (entry.topic.empty()) {
      const auto later = std::upper_bound(any_topic.begin(), any_topic.end(), entry.opened_on);
      return later == any_topic.end() ? std::nullopt : std::optional(*later);
    }
    const auto later =
        std::upper_bound(by_topic.begin(), by_topic.end(), Opening{entry.topic, entry.opened_on});
    if (later == by_topic.end() || later->first != entry.topic) return std::nullopt;
    return later->second;
  };
  std::vector<FcrFact> facts;
  for (const Entry& entry : entries) {
    FcrFact& fact = facts.emplace_back(entry.fact);
    const std::optional<Date> further = next(entry);
    if (!fact.is_first_contact || !further) continue;
    fact.is_repeated = *further <= entry.closed_on + std::chrono::days{days};
    fact.is_first_contact = !fact.is_repeated;
  }
  return facts;
}

}  // namespace csm
