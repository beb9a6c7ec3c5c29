#include "csm/metrics/nps.hpp"

#include <fmt/format.h>

#include "csm/customer_map.hpp"
#include "csm/error.hpp"
#include "csm/registry.hpp"
#include "metrics/survey.hpp"
#include "metrics/wording.hpp"

namespace csm {
namespace {

constexpr Rule rules[] = {{"standard", "9 and 10 are promoters, 0 to 6 detractors",
                           "100 x ({promoters} - {detractors}) / {answers}"}};

bool only_latest(const Question& question) {
  return question.option("per-customer", "all") == "latest";
}

bool from_one(const Question& question) { return question.option("scale", "0-10") == "1-10"; }

/// A survey of satisfaction or effort, on 1..5 or 1..7, looks like a disaster on 0..10.
///
/// Even where three of ten answer 5 or less, four in a row do so in less than one survey of a
/// hundred; up to 7 it takes ten for that, where six of ten answer so.
void warn_of_another_scale(const NpsTally& t, int lowest_score, Report& report) {
  std::size_t highest = t.by_score.size() - 1;
  while (highest > 0 && t.by_score[highest] == 0) --highest;
  const std::int64_t enough = highest <= 5 ? 4 : 10;
  if (t.answers() < enough || t.fractional > 0 || highest > 7) return;
  report.warnings.push_back(fmt::format(
      "no answer is above {} on the scale {}..10; where the survey asked on another, such as 1..5, "
      "this is no net promoter score, and csm csat or csm ces is meant",
      highest, lowest_score));
}

class NpsComputation : public ComputationOf<NpsComputation> {
 public:
  using ComputationOf::ComputationOf;

  void add(const Rows& rows) override {
    const bool latest = only_latest(question_);
    std::array<std::int64_t, 11> whole{};  // most scores, added once a block
    for (const Answer& row : std::get<std::span<const Answer>>(rows)) {
      add_invitation(row);
      if (!is_inside(row)) {
        ++(row.answered_on || row.sent_on ? outside_ : undated_);
      } else if (!row.score) {
        ++tally_.unscored;
      } else if (!latest || question_.assume_unique) {
        if (row.cell->whole >= 0) {
          ++whole[static_cast<std::size_t>(row.cell->whole)];
        } else {
          tally_.add(*row.score);
        }
      } else {
        ++latest_candidates_;
        latest_[row.customer_id].merge(
            {true, *row.answered_on, CustomerText(row.response_id.text), *row.score});
      }
    }
    for (std::size_t score = 0; score < whole.size(); ++score) {
      tally_.add(Decimal{static_cast<int>(score)}, whole[score]);
    }
  }

  void gather(NpsComputation& from) {
    tally_.merge(from.tally_);
    latest_.merge(from.latest_);
    latest_candidates_ += from.latest_candidates_;
    outside_ += from.outside_;
    undated_ += from.undated_;
  }

  void finish(const Span& span, Report& report) override {
    NpsTally tally = tally_;
    std::int64_t kept = 0;
    latest_.for_each([&](const LatestAnswer& answer) {
      tally.add(answer.score);
      ++kept;
    });
    Result& result = report.results.emplace_back(
        csm::finish(tally, question_.confidence, from_one(question_) ? 1 : 0));
    result.span = span;
    InputSummary& input = *report.input;
    input.leave_out(outside_period, outside_);
    input.leave_out("without a date", undated_);
    warn_of_another_scale(tally, from_one(question_) ? 1 : 0, report);
    input.leave_out("earlier answers of a customer", latest_candidates_ - kept);
    if (only_latest(question_))
      report.notes.emplace_back("of each customer the latest answer counts");
    if (from_one(question_)) report.notes.emplace_back("the survey's scale is 1..10");
  }

 private:
  /// By the day of the answer; a row without an answer by the day it was sent.
  bool is_inside(const Answer& row) const {
    if (period_.is_all()) return true;
    if (row.answered_on) return period_.contains(*row.answered_on);
    return row.sent_on && period_.contains(*row.sent_on);
  }

  void add_invitation(const Answer& row) {
    if (!row.sent_on || !(period_.is_all() || period_.contains(*row.sent_on))) return;
    ++tally_.sent;
    tally_.responded += row.score ? 1 : 0;
  }

