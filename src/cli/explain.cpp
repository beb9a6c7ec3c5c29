#include <algorithm>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "csm/error.hpp"

namespace csm::cli {
namespace {

constexpr Example examples[] = {
    {"csm explain churn --from subscriptions.csv", "all of it"},
    {"csm explain churn --from subscriptions.csv --customer C0059",
     "which rows this customer has, and what each of them decided"},
};

/// `csm explain METRIC ...` is `csm METRIC --explain ...`.
int run_explain(std::vector<std::string> words) {
  if (words.empty()) {
    usage_error("", "explain takes a metric, as in csm explain churn --from subscriptions.csv");
  }
  const Metric* metric = find_metric(words.front());
  if (metric == nullptr) refuse_unknown_metric(words.front());
  const bool is_said = std::find(words.begin(), words.end(), "--explain") != words.end();
  words.erase(words.begin());
  if (!is_said) words.insert(words.begin(), "--explain");
  return run_metric(*metric, std::move(words));
}

}  // namespace

constinit const Command explain_command{
    .name = "explain",
    .operands = "METRIC",
    .summary = "how a figure came about",
    .purpose =
        "How did it come about, and what is it by every other rule? As csm METRIC --explain.",
    .examples = examples,
    .options = {},
    .run = run_explain,
    .takes_a_metric = true};

}  // namespace csm::cli
