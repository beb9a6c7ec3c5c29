#include "slow_renewal.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "random_rows.hpp"

namespace csm::slow {

namespace {

struct Contract {
  std::string customer;
  std::string id;
  std::optional<int> start;
  int end = 0;
  std::optional<Rational> value;
  std::string currency;
  std::optional<bool> renewed;
  std::optional<Rational> renewed_value;

  bool is_used = false;
};

struct BadRow {};

std::optional<int> day_in(const Table& table, std::size_t row, const std::string& column) {
  const std::string text = cell(table, row, column);
  if (is_missing(text)) return std::nullopt;
  const auto day = parse_day(text);
  if (!day) throw BadRow{};
  return day;
}

std::optional<Rational> number_in(const Table& table, std::size_t row, const std::string& column) {
  const std::string text = cell(table, row, column);
  if (is_missing(text)) return std::nullopt;
  const auto number = parse_decimal(text);
  if (!number) throw BadRow{};
  return number;
}

std::string currency_in(const Table& table, std::size_t row) {
  const std::string text = lower_case(cell(table, row, "currency"));
  if (is_missing(text)) return "";
  if (text == "usd") return "USD";
  if (text == "eur") return "EUR";
  throw BadRow{};
}

Contract read_contract(const Table& table, std::size_t row) {
  Contract contract;
  contract.customer = cell(table, row, "customer_id");
  contract.id = cell(table, row, "contract_id");
  const auto end = day_in(table, row, "term_end");
  if (contract.customer.empty() || !end) throw BadRow{};
  contract.end = *end;
  contract.start = day_in(table, row, "term_start");
  contract.value = number_in(table, row, "value");
  contract.currency = currency_in(table, row);
  contract.renewed_value = number_in(table, row, "renewed_value");
  const std::string renewed = cell(table, row, "renewed");
  if (!is_missing(renewed)) {
    contract.renewed = parse_yes_or_no(renewed);
    if (!contract.renewed) throw BadRow{};
  }
  // a row whose end lies before its start, and values below 0
  if (contract.start && contract.end < *contract.start) throw BadRow{};
  if (contract.value && *contract.value < 0) throw BadRow{};
  if (contract.renewed_value && *contract.renewed_value < 0) throw BadRow{};
  // a new value of what was not renewed
  const bool is_not = contract.renewed && !*contract.renewed;
  if (is_not && contract.renewed_value && *contract.renewed_value > 0) throw BadRow{};
  return contract;
}

/// A purchase as a contract from its day to its expiry; nothing where it is a refund or never
/// expires. `newest` is moved on.
std::optional<Contract> read_purchase(const Table& table, std::size_t row,
                                      const RenewalOptions& options, std::optional<int>& newest) {
  Contract contract;
  contract.customer = cell(table, row, "customer_id");
  contract.id = cell(table, row, "purchase_id");
  contract.start = day_in(table, row, "purchased_on");
  auto end = day_in(table, row, "expires_on");
  contract.value = number_in(table, row, "amount");
  contract.currency = currency_in(table, row);
  if (contract.customer.empty() || !contract.start) throw BadRow{};
  if (!contract.value && has_column(table, "amount")) throw BadRow{};
  if (!contract.value) contract.value = 0;
  if (end && *end < *contract.start) throw BadRow{};
  if (!newest || *contract.start > *newest) newest = contract.start;
  if (!end && options.lifetime) end = *contract.start + *options.lifetime;
  if (!end || (contract.value && *contract.value < 0)) return std::nullopt;
  contract.end = *end;
  return contract;
}

int rank_of_id(const std::string& id) {
  if (id.empty()) return 0;
  return id.find_first_not_of("0123456789") == std::string::npos ? 1 : 2;
}

bool is_smaller_id(const std::string& a, const std::string& b) {
  if (rank_of_id(a) != rank_of_id(b)) return rank_of_id(a) < rank_of_id(b);
  if (rank_of_id(a) == 1 && *parse_decimal(a) != *parse_decimal(b)) {
    return *parse_decimal(a) < *parse_decimal(b);
  }
  return a < b;
}

/// "the first by term_start, then by id", then by all the rest.
bool is_before(const Contract& a, const Contract& b) {
  if (a.start != b.start) return a.start < b.start;
  if (a.id != b.id) return is_smaller_id(a.id, b.id);
  if (a.end != b.end) return a.end < b.end;
  if (a.currency != b.currency) return a.currency < b.currency;
  if (a.value != b.value) return a.value < b.value;
  if (a.renewed != b.renewed) return a.renewed < b.renewed;
  return a.renewed_value < b.renewed_value;
}

bool succeeds(const Contract& later, const Contract& earlier, int grace) {
  return later.customer == earlier.customer && earlier.start && later.start &&
         *later.start > *earlier.start && later.end > earlier.end &&
         *later.start - earlier.end <= grace;
}

/// The index of what renewed a contract; -1 where nothing did or the row says no.
int successor_of(const std::vector<Contract>& all, const Contract& contract, int grace) {
  if (contract.renewed && !*contract.renewed) return -1;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (succeeds(all[i], contract, grace)) return static_cast<int>(i);
  }
  return -1;
}

/// Rounded down to 12 decimals.
Rational rounded_down(const Rational& number) {
  const boost::multiprecision::cpp_int unit("1000000000000");
  const Rational scaled = number * unit;
  return Rational(numerator(scaled) / denominator(scaled), unit);
}

/// What is known of the new value of the contract at `at`. `all` is in order.
std::optional<Rational> new_value(const std::vector<Contract>& all, std::size_t at, int grace) {
  const Contract& contract = all[at];
  if (contract.renewed_value) return contract.renewed_value;
  const int next = successor_of(all, contract, grace);
  if (next < 0) return std::nullopt;
  const Contract& successor = all[static_cast<std::size_t>(next)];
  if (!successor.value || successor.currency != contract.currency) return std::nullopt;
  std::vector<std::size_t> sharers;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (successor_of(all, all[i], grace) == next) sharers.push_back(i);
  }
  if (sharers.size() == 1) return successor.value;
  Rational whole = 0;
  for (const std::size_t i : sharers) {
    if (!all[i].value || all[i].currency != contract.currency) return std::nullopt;
    whole += *all[i].value;
  }
  const bool by_number = whole == 0;
  if (by_number) whole = static_cast<long>(sharers.size());
  Rational before = 0;
  for (const std::size_t i : sharers) {
    const Rational after = by_number ? Rational(before + 1) : Rational(before + *all[i].value);
    if (i == at) {
      return Rational(rounded_down(*successor.value * after / whole) -
                      rounded_down(*successor.value * before / whole));
    }
    before = after;
  }
  return std::nullopt;
}

