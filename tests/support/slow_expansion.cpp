#include "slow_expansion.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "slow_known_until.hpp"
#include "slow_mrr.hpp"
#include "slow_subscription.hpp"

namespace csm::slow {

namespace {

struct Bought {
  std::string customer_id;
  std::string currency;
  std::string kind;
  int day = 0;
  Rational amount = 0;
};

/// "without regard to case, blanks, punctuation"
std::string letters_of(const std::string& word) {
  std::string letters;
  for (const char c : lower_case(word)) {
    const bool is_letter = c >= 'a' && c <= 'z';
    const bool is_digit = c >= '0' && c <= '9';
    if (is_letter || is_digit || static_cast<unsigned char>(c) >= 0x80) letters += c;
  }
  return letters;
}

bool is_currency(const std::string& text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return text.size() == 3 && std::all_of(text.begin(), text.end(), is_letter);
}

std::string kind_in(const std::string& word, const ExpansionOptions& options) {
  for (const auto& [mapped, kind] : options.kind_of) {
    if (letters_of(mapped) == letters_of(word)) return kind;
  }
  const auto kind = kind_of_word(word);
  // "other words are refused by name or mapped with `--kind-of`"
  if (!kind) throw std::invalid_argument(word + " is no kind of purchase");
  return *kind;
}

std::vector<Bought> good_purchases(const Table& table, const ExpansionOptions& options) {
  std::vector<Bought> purchases;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (is_bad_purchase(table, row)) continue;
    Bought bought;
    bought.customer_id = cell(table, row, "customer_id");
    bought.currency = cell(table, row, "currency");
    bought.kind = kind_in(cell(table, row, "kind"), options);
    bought.day = *parse_day(cell(table, row, "purchased_on"));
    bought.amount = *parse_decimal(cell(table, row, "amount"));
    purchases.push_back(bought);
  }
  return purchases;
}

/// Everybody who "bought or joined before `begin`", in whatever currency.
std::set<std::string> customers_before(const std::vector<Bought>& purchases,
                                       const std::optional<Table>& services,
                                       const ExpansionOptions& options) {
  std::set<std::string> customers;
  for (const Bought& bought : purchases) {
    if (bought.amount >= 0 && bought.day < options.begin) customers.insert(bought.customer_id);
  }
  if (!services) return customers;
  for (std::size_t row = 0; row < services->rows.size(); ++row) {
    if (is_bad_mrr_row(*services, row, options.end_included)) continue;
    const auto service = read_subscription(*services, row, options.end_included);
    if (service->is_customer && service->start < options.begin) {
      customers.insert(service->customer_id);
    }
  }
  return customers;
}

/// One purchase at a time; what it is left out for is counted in `result`.
bool counts(const Bought& bought, const std::set<std::string>& before,
            const ExpansionOptions& options, Expansion& result) {
  if (bought.day < options.begin || bought.day >= options.end) {
    ++result.outside;
    return false;
  }
  // "`recurring` never; `renewal` with `--kind renewal`"
  if (bought.kind == "recurring") {
    ++result.recurring;
    return false;
  }
  if (bought.kind == "renewal" && !options.counts_renewals) {
    ++result.renewals;
    return false;
  }
  // "`one_time` where the customer bought or joined before `begin`"
  if (bought.kind == "one_time" && before.count(bought.customer_id) == 0) {
    ++result.newcomers;
    return false;
  }
  return true;
}

PurchasedExpansion figures_of(const std::vector<Bought>& counted, bool counts_renewals) {
  PurchasedExpansion figures;
  std::set<std::string> customers;
  for (const std::string& kind : kinds_that_count(counts_renewals)) {
    figures.amount_by_kind[kind] = 0;
    std::set<std::string> of_kind;
    for (const Bought& bought : counted) {
      if (bought.kind != kind) continue;
      figures.expansion += bought.amount;
      figures.amount_by_kind[kind] += bought.amount;
      if (bought.amount < 0) {
        figures.refunds -= bought.amount;
        continue;
      }
      ++figures.purchases;
      of_kind.insert(bought.customer_id);
    }
    figures.customers_by_kind[kind] = static_cast<long>(of_kind.size());
    customers.insert(of_kind.begin(), of_kind.end());
  }
  figures.customers = static_cast<long>(customers.size());
  return figures;
}

std::optional<int> newest_day(const std::vector<Bought>& purchases,
                              const std::optional<Table>& services, bool end_included) {
  std::optional<int> newest;
  if (services) newest = known_until_for_mrr(*services, end_included);
  for (const Bought& bought : purchases) {
    if (!newest || bought.day > *newest) newest = bought.day;
  }
  return newest;
}

long count_trials(const Table& services, bool end_included) {
  long trials = 0;
  for (std::size_t row = 0; row < services.rows.size(); ++row) {
    if (is_bad_mrr_row(services, row, end_included)) continue;
    if (!read_subscription(services, row, end_included)->is_customer) ++trials;
  }
  return trials;
}

}  // namespace

