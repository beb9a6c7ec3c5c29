#include "random_tables.hpp"

#include <string>
#include <utility>
#include <vector>

#include "random_rows.hpp"

namespace csm::slow {

namespace {

void draw_end(Dice& dice, int start, Row& row) {
  const std::string status = row["status"];
  const bool is_canceled = status == "canceled" || status == "cancelled";
  if (is_canceled ? !dice.one_in(5) : !dice.one_in(3))
    row["ended_on"] = format_day(end_day(dice, start));
  if (is_canceled ? dice.one_in(2) : dice.one_in(8))
    row["canceled_on"] = format_day(end_day(dice, start));
  if (dice.one_in(3)) row["current_period_end"] = format_day(end_day(dice, start));
}

void draw_trial(Dice& dice, int start, Row& row) {
  static const Words days = {"0", "1", "3", "7", "14", "30"};
  const int length = std::stoi(dice.pick(days));
  const int offset = dice.below(3) - 1;
  if (dice.one_in(5)) {
    const auto end = parse_day(row["ended_on"]);
    const bool is_about_end = dice.one_in(2);
    row["trial_end"] = format_day(is_about_end && end ? *end + offset : start + length);
  }
  const bool is_trial = dice.one_in(12);
  static const Words no = {"no", "no", "false", "0", "", "NA"};
  row["is_trial"] = is_trial ? "yes" : dice.pick(no);
}

void draw_pause(Dice& dice, Row& row) {
  const bool is_paused = row["status"] == "paused";
  if (is_paused ? !dice.one_in(3) : dice.one_in(8)) row["paused_on"] = format_day(near_day(dice));
  if (is_paused ? dice.one_in(2) : dice.one_in(8)) row["resumed_on"] = format_day(near_day(dice));
}

void draw_money(Dice& dice, Row& row) {
  static const Words amounts = {"0",      "0.00", "10",   "10", "19.99", "100",
                                "100.50", "600",  "1200", "1",  "0.01",  "123456789.99"};
  static const Words intervals = {"month",   "month", "month", "year", "year", "year",
                                  "quarter", "week",  "day",   "once", "",     "NA"};
  static const Words counts = {"1", "1", "1", "1",  "1",  "2", "3",
                               "4", "6", "7", "12", "24", "",  "-"};
  static const Words quantities = {"1", "1", "1", "2", "3", "0", "1.5", "0.25", "", "NA"};
  static const Words percents = {"", "", "0", "10", "12.5", "33.3", "50", "100", "null"};
  static const Words discounts = {"", "", "0", "0.01", "2.50", "5", "10", "1000", "n/a"};
  static const Words currencies = {"USD", "USD", "USD", "EUR", "JPY", "KWD"};
  row["amount"] = dice.pick(amounts);
  row["mrr"] = dice.pick(amounts);
  row["interval"] = dice.pick(intervals);
  row["interval_count"] = dice.pick(counts);
  row["quantity"] = dice.pick(quantities);
  row["discount_percent"] = dice.pick(percents);
  row["discount_amount"] = dice.pick(discounts);
  row["currency"] = dice.pick(currencies);
}

Row draw_subscription(Dice& dice, const Words& customers, const std::vector<Row>& before) {
  static const Words statuses = {"active",   "active",   "active",     "active",
                                 "canceled", "canceled", "cancelled",  "past_due",
                                 "past_due", "paused",   "paused",     "trialing",
                                 "unpaid",   "",         "incomplete", "incomplete_expired",
                                 "NA",       "ended"};
  static const Words subscription_ids = {"s1", "s2", "s3", "s4", "s5", "s6", "007", ""};
  Row row;
  row["customer_id"] = dice.pick(customers);
  int start = start_day(dice);
  if (!before.empty() && dice.one_in(2)) {
    // a successor: at the end of an earlier row of the same customer, about it, or after a gap
    static const Words gaps = {"-1", "0", "1", "2", "10", "30"};
    const int at = dice.below(static_cast<int>(before.size()));
    const Row& earlier = before[static_cast<std::size_t>(at)];
    const auto end = parse_day(earlier.at("ended_on"));
    const int gap = std::stoi(dice.pick(gaps));
    row["customer_id"] = earlier.at("customer_id");
    if (end) start = *end + gap;
  }
  row["started_on"] = format_day(start);
  row["status"] = dice.pick(statuses);
  row["subscription_id"] = dice.pick(subscription_ids);
  row["ended_on"] = dice.one_in(8) ? dice.pick(missing_words()) : "";
  draw_end(dice, start, row);
  draw_trial(dice, start, row);
  draw_pause(dice, row);
  draw_money(dice, row);
  return row;
}

void draw_money_columns(Dice& dice, Words& header) {
  const bool has_mrr = dice.one_in(4);
  if (has_mrr) header.push_back("mrr");
  if (!has_mrr || dice.one_in(2)) header.push_back("amount");
  add_some(
      dice,
      {"interval", "interval_count", "quantity", "discount_percent", "discount_amount", "currency"},
      header);
}

Words draw_subscription_header(Dice& dice) {
  Words header = {"customer_id", "started_on"};
  const int ends = dice.below(6);
  if (ends > 0) header.push_back("ended_on");
  if (ends < 4) header.push_back("canceled_on");
  add_some(dice,
           {"subscription_id", "current_period_end", "status", "trial_end", "is_trial", "paused_on",
            "resumed_on"},
           header);
  draw_money_columns(dice, header);
  shuffle(dice, header);
  return header;
}

Row draw_customer(Dice& dice, const Words& customers) {
  static const Words revenues = {"0", "10", "10", "19.99", "100", "33.33", "1200"};
  static const Words currencies = {"USD", "USD", "EUR"};
  Row row;
  row["customer_id"] = dice.pick(customers);
  const int start = start_day(dice);
  row["started_on"] = format_day(start);
  const bool has_left = dice.one_in(2);
  row["churned_on"] = has_left ? format_day(end_day(dice, start)) : dice.pick(missing_words());
  row["mrr"] = dice.pick(revenues);
  row["currency"] = dice.pick(currencies);
  return row;
}

Row draw_of_snapshot(Dice& dice, const Words& customers) {
  static const Words yes_or_no = {"yes", "no", "Yes", "No", "true", "false", "1", "0"};
  static const Words statuses = {"active",   "active",     "past_due",          "paused",
                                 "canceled", "canceled",   "cancelled",         "trialing",
                                 "unpaid",   "incomplete", "incomplete_expired"};
  Row row;
  row["customer_id"] = dice.pick(customers);
  row["churned"] = dice.pick(yes_or_no);
  row["status"] = dice.pick(statuses);
  row["is_new"] = dice.one_in(4) ? dice.pick(missing_words()) : dice.pick(yes_or_no);
  return row;
}

Row draw_answer(Dice& dice, const Words& customers) {
  static const Words scores = {"0",  "1", "5", "6", "7",   "8",   "9",   "9",   "10",
                               "10", "6", "7", "9", "8.5", "6.5", "9.5", "8.0", "6.99"};
  static const Words response_ids = {"r1", "r2", "r10", "9", "10", "R1", ""};
  static const Words comments = {
      "", "fine", "too slow, too dear", "say \"no\"", "two\nlines", "back\\slash", "NA"};
  Row row;
  row["score"] = dice.one_in(5) ? dice.pick(missing_words()) : dice.pick(scores);
  row["customer_id"] = dice.one_in(20) ? "" : dice.pick(customers);
  row["response_id"] = dice.pick(response_ids);
  const int answered_on = near_day(dice);
  const int delay = dice.below(6);
  row["answered_on"] = dice.one_in(12) ? dice.pick(missing_words()) : format_day(answered_on);
  row["sent_on"] = dice.one_in(6) ? dice.pick(missing_words()) : format_day(answered_on - delay);
  row["comment"] = dice.pick(comments);
  return row;
}

/// Up to about 40 rows, of which some are repeated as they stand.
template <class Draw>
Table draw_table(Dice& dice, const Words& header, const Draw& draw) {
  std::vector<Row> rows;
  const int size = draw_size(dice);
  for (int i = 0; i < size; ++i) {
    if (!rows.empty() && dice.one_in(15)) {
      const Row again = rows[static_cast<std::size_t>(dice.below(static_cast<int>(rows.size())))];
      rows.push_back(again);
    } else {
      Row row = draw(rows);
      spoil_some(dice, header, row);
      rows.push_back(row);
    }
  }
  return table_of(header, rows);
}

}  // namespace

int random_period_begin() { return day_of("2026-05-01"); }

int random_period_end() { return day_of("2026-06-01"); }

Table random_subscriptions(std::uint64_t seed) {
  Dice dice(seed);
  const Words customers = some_ids(dice);
  const Words header = draw_subscription_header(dice);
  return draw_table(dice, header, [&](const std::vector<Row>& before) {
    return draw_subscription(dice, customers, before);
  });
}

Table random_customers(std::uint64_t seed) {
  Dice dice(seed);
  const Words customers = some_ids(dice);
  Words header = {"customer_id", "started_on", "churned_on"};
  if (dice.one_in(2)) header.push_back("mrr");
  if (dice.one_in(3)) header.push_back("currency");
  shuffle(dice, header);
  return draw_table(dice, header,
                    [&](const std::vector<Row>&) { return draw_customer(dice, customers); });
}

Table random_snapshot(std::uint64_t seed) {
  Dice dice(seed);
  const Words customers = some_ids(dice);
  Words header = {"customer_id"};
  header.push_back(dice.one_in(2) ? "churned" : "status");
  if (dice.one_in(2)) header.push_back("is_new");
  shuffle(dice, header);
  return draw_table(dice, header,
                    [&](const std::vector<Row>&) { return draw_of_snapshot(dice, customers); });
}

Table random_answers(std::uint64_t seed) {
  Dice dice(seed);
  const Words customers = some_ids(dice);
  Words header = {"score"};
  add_some(dice, {"response_id", "customer_id", "answered_on", "comment", "sent_on"}, header);
  shuffle(dice, header);
  return draw_table(dice, header,
                    [&](const std::vector<Row>&) { return draw_answer(dice, customers); });
}

}  // namespace csm::slow
