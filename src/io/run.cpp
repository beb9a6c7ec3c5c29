#include "io/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <new>
#include <numeric>

#include "csm/all_rules.hpp"
#include "csm/computation.hpp"
#include "csm/customer_memory.hpp"
#include "csm/customer_segments.hpp"
#include "csm/error.hpp"
#include "csm/registry.hpp"
#include "csm/slices.hpp"
#include "csm/why.hpp"
#include "io/asked_roles.hpp"
#include "io/column_forms.hpp"
#include "io/column_zone.hpp"
#include "io/customer_story.hpp"
#include "io/finding_warnings.hpp"
#include "io/job_files.hpp"
#include "io/match.hpp"
#include "io/member_list.hpp"
#include "io/period_of_data.hpp"
#include "io/rejects.hpp"
#include "io/settled_rules.hpp"
#include "io/source_pass.hpp"
#include "io/table.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

/// Later than that after the newest rate the reader is told.
constexpr std::chrono::days days_that_rates_hold{31};

/// One run over the open sources: reads, computes, and starts again where an assumption failed.
class Run {
 public:
  Run(const Question& question, const std::vector<Role>& roles, std::shared_ptr<Segments> segments,
      OpenTable& table, const Reading& reading)
      : question_(question),
        reading_(reading),
        roles_(roles),
        segments_(std::move(segments)),
        table_(table) {
    if (segments_ != nullptr) refuse_unknown_segments();
    settle_rules(question_, roles_, table_);
    for (const OpenSource& source : table_.sources) {
      question_.kinds.push_back(kind_of(source.input->type));
    }
    if (is_snapshot()) refuse_options_of_days();
    if (question_.end_included) refuse_end_without_service();
    if (!reading_.rejects.empty()) rejects_.emplace(reading_.rejects, table_, question_);
  }

  Report answer() {
    settle(false);
    try {
      read_all(likely_period());
    } catch (const OtherForm&) {
      settle(true);
      read_all(likely_period());
    }
    const Period right = right_period();
    if (right != period_) read_all(right);
    finish();
    return std::move(report_);
  }

 private:
  void settle(bool look_at_all) {
    settle_zones(table_.sources, reading_);
    form_warnings_ = settle_forms(table_.sources, reading_, question_.currency, look_at_all);
    forms_are_settled_ = look_at_all;
  }

  /// Only rows of customers and subscriptions have an end of service.
  void refuse_end_without_service() const {
    const bool has_service =
        std::any_of(table_.sources.begin(), table_.sources.end(), [](const OpenSource& source) {
          return source.input->type == RowType::customer ||
                 source.input->type == RowType::subscription;
        });
    if (has_service) return;
    usage_error("--end-included",
                fmt::format("is about the end of a customer or subscription, and there are only {}",
                            kind_of(table_.sources.front().input->type)));
  }

  bool is_snapshot() const {
    return std::any_of(table_.sources.begin(), table_.sources.end(), [](const OpenSource& source) {
      return source.input->type == RowType::snapshot;
    });
  }

  bool is_compared_by_days() const { return question_.compare && !question_.compare->segment; }

  /// A snapshot has no days, so options that speak of days would change nothing.
  void refuse_options_of_days() const {
    const char* given = question_.every          ? "--every"
                        : is_compared_by_days()  ? "--compare"
                        : question_.period       ? "--period"
                        : question_.as_of        ? "--as-of"
                        : question_.end_included ? "--end-included"
                                                 : nullptr;
    if (given == nullptr) return;
    usage_error(given, table_.sources.front().scanner->name() +
                           " has no dates of joining and leaving, so it is a snapshot and one "
                           "period by itself");
  }

  /// The period where it is known, else the one that both ends of the data suggest.
  Period likely_period() {
    if (const auto known = told_period()) return *known;
    found_ = {};
    for (OpenSource& source : table_.sources) {
      found_.days.merge(days_at_ends(source, pass_rules()));
    }
    return right_period();
  }

  std::optional<Period> told_period() const { return csm::told_period(question_, is_snapshot()); }

  /// The period, once the days of the data are known.
  Period right_period() const {
    const auto told = told_period();
    return told ? *told : period_of_data(question_, found_.days);
  }

  std::optional<Date> known_until() const { return csm::known_until(question_, found_.days); }

