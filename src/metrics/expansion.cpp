#include "csm/metrics/expansion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "csm/error.hpp"
#include "csm/registry.hpp"
#include "metrics/customer_mrr.hpp"
#include "metrics/customer_purchases.hpp"
#include "metrics/paid_series.hpp"
#include "metrics/purchase_kinds.hpp"
#include "metrics/wording.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

constexpr Rule rules[] = {
    {"purchases", "what existing customers bought beyond what recurs",
     "amounts of {purchases} purchases, less refunds of {refunds}"},
    {"movements", "what customers pay more a month than at the start",
     "what {customers} customers pay more"},
};
constexpr const Rule* by_purchases = &rules[0];
constexpr const Rule* by_movements = &rules[1];

bool is_asked(const Question& question, const Rule* rule) {
  const auto& further = question.further_rules;
  return question.rule == rule || std::find(further.begin(), further.end(), rule) != further.end();
}

constexpr std::string_view not_looked_at = "purchases, which rule movements does not look at";

Result of_movements(const MrrTally& tally, Currency currency, bool has_services) {
  Result result = finish_movement(tally, currency);
  if (!has_services) result.leave_unknown("no customer or subscription could be read");
  return result;
}

void refuse_options_of_purchases(const Question& question) {
  for (const std::string_view option : {"kind", "kind-of"}) {
    if (is_asked(question, by_purchases) || !question.has(option)) continue;
    usage_error("--" + std::string(option),
                "is about purchases, and rule movements does not look at any");
  }
}

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
      add_services(*customers);
    } else {
      add_services(std::get<std::span<const Subscription>>(rows));
    }
  }

  void gather(ExpansionComputation& from) {
    words_.merge(from.words_);
    purchases_.merge(from.purchases_);
    mrr_.merge(from.mrr_);
    currencies_.insert(from.currencies_.begin(), from.currencies_.end());
    has_services_ = has_services_ || from.has_services_;
    not_looked_at_ += from.not_looked_at_;
  }

  void learn_from(const Computation& whole) override {
    words_ = dynamic_cast<const ExpansionComputation&>(whole).words_;
  }

  void finish(const Span& span, Report& report) override {
    InputSummary& input = *report.input;
    Cube<Currency, MrrTally> mrr = mrr_.tallies();
    Cube<Currency, ExpansionTally> purchases = purchases_.tallies(input);
    words_.check_used();
    warn_of_unstated_currency(purchases, mrr, report);
    std::set<Currency> currencies = currencies_;
    if (currencies.empty()) currencies.insert(question_.currency_of_nothing());
    for (const Currency currency : currencies) {
      if (is_asked(question_, by_purchases)) {
        add_result(by_purchases, of_purchases(purchases[currency], mrr[currency], currency), span,
                   report);
      }
      if (is_asked(question_, by_movements)) {
        add_result(by_movements, of_movements(mrr[currency], currency, has_services_), span,
                   report);
      }
    }
    note(currencies.size(), report);
    input.leave_out(never_paid, mrr_.on_trial());
    input.leave_out(not_looked_at, not_looked_at_);
  }

 private:
  void add_purchase(const Purchase& row) {
    currencies_.insert(question_.converted(row.currency));
    if (!is_asked(question_, by_purchases)) {
      ++not_looked_at_;
      return;
    }
    const std::optional<PurchaseKind> kind = words_.kind_of(row.kind_word.text);
    if (!kind) refuse_kind(row);
    purchases_.add(row, *kind);
  }

  [[noreturn]] static void refuse_kind(const Purchase& row) {
    const std::string_view word = row.kind_word.text;
    // Only what can be typed as it stands is written into the command.
    const bool is_plain = word.size() <= 40 && shown(word) == word &&
                          word.find_first_of("'\n\r") == std::string_view::npos;
    refuse(fmt::format("{}:{}:{}", row.place.file, row.place.line, row.place.column),
           fmt::format("kind: {} is no kind of purchase that csm knows. Say which it is: "
                       "--kind-of {}, one of {} (recurring never counts); or where another column "
                       "has the kinds: --map kind=COLUMN",
                       in_quotes(word), is_plain ? fmt::format("'{}=KIND'", word) : "WORD=KIND",
                       kinds_in_words()));
  }

  template <class Row>
  void add_services(std::span<const Row> rows) {
    has_services_ = has_services_ || !rows.empty();
    mrr_.add(rows);
    for (const Row& row : rows) {
      currencies_.insert(question_.converted(row.currency));
      if (row.service.is_trial || !is_asked(question_, by_purchases)) continue;
      purchases_.add_start(row.customer_id, row.service.start);
    }
  }

  Result of_purchases(const ExpansionTally& tally, const MrrTally& mrr, Currency currency) const {
    std::optional<Int128> opening;
    if (has_services_) opening = mrr.opening;
    Result result = csm::finish(tally, opening, currency, question_.has("kind"));
    if (!purchases_.has_rows()) result.leave_unknown("no purchase could be read");
    return result;
  }

  void add_result(const Rule* rule, Result result, const Span& span, Report& report) const {
    result.span = span;
    if (!question_.further_rules.empty()) result.rule = rule;
    report.results.push_back(std::move(result));
  }

  void note(std::size_t currencies, Report& report) const {
    if (currencies > 1) {
      report.notes.push_back(note_of_currencies(currencies));
    }
    if (question_.has("kind")) report.notes.emplace_back("renewals count too (--kind renewal)");
    if (std::string words = words_.note(); !words.empty()) {
      report.notes.push_back(std::move(words));
    }
  }

  /// Purchases in dollars and an MRR in no stated currency may well belong together.
  static void warn_of_unstated_currency(const Cube<Currency, ExpansionTally>& purchases,
                                        const Cube<Currency, MrrTally>& mrr, Report& report) {
    if (purchases.empty() || mrr.empty()) return;
    const bool is_stated = purchases.begin()->first.is_known();  // unknown comes first
    if (is_stated == mrr.begin()->first.is_known()) return;
    report.warnings.push_back(
        fmt::format("the {} do not say their currency and the {} do, so neither is set against the "
                    "other; --currency CODE says it",
                    is_stated ? "customers or subscriptions" : "purchases",
                    is_stated ? "purchases" : "customers or subscriptions"));
  }

  KindWords words_;
  CustomerPurchases purchases_;
  CustomerMrr mrr_;
  std::set<Currency> currencies_;  ///< of all rows, whichever figure they are for
  bool has_services_ = false;
  std::int64_t not_looked_at_ = 0;
};

