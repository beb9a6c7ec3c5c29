#include "io/match.hpp"

#include <ctime>

#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;

namespace {

const std::vector<FieldNames> fields = {
    {"customer_id", "account_id client_id|account"},
    {"started_on", "start joined|created"},
    {"mrr", "monthly_recurring_revenue"},
};

std::vector<ColumnMatch> match(const std::vector<std::string>& header,
                               const std::vector<FieldMapping>& mappings = {}) {
  return match_fields("t.csv", header, fields, mappings);
}

/// The column of a field when the header is that one name.
bool is_customer_id(const std::string& name) { return match({name})[0].column.has_value(); }
bool is_started_on(const std::string& name) { return match({name})[1].column.has_value(); }

}  // namespace

// The definition of the fields: matched "without regard to case, spaces and punctuation (Customer
// ID, customerId, customer_id; _on, _at and _date are one)".
TEST_CASE("a header is matched without regard to case, spaces and punctuation") {
  for (const std::string name : {"customer_id", "Customer ID", "customerId", "CustomerID",
                                 "CUSTOMER_ID", "customer-id", "customer.id", "customer  id",
                                 " customer_id ", "Customer Id:", "customerid", "CustomerId"}) {
    INFO(name);
    CHECK(is_customer_id(name));
  }
  for (const std::string name :
       {"customer", "customer_ids", "id", "cust_id", "customer_id_2", ""}) {
    INFO(name);
    CHECK_FALSE(is_customer_id(name));
  }
}

TEST_CASE("_on, _at and _date are one, and may be left out") {
  for (const std::string name : {"started_on", "started_at", "started_date", "Started At",
                                 "startedAt", "Started Date", "STARTED_DATE", "started"}) {
    INFO(name);
    CHECK(is_started_on(name));
  }
  CHECK(is_started_on("created_at"));
  CHECK(is_started_on("startDate"));
  CHECK_FALSE(is_started_on("started_time"));
  CHECK_FALSE(is_started_on("on"));
  CHECK_FALSE(is_started_on("date"));
}

// Databases fold startedOn to startedon; without regard to case and punctuation it is started_on.
TEST_CASE("a header in one case without punctuation is matched with its date's ending") {
  CHECK(is_started_on("startedon"));
  CHECK(is_started_on("startedat"));
  CHECK(is_started_on("STARTEDON"));
}

TEST_CASE("brackets that hold no zone count: a column of metadata is another column") {
  CHECK_FALSE(is_started_on("Created (metadata)"));
  CHECK_FALSE(is_started_on("started_on (old)"));
}

TEST_CASE("a zone in brackets behind a name does not count") {
  CHECK(is_started_on("Created (UTC)"));
  CHECK(is_started_on("started_at (Europe/Berlin)"));
  CHECK(is_started_on("Created(UTC)"));
  CHECK(match({"MRR (USD)"})[2].column == 0U);
  CHECK(is_started_on("(created)"));  // nothing would be left
  CHECK(match_key("Created (UTC)") == match_key("created_at"));
}

TEST_CASE("the zone in brackets behind a name is told as it stands there") {
  CHECK(zone_in_header("Created (UTC)") == "UTC");
  CHECK(zone_in_header("Conversation started at (America/New_York)") == "America/New_York");
  CHECK(zone_in_header("Created (GMT+02:00)") == "GMT+02:00");
  CHECK(zone_in_header("Created (PST)") == "PST");
  for (const std::string_view name :
       {"Created", "Amount (USD)", "plan (metadata)", "(UTC)", "Created (UTC) day", "Created ()"}) {
    INFO(name);
    CHECK(zone_in_header(name).empty());
  }
}

TEST_CASE("a field's own name is better than an alias, and an earlier tier than a later one") {
  const auto own = match({"account_id", "customer_id"});
  CHECK(own[0].column == 1U);
  CHECK_FALSE(own[0].rival);
  const auto tier = match({"account", "client_id"});
  CHECK(tier[0].column == 1U);
  CHECK_FALSE(tier[0].rival);
  const auto late = match({"created", "x"});
  CHECK(late[1].column == 0U);
}

TEST_CASE("two columns that fit a field equally well are rivals, and both are known") {
  const auto names = match({"Customer ID", "x", "customer_id"});
  CHECK(names[0].column == 0U);
  CHECK(names[0].rival == 2U);
  const auto endings = match({"started_on", "started_at"});
  CHECK(endings[1].column == 0U);
  CHECK(endings[1].rival == 1U);
  const auto aliases = match({"client_id", "account_id"});
  CHECK(aliases[0].column == 0U);
  CHECK(aliases[0].rival == 1U);
}

TEST_CASE("a field without a column has none") {
  const auto none = match({"a", "b", "c"});
  for (const ColumnMatch& found : none) {
    CHECK_FALSE(found.column);
    CHECK_FALSE(found.rival);
  }
}

TEST_CASE("a column that one field has by its own name is no other field's alias") {
  const std::vector<FieldNames> two = {{"churned", "status"}, {"status", "state"}};
  const std::vector<std::string> header = {"status"};
  const auto found = match_fields("t.csv", header, two, {});
  CHECK_FALSE(found[0].column);
  CHECK(found[1].column == 0U);
}

TEST_CASE("--map wins over names and settles rivals") {
  const auto mapped = match({"customer_id", "owner"}, {{"customer_id", "owner"}});
  CHECK(mapped[0].column == 1U);
  CHECK_FALSE(mapped[0].rival);
  const auto settled = match({"Customer ID", "customer_id"}, {{"customer_id", "customer_id"}});
  CHECK(settled[0].column == 1U);
  CHECK_FALSE(settled[0].rival);
}

TEST_CASE("--map finds its column as it stands first, then without regard to case") {
  CHECK(match({"OWNER", "owner"}, {{"customer_id", "owner"}})[0].column == 1U);
  CHECK(match({"x", "Owner Name"}, {{"customer_id", "owner_name"}})[0].column == 1U);
}

TEST_CASE("--map of a column that is not there names the columns and the nearest") {
  const auto error = test::error_of([] { match({"owner", "plan"}, {{"customer_id", "ovner"}}); });
  REQUIRE(error);
  CHECK(error->code == ErrorCode::usage);
  CHECK(error->where.find("--map") != std::string::npos);
  CHECK(error->message.find("t.csv") != std::string::npos);
  CHECK(error->message.find("plan") != std::string::npos);
  CHECK(error->message.find("Did you mean owner?") != std::string::npos);
}

TEST_CASE("a line of very many columns is matched in time that grows with them, grouped or not") {
  const auto seconds = [](std::size_t columns, const std::string& suffix) {
    std::vector<std::string> header = {"mrr"};
    for (std::size_t i = 0; i < columns; ++i) header.push_back(std::to_string(i % 1000) + suffix);
    const std::clock_t begin = std::clock();
    CHECK(match(header)[2].column == 0U);
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  };
  for (const std::string suffix : {"", "_NPS_GROUP"}) {
    INFO(suffix);
    // Sixteen times as long where each column is compared with each.
    CHECK(seconds(80'000, suffix) < 9 * seconds(20'000, suffix) + 0.05);
  }
}
