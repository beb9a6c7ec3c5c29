#include "csm/metrics/expansion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "csm/by_customer.hpp"
#include "csm/cube.hpp"
#include "csm/error.hpp"
#include "csm/registry.hpp"
#include "metrics/customer_mrr.hpp"
#include "metrics/purchase_kinds.hpp"
#include "metrics/wording.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

constexpr Rule rules[] = {
    {"purchases", "what existing customers bought beyond what recurs"},
    {"movements", "what customers pay more a month than at the start"},
};
constexpr const Rule* by_purchases = &rules[0];
constexpr const Rule* by_movements = &rules[1];

bool is_asked(const Question& question, const Rule* rule) {
  const auto& further = question.further_rules;
  return question.rule == rule || std::find(further.begin(), further.end(), rule) != further.end();
}

/// What a customer bought in the period in one currency, as far as only all its rows can tell what
/// of it counts.
struct Bought {
  Currency currency;
  KindSet kinds;     ///< that always count, with a purchase
  KindSum one_time;  ///< counts if the customer existed before
};

/// What a customer's rows say together, in any order.
struct Buyer {
  bool existed = false;        ///< bought or joined before the period
  std::vector<Bought> bought;  ///< at most one a currency

  Bought& in(Currency currency) {
    for (Bought& part : bought) {
      if (part.currency == currency) return part;
    }
    return bought.emplace_back(Bought{currency, {}, {}});
  }

  void merge(const Buyer& other) {
    existed = existed || other.existed;
    for (const Bought& part : other.bought) {
      Bought& here = in(part.currency);
      here.kinds |= part.kinds;
      here.one_time.merge(part.one_time);
    }
  }
};

/// Purchases of whole customers by currency: gathers rows by customer, then tallies each.
class CustomerPurchases {
 public:
  CustomerPurchases(const Question& question, const Period& period)
      : period_(period),
        takes_renewals_(question.has("kind")),
        assume_unique_(question.assume_unique) {}

  void add(const Purchase& row, PurchaseKind kind) {
    has_rows_ = true;
    ExpansionTally& tally = tallies_[row.currency];
    if (!period_.contains(row.purchased_on)) {
      ++outside_;
      if (row.amount >= Decimal{0}) add_start(row.customer_id, row.purchased_on);
      return;
    }
    const KindCounts counts = classify(kind, takes_renewals_);
    if (counts == KindCounts::no) {
      ++(kind == PurchaseKind::renewal ? renewals_ : recurring_);
      return;
    }
    if (assume_unique_) {
      add_alone(tally, row, kind);
    } else if (counts == KindCounts::of_existing_customers) {
      buyers_[row.customer_id].in(row.currency).one_time.add(row.amount);
    } else {
      tally.sums[index_of(kind)].add(row.amount);
      if (row.amount < Decimal{0}) return;
      buyers_[row.customer_id].in(row.currency).kinds.set(index_of(kind));
    }
  }

  /// Somebody bought or joined on a day.
  void add_start(CustomerId customer, Date day) {
    if (day < period_.begin && !assume_unique_) buyers_[customer].existed = true;
  }

  void merge(const CustomerPurchases& other) {
    buyers_.merge(other.buyers_);
    tallies_.merge(other.tallies_);
    has_rows_ = has_rows_ || other.has_rows_;
    outside_ += other.outside_;
    recurring_ += other.recurring_;
    renewals_ += other.renewals_;
    newcomers_ += other.newcomers_;
  }

  /// Whole customers by currency, one for each that a row has; says what was left out and why.
  Cube<Currency, ExpansionTally> tallies(InputSummary& input) const {
    Cube<Currency, ExpansionTally> whole = tallies_;
    std::int64_t newcomers = newcomers_;
    buyers_.for_each([&](const Buyer& buyer) {
      for (const Bought& part : buyer.bought) {
        KindSet kinds = part.kinds;
        if (buyer.existed) {
          whole[part.currency].add(PurchaseKind::one_time, part.one_time);
          kinds.set(index_of(PurchaseKind::one_time), part.one_time.purchases > 0);
        } else {
          newcomers += part.one_time.purchases + part.one_time.refunds;
        }
        whole[part.currency].add_customer(kinds);
      }
    });
    input.leave_out(outside_period, outside_);
    input.leave_out("recurring", recurring_);
    input.leave_out("renewals, without --kind renewal", renewals_);
    input.leave_out("one_time of newcomers", newcomers);
    return whole;
  }

  bool has_rows() const { return has_rows_; }

 private:
  /// A row that is another customer: nobody whom another row could show to have existed.
  void add_alone(ExpansionTally& tally, const Purchase& row, PurchaseKind kind) {
    if (kind == PurchaseKind::one_time) {
      ++newcomers_;
      return;
    }
    tally.sums[index_of(kind)].add(row.amount);
    if (row.amount >= Decimal{0}) tally.add_customer(KindSet{}.set(index_of(kind)));
  }

