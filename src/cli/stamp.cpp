#include "cli/stamp.hpp"

#include <sys/stat.h>

#include <algorithm>

#include "csm/error.hpp"
#include "io/byte_source.hpp"
#include "text/sha256.hpp"
#include "text/shown.hpp"

namespace csm::cli {
namespace {

bool is_plain_file(const std::string& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 && S_ISREG(found.st_mode);
}

FileStamp stamp_of_file(const std::string& path) {
  FileStamp stamp{path, "", 0};
  if (!is_plain_file(path)) return stamp;
  const auto bytes = open_bytes(path);
  Sha256 hash;
  std::string buffer(1 << 18, '\0');
  while (const std::size_t n = bytes->read(buffer.data(), buffer.size())) {
    hash.add({buffer.data(), n});
    stamp.bytes += n;
  }
  stamp.sha256 = in_hexadecimal(hash.digest());
  return stamp;
}

void refuse_if_changed(const FileStamp& stamp) {
  if (stamp.sha256.empty() || stamp_of_file(stamp.file).sha256 == stamp.sha256) return;
  throw Error(ErrorCode::failed, shown(stamp.file),
              "has changed while the figures were computed, so its hash would tell of other bytes");
}

}  // namespace

Stamp stamp_of(const std::vector<Source>& sources, const std::string& config) {
  Stamp stamp;
  for (const Source& source : sources) {
    const bool is_known = std::any_of(stamp.inputs.begin(), stamp.inputs.end(),
                                      [&](const auto& other) { return other.file == source.path; });
    if (!is_known) stamp.inputs.push_back(stamp_of_file(source.path));
  }
  if (!config.empty()) stamp.config = stamp_of_file(config);
  return stamp;
}

void refuse_changed_files(const Stamp& stamp) {
  for (const FileStamp& input : stamp.inputs) refuse_if_changed(input);
  if (stamp.config) refuse_if_changed(*stamp.config);
}

}  // namespace csm::cli
