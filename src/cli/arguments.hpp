#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace csm::cli {

/// An option as it is typed, and what it means.
struct OptionShape {
  std::string_view name;      ///< without dashes
  std::string_view argument;  ///< empty: a flag; "FILE...": may be given several times
  std::string_view help;
};

/// What was typed behind a command's name, by option. Error{usage} for an option that there is not,
/// one given twice, and words that stand alone.
class Arguments {
 public:
  Arguments(std::string_view command, std::span<const OptionShape> options,
            std::vector<std::string> words);
  Arguments(Arguments&&) noexcept;
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

/// A whole number from 1 to `most`. Error{usage} for anything else.
std::size_t read_number(const std::string& option, const std::string& text, int most);

/// The same of an option that was typed; 0 where it is not given.
std::size_t number(const Arguments& arguments, const std::string& option, int most);

}  // namespace csm::cli
