#include "presets/preset.hpp"

#include <algorithm>
#include <set>

#include "csm/error.hpp"
#include "csm/records/rows.hpp"
#include "io/match.hpp"
#include "io/preset_choice.hpp"
#include "io/preset_rows.hpp"
#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;
using test::dec;

namespace {

std::vector<std::string> parts(std::string_view list) {
  std::vector<std::string> all;
  for_each_part(list, [&](std::string_view part) { all.emplace_back(part); });
  return all;
}

std::set<std::string_view> fields_of_kind(std::string_view kind) {
  std::set<std::string_view> fields;
  for (const RowType type : {RowType::customer, RowType::subscription, RowType::purchase,
                             RowType::answer, RowType::ticket, RowType::contract, RowType::cost}) {
    if (kind_of(type) != kind) continue;
    for (const std::string_view field : field_names(type)) fields.insert(field);
  }
  return fields;
}

}  // namespace

TEST_CASE("every preset is found by its name and recognised by its signature alone") {
  std::string before;
  for (const Preset& preset : presets()) {
    INFO(preset.name);
    CHECK(before < preset.name);
    before = preset.name;
    CHECK(find_preset(preset.name) == &preset);
    const std::string_view kinds[] = {preset.kind};
    CHECK(choose_preset(parts(preset.signature), kinds, {}) == &preset);
    std::vector<std::string> less = parts(preset.signature);
    less.pop_back();
    CHECK(choose_preset(less, kinds, {}) != &preset);
  }
  CHECK(find_preset("stripe") == nullptr);
}

TEST_CASE("a preset speaks of fields of its kind of record, each once, and of words as folded") {
  for (const Preset& preset : presets()) {
    INFO(preset.name);
    const auto fields = fields_of_kind(preset.kind);
    std::set<std::string_view> seen;
    for (const PresetColumn& column : preset.columns) {
      INFO(column.field);
      CHECK(fields.contains(column.field));
      CHECK(seen.insert(column.field).second);
    }
    for (const StatusWord& word : preset.statuses) {
      char buffer[32];
      CHECK(folded(word.word, buffer, sizeof buffer) == word.word);
    }
    for (const LeftOutRows& rows : preset.left_out) {
      CHECK_FALSE(rows.reason.empty());
      CHECK((!rows.is_kept || !rows.words.empty()));
    }
  }
}

TEST_CASE("rows of other surveys are left out of the metric of one, and of no other") {
  const Preset& preset = *find_preset("delighted-responses-api");
  const std::vector<std::string> header = parts(preset.signature);
  for (const std::string_view survey : {"nps", "csat", "ces"}) {
    Binding binding;
    bind_preset(header, preset, survey, binding);
    REQUIRE(binding.left_out.size() == 1);
    CHECK(binding.left_out[0].rows->words == survey);
    CHECK(binding.left_out[0].rows->is_kept);
    CHECK(header[binding.slots[binding.left_out[0].slot].column] == "survey_type");
  }
  Binding of_any;
  bind_preset(header, preset, "", of_any);
  CHECK(of_any.left_out.empty());
}

TEST_CASE("of two presets of one header that of the first kind is taken") {
  const Preset* bills = find_preset("xero-bills");
  const Preset* invoices = find_preset("xero-invoices");
  REQUIRE(bills != nullptr);
  const std::string_view costs_first[] = {"costs", "purchases"};
  const std::string_view purchases_first[] = {"customers", "purchases", "costs"};
  CHECK(choose_preset(parts(bills->signature), costs_first, {}) == bills);
  CHECK(choose_preset(parts(bills->signature), purchases_first, {}) == invoices);
}

