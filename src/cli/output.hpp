#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.hpp"
#include "csm/run.hpp"
#include "report/overview.hpp"
#include "report/report.hpp"
#include "report/stamp.hpp"

namespace csm::cli {

/// Where the result goes and in which form, by `--output` and `--format`: to standard output, or to
/// a file, which is written beside and takes its place when it is whole. Nobody else may read a
/// file that lists customers.
class Output {
 public:
  /// Errors  Error{usage} for a format or an ending that csm does not know, a path of no plain file
  ///         and one of the sources
  Output(const Arguments& arguments, const std::vector<Source>& sources,
         std::span<const std::string_view> formats = format_names());

  const std::string& format() const { return format_; }
  /// What the output rests on is told in it, from now on.
  void tell(Stamp stamp) { stamp_ = std::move(stamp); }
  /// Error{failed} where it cannot be written; a file that was there before stays then.
  void write(const Report& report) const;
  void write(const Overview& overview) const;
  /// A table that a command ends in; the formats are those of `listing_format_names`.
  void write(const Listing& table) const;

  /// What a command says in words of its own; `names_customers` where nobody else may read it.
  void write(const std::string& text, bool names_customers = false) const;

 private:
  Screen screen() const;

  std::string path_;  ///< empty: standard output
  std::string format_;
  bool without_colours_;
  std::optional<Stamp> stamp_;
};

}  // namespace csm::cli
