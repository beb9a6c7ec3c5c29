#include "io/table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "csm/error.hpp"
#include "io/dialect.hpp"
#include "io/job_files.hpp"
#include "io/observed_bytes.hpp"
#include "io/open.hpp"
#include "io/preset_choice.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

std::vector<std::string_view> kinds_of(const std::vector<Input>& inputs) {
  std::vector<std::string_view> kinds;
  for (const Input& input : inputs) {
    const std::string_view kind = kind_of(input.type);
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kinds.push_back(kind);
  }
  return kinds;
}

void check_mappings(const std::vector<Input>& inputs, std::string_view metric_id,
                    const Reading& reading) {
  std::vector<std::string_view> known;
  for (const Input& input : inputs) {
    for (const std::string_view name : field_names(input.type)) {
      if (std::find(known.begin(), known.end(), name) == known.end()) known.push_back(name);
    }
  }
  for (const FieldMapping& mapping : reading.mappings) {
    for (const FieldMapping& other : reading.mappings) {
      if (&other != &mapping && other.field == mapping.field) {
        usage_error("--map", in_quotes(mapping.field) + " is mapped twice, to " +
                                 in_quotes(mapping.column) + " and " + in_quotes(other.column));
      }
    }
    if (std::find(known.begin(), known.end(), mapping.field) == known.end()) {
      usage_error("--map", in_quotes(mapping.field) + " is no field of csm " +
                               std::string(metric_id) + did_you_mean(mapping.field, known) +
                               fmt::format(" (csm {} --help lists them)", metric_id));
    }
  }
}

void check_kind(const Source& source, const std::vector<Input>& inputs,
                std::string_view metric_id) {
  if (source.kind.empty()) return;
  const std::vector<std::string_view> kinds = kinds_of(inputs);
  if (std::find(kinds.begin(), kinds.end(), source.kind) == kinds.end()) {
    usage_error("--from " + source.kind + "=...",
                fmt::format("{} is computed from {}{}", metric_id, joined(kinds),
                            did_you_mean(source.kind, kinds)));
  }
}

const Preset* preset_for(const OpenSource& source, const Input& input) {
  const bool is_of_kind = source.preset != nullptr && source.preset->kind == kind_of(input.type);
  return is_of_kind ? source.preset : nullptr;
}

/// What became of binding every source to one input.
struct Attempt {
  std::vector<BindingResult> bound;
  std::optional<std::size_t> failed_source;  ///< the first that lacks columns
};

using Misses = std::vector<std::pair<const Input*, Attempt>>;

Attempt attempt(const std::vector<OpenSource*>& sources, const Input& input,
                const Reading& reading) {
  Attempt attempt;
  for (const OpenSource* source : sources) {
    attempt.bound.push_back(csm::bind(source->scanner->name(), source->scanner->header(), input,
                                      reading.mappings, preset_for(*source, input),
                                      source->scanner->questions()));
    const BindingResult& bound = attempt.bound.back();
    const bool lacks_end = !bound.has_any_of && input.without_any.empty();
    if (source->scanner->header().empty()) continue;  // a JSON list without a single object
    if (!bound.missing.empty() || lacks_end) {
      attempt.failed_source = attempt.bound.size() - 1;
      break;
    }
  }
  return attempt;
}

/// "started_on, ended_on or canceled_on".
std::string wanted_columns(const BindingResult& bound, const Input& input) {
  std::string any_of;
  for (const std::string_view field : input.any_of) {
    any_of += (any_of.empty() ? "" : " or ") + std::string(field);
  }
  std::string missing = joined(bound.missing);
  if (bound.has_any_of) return missing;
  return missing.empty() ? any_of : missing + ", " + any_of;
}