TEST_CASE("what cannot serve is refused with what to take instead, and reads no column") {
  int refused = 0;
  for (const Preset& preset : presets()) {
    INFO(preset.name);
    if (preset.refusal.empty()) {
      CHECK(refusal_in_words(preset).empty());
      CHECK_NOTHROW(refuse_by_preset("t.csv", &preset));
      continue;
    }
    ++refused;
    CHECK(preset.columns.empty());
    CHECK(refusal_in_words(preset).find("--preset none") != std::string::npos);
    CHECK_THROWS_AS(refuse_by_preset("t.csv", &preset), Error);
  }
  CHECK(refused == 4);
  CHECK_NOTHROW(refuse_by_preset("t.csv", nullptr));
}

TEST_CASE("a header without the whole signature, or of another kind of record, has no preset") {
  const std::vector<std::string> header = {"customer_id", "started_on", "amount"};
  const std::string_view subscriptions[] = {"subscriptions"};
  const std::string_view tickets[] = {"tickets"};
  CHECK(choose_preset(header, subscriptions, {}) == nullptr);
  const Preset* stripe = find_preset("stripe-subscriptions");
  REQUIRE(stripe != nullptr);
  CHECK(choose_preset(parts(stripe->signature), tickets, {}) == nullptr);
  Reading none;
  none.preset = "none";
  CHECK(choose_preset(parts(stripe->signature), subscriptions, none) == nullptr);
}

TEST_CASE("the preset's column wins over the field's own name, and no column may be meant") {
  const std::vector<FieldNames> fields = {{"started_on", "start", {}, "Start Date|Start"},
                                          {"status", "state", {}, ""}};
  const std::vector<std::string> header = {"started_on", "Start (UTC)", "Start Date (UTC)",
                                           "status"};
  const auto found = match_fields("t.csv", header, fields, {});
  CHECK(found[0].column == 2U);
  CHECK_FALSE(found[0].rival);
  CHECK(found[0].passed_over.empty());
  CHECK_FALSE(found[1].column);
  const auto other = match_fields("t.csv", std::vector<std::string>{"start"}, fields, {});
  CHECK(other[0].column == 0U);
  const auto twice =
      match_fields("t.csv", std::vector<std::string>{"Start Date", "start_date"}, fields, {});
  CHECK(twice[0].rival == 1U);
}

TEST_CASE("minor units are as many as the currency says, but for those the vendor excepts") {
  Preset preset;
  CHECK(minor_units(preset, *Currency::of("USD")) == 100);
  CHECK(minor_units(preset, *Currency::of("JPY")) == 1);
  CHECK(minor_units(preset, *Currency::of("KWD")) == 1000);
  CHECK(minor_units(preset, *Currency::of("ISK")) == 1);
  preset.hundredths = "ISK|UGX";
  CHECK(minor_units(preset, *Currency::of("ISK")) == 100);
  Decimal amount = dec("1999");
  CHECK(divide(amount, 100));
  CHECK(amount == dec("19.99"));
  amount = dec("0.000000000001");
  CHECK_FALSE(divide(amount, 100));
}

TEST_CASE("seconds since 1970 are the day of UTC") {
  const CellRules rules{.dates = DateReading::unix_seconds};
  CHECK(read_date("0", rules) == test::day(1970, 1, 1));
  CHECK(read_date("86399", rules) == test::day(1970, 1, 1));
  CHECK(read_date("86400", rules) == test::day(1970, 1, 2));
  CHECK(read_date("1772323200", rules) == test::day(2026, 3, 1));
  for (const std::string_view text : {"-1", "1.5.2", "2026-03-01", "253402300800", ""}) {
    INFO(text);
    CHECK_FALSE(read_date(text, rules));
  }
}

TEST_CASE("a vendor's word of status comes before the usual meaning of the word") {
  constexpr StatusWord words[] = {{"canceled", Status::active}};
  const CellRules rules{.statuses = words};
  Status status = Status::none;
  read_value("Canceled", rules, status);
  CHECK(status == Status::active);
  read_value("expired", rules, status);
  CHECK(status == Status::gone);
  read_value("Canceled", {}, status);
  CHECK(status == Status::canceled);
}