  NpsTally tally_;
  CustomerMap<LatestAnswer> latest_;
  std::int64_t latest_candidates_ = 0;
  std::int64_t outside_ = 0;
  std::int64_t undated_ = 0;
};

std::vector<Role> roles(const Question& question) {
  const std::string_view per_customer = question.option("per-customer", "all");
  if (per_customer != "all" && per_customer != "latest") {
    usage_error("--per-customer", fmt::format("\"{}\" is neither all nor latest", per_customer));
  }
  const std::string_view scale = question.option("scale", "0-10");
  if (scale != "0-10" && scale != "1-10") {
    usage_error("--scale",
                fmt::format("\"{}\" is neither 0-10 nor 1-10, the scales of NPS", scale));
  }
  const bool latest = only_latest(question);
  const bool has_period = question.period && !question.period->is_all();
  if (question.assume_unique && !latest) {
    usage_error("--assume-unique", "changes nothing where every answer counts");
  }
  RowRules row_rules;
  if (from_one(question)) {
    row_rules.lowest_score = 1;
    row_rules.off_scale = "lies outside the scale 1..10";
  }
  row_rules.scored_needs_day = latest || has_period;
  row_rules.scored_needs_customer = latest && !question.assume_unique;
  Input answers{RowType::answer,
                {{"score", Need::column, nps_headers},
                 {"response_id", latest ? Need::optional : Need::unread},
                 {"customer_id", row_rules.scored_needs_customer ? Need::column : Need::unread},
                 {"answered_on", row_rules.scored_needs_day ? Need::column : Need::optional},
                 {"sent_on", Need::optional}},
                row_rules,
                {},
                ""};
  answers.survey = "nps";
  return {{{answers}}};
}

Result by_hand(const Question& question) {
  NpsTally tally;
  tally.promoters = question.count("promoters");
  tally.passives = question.count("passives");
  tally.detractors = question.count("detractors");
  Result result = finish(tally, question.confidence);
  std::erase_if(result.facts, [](const Fact& fact) {
    return fact.name == "mean" || fact.name == "distribution" || fact.name == "unscored" ||
           fact.name == "response_rate";
  });
  return result;
}

constexpr Option options[] = {
    {"per-customer", "all|latest", "count every answer (default) or each customer's latest"},
    {"scale", "0-10|1-10", "the survey's scale; what lies outside is a bad row (default 0-10)"},
};

constexpr Option by_hand_numbers[] = {
    {"promoters", "N", "answers of 9 and 10", true},
    {"passives", "N", "answers of 7 and 8", true},
    {"detractors", "N", "answers of 0 to 6", true},
};

constexpr FactMeaning fact_meanings[] = {
    {"promoters", "answers of 9 or more", InTables::beside},
    {"passives", "answers from 7 to below 9", InTables::beside},
    {"detractors", "answers below 7", InTables::beside},
    {"answers", "rows with a score", InTables::beside},
    {"promoters_share", "promoters / answers"},
    {"passives_share", "passives / answers"},
    {"detractors_share", "detractors / answers"},
    {"mean", "mean of the scores"},
    {"distribution", "answers by score; between: scores that are not whole"},
    {"unscored", "rows without a score"},
    {"response_rate", "of those asked in the period, the share who answered"},
};

constexpr Part parts[] = {
    {"detractors", "detractor"},
    {"passives", "passive"},
    {"promoters", "promoter"},
};

constexpr std::string_view list_figures[] = {"mean"};

constexpr Example examples[] = {
    {"csm nps --from answers.csv --period 2026-05", "the answers of May"},
    {"csm nps --from answers.csv --per-customer latest", "one voice a customer"},
    {"csm nps --promoters 6 --passives 4 --detractors 7", "by hand"},
};

Breakdown distribution(const NpsTally& t) {
  Breakdown breakdown;
  for (std::size_t score = 0; score < t.by_score.size(); ++score) {
    breakdown.emplace_back(std::to_string(score), Quantity::count(t.by_score[score]));
  }
  if (t.fractional > 0) breakdown.emplace_back("between", Quantity::count(t.fractional));
  return breakdown;
}

Table classes(const NpsTally& t, int lowest_score) {
  Table table = {{"promoters (9..10)", to_text(Quantity::count(t.promoters)), ""},
                 {"passives (7..8)", to_text(Quantity::count(t.passives)), ""},
                 {fmt::format("detractors ({}..6)", lowest_score),
                  to_text(Quantity::count(t.detractors)), ""}};
  std::size_t width = 0;
  const std::int64_t counts[] = {t.promoters, t.passives, t.detractors};
  for (std::size_t i = 0; i < table.size(); ++i) {
    table[i].remark = to_text(Quantity::share(counts[i], t.answers()));
    width = std::max(width, table[i].remark.size());
  }
  for (TableRow& row : table) row.remark.insert(0, width - row.remark.size(), ' ');
  return table;
}

}  // namespace

void NpsTally::add(Decimal score, std::int64_t n) {
  (score >= Decimal{9} ? promoters : score >= Decimal{7} ? passives : detractors) += n;
  score_atoms = checked_add(score_atoms, checked_multiply(score.atoms(), n));
  if (score.is_whole()) {
    by_score[static_cast<std::size_t>(score.whole_part())] += n;
  } else {
    fractional += n;
  }
}

void NpsTally::merge(const NpsTally& other) {
  promoters += other.promoters;
  passives += other.passives;
  detractors += other.detractors;
  unscored += other.unscored;
  sent += other.sent;
  responded += other.responded;
  score_atoms = checked_add(score_atoms, other.score_atoms);
  for (std::size_t i = 0; i < by_score.size(); ++i) by_score[i] += other.by_score[i];
  fractional += other.fractional;
}

bool is_smaller_id(std::string_view a, std::string_view b) {
  enum Rank { blank, number, text };
  const auto rank_of = [](std::string_view id) {
    if (id.empty()) return blank;
    return id.find_first_not_of("0123456789") == std::string_view::npos ? number : text;
  };
  if (rank_of(a) != rank_of(b)) return rank_of(a) < rank_of(b);
  if (rank_of(a) == number) {
    const std::string_view x = a.substr(std::min(a.find_first_not_of('0'), a.size()));
    const std::string_view y = b.substr(std::min(b.find_first_not_of('0'), b.size()));
    if (x.size() != y.size()) return x.size() < y.size();
    if (x != y) return x < y;
  }
  return a < b;
}

void LatestAnswer::merge(const LatestAnswer& other) {
  if (!other.is_given) return;
  const auto comes_later = [&] {
    if (!is_given || other.answered_on != answered_on) {
      return !is_given || other.answered_on > answered_on;
    }
    if (other.response_id != response_id) return is_smaller_id(response_id, other.response_id);
    return other.score < score;
  };
  if (comes_later()) *this = other;
}

Result finish(const NpsTally& t, double confidence, int lowest_score) {
  const std::int64_t answers = t.answers();
  Result result;
  result.value.unit = Unit::points;
  if (answers > 0) {
    result.value.amount = reduced(static_cast<Int128>(100) * (t.promoters - t.detractors), answers);
    result.interval = adjusted_wald(t.promoters, t.passives, t.detractors, confidence);
    result.sample = NetSample{t.promoters, t.passives, t.detractors};
  } else {
    result.reason = result.interval_reason = "there are no answers";
  }
  Quantity mean{std::nullopt, Unit::score, {}};
  if (answers > 0)
    mean.amount = reduced(t.score_atoms, static_cast<Int128>(answers) * Decimal::unit);
  const Quantity response_rate = Quantity::share(t.responded, t.sent);
  result.facts = {{"promoters", Quantity::count(t.promoters)},
                  {"passives", Quantity::count(t.passives)},
                  {"detractors", Quantity::count(t.detractors)},
                  {"answers", Quantity::count(answers)},
                  {"promoters_share", Quantity::share(t.promoters, answers)},
                  {"passives_share", Quantity::share(t.passives, answers)},
                  {"detractors_share", Quantity::share(t.detractors, answers)},
                  {"mean", mean},
                  {"distribution", distribution(t)},
                  {"unscored", Quantity::count(t.unscored)},
                  {"response_rate", response_rate}};
  result.story.emplace_back(with_noun(answers, "answer"));
  if (answers > 0) result.story.emplace_back(classes(t, lowest_score));
  if (t.sent > 0) {
    result.story.emplace_back(fmt::format("{} of {} who were asked in the period answered ({})",
                                          to_text(Quantity::count(t.responded)),
                                          to_text(Quantity::count(t.sent)),
                                          to_text(response_rate)));
  }
  if (t.unscored > 0) {
    result.story.emplace_back(with_noun(t.unscored, "row") + " without a score, not counted as 0");
  }
  return result;
}

const Metric nps_metric = {
    "nps",
    "Net promoter score",
    "How much would the customers recommend the company?",
    "100 x (promoters - detractors) / answers",
    "F. Reichheld, The One Number You Need to Grow, Harvard Business Review, December 2003",
    Unit::points,
    DefaultPeriod::whole_file,
    rules,
    options,
    by_hand_numbers,
    fact_meanings,
    examples,
    roles,
    start_as<NpsComputation>,
    by_hand,
    false,
    false,
    Grouping::rows,
    Better::higher,
    {.parts = parts, .figures = list_figures, .lowest_first = true, .is_of_customers = only_latest},
};

}  // namespace csm
