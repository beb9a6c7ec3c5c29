#include "slow_fcr.hpp"

#include <random>
#include <set>

namespace csm::slow {

namespace {

struct Ticket {
  std::string customer;
  std::string topic;
  int opened = 0;
  std::optional<int> closed;
  std::string status;
  std::optional<Rational> contacts;
  std::optional<Rational> reopens;
  std::optional<bool> own_word;
};

bool is_spoilt_count(const std::string& text) {
  if (is_missing(text)) return false;
  const auto number = parse_decimal(text);
  return !number || *number < 0 || denominator(*number) != 1;
}

/// The row read; nothing for a bad row.
std::optional<Ticket> read_ticket(const Table& table, std::size_t row) {
  const auto value = [&](const char* column) {
    const std::string text = cell(table, row, column);
    return is_missing(text) ? std::string() : text;
  };
  Ticket ticket;
  const auto opened = parse_day(value("opened_on"));
  if (!opened) return std::nullopt;
  ticket.opened = *opened;
  ticket.closed = parse_day(value("closed_on"));
  if (!value("closed_on").empty() && !ticket.closed) return std::nullopt;
  if (ticket.closed && *ticket.closed < ticket.opened) return std::nullopt;
  if (is_spoilt_count(value("contacts")) || is_spoilt_count(value("reopens"))) return std::nullopt;
  ticket.contacts = parse_decimal(value("contacts"));
  ticket.reopens = parse_decimal(value("reopens"));
  ticket.own_word = parse_yes_or_no(value("first_contact"));
  if (!value("first_contact").empty() && !ticket.own_word) return std::nullopt;
  ticket.customer = cell(table, row, "customer_id");
  ticket.topic = value("topic");
  ticket.status = lower_case(value("status"));
  return ticket;
}

/// "Solved: by `status` (solved, closed, resolved), else `closed_on` is given."
bool is_solved(const Ticket& ticket) {
  if (ticket.own_word && *ticket.own_word) return true;
  static const std::set<std::string> solved = {"solved", "closed", "resolved"};
  static const std::set<std::string> open = {"new", "open", "pending", "on hold", "reopened"};
  if (solved.count(ticket.status) > 0) return true;
  if (open.count(ticket.status) > 0) return false;
  return ticket.closed.has_value();
}

bool was_reopened(const Ticket& ticket) {
  return ticket.status == "reopened" || (ticket.reopens && *ticket.reopens > 0);
}

/// "solved, exactly one contact (or agent reply), never reopened; or the export's own yes/no"
bool is_first_contact(const Ticket& ticket) {
  if (ticket.own_word) return *ticket.own_word;
  return is_solved(ticket) && ticket.contacts && *ticket.contacts == 1 && !was_reopened(ticket);
}

bool is_inside(std::optional<int> day, const FcrOptions& options) {
  if (!options.begin) return true;
  return day && *options.begin <= *day && *day < *options.end;
}

/// "the customer opened [a] further ticket (of the same topic where given) after this one up to
/// [so many] days after its close"
bool is_followed(const Ticket& ticket, const std::vector<Ticket>& all, int days) {
  for (const Ticket& other : all) {
    if (other.customer != ticket.customer || other.opened <= ticket.opened) continue;
    if (!ticket.topic.empty() && other.topic != ticket.topic) continue;
    if (other.opened - *ticket.closed <= days) return true;
  }
  return false;
}

void count(const Ticket& ticket, const std::vector<Ticket>& all, const FcrOptions& options,
           FcrFigures& figures) {
  bool is_first = is_first_contact(ticket);
  bool is_unknown = !ticket.own_word && !ticket.contacts;
  const bool had_no_reply =
      is_solved(ticket) && !is_first && ticket.contacts && *ticket.contacts == 0;
  if (options.repeat_within && is_first) {
    if (ticket.customer.empty() || !ticket.closed) {
      is_unknown = true;
    } else if (is_followed(ticket, all, *options.repeat_within)) {
      is_first = false;
    }
  }
  if (is_unknown) {
    ++figures.unknown;
    return;
  }
  if (is_first) ++figures.first_contact;
  if (was_reopened(ticket)) ++figures.reopened;
  if (had_no_reply) ++figures.no_reply;
  if (!is_solved(ticket)) ++figures.open;
}

}  // namespace

FcrFigures slow_fcr(const Table& table, const FcrOptions& options) {
  FcrFigures figures;
  std::vector<Ticket> tickets;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const auto ticket = read_ticket(table, row);
    if (!ticket) {
      ++figures.bad;
    } else if (ticket->status != "deleted" && ticket->status != "spam") {
      tickets.push_back(*ticket);
    }
  }
  for (const Ticket& ticket : tickets) {
    const bool received = is_inside(ticket.opened, options);
    const bool resolved = is_solved(ticket) && is_inside(ticket.closed, options);
    if (received) ++figures.received;
    if (resolved) ++figures.resolved;
    if (options.resolved ? resolved : received) count(ticket, tickets, options, figures);
  }
  // "Blank contacts are `unknown` and out of the base."
  const long base = (options.resolved ? figures.resolved : figures.received) - figures.unknown;
  figures.fcr = share_of(figures.first_contact, base);
  return figures;
}

Table random_tickets(std::uint64_t seed) {
  std::mt19937_64 dice(seed);
  using Words = std::vector<std::string>;
  const auto pick = [&](const Words& words) { return words[dice() % words.size()]; };
  const auto day = [&](int from, unsigned span) { return from + static_cast<int>(dice() % span); };
  Table table;
  table.header = {"ticket_id", "opened_on", "customer_id", "closed_on"};
  const bool has_contacts = dice() % 4 != 0;
  if (has_contacts) table.header.emplace_back("contacts");
  if (!has_contacts || dice() % 3 == 0) table.header.emplace_back("first_contact");
  for (const char* column : {"status", "reopens", "topic"}) {
    if (dice() % 3 != 0) table.header.emplace_back(column);
  }
  const auto draw = [&](const std::string& column, int opened) -> std::string {
    if (column == "opened_on") return format_day(opened);
    if (column == "customer_id") return pick({"a", "b", "c", "007", "7", ""});
    if (column == "closed_on") return dice() % 4 == 0 ? "" : format_day(day(opened, 12));
    if (column == "contacts") return pick({"0", "1", "1", "1", "1", "2", "3", "", "NA"});
    if (column == "first_contact") return pick({"yes", "no", "true", "", "", "N/A"});
    if (column == "reopens") return pick({"0", "0", "0", "0", "1", "2", "", "-"});
    if (column == "topic") return pick({"login", "login", "billing", "", "n/a"});
    return pick({"closed", "Solved", "RESOLVED", "closed", "open", "New", "Pending", "on hold",
                 "reopened", "deleted", "spam", "erledigt", "", "NA"});
  };
  for (std::uint64_t i = 0, rows = 1 + dice() % 14; i < rows; ++i) {
    std::vector<std::string> row;
    const int opened = day(day_of("2026-04-20"), 50);
    for (const std::string& column : table.header) {
      row.push_back(column == "ticket_id" ? std::to_string(i) : draw(column, opened));
    }
    if (dice() % 12 == 0) {
      const std::size_t spoilt = 3 + dice() % 2;  // closed_on, contacts or first_contact
      row[spoilt] = pick({"2026-02-30", "maybe", "1.5", "-1"});
    }
    table.rows.push_back(row);
  }
  return table;
}

}  // namespace csm::slow
