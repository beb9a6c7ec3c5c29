#include "csm/metrics/mrr.hpp"

#include <fmt/format.h>

#include <map>

#include "csm/error.hpp"
#include "csm/records/subscription.hpp"
#include "csm/registry.hpp"
#include "metrics/customer_mrr.hpp"
#include "metrics/paid_series.hpp"
#include "metrics/wording.hpp"

namespace csm {
namespace {

constexpr Rule rules[] = {
    {"movements", "yearly amounts count a twelfth a month",
     "{opening} + {new} + {reactivation} + {expansion} - {contraction} - {churned}[ + {fx}]"}};

constexpr std::string_view movement_names[MrrTally::movements] = {
    "", "new", "reactivation", "expansion", "contraction", "churned"};
constexpr std::string_view movement_counts[MrrTally::movements] = {"",
                                                                   "new_customers",
                                                                   "reactivation_customers",
                                                                   "expansion_customers",
                                                                   "contraction_customers",
                                                                   "churned_customers"};

/// What the customers of a movement do, after "3 customers"; * is an s after "1 customer".
constexpr std::string_view movement_words[MrrTally::movements] = {
    "", "began to pay", "pay* again", "pay* more", "pay* less", "stopped paying"};

Quantity money(Int128 annual, Currency currency) {
  return {monthly(annual), Unit::money, currency};
}

/// Closing MRR a customer.
Quantity per_customer(Int128 annual, std::int64_t customers, Currency currency) {
  if (customers == 0) return {std::nullopt, Unit::money, currency};
  const Ratio mrr = monthly(annual);
  return {reduced(mrr.num, checked_multiply(mrr.den, customers)), Unit::money, currency};
}

/// The first facts and lines, which both ways of counting have.
Result headline(Int128 annual, std::int64_t customers, Currency currency) {
  Result result;
  const Quantity arpa = per_customer(annual, customers, currency);
  result.value = money(annual, currency);
  result.interval_reason = census;
  result.facts = {{"mrr", result.value}, {"customers", Quantity::count(customers)}, {"arpa", arpa}};
  if (customers > 0) {
    result.story.emplace_back(fmt::format("{} {} {} a month on average",
                                          with_noun(customers, "customer"),
                                          customers == 1 ? "pays" : "pay", to_text(arpa)));
  } else {
    result.story.emplace_back("no customer pays");
  }
  return result;
}

std::string customers_who(std::int64_t n, std::string_view do_something) {
  std::string text = with_noun(n, "customer") + " " + std::string(do_something);
  if (const std::size_t star = text.find('*'); star != std::string::npos) {
    text.replace(star, 1, n == 1 ? "s" : "");
  }
  return text;
}

Table bridge(const MrrTally& t, Currency currency, bool is_converted) {
  Table table;
  table.push_back({"opening", to_number(money(t.opening, currency)), ""});
  for (std::size_t i = 1; i < MrrTally::movements; ++i) {
    const std::string amount = to_number(money(t.amounts[i], currency));
    table.push_back({std::string(movement_names[i]),
                     (t.amounts[i] == 0 ? ""
                      : is_loss(i)      ? "-"
                                        : "+") +
                         amount,
                     t.counts[i] == 0 ? "" : customers_who(t.counts[i], movement_words[i])});
  }
  if (is_converted) {
    table.push_back({"fx", (t.fx > 0 ? "+" : "") + to_number(money(t.fx, currency)),
                     "rates of exchange that changed"});
  }
  table.push_back({"closing", to_number(money(t.mrr(), currency)), ""});
  return table;
}

/// What became of the opening MRR, and what was gained for what was lost.
struct Retention {
  Quantity nrr;
  Quantity grr;
  Quantity quick_ratio;
};

Retention retention_of(const MrrTally& t) {
  Int128 gained = 0;
  Int128 lost = 0;
  for (std::size_t i = 1; i < MrrTally::movements; ++i) {
    Int128& sum = is_loss(i) ? lost : gained;
    sum = checked_add(sum, t.amounts[i]);
  }
  Quantity quick_ratio = Quantity::share(gained, lost);
  quick_ratio.unit = Unit::score;  // 4 means 4 for 1; it is no share of anything
  return {Quantity::share(t.kept_and_grown, t.opening), Quantity::share(t.kept, t.opening),
          quick_ratio};
}

/// The facts that movements add to the headline's.
void add_facts(const MrrTally& t, const Retention& retention, Currency currency, bool is_converted,
               std::vector<Fact>& facts) {
  facts.insert(facts.begin() + 1, {"arr", Quantity{yearly(t.mrr()), Unit::money, currency}});
  facts.push_back({"opening", money(t.opening, currency)});
  for (std::size_t i = 1; i < MrrTally::movements; ++i) {
    facts.push_back({movement_names[i], money(t.amounts[i], currency)});
  }
  for (std::size_t i = 1; i < MrrTally::movements; ++i) {
    facts.push_back({movement_counts[i], Quantity::count(t.counts[i])});
  }
  const Quantity no_fx{std::nullopt, Unit::money, currency};
  facts.push_back({"fx", is_converted ? money(t.fx, currency) : no_fx});
  facts.push_back({"closing", money(t.mrr(), currency)});
  facts.push_back({"net_new", money(checked_subtract(t.mrr(), t.opening), currency)});
  facts.push_back({"nrr", retention.nrr});
  facts.push_back({"grr", retention.grr});
  facts.push_back(
      {"gross_churn_rate", Quantity::share(checked_subtract(t.opening, t.kept), t.opening)});
  facts.push_back({"net_churn_rate",
                   Quantity::share(checked_subtract(t.opening, t.kept_and_grown), t.opening)});
  facts.push_back({"quick_ratio", retention.quick_ratio});
  facts.push_back({"past_due", money(t.past_due, currency)});
  // Of converted amounts the greatest are known at the rates of the opening, as is `closing`.
  facts.push_back({"top_1_share", Quantity::share(t.greatest.sum(1), t.closing)});
  facts.push_back({"top_5_share", Quantity::share(t.greatest.sum(5), t.closing)});
  facts.push_back({"top_10_share", Quantity::share(t.greatest.sum(10), t.closing)});
}

void tell(const MrrTally& t, const Retention& retention, Currency currency, bool is_converted,
          std::vector<Paragraph>& story) {
  std::get<std::string>(story[0]) +=
      "; " + to_text(Quantity{yearly(t.mrr()), Unit::money, currency}) + " a year";
  story.emplace_back(bridge(t, currency, is_converted));
  if (retention.grr.amount) {
    story.emplace_back(fmt::format("of the opening MRR {} is still there; with expansion {}",
                                   to_text(retention.grr), to_text(retention.nrr)));
  }
  if (retention.quick_ratio.amount) {
    story.emplace_back(
        fmt::format("gained {} for every 1 lost (quick ratio)", to_text(retention.quick_ratio)));
  }
  if (t.past_due > 0) {
    story.emplace_back(to_text(money(t.past_due, currency)) + " of it is past due");
  }
}

class MrrComputation : public ComputationOf<MrrComputation> {
 public:
  MrrComputation(const Question& question, const Period& period)
      : ComputationOf(question, period),
        when_billed_(question.option("annual", "spread") == "when-billed"),
        customers_(question, period) {}

