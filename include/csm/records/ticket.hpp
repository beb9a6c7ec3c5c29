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

/// Headers that mean the customer in a table of tickets: the account, else who asked.
inline constexpr std::string_view ticket_customer_aliases =
    "account_id client_id company_id account_code customer customer_number customer_no cust_id|"
    "account client|organization_id org_id tenant_id|requester_id|user_id";

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
  std::uint32_t segment = 0;  ///< of `Segments`, where results are told apart by a column

  static constexpr std::string_view kind = "tickets";
  static const std::array<Field<Ticket>, 9> fields;
};

inline constexpr std::array<Field<Ticket>, 9> Ticket::fields = {
    field<Ticket, &Ticket::ticket_id>("ticket_id",
                                      "ticket ticket_number conversation_id "
                                      "case_number|id"),
    field<Ticket, &Ticket::opened_on>("opened_on",
                                      "requested conversation_started date_time_opened|"
                                      "created created_time"),
    field<Ticket, &Ticket::customer_id>("customer_id", ticket_customer_aliases),
    field<Ticket, &Ticket::closed_on>("closed_on",
                                      "solved resolved|resolved_time|closed_time "
                                      "date_time_closed|conversation_first_closed|close"),
    field<Ticket, &Ticket::status_word>("status", "ticket_status state current_conversation_state"),
    field<Ticket, &Ticket::contacts>("contacts",
                                     "replies agent_replies agent_interactions|"
                                     "metric_set_replies"),
    field<Ticket, &Ticket::reopens>("reopens", "reopen_count reopened|metric_set_reopens"),
    field<Ticket, &Ticket::first_contact>(
        "first_contact",
        "first_contact_resolution fcr one_touch resolved_first_contact resolved_on_first_contact "
        "first_call_resolution one_touch_resolution"),
    field<Ticket, &Ticket::topic>("topic", "category issue_type|ticket_type case_reason"),
};

RowFault complete(Ticket& row, const RowRules& rules);
Date newest_on(const Ticket& row);

}  // namespace csm
