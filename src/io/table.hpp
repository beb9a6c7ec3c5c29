#pragma once

#include <memory>
#include <string>
#include <vector>

#include "csm/run.hpp"
#include "io/byte_source.hpp"
#include "io/row_reader.hpp"
#include "io/scanner.hpp"
#include "io/shared_source.hpp"

namespace csm {

/// One source, open: its records, what its columns mean and how they are written.
struct OpenSource {
  std::string kind;                ///< as the user named it, or empty
  const Preset* preset = nullptr;  ///< that it is read by, once its header is known
  std::unique_ptr<Scanner> scanner;
  ByteSource* bytes = nullptr;   ///< as they come in, packed or not; the scanner's own
  const Input* input = nullptr;  ///< of the roles given to `open_table`
  Binding binding;
  std::optional<FileIdentity> identity;
  std::unique_ptr<SharedSource> shared;  ///< where other jobs read it too

  /// The kind of its records as far as it is known before binding: named, or told by the preset.
  std::string_view told_kind() const {
    return !kind.empty() ? std::string_view(kind) : preset != nullptr ? preset->kind : "";
  }
};

/// The sources of a question, opened and bound to inputs of the metric's roles.
struct OpenTable {
  std::vector<OpenSource> sources;
  std::vector<std::string> notes;
  std::vector<std::string> warnings;
};

class JobFiles;

/// Opens all sources, by the files of its job where there are several, and finds for each role that
/// is played the first input that all its sources can serve.
///
/// Errors  Error{refused} with the columns that are there and the nearest names where none can;
///         Error{usage} for a kind that the metric does not read or a --map of an unknown field
OpenTable open_table(const std::vector<Source>& sources, const std::vector<Role>& roles,
                     std::string_view metric_id, const Reading& reading,
                     const JobFiles* files = nullptr);

/// Binds the sources again, as `open_table` does: by their headers as far as they are known, and
/// where that fails by the whole ones.
void bind_table(OpenTable& table, const std::vector<Role>& roles, std::string_view metric_id,
                const Reading& reading);

/// Reads on for the columns that headers lack; whether there are any.
bool complete_headers(OpenTable& table);

}  // namespace csm
