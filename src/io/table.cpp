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

/// What became of binding every source to one input.
struct Attempt {
  std::vector<BindingResult> bound;
  std::optional<std::size_t> failed_source;  ///< the first that lacks columns
};

Attempt attempt(const std::vector<OpenSource>& sources, const Input& input,
                const Reading& reading) {
  Attempt attempt;
  for (const OpenSource& source : sources) {
    attempt.bound.push_back(
        bind(source.scanner->name(), source.scanner->header(), input, reading.mappings));
    if (!attempt.bound.back().missing.empty()) {
      attempt.failed_source = attempt.bound.size() - 1;
      break;
    }
  }
  return attempt;
}

/// Binds the sources, which are one table, to the first input that suits them all.
void bind_all(OpenTable& table, const std::vector<Input>& inputs, const Reading& reading) {
  const std::string& kind = table.sources.front().kind;
  std::optional<Attempt> nearest_miss;
  for (const Input& input : inputs) {
    if (!kind.empty() && kind != kind_of(input.type)) continue;
    Attempt tried = attempt(table.sources, input, reading);
    if (!tried.failed_source) {
      for (std::size_t i = 0; i < table.sources.size(); ++i) {
        OpenSource& source = table.sources[i];
        source.input = &input;
        source.binding = std::move(tried.bound[i].binding);
        source.scanner->project(source.binding.columns());
        if (!tried.bound[i].has_any_of) {
          table.warnings.push_back(source.scanner->name() + ": " + std::string(input.without_any));
        }
      }
      return;
    }
    const auto missing = [](const Attempt& a) { return a.bound.back().missing.size(); };
    if (!nearest_miss || missing(tried) < missing(*nearest_miss)) nearest_miss = std::move(tried);
  }
  refuse_for_missing(table.sources[*nearest_miss->failed_source],
                     nearest_miss->bound.back().missing);
}

}  // namespace

OpenTable open_table(const std::vector<Source>& sources, const std::vector<Input>& inputs,
                     std::string_view metric_id, const Reading& reading) {
  check_mappings(inputs, reading);
  OpenTable table;
  for (const Source& source : sources) {
    check_kind(source, inputs, metric_id);
    if (source.kind != sources.front().kind) {
      usage_error("--from", fmt::format("{} takes one kind of record at a time", metric_id));
    }
    auto bytes = source.text ? bytes_of(source.path, *source.text) : open_bytes(source.path);
    OpenSource& open = table.sources.emplace_back();
    open.kind = source.kind;
    open.scanner = open_scanner(std::move(bytes), {reading.delimiter}, reading.block_size);
  }
  bind_all(table, inputs, reading);
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
