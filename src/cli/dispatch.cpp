#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "csm/error.hpp"
#include "csm/version.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

namespace csm::cli {
namespace {

bool is_help(const std::string& word) { return word == "--help" || word == "-h"; }

/// Runs a metric or another command, or prints its help where its words ask for it.
template <class What>
int run_or_help(const What& what, std::vector<std::string> words,
                int (*run)(const What&, std::vector<std::string>)) {
  if (std::any_of(words.begin(), words.end(), is_help)) {
    print(to_text(page_of(what)));
    return 0;
  }
  return run(what, std::move(words));
}

}  // namespace

void refuse_unknown_metric(const std::string& word) {
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
  usage_error("", in_quotes(word) + " is no metric; " + all + did_you_mean(word, command_names()));
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    std::fputs(to_text(page_of_program()).c_str(), stderr);
    return static_cast<int>(ErrorCode::usage);
  }
  const std::string& name = arguments.front();
  const std::vector<std::string> words(arguments.begin() + 1, arguments.end());
  if (name == "--version") {
    print("csm " + std::string(version()) + "\n");
    return 0;
  }
  if (is_help(name)) {
    print(to_text(page_of_program()));
    return 0;
  }
  if (const Command* command = find_command(name)) {
    if (command->is_hidden) return command->run(words);
    return run_or_help<Command>(*command, words, [](const Command& found, auto rest) {
      return found.run(std::move(rest));
    });
  }
  const Metric* metric = find_metric(name);
  if (metric == nullptr) refuse_unknown_metric(name);
  return run_or_help<Metric>(*metric, words, run_metric);
}

}  // namespace csm::cli
