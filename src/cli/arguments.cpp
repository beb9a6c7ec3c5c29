#include "cli/arguments.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "csm/decimal.hpp"
#include "csm/error.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

namespace csm::cli {

struct Arguments::App : CLI::App {};

Arguments::Arguments(std::string_view command, std::span<const OptionShape> options,
                     std::vector<std::string> words)
    : app_(std::make_unique<App>()) {
  app_->set_help_flag("");
  app_->allow_extras();
  for (const OptionShape& option : options) {
    const std::string flag = "--" + std::string(option.name);
    names_.push_back(flag);
    if (option.argument.empty()) {
      app_->add_flag(flag);
    } else {
      app_->add_option(flag)
          ->type_size(1)
          ->expected(1, CLI::detail::expected_max_vector_size)
          ->allow_extra_args(option.argument.ends_with("..."))
          ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    }
    if (!option.argument.ends_with("...")) single_.push_back(flag);
  }
  try {
    std::reverse(words.begin(), words.end());  // as CLI11 wants them
    app_->parse(words);
  } catch (const CLI::ParseError& error) {
    const std::string text = error.what();  // "--period: 1 required TEXT missing"
    const std::string name = text.substr(0, text.find(':'));
    usage_error(name.starts_with("--") ? name : "",
                name.starts_with("--") ? "needs a value behind it" : shown(text));
  }
  refuse_unknown(command);
  refuse_repeated();
}

Arguments::Arguments(Arguments&&) noexcept = default;
Arguments::~Arguments() = default;

bool Arguments::has(std::string_view name) const {
  const CLI::Option* option = app_->get_option_no_throw("--" + std::string(name));
  return option != nullptr && option->count() > 0;
}

std::vector<std::string> Arguments::all(std::string_view name) const {
  return has(name) ? app_->get_option("--" + std::string(name))->results()
                   : std::vector<std::string>{};
}

std::string Arguments::one(std::string_view name, const std::string& otherwise) const {
  return has(name) ? all(name).back() : otherwise;
}

void Arguments::refuse_repeated() const {
  for (const std::string& flag : single_) {
    if (app_->get_option(flag)->count() > 1) usage_error(flag, "is given twice");
  }
}

void Arguments::refuse_unknown(std::string_view command) const {
  const std::vector<std::string> extras = app_->remaining();
  if (extras.empty()) return;
  const std::string& word = extras.front();
  if (word.starts_with('-') && word != "-") {
    const std::vector<std::string_view> names(names_.begin(), names_.end());
    const std::string name = word.substr(0, word.find('='));
    usage_error("", shown(name) + " is no option of csm " + std::string(command) +
                        did_you_mean(name, names) + " (csm " + std::string(command) +
                        " --help lists them)");
  }
  if (app_->get_option_no_throw("--from") == nullptr) {
    usage_error("", in_quotes(word) + " is nothing that csm " + std::string(command) +
                        " takes (csm " + std::string(command) + " --help tells what it does)");
  }
  usage_error("", in_quotes(word) + " stands alone; a file is given as --from " + shown(word));
}

std::size_t read_number(const std::string& option, const std::string& text, int most) {
  const DecimalReading reading = read_decimal(text);
  const bool is_count = reading.fault == DecimalFault::none && reading.value.is_whole() &&
                        reading.value >= Decimal{1} && reading.value <= Decimal{most};
  if (!is_count) {
    usage_error("--" + option,
                fmt::format("{} is not a number from 1 to {}", in_quotes(text), most));
  }
  return static_cast<std::size_t>(reading.value.atoms() / Decimal::unit);
}

std::size_t number(const Arguments& arguments, const std::string& option, int most) {
  return arguments.has(option) ? read_number(option, arguments.one(option), most) : 0;
}

}  // namespace csm::cli
