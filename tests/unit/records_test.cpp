#include <map>
#include <set>

#include "csm/records/rows.hpp"
#include "io/match.hpp"
#include "io/row_reader.hpp"
#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::day;
using test::dec;

namespace {

constexpr RowType all_types[] = {RowType::customer, RowType::snapshot, RowType::subscription,
                                 RowType::purchase, RowType::answer,   RowType::ticket,
                                 RowType::contract, RowType::cost,     RowType::factors};

struct Kind {
  RowType type;
  std::string_view kind;
  std::vector<std::string_view> fields;
};

// The definition of the fields, row by row.
const Kind kinds[] = {
    {RowType::customer,
     "customers",
     {"customer_id", "started_on", "churned_on", "mrr", "currency"}},
    {RowType::snapshot, "customers", {"customer_id", "churned", "status", "is_new"}},
    {RowType::subscription,
     "subscriptions",
     {"customer_id", "started_on", "amount", "subscription_id", "ended_on", "canceled_on",
      "interval", "quantity", "interval_count", "mrr", "current_period_end", "currency", "status",
      "trial_end", "is_trial", "paused_on", "resumed_on", "discount_percent", "discount_amount"}},
    {RowType::purchase,
     "purchases",
     {"customer_id", "purchased_on", "amount", "purchase_id", "currency", "kind", "expires_on"}},
    {RowType::answer,
     "answers",
     {"score", "response_id", "customer_id", "answered_on", "comment", "sent_on"}},
    {RowType::ticket,
     "tickets",
     {"ticket_id", "opened_on", "customer_id", "closed_on", "status", "contacts", "reopens",
      "first_contact", "topic"}},
    {RowType::contract,
     "contracts",
     {"customer_id", "term_end", "contract_id", "term_start", "value", "currency", "renewed",
      "renewed_value"}},
    {RowType::cost, "costs", {"amount", "spent_on", "category", "currency", "begin", "end"}},
    {RowType::factors, "factors", {"customer_id", "measured_on", "mrr"}},
};

/// Words that are dates without ending in _on.
bool names_a_date(std::string_view name) {
  return name.ends_with("_on") || name.ends_with("_end") || name.ends_with("_start") ||
         name == "begin" || name == "end";
}

Subscription begun(Date start, Status status = Status::none) {
  Subscription row;
  row.started_on = start;
  row.status = status;
  return row;
}

}  // namespace

TEST_CASE("every kind of record has the fields of the definition of the fields under their names") {
  REQUIRE(std::size(kinds) == std::size(all_types));
  for (const Kind& kind : kinds) {
    const std::vector<std::string_view> names = field_names(kind.type);
    const std::set<std::string_view> there(names.begin(), names.end());
    CHECK(kind_of(kind.type) == kind.kind);
    for (const std::string_view field : kind.fields) {
      INFO(kind.kind << ": " << field);
      CHECK(there.contains(field));
    }
  }
}

TEST_CASE("a kind of record has each field once, and knows which are dates and ids") {
  for (const RowType type : all_types) {
    with_row_type(type, []<class Row>() {
      std::set<std::string_view> names;
      for (const auto& field : Row::fields) {
        INFO(Row::kind << ": " << field.name);
        CHECK(names.insert(field.name).second);
        CHECK(field.read_column != nullptr);
        CHECK(field.is_date == names_a_date(field.name));
        if (field.name.ends_with("_id")) CHECK(field.is_id);
      }
    });
  }
}

TEST_CASE("no header means two fields of one kind of record equally well") {
  for (const RowType type : all_types) {
    with_row_type(type, []<class Row>() {
      std::map<std::string, std::string_view> field_of;
      for (const auto& field : Row::fields) {
        // "churned" is its own name to the letter, and so never means churned_on
        const bool is_own_name = field.name == "churned";
        field_of[is_own_name ? "churned, to the letter" : match_key(field.name)] = field.name;
      }
      CHECK(field_of.size() == Row::fields.size());
      for (const auto& field : Row::fields) {
        std::string word;
        for (const char c : std::string(field.aliases) + " ") {
          if (c != ' ' && c != '|') {
            word += c;
            continue;
          }
          if (!word.empty()) {
            INFO(Row::kind << ": " << word << " for " << field.name);
            const auto [found, is_new] = field_of.emplace(match_key(word), field.name);
            CHECK((is_new || found->second == field.name));
          }
          word.clear();
        }
      }
    });
  }
}

