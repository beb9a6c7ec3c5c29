#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/output.hpp"
#include "cli/whole_file.hpp"
#include "csm/error.hpp"
#include "report/difference.hpp"
#include "report/listing_formats.hpp"
#include "text/shown.hpp"

namespace csm::cli {
namespace {

constexpr Example examples[] = {
    {"csm diff april.json may.json", "which figures moved, and which definitions changed"},
    {"csm diff old.json new.json --exit-code", "exit status 1 where anything is not as it was"},
};

constexpr OptionShape options[] = {
    {"exit-code", "", "exit status 1 where a figure moved or a definition changed"},
    no_color_option,
    output_option,
    table_format_option,
};

/// The two files in front, which stand without dashes.
std::vector<std::string> take_files(std::vector<std::string>& words) {
  std::vector<std::string> files;
  while (files.size() < 2 && !words.empty() &&
         (words.front() == "-" || !words.front().starts_with('-'))) {
    files.push_back(words.front());
    words.erase(words.begin());
  }
  if (files.size() < 2) {
    usage_error("",
                "csm diff takes two files, as in csm diff old.json new.json: what csm METRIC or "
                "csm report writes with --format json");
  }
  if (files[0] == "-" && files[1] == "-") {
    usage_error("", "csm diff can read standard input once");
  }
  return files;
}

Json json_in(const NamedText& text) {
  Json json = Json::parse(text.text, nullptr, false);
  if (json.is_discarded()) refuse(shown(text.name), "is no JSON");
  return json;
}

/// What is told beside the figures that moved stands in rows of the same table.
void add_rows(const Difference& difference, Listing& table) {
  table.columns.insert(table.columns.begin(), "what");
  for (auto& row : table.rows) row.insert(row.begin(), std::string("figure"));
  const auto add = [&](const char* what, const std::vector<std::string>& lines) {
    for (const std::string& line : lines) {
      std::vector<Cell>& row = table.rows.emplace_back(table.columns.size(), std::string());
      row[0] = std::string(what);
      row[1] = line;
    }
  };
  add("definition", difference.definitions);
  add("input", difference.inputs);
  add("as before",
      {fmt::format("{} figure{}", difference.unchanged, difference.unchanged == 1 ? "" : "s")});
}

int run_diff(std::vector<std::string> words) {
  const std::vector<std::string> files = take_files(words);
  const Arguments arguments("diff", options, std::move(words));
  const Output output(arguments, {{"", files[0]}, {"", files[1]}}, listing_format_names());
  const NamedText before = whole_file(files[0]);
  const NamedText now = whole_file(files[1]);
  const Json old_output = json_in(before);  // the file in front is told of first
  const Json new_output = json_in(now);
  Difference difference = difference_of(before.name, old_output, now.name, new_output);
  const bool is_other = !difference.moved.rows.empty() || !difference.definitions.empty();
  difference.moved.title = fmt::format("From {} to {}", shown(before.name), shown(now.name));
  add_rows(difference, difference.moved);
  output.write(difference.moved);
  return is_other && arguments.has("exit-code") ? 1 : 0;
}

}  // namespace

constinit const Command diff_command{
    .name = "diff",
    .operands = "OLD NEW",
    .summary = "which figures moved between two outputs",
    .purpose = "Which figures moved between two outputs of JSON, and which definitions changed?",
    .examples = examples,
    .options = options,
    .run = run_diff};

}  // namespace csm::cli
