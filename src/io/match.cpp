#include "io/match.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "csm/error.hpp"
#include "csm/money.hpp"
#include "io/question.hpp"
#include "presets/preset.hpp"
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

/// The words of a name, in lower case and one behind the other: "Customer ID" and "customerId" are
/// customerid. Without lists of words: every field's names are compared with every column.
struct Letters {
  std::string all;
  std::size_t last = 0;  ///< where the last word begins

  explicit Letters(std::string_view name) {
    bool in_word = false;
    for (std::size_t i = 0; i < name.size(); ++i) {
      const char c = name[i];
      if (!is_letter(c) && !is_digit(c)) {
        in_word = false;
        continue;
      }
      const bool camel_hump =
          is_upper(c) && i > 0 && is_letter(name[i - 1]) && !is_upper(name[i - 1]);
      if (!in_word || camel_hump) last = all.size();
      all.push_back(lower(c));
      in_word = true;
    }
  }
};

/// What stands in brackets at the end of a header, behind a name.
std::string_view in_brackets(std::string_view name) {
  const std::size_t open = name.rfind('(');
  if (open == std::string_view::npos || open == 0 || !name.ends_with(')')) return {};
  return name.substr(open + 1, name.size() - open - 2);
}

/// "UTC", "GMT+2", "America/New_York", "PST".
bool is_called_zone(std::string_view unit) {
  constexpr std::string_view zones[] = {"EST", "EDT", "CST", "CDT", "MST",  "MDT",  "PST", "PDT",
                                        "CET", "BST", "IST", "JST", "CEST", "AEST", "AEDT"};
  return unit.starts_with("UTC") || unit.starts_with("GMT") ||
         unit.find('/') != std::string_view::npos ||
         std::find(std::begin(zones), std::end(zones), unit) != std::end(zones);
}

/// "Created (UTC)", "Started at (America/New_York)" and "MRR (USD)" say a zone or a currency behind
/// the name; "plan (metadata)" says another column.
std::string_view without_unit(std::string_view name) {
  const std::string_view unit = in_brackets(name);
  if (unit.empty() || (!is_called_zone(unit) && !Currency::of(unit))) return name;
  return name.substr(0, name.size() - unit.size() - 2);
}

/// The columns of a file, and which fields have them.
class Columns {
 public:
  Columns(std::span<const std::string> header, std::span<const FieldNames> fields,
          std::span<const std::string> questions) {
    std::vector<std::string> letters;
    for (const FieldNames& field : fields) letters.push_back(name_key(field.name));
    for (const std::string& name : header) {
      columns_.push_back({match_key(name), name_key(name), std::nullopt, false});
      columns_.back().asks = key_of_question(name);
      for (std::size_t i = 0; i < fields.size(); ++i) {
        if (letters[i] == columns_.back().letters) columns_.back().namesake = i;
      }
    }
    for (std::size_t i = 0; i < std::min(header.size(), questions.size()); ++i) {
      if (!grouped_column(header[i]).empty()) continue;
      ask(i, key_of_question(questions[i]), "whose question is " + in_quotes(questions[i]));
    }
    std::map<std::string_view, std::size_t> first_of;  // made where a file has groups, as few have
    for (const std::string& name : header) {
      const std::string_view grouped = grouped_column(name);
      if (grouped.empty()) continue;
      if (first_of.empty()) {
        for (std::size_t i = 0; i < header.size(); ++i) first_of.emplace(header[i], i);
      }
      const auto at = first_of.find(grouped);
      if (at == first_of.end()) continue;
      ask(at->second, "likelihoodtorecommend", "whose groups are in " + in_quotes(name));
    }
  }

  void take(std::size_t column) { columns_[column].is_taken = true; }

  /// The first free column that one of the keys means, and a second one.
  void look_for(std::size_t field, const std::vector<std::string>& keys, ColumnMatch& match) {
    if (match.column) return;
    for (const std::size_t column : meant_by(field, keys)) {
      if (match.rival) break;
      (match.column ? match.rival : match.column) = column;
      take(column);
    }
    if (!match.column) return;
    const Column& column = columns_[*match.column];
    const bool is_named = std::find(keys.begin(), keys.end(), column.key) != keys.end();
    if (!is_named) match.reason = column.reason;
  }

  /// The first free column of that name, as presets compare them, and a second one.
  void look_for_name(std::string_view name, ColumnMatch& match) {
    const std::string letters = name_key(name);
    for (std::size_t i = 0; i < columns_.size() && !match.rival; ++i) {
      if (columns_[i].is_taken || columns_[i].letters != letters) continue;
      (match.column ? match.rival : match.column) = i;
      take(i);
    }
  }

