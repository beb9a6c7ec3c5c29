#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "csm/computation.hpp"
#include "csm/question.hpp"

namespace csm {

/// One way to define a figure where systems in the field disagree.
struct Rule {
  std::string_view id;
  std::string_view summary;  ///< one clause: "newcomers stay out of the base"
  /// The figure out of its facts: "{churned} / {opening}"; a part in [...] only where all its facts
  /// are there.
  std::string_view worked;
  /// Raised whenever the same rows give another figure by the same rule than before.
  int version = 1;
};

/// An option that belongs to one metric, or a number given by hand.
struct Option {
  std::string_view name;      ///< without dashes
  std::string_view argument;  ///< "N", "all|latest"
  std::string_view help;
  bool is_needed = false;         ///< without it there is nothing to compute
  bool is_for_files_too = false;  ///< by hand only: also of use beside a file
  bool is_file = false;           ///< names a file whose text the metric reads (Question::files)
  bool joins_days = false;        ///< a row's figure may depend on rows of other days
};

/// What a metric is taken over where the question names no period.
enum class DefaultPeriod : std::uint8_t {
  newest_month,  ///< of a balance, which compares two days: the month that holds the newest date
  whole_file,
  days_of_file,     ///< the whole file where the days count: from its oldest to its newest
  months_of_costs,  ///< from the first month with a cost to the last
};

/// What a metric counts.
enum class Grouping : std::uint8_t {
  customers,  ///< whole customers: all rows of one are computed together
  rows,       ///< rows, each on its own
};

/// Which way a figure is to go.
enum class Better : std::uint8_t { higher, lower };

/// Whether a fact stands in a table with a line a result.
enum class InTables : std::uint8_t {
  no,
  beside,     ///< beside the figure
  as_figure,  ///< in its place among the others: it is the figure
};

struct Metric;

/// A part that a member of the list behind a figure plays in it: a customer, a ticket, a cost.
struct Part {
  /// The fact that is not 0 of it alone; of a fact by name the part is called as the name. Empty:
  /// whatever else counts.
  std::string_view fact;
  std::string_view word;  ///< "churned"
  bool is_rest = false;   ///< of whom there is nothing to be told: listed only where asked for
};

/// How the list behind a figure shows its members.
struct ListShape {
  std::span<const Part> parts{};                ///< in the order of the list
  std::span<const std::string_view> figures{};  ///< facts shown beside: the list's order in a part
  bool lowest_first = false;                    ///< of the first of them; else the greatest
  bool is_of_rows = false;  ///< a row a member, though computed beside its customer's others
  /// The metric of what members pay, which is shown beside and leads; null: it is not.
  const Metric* mrr = nullptr;
  /// Whether members are customers though rows count; null: no.
  bool (*is_of_customers)(const Question&) = nullptr;
};

/// A fact that a metric's results carry, and what it means.
struct FactMeaning {
  std::string_view name;
  std::string_view meaning;
  InTables in_tables = InTables::no;
};

/// Facts of which one is the sum of the others: opening + gains - losses = closing. A gain may be
/// below 0. None of a metric that has no such facts.
struct Balance {
  std::string_view opening;
  std::span<const std::string_view> gains;
  std::span<const std::string_view> losses;
  std::string_view closing;
};

struct Example {
  std::string_view command;
  std::string_view meaning;
};

/// Everything that csm knows of a metric. Help, documentation and tests loop over these rows.
struct Metric {
  std::string_view id;        ///< "churn": the command and the JSON's "metric"
  std::string_view title;     ///< "Customer churn"
  std::string_view question;  ///< "What share of the customers left?"
  std::string_view formula;
  std::string_view source;
  Unit unit;
  DefaultPeriod default_period;
  std::span<const Rule> rules;  ///< the first is the default, unless the input says another
  std::span<const Option> options;
  std::span<const Option> by_hand;     ///< empty: it needs a file
  std::span<const FactMeaning> facts;  ///< in the order of the results
  std::span<const Example> examples;

  /// What it can be computed from; a source without a kind plays the first role. Error{usage} for
  /// bad options.
  std::vector<Role> (*roles)(const Question&);
  std::unique_ptr<Computation> (*start)(const Question&, const Period&);
  Result (*compute_by_hand)(const Question&);  ///< null where `by_hand` is empty
  bool is_census = false;                      ///< it never has an interval, whatever its unit
  bool ends_with_data = false;  ///< what the data says of days after `known until` does not count
  Grouping counts = Grouping::customers;
  Better better = Better::higher;
  ListShape list{};
  /// All steps of a series at once, for less than a computation each; null where there is no such
  /// way, or none for the question. The steps are in the order of time and do not overlap.
  std::unique_ptr<Computation> (*start_series)(const Question&,
                                               const std::vector<Period>&) = nullptr;
  Balance balance{};  ///< of its facts
  /// It tells itself how things went: a report takes it over all steps rather than over the last.
  bool is_over_time = false;
};

/// All metrics, in the order of the help.
std::span<const Metric> metrics();

/// The metric of that id, or null.
const Metric* find_metric(std::string_view id);

/// The rule of that id. Error{usage} that names the rules there are and the nearest.
const Rule& find_rule(const Metric& metric, std::string_view id);

}  // namespace csm
