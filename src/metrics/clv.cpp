#include "csm/metrics/clv.hpp"

#include <fmt/format.h>

#include "csm/error.hpp"
#include "csm/registry.hpp"
#include "metrics/buyers.hpp"
#include "metrics/clv_options.hpp"
#include "metrics/clv_subscriptions.hpp"
#include "metrics/cost_categories.hpp"
#include "metrics/customer_mrr.hpp"
#include "metrics/ledger.hpp"
#include "metrics/paid_series.hpp"
#include "metrics/retention_costs.hpp"
#include "metrics/service_input.hpp"
#include "metrics/subscribers.hpp"
#include "metrics/wording.hpp"

namespace csm {
namespace {

constexpr Rule rules[] = {
    {"purchases", "purchase value x purchases a customer and month x lifespan",
     "{average_purchase_value} x {purchase_frequency} x {lifespan}[ x {margin}]"},
    {"subscription", "revenue per account / churn of the 6 months before the last",
     "{arpa} / {monthly_churn}[ x {margin}]"},
};

bool is_subscription(const Question& question) { return question.rule == &rules[1]; }

/// Options that would change nothing with what is given and the rule that it may have told.
void check_for_rule(const Question& question) {
  if (question.has("category") && !question.has_kind(Cost::kind)) {
    usage_error("--category", "there are no costs to choose from; give --from costs=FILE");
  }
  if (!is_subscription(question)) {
    if (question.assume_unique) {
      usage_error(
          "--assume-unique",
          "would make a customer of every purchase; rule purchases looks at who buys again");
    }
    return;
  }
  if (question.has("lifespan")) {
    usage_error("--lifespan", "changes nothing under rule subscription, which divides by churn");
  }
  if (question.has("merge-days")) {
    usage_error("--merge-days", "changes nothing under rule subscription, which has no purchases");
  }
}

class ClvComputation : public ComputationOf<ClvComputation> {
 public:
  ClvComputation(const Question& question, const Period& period)
      : ComputationOf(question, period),
        buyers_(question, period),
        subscribers_(question, period),
        ledger_(question, period) {
    check_for_rule(question);
  }

  void add(const Rows& rows) override {
    if (const auto* costs = std::get_if<std::span<const Cost>>(&rows)) {
      for (const Cost& row : *costs) ledger_.add(row);
    } else if (const auto* purchases = std::get_if<std::span<const Purchase>>(&rows)) {
      if (is_subscription(question_)) {
        passed_over_ += static_cast<std::int64_t>(purchases->size());
        return;
      }
      buyers_.add(*purchases);
    } else if (const auto* customers = std::get_if<std::span<const Customer>>(&rows)) {
      for (const Customer& row : *customers) add_service(row);
    } else {
      for (const Subscription& row : std::get<std::span<const Subscription>>(rows)) {
        add_service(row);
      }
    }
  }

  void gather(ClvComputation& from) {
    buyers_.merge(from.buyers_);
    subscribers_.merge(from.subscribers_);
    ledger_.merge(from.ledger_);
    passed_over_ += from.passed_over_;
  }

  void finish(const Span& span, Report& report) override {
    if (is_subscription(question_)) {
      finish_subscriptions(question_, subscribers_.tallies(), subscribers_.served(), ledger_, span,
                           report);
      report.input->leave_out(never_paid, subscribers_.on_trial());
      report.input->leave_out(not_looked_at, passed_over_);
    } else {
      finish_purchases(span, report);
    }
    for (Result& result : report.results) result.span = span;
  }

 private:
  template <class Row>
  void add_service(const Row& row) {
    if (is_subscription(question_)) {
      subscribers_.add(row);
    } else {
      buyers_.add_service(row.customer_id, row.service);
    }
  }

  void finish_purchases(const Span& span, Report& report) {
    RetentionCosts costs(ledger_, question_, *report.input);
    KaplanMeier lifetimes;
    if (span.known_until) lifetimes = buyers_.lifetimes(*span.known_until);
    ValueTerms terms = terms_of(question_);
    const std::int64_t served = customers_of(buyers_.served(), ServedRule::served);
    std::optional<LifespanMethod> method;
    for (const auto& [currency, tally] : buyers_.tallies(question_.currency_of_nothing())) {
      const Lifespan lifespan = lifespan_for(tally, lifetimes);
      if (lifespan.months) method = lifespan.method;
      terms.retention_cost =
          costs.per_customer(currency, buyers_.knows_services() ? served : tally.customers);
      report.results.push_back(csm::finish(tally, lifespan, terms, currency));
    }
    say_lifespan(method, lifetimes, report);
    say_purchases(report);
    costs.say(report);
    say_acquisition_cost(question_, report);
  }

