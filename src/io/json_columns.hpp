#pragma once

#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace csm {

/// The columns of a file of JSON, each a path of names, and which of them are asked for.
class JsonColumns {
 public:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  /// `wanted` are the keys of columns that may not be passed over (see Dialect).
  explicit JsonColumns(std::set<std::string> wanted) : wanted_(std::move(wanted)) {}

  const std::vector<std::string>& header() const { return header_; }
  /// Adds a path that is not there yet.
  void add(const std::string& path);

  void project(std::vector<std::size_t> columns);
  const std::vector<std::size_t>& projected() const { return projected_; }

  /// The first of the projected columns that has the path; none where it is not projected.
  std::size_t slot(const std::string& path) const;
  /// Whether a path that the header lacks may be what somebody looks for.
  bool is_late(const std::string& path) const;

  bool is_whole = false;  ///< no record has a path that the header lacks

 private:
  std::set<std::string> wanted_;
  std::vector<std::string> header_;
  std::unordered_map<std::string, std::size_t> column_of_;
  std::vector<std::size_t> projected_;
  std::vector<std::size_t> slot_of_column_;
};

}  // namespace csm
