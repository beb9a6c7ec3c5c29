#include <algorithm>

#include "cli/command.hpp"
#include "cli/common_options.hpp"
#include "io/binding.hpp"

namespace csm::cli {
namespace {

bool always(const Metric&) { return true; }
bool has_service(const Metric& metric) {
  const std::vector<Input> inputs = inputs_of(metric.roles(Question{}));
  return std::any_of(inputs.begin(), inputs.end(), [](const Input& input) {
    return input.type == RowType::customer || input.type == RowType::subscription;
  });
}
bool has_currency(const Metric& metric) {
  const std::vector<Input> inputs = inputs_of(metric.roles(Question{}));
  return metric.unit == Unit::money ||
         std::any_of(inputs.begin(), inputs.end(), [](const Input& input) {
           return std::any_of(input.wants.begin(), input.wants.end(),
                              [](const Want& want) { return want.field == "currency"; });
         });
}
bool has_interval(const Metric& metric) { return metric.unit != Unit::money && !metric.is_census; }
bool has_rules(const Metric& metric) { return metric.rules.size() > 1; }

constexpr SharedOption options[] = {
    {from_option, true, always},
    {{"period", "PERIOD",
      "2026-05, 2026-Q2, 2026-W21, 2026, 2026-05-03, A..B, last-month, last-quarter, all"},
     true,
     always},
    {{"as-of", "DATE", "the data is known until this day (or today); else its newest date"},
     true,
     always},
    {{"every", "UNIT", "a result a day, week, month, quarter or year of the period"}, true, always},
    {{"by", "COLUMN...",
      "a result a segment beside the total: plan, mrr:0,100,1000 (bands), started_on:year"},
     true,
     always},
    {{"why", "", "what moved the figure, by the segments of --by: their own figures, or the mix"},
     true,
     always},
    {{"list", "", "who and what is behind the figure, and the part each plays"}, true, always},
    {{"columns", "COLUMN...",
      "of the file, in the list, as a,b or repeated (default: those of use)"},
     true,
     always},
    {{"part", "PART...", "who is in the list, such as churned; all: everybody who counts"},
     true,
     always},
    {{"explain", "", "how the figure came about, and what it is by every other rule"},
     true,
     always},
    {{"customer", "ID", "with --explain: which rows this one has, and what each of them decided"},
     true,
     always},
    {{"compare", "WITH",
      "the change since the period before (previous) or another one (2025-05), or against a "
      "segment (plan=pro, with --by plan)"},
     true,
     always},
    {{"max-segments", "N", "how many segments there may be (default 200)"}, true, always},
    {{"where", "CONDITION...",
      "rows stay of which all hold: plan=pro, mrr>=100, country in (AT, DE), email ~ REGEX, plan "
      "is missing"},
     true,
     always},
    {{"rule", "NAME", "how the figure is defined"}, false, has_rules},
    {{"confidence", "SHARE", "of intervals (default 0.95)"}, false, has_interval},
    {currency_option, false, has_currency},
    {{"fx", "RATES", "amounts in one currency, by a CSV of date, from, to, rate"},
     true,
     has_currency},
    {{"fx-to", "CODE", "which, where the rates are to several"}, true, has_currency},
    {{"assume-unique", "", "each row is another customer"}, true, always},
    {{"end-included", "", "an end is the last day with service, not the first without"},
     true,
     has_service},
    {map_option, true, always},
    {preset_option, true, always},
    {delimiter_option, true, always},
    {encoding_option, true, always},
    {header_line_option, true, always},
    {date_format_option, true, always},
    {timezone_option, true, always},
    {decimal_point_option, true, always},
    {decimal_comma_option, true, always},
    {{"strict", "", "refuse the input at the first bad row"}, true, always},
    {{"rejects", "FILE", "where all bad rows are written, as CSV with their reasons"},
     true,
     always},
    {threads_option, true, always},
    {memory_option, true, always},
    {no_color_option, false, always},
    {{"stamp", "", "in json and html: hashes of the files, versions of csm and the rule"},
     false,
     always},
    {{"config", "FILE", "options of a csm.toml for what is not typed; auto: the nearest one"},
     false,
     always},
    {{"fail-if", "CONDITION...",
      "exit status 1 where it holds of a result: '>5%', or of a fact: 'nrr<100%'"},
     false,
     always},
    {output_option, false, always},
    {figure_format_option, false, always},
};

}  // namespace

std::span<const SharedOption> shared_options() { return options; }

std::vector<OptionShape> options_of(const Metric& metric) {
  std::vector<OptionShape> shapes;
  for (const SharedOption& option : shared_options()) {
    if (option.concerns(metric)) shapes.push_back(option);
  }
  for (const std::span<const Option> own : {metric.options, metric.by_hand}) {
    for (const Option& option : own) shapes.push_back({option.name, option.argument, option.help});
  }
  return shapes;
}

}  // namespace csm::cli