  void add(const Rows& rows) override {
    if (const auto* customers = std::get_if<std::span<const Customer>>(&rows)) {
      customers_.add(*customers);
      return;
    }
    const auto subscriptions = std::get<std::span<const Subscription>>(rows);
    if (!when_billed_) return customers_.add(subscriptions);
    for (const Subscription& row : subscriptions) {
      customers_.add_billed(row, billed_in_month(row, period_));
    }
  }

  void gather(MrrComputation& from) { customers_.merge(from.customers_); }

  void finish(const Span& span, Report& report) override {
    Cube<Currency, MrrTally> tallies = customers_.tallies();
    if (tallies.empty()) tallies[question_.currency_of_nothing()];
    for (const auto& [currency, tally] : tallies) {
      Result& result = report.results.emplace_back(
          when_billed_
              ? finish_when_billed(tally.closing, tally.customers, tally.past_due, currency)
              : csm::finish(tally, currency, question_.rates != nullptr));
      result.span = span;
    }
    if (report.results.size() > 1) {
      report.notes.push_back(note_of_currencies(report.results.size()));
    }
    if (when_billed_)
      report.notes.emplace_back("yearly amounts count whole in the month they are billed");
    report.input->leave_out(never_paid, customers_.on_trial());
  }

 private:
  bool when_billed_;
  CustomerMrr customers_;
};

class MrrSeries : public PaidSeries<MrrSeries> {
 public:
  using PaidSeries::PaidSeries;

