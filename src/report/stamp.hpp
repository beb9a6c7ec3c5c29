#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "csm/result.hpp"
#include "report/json_text.hpp"

namespace csm {

/// A file that an output rests on, by its bytes as they stand on the disk.
struct FileStamp {
  std::string file;
  std::string sha256;  ///< as sha256sum prints it; empty for what can be read once only
  std::uint64_t bytes = 0;
};

/// What an output rests on, so that it can be computed again and compared.
struct Stamp {
  std::vector<FileStamp> inputs;
  std::optional<FileStamp> config;
};

/// The stamp in JSON, with csm's version and those of the reports' rules.
Json stamp_object(const Stamp& stamp, const std::vector<const Report*>& reports);

/// A part of a page: the same in words.
std::string html_stamp(const Stamp& stamp, const std::vector<const Report*>& reports);

}  // namespace csm