TEST_CASE("an answer outside its scale is bad, at its ends it is not") {
  RowRules rules;
  Answer answer;
  CHECK(complete(answer, rules).fault == nullptr);
  for (const std::string_view score : {"0", "10", "8.5"}) {
    answer.score = dec(score);
    CHECK(complete(answer, rules).fault == nullptr);
  }
  for (const std::string_view score : {"-0.1", "10.1", "11"}) {
    answer.score = dec(score);
    CHECK(complete(answer, rules).field == "score");
  }
  rules.lowest_score = 1;
  answer.score = dec("0");
  CHECK(complete(answer, rules).field == "score");
}

TEST_CASE("what ends before it begins is bad in every kind of record") {
  Contract contract;
  contract.term_start = day(2026, 5, 2);
  contract.term_end = day(2026, 5, 1);
  CHECK(complete(contract, {}).field == "term_end");
  Ticket ticket;
  ticket.opened_on = day(2026, 5, 2);
  ticket.closed_on = day(2026, 5, 1);
  CHECK(complete(ticket, {}).field == "closed_on");
  ticket.closed_on = ticket.opened_on;
  CHECK(complete(ticket, {}).fault == nullptr);
  Cost cost;
  cost.begin = day(2026, 5, 2);
  cost.end = day(2026, 5, 1);
  CHECK(complete(cost, {}).field == "end");
  cost.end = cost.begin;
  CHECK(complete(cost, {}).fault == nullptr);
  Customer customer;
  customer.started_on = day(2026, 5, 2);
  customer.churned_on = day(2026, 5, 1);
  CHECK(complete(customer, {}).fault != nullptr);
}

TEST_CASE("a snapshot says who is gone by churned, else by its status") {
  Snapshot row;
  row.churned = true;
  row.status_word = {"active"};
  CHECK(complete(row, {}).fault == nullptr);
  CHECK(row.is_gone);
  for (const std::string_view word : {"canceled", "Cancelled", "churned"}) {
    Snapshot gone;
    gone.status_word = {word};
    CHECK(complete(gone, {}).fault == nullptr);
    CHECK(gone.is_gone);
  }
  for (const std::string_view word : {"active", "past_due", "paused"}) {
    Snapshot here;
    here.status_word = {word};
    CHECK(complete(here, {}).fault == nullptr);
    CHECK_FALSE(here.is_gone);
  }
  Snapshot blank;
  CHECK(complete(blank, {}).field == "status");
  Snapshot unknown;
  unknown.status_word = {"purple"};
  CHECK(complete(unknown, {}).field == "status");
}

// The general definitions, "Known until".
TEST_CASE("what may lie in the future does not say how far the data reaches") {
  const Date start = day(2026, 5, 1);
  const Date later = day(2027, 1, 1);
  for (const Status status : {Status::active, Status::trialing, Status::past_due, Status::paused}) {
    Subscription row = begun(start, status);
    row.ended_on = row.trial_end = row.current_period_end = later;
    CHECK(newest_on(row) == start);
  }
  Subscription ended = begun(start, Status::canceled);
  ended.ended_on = later;
  ended.current_period_end = ended.trial_end = day(2028, 1, 1);
  CHECK(newest_on(ended) == later);
  Subscription canceled = begun(start);
  canceled.canceled_on = later;
  CHECK(newest_on(canceled) == later);
}

TEST_CASE("how far other records reach") {
  const Date first = day(2026, 5, 1);
  const Date second = day(2026, 5, 9);
  Purchase purchase;
  purchase.purchased_on = first;
  purchase.expires_on = second;
  CHECK(newest_on(purchase) == first);
  Contract contract;
  contract.term_end = second;
  CHECK(newest_on(contract) == no_day);
  contract.term_start = first;
  CHECK(newest_on(contract) == first);
  Cost cost;
  cost.begin = first;
  cost.end = second;
  CHECK(newest_on(cost) == first);
  Answer answer;
  answer.sent_on = first;
  answer.answered_on = second;
  CHECK(newest_on(answer) == second);
  Ticket ticket;
  ticket.opened_on = first;
  ticket.closed_on = second;
  CHECK(newest_on(ticket) == second);
  Customer customer;
  customer.started_on = first;
  customer.churned_on = second;
  CHECK(newest_on(customer) == second);
  customer.trial_end = day(2027, 1, 1);
  CHECK(newest_on(customer) == second);
  CHECK(newest_on(Snapshot{}) == no_day);
}