/// A column that no field of the input has yet and whose name is near to a missing one.
std::string suggestion(const OpenSource& source, const BindingResult& bound, const Input& input) {
  std::vector<std::string_view> free;
  const std::vector<std::string>& header = source.scanner->header();
  for (std::size_t i = 0; i < header.size(); ++i) {
    const auto& slots = bound.binding.slots;
    const bool is_taken = std::any_of(slots.begin(), slots.end(),
                                      [&](const Binding::Slot& slot) { return slot.column == i; });
    if (!is_taken) free.push_back(header[i]);
  }
  std::vector<std::string_view> wanted = bound.missing;
  if (!bound.has_any_of) wanted.insert(wanted.end(), input.any_of.begin(), input.any_of.end());
  for (const std::string_view field : wanted) {
    const std::string_view near = nearest(field, free);
    if (near.empty()) continue;
    return fmt::format(". If {} is meant, say --map '{}={}'", in_quotes(near), field, shown(near));
  }
  return wanted.empty() ? "" : fmt::format(". Say which is meant: --map {}=COLUMN", wanted.front());
}

bool names_a_column(const std::string& advice) { return advice.starts_with(". If "); }

/// How many columns a binding lacks; one of any counts as one.
std::size_t lacking(const Attempt& attempt) {
  const BindingResult& bound = attempt.bound.back();
  return bound.missing.size() + (bound.has_any_of ? 0 : 1);
}

/// Says what the inputs lack that come nearest.
[[noreturn]] void refuse_for_missing(const std::vector<OpenSource*>& sources,
                                     const Misses& misses) {
  std::size_t furthest = 0;
  for (const auto& [input, attempt] : misses) furthest = std::max(furthest, *attempt.failed_source);
  std::size_t fewest = static_cast<std::size_t>(-1);
  for (const auto& [input, attempt] : misses) {
    if (*attempt.failed_source == furthest) fewest = std::min(fewest, lacking(attempt));
  }
  const OpenSource& source = *sources[furthest];
  refuse_by_preset(source.scanner->name(), source.preset);
  std::vector<std::string> lacks;
  std::string advice;
  for (const auto& [input, attempt] : misses) {
    if (*attempt.failed_source != furthest || lacking(attempt) != fewest) continue;
    const std::string wanted = wanted_columns(attempt.bound.back(), *input);
    if (std::find(lacks.begin(), lacks.end(), wanted) == lacks.end()) lacks.push_back(wanted);
    const std::string other = suggestion(source, attempt.bound.back(), *input);
    if (advice.empty() || (!names_a_column(advice) && names_a_column(other))) advice = other;
  }
  refuse(source.scanner->name(),
         fmt::format("has no column for {}; its columns are {}{}", fmt::join(lacks, ", nor for "),
                     columns_in_words(source.scanner->header()), advice));
}

/// A mapping of a field that this metric does not read from these rows would change nothing.
void refuse_unused_mappings(const OpenTable& table, const Reading& reading) {
  for (const FieldMapping& mapping : reading.mappings) {
    const bool is_read =
        std::any_of(table.sources.begin(), table.sources.end(), [&](const OpenSource& source) {
          return std::any_of(source.binding.slots.begin(), source.binding.slots.end(),
                             [&](const auto& slot) { return slot.name == mapping.field; });
        });
    if (!is_read) {
      usage_error("--map " + shown(mapping.field) + "=" + shown(mapping.column),
                  fmt::format("{} is not read here, from a table of {}", mapping.field,
                              kind_of(table.sources.front().input->type)));
    }
  }
}

/// Some source is of that kind, by its name or by its columns.
bool has_source_of(const OpenTable& table, std::string_view kind) {
  return std::any_of(table.sources.begin(), table.sources.end(), [&](const OpenSource& source) {
    return source.input != nullptr ? kind == kind_of(source.input->type)
                                   : kind == source.told_kind();
  });
}

