#include "csm/metrics/renewal.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "csm/customer_map.hpp"
#include "csm/error.hpp"
#include "csm/registry.hpp"
#include "metrics/terms.hpp"
#include "metrics/wording.hpp"

namespace csm {
namespace {

constexpr Rule rules[] = {{"standard", "of what came due and is decided, the share renewed",
                           "{renewed} / ({renewed} + {lost})"}};

constexpr std::string_view default_grace = "30d";

int grace_of(const Question& question) {
  return read_days("grace", question.option("grace", default_grace));
}

Lifetime lifetime_of(const Question& question) {
  return question.has("lifetime") ? read_lifetime("lifetime", question.option("lifetime", ""))
                                  : Lifetime{};
}

std::string number(std::int64_t n) { return to_text(Quantity::count(n)); }

std::string code_of(Currency currency) {
  return currency.is_known() ? std::string(currency.code()) : "unknown";
}

Quantity gross(const RenewalValue& value) { return Quantity::share(value.renewed, value.decided); }

/// Absent where a renewed term's new value is not known: without it the sum would be too small.
Quantity net(const RenewalValue& value) {
  if (value.unpriced > 0) return {std::nullopt, Unit::share, {}};
  return Quantity::share(value.renewed_at_new, value.decided);
}

/// How many currencies there are value rates in.
std::ptrdiff_t valued_currencies(const RenewalTally& t) {
  return std::count_if(t.values.begin(), t.values.end(),
                       [](const auto& cell) { return cell.second.decided > 0; });
}

void add_value_rates(const RenewalTally& t, std::vector<Fact>& facts) {
  Quantity gross_rate{std::nullopt, Unit::share, {}};
  Quantity net_rate = gross_rate;
  Breakdown gross_rates;
  Breakdown net_rates;
  for (const auto& [currency, value] : t.values) {
    if (value.decided == 0) continue;
    gross_rate = gross(value);
    net_rate = net(value);
    gross_rates.emplace_back(code_of(currency), gross_rate);
    net_rates.emplace_back(code_of(currency), net_rate);
  }
  if (gross_rates.size() > 1) gross_rate.amount = net_rate.amount = std::nullopt;
  facts.push_back({"gross_value_rate", gross_rate});
  facts.push_back({"net_value_rate", net_rate});
  facts.push_back({"gross_value_rates", gross_rates});
  facts.push_back({"net_value_rates", net_rates});
}

/// What the decided terms were worth in one currency, and what became of it.
void tell_value(const RenewalValue& value, Currency currency, std::vector<Paragraph>& story) {
  if (value.decided == 0) return;
  story.emplace_back(currency.is_known() ? "their value in " + code_of(currency) + ":"
                                         : "their value, in no stated currency:");
  const auto amount = [&](Int128 atoms) { return to_number(Quantity::money(atoms, currency)); };
  Table table = {{"came due", amount(value.decided), ""},
                 {"renewed", amount(value.renewed), to_text(gross(value)) + " gross"}};
  if (value.unpriced == 0) {
    table.push_back({"at new value", amount(value.renewed_at_new), to_text(net(value)) + " net"});
  } else {
    table.push_back(
        {"at new value", "n/a",
         fmt::format("unknown for {} of them, so there is no net rate", number(value.unpriced))});
  }
  story.emplace_back(table);
}

void tell(const RenewalTally& t, std::string_view noun, Result& result) {
  if (t.decided() > 0) {
    result.story.emplace_back(
        fmt::format("{} of {} renewed", number(t.renewed), with_noun(t.decided(), noun)));
  }
  if (t.open > 0) {
    const bool is_one = t.open == 1;
    result.story.emplace_back(
        fmt::format("{}{} {} still open and not counted: {} if {}, {} if {}", number(t.open),
                    t.decided() > 0 ? " more" : "", is_one ? "is" : "are",
                    to_text(result.fact("worst_case")), is_one ? "it is lost" : "all are lost",
                    to_text(result.fact("best_case")), is_one ? "it renews" : "all renew"));
  }
  for (const auto& [currency, value] : t.values) tell_value(value, currency, result.story);
  if (t.unvalued > 0 && valued_currencies(t) > 0) {
    result.story.emplace_back(
        fmt::format("{} without a value, not in the rates by value", with_noun(t.unvalued, noun)));
  }
}

/// All steps of a series from the same terms, or the one period.
class RenewalComputation : public Computation {
 public:
  RenewalComputation(const Question& question, const std::vector<Period>& steps)
      : question_(question),
        steps_(steps),
        grace_(grace_of(question)),
        lifetime_(lifetime_of(question)) {}

