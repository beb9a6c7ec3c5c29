#include "io/table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "csm/error.hpp"
#include "io/date_form.hpp"
#include "io/open.hpp"
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

void check_mappings(const std::vector<Input>& inputs, const Reading& reading) {
  std::vector<std::string_view> known;
  for (const Input& input : inputs) {
    for (const std::string_view name : field_names(input.type)) {
      if (std::find(known.begin(), known.end(), name) == known.end()) known.push_back(name);
    }
  }
  for (const FieldMapping& mapping : reading.mappings) {
    if (std::find(known.begin(), known.end(), mapping.field) == known.end()) {
      usage_error("--map", in_quotes(mapping.field) + " is no field; there are " + joined(known) +
                               did_you_mean(mapping.field, known));
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

[[noreturn]] void refuse_for_missing(const OpenSource& source,
                                     const std::vector<std::string_view>& missing) {
  const std::vector<std::string>& header = source.scanner->header();
  const std::vector<std::string_view> names(header.begin(), header.end());
  std::string message = fmt::format("has no column for {}; its columns are {}", joined(missing),
                                    shown(joined(names)));
  for (const std::string_view field : missing) {
    const std::string_view near = nearest(field, names);
    if (near.empty()) continue;
    message +=
        fmt::format(". If \"{}\" is meant, say --map '{}={}'", shown(near), field, shown(near));
    refuse(source.scanner->name(), message);
  }
  refuse(source.scanner->name(),
         message + fmt::format(". Say which is meant: --map {}=COLUMN", missing.front()));
}

/// Binds every source to the input; the first that lacks columns is returned with them.
struct Attempt {
  std::vector<Binding> bindings;
  std::size_t failed_source = 0;
  std::vector<std::string_view> missing;
};

Attempt attempt(const OpenTable& table, const Input& input, const Reading& reading) {
  Attempt result;
  for (std::size_t i = 0; i < table.sources.size(); ++i) {
    const OpenSource& source = table.sources[i];
    BindingResult bound =
        bind(source.scanner->name(), source.scanner->header(), input, reading.mappings);
    if (!source.kind.empty() && source.kind != kind_of(input.type)) bound.missing.push_back("");
    if (!bound.missing.empty()) {
      result.failed_source = i;
      result.missing = bound.missing;
      return result;
    }
    result.bindings.push_back(std::move(bound.binding));
  }
  return result;
}

}  // namespace

OpenTable open_table(const std::vector<Source>& sources, const std::vector<Input>& inputs,
                     std::string_view metric_id, const Reading& reading) {
  check_mappings(inputs, reading);
  OpenTable table;
  for (const Source& source : sources) {
    check_kind(source, inputs, metric_id);
    auto bytes = source.text ? bytes_of(source.path, *source.text) : open_bytes(source.path);
    table.sources.push_back(
        {source.kind, open_scanner(std::move(bytes), {reading.delimiter}, reading.block_size), {}});
  }
  std::optional<Attempt> best;
  for (const Input& input : inputs) {
    Attempt tried = attempt(table, input, reading);
    if (tried.missing.empty()) {
      table.input = &input;
      for (std::size_t i = 0; i < table.sources.size(); ++i) {
        table.sources[i].binding = std::move(tried.bindings[i]);
      }
      break;
    }
    const bool is_other_kind = tried.missing.back().empty();
    if (!is_other_kind && (!best || tried.missing.size() < best->missing.size())) {
      best = std::move(tried);
    }
  }
  if (table.input == nullptr && !best) {
    usage_error("--from", fmt::format("{} takes one kind of record at a time", metric_id));
  }
  if (table.input == nullptr) refuse_for_missing(table.sources[best->failed_source], best->missing);
  for (OpenSource& source : table.sources) {
    source.scanner->project(source.binding.columns());
    const auto& any_of = table.input->any_of;
    const bool has_any = std::any_of(
        source.binding.slots.begin(), source.binding.slots.end(), [&](const Binding::Slot& slot) {
          return std::find(any_of.begin(), any_of.end(), slot.name) != any_of.end();
        });
    if (!any_of.empty() && !has_any) {
      table.warnings.push_back(source.scanner->name() + ": " +
                               std::string(table.input->without_any));
    }
  }
  return table;
}

void settle_dates(OpenSource& source, const Reading& reading, bool look_at_all) {
  source.scanner->restart();
  std::vector<DateForm> forms(source.binding.slots.size());
  Block block;
  bool is_open = false;
  if (!reading.date_pattern) {
    while (source.scanner->next(block)) {
      is_open = false;
      for (std::size_t slot = 0; slot < forms.size(); ++slot) {
        if (!source.binding.slots[slot].is_date) continue;
        for (std::size_t i = slot; i < block.cells.size(); i += block.width) {
          forms[slot].add(block.cells[i], *source.scanner, block.offsets[i]);
        }
        is_open = is_open || forms[slot].is_open();
      }
      if (!is_open && !look_at_all) break;
    }
  }
  for (std::size_t i = 0; i < forms.size(); ++i) {
    Binding::Slot& slot = source.binding.slots[i];
    if (!slot.is_date) continue;
    if (reading.date_pattern) {
      slot.rules.dates = DateReading::pattern;
      slot.rules.pattern = &*reading.date_pattern;
    } else {
      slot.rules.dates =
          forms[i].decide(source.scanner->name(), source.scanner->header()[slot.column]);
    }
  }
}

}  // namespace csm
