#include "csm/metrics/churn.hpp"

#include <fmt/format.h>

#include "csm/error.hpp"
#include "csm/metrics/mrr.hpp"
#include "csm/registry.hpp"
#include "metrics/churn_sweep.hpp"
#include "metrics/customer_counts.hpp"
#include "metrics/service_input.hpp"
#include "metrics/service_series.hpp"
#include "metrics/wording.hpp"

namespace csm {
namespace {

/// Numerator and base of a rule.
struct Base {
  std::int64_t left;
  std::int64_t of;
};

Base base_of(const ChurnTally& t, ChurnRule rule) {
  const std::int64_t churned = t.churned_existing + t.churned_new;
  switch (rule) {
    case ChurnRule::exposed:
      return {churned, t.opening + t.churned_new};
    case ChurnRule::cohort:
      return {t.churned_existing, t.opening};
    case ChurnRule::stripe:
      return {churned, t.opening + t.joined};
    case ChurnRule::opening:
      break;
  }
  return {churned, t.opening};
}

constexpr Rule rules[] = {
    {"opening", "newcomers stay out of the base; those who left count as lost",
     "{churned} / {opening}"},
    {"exposed", "newcomers who left count as lost and in the base",
     "{churned} / ({opening} + {churned_new})"},
    {"cohort", "only those here at the start count, in both", "{churned_existing} / {opening}"},
    {"stripe", "all newcomers are in the base; those who left count as lost",
     "{churned} / ({opening} + {joined})"},
};

ChurnRule rule_of(const Question& question) {
  return static_cast<ChurnRule>(question.rule - &rules[0]);
}

std::string base_in_words(const Base& base, ChurnRule rule) {
  const std::string left = with_noun(base.left, "customer");
  switch (rule) {
    case ChurnRule::exposed:
      return fmt::format("{} left, of {} at the start and newcomers who left", left,
                         to_text(Quantity::count(base.of)));
    case ChurnRule::stripe:
      return fmt::format("{} left, of {} at the start and newcomers", left,
                         to_text(Quantity::count(base.of)));
    default:
      return fmt::format("{} of {} at the start left", to_text(Quantity::count(base.left)),
                         with_noun(base.of, "customer"));
  }
}

void tell(const ChurnTally& t, ChurnRule rule, Result& result) {
  const auto number = [](std::int64_t n) { return to_text(Quantity::count(n)); };
  const Base base = base_of(t, rule);
  if (rule == ChurnRule::opening && t.churned_new > 0) {
    result.story.emplace_back(fmt::format(
        "{} left: {} of {} at the start, and {} who joined since", with_noun(base.left, "customer"),
        number(t.churned_existing), number(t.opening), number(t.churned_new)));
  } else {
    result.story.emplace_back(base_in_words(base, rule));
  }
  const std::string again = t.joined == 0 ? ""
                            : t.churned_new == 0
                                ? ", none of them left again"
                                : fmt::format(", {} of them left again", number(t.churned_new));
  result.story.emplace_back(
      fmt::format("{} joined{}; {} at the end", number(t.joined), again, number(t.closing)));
  if (t.returned > 0 || t.lapsed_and_returned > 0) {
    std::string line;
    if (t.returned > 0)
      line = fmt::format("{} of those who joined had been {} before", number(t.returned),
                         t.returned == 1 ? "a customer" : "customers");
    if (t.lapsed_and_returned > 0) {
      line += fmt::format("{}{} left and came back within the period, and count as here",
                          line.empty() ? "" : "; ", number(t.lapsed_and_returned));
    }
    result.story.emplace_back(line);
  }
}

class ChurnComputation : public ComputationOf<ChurnComputation> {
 public:
  ChurnComputation(const Question& question, const Period& period)
      : ComputationOf(question, period), customers_(question) {}

  void add(const Rows& rows) override {
    if (const auto* customers = std::get_if<std::span<const Customer>>(&rows)) {
      for (const Customer& row : *customers) add_service(row.customer_id, row.service);
    } else if (const auto* subscriptions = std::get_if<std::span<const Subscription>>(&rows)) {
      for (const Subscription& row : *subscriptions) add_service(row.customer_id, row.service);
    } else if (const auto* snapshot = std::get_if<std::span<const Snapshot>>(&rows)) {
      for (const Snapshot& row : *snapshot) add_snapshot(row);
    }
  }

  void gather(ChurnComputation& from) {
    customers_.merge(from.customers_);
    on_trial_ += from.on_trial_;
  }

