#include "io/match.hpp"

#include <algorithm>

#include "csm/error.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
char lower(char c) { return is_upper(c) ? static_cast<char>(c | 0x20) : c; }

/// "Customer ID" -> customer, id; "startedOn" -> started, on.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  bool in_word = false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (!is_letter(c) && !is_digit(c)) {
      in_word = false;
      continue;
    }
    const bool camel_hump =
        is_upper(c) && i > 0 && is_letter(name[i - 1]) && !is_upper(name[i - 1]);
    if (!in_word || camel_hump) words.emplace_back();
    words.back().push_back(lower(c));
    in_word = true;
  }
  return words;
}

std::string_view without_zone(std::string_view name) {
  const std::size_t open = name.rfind('(');
  const bool has_zone = open != std::string_view::npos && open > 0 && name.ends_with(')');
  return has_zone ? name.substr(0, open) : name;
}

/// "a b|c" -> {a, b}, {c}: the tiers of aliases as keys.
std::vector<std::vector<std::string>> tiers_of(std::string_view aliases) {
  std::vector<std::vector<std::string>> tiers(1);
  std::size_t i = 0;
  while (i < aliases.size()) {
    const std::size_t end = std::min(aliases.find_first_of(" |", i), aliases.size());
    if (end > i) tiers.back().push_back(match_key(aliases.substr(i, end - i)));
    if (end < aliases.size() && aliases[end] == '|') tiers.emplace_back();
    i = end + 1;
  }
  return tiers;
}

ColumnMatch find_any(std::span<const std::string> keys, std::span<const std::string> wanted,
                     const std::vector<bool>& taken) {
  ColumnMatch match;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const bool is_wanted = std::find(wanted.begin(), wanted.end(), keys[i]) != wanted.end();
    if (!is_wanted || taken[i]) continue;
    (match.column ? match.rival : match.column) = i;
    if (match.rival) break;
  }
  return match;
}

std::size_t mapped_column(const std::string& file, std::span<const std::string> header,
                          const FieldMapping& mapping) {
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (header[i] == mapping.column) return i;
  }
  const std::string key = match_key(mapping.column);
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (match_key(header[i]) == key) return i;
  }
  const std::vector<std::string_view> names(header.begin(), header.end());
  usage_error("--map " + shown(mapping.field) + "=" + shown(mapping.column),
              file + " has no column " + in_quotes(mapping.column) + "; its columns are " +
                  shown(joined(names)) + shown(did_you_mean(mapping.column, names)));
}

}  // namespace

std::string match_key(std::string_view name) {
  std::vector<std::string> words = words_of(without_zone(name));
  if (words.empty()) words = words_of(name);
  const bool has_suffix =
      words.size() > 1 && (words.back() == "on" || words.back() == "at" || words.back() == "date");
  if (has_suffix) words.pop_back();
  std::string key;
  for (const std::string& word : words) key += word;
  return key;
}

std::vector<ColumnMatch> match_fields(const std::string& file, std::span<const std::string> header,
                                      std::span<const FieldNames> fields,
                                      std::span<const FieldMapping> mappings) {
  std::vector<std::string> keys;
  for (const std::string& name : header) keys.push_back(match_key(name));
  std::vector<bool> taken(header.size());  // by --map or by a field's own name
  std::vector<ColumnMatch> matches(fields.size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    for (const FieldMapping& mapping : mappings) {
      if (mapping.field == fields[i].name) {
        matches[i].column = mapped_column(file, header, mapping);
        taken[*matches[i].column] = true;
      }
    }
  }
  std::vector<std::size_t> by_own_name;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (matches[i].column) continue;
    const std::string own[] = {match_key(fields[i].name)};
    matches[i] = find_any(keys, own, taken);
    if (matches[i].column) by_own_name.push_back(*matches[i].column);
  }
  for (const std::size_t column : by_own_name) taken[column] = true;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    for (const auto& tier : tiers_of(fields[i].aliases)) {
      if (!matches[i].column) matches[i] = find_any(keys, tier, taken);
    }
  }
  return matches;
}

}  // namespace csm
