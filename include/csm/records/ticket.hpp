#pragma once

#include <array>

#include "csm/records/field.hpp"

namespace csm {

/// What a ticket's status says.
enum class TicketStatus : std::uint8_t {
  none,      ///< blank or no such column
  open,      ///< new, open, pending, on hold ...
  reopened,  ///< open again
  solved,    ///< solved, closed, resolved
  deleted,   ///< no ticket at all: deleted, spam, merged into another
  other,     ///< a word csm does not know
};

/// The meaning of a status word, without regard to case, spaces and punctuation.
TicketStatus read_ticket_status(std::string_view word);

/// A row a ticket of the help desk.
struct Ticket {
  RecordId ticket_id;
  Date opened_on;
  CustomerId customer_id;
  OptionalDay closed_on;
  RecordId status_word;
  std::optional<int> contacts;  ///< none: not known, which is not 0
  std::optional<int> reopens;
  std::optional<bool> first_contact;
  RecordId topic;

  TicketStatus status = TicketStatus::none;  ///< derived when the row is complete

  static constexpr std::string_view kind = "tickets";
  static const std::array<Field<Ticket>, 9> fields;
};

inline constexpr std::array<Field<Ticket>, 9> Ticket::fields = {
    field<Ticket, &Ticket::ticket_id>("ticket_id", "ticket conversation_id case_number|id"),
    field<Ticket, &Ticket::opened_on>("opened_on", "requested conversation_started|created"),
    field<Ticket, &Ticket::customer_id>("customer_id", customer_id_aliases),
    field<Ticket, &Ticket::closed_on>("closed_on", "solved resolved|close"),
    field<Ticket, &Ticket::status_word>("status", "ticket_status state"),
    field<Ticket, &Ticket::contacts>("contacts", "replies agent_replies agent_interactions"),
    field<Ticket, &Ticket::reopens>("reopens", "reopen_count reopened"),
    field<Ticket, &Ticket::first_contact>(
        "first_contact", "first_contact_resolution fcr one_touch resolved_first_contact"),
    field<Ticket, &Ticket::topic>("topic", "category issue_type"),
};

RowFault complete(Ticket& row, const RowRules& rules);
Date newest_on(const Ticket& row);

}  // namespace csm
