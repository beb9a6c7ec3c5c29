#include <fmt/format.h>

#include <algorithm>

#include "cli/command.hpp"
#include "io/binding.hpp"
#include "report/report.hpp"
#include "text/nearest.hpp"

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
    {"from", "[KIND=]FILE...", "CSV, TSV, JSON, NDJSON, .gz or .zst; - is standard input", true,
     always},
    {"period", "PERIOD",
     "2026-05, 2026-Q2, 2026-W21, 2026, 2026-05-03, A..B, last-month, last-quarter, all", true,
     always},
    {"as-of", "DATE", "the data is known until this day (or today); else its newest date", true,
     always},
    {"every", "UNIT", "a result a day, week, month, quarter or year of the period", true, always},
    {"by", "COLUMN...",
     "a result a segment beside the total: plan, mrr:0,100,1000 (bands), started_on:year", true,
     always},
    {"why", "", "what moved the figure, by the segments of --by: their own figures, or the mix",
     true, always},
    {"list", "", "who and what is behind the figure, and the part each plays", true, always},
    {"columns", "COLUMN...", "of the file, in the list, as a,b or repeated (default: those of use)",
     true, always},
    {"part", "PART...", "who is in the list, such as churned; all: everybody who counts", true,
     always},
    {"explain", "", "how the figure came about, and what it is by every other rule", true, always},
    {"customer", "ID", "with --explain: which rows this one has, and what each of them decided",
     true, always},
    {"compare", "WITH",
     "the change since the period before (previous) or another one (2025-05), or against a segment "
     "(plan=pro, with --by plan)",
     true, always},
    {"max-segments", "N", "how many segments there may be (default 200)", true, always},
    {"where", "CONDITION...",
     "rows stay of which all hold: plan=pro, mrr>=100, country in (AT, DE), email ~ REGEX, plan is "
     "missing",
     true, always},
    {"rule", "NAME", "how the figure is defined", false, has_rules},
    {"confidence", "SHARE", "of intervals (default 0.95)", false, has_interval},
    {"currency", "CODE", "of amounts whose file does not say", false, has_currency},
    {"fx", "RATES", "amounts in one currency, by a CSV of date, from, to, rate", true,
     has_currency},
    {"fx-to", "CODE", "which, where the rates are to several", true, has_currency},
    {"assume-unique", "", "each row is another customer", true, always},
    {"end-included", "", "an end is the last day with service, not the first without", true,
     has_service},
    {"map", "FIELD=COLUMN...", "the column that holds a field", true, always},
    {"preset", "NAME", "how a vendor's export is read, or none; else told by its header", true,
     always},
    {"delimiter", "C", "one character, tab or whitespace; else found from the header", true,
     always},
    {"encoding", "NAME", "utf-8, utf-16, latin-1 or windows-1252; else found", true, always},
    {"header-line", "N", "the line of the header; else found by the names in it", true, always},
    {"date-format", "PATTERN",
     "of dates: dmy, mdy, yyyymmdd, unix, unix-ms, excel, or a pattern such as %d/%m/%Y", true,
     always},
    {"timezone", "ZONE",
     "days are those of this zone, as Europe/Berlin, UTC or +02:00; else dates are read as "
     "written. "
     "Times that clocks skip count by the offset before, those shown twice are the first",
     true, always},
    {"decimal-point", "", "of numbers that can be read in two ways: 1,234 is 1234", true, always},
    {"decimal-comma", "", "of the same: 1,234 has three decimals, and 1.234 is 1234", true, always},
    {"strict", "", "refuse the input at the first bad row", true, always},
    {"rejects", "FILE", "where all bad rows are written, as CSV with their reasons", true, always},
    {"threads", "N", "for large files (default: all that the machine has)", true, always},
    {"memory", "SIZE", "for customers, as 4G (default: 3/4 of what is left)", true, always},
    {"no-color", "", "no colours on a terminal either", false, always},
    {"config", "FILE", "options of a csm.toml for what is not typed; auto: the nearest one", false,
     always},
    {"fail-if", "CONDITION...",
     "exit status 1 where it holds of a result: '>5%', or of a fact: 'nrr<100%'", false, always},
    {"output", "FILE", "instead of standard output, in the format that its ending tells", false,
     always},
    {"format", "NAME",
     "text (default), json, ndjson, csv, tsv, markdown, html, prometheus or value", false, always},
};

}  // namespace

