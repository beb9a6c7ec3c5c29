#include <map>

#include "csm/records/rows.hpp"
#include "io/match.hpp"
#include "io/row_reader.hpp"
#include "metrics/survey.hpp"
#include "support/catch.hpp"

using namespace csm;

namespace {

using Headers = std::vector<std::string>;

/// The field that means each column, without any preset.
std::map<std::string, std::string> fields_of(const std::vector<FieldNames>& fields,
                                             const Headers& header, const Headers& questions = {}) {
  const auto found = match_fields("t.csv", header, fields, {}, questions);
  std::map<std::string, std::string> of;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (!found[i].column) continue;
    of[std::string(fields[i].name)] = found[i].rival ? "two columns" : header[*found[i].column];
  }
  return of;
}

std::map<std::string, std::string> fields_of(RowType type, const Headers& header) {
  return fields_of(names_and_aliases(type), header);
}

/// The column of the score of a survey of loyalty, below whose header questions may stand.
std::string score_of(const Headers& header, const Headers& questions = {}) {
  std::vector<FieldNames> fields = names_and_aliases(RowType::answer);
  for (FieldNames& field : fields) {
    if (field.name == "score") field.also = nps_headers;
  }
  return fields_of(fields, header, questions)["score"];
}

using Meant = std::map<std::string, std::string>;

}  // namespace

TEST_CASE("headers of billing systems mean the fields of subscriptions") {
  CHECK(fields_of(
            RowType::subscription,
            {"id", "Customer ID", "Customer Email", "Plan", "Quantity", "Currency", "Interval",
             "Amount", "Status", "Created (UTC)", "Start Date (UTC)", "Current Period End (UTC)",
             "Trial End (UTC)", "Canceled At (UTC)", "Ended At (UTC)", "plan (metadata)"}) ==
        Meant{{"subscription_id", "id"},
              {"customer_id", "Customer ID"},
              {"quantity", "Quantity"},
              {"currency", "Currency"},
              {"interval", "Interval"},
              {"amount", "Amount"},
              {"status", "Status"},
              {"started_on", "Start Date (UTC)"},
              {"current_period_end", "Current Period End (UTC)"},
              {"trial_end", "Trial End (UTC)"},
              {"canceled_on", "Canceled At (UTC)"},
              {"ended_on", "Ended At (UTC)"}});
  CHECK(fields_of(RowType::subscription, {"plan_oid", "plan_currency", "plan_amount",
                                          "plan_interval", "plan_interval_count", "customer_oid",
                                          "subscription_oid", "subscription_started_at",
                                          "subscription_canceled_at", "subscription_quantity"}) ==
        Meant{{"currency", "plan_currency"},
              {"amount", "plan_amount"},
              {"interval", "plan_interval"},
              {"interval_count", "plan_interval_count"},
              {"customer_id", "customer_oid"},
              {"subscription_id", "subscription_oid"},
              {"started_on", "subscription_started_at"},
              {"canceled_on", "subscription_canceled_at"},
              {"quantity", "subscription_quantity"}});
  CHECK(fields_of(RowType::subscription,
                  {"account_code", "state", "activated_at", "unit_amount", "billing_period",
                   "billing_period_unit", "plan_quantity", "discount_percentage", "amount_off"}) ==
        Meant{{"customer_id", "account_code"},
              {"status", "state"},
              {"started_on", "activated_at"},
              {"amount", "unit_amount"},
              {"interval", "billing_period_unit"},
              {"quantity", "plan_quantity"},
              {"discount_percent", "discount_percentage"},
              {"discount_amount", "amount_off"}});
}

TEST_CASE("a start and a start date fit equally well, and neither wins silently") {
  CHECK(fields_of(RowType::subscription, {"Start (UTC)", "Start Date (UTC)"})["started_on"] ==
        "two columns");
}

TEST_CASE("headers of customers mean their fields") {
  CHECK(
      fields_of(RowType::customer, {"organization_id", "Create Date", "subscription_cancelled"}) ==
      Meant{{"customer_id", "organization_id"},
            {"started_on", "Create Date"},
            {"canceled_on", "subscription_cancelled"}});
  CHECK(fields_of(RowType::customer, {"rc_original_app_user_id", "contract_start_date"}) ==
        Meant{{"customer_id", "rc_original_app_user_id"}, {"started_on", "contract_start_date"}});
  CHECK(fields_of(RowType::customer, {"user_id", "org_id"})["customer_id"] == "org_id");
}

TEST_CASE("headers of shops mean the fields of purchases") {
  CHECK(fields_of(RowType::purchase, {"order_number", "Order Date", "total_amount",
                                      "currency_iso_code", "tenant_id"}) ==
        Meant{{"purchase_id", "order_number"},
              {"purchased_on", "Order Date"},
              {"amount", "total_amount"},
              {"currency", "currency_iso_code"},
              {"customer_id", "tenant_id"}});
  CHECK(fields_of(RowType::purchase, {"Customer Id", "Invoice Number", "Invoice Date", "Amount"}) ==
        Meant{{"customer_id", "Customer Id"},
              {"purchase_id", "Invoice Number"},
              {"purchased_on", "Invoice Date"},
              {"amount", "Amount"}});
}