  Lifespan lifespan_for(const PurchaseTally& tally, const KaplanMeier& lifetimes) const {
    if (const auto months = lifespan_of(question_)) return {months, LifespanMethod::given, ""};
    const auto of_days = [](Int128 days, Int128 whole) {
      return reduced(checked_multiply(days, 12), checked_multiply(whole, 365));
    };
    if (const auto mean = lifetimes.restricted_mean()) {
      return {of_days(mean->num, mean->den), LifespanMethod::kaplan_meier, ""};
    }
    if (buyers_.knows_services()) {
      return {std::nullopt, {}, "no row says how long a customer stayed"};
    }
    if (tally.bought_days == 0) {
      return {std::nullopt,
              {},
              "nobody bought on two days, so nothing says how long customers stay; give "
              "--lifespan, or a file of customers with the day they left"};
    }
    return {of_days(tally.bought_days, tally.buyers), LifespanMethod::first_to_last_purchase, ""};
  }

  static void say_lifespan(std::optional<LifespanMethod> method, const KaplanMeier& lifetimes,
                           Report& report) {
    if (method == LifespanMethod::first_to_last_purchase) {
      report.notes.emplace_back(
          "the lifespan runs from first to last purchase, an underestimate: customers may buy "
          "again (--lifespan, or a file of customers with the day they left, says more)");
    }
    if (method != LifespanMethod::kaplan_meier) return;
    std::string note = fmt::format("the lifespan is the mean lifetime of {} by Kaplan-Meier",
                                   with_noun(lifetimes.subjects(), "customer"));
    if (lifetimes.curve().back().survival > 0) {
      note += fmt::format(
          ", restricted to the {} observed at most: some are still there",
          to_text({reduced(Int128{12} * lifetimes.last_time(), 365), Unit::months, Currency{}}));
    }
    report.notes.push_back(note);
  }

  void say_purchases(Report& report) const {
    if (report.results.size() > 1) {
      report.notes.push_back(
          fmt::format("amounts in {} currencies: a result each, never added, of the customers who "
                      "bought in it{}",
                      report.results.size(),
                      buyers_.knows_services() ? "; how long they stay is that of all" : ""));
    }
    if (const std::int64_t n = buyers_.bought_after_leaving(); n > 0) {
      report.warnings.push_back(
          fmt::format("{} bought on or after the day {} left; such purchases count, the time after "
                      "it does not",
                      with_noun(n, "customer"), n == 1 ? "it" : "they"));
    }
    report.input->leave_out("purchases outside the period", buyers_.outside());
    report.input->leave_out(never_paid, buyers_.on_trial());
  }