std::string help_listing(const std::vector<HelpEntry>& entries) {
  std::size_t width = 0;
  for (const HelpEntry& entry : entries)
    width = std::max(width, std::min<std::size_t>(entry.left.size(), 30));
  std::string out;
  for (const HelpEntry& entry : entries) {
    std::string line = "  " + entry.left;
    if (entry.left.size() > width) {
      out += line + "\n";
      line.clear();
    }
    line.resize(width == 0 ? 2 : width + 4, ' ');
    std::string_view rest = entry.right;
    while (line.size() + rest.size() > 80 && rest.find(' ') != std::string_view::npos) {
      const std::size_t cut = rest.rfind(' ', 80 - line.size());
      if (cut == std::string_view::npos) break;
      out += line + std::string(rest.substr(0, cut)) + "\n";
      rest.remove_prefix(cut + 1);
      line.assign(width == 0 ? 2 : width + 4, ' ');
    }
    out += line + std::string(rest) + "\n";
  }
  return out;
}

std::string option_name(std::string_view name, std::string_view argument) {
  return fmt::format("--{}{}{}", name, argument.empty() ? "" : " ", argument);
}

namespace {

std::string needed_numbers(const Metric& metric) {
  std::string numbers;
  for (const Option& option : metric.by_hand) {
    if (option.is_needed) numbers += " " + option_name(option.name, option.argument);
  }
  return numbers;
}

/// "subscriptions: customer_id started_on [ended_on] ...".
std::string columns_of(const Metric& metric) {
  Question question;
  question.metric = &metric;
  std::vector<HelpEntry> entries;
  for (const Input& input : inputs_of(metric.roles(question))) {
    std::string needed;
    std::string others;
    for (const Want& want : input.wants) {
      const bool is_needed = want.need == Need::column || want.need == Need::value;
      const std::string name(want.field);
      (is_needed ? needed : others) += is_needed ? " " + name : " [" + name + "]";
    }
    std::string fields = needed.substr(1) + others;
    if (!input.any_of.empty() && input.without_any.empty()) {
      fields += " - at least one of " + joined(input.any_of);
    }
    if (!input.chosen_by.empty()) fields += fmt::format(", and those of {}", input.chosen_by);
    if (!input.beside.empty()) fields += fmt::format(" - only beside {}", input.beside);
    entries.push_back({std::string(kind_of(input.type)), fields});
  }
  return help_listing(entries);
}

/// The metrics that are taken over that where no period is given.
std::string taken_over(DefaultPeriod period) {
  std::vector<std::string_view> ids;
  for (const Metric& metric : metrics()) {
    if (metric.default_period == period) ids.push_back(metric.id);
  }
  return joined(ids);
}

/// The rules, and which of them is taken unasked; rows of some kinds may suggest one.
std::string rules_of(const Metric& metric) {
  Question question;
  question.metric = &metric;
  const std::vector<Input> inputs = inputs_of(metric.roles(question));
  const bool is_told_by_rows = std::any_of(
      inputs.begin(), inputs.end(), [](const Input& input) { return !input.default_rule.empty(); });
  std::vector<HelpEntry> entries;
  for (const Rule& rule : metric.rules) {
    std::vector<std::string_view> kinds;
    for (const Input& input : inputs) {
      const std::string_view kind = kind_of(input.type);
      const bool is_new = std::find(kinds.begin(), kinds.end(), kind) == kinds.end();
      if (input.default_rule == rule.id && is_new) kinds.push_back(kind);
    }
    std::string meaning(rule.summary);
    if (!kinds.empty()) meaning += " (default for " + joined(kinds) + ")";
    if (!is_told_by_rows && entries.empty()) meaning += " (default)";
    entries.push_back({std::string(rule.id), meaning});
  }
  return help_listing(entries);
}

}  // namespace