  std::unique_ptr<Computation> fork() const override {
    return std::make_unique<RenewalComputation>(question_, steps_);
  }

  void add(const Rows& rows) override {
    if (const auto* contracts = std::get_if<std::span<const Contract>>(&rows)) {
      for (const Contract& row : *contracts) add_contract(row);
      return;
    }
    for (const Purchase& row : std::get<std::span<const Purchase>>(rows)) add_purchase(row);
  }

  void merge(Computation& other) override {
    auto& from = dynamic_cast<RenewalComputation&>(other);
    customers_.merge(from.customers_);
    lone_.insert(lone_.end(), from.lone_.begin(), from.lone_.end());
    is_of_purchases_ = is_of_purchases_ || from.is_of_purchases_;
    refunds_ += from.refunds_;
    without_end_ += from.without_end_;
  }

  /// Notes, warnings and what was left out are those of the last step.
  void finish(const Span& span, Report& report) override {
    for (std::size_t i = 0; i + 1 < steps_.size(); ++i) {
      Report aside{report.metric, report.rule, std::move(report.results), report.input, {}, {}};
      finish_step({steps_[i], span.known_until}, aside);
      report.results = std::move(aside.results);
    }
    finish_step({steps_.back(), span.known_until}, report);
  }

 private:
  /// What the rows did not say themselves.
  struct Untold {
    std::int64_t terms = 0;
    std::int64_t unsure = 0;
    std::int64_t not_counted = 0;
  };

  void finish_step(const Span& span, Report& report) const {
    RenewalTally tally;
    Untold untold;
    Conversion conversion(question_, span.period);
    const auto take = [&](const Terms& terms) {
      const DueTerms due = terms.due_in(span.period, grace_, span.known_until, conversion);
      for (const DueTerm& term : due.due) {
        tally.add(term.fact);
        untold.terms += term.is_told ? 0 : 1;
        untold.unsure += term.is_unsure ? 1 : 0;
      }
      untold.not_counted += static_cast<std::int64_t>(due.not_counted);
    };
    customers_.for_each(take);
    for (const Terms& terms : lone_) take(terms);
    conversion.check();
    const std::string_view noun = is_of_purchases_ ? "purchase" : "contract";
    Result& result = report.results.emplace_back(csm::finish(tally, question_.confidence, noun));
    result.span = span;
    result.span->has_open = tally.open > 0;
    say(tally, untold, noun, report);
  }

  void add_contract(const Contract& row) {
    Term term{row.term_start,   row.term_end, CustomerText(row.contract_id.text),
              row.value,        row.currency, row.renewed,
              row.renewed_value};
    if (question_.assume_unique) {
      lone_.emplace_back().add(std::move(term));
    } else {
      customers_[row.customer_id].add(std::move(term));
    }
  }

  void add_purchase(const Purchase& row) {
    is_of_purchases_ = true;
    if (row.amount < Decimal{0}) {
      ++refunds_;
      return;
    }
    const bool has_lifetime = question_.has("lifetime");
    if (!row.expires_on && !has_lifetime) {
      ++without_end_;
      return;
    }
    Term term;
    term.start = row.purchased_on;
    term.end = row.expires_on ? *row.expires_on : lifetime_.end_of(row.purchased_on);
    term.id = row.purchase_id.text;
    term.value = row.amount;
    term.currency = row.currency;
    customers_[row.customer_id].add(std::move(term));
  }

