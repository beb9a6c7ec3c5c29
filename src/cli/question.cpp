#include "cli/question.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/reading.hpp"
#include "cli/whole_file.hpp"
#include "csm/error.hpp"
#include "io/rates_file.hpp"
#include "text/shown.hpp"

namespace csm::cli {
namespace {

double confidence(const Arguments& arguments) {
  std::string text = arguments.one("confidence", "0.95");
  const bool is_percent = text.ends_with('%');
  const DecimalReading reading = read_decimal(is_percent ? text.substr(0, text.size() - 1) : text);
  const double share = reading.value.ratio().to_double() / (is_percent ? 100 : 1);
  if (reading.fault != DecimalFault::none || share <= 0 || share >= 1) {
    usage_error("--confidence", in_quotes(text) + " is not a share between 0 and 1, such as 0.95");
  }
  return share;
}

/// What an option was given, a line each time.
std::string lines_of(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, "\n"));
}

/// What --fx and --fx-to say.
std::shared_ptr<const ExchangeRates> rates(const Arguments& arguments) {
  const auto to = currency_of(arguments, "fx-to");
  if (!arguments.has("fx")) {
    if (to) usage_error("--fx-to", "says what amounts are converted to; by which rates says --fx");
    return nullptr;
  }
  return std::make_shared<ExchangeRates>(read_rates(whole_file(arguments.one("fx")), to));
}

void add_cut(const std::string& text, std::vector<Cut>& to) {
  Cut cut = read_cut(text);
  const bool is_known = std::any_of(to.begin(), to.end(),
                                    [&](const Cut& other) { return other.column == cut.column; });
  if (is_known) usage_error("--by", in_quotes(cut.column) + " is given twice");
  to.push_back(std::move(cut));
}

/// What --list, --columns and --part say.
void read_list(const Arguments& arguments, Question& question) {
  question.list = arguments.has("list");
  question.list_columns = arguments.all("columns");
  question.list_parts = arguments.all("part");
  for (const char* option : {"columns", "part"}) {
    if (arguments.has(option) && !question.list) {
      usage_error("--" + std::string(option), "is about the list; give --list, too");
    }
  }
  if (!question.list) return;
  if (question.every) {
    usage_error("--list",
                "names who is behind one period's figure; leave --every out, and say "
                "which: --period 2026-05");
  }
}

/// Whom --customer follows.
void read_customer(const Arguments& arguments, Question& question) {
  if (!arguments.has("customer")) return;
  question.customer = std::string(trimmed(arguments.one("customer")));
  if (question.customer.empty()) usage_error("--customer", "names nobody");
  if (!question.explain) {
    usage_error("--customer",
                "says whom the explanation follows; give --explain, too, or csm "
                "explain " +
                    std::string(question.metric->id));
  }
  if (question.every) {
    usage_error("--customer", "follows one customer through one period; leave --every out");
  }
}

}  // namespace

Question question_of(const Metric& metric, const Arguments& arguments) {
  Question question;
  question.metric = &metric;
  if (arguments.has("rule")) question.rule = &find_rule(metric, arguments.one("rule"));
  if (arguments.has("period"))
    question.period = read_period(arguments.one("period"), today(arguments));
  question.as_of = as_of(arguments);
  question.confidence = confidence(arguments);
  question.assume_unique = arguments.has("assume-unique");
  question.end_included = arguments.has("end-included");
  question.currency = currency_of(arguments, "currency");
  question.rates = rates(arguments);
  for (const std::string& text : arguments.all("where")) question.where.emplace_back(text);
  for (const std::string& text : arguments.all("by")) add_cut(text, question.by);
  if (arguments.has("max-segments")) {
    question.max_segments = number(arguments, "max-segments", 1'000'000);
  }
  if (arguments.has("every")) question.every = read_grain(arguments.one("every"), "--every");
  if (arguments.has("why") && (!arguments.has("compare") || !arguments.has("by"))) {
    usage_error("--why",
                "tells by segments what moved the figure; say which, and since when: "
                "--by plan --compare previous");
  }
  question.explain = arguments.has("explain");
  read_list(arguments, question);
  read_customer(arguments, question);
  question.why = arguments.has("why");
  if (arguments.has("compare")) {
    question.compare = read_comparison(arguments.one("compare"), question.by, today(arguments));
    if (question.every && question.why) {
      usage_error("--why", "is about one change; leave --every out");
    }
    if (question.every && question.compare->period) {
      usage_error("--compare", "with --every each step is compared with the one before: previous");
    }
  }
  for (const Option& option : metric.options) {
    if (!arguments.has(option.name)) continue;
    question.options.emplace(option.name, lines_of(arguments.all(option.name)));
    if (option.is_file) question.files.emplace(option.name, whole_file(arguments.one(option.name)));
  }
  for (const Option& option : metric.by_hand) {
    if (arguments.has(option.name)) {
      question.options.emplace(option.name, arguments.one(option.name));
    }
  }
  return question;
}

}  // namespace csm::cli