  Period period_;
  bool takes_renewals_;
  bool assume_unique_;
  ByCustomer<Buyer> buyers_;
  Cube<Currency, ExpansionTally> tallies_;  ///< of rows that count whoever their customer is
  bool has_rows_ = false;
  std::int64_t outside_ = 0;
  std::int64_t recurring_ = 0;
  std::int64_t renewals_ = 0;
  std::int64_t newcomers_ = 0;
};

class ExpansionComputation : public ComputationOf<ExpansionComputation> {
 public:
  ExpansionComputation(const Question& question, const Period& period)
      : ComputationOf(question, period),
        words_(question),
        purchases_(question, period),
        mrr_(question, period) {}

  void add(const Rows& rows) override {
    if (const auto* purchases = std::get_if<std::span<const Purchase>>(&rows)) {
      for (const Purchase& row : *purchases) add_purchase(row);
    } else if (const auto* customers = std::get_if<std::span<const Customer>>(&rows)) {
      for (const Customer& row : *customers) add_service(row);
    } else {
      for (const Subscription& row : std::get<std::span<const Subscription>>(rows)) {
        add_service(row);
      }
    }
  }

  void gather(const ExpansionComputation& from) {
    words_.merge(from.words_);
    purchases_.merge(from.purchases_);
    mrr_.merge(from.mrr_);
    has_services_ = has_services_ || from.has_services_;
    not_looked_at_ += from.not_looked_at_;
  }

  void finish(const Span& span, Report& report) override {
    const Cube<Currency, MrrTally> mrr = mrr_.tallies();
    if (is_asked(question_, by_purchases)) add_purchases_results(mrr, report);
    const std::size_t first_movement = report.results.size();
    if (is_asked(question_, by_movements)) add_movement_results(mrr, report);
    std::set<Currency> currencies;
    for (std::size_t i = 0; i < report.results.size(); ++i) {
      Result& result = report.results[i];
      result.span = span;
      if (!question_.further_rules.empty()) {
        result.rule = i < first_movement ? by_purchases : by_movements;
      }
      currencies.insert(result.value.currency);
    }
    if (currencies.size() > 1) {
      report.notes.push_back(
          fmt::format("amounts in {} currencies: a result each, never added", currencies.size()));
    }
    report.input->leave_out(never_paid, mrr_.on_trial());
    report.input->leave_out("purchases, which rule movements does not look at", not_looked_at_);
  }

 private:
  void add_purchase(const Purchase& row) {
    if (!is_asked(question_, by_purchases)) {
      ++not_looked_at_;
      return;
    }
    const std::string_view word = row.kind_word.text;
    const std::optional<PurchaseKind> kind = words_.kind_of(word);
    if (!kind) {
      refuse(fmt::format("{}:{}:{}", row.place.file, row.place.line, row.place.column),
             fmt::format("kind: {} is no kind of purchase that csm knows. Say which it is: "
                         "--kind-of '{}=KIND', one of {} (recurring never counts); or where "
                         "another column has the kinds: --map kind=COLUMN",
                         in_quotes(word), shown(word), kinds_in_words()));
    }
    purchases_.add(row, *kind);
  }

  template <class Row>
  void add_service(const Row& row) {
    has_services_ = true;
    mrr_.add(row);
    if (row.service.is_trial || !is_asked(question_, by_purchases)) return;
    purchases_.add_start(row.customer_id, row.service.start);
  }

  /// Of a currency that no subscription has, 0; not known where there are no subscriptions at all.
  std::optional<Int128> opening_in(Currency currency, const Cube<Currency, MrrTally>& mrr) const {
    if (!has_services_) return std::nullopt;
    for (const auto& [other, tally] : mrr) {
      if (other == currency) return tally.opening;
    }
    return 0;
  }

  void add_purchases_results(const Cube<Currency, MrrTally>& mrr, Report& report) const {
    words_.check_used();
    Cube<Currency, ExpansionTally> tallies = purchases_.tallies(*report.input);
    warn_of_unstated_currency(tallies, mrr, report);
    if (tallies.empty()) tallies[question_.currency.value_or(Currency{})];
    const bool takes_renewals = question_.has("kind");
    for (const auto& [currency, tally] : tallies) {
      report.results.push_back(
          csm::finish(tally, opening_in(currency, mrr), currency, takes_renewals));
      if (!purchases_.has_rows()) report.results.back().leave_unknown("no purchase could be read");
    }
    if (takes_renewals) report.notes.emplace_back("renewals count too (--kind renewal)");
    if (std::string note = words_.note(); !note.empty()) report.notes.push_back(std::move(note));
  }