struct Sums {
  Rational decided = 0;
  Rational renewed = 0;
  Rational renewed_at_new = 0;
  bool is_net_known = true;
};

std::vector<Contract> read_all(const Table& table, const RenewalOptions& options,
                               RenewalFigures& figures, std::optional<int>& known) {
  std::vector<Contract> all;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    try {
      if (options.is_of_purchases) {
        const auto purchase = read_purchase(table, row, options, known);
        if (purchase) {
          all.push_back(*purchase);
        } else {
          ++figures.not_counted;
        }
      } else {
        all.push_back(read_contract(table, row));
        const auto start = all.back().start;
        if (start && (!known || *start > *known)) known = start;
      }
    } catch (const BadRow&) {
      ++figures.bad;
    }
  }
  if (options.as_of) known = options.as_of;
  std::stable_sort(all.begin(), all.end(), is_before);
  return all;
}

void add_rates(const std::map<std::string, Sums>& sums, RenewalFigures& figures) {
  for (const auto& [currency, sum] : sums) {
    if (sum.decided == 0) continue;
    RenewalRates& rates = figures.by_currency[currency.empty() ? "unknown" : currency];
    rates.gross = share_of(sum.renewed, sum.decided);
    if (sum.is_net_known) rates.net = share_of(sum.renewed_at_new, sum.decided);
  }
}

}  // namespace

RenewalFigures slow_renewal(const Table& table, const RenewalOptions& options) {
  RenewalFigures figures;
  std::optional<int> known;
  std::vector<Contract> all = read_all(table, options, figures, known);
  std::map<std::string, Sums> sums;
  for (std::size_t i = 0; i < all.size(); ++i) {
    Contract& contract = all[i];
    if (contract.end < options.begin || contract.end >= options.end) continue;
    contract.is_used = true;
    const int next = successor_of(all, contract, options.grace);
    if (next >= 0) all[static_cast<std::size_t>(next)].is_used = true;
    const bool is_renewed = contract.renewed ? *contract.renewed : next >= 0;
    const bool is_over = contract.renewed || (known && *known >= contract.end + options.grace);
    if (!is_renewed && !is_over) {
      ++figures.open;
      continue;
    }
    ++(is_renewed ? figures.renewed : figures.lost);
    if (!contract.value) continue;
    Sums& sum = sums[contract.currency];
    sum.decided += *contract.value;
    if (!is_renewed) continue;
    sum.renewed += *contract.value;
    const auto renewed_at = new_value(all, i, options.grace);
    sum.is_net_known = sum.is_net_known && renewed_at;
    if (renewed_at) sum.renewed_at_new += *renewed_at;
  }
  for (const Contract& contract : all) figures.not_counted += contract.is_used ? 0 : 1;
  add_rates(sums, figures);
  return figures;
}

