#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "csm/run.hpp"

namespace csm {

/// A field's name and the headers that mean it (records/field.hpp).
struct FieldNames {
  std::string_view name;
  std::string_view aliases;
  std::string_view also = {};  ///< those of the metric, which come first
  /// Those of the source's preset, which come before all others (see PresetColumn).
  std::optional<std::string_view> preset = std::nullopt;
};

/// The column that a field was found in.
struct ColumnMatch {
  std::optional<std::size_t> column;
  std::optional<std::size_t> rival;      ///< another column that matches just as well
  std::vector<std::size_t> passed_over;  ///< columns that would mean it too, less well
  std::string reason{};  ///< for people, where not its name but something beside it tells
};

/// A header or field as names are compared: without case, blanks and punctuation, without a zone or
/// currency in brackets behind, and without a last word "on", "at" or "date".
std::string match_key(std::string_view name);

/// A header as presets name it: without case, blanks and punctuation, and without a zone or
/// currency in brackets behind.
std::string name_key(std::string_view name);

/// The time zone that a header says in brackets behind its name, as it stands there; or empty.
std::string_view zone_in_header(std::string_view name);

/// Whether an object's member of that name tells that it is a row: its id, or a column that a row
/// has.
bool is_row_key(std::string_view name, const std::set<std::string>& row_keys);

/// Whether a column may be what one of the keys, of fields, aliases or --map, means.
bool may_mean(std::string_view column, const std::set<std::string>& keys);

/// "a b|c" -> {a, b}, {c}: aliases as keys, tier by tier.
std::vector<std::vector<std::string>> tiers_of(std::string_view aliases);

/// The columns of a header for a message, cut where there are very many.
std::string columns_in_words(std::span<const std::string> header);

/// The column that the user calls so, with or without regard to case, blanks and punctuation; none
/// where it is not there.
///
/// Errors  Error{usage}, with `asked_by` in front, where it is there twice
std::optional<std::size_t> find_column(const std::string& name, const std::string& file,
                                       std::span<const std::string> header,
                                       const std::string& asked_by);

/// The same. Error{usage} that names the nearest where it is not there.
std::size_t column_called(const std::string& name, const std::string& file,
                          std::span<const std::string> header, const std::string& asked_by);

/// For each field its column, by `--map` first, then by the preset, then by its own name, then by
/// its aliases. A column serves one field; one that is called exactly as a field is no other
/// field's, unless the preset says so. A column means too what its question asks for, which is its
/// name or stands below it: `questions`, one a column, or none.
///
/// Errors  Error{usage} for a --map whose column is not there, with the nearest
std::vector<ColumnMatch> match_fields(const std::string& file, std::span<const std::string> header,
                                      std::span<const FieldNames> fields,
                                      std::span<const FieldMapping> mappings,
                                      std::span<const std::string> questions = {});

}  // namespace csm