TEST_CASE("headers of surveys mean the fields of answers") {
  CHECK(fields_of(RowType::answer, {"Respondent ID", "Collector ID", "Start Date", "End Date",
                                    "star_rating", "Remarks"}) ==
        Meant{{"response_id", "Respondent ID"},
              {"answered_on", "End Date"},
              {"score", "star_rating"},
              {"comment", "Remarks"}});
  CHECK(fields_of(RowType::answer, {"Submission ID", "Completion Time (EST)", "Rating",
                                    "Last teammate rating remark"}) ==
        Meant{{"response_id", "Submission ID"},
              {"answered_on", "Completion Time (EST)"},
              {"score", "Rating"},
              {"comment", "Last teammate rating remark"}});
}

TEST_CASE("headers of help desks mean the fields of tickets") {
  CHECK(fields_of(RowType::ticket, {"Id", "Requester", "Requester id", "Status", "Ticket type",
                                    "Created at", "Solved at", "Reopens", "Replies"}) ==
        Meant{{"ticket_id", "Id"},
              {"customer_id", "Requester id"},
              {"status", "Status"},
              {"topic", "Ticket type"},
              {"opened_on", "Created at"},
              {"closed_on", "Solved at"},
              {"reopens", "Reopens"},
              {"contacts", "Replies"}});
  CHECK(fields_of(RowType::ticket, {"Ticket ID", "Created time", "Resolved time", "Closed time",
                                    "Agent interactions"}) ==
        Meant{{"ticket_id", "Ticket ID"},
              {"opened_on", "Created time"},
              {"closed_on", "Resolved time"},
              {"contacts", "Agent interactions"}});
  CHECK(fields_of(RowType::ticket, {"Case Number", "Account ID", "Date/Time Opened",
                                    "Date/Time Closed", "Case Reason", "First Call Resolution",
                                    "metric_set.replies", "metric_set.reopens"}) ==
        Meant{{"ticket_id", "Case Number"},
              {"customer_id", "Account ID"},
              {"opened_on", "Date/Time Opened"},
              {"closed_on", "Date/Time Closed"},
              {"topic", "Case Reason"},
              {"first_contact", "First Call Resolution"},
              {"contacts", "metric_set.replies"},
              {"reopens", "metric_set.reopens"}});
  CHECK(fields_of(RowType::ticket, {"Conversation ID", "Conversation started at (America/New_York)",
                                    "Current conversation state",
                                    "Conversation first closed at (America/New_York)"}) ==
        Meant{{"ticket_id", "Conversation ID"},
              {"opened_on", "Conversation started at (America/New_York)"},
              {"status", "Current conversation state"},
              {"closed_on", "Conversation first closed at (America/New_York)"}});
}

TEST_CASE("headers of contracts mean their fields") {
  CHECK(fields_of(RowType::contract, {"account_id", "agreement_id", "arr_value",
                                      "contract_start_date", "renewal_date"}) ==
        Meant{{"customer_id", "account_id"},
              {"contract_id", "agreement_id"},
              {"value", "arr_value"},
              {"term_start", "contract_start_date"},
              {"term_end", "renewal_date"}});
  CHECK(fields_of(RowType::contract, {"customer_id", "current_term_start", "current_term_end",
                                      "annual_contract_value"}) ==
        Meant{{"customer_id", "customer_id"},
              {"term_start", "current_term_start"},
              {"term_end", "current_term_end"},
              {"value", "annual_contract_value"}});
}

TEST_CASE("headers of ledgers mean the fields of costs, an asterisk before them or not") {
  CHECK(fields_of(RowType::cost, {"*ContactName", "*InvoiceDate", "Total", "*AccountCode",
                                  "Currency", "service_start", "service_end"}) ==
        Meant{{"spent_on", "*InvoiceDate"},
              {"amount", "Total"},
              {"category", "*AccountCode"},
              {"currency", "Currency"},
              {"begin", "service_start"},
              {"end", "service_end"}});
  CHECK(fields_of(RowType::cost, {"Date", "Account Name", "Amount"}) ==
        Meant{{"spent_on", "Date"}, {"category", "Account Name"}, {"amount", "Amount"}});
}

TEST_CASE("a question how likely one is to recommend is the score, in the header or below it") {
  CHECK(score_of({"id", "How likely are you to recommend Acme, Inc. to a friend?"}) ==
        "How likely are you to recommend Acme, Inc. to a friend?");
  CHECK(score_of({"Q1", "Q2"}, {"Why?", "How <b>likely</b> is it that\nyou'd recommend us?"}) ==
        "Q2");
  CHECK(score_of({"Q1", "Q2"}, {"Why?", "How much?"}).empty());
  CHECK(score_of({"Q1"}, {}).empty());
}

TEST_CASE("two such questions fit equally well, and an answer's own name comes before them") {
  CHECK(score_of({"Q1", "Q2"}, {"How likely to recommend A?", "How likely to recommend B?"}) ==
        "two columns");
  CHECK(score_of({"Q1", "score"}, {"How likely are you to recommend us?", "?"}) == "score");
}

TEST_CASE("a column of Qualtrics with its groups beside it is the score, and the groups are not") {
  CHECK(score_of({"Q1", "Q7", "Q7_NPS_GROUP"}) == "Q7");
  CHECK(score_of({"Q7", "Q7_NPS_GROUP"},
                 {"How likely to recommend?", "How likely to recommend? - Group"}) == "Q7");
  CHECK(score_of({"Q1", "Q1_NPS_GROUP", "Q7", "Q7_NPS_GROUP"}) == "two columns");
  CHECK(score_of({"Q7_NPS_GROUP"}).empty());
}