  /// One pass over all sources.
  void read_all(const Period& period) {
    report_ =
        Report{question_.metric, question_.rule, {}, InputSummary{}, table_.notes, table_.warnings};
    found_ = {};
    ids_ = {};
    period_ = period;
    computation_ = start(period);
    PassRules rules = pass_rules();
    if (rejects_) {
      rejects_->begin();
      rules.rejects = &*rejects_;
    }
    rules.watches_customers = !question_.assume_unique;
    rules.is_last = is_last_pass();
    for (OpenSource& source : table_.sources) {
      report_.input->files.push_back(source.scanner->name());
      Findings of_source = pass_over(source, rules, *computation_);
      for (Findings::Bad& bad : of_source.first_bad) {
        if (report_.input->first_bad.size() == reading_.shown_bad_rows) break;
        report_.input->first_bad.push_back(std::move(bad.description));
      }
      of_source.first_bad.clear();
      for (std::string& warning : warnings_of_file(of_source)) {
        report_.warnings.push_back(std::move(warning));
      }
      for (std::string& note : notes_of(of_source.counts, source.scanner->name())) {
        report_.notes.push_back(std::move(note));
      }
      if (const auto slot = source.binding.id_slot) {
        const std::string_view field = source.binding.slots[*slot].name;
        ids_[field].merge(of_source.ids);
        if (rules.watches_customers && field == "customer_id") {
          found_.customers.merge(of_source.ids);
        }
      }
      found_.merge(of_source);
    }
    report_.input->rows = found_.counts.rows;
    report_.input->bad = found_.counts.bad;
    for (const auto& [reason, count] : found_.counts.left_out)
      report_.input->leave_out(reason, count);
  }

  /// Each file has the columns that rows are told apart by, or its rows are of customers whose
  /// segment another file tells.
  void refuse_unknown_segments() const {
    const auto& sources = table_.sources;
    const bool is_told = std::any_of(sources.begin(), sources.end(), [](const OpenSource& source) {
      return !source.binding.cut_slots.empty() || source.scanner->header().empty();
    });
    if (is_told) return;
    const std::string& column = segments_->cuts().front().column;
    column_called(column, sources.front().scanner->name(), sources.front().scanner->header(),
                  "--by " + shown(column));
  }

  /// The metric's computation, or one of many slices.
  std::unique_ptr<Computation> start(const Period& period) {
    if (!question_.every && segments_ == nullptr && !is_compared_by_days()) {
      if (question_.explain && have_rules_the_same_rows()) {
        return std::make_unique<AllRules>(question_, period);
      }
      return question_.metric->start(question_, period);
    }
    Slicing slicing{{period}, segments_};
    if (question_.every && !period.is_all()) slicing.steps = steps_of(period, *question_.every);
    if (auto series = start_series(slicing)) return series;
    if (is_compared_by_days())
      slicing.steps.insert(slicing.steps.begin(), period_compared_with(slicing));
    if (segments_ != nullptr && counts_customers(question_) && !question_.assume_unique) {
      slicing.customers = find_customer_segments();
    }
    return std::make_unique<Slices>(question_, std::move(slicing));
  }

  /// A series without segments, where the metric has a cheaper way than a computation a step; null
  /// where it has none. Steps of before are compared with as they come, so there is one in front.
  std::unique_ptr<Computation> start_series(Slicing slicing) const {
    const bool has_way = question_.metric->start_series != nullptr && segments_ == nullptr;
    if (!has_way || slicing.steps.size() < 2) return nullptr;
    if (is_compared_by_days()) {
      slicing.steps.insert(slicing.steps.begin(), period_compared_with(slicing));
    }
    return question_.metric->start_series(question_, slicing.steps);
  }

  /// No rule is computed from rows of another kind than the others.
  bool have_rules_the_same_rows() const {
    const std::vector<Input> inputs = inputs_of(roles_);
    return std::all_of(inputs.begin(), inputs.end(),
                       [](const Input& input) { return input.default_rule.empty(); });
  }