bool asks_for_help(const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(),
                     [](const std::string& word) { return word == "--help" || word == "-h"; });
}

std::span<const SharedOption> shared_options() { return options; }

std::string help() {
  std::string out =
      "csm - customer-success figures from the exports you already have\n\n"
      "Examples\n"
      "  csm churn --from subscriptions.csv\n"
      "  csm mrr --from subscriptions.csv --period 2026-05\n"
      "  csm nps --from answers.csv --format json | jq '.results[0].value'\n"
      "  csm churn --opening 1000 --churned 64\n"
      "  csm churn --from subscriptions.csv --list    who left\n"
      "  csm explain churn --from subscriptions.csv   how the figure came about\n"
      "  csm inspect --from export.csv    what csm sees in it, and what it serves for\n\n"
      "Metrics\n";
  std::vector<HelpEntry> entries;
  for (const Metric& metric : metrics()) {
    entries.push_back({std::string(metric.id), std::string(metric.question)});
  }
  out += help_listing(entries);
  out +=
      "\nEach reads CSV, TSV, JSON or NDJSON, also .gz and .zst, from --from FILE... or\n"
      "standard input; most take numbers by hand instead.\n"
      "`csm METRIC --help` has examples, rules, options and the columns it reads.\n"
      "`csm presets` lists the vendors' exports that it knows by their headers.\n"
      "`csm --version` prints the version.\n\n"
      "Without --period\n" +
      help_listing({{"the newest month", taken_over(DefaultPeriod::newest_month)},
                    {"the months of its costs", taken_over(DefaultPeriod::months_of_costs)},
                    {"the whole file", taken_over(DefaultPeriod::whole_file)}}) +
      "\n"
      "Exit status\n"
      "  0  fine, also where a figure is not defined (n/a)\n"
      "  1  a condition of --fail-if holds\n"
      "  2  the command is wrong\n"
      "  3  the input is refused\n"
      "  4  the system failed: a read or write error\n";
  return out;
}

std::string help(const Metric& metric) {
  std::string out =
      fmt::format("csm {} - {}\n{}\n\nExamples\n", metric.id, metric.title, metric.question);
  for (const Example& example : metric.examples) {
    out += fmt::format("  {}\n      {}\n", example.command, example.meaning);
  }
  out += fmt::format("\nFormula\n  {}\n", metric.formula);
  if (metric.rules.size() > 1) out += "\nRules (--rule)\n" + rules_of(metric);
  std::vector<HelpEntry> entries;
  for (const Option& option : metric.options) {
    entries.push_back({option_name(option.name, option.argument), std::string(option.help)});
  }
  for (const SharedOption& option : shared_options()) {
    if (!option.concerns(metric)) continue;
    entries.push_back({option_name(option.name, option.argument), std::string(option.help)});
  }
  out += "\nOptions\n" + help_listing(entries);
  if (!metric.by_hand.empty()) {
    entries.clear();
    for (const Option& option : metric.by_hand) {
      entries.push_back({option_name(option.name, option.argument), std::string(option.help)});
    }
    const std::string command = fmt::format("csm {}{}", metric.id, needed_numbers(metric));
    constexpr std::string_view title = "By hand, without --from:";
    const bool is_long = title.size() + 1 + command.size() > 80;
    out +=
        fmt::format("\n{}{}{}\n", title, is_long ? "\n  " : " ", command) + help_listing(entries);
  }
  entries.clear();
  for (const FactMeaning& fact : metric.facts) {
    entries.push_back({std::string(fact.name), std::string(fact.meaning)});
  }
  out += "\nFacts beside the figure (all in --format json)\n" + help_listing(entries);
  out += "\nColumns it reads, by kind of export (those in brackets may be absent)\n" +
         columns_of(metric);
  return out + "\nSource\n" + help_listing({{std::string(), std::string(metric.source)}});
}

}  // namespace csm::cli
