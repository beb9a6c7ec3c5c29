#include "cli/output.hpp"

#include <sys/stat.h>

#include <algorithm>

#include "cli/command.hpp"
#include "cli/screen.hpp"
#include "csm/error.hpp"
#include "io/file_beside.hpp"
#include "report/listing_formats.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

namespace csm::cli {
namespace {

std::string format_of(const Arguments& arguments, const std::string& path,
                      std::span<const std::string_view> formats) {
  if (arguments.has("format") || path.empty()) return arguments.one("format", "text");
  const std::string_view format = format_by_ending(path);
  if (format.empty()) {
    usage_error("--output", in_quotes(path) +
                                " has no ending that tells a format; name one with --format: " +
                                joined(formats));
  }
  return std::string(format);
}

std::string path_of(const Arguments& arguments) {
  if (!arguments.has("output")) return "";
  std::string path = arguments.one("output");
  if (path.empty()) usage_error("--output", "names no file");
  if (path == arguments.one("rejects")) usage_error("--output", "is the file of --rejects, too");
  return path;
}

void refuse_what_would_be_lost(const std::string& path, const std::vector<Source>& sources) {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0) return;
  if (!S_ISREG(found.st_mode)) usage_error("--output", shown(path) + " is no plain file");
  for (const Source& source : sources) {
    struct stat other {};
    if (::stat(source.path.c_str(), &other) != 0) continue;
    if (found.st_dev == other.st_dev && found.st_ino == other.st_ino) {
      usage_error("--output", shown(path) + " is one of the inputs");
    }
  }
}

bool has_customers(const Listing& list) {
  return std::find(list.columns.begin(), list.columns.end(), "customer_id") != list.columns.end();
}

bool names_customers(const Report& report) {
  if (report.list || (report.explanation && report.explanation->customer)) return true;
  return std::any_of(report.results.begin(), report.results.end(), [](const Result& result) {
    return std::any_of(result.lists.begin(), result.lists.end(), has_customers);
  });
}

}  // namespace

Output::Output(const Arguments& arguments, const std::vector<Source>& sources,
               std::span<const std::string_view> formats)
    : path_(path_of(arguments)),
      format_(format_of(arguments, path_, formats)),
      without_colours_(arguments.has("no-color")) {
  if (std::find(formats.begin(), formats.end(), format_) == formats.end()) {
    usage_error("--format", in_quotes(format_) + " is no format; there are " + joined(formats) +
                                did_you_mean(format_, formats));
  }
  const bool has_rows = format_ != "value" && format_ != "prometheus";
  if (arguments.has("list") && !has_rows) {
    usage_error("--list", std::string("has more than a ") +
                              (format_ == "value" ? "value" : "gauge") +
                              "; give another --format, such as csv");
  }
  if (arguments.has("stamp") && format_ != "json" && format_ != "html") {
    usage_error("--stamp", "stands in json and html; give one of them as --format");
  }
  if (!path_.empty()) refuse_what_would_be_lost(path_, sources);
}

Screen Output::screen() const {
  Screen screen;
  if (path_.empty()) screen = screen_of_output(without_colours_);
  screen.written_at = seconds_of_output();
  if (stamp_) screen.stamp = &*stamp_;
  return screen;
}

void Output::write(const Report& report) const {
  write(find_format(format_)->write(report, screen()), names_customers(report));
}

void Output::write(const Overview& overview) const {
  const bool names_any =
      std::any_of(overview.figures.begin(), overview.figures.end(),
                  [](const OverviewFigure& figure) { return names_customers(figure.report); });
  write(find_format(format_)->write_overview(overview, screen()), names_any);
}

void Output::write(const Listing& table) const {
  write(to_format(format_, table, screen()), has_customers(table));
}

void Output::write(const std::string& text, bool names_customers) const {
  if (path_.empty()) return print(text);
  FileBeside beside(path_);
  beside.write(text);
  beside.take_place(names_customers ? FileBeside::Readers::owner : FileBeside::Readers::as_usual);
}

}  // namespace csm::cli
