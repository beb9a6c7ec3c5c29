#include <unistd.h>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/output.hpp"
#include "cli/reading.hpp"
#include "csm/error.hpp"
#include "csm/inspection.hpp"
#include "report/inspection.hpp"
#include "report/listing_formats.hpp"

namespace csm::cli {
namespace {

constexpr Example examples[] = {
    {"csm inspect --from subscriptions.csv",
     "the columns, the rows that are bad and why, and the commands that work"},
    {"csm inspect --from export.csv --map customer_id=Account",
     "whether the export serves once a column is named"},
    {"zcat tickets.csv.gz | csm inspect --format json | jq '.files[0].columns'",
     "the same for a program"},
};

constexpr OptionShape options[] = {
    from_option,
    map_option,
    preset_option,
    delimiter_option,
    encoding_option,
    header_line_option,
    currency_option,
    date_format_option,
    timezone_option,
    decimal_point_option,
    decimal_comma_option,
    {"as-of", "DATE", "dates after it lie in the future (default today)"},
    no_color_option,
    output_option,
    {"format", "NAME",
     "text (default), json, or the columns as ndjson, csv, tsv, markdown or html"},
};

std::vector<Source> sources_of(const Arguments& arguments) {
  std::vector<Source> sources;
  for (const std::string& text : arguments.all("from")) sources.push_back(source_of(text));
  if (!sources.empty()) return sources;
  if (::isatty(STDIN_FILENO) == 1) usage_error("", "nothing to look at; give --from FILE");
  return {{"", "-"}};
}

int run_inspect(std::vector<std::string> words) {
  const Arguments arguments("inspect", options, std::move(words));
  const std::vector<Source> sources = sources_of(arguments);
  const Output output(arguments, sources, listing_format_names());
  const Date day = as_of(arguments).value_or(today(arguments));
  const std::vector<InspectedFile> files =
      inspect(sources, reading_of(arguments), day, currency_of(arguments, "currency"));
  if (output.format() == "json") {
    output.write(to_json(files, day));
  } else if (output.format() == "text") {
    output.write(to_text(files, day));
  } else {
    output.write(columns_table(files));
  }
  return 0;
}

}  // namespace

constinit const Command inspect_command{
    .name = "inspect",
    .operands = "",
    .summary = "what csm sees in a file",
    .purpose = "How is it written, what are its columns taken for, and what can be computed?",
    .examples = examples,
    .options = options,
    .run = run_inspect};

}  // namespace csm::cli
