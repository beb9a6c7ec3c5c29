#include "io/dialect.hpp"

#include <algorithm>
#include <array>

#include "csm/error.hpp"
#include "io/match.hpp"
#include "io/preset_choice.hpp"
#include "presets/preset.hpp"

namespace csm {
namespace {

/// The columns that presets of a kind of record look at.
void add_columns_of_presets(std::string_view kind, std::set<std::string>& keys) {
  const auto add = [&](std::string_view names) {
    for_each_part(names, [&](std::string_view name) { keys.insert(match_key(name)); });
  };
  for (const Preset& preset : presets()) {
    if (preset.kind != kind) continue;
    add(preset.signature);
    for (const std::string_view name : {preset.refunded, preset.times, preset.percent_off}) {
      add(name);
    }
    for (const PresetColumn& column : preset.columns) add(column.headers);
    for (const LeftOutRows& rows : preset.left_out) add(rows.column);
  }
}

/// Whether the cells name all columns that the input needs, or are known as the header of a
/// vendor's export, whatever it lacks.
bool suits(const std::vector<std::string>& cells, const Input& input, const Reading& reading) {
  try {
    const std::array kinds = {kind_of(input.type)};
    const Preset* preset = choose_preset(cells, kinds, reading);
    if (preset != nullptr && reading.preset.empty()) return true;
    const BindingResult bound = csm::bind("", cells, input, reading.mappings, preset);
    return bound.missing.empty() && (bound.has_any_of || !input.without_any.empty());
  } catch (const Error& error) {
    // Names that fit twice are a header, which is refused later; a column that the user names is
    // not there.
    return error.code == ErrorCode::refused;
  }
}

}  // namespace

Dialect dialect_of(const std::vector<Input>& inputs, std::string_view kind,
                   const Reading& reading) {
  Dialect dialect{reading.delimiter};
  dialect.header_line = reading.header_line;
  dialect.encoding = reading.encoding;
  std::vector<Input> meant;
  for (const Input& input : inputs) {
    if (kind.empty() || kind == kind_of(input.type)) meant.push_back(input);
  }
  dialect.is_header = [meant, &reading](const std::vector<std::string>& cells) {
    return std::any_of(meant.begin(), meant.end(),
                       [&](const Input& input) { return suits(cells, input, reading); });
  };
  for (const Input& input : inputs) {
    for (const FieldNames& field : names_and_aliases(input.type)) {
      const Want* want = find_want(input, field.name);
      std::set<std::string> keys{match_key(field.name)};
      for (const std::string_view aliases : {want ? want->also : "", field.aliases}) {
        for (const auto& tier : tiers_of(aliases)) keys.insert(tier.begin(), tier.end());
      }
      for (const FieldMapping& mapping : reading.mappings) {
        if (mapping.field == field.name) keys.insert(match_key(mapping.column));
      }
      if (want != nullptr && must_be_there(want->need)) {
        dialect.row_keys.insert(keys.begin(), keys.end());
      }
      dialect.column_keys.merge(keys);
    }
    add_columns_of_presets(kind_of(input.type), dialect.column_keys);
    for (const std::string& column : input.columns) {
      dialect.column_keys.insert(match_key(column));
    }
    for (const Condition& condition : input.where) {
      dialect.column_keys.insert(match_key(condition.column()));
    }
    if (input.segments == nullptr) continue;
    for (const Cut& cut : input.segments->cuts()) {
      dialect.column_keys.insert(match_key(cut.column));
    }
  }
  return dialect;
}

}  // namespace csm