  Buyers buyers_;
  Subscribers subscribers_;
  Ledger ledger_;
  std::int64_t passed_over_ = 0;  ///< purchases under rule subscription
};

/// Of subscriptions alone, and none where amounts are converted, by other rates in each step.
std::unique_ptr<Computation> start_series(const Question& question,
                                          const std::vector<Period>& steps) {
  if (!is_subscription(question) || !has_paid_series(question)) return nullptr;
  check_for_rule(question);
  return start_subscription_series(question, steps);
}

Input purchases_input(const Question& question) {
  Input purchases;
  purchases.type = RowType::purchase;
  purchases.wants = {{"customer_id", Need::value},
                     {"purchased_on", Need::value},
                     {"amount", Need::value},
                     {"currency", question.currency ? Need::optional : Need::filled},
                     {"purchase_id"}};
  purchases.only_watches_ids = true;
  purchases.default_rule = rules[0].id;
  return purchases;
}

/// Services: beside purchases for their days alone, else for what is paid. All must say when one
/// ended: without, nobody would ever leave.
std::vector<Input> service_inputs(const Question& question) {
  std::vector<Input> inputs;
  if (!is_subscription(question)) {
    for (const RowType type : {RowType::customer, RowType::subscription}) {
      inputs.push_back(service_input(type, question, ""));
      if (question.rule == nullptr) inputs.back().beside = Purchase::kind;
    }
  }
  if (question.rule == &rules[0]) return inputs;
  for (Input& input : mrr_inputs(question, Need::value, "")) {
    input.default_rule = rules[1].id;
    inputs.push_back(std::move(input));
  }
  return inputs;
}

/// Services come first: an export of subscriptions has a day of creation and an amount as well,
/// while purchases have no day on which they end.
std::vector<Role> roles(const Question& question) {
  lifespan_of(question);
  terms_of(question);
  CategoryChoice::check(question);
  return {{service_inputs(question), question.rule != &rules[0]},
          {{purchases_input(question)}, !is_subscription(question)},
          {{ledger_input(question, true)}, false}};
}

Result by_hand(const Question& question) {
  if (is_subscription(question)) {
    usage_error("--rule",
                "subscription needs a file; by hand it is purchase value x frequency x "
                "lifespan");
  }
  const Ratio purchase_value = question.amount("purchase-value").ratio();
  const Ratio frequency = question.amount("frequency").ratio();
  const std::optional<Ratio> lifespan = lifespan_of(question);
  if (!lifespan) usage_error("--lifespan", "is needed to compute this by hand");
  return finish(ValueFactors{purchase_value, frequency, *lifespan}, terms_of(question),
                question.currency.value_or(Currency{}));
}

constexpr Option options[] = {
    {"merge-days", "", "purchases of one customer on one day are one"},
    {"category", "NAME...",
     "which costs of the ledger belong, as a,b or repeated; without it all do"},
};

constexpr Option by_hand_numbers[] = {
    {"purchase-value", "AMOUNT", "what a purchase brings in on average", true},
    {"frequency", "N", "purchases a customer a month", true},
    {"lifespan", "TIME",
     "how long a customer stays: months as 24 or 24m, years as 2y; also beside purchases", true,
     true},
    {"margin", "SHARE", "what is left of revenue, 0.8 or 80%: multiplies; also beside a file",
     false, true},
    {"acquisition-cost", "AMOUNT", "what it cost to win a customer; also beside a file", false,
     true},
};

constexpr FactMeaning fact_meanings[] = {
    {"average_purchase_value", "revenue / purchases"},
    {"purchase_frequency", "purchases / customer_months"},
    {"arpa", "rule subscription: MRR at the period's end / customers who pay"},
    {"monthly_churn", "rule subscription: lost / exposed"},
    {"lifespan", "months a customer stays; under rule subscription 1 / monthly_churn"},
    {"lifespan_by_method",
     "the same by its origin: given, kaplan_meier (mean lifetime up to the longest observed) or "
     "first_to_last_purchase (an underestimate)"},
    {"customers", "who were there on a day of the period; under rule subscription who pay",
     InTables::beside},
    {"purchases", "of the period, with an amount of 0 or more", InTables::beside},
    {"customer_months", "days of the customers in the period x 12/365"},
    {"revenue", "of the purchases, less refunds", InTables::beside},
    {"refunds", "negative amounts, as a positive one"},
    {"lost", "rule subscription: customers gone at a month's end, over 6 months"},
    {"exposed", "rule subscription: customers there at a month's start, over 6 months"},
    {"margin", "as given"},
    {"acquisition_cost", "as given"},
    {"clv_to_cac", "lifetime value / acquisition cost"},
    {"payback_months", "acquisition cost / (revenue a customer and month x margin)"},
    {"retention_cost", "costs of the period / customers at its start or joined since"},
    {"clv_to_retention_cost", "lifetime value / retention cost"},
};

constexpr Part parts[] = {
    {"lost", "left"},
    {"customers", "counted"},
    {"exposed", "left before the end"},
};

constexpr std::string_view list_figures[] = {"revenue", "purchases", "arpa"};

constexpr Example examples[] = {
    {"csm clv --from purchases.csv --from customers=customers.csv --margin 80%",
     "purchases, and from the other file how long customers stay"},
    {"csm clv --from subscriptions.csv --acquisition-cost 400",
     "subscriptions: revenue per account / churn, and beside it the cost"},
    {"csm clv --purchase-value 50 --frequency 3 --lifespan 24", "by hand"},
};

}  // namespace

const Metric clv_metric = {
    "clv",
    "Customer lifetime value",
    "What does a customer bring in over its time?",
    "purchase value x purchases a month x lifespan, or revenue per account / churn",
    "HubSpot, Customer Lifetime Value; D. Skok, SaaS Metrics 2.0; Kaplan and Meier, JASA 53 (1958)",
    Unit::money,
    DefaultPeriod::days_of_file,
    rules,
    options,
    by_hand_numbers,
    fact_meanings,
    examples,
    roles,
    start_as<ClvComputation>,
    by_hand,
    false,
    false,
    Grouping::customers,
    Better::higher,
    {.parts = parts, .figures = list_figures},
    start_series,
};

}  // namespace csm