  void finish(const Span& span, Report& report) override {
    const ChurnTally tally = customers_.tally();
    Result& result =
        report.results.emplace_back(csm::finish(tally, rule_of(question_), question_.confidence));
    result.span = span;
    report.input->leave_out(never_paid, on_trial_);
  }

 private:
  void add_service(CustomerId customer, const Service& service) {
    if (service.is_trial) {
      ++on_trial_;
      return;
    }
    customers_.add(customer, service, period_);
  }

  void add_snapshot(const Snapshot& row) {
    if (row.is_trial || !is_customer(row.status)) {
      ++on_trial_;
      return;
    }
    customers_.add(row.customer_id, row);
  }

  CustomerCounts customers_;
  std::int64_t on_trial_ = 0;
};

/// What a series keeps of a row.
struct StayRow {
  CustomerKey key;
  Date start;
  Date end;

  template <class Row>
  StayRow(const CustomerKey& customer, const Row& row)
      : key(customer), start(row.service.start), end(row.service.end) {}
};

class ChurnSeries : public ServiceSeries<ChurnSeries, StayRow> {
 public:
  using ServiceSeries::ServiceSeries;

  void sweep() { tallies_ = rows_.swept(ChurnSweep(steps_)).tallies(); }

  void finish_step(std::size_t step, const Span&, Report& report) {
    report.results.push_back(csm::finish(tallies_[step], rule_of(question_), question_.confidence));
  }