  void add_movement_results(Cube<Currency, MrrTally> mrr, Report& report) const {
    if (mrr.empty()) mrr[question_.currency.value_or(Currency{})];
    for (const auto& [currency, tally] : mrr) {
      report.results.push_back(finish_movement(tally, currency));
      if (!has_services_) {
        report.results.back().leave_unknown("no customer or subscription could be read");
      }
    }
  }

  /// Purchases in dollars and an MRR in no stated currency may well belong together.
  static void warn_of_unstated_currency(const Cube<Currency, ExpansionTally>& purchases,
                                        const Cube<Currency, MrrTally>& mrr, Report& report) {
    if (purchases.empty() || mrr.empty()) return;
    const bool is_stated = purchases.begin()->first.is_known();  // unknown comes first
    if (is_stated == mrr.begin()->first.is_known()) return;
    report.warnings.push_back(fmt::format(
        "{} say no currency and {} do, so the ones are not set against the others; --currency CODE "
        "says it",
        is_stated ? "customers or subscriptions" : "purchases",
        is_stated ? "purchases" : "others"));
  }

  KindWords words_;
  CustomerPurchases purchases_;
  CustomerMrr mrr_;
  bool has_services_ = false;
  std::int64_t not_looked_at_ = 0;
};

constexpr std::string_view no_ends =
    "no column says when a subscription ended (ended_on, canceled_on), so one that took another's "
    "place counts as more";

/// Renewal is the one kind that has to be asked for.
void check_kind(const Question& question) {
  const std::string_view word = question.option("kind", name(PurchaseKind::renewal));
  const std::optional<PurchaseKind> kind = kind_called(word);
  if (kind == PurchaseKind::renewal) return;
  const char* explanation = "is not renewal";
  if (kind == PurchaseKind::recurring) {
    explanation = "is MRR and never counts here";
  } else if (kind == PurchaseKind::one_time) {
    explanation = "counts unasked, of customers who bought or joined before";
  } else if (kind) {
    explanation = "counts unasked";
  }
  usage_error("--kind", fmt::format("{} {}; the one kind to ask for is renewal", in_quotes(word),
                                    explanation));
}

std::vector<Role> roles(const Question& question) {
  check_kind(question);
  KindWords{question};
  Input purchases{RowType::purchase,
                  {{"customer_id", Need::value},
                   {"purchased_on", Need::value},
                   {"amount", Need::value},
                   {"kind", Need::value},
                   {"currency", question.currency ? Need::optional : Need::filled}},
                  {},
                  {},
                  "",
                  by_purchases->id};
  purchases.place_of = "kind";
  std::vector<Input> services = mrr_inputs(question, Need::value, no_ends);
  for (Input& input : services) input.default_rule = by_movements->id;
  return {{{purchases}}, {services}};
}

std::unique_ptr<Computation> start(const Question& question, const Period& period) {
  for (const std::string_view option : {"kind", "kind-of"}) {
    if (is_asked(question, by_purchases) || !question.has(option)) continue;
    usage_error("--" + std::string(option),
                "is about purchases, and rule movements does not look at any");
  }
  return start_as<ExpansionComputation>(question, period);
}

constexpr Option options[] = {
    {"kind", "renewal", "count renewals too"},
    {"kind-of", "WORD=KIND...", "the kind that a word of the export means, such as 'gift=loyalty'"},
};

constexpr FactMeaning fact_meanings[] = {
    {"expansion", "the figure again"},
    {"purchases", "counted purchases, without refunds (rule purchases)"},
    {"customers", "customers with a counted purchase, or who pay more"},
    {"refunds", "already taken off the figure (rule purchases)"},
    {"amount_by_kind", "the figure by kind of purchase (rule purchases)"},
    {"customers_by_kind", "customers with a purchase of the kind (rule purchases)"},
    {"opening", "MRR at the start of the period, where customers or subscriptions are given"},
    {"expansion_rate", "expansion / opening"},
};

constexpr Example examples[] = {
    {"csm expansion --from purchases.csv --period 2026-05",
     "what existing customers bought in May"},
    {"csm expansion --from purchases=purchases.csv --from subscriptions=subscriptions.csv",
     "beside it what they pay more a month, and both as a share of the MRR"},
    {"csm expansion --from purchases.csv --kind-of 'seat pack=upsell' --kind-of gift=loyalty",
     "words of your own"},
};

}  // namespace

const Metric expansion_metric = {
    "expansion",
    "Expansion MRR",
    "How much more did existing customers buy or pay?",
    "non-recurring purchases of existing customers, or the expansion of MRR",
    "Baremetrics and ChartMogul: expansion MRR; CustomerGauge: upsell, cross-sell, add-ons",
    Unit::money,
    DefaultPeriod::newest_month,
    rules,
    options,
    {},
    fact_meanings,
    examples,
    roles,
    start,
    nullptr,
};

}  // namespace csm