/// Binds the sources of a role, which are one table, to the first input that suits them all; false,
/// with what each input misses, where none does.
bool bind_role(OpenTable& table, const Role& role, const std::vector<OpenSource*>& sources,
               const Reading& reading, Misses& misses) {
  for (const Input& input : role.inputs) {
    const bool is_meant = std::all_of(sources.begin(), sources.end(), [&](const auto* source) {
      return source->told_kind().empty() || source->told_kind() == kind_of(input.type);
    });
    const bool is_alone = !input.beside.empty() && !has_source_of(table, input.beside);
    if (!is_meant || is_alone) continue;
    Attempt tried = attempt(sources, input, reading);
    if (tried.failed_source) {
      misses.emplace_back(&input, std::move(tried));
      continue;
    }
    for (std::size_t i = 0; i < sources.size(); ++i) {
      OpenSource& source = *sources[i];
      source.input = &input;
      source.binding = std::move(tried.bound[i].binding);
      source.binding.is_json = source.scanner->form().name != "CSV";
      source.scanner->project(source.binding.columns());
      if (const Preset* preset = source.binding.preset) {
        table.notes.push_back(fmt::format("{}: read as {} (--preset {})", source.scanner->name(),
                                          preset->reads, preset->name));
        if (!preset->remark.empty()) {
          table.notes.push_back(source.scanner->name() + ": " + std::string(preset->remark));
        }
      }
      for (const std::string& note : source.scanner->notes()) {
        table.notes.push_back(source.scanner->name() + ": " + note);
      }
      for (const std::string& note : tried.bound[i].notes) table.notes.push_back(note);
      if (!tried.bound[i].has_any_of) {
        table.warnings.push_back(source.scanner->name() + ": " + std::string(input.without_any));
      }
    }
    return true;
  }
  return false;
}

bool has_kind(const Role& role, std::string_view kind) {
  return std::any_of(role.inputs.begin(), role.inputs.end(),
                     [&](const Input& input) { return kind == kind_of(input.type); });
}

/// The sources that play a role: those of its kinds, and those without a kind where they may.
std::vector<OpenSource*> players_of(OpenTable& table, const Role& role, bool with_unnamed) {
  std::vector<OpenSource*> players;
  for (OpenSource& source : table.sources) {
    const std::string_view kind = source.told_kind();
    const bool plays = kind.empty() ? with_unnamed : has_kind(role, kind);
    if (plays && source.input == nullptr) players.push_back(&source);
  }
  return players;
}

[[noreturn]] void refuse_role(const std::vector<OpenSource*>& sources, const Misses& misses) {
  if (misses.empty()) {
    usage_error("--from",
                fmt::format("{} and {} cannot be taken together here; give one kind of record",
                            sources.front()->told_kind(), sources.back()->told_kind()));
  }
  refuse_for_missing(sources, misses);
}

/// Sources that suit different roles cannot be one table: says so where that is all that is wrong.
void refuse_if_of_different_kinds(const std::vector<OpenSource*>& sources,
                                  const std::vector<Role>& roles, const Reading& reading) {
  std::string names;
  std::set<std::string_view> kinds;
  for (OpenSource* source : sources) {
    std::string_view kind = source->told_kind();
    for (const Input& input : inputs_of(roles)) {
      if (!kind.empty()) break;
      if (!attempt({source}, input, reading).failed_source) kind = kind_of(input.type);
    }
    if (kind.empty()) return;
    kinds.insert(kind);
    names += fmt::format(" --from {}={}", kind, source->scanner->name());
  }
  if (kinds.size() == 1) return;
  usage_error("--from", "files of different kinds are told apart by their names:" + names);
}

/// Binds the sources without a kind, with those of a kind beside them, to the first main role that
/// suits them.
void bind_unnamed(OpenTable& table, const std::vector<Role>& roles, const Reading& reading) {
  Misses misses;
  std::vector<OpenSource*> missed;
  for (const Role& role : roles) {
    if (!role.is_main) continue;
    const std::vector<OpenSource*> players = players_of(table, role, true);
    if (missed.empty()) missed = players;
    Misses of_role;
    if (bind_role(table, role, players, reading, of_role)) return;
    if (players == missed) misses.insert(misses.end(), of_role.begin(), of_role.end());
  }
  refuse_if_of_different_kinds(missed, roles, reading);
  refuse_role(missed, misses);
}

