#include "slow_price.hpp"

namespace csm::slow {

namespace {

/// The cell as a number of at least 0: `otherwise` where it is missing, nothing where it is
/// unreadable or negative.
std::optional<Rational> number_in(const Table& table, std::size_t row, const std::string& column,
                                  const Rational& otherwise) {
  const std::string text = cell(table, row, column);
  if (is_missing(text)) return otherwise;
  const auto number = parse_decimal(text);
  if (!number || *number < 0) return std::nullopt;  // "Negative amounts ... are bad rows."
  return number;
}

bool is_three_letters(const std::string& text) {
  if (text.size() != 3) return false;
  for (const char c : lower_case(text)) {
    if (c < 'a' || c > 'z') return false;
  }
  return true;
}

/// How often a row is billed.
struct Billing {
  std::string interval;
  int count = 1;
};

std::optional<Billing> read_billing(const Table& table, std::size_t row) {
  Billing billing;
  billing.interval = lower_case(cell(table, row, "interval"));
  if (is_missing(billing.interval)) billing.interval = "month";
  bool is_known = false;
  for (const char* const word : {"day", "week", "month", "quarter", "year", "once"}) {
    if (billing.interval == word) is_known = true;
  }
  if (!is_known) return std::nullopt;

  // "every `interval_count` that divides 27720 (1 to 12 do) is exact and any other is a bad row"
  const auto count = number_in(table, row, "interval_count", 1);
  if (!count) return std::nullopt;
  for (int n = 1; n <= 27720; ++n) {
    if (*count == n && 27720 % n == 0) {
      billing.count = n;
      return billing;
    }
  }
  return std::nullopt;
}

/// "brought to a month: year / 12, quarter / 3, n months / n, week x 52/12, day x 365/12;
/// `interval` once = one-off, not recurring"
Rational brought_to_a_month(const Rational& per_interval, const Billing& billing) {
  Rational months = 0;
  if (billing.interval == "once") return Rational(0);
  if (billing.interval == "year") months = 12;
  if (billing.interval == "quarter") months = 3;
  if (billing.interval == "month") months = 1;
  if (billing.interval == "week") months = Rational(12, 52);
  if (billing.interval == "day") months = Rational(12, 365);
  return Rational(per_interval / (months * billing.count));
}

int whole_years(const Billing& billing) {
  int months = 0;
  if (billing.interval == "year") months = 12 * billing.count;
  if (billing.interval == "quarter") months = 3 * billing.count;
  if (billing.interval == "month") months = billing.count;
  return months % 12 == 0 ? months / 12 : 0;
}

/// Fills in the money of a row that has `amount`; false for a bad row.
bool add_billed_money(const Table& table, std::size_t row, Price& price) {
  const auto quantity = number_in(table, row, "quantity", 1);
  const auto percent = number_in(table, row, "discount_percent", 0);
  const auto discount = number_in(table, row, "discount_amount", 0);
  const auto billing = read_billing(table, row);
  if (!quantity || !percent || !discount || !billing) return false;
  if (*percent > 100) return false;  // "percentages outside 0..100 are bad rows"

  // "amount x quantity, less `discount_percent`, then less `discount_amount` once an interval, not
  // below 0 a row"
  price.per_interval = price.amount * *quantity;
  price.per_interval -= price.per_interval * *percent / 100;
  price.per_interval -= *discount;
  if (price.per_interval < 0) price.per_interval = 0;
  price.per_month = brought_to_a_month(price.per_interval, *billing);
  price.is_recurring = billing->interval != "once";
  price.years = whole_years(*billing);
  return true;
}

}  // namespace

std::optional<Price> read_price(const Table& table, std::size_t row) {
  Price price;
  if (has_column(table, "currency")) {
    price.currency = cell(table, row, "currency");
    if (!is_three_letters(price.currency)) return std::nullopt;
  }
  const std::string column = has_column(table, "mrr") ? "mrr" : "amount";
  if (is_missing(cell(table, row, column))) return std::nullopt;
  const auto amount = number_in(table, row, column, 0);
  if (!amount) return std::nullopt;
  price.amount = *amount;
  if (column == "amount") {
    if (!add_billed_money(table, row, price)) return std::nullopt;
  } else {
    // "A column `mrr` is monthly already and replaces all that."
    price.per_interval = price.amount;
    price.per_month = price.amount;
  }
  return price;
}

}  // namespace csm::slow
