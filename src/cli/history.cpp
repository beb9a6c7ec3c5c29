#include "report/history.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cstdio>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/history.hpp"
#include "cli/output.hpp"
#include "cli/whole_file.hpp"
#include "csm/error.hpp"
#include "io/appended_file.hpp"
#include "report/listing_formats.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

namespace csm::cli {
namespace {

constexpr Example examples[] = {
    {"csm history --from figures.ndjson", "all figures, by figure and period"},
    {"csm history --from figures.ndjson --figure 'Customer health'", "how one of them went"},
    {"csm history --from figures.ndjson --format csv > figures.csv", "for a spreadsheet"},
};

constexpr OptionShape options[] = {
    {"from", "FILE", "what csm report --history has gathered; - is standard input"},
    {"figure", "TITLE...", "these figures only"},
    no_color_option,
    output_option,
    table_format_option,
};

void keep_figures(const std::vector<std::string>& titles, History& history) {
  if (titles.empty()) return;
  std::vector<std::string> known;
  for (const RecordedFigure& figure : history.figures) {
    if (std::find(known.begin(), known.end(), figure.figure) == known.end()) {
      known.push_back(figure.figure);
    }
  }
  const std::vector<std::string_view> names(known.begin(), known.end());
  for (const std::string& title : titles) {
    if (std::find(known.begin(), known.end(), title) != known.end()) continue;
    usage_error("--figure", in_quotes(title) + " is not in the history; there are " +
                                shown(joined(names)) + did_you_mean(title, names));
  }
  std::erase_if(history.figures, [&](const RecordedFigure& figure) {
    return std::find(titles.begin(), titles.end(), figure.figure) == titles.end();
  });
}

int run_history(std::vector<std::string> words) {
  const Arguments arguments("history", options, std::move(words));
  if (!arguments.has("from")) {
    usage_error("--from", "is needed: the file that csm report --history FILE adds to");
  }
  const Output output(arguments, {{"", arguments.one("from")}}, listing_format_names());
  const NamedText text = whole_file(arguments.one("from"));
  History history = read_history(text.name, text.text);
  for (const std::string& fault : history.faults) {
    std::fprintf(stderr, "csm: warning: %s\n", fault.c_str());
  }
  keep_figures(arguments.all("figure"), history);
  Listing table = history_table(history);
  table.title = "Figures of " + text.name;
  output.write(table);
  return 0;
}

}  // namespace

HistoryFile::HistoryFile(std::string path) : path_(std::move(path)) {
  struct stat found {};
  if (!path_.empty() && ::stat(path_.c_str(), &found) == 0) {
    if (!S_ISREG(found.st_mode)) usage_error("--history", shown(path_) + " is no plain file");
    const NamedText text = whole_file(path_);
    history_ = read_history(text.name, text.text);
  }
  for (const std::string& fault : history_.faults) {
    std::fprintf(stderr, "csm: warning: %s\n", fault.c_str());
  }
}

void HistoryFile::add(const Overview& overview, std::int64_t at) const {
  if (path_.empty()) return;
  append_lines(path_, to_history(overview, at));
}

constinit const Command history_command{
    .name = "history",
    .operands = "",
    .summary = "figures that reports computed, and how they went",
    .purpose = "What did the figures of earlier reports say, and what has changed since?",
    .examples = examples,
    .options = options,
    .run = run_history};

}  // namespace csm::cli