  /// What the files' columns are read as.
  Explanation explanation_of_columns() const {
    Explanation explanation;
    for (const OpenSource& source : table_.sources) {
      Explanation::Columns& columns = explanation.columns.emplace_back();
      columns.file = source.scanner->name();
      for (const Binding::Slot& slot : source.binding.slots) {
        if (!slot.is_read) continue;
        columns.fields.emplace_back(slot.name, source.scanner->header()[slot.column]);
      }
    }
    return explanation;
  }

  /// The period that --compare speaks of: a step in front of all others.
  Period period_compared_with(const Slicing& slicing) const {
    const Period& first = slicing.steps.front();
    if (first.is_all()) {
      usage_error("--compare",
                  "the whole file has no period before it; give --period, such as "
                  "2026-05");
    }
    if (question_.compare->is_with_previous()) return before(first);
    const Period& period = *question_.compare->period;
    if (period.begin == first.begin && period.end == first.end) {
      usage_error("--compare", period.label + " is the period itself");
    }
    return period;
  }

  void compare() {
    const Comparison& with = *question_.compare;
    if (with.segment) {
      compare_with_segment(report_.results, with.segment->first, with.segment->second,
                           question_.confidence);
    } else {
      compare_with_step_before(report_.results, question_.confidence);
      if (question_.why) tell_why(report_.results);
    }
  }

  /// A pass of its own: a customer's segment is known only once all its rows have been read.
  std::shared_ptr<const CustomerSegments> find_customer_segments() {
    auto customers = std::make_shared<CustomerSegments>(segments_);
    for (OpenSource& source : table_.sources) {
      if (!source.binding.cut_slots.empty()) pass_over(source, pass_rules(), *customers);
    }
    return customers;
  }

  PassRules pass_rules() const { return {&reading_, question_.currency, forms_are_settled_}; }

  /// Nothing that the pass may find makes reading begin anew: neither the days of the data, nor a
  /// date or number in another form, nor a column that comes late.
  bool is_last_pass() const {
    return told_period() && (forms_are_settled_ || !guesses_forms(table_.sources, reading_)) &&
           std::all_of(table_.sources.begin(), table_.sources.end(),
                       [](const OpenSource& source) { return source.scanner->is_header_whole(); });
  }

  void finish() {
    const Span span{period_, known_until()};
    if (question_.explain) report_.explanation = explanation_of_columns();
    computation_->finish(span, report_);
    if (question_.compare) compare();
    leave_unknown_where_nothing_was_read();
    const std::vector<std::string> warnings = warnings_of(found_, ids_, table_, question_);
    report_.warnings.insert(report_.warnings.end(), warnings.begin(), warnings.end());
    if (question_.as_of && found_.days.newest && *found_.days.newest > *question_.as_of) {
      report_.warnings.push_back(
          "the data goes on after --as-of, up to " + to_iso(*found_.days.newest) +
          (question_.metric->ends_with_data ? "; what it says of later days does not count"
           : period_.is_whole_file          ? "; what it says of later days lies outside the period"
                                            : "; what it says of later days is counted too"));
    }
    if (question_.assume_unique) {
      report_.notes.emplace_back("each row is taken for another customer (--assume-unique)");
    }
    if (question_.rates != nullptr) say_rates();
    if (question_.end_included) {
      report_.notes.emplace_back("an end is the last day with service (--end-included)");
    }
    if (is_snapshot()) {
      report_.notes.emplace_back(
          "no dates of leaving: taken as one snapshot, everybody not new was here at the start");
    }
    for (std::string& note : notes_on_forms(table_.sources)) {
      report_.notes.push_back(std::move(note));
    }
    if (reading_.timezone != nullptr) tell_zones();
    report_.warnings.insert(report_.warnings.end(), form_warnings_.begin(), form_warnings_.end());
    if (rejects_) write_rejects();
    if (!question_.customer.empty()) {
      report_.explanation->customer =
          story_of_customer(question_, span, table_, reading_, pass_rules());
    }
    if (question_.list) {
      report_.list = list_members(question_, span, table_, reading_, pass_rules(), report_);
    }
  }

  void tell_zones() {
    report_.notes.push_back(note_on_days(*reading_.timezone));
    for (const OpenSource& source : table_.sources) {
      for (const std::string& note : notes_on_zones(source)) {
        report_.notes.push_back(source.scanner->name() + ": " + note);
      }
    }
  }

