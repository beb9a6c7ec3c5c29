#include "io/settled_rules.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "csm/error.hpp"
#include "io/binding.hpp"

namespace csm {
namespace {

/// What the roles that are played suggest, in the order of the metric's rules.
std::vector<const Rule*> suggested_rules(const Metric& metric, const std::vector<Role>& roles,
                                         const OpenTable& table) {
  std::vector<const Rule*> rules;
  for (const Role& role : roles) {
    for (const OpenSource& source : table.sources) {
      const bool plays = source.input >= role.inputs.data() &&
                         source.input < role.inputs.data() + role.inputs.size();
      if (!plays || source.input->default_rule.empty()) continue;
      const Rule& rule = find_rule(metric, source.input->default_rule);
      if (std::find(rules.begin(), rules.end(), &rule) == rules.end()) rules.push_back(&rule);
    }
  }
  std::sort(rules.begin(), rules.end());
  return rules;
}

/// A rule that some kind of rows suggests is computed from those rows.
void refuse_without_its_rows(const Rule& rule, const std::vector<Role>& roles,
                             const OpenTable& table) {
  std::vector<std::string_view> kinds;
  for (const Input& input : inputs_of(roles)) {
    const std::string_view kind = kind_of(input.type);
    if (input.default_rule != rule.id) continue;
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kinds.push_back(kind);
  }
  if (kinds.empty()) return;
  usage_error("--rule", fmt::format("{} is computed from {}, and there are only {}; give them "
                                    "too: --from {}=FILE",
                                    rule.id, fmt::join(kinds, " or "),
                                    kind_of(table.sources.front().input->type), kinds.front()));
}

}  // namespace

void settle_rules(Question& question, const std::vector<Role>& roles, const OpenTable& table) {
  const std::vector<const Rule*> suggested = suggested_rules(*question.metric, roles, table);
  if (question.rule != nullptr) {
    const bool has_rows =
        std::find(suggested.begin(), suggested.end(), question.rule) != suggested.end();
    if (!has_rows) refuse_without_its_rows(*question.rule, roles, table);
  } else if (suggested.empty()) {
    question.rule = &question.metric->rules.front();
  } else {
    question.rule = suggested.front();
    question.further_rules.assign(suggested.begin() + 1, suggested.end());
  }
}

}  // namespace csm
