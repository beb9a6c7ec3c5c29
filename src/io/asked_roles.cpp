#include "io/asked_roles.hpp"

#include <fmt/format.h>

#include "csm/error.hpp"
#include "csm/registry.hpp"

namespace csm {
namespace {

/// Error{usage} for an option of the metric that it cannot do without.
void refuse_missing_options(const Question& question) {
  for (const Option& option : question.metric->options) {
    if (!option.is_needed || question.has(option.name)) continue;
    usage_error("--" + std::string(option.name),
                fmt::format("is needed, as in {}", question.metric->examples.front().command));
  }
}

}  // namespace

bool counts_customers(const Question& question) {
  return question.metric->counts == Grouping::customers;
}

std::vector<Role> roles_of(const Question& question, Segments* segments) {
  refuse_missing_options(question);
  std::vector<Role> roles = question.metric->roles(question);
  for (Role& role : roles) {
    for (Input& input : role.inputs) {
      input.where = question.where;
      input.segments = segments;
      input.follows_customer = counts_customers(question) && input.type != RowType::cost;
    }
  }
  return roles;
}

}  // namespace csm