  void finish_step(std::size_t step, const Span&, Report& report) {
    for (const auto& [currency, tallies] : tallies_) {
      report.results.push_back(csm::finish(tallies[step], currency, false));
    }
    if (tallies_.size() > 1) report.notes.push_back(note_of_currencies(tallies_.size()));
  }
};

/// None where years are counted in the month that they are billed.
std::unique_ptr<Computation> start_series(const Question& question,
                                          const std::vector<Period>& steps) {
  const bool is_spread = question.option("annual", "spread") == "spread";
  if (!is_spread || !has_paid_series(question)) return nullptr;
  return std::make_unique<MrrSeries>(question, steps);
}

constexpr std::string_view no_ends =
    "no column says when a subscription ended (ended_on, canceled_on), so nothing counts as lost";

std::vector<Role> roles(const Question& question) {
  const std::string_view annual = question.option("annual", "spread");
  if (annual != "spread" && annual != "when-billed") {
    usage_error("--annual", fmt::format("\"{}\" is neither spread nor when-billed", annual));
  }
  std::vector<Input> inputs = mrr_inputs(question, Need::value, no_ends);
  if (annual == "when-billed") return {{{inputs.back()}}};
  return {{inputs}};
}

std::unique_ptr<Computation> start(const Question& question, const Period& period) {
  const bool is_month =
      period.is_all() || Period::month_of(period.begin) ==
                             Period{period.begin, period.end, Period::month_of(period.begin).label};
  if (question.option("annual", "spread") == "when-billed" && !is_month) {
    usage_error("--annual", "when-billed speaks of one month; give one, such as --period 2026-05");
  }
  return start_as<MrrComputation>(question, period);
}

Result by_hand(const Question& question) {
  const Currency currency = question.currency.value_or(Currency{});
  const std::int64_t customers = question.count("customers");
  const Decimal arpa = question.amount("arpa");
  const Int128 annual = checked_multiply(annual_of_month(arpa), customers);
  Result result = headline(annual, customers, currency);
  const Quantity arr{yearly(annual), Unit::money, currency};
  result.facts.insert(result.facts.begin() + 1, {"arr", arr});
  result.story.emplace_back(to_text(arr) + " a year");
  return result;
}

constexpr Option options[] = {
    {"annual", "spread|when-billed",
     "count a yearly amount as twelve parts (default) or whole in its month"},
};

constexpr Option by_hand_numbers[] = {
    {"customers", "N", "paying customers", true},
    {"arpa", "AMOUNT", "what they pay a month on average", true},
};

constexpr FactMeaning fact_meanings[] = {
    {"mrr", "monthly recurring revenue just before the day after the period"},
    {"arr", "12 x mrr"},
    {"customers", "customers with mrr above 0"},
    {"arpa", "average revenue per account: mrr / customers"},
    {"opening", "mrr just before the period's first day", InTables::beside},
    {"new", "of customers who never paid before", InTables::beside},
    {"reactivation", "of customers who pay again", InTables::beside},
    {"expansion", "what customers pay more than at opening", InTables::beside},
    {"contraction", "what customers pay less, those who paused among them", InTables::beside},
    {"churned", "of customers who pay nothing any more", InTables::beside},
    {"new_customers", "how many customers began to pay"},
    {"reactivation_customers", "how many pay again"},
    {"expansion_customers", "how many pay more"},
    {"contraction_customers", "how many pay less"},
    {"churned_customers", "how many stopped paying"},
    {"fx", "what rates of exchange that changed make of the closing mrr; absent without --fx"},
    {"closing",
     "mrr again: opening + new + reactivation + expansion - contraction - churned (+ fx)",
     InTables::as_figure},
    {"net_new", "closing - opening"},
    {"nrr", "net revenue retention: of the customers at opening, mrr at closing / at opening"},
    {"grr", "gross revenue retention: the same without what anybody pays more"},
    {"gross_churn_rate", "1 - grr"},
    {"net_churn_rate", "1 - nrr"},
    {"quick_ratio", "(new + reactivation + expansion) / (contraction + churned)"},
    {"past_due", "of mrr, from subscriptions whose status is past due"},
    {"top_1_share", "of mrr, from the customer who pays the most"},
    {"top_5_share", "of mrr, from the five customers who pay the most"},
    {"top_10_share", "of mrr, from the ten customers who pay the most"},
};

constexpr Part parts[] = {
    {"churned", "churned"},           {"contraction", "contraction"}, {"new", "new"},
    {"reactivation", "reactivation"}, {"expansion", "expansion"},     {"mrr", "unchanged"},
};

constexpr std::string_view list_figures[] = {"net_new", "opening", "mrr"};

constexpr std::string_view gains[] = {"new", "reactivation", "expansion", "fx"};
constexpr std::string_view losses[] = {"contraction", "churned"};

constexpr Example examples[] = {
    {"csm mrr --from subscriptions.csv --period 2026-05",
     "MRR at the end of May, and what moved it"},
    {"csm mrr --from us.csv --from eu.csv", "two currencies: a result each, never added"},
    {"csm mrr --customers 150 --arpa 83.33", "by hand"},
};

}  // namespace

Result finish(const MrrTally& t, Currency currency, bool is_converted) {
  check_law(t);
  Result result = headline(t.mrr(), t.customers, currency);
  const Retention retention = retention_of(t);
  add_facts(t, retention, currency, is_converted, result.facts);
  tell(t, retention, currency, is_converted, result.story);
  return result;
}

Result finish_when_billed(Int128 annual, std::int64_t customers, Int128 past_due,
                          Currency currency) {
  Result result = headline(annual, customers, currency);
  result.facts.push_back({"past_due", money(past_due, currency)});
  return result;
}

Int128 billed_in_month(const Subscription& row, const Period& month) {
  const int months = row.interval.count * row.interval_count *
                     (row.interval.unit == IntervalUnit::year      ? 12
                      : row.interval.unit == IntervalUnit::quarter ? 3
                      : row.interval.unit == IntervalUnit::month   ? 1
                                                                   : 0);
  if (months == 0 || months % 12 != 0) {
    const bool counts =
        is_active_before(row.service, month.end) && !is_paused_before(row.service, month.end);
    return counts ? row.annual_amount : 0;
  }
  using std::chrono::year_month_day;
  const year_month_day start{row.service.start};
  const year_month_day begin{month.begin};
  const int years = static_cast<int>(begin.year()) - static_cast<int>(start.year());
  if (start.month() != begin.month() || years < 0 || years * 12 % months != 0) return 0;
  // 29 February is billed on the 28th in other years.
  year_month_day billing_day = begin.year() / start.month() / start.day();
  if (!billing_day.ok()) billing_day = begin.year() / start.month() / std::chrono::day{28};
  const Date day = std::chrono::sys_days{billing_day};
  const Service& service = row.service;
  const bool is_paused = service.paused_from <= day && day < service.paused_to;
  if (day < service.start || day >= service.end || is_paused) return 0;
  return checked_multiply(row.annual_amount, months);
}

const Metric mrr_metric = {
    "mrr",
    "Monthly recurring revenue",
    "How much do the customers pay a month, and what moved it?",
    "sum of active (amount x quantity - discounts), brought to a month",
    "NRR, GRR: SaaS Metrics Standards Board; quick ratio: M. Hamid",
    Unit::money,
    DefaultPeriod::newest_month,
    rules,
    options,
    by_hand_numbers,
    fact_meanings,
    examples,
    roles,
    start,
    by_hand,
    false,
    false,
    Grouping::customers,
    Better::higher,
    {.parts = parts, .figures = list_figures},
    start_series,
    {"opening", gains, losses, "closing"},
};

}  // namespace csm
