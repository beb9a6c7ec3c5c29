#include <algorithm>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/exit_statuses.hpp"
#include "csm/error.hpp"
#include "text/shown.hpp"

namespace csm::cli {
namespace {

/// Whatever of its surroundings csm looks at.
Section environment_section() {
  return {"Environment",
          {{"NO_COLOR", "not empty: no colours on a terminal either, as by --no-color"},
           {"TERM", "dumb: no colours and no line of progress"},
           {"LC_ALL, LC_CTYPE, LANG", "whether a terminal shows the blocks of bars (UTF-8)"},
           {"TMPDIR", "where a pipe is copied that has to be read twice (default /tmp)"},
           {"SOURCE_DATE_EPOCH",
            "the time that is written into --format prometheus instead of now, in seconds since "
            "1970"}}};
}

Section files_section() {
  return {"Files",
          {{"csm.toml",
            "a config, where --config names it, or auto: the nearest, in the folder of "
            "the call or one above"}}};
}

Section exit_section() { return {"Exit status", exit_statuses()}; }

/// The pages of the manual: of csm, and of each command as "csm-churn".
std::vector<std::string> page_names() {
  std::vector<std::string> names{"csm"};
  for (const std::string_view name : command_names()) names.push_back("csm-" + std::string(name));
  return names;
}

Section pages_beside(const std::string& own) {
  std::string others;
  for (const std::string& name : page_names()) {
    if (name != own) others += (others.empty() ? "" : ", ") + name + "(1)";
  }
  return {"See also", {{"", others}}};
}

Page page_behind(const std::string& name) {
  if (const Metric* metric = find_metric(name)) return page_of(*metric);
  return page_of(*find_command(name));
}

std::string manual_of(const std::string& name) {
  const std::vector<std::string> names = page_names();
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    usage_error("", in_quotes(name) + " is no page of csm's manual");
  }
  Page page = name == "csm" ? page_of_program() : page_behind(name.substr(4));
  auto& sections = page.sections;
  std::erase_if(sections, [](const Section& section) { return section.heading == "Exit status"; });
  sections.insert(sections.end(),
                  {exit_section(), files_section(), environment_section(), pages_beside(name)});
  return to_manual(page);
}

/// Without a word: the names of the pages.
int run_man(std::vector<std::string> words) {
  if (words.size() > 1) usage_error("", "__man takes one page");
  std::string text;
  for (const std::string& name : page_names()) text += name + "\n";
  print(words.empty() ? text : manual_of(words[0]));
  return 0;
}

}  // namespace

constinit const Command man_command{.name = "__man",
                                    .operands = "[PAGE]",
                                    .summary = "a page of the manual",
                                    .purpose = "",
                                    .examples = {},
                                    .options = {},
                                    .run = run_man,
                                    .is_hidden = true};

}  // namespace csm::cli