  void say(const RenewalTally& tally, const Untold& untold, std::string_view noun,
           Report& report) const {
    InputSummary& input = *report.input;
    input.leave_out("neither due in the period nor the renewal of what was", untold.not_counted);
    input.leave_out("refunds", refunds_);
    input.leave_out("purchases that do not expire", without_end_);
    if (const auto currencies = valued_currencies(tally); currencies > 1) {
      report.notes.push_back(
          fmt::format("values in {} currencies are never added: a rate each", currencies));
    }
    if (untold.terms > 0 && !question_.assume_unique) {
      report.notes.push_back(
          is_of_purchases_
              ? fmt::format("renewed: bought again, at most {} after the expiry (--grace)",
                            with_noun(grace_, "day"))
              : fmt::format("where a contract does not say, a later one that starts at most {} "
                            "after its end renews it (--grace)",
                            with_noun(grace_, "day")));
    }
    if (question_.has("lifetime")) {
      report.notes.push_back(fmt::format("a purchase without an expiry lasts {} (--lifetime)",
                                         question_.option("lifetime", "")));
    }
    if (untold.unsure > 0) {
      report.warnings.push_back(fmt::format(
          "{} due {} neither renewed nor term_start, so no later one can be told to renew {}; "
          "open, and lost once the grace is over",
          with_noun(untold.unsure, noun), untold.unsure == 1 ? "has" : "have",
          untold.unsure == 1 ? "it" : "them"));
    }
  }