  /// Rates that end long before the days they are used for are no rates of those days.
  void say_rates() {
    const ExchangeRates& rates = *question_.rates;
    report_.notes.push_back(
        fmt::format("amounts are converted to {} by {}", rates.to().code(), rates.file()));
    const std::optional<Date> last_day =
        period_.is_all() ? known_until() : Date{period_.end - std::chrono::days{1}};
    if (!last_day || *last_day - *rates.newest() <= days_that_rates_hold) return;
    report_.warnings.push_back(fmt::format("the rates of {} end on {}, and are used up to {}",
                                           rates.file(), to_iso(*rates.newest()),
                                           to_iso(*last_day)));
  }

  void write_rejects() {
    rejects_->finish();
    report_.notes.push_back(fmt::format("{} bad row{} written to {}", found_.counts.bad,
                                        found_.counts.bad == 1 ? "" : "s",
                                        shown(reading_.rejects)));
  }

  /// Without a single good row no figure is known, not even one of money: 0 would be a claim.
  void leave_unknown_where_nothing_was_read() {
    const InputSummary& input = *report_.input;
    const std::int64_t left_out = std::accumulate(
        found_.counts.left_out.begin(), found_.counts.left_out.end(), std::int64_t{0},
        [](std::int64_t sum, const auto& reason) { return sum + reason.second; });
    if (input.bad + left_out < input.rows) return;
    const std::string reason = input.rows == 0 ? "there are no rows"
                               : left_out == 0 ? "every row is bad"
                                               : "every row is bad or left out";
    report_.warnings.push_back(reason + ", so nothing is known");
    if (input.bad > 0 && found_.bad_dates == input.bad && !reading_.dates) {
      report_.warnings.emplace_back(
          "--date-format reads dates that are not like 2026-05-31: yyyymmdd, excel, or as a "
          "pattern such as '%d %b %Y' says");
    }
    for (Result& result : report_.results) result.leave_unknown(reason);
  }

  Question question_;
  const Reading& reading_;
  const std::vector<Role>& roles_;
  std::shared_ptr<Segments> segments_;  ///< null: results are not told apart
  OpenTable& table_;
  bool forms_are_settled_ = false;
  std::vector<std::string> form_warnings_;
  Period period_ = Period::all();
  std::unique_ptr<Computation> computation_;
  Findings found_;
  IdsByField ids_;
  std::optional<Rejects> rejects_;
  Report report_;
};

}  // namespace

Report answer(const Question& question, const std::vector<Source>& sources, const Reading& reading,
              const JobFiles* files) {
  const auto segments = question.by.empty()
                            ? nullptr
                            : std::make_shared<Segments>(question.by, question.max_segments);
  const std::vector<Role> roles = roles_of(question, segments.get());
  OpenTable table = open_table(sources, roles, question.metric->id, reading, files);
  if (files != nullptr) files->have_opened();
  try {
    return Run(question, roles, segments, table, reading).answer();
  } catch (const LateColumn&) {
    complete_headers(table);
  } catch (const Error& error) {
    // With the columns that come later, what is told may be another thing: always the same, then,
    // however much of the file has been read.
    if (error.code == ErrorCode::failed || !complete_headers(table)) throw;
  }
  bind_table(table, roles, question.metric->id, reading);
  return Run(question, roles, segments, table, reading).answer();
}

void allow_customers(const Reading& reading) {
  if (reading.memory > 0) {
    CustomerMemory::allow(reading.memory);
  } else {
    CustomerMemory::allow(reading.find_memory);
  }
}

Error memory_ran_out() {
  return {ErrorCode::failed, "",
          "memory ran out: the system gives no more to csm; fewer --threads take less, "
          "--assume-unique keeps no customers where each row is another one, and files split "
          "by customer can be computed one by one"};
}

Report run(const Question& question, const std::vector<Source>& sources, const Reading& reading) {
  allow_customers(reading);
  try {
    return answer(question, sources, reading);
  } catch (const std::bad_alloc&) {
    throw memory_ran_out();
  }
}

Report compute_by_hand(const Question& asked) {
  Question question = asked;
  if (question.rule == nullptr) question.rule = &question.metric->rules.front();
  Report report{question.metric, question.rule, {}, std::nullopt, {}, {}};
  report.results.push_back(question.metric->compute_by_hand(question));
  return report;
}

}  // namespace csm