  /// The free columns that one of the keys means.
  std::vector<std::size_t> meant_by(std::size_t field, const std::vector<std::string>& keys) const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const Column& column = columns_[i];
      if (column.is_taken || (column.namesake && *column.namesake != field)) continue;
      const bool is_meant = std::any_of(keys.begin(), keys.end(),
                                        [&](const std::string& key) { return column.is(key); });
      if (is_meant) found.push_back(i);
    }
    return found;
  }

 private:
  /// What is written beside a column tells what it asks for, unless its name does.
  void ask(std::size_t column, const std::string& key, const std::string& reason) {
    if (key.empty() || !columns_[column].asks.empty()) return;
    columns_[column].asks = key;
    columns_[column].reason = reason;
  }

  struct Column {
    std::string key;
    std::string letters;
    std::optional<std::size_t> namesake;  ///< the field that is called exactly so
    bool is_taken;
    std::string asks{};    ///< the key of what its question asks for, or empty
    std::string reason{};  ///< what tells that, where it is not the name

    /// The key of a field or alias means this column: "started" means started_on and startedon.
    bool is(const std::string& wanted) const {
      if (key == wanted || asks == wanted) return true;
      if (!letters.starts_with(wanted)) return false;
      const std::string_view rest = std::string_view(letters).substr(wanted.size());
      return rest == "on" || rest == "at" || rest == "date";
    }
  };

  std::vector<Column> columns_;
};

}  // namespace

std::string name_key(std::string_view name) { return Letters(without_unit(name)).all; }

std::string_view zone_in_header(std::string_view name) {
  const std::string_view unit = in_brackets(name);
  return is_called_zone(unit) ? unit : std::string_view{};
}

std::optional<std::size_t> find_column(const std::string& name, const std::string& file,
                                       std::span<const std::string> header,
                                       const std::string& asked_by) {
  const std::string key = match_key(name);
  std::vector<std::size_t> same_name;
  std::vector<std::size_t> same_key;
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (header[i] == name) same_name.push_back(i);
    if (match_key(header[i]) == key) same_key.push_back(i);
  }
  const std::vector<std::size_t>& found = same_name.empty() ? same_key : same_name;
  if (found.size() > 1) {
    usage_error(asked_by, file + " has more than one column of that name; rename one of them");
  }
  return found.empty() ? std::nullopt : std::optional(found.front());
}

std::size_t column_called(const std::string& name, const std::string& file,
                          std::span<const std::string> header, const std::string& asked_by) {
  if (const auto column = find_column(name, file, header, asked_by)) return *column;
  const std::vector<std::string_view> names(header.begin(), header.end());
  usage_error(asked_by, file + " has no column " + in_quotes(name) + "; its columns are " +
                            columns_in_words(header) + did_you_mean(name, names));
}

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
  Letters key(without_unit(name));
  if (key.all.empty()) key = Letters(name);
  const std::string_view last = std::string_view(key.all).substr(key.last);
  const bool has_suffix = key.last > 0 && (last == "on" || last == "at" || last == "date");
  if (has_suffix) key.all.resize(key.last);
  return std::move(key.all);
}

bool is_row_key(std::string_view name, const std::set<std::string>& row_keys) {
  const std::string key = match_key(name);
  return key == "id" || row_keys.count(key) > 0;
}

bool may_mean(std::string_view column, const std::set<std::string>& keys) {
  if (keys.count(match_key(column)) > 0) return true;
  const std::string letters = name_key(column);
  for (const std::string_view suffix : {"", "on", "at", "date"}) {
    if (!letters.ends_with(suffix)) continue;
    if (keys.count(letters.substr(0, letters.size() - suffix.size())) > 0) return true;
  }
  return false;
}

std::vector<ColumnMatch> match_fields(const std::string& file, std::span<const std::string> header,
                                      std::span<const FieldNames> fields,
                                      std::span<const FieldMapping> mappings,
                                      std::span<const std::string> questions) {
  Columns columns(header, fields, questions);
  std::vector<ColumnMatch> matches(fields.size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    for (const FieldMapping& mapping : mappings) {
      if (mapping.field != fields[i].name) continue;
      matches[i].column =
          column_called(mapping.column, file, header,
                        "--map " + shown(mapping.field) + "=" + shown(mapping.column));
      columns.take(*matches[i].column);
    }
  }
  std::vector<bool> is_told(fields.size());  // by the preset
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (!fields[i].preset || matches[i].column) continue;
    for_each_part(*fields[i].preset, [&](std::string_view name) {
      if (!matches[i].column) columns.look_for_name(name, matches[i]);
    });
    is_told[i] = fields[i].preset->empty() || matches[i].column;
  }
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (!is_told[i]) columns.look_for(i, {match_key(fields[i].name)}, matches[i]);
  }
  const auto tiers = [&](std::size_t i) {
    std::vector<std::vector<std::string>> all = tiers_of(fields[i].also);
    for (auto& tier : tiers_of(fields[i].aliases)) all.push_back(std::move(tier));
    return all;
  };
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (is_told[i] || matches[i].column) continue;
    for (const auto& tier : tiers(i)) columns.look_for(i, tier, matches[i]);
  }
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (!matches[i].column || is_told[i]) continue;
    matches[i].passed_over = columns.meant_by(i, {match_key(fields[i].name)});
    for (const auto& tier : tiers(i)) {
      for (const std::size_t other : columns.meant_by(i, tier)) {
        matches[i].passed_over.push_back(other);
      }
    }
  }
  return matches;
}

}  // namespace csm
