#include "io/match.hpp"

#include <fmt/format.h>

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

/// The first column that is meant, and a second one where there is.
template <class IsMeant>
ColumnMatch find_column(std::span<const std::string> header, IsMeant&& is_meant) {
  ColumnMatch match;
  for (std::size_t i = 0; i < header.size() && !match.rival; ++i) {
    if (is_meant(header[i])) (match.column ? match.rival : match.column) = i;
  }
  return match;
}

/// A header as it is compared: its key, and all its letters.
struct HeaderKeys {
  std::string key;
  std::string letters;

  /// The key of a field or alias means this header: "started" means started_on and startedon.
  bool is(const std::string& wanted) const {
    if (key == wanted) return true;
    if (!letters.starts_with(wanted)) return false;
    const std::string_view rest = std::string_view(letters).substr(wanted.size());
    return rest == "on" || rest == "at" || rest == "date";
  }
};

ColumnMatch find_any(std::span<const HeaderKeys> headers, std::span<const std::string> wanted,
                     const std::vector<bool>& taken) {
  ColumnMatch match;
  for (std::size_t i = 0; i < headers.size() && !match.rival; ++i) {
    const bool is_wanted = std::any_of(wanted.begin(), wanted.end(),
                                       [&](const std::string& key) { return headers[i].is(key); });
    if (is_wanted && !taken[i]) (match.column ? match.rival : match.column) = i;
  }
  return match;
}

std::size_t mapped_column(const std::string& file, std::span<const std::string> header,
                          const FieldMapping& mapping) {
  const auto same_name = [&](const std::string& name) { return name == mapping.column; };
  const auto same_key = [&, key = match_key(mapping.column)](const std::string& name) {
    return match_key(name) == key;
  };
  for (const auto& found : {find_column(header, same_name), find_column(header, same_key)}) {
    if (found.rival) {
      usage_error("--map " + shown(mapping.field) + "=" + shown(mapping.column),
                  file + " has more than one column of that name; rename one of them");
    }
    if (found.column) return *found.column;
  }
  const std::vector<std::string_view> names(header.begin(), header.end());
  usage_error("--map " + shown(mapping.field) + "=" + shown(mapping.column),
              file + " has no column " + in_quotes(mapping.column) + "; its columns are " +
                  columns_in_words(header) + shown(did_you_mean(mapping.column, names)));
}

}  // namespace

std::string columns_in_words(std::span<const std::string> header) {
  constexpr std::size_t most = 30;
  std::string text;
  for (std::size_t i = 0; i < header.size() && i < most; ++i) {
    const std::string name = in_quotes(header[i]);
    text += (i == 0 ? "" : ", ") + name.substr(1, name.size() - 2);
  }
  if (header.size() > most) text += fmt::format(" and {} more", header.size() - most);
  return text;
}

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
  std::vector<HeaderKeys> keys;
  for (const std::string& name : header) {
    HeaderKeys& added = keys.emplace_back(HeaderKeys{match_key(name), ""});
    for (const std::string& word : words_of(without_zone(name))) added.letters += word;
  }
  std::vector<bool> taken(header.size());  // a column serves one field
  std::vector<ColumnMatch> matches(fields.size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    for (const FieldMapping& mapping : mappings) {
      if (mapping.field == fields[i].name) {
        matches[i].column = mapped_column(file, header, mapping);
        taken[*matches[i].column] = true;
      }
    }
  }
  const auto look_for = [&](std::size_t field, std::span<const std::string> wanted) {
    if (matches[field].column) return;
    matches[field] = find_any(keys, wanted, taken);
    if (matches[field].column) taken[*matches[field].column] = true;
    if (matches[field].rival) taken[*matches[field].rival] = true;
  };
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::string own[] = {match_key(fields[i].name)};
    look_for(i, own);
  }
  for (std::size_t i = 0; i < fields.size(); ++i) {
    for (const auto& tier : tiers_of(fields[i].aliases)) look_for(i, tier);
  }
  return matches;
}

}  // namespace csm
