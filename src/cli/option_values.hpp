#pragma once

#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/candidates.hpp"
#include "csm/registry.hpp"

namespace csm::cli {

/// A command as far as it has been typed.
struct TypedCommand {
  const Metric* metric;              ///< null: it is of no metric
  std::vector<OptionShape> options;  ///< that it has
  std::vector<std::string> words;    ///< behind its name
};

/// The option of that name, with its dashes; null where there is none.
const OptionShape* find_option(const TypedCommand& typed, std::string_view word);

/// What may stand for an option's value of which `value` is typed so far.
Candidates values_of(const TypedCommand& typed, const OptionShape& option,
                     const std::string& value);

}  // namespace csm::cli