/// Rule movements alone.
class ExpansionSeries : public PaidSeries<ExpansionSeries> {
 public:
  using PaidSeries::PaidSeries;

  void add(const Rows& rows) override {
    if (const auto* purchases = std::get_if<std::span<const Purchase>>(&rows)) {
      for (const Purchase& row : *purchases) currencies_[row.currency];
      not_looked_at_ += static_cast<std::int64_t>(purchases->size());
      return;
    }
    std::visit([this](const auto& some) { has_services_ = has_services_ || !some.empty(); }, rows);
    PaidSeries::add(rows);
  }

  void merge(Computation& other) override {
    PaidSeries::merge(other);
    const auto& from = dynamic_cast<ExpansionSeries&>(other);
    has_services_ = has_services_ || from.has_services_;
    not_looked_at_ += from.not_looked_at_;
  }

  void finish_step(std::size_t step, const Span&, Report& report) {
    for (const auto& [currency, tallies] : tallies_) {
      report.results.push_back(of_movements(tallies[step], currency, has_services_));
    }
    if (tallies_.size() > 1) report.notes.push_back(note_of_currencies(tallies_.size()));
    report.input->leave_out(not_looked_at, not_looked_at_);
  }

 private:
  bool has_services_ = false;
  std::int64_t not_looked_at_ = 0;
};

/// None where purchases count, nor where amounts are converted, by other rates in each step.
std::unique_ptr<Computation> start_series(const Question& question,
                                          const std::vector<Period>& steps) {
  if (is_asked(question, by_purchases) || !has_paid_series(question)) return nullptr;
  refuse_options_of_purchases(question);
  return std::make_unique<ExpansionSeries>(question, steps);
}

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
  if (question.assume_unique && is_asked(question, by_purchases)) {
    usage_error("--assume-unique",
                "leaves no purchase whose customer could have bought before; leave it out, or give "
                "customers or subscriptions alone");
  }
  refuse_options_of_purchases(question);
  return start_as<ExpansionComputation>(question, period);
}

constexpr Option options[] = {
    {"kind", "renewal", "count renewals too"},
    {"kind-of", "WORD=KIND...", "the kind that a word of the export means, such as 'gift=loyalty'"},
};

constexpr FactMeaning fact_meanings[] = {
    {"expansion", "the figure again"},
    {"purchases", "counted purchases, without refunds (rule purchases)"},
    {"customers", "customers with a counted purchase, or who pay more", InTables::beside},
    {"refunds", "already taken off the figure (rule purchases)"},
    {"amount_by_kind", "the figure by kind of purchase (rule purchases)"},
    {"customers_by_kind", "customers with a purchase of the kind (rule purchases)"},
    {"opening", "MRR at the start of the period, where customers or subscriptions are given",
     InTables::beside},
    {"expansion_rate", "expansion / opening"},
};

constexpr Part parts[] = {
    {"customers", "expansion"},
    {"refunds", "refund"},
    {"opening", "no expansion", true},
};

constexpr std::string_view list_figures[] = {"expansion", "opening"};

constexpr Example examples[] = {
    {"csm expansion --from purchases.csv --period 2026-05",
     "what existing customers bought in May"},
    {"csm expansion --from purchases=sold.csv --from subscriptions=subs.csv",
     "beside it what they pay more a month, and both as a share of the MRR"},
    {"csm expansion --from purchases.csv --kind-of 'seat pack=upsell'",
     "a word of the export that csm does not know"},
};

}  // namespace

const Metric expansion_metric = {
    "expansion",
    "Expansion MRR",
    "How much more did existing customers buy or pay?",
    "non-recurring purchases of existing customers, or the expansion of MRR",
    "Upsell, cross-sell, add-ons: Corporate Finance Institute; the rate: Upzelo, Expansion MRR",
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
    false,
    false,
    Grouping::customers,
    Better::higher,
    {.parts = parts, .figures = list_figures},
    start_series,
};

}  // namespace csm