std::vector<std::string> kinds_that_count(bool counts_renewals) {
  std::vector<std::string> kinds = {"upsell", "cross_sell", "add_on", "loyalty", "one_time"};
  if (counts_renewals) kinds.emplace_back("renewal");
  return kinds;
}

std::optional<std::string> kind_of_word(const std::string& word) {
  static const std::map<std::string, std::string> kinds = {
      {"upsell", "upsell"},    {"upgrade", "upsell"},       {"seatupgrade", "upsell"},
      {"expansion", "upsell"}, {"crosssell", "cross_sell"}, {"addon", "add_on"},
      {"loyalty", "loyalty"},  {"onetime", "one_time"},     {"oneoff", "one_time"},
      {"once", "one_time"},    {"single", "one_time"},      {"recurring", "recurring"},
      {"renewal", "renewal"},  {"renew", "renewal"},        {"subscription", "recurring"}};
  const auto found = kinds.find(letters_of(word));
  if (found == kinds.end()) return std::nullopt;
  return found->second;
}

bool is_bad_purchase(const Table& table, std::size_t row) {
  // "in ids ... only blank is missing (`NA` is North America)"
  if (cell(table, row, "customer_id").empty()) return true;
  if (is_missing(cell(table, row, "kind"))) return true;
  if (!parse_day(cell(table, row, "purchased_on"))) return true;
  if (!parse_decimal(cell(table, row, "amount"))) return true;
  return has_column(table, "currency") && !is_currency(cell(table, row, "currency"));
}

Expansion slow_expansion(const std::optional<Table>& purchases,
                         const std::optional<Table>& services, const ExpansionOptions& options) {
  Expansion result;
  std::vector<Bought> bought;
  if (purchases) {
    bought = good_purchases(*purchases, options);
    result.bad_purchases = static_cast<long>(purchases->rows.size() - bought.size());
  }
  result.knows_purchases = !bought.empty();
  result.known_until = newest_day(bought, services, options.end_included);
  const auto before = customers_before(bought, services, options);
  std::map<std::string, std::vector<Bought>> counted;
  for (const Bought& one : bought) {
    counted[one.currency];
    if (counts(one, before, options, result)) counted[one.currency].push_back(one);
  }
  if (services) {
    result.bad_services = count_bad_mrr_rows(*services, options.end_included);
    result.knows_services = result.bad_services < static_cast<long>(services->rows.size());
    result.trials = count_trials(*services, options.end_included);
    MrrOptions of_mrr;
    of_mrr.begin = options.begin;
    of_mrr.end = options.end;
    of_mrr.end_included = options.end_included;
    auto mrr = slow_mrr(*services, of_mrr);
    for (const auto& [currency, rows] : counted) mrr[currency];
    for (const auto& [currency, figures] : mrr) {
      counted[currency];
      result.moved[currency] = {figures.expansion, figures.expansion_customers, figures.opening,
                                share_of(figures.expansion, figures.opening)};
    }
  }
  for (const auto& [currency, rows] : counted) {
    PurchasedExpansion& figures = result.purchased[currency];
    figures = figures_of(rows, options.counts_renewals);
    if (!result.knows_services) continue;
    figures.opening = result.moved[currency].opening;
    figures.expansion_rate = share_of(figures.expansion, *figures.opening);
  }
  return result;
}

}  // namespace csm::slow