  Question question_;
  std::vector<Period> steps_;
  int grace_;
  Lifetime lifetime_;
  CustomerMap<Terms> customers_;
  CustomerList<Terms> lone_;  ///< with --assume-unique, a contract each
  bool is_of_purchases_ = false;
  std::int64_t refunds_ = 0;
  std::int64_t without_end_ = 0;
};

std::unique_ptr<Computation> start(const Question& question, const Period& period) {
  return std::make_unique<RenewalComputation>(question, std::vector{period});
}

std::unique_ptr<Computation> start_series(const Question& question,
                                          const std::vector<Period>& steps) {
  return std::make_unique<RenewalComputation>(question, steps);
}

std::vector<Role> roles(const Question& question) {
  grace_of(question);
  lifetime_of(question);
  const bool has_lifetime = question.has("lifetime");
  if (question.assume_unique && has_lifetime) {
    usage_error("--assume-unique",
                "leaves no purchase that could renew another; give it for contracts that say "
                "themselves whether they were renewed");
  }
  const Input contracts{RowType::contract,
                        {{"customer_id", Need::value},
                         {"term_end", Need::value},
                         {"contract_id"},
                         {"term_start"},
                         {"value"},
                         {"currency"},
                         {"renewed", question.assume_unique ? Need::column : Need::optional},
                         {"renewed_value"}},
                        {},
                        {"renewed", "term_start"},
                        ""};
  const Input purchases{RowType::purchase,
                        {{"customer_id", Need::value},
                         {"purchased_on", Need::value},
                         {"expires_on", has_lifetime ? Need::optional : Need::column},
                         {"purchase_id"},
                         {"amount", Need::filled},
                         {"currency"}},
                        {},
                        {},
                        ""};
  if (question.assume_unique) return {{{contracts}}};
  if (has_lifetime) return {{{purchases}}};
  return {{{contracts, purchases}}};
}

Result by_hand(const Question& question) {
  RenewalTally tally;
  tally.renewed = question.count("renewed");
  tally.lost = question.count("due") - tally.renewed;
  if (tally.lost < 0) usage_error("--renewed", "is more than --due, which includes it");
  Result result = finish(tally, question.confidence);
  for (Fact& fact : result.facts) {
    if (fact.name == "open" || fact.name == "best_case" || fact.name == "worst_case") {
      std::get<Quantity>(fact.value).amount.reset();
    }
  }
  return result;
}

constexpr Option options[] = {
    {"grace", "DAYS", "how late a renewal may start, such as 14 or 14d (default 30d)"},
    {"lifetime", "TIME",
     "for purchases: what does not say when it expires lasts this long: 365d, 12m, 1y"},
};

constexpr Option by_hand_numbers[] = {
    {"renewed", "N", "how many of those were renewed", true},
    {"due", "N", "contracts that came due and are renewed or lost", true},
};

constexpr FactMeaning fact_meanings[] = {
    {"due", "contracts whose term ended in the period, open ones among them", InTables::beside},
    {"renewed", "of those, renewed by their own word or by a later contract", InTables::beside},
    {"lost", "of those, not renewed", InTables::beside},
    {"open", "of those, not decided: the grace is not over as far as the data goes",
     InTables::beside},
    {"best_case", "the rate if all open ones are renewed"},
    {"worst_case", "the rate if none of the open ones is"},
    {"gross_value_rate", "old value of the renewed / old value of renewed and lost"},
    {"net_value_rate", "new value of the renewed / old value of renewed and lost"},
    {"gross_value_rates", "gross_value_rate by currency; the one above is for a single one"},
    {"net_value_rates", "net_value_rate by currency"},
};

constexpr Part parts[] = {
    {"lost", "lost"},
    {"open", "open"},
    {"renewed", "renewed"},
};

constexpr std::string_view list_figures[] = {"due", "lost"};

constexpr Example examples[] = {
    {"csm renewal --from contracts.csv --period 2026-Q1", "the contracts that came due in Q1"},
    {"csm renewal --from purchases.csv --lifetime 12m --grace 14d",
     "purchases that last a year and were made again"},
    {"csm renewal --renewed 85 --due 100", "by hand"},
};

}  // namespace

void RenewalValue::merge(const RenewalValue& other) {
  decided = checked_add(decided, other.decided);
  renewed = checked_add(renewed, other.renewed);
  renewed_at_new = checked_add(renewed_at_new, other.renewed_at_new);
  unpriced += other.unpriced;
}

void RenewalTally::add(const RenewalFact& fact, std::int64_t n) {
  if (n == 0) return;
  if (fact.outcome == RenewalOutcome::open) {
    open += n;
    return;
  }
  const bool is_renewed = fact.outcome == RenewalOutcome::renewed;
  (is_renewed ? renewed : lost) += n;
  if (!fact.value) {
    unvalued += n;
    return;
  }
  RenewalValue sum;
  sum.decided = checked_multiply(fact.value->amount.atoms(), n);
  if (is_renewed) {
    sum.renewed = sum.decided;
    if (fact.new_value) sum.renewed_at_new = checked_multiply(fact.new_value->atoms(), n);
    sum.unpriced = fact.new_value ? 0 : n;
  }
  values[fact.value->currency].merge(sum);
}

void RenewalTally::merge(const RenewalTally& other) {
  renewed += other.renewed;
  lost += other.lost;
  open += other.open;
  unvalued += other.unvalued;
  values.merge(other.values);
}

Result finish(const RenewalTally& t, double confidence, std::string_view noun) {
  Result result;
  result.value = Quantity::share(t.renewed, t.decided());
  result.interval = wilson(t.renewed, t.decided(), confidence);
  result.sample = ShareSample{t.renewed, t.decided()};
  if (!result.value.amount) {
    result.reason = t.open == 0
                        ? fmt::format("no {} came due", noun)
                        : fmt::format("of {} due none is decided yet", with_noun(t.open, noun));
    result.interval_reason = result.reason;
  }
  result.facts = {{"due", Quantity::count(t.due())},
                  {"renewed", Quantity::count(t.renewed)},
                  {"lost", Quantity::count(t.lost)},
                  {"open", Quantity::count(t.open)},
                  {"best_case", Quantity::share(t.renewed + t.open, t.due())},
                  {"worst_case", Quantity::share(t.renewed, t.due())}};
  add_value_rates(t, result.facts);
  tell(t, noun, result);
  return result;
}

const Metric renewal_metric = {
    "renewal",
    "Renewal rate",
    "What share of the contracts that came due was renewed?",
    "renewed / (renewed + lost), of the contracts whose term ended in the period",
    "By number and by value: Planhat, SaaS Renewal Rate; Dock, How to Calculate Renewal Rates",
    Unit::share,
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
    {.parts = parts, .figures = list_figures, .is_of_rows = true},
    start_series,
};

}  // namespace csm