namespace {

/// A term that ends near the period, or begins where another one of the table ends.
void draw_term(Dice& dice, const std::string& start_column, const std::string& end_column,
               const std::vector<Row>& before, Row& row) {
  static const Words lengths = {"0", "1", "28", "30", "31", "90", "365"};
  static const Words gaps = {"-20", "-1", "0", "1", "6", "7", "8", "29", "30", "31"};
  const int length = std::stoi(dice.pick(lengths));
  int start = near_day(dice) - length;
  if (!before.empty() && dice.one_in(2)) {
    const Row& earlier =
        before[static_cast<std::size_t>(dice.below(static_cast<int>(before.size())))];
    const auto end = parse_day(earlier.at(end_column));
    const int gap = std::stoi(dice.pick(gaps));
    if (end) {
      start = *end + gap;
      row["customer_id"] = earlier.at("customer_id");
    }
  }
  row[start_column] = format_day(start);
  row[end_column] = format_day(start + length);
}

void draw_value(Dice& dice, const std::string& column, Row& row) {
  static const Words values = {
      "0", "1", "1", "2", "3", "7", "100", "100.01", "0.000000000001", "999999999999", "", "NA"};
  static const Words currencies = {"USD", "USD", "USD", "USD", "usd", "EUR", ""};
  row[column] = dice.pick(values);
  row["currency"] = dice.pick(currencies);
}

/// Besides what is spoilt in every kind of table: the columns that only these have.
void spoil_more(Dice& dice, Row& row) {
  static const Words wrong = {"2026-02-30", "soon", "maybe", "-5", "ten"};
  static const Words columns = {"term_start", "term_end", "purchased_on", "expires_on",
                                "value",      "renewed",  "renewed_value"};
  if (!dice.one_in(12)) return;
  const std::string column = dice.pick(columns);
  row[column] = dice.pick(wrong);
}

template <class Draw>
Table draw_table(Dice& dice, Words header, Draw&& draw) {
  shuffle(dice, header);
  std::vector<Row> rows;
  const int size = draw_size(dice);
  for (int i = 0; i < size; ++i) {
    Row row = draw(rows);
    spoil_some(dice, header, row);
    spoil_more(dice, row);
    rows.push_back(row);
  }
  return table_of(header, rows);
}

}  // namespace

Table random_contracts(std::uint64_t seed) {
  Dice dice(seed);
  const Words customers = some_ids(dice);
  Words header = {"customer_id", "term_end"};
  header.push_back(dice.one_in(6) ? "renewed" : "term_start");
  add_some(dice, {"contract_id", "value", "currency", "renewed_value"}, header);
  if (!contains(header, "renewed") && dice.one_in(3)) header.push_back("renewed");
  return draw_table(dice, header, [&](const std::vector<Row>& before) {
    static const Words ids = {"9", "10", "09", "K1", "K2", ""};
    static const Words words = {"", "", "", "yes", "no", "TRUE", "false", "NA"};
    Row row;
    row["customer_id"] = dice.pick(customers);
    row["contract_id"] = dice.pick(ids);
    draw_term(dice, "term_start", "term_end", before, row);
    if (dice.one_in(10)) row["term_start"] = "";
    draw_value(dice, "value", row);
    row["renewed"] = dice.pick(words);
    static const Words new_values = {"", "", "", "0", "5", "120.5"};
    row["renewed_value"] = dice.pick(new_values);
    return row;
  });
}

Table random_expiring(std::uint64_t seed) {
  Dice dice(seed);
  const Words customers = some_ids(dice);
  Words header = {"customer_id", "purchased_on", "expires_on"};
  add_some(dice, {"purchase_id", "amount", "currency"}, header);
  return draw_table(dice, header, [&](const std::vector<Row>& before) {
    static const Words ids = {"9", "10", "09", "P1", "P2", ""};
    Row row;
    row["customer_id"] = dice.pick(customers);
    row["purchase_id"] = dice.pick(ids);
    draw_term(dice, "purchased_on", "expires_on", before, row);
    if (dice.one_in(6)) row["expires_on"] = "";
    draw_value(dice, "amount", row);
    if (dice.one_in(10)) row["amount"] = "-5";
    return row;
  });
}

}  // namespace csm::slow
