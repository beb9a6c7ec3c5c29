#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "cli/command.hpp"
#include "csm/error.hpp"
#include "csm/version.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

namespace csm::cli {
namespace {

[[noreturn]] void unknown_command(const std::string& word) {
  std::vector<std::string_view> ids;
  for (const Metric& metric : metrics()) ids.push_back(metric.id);
  const std::string all = "there are " + joined(ids);
  if (word.starts_with('-')) {
    usage_error("", "the metric comes first, as in csm churn --from FILE; " + all);
  }
  if (::access(word.c_str(), R_OK) == 0) {
    usage_error("", in_quotes(word) + " is a file; say what to compute: csm METRIC --from " +
                        shown(word) + "; of metrics " + all);
  }
  std::vector<std::string_view> commands = ids;
  commands.insert(commands.end(), {"inspect", "explain", "presets"});
  usage_error("", in_quotes(word) + " is no metric; " + all + did_you_mean(word, commands));
}

/// `csm explain METRIC ...` is `csm METRIC --explain ...`.
int run_explain(std::vector<std::string> words) {
  if (!words.empty() && (words.front() == "--help" || words.front() == "-h")) {
    print(
        "csm explain METRIC --from FILE...\n"
        "How a figure came about, and what it is by every other rule: csm METRIC --explain.\n\n"
        "Examples\n"
        "  csm explain churn --from subscriptions.csv\n"
        "  csm explain churn --from subscriptions.csv --customer C0059\n"
        "      which rows this customer has, and what each of them decided\n\n"
        "Its other options are those of the metric: csm METRIC --help.\n");
    return 0;
  }
  if (words.empty()) {
    usage_error("", "explain takes a metric, as in csm explain churn --from subscriptions.csv");
  }
  const Metric* metric = find_metric(words.front());
  if (metric == nullptr) unknown_command(words.front());
  const bool is_said = std::find(words.begin(), words.end(), "--explain") != words.end();
  words.erase(words.begin());
  if (!is_said) words.insert(words.begin(), "--explain");
  return run_metric(*metric, std::move(words));
}

}  // namespace

int run(const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    std::fputs(help().c_str(), stderr);
    return static_cast<int>(ErrorCode::usage);
  }
  const std::string& command = arguments.front();
  std::vector<std::string> rest(arguments.begin() + 1, arguments.end());
  if (command == "--version") {
    print("csm " + std::string(version()) + "\n");
    return 0;
  }
  if (command == "--help" || command == "-h" || (command == "help" && rest.empty())) {
    print(help());
    return 0;
  }
  if (command == "presets") return run_presets(rest);
  if (command == "report") return run_report(rest);
  if (command == "check") return run_check(rest);
  if (command == "config") return run_config(rest);
  const bool asks_for_help = command == "help";
  if (asks_for_help && rest.size() > 1) usage_error("", "csm help takes one metric");
  const std::string id = asks_for_help ? rest.front() : command;
  if (asks_for_help) rest = {"--help"};
  if (id == "inspect") return run_inspect(std::move(rest));
  if (id == "explain") return run_explain(std::move(rest));
  const Metric* metric = find_metric(id);
  if (metric == nullptr) unknown_command(id);
  return run_metric(*metric, std::move(rest));
}

}  // namespace csm::cli
