#include "io/dialect.hpp"

#include "io/match.hpp"

namespace csm {

Dialect dialect_of(const std::vector<Input>& inputs, const Reading& reading) {
  Dialect dialect{reading.delimiter, {}, {}};
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
    for (const std::string& column : input.columns) {
      dialect.column_keys.insert(match_key(column));
    }
  }
  return dialect;
}

}  // namespace csm