void bind_roles(OpenTable& table, const std::vector<Role>& roles, std::string_view metric_id,
                const Reading& reading) {
  const bool has_unnamed =
      std::any_of(table.sources.begin(), table.sources.end(),
                  [](const auto& source) { return source.told_kind().empty(); });
  if (has_unnamed) bind_unnamed(table, roles, reading);
  bool has_main = has_unnamed;
  std::vector<Input> main_inputs;
  for (const Role& role : roles) {
    if (role.is_main) {
      main_inputs.insert(main_inputs.end(), role.inputs.begin(), role.inputs.end());
    }
    const std::vector<OpenSource*> players = players_of(table, role, false);
    if (players.empty()) continue;
    Misses misses;
    if (!bind_role(table, role, players, reading, misses)) refuse_role(players, misses);
    has_main = has_main || role.is_main;
  }
  if (has_main) return;
  const std::vector<std::string_view> kinds = kinds_of(main_inputs);
  usage_error("--from", fmt::format("{} needs {}: --from {}=FILE", metric_id,
                                    fmt::join(kinds, " or "), kinds.front()));
}

/// One file under two names would count everything twice.
void refuse_if_given_before(const OpenTable& table, const ByteSource& bytes) {
  if (!bytes.identity()) return;
  for (const OpenSource& other : table.sources) {
    if (other.identity == bytes.identity()) {
      usage_error("--from", bytes.name() + " is given twice" +
                                (other.scanner->name() == bytes.name()
                                     ? ""
                                     : ", the other time as " + other.scanner->name()));
    }
  }
}

std::unique_ptr<ByteSource> open(const Source& source, const JobFiles* files) {
  if (source.text) return bytes_of(source.path, *source.text);
  return files == nullptr ? open_bytes(source.path) : files->open(source.path);
}

}  // namespace

OpenTable open_table(const std::vector<Source>& sources, const std::vector<Role>& roles,
                     std::string_view metric_id, const Reading& reading, const JobFiles* files) {
  const std::vector<Input> inputs = inputs_of(roles);
  check_mappings(inputs, metric_id, reading);
  check_preset(reading, kinds_of(inputs), metric_id);
  OpenTable table;
  for (const Source& source : sources) {
    check_kind(source, inputs, metric_id);
    auto bytes = observed(open(source, files), reading.on_progress);
    refuse_if_given_before(table, *bytes);
    OpenSource& opened = table.sources.emplace_back();
    opened.kind = source.kind;
    opened.identity = bytes->identity();
    opened.bytes = bytes.get();
    const Dialect dialect = dialect_of(inputs, source.kind, reading);
    opened.scanner = open_scanner(std::move(bytes), dialect, reading.block_size);
    if (files != nullptr) {
      opened.shared = files->share(source, opened.identity, dialect, reading);
    }
  }
  bind_table(table, roles, metric_id, reading);
  return table;
}

void bind_table(OpenTable& table, const std::vector<Role>& roles, std::string_view metric_id,
                const Reading& reading) {
  const std::vector<std::string_view> kinds = kinds_of(inputs_of(roles));
  const auto kinds_of_source = [&](const OpenSource& source) {
    return source.kind.empty() ? kinds : std::vector<std::string_view>{source.kind};
  };
  const auto bind_all = [&] {
    table.notes.clear();
    table.warnings.clear();
    for (OpenSource& source : table.sources) {
      source.input = nullptr;
      source.binding = {};
      source.preset = choose_preset(source.scanner->header(), kinds_of_source(source), reading);
      if (!reading.mappings.empty()) refuse_by_preset(source.scanner->name(), source.preset);
    }
    bind_roles(table, roles, metric_id, reading);
    refuse_unused_mappings(table, reading);
  };
  try {
    bind_all();
  } catch (const Error&) {
    if (!complete_headers(table)) throw;
    bind_all();
  }
}

bool complete_headers(OpenTable& table) {
  bool has_grown = false;
  for (OpenSource& source : table.sources) {
    const std::size_t before = source.scanner->header().size();
    source.scanner->complete_header();
    has_grown = has_grown || source.scanner->header().size() > before;
  }
  return has_grown;
}

}  // namespace csm
