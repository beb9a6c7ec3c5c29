#pragma once

#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "csm/run.hpp"
#include "report/overview.hpp"
#include "report/report.hpp"

namespace csm::cli {

/// Where the result goes and in which form, by `--output` and `--format`: to standard output, or to
/// a file, which is written beside and takes its place when it is whole. Nobody else may read a
/// file that lists customers.
class Output {
 public:
  /// Errors  Error{usage} for a format or an ending that csm does not know, a path of no plain file
  ///         and one of the sources
  Output(const Arguments& arguments, const std::vector<Source>& sources);

  const std::string& format() const { return format_; }
  /// Error{failed} where it cannot be written; a file that was there before stays then.
  void write(const Report& report) const;
  void write(const Overview& overview) const;

 private:
  void write(const std::string& text, bool names_customers) const;
  Screen screen() const;

  std::string path_;  ///< empty: standard output
  std::string format_;
  bool without_colours_;
};

}  // namespace csm::cli
