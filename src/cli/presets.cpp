#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/output.hpp"
#include "presets/preset.hpp"
#include "report/listing_formats.hpp"

namespace csm::cli {
namespace {

struct EvidenceWords {
  std::string_view name;
  std::string_view meaning;
};

EvidenceWords words_for(FormatEvidence evidence) {
  switch (evidence) {
    case FormatEvidence::seen:
      return {"seen", "a real file, or the vendor's own page about it"};
    case FormatEvidence::importers:
      return {"importers", "headers in public importers; may be partial or old"};
    case FormatEvidence::api:
      break;
  }
  return {"api", "what the vendor's interface for programs gives"};
}

std::string as_text() {
  std::string out = "Exports that csm knows by their headers, and how sure their form is\n";
  for (const Preset& preset : presets()) {
    out += fmt::format("  {:<25}  {:<13}  {}\n      {}\n", preset.name, preset.kind,
                       words_for(preset.evidence).name, preset.reads);
    if (!preset.refusal.empty()) out += "      refused, with what to take instead\n";
  }
  out += "\nHow sure\n";
  for (const FormatEvidence evidence :
       {FormatEvidence::seen, FormatEvidence::importers, FormatEvidence::api}) {
    const EvidenceWords words = words_for(evidence);
    out += fmt::format("  {:<9}  {}\n", words.name, words.meaning);
  }
  return out + "\n--preset NAME reads a file by another one, --preset none by none.\n";
}

std::string as_json() {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Preset& preset : presets()) {
    nlohmann::ordered_json columns = nlohmann::ordered_json::array();
    for_each_part(preset.signature,
                  [&](std::string_view name) { columns.push_back(std::string(name)); });
    list.push_back({{"name", preset.name},
                    {"reads", preset.reads},
                    {"kind", preset.kind},
                    {"evidence", words_for(preset.evidence).name},
                    {"signature", columns}});
    if (!preset.refusal.empty()) list.back()["refusal"] = preset.refusal;
  }
  return nlohmann::ordered_json{{"schema", 1}, {"presets", list}}.dump(2) + "\n";
}

constexpr Example examples[] = {
    {"csm presets", "their names, what each reads, and how sure its form is"},
    {"csm presets --format json | jq '.presets[].signature'", "by which columns they are known"},
};

constexpr OptionShape options[] = {
    no_color_option,
    output_option,
    table_format_option,
};

Listing as_table() {
  Listing table;
  table.name = "presets";
  table.title = "Exports that csm knows by their headers";
  table.columns = {"name", "reads", "kind", "evidence", "refusal"};
  for (const Preset& preset : presets()) {
    table.rows.push_back({std::string(preset.name), std::string(preset.reads),
                          std::string(preset.kind), std::string(words_for(preset.evidence).name),
                          std::string(preset.refusal)});
  }
  return table;
}

int run_presets(std::vector<std::string> words) {
  const Arguments arguments("presets", options, std::move(words));
  const Output output(arguments, {}, listing_format_names());
  if (output.format() == "json") {
    output.write(as_json());
  } else if (output.format() == "text") {
    output.write(as_text());
  } else {
    output.write(as_table());
  }
  return 0;
}

}  // namespace

constinit const Command presets_command{
    .name = "presets",
    .operands = "",
    .summary = "the vendors' exports that csm knows by their headers",
    .purpose = "A file with such a header is read as what it is; --preset NAME names one.",
    .examples = examples,
    .options = options,
    .run = run_presets};

}  // namespace csm::cli
