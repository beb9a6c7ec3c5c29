#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csm/run.hpp"

namespace csm::cli {

/// An option as it is typed.
struct OptionShape {
  std::string_view name;      ///< without dashes
  std::string_view argument;  ///< empty: a flag; "FILE...": may be given several times
};

/// What was typed behind a command's name, by option. Error{usage} for an option that there is not,
/// one given twice, and words that stand alone.
class Arguments {
 public:
  Arguments(std::string_view command, const std::vector<OptionShape>& options,
            std::vector<std::string> words);
  ~Arguments();

  bool has(std::string_view name) const;
  std::vector<std::string> all(std::string_view name) const;
  std::string one(std::string_view name, const std::string& otherwise = "") const;

 private:
  struct App;

  void refuse_unknown(std::string_view command) const;
  void refuse_repeated() const;

  std::unique_ptr<App> app_;
  std::vector<std::string> names_;
  std::vector<std::string> single_;  ///< those that may be given once
};

/// By the system's clock, in the zone of `--timezone` or else in UTC.
Date today(const Arguments& arguments);
/// `--as-of`.
std::optional<Date> as_of(const Arguments& arguments);
/// The currency that an option names by its code; none where it is not given.
std::optional<Currency> currency_of(const Arguments& arguments, const std::string& option);
/// `--map`, `--delimiter` and the other options about how files are read.
Reading reading_of(const Arguments& arguments);
/// "subscriptions=may.csv": the word in front of = where it is a kind of record.
Source source_of(const std::string& text);

}  // namespace csm::cli