 private:
  std::vector<ChurnTally> tallies_;
};

std::unique_ptr<Computation> start_series(const Question& question,
                                          const std::vector<Period>& steps) {
  if (question.assume_unique) return nullptr;  // nothing is kept of customers then
  return std::make_unique<ChurnSeries>(question, steps);
}

/// A row a customer without dates, told by `churned` or, without it, by `status`.
Input snapshot_input(std::string_view told_by) {
  Input input;
  input.type = RowType::snapshot;
  input.wants = {{"customer_id", Need::value}, {"is_new"}, {"is_trial"}};
  if (told_by == "churned") input.wants.push_back({"churned", Need::value});
  input.wants.push_back({"status", told_by == "status" ? Need::column : Need::optional});
  return input;
}

std::vector<Role> roles(const Question& question) {
  std::vector<Input> inputs = {service_input(RowType::customer, question, ""),
                               service_input(RowType::subscription, question, "")};
  inputs.push_back(snapshot_input("churned"));
  inputs.push_back(snapshot_input("status"));
  return {{inputs}};
}

Result by_hand(const Question& question) {
  ChurnTally tally;
  tally.opening = question.count("opening");
  const std::int64_t churned = question.count("churned");
  tally.churned_new = question.count("churned-new", 0);
  tally.joined = question.count("joined", tally.churned_new);
  tally.churned_existing = churned - tally.churned_new;
  tally.closing = tally.opening + tally.joined - churned;
  if (tally.churned_existing < 0) {
    usage_error("--churned-new", "is more than --churned, which includes it");
  }
  if (tally.churned_existing > tally.opening) {
    usage_error("--churned", fmt::format("{} of those at the start left, but --opening says {}",
                                         tally.churned_existing, tally.opening));
  }
  if (tally.joined < tally.churned_new) {
    usage_error("--joined", "is less than --churned-new, and those who left had joined");
  }
  const ChurnRule rule = rule_of(question);
  if (rule == ChurnRule::stripe && !question.has("joined")) {
    usage_error("--joined", "is needed: rule stripe has all who joined in its base");
  }
  Result result = finish(tally, rule, question.confidence);
  if (!question.has("joined")) result.story.resize(1);
  for (Fact& fact : result.facts) {
    const bool needs_joined = fact.name == "joined" || fact.name == "closing";
    if (fact.name == "returned" || fact.name == "lapsed_and_returned" ||
        (needs_joined && !question.has("joined"))) {
      fact.value = Quantity{std::nullopt, Unit::count, {}};
    }
  }
  return result;
}

constexpr Option by_hand_numbers[] = {
    {"opening", "N", "customers at the start of the period", true},
    {"churned", "N", "customers lost in it, newcomers who left included", true},
    {"churned-new", "N", "how many of those had joined in the period (default 0)"},
    {"joined", "N", "customers who joined in the period"},
};

constexpr FactMeaning fact_meanings[] = {
    {"opening", "customers just before the period's first day", InTables::beside},
    {"churned", "customers lost in the period, newcomers among them", InTables::beside},
    {"churned_existing", "of those at opening, the ones not here at closing"},
    {"churned_new", "customers who joined in the period and left again"},
    {"joined", "customers not here at opening who joined in the period", InTables::beside},
    {"returned", "of those who joined, the ones who had been customers before"},
    {"lapsed_and_returned", "here at both ends, but not all the time between; not lost"},
    {"closing", "customers just before the day after the period", InTables::beside},
    {"retention", "of those at opening, the share here at closing"},
};

constexpr Part parts[] = {
    {"churned", "churned"},
    {"joined", "joined", true},
    {"closing", "stayed", true},
};

constexpr std::string_view gains[] = {"joined"};
constexpr std::string_view losses[] = {"churned"};

constexpr Example examples[] = {
    {"csm churn --from subscriptions.csv", "the newest month in the file"},
    {"csm churn --from subs.csv --period 2026-Q1 --rule cohort", "a quarter, by another rule"},
    {"csm churn --opening 1000 --churned 64", "by hand"},
};

}  // namespace

void ChurnTally::add(const ChurnFact& fact, std::int64_t n) {
  opening += fact.at_opening ? n : 0;
  closing += fact.at_closing ? n : 0;
  churned_existing += fact.at_opening && !fact.at_closing ? n : 0;
  lapsed_and_returned += fact.lapsed ? n : 0;
  if (!fact.joined) return;
  joined += n;
  churned_new += fact.at_closing ? 0 : n;
  returned += fact.was_before ? n : 0;
}

void ChurnTally::merge(const ChurnTally& other) {
  opening += other.opening;
  churned_existing += other.churned_existing;
  churned_new += other.churned_new;
  joined += other.joined;
  returned += other.returned;
  lapsed_and_returned += other.lapsed_and_returned;
  closing += other.closing;
}

void ChurnState::add(const Snapshot& row) {
  at_opening = at_opening || !row.is_new;
  at_closing = at_closing || !row.is_gone;
  starts_inside = starts_inside || row.is_new;
}

void ChurnState::merge(const ChurnState& other) {
  at_opening = at_opening || other.at_opening;
  at_closing = at_closing || other.at_closing;
  starts_before = starts_before || other.starts_before;
  starts_inside = starts_inside || other.starts_inside;
  last_end = std::max(last_end.get(), other.last_end.get());
  first_start = std::min(first_start.get(), other.first_start.get());
}

Result finish(const ChurnTally& tally, ChurnRule rule, double confidence) {
  const std::int64_t churned = tally.churned_existing + tally.churned_new;
  if (tally.opening + tally.joined - churned != tally.closing) {
    throw Error(ErrorCode::failed, "churn", "opening + joined - churned is not closing");
  }
  const Base base = base_of(tally, rule);
  const Base cohort = base_of(tally, ChurnRule::cohort);
  Result result;
  result.value = Quantity::share(base.left, base.of);
  if (!result.value.amount) {
    result.reason = rule == ChurnRule::opening || rule == ChurnRule::cohort
                        ? "there were no customers at the start"
                        : "there were no customers";
  }
  result.sample = ShareSample{base.left, base.of};
  if (rule == ChurnRule::opening && tally.churned_new > 0) {
    result.interval_reason =
        "newcomers who left count as lost but not in the base, so it is no share";
  } else {
    result.interval = wilson(base.left, base.of, confidence);
    if (!result.interval) result.interval_reason = result.reason;
  }
  result.facts = {{"opening", Quantity::count(tally.opening)},
                  {"churned", Quantity::count(churned)},
                  {"churned_existing", Quantity::count(tally.churned_existing)},
                  {"churned_new", Quantity::count(tally.churned_new)},
                  {"joined", Quantity::count(tally.joined)},
                  {"returned", Quantity::count(tally.returned)},
                  {"lapsed_and_returned", Quantity::count(tally.lapsed_and_returned)},
                  {"closing", Quantity::count(tally.closing)},
                  {"retention", Quantity::share(cohort.of - cohort.left, cohort.of)}};
  tell(tally, rule, result);
  return result;
}

const Metric churn_metric = {
    "churn",
    "Customer churn",
    "What share of the customers left?",
    "(lost of those at the start + newcomers lost) / customers at the start",
    "Rule names: Stripe Billing (stripe), ChartMogul's standard churn rate (cohort)",
    Unit::share,
    DefaultPeriod::newest_month,
    rules,
    {},
    by_hand_numbers,
    fact_meanings,
    examples,
    roles,
    start_as<ChurnComputation>,
    by_hand,
    false,
    false,
    Grouping::customers,
    Better::lower,
    {.parts = parts, .mrr = &mrr_metric},
    start_series,
    {"opening", gains, losses, "closing"},
};

}  // namespace csm
