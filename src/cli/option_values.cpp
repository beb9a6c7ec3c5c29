#include "cli/option_values.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "cli/reading.hpp"
#include "csm/error.hpp"
#include "csm/inspection.hpp"
#include "csm/steps.hpp"
#include "io/binding.hpp"
#include "presets/preset.hpp"
#include "report/report.hpp"
#include "text/shown.hpp"

namespace csm::cli {
namespace {

struct KnownValue {
  std::string_view option;
  std::string_view value;
  std::string_view meaning;
};

/// Values that are written out in the code that reads them.
constexpr KnownValue known_values[] = {
    {"period", "last-month", "the month before this one"},
    {"period", "last-quarter", "the quarter before this one"},
    {"period", "all", "the whole file"},
    {"compare", "previous", "the period before"},
    {"config", "auto", "the nearest csm.toml, here or in a folder above"},
    {"as-of", "today", ""},
    {"part", "all", "everybody who counts"},
    {"preset", "none", "the columns tell for themselves"},
    {"delimiter", "tab", ""},
    {"delimiter", "whitespace", "runs of blanks and tabs"},
    {"encoding", "utf-8", ""},
    {"encoding", "utf-16", ""},
    {"encoding", "latin-1", ""},
    {"encoding", "windows-1252", ""},
    {"date-format", "dmy", "31/12/2026"},
    {"date-format", "mdy", "12/31/2026"},
    {"date-format", "yyyymmdd", "20261231"},
    {"date-format", "unix", "seconds since 1970"},
    {"date-format", "unix-ms", "milliseconds since 1970"},
    {"date-format", "excel", "a spreadsheet's day numbers"},
    {"timezone", "UTC", ""},
};

/// Whether a column may be called so on a command line: nothing in it moves the cursor.
bool is_plain(const std::string& name) { return !name.empty() && shown(name) == name; }

std::vector<Input> inputs_of(const Metric* metric) {
  std::vector<Input> inputs;
  for (const Metric& one : metrics()) {
    if (metric != nullptr && &one != metric) continue;
    Question question;
    question.metric = &one;
    for (Input& input : csm::inputs_of(one.roles(question))) inputs.push_back(std::move(input));
  }
  return inputs;
}

/// The kinds of records that a metric reads, or any.
std::set<std::string_view> kinds_of(const Metric* metric) {
  std::set<std::string_view> kinds;
  for (const Input& input : inputs_of(metric)) kinds.insert(kind_of(input.type));
  return kinds;
}

/// The values that an option has among the words typed before the one at the cursor.
std::vector<std::string> given(const TypedCommand& typed, std::string_view name) {
  const std::string flag = "--" + std::string(name);
  std::vector<std::string> values;
  bool is_behind = false;
  for (std::size_t i = 0; i + 1 < typed.words.size(); ++i) {
    const std::string& word = typed.words[i];
    if (word.starts_with(flag + "=")) {
      values.push_back(word.substr(flag.size() + 1));
    } else if (word.starts_with("--")) {
      is_behind = word == flag;
    } else if (is_behind) {
      values.push_back(word);
    }
  }
  return values;
}

/// How the files are read, by those options that say where their columns are.
Reading reading_of(const TypedCommand& typed) {
  constexpr OptionShape shapes[] = {
      {"delimiter", "C", ""}, {"encoding", "NAME", ""}, {"header-line", "N", ""}};
  std::vector<std::string> words;
  for (const OptionShape& shape : shapes) {
    for (const std::string& value : given(typed, shape.name)) {
      words.push_back("--" + std::string(shape.name) + "=" + value);
    }
  }
  return cli::reading_of(Arguments("", shapes, std::move(words)));
}

/// The path as the program would get it from the shell.
std::string without_tilde(const std::string& path) {
  const char* home = std::getenv("HOME");
  return path.starts_with("~/") && home != nullptr ? home + path.substr(1) : path;
}

/// The columns of the files that --from names; a file that cannot be read has none.
std::vector<std::string> columns_of_files(const TypedCommand& typed) {
  std::vector<std::string> columns;
  for (const std::string& text : given(typed, "from")) {
    try {
      Source source = source_of(text);
      source.path = without_tilde(source.path);
      struct stat found {};
      if (::stat(source.path.c_str(), &found) != 0 || !S_ISREG(found.st_mode)) continue;
      for (std::string& name : column_names(source, reading_of(typed))) {
        const bool is_new = std::find(columns.begin(), columns.end(), name) == columns.end();
        if (is_new && is_plain(name)) columns.push_back(std::move(name));
      }
    } catch (const Error&) {
      continue;  // The command itself will say what is wrong.
    }
  }
  return columns;
}

void add_columns(const TypedCommand& typed, const std::string& before, const std::string& behind,
                 Candidates& candidates) {
  for (const std::string& name : columns_of_files(typed)) {
    candidates.words.push_back({before + name + behind, ""});
  }
}

/// `FIELD=COLUMN`: fields first.
void add_mappings(const TypedCommand& typed, const std::string& value, Candidates& candidates) {
  const std::size_t equals = value.find('=');
  if (equals != std::string::npos) {
    return add_columns(typed, value.substr(0, equals + 1), "", candidates);
  }
  std::set<std::string_view> fields;
  for (const Input& input : inputs_of(typed.metric)) {
    for (const Want& want : input.wants) fields.insert(want.field);
  }
  for (const std::string_view field : fields) {
    candidates.words.push_back({std::string(field) + "=", ""});
  }
}

/// `[KIND=]FILE`.
void add_sources(const TypedCommand& typed, const std::string& value, Candidates& candidates) {
  const std::set<std::string_view> kinds = kinds_of(typed.metric);
  for (const std::string_view kind : kinds) {
    candidates.words.push_back({std::string(kind) + "=", "a file of " + std::string(kind)});
  }
  const std::size_t equals = value.find('=');
  const bool has_kind =
      equals != std::string::npos && kinds.count(std::string_view(value).substr(0, equals)) == 1;
  const std::string before = has_kind ? value.substr(0, equals + 1) : "";
  candidates.path = Candidates::Path{before, value.substr(before.size())};
}

/// "all|latest": the values that its argument lists.
void add_listed(std::string_view argument, Candidates& candidates) {
  const bool is_listed =
      argument.find('|') != std::string_view::npos ||
      argument.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string_view::npos;
  while (is_listed && !argument.empty()) {
    const std::size_t end = std::min(argument.find('|'), argument.size());
    candidates.words.push_back({std::string(argument.substr(0, end)), ""});
    argument.remove_prefix(std::min(end + 1, argument.size()));
  }
}

/// What the registry and other tables know.
void add_named(const TypedCommand& typed, const OptionShape& option, Candidates& candidates) {
  const auto add = [&candidates](std::string_view value, std::string_view meaning) {
    candidates.words.push_back({std::string(value), std::string(meaning)});
  };
  if (option.name == "format") {
    for (const Format& format : all_formats()) {
      const bool is_told = option.help.find(format.name) != std::string_view::npos;
      if (is_told) add(format.name, format.meaning);  // not every command has all
    }
  } else if (option.name == "preset") {
    const std::set<std::string_view> kinds = kinds_of(typed.metric);
    for (const Preset& preset : presets()) {
      if (kinds.count(preset.kind) == 1) add(preset.name, preset.reads);
    }
  } else if (option.name == "every") {
    for (const Grain grain : {Grain::day, Grain::week, Grain::month, Grain::quarter, Grain::year}) {
      add(name(grain), "");
    }
  } else if (option.name == "rule" && typed.metric != nullptr) {
    for (const Rule& rule : typed.metric->rules) add(rule.id, rule.summary);
  } else if (option.name == "part" && typed.metric != nullptr) {
    for (const Part& part : typed.metric->list.parts) add(part.word, "");
  }
}

}  // namespace

const OptionShape* find_option(const TypedCommand& typed, std::string_view word) {
  if (!word.starts_with("--")) return nullptr;
  const auto found =
      std::find_if(typed.options.begin(), typed.options.end(),
                   [&](const OptionShape& option) { return option.name == word.substr(2); });
  return found == typed.options.end() ? nullptr : &*found;
}

Candidates values_of(const TypedCommand& typed, const OptionShape& option,
                     const std::string& value) {
  Candidates candidates;
  add_listed(option.argument, candidates);
  if (candidates.words.empty()) add_named(typed, option, candidates);
  for (const KnownValue& known : known_values) {
    if (known.option != option.name) continue;
    candidates.words.push_back({std::string(known.value), std::string(known.meaning)});
  }
  if (option.argument.starts_with("[KIND=]")) {
    add_sources(typed, value, candidates);
  } else if (option.name == "map") {
    add_mappings(typed, value, candidates);
  } else if (option.name == "where") {
    add_columns(typed, "", "=", candidates);
  } else if (option.argument.starts_with("COLUMN")) {
    const std::size_t begin = option.name == "columns" ? value.rfind(',') + 1 : 0;  // npos + 1 is 0
    add_columns(typed, value.substr(0, begin), "", candidates);
  } else if (option.argument.starts_with("FILE") || option.argument == "RATES") {
    candidates.path = Candidates::Path{"", value};
  }
  return candidates;
}

}  // namespace csm::cli
