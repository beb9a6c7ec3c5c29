#include "io/offers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "csm/error.hpp"
#include "csm/registry.hpp"
#include "io/match.hpp"
#include "io/preset_choice.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

Fit fit_of(const Metric& metric, const Input& input, const Source& source, const Scanner& scanner,
           const Preset* preset, const Reading& reading) {
  Fit fit{&metric, input, {}, ""};
  try {
    fit.bound = csm::bind(source.path, scanner.header(), input, reading.mappings, preset,
                          scanner.questions());
  } catch (const Error& error) {
    if (error.code != ErrorCode::refused) throw;
    fit.refusal = error.message;
  }
  return fit;
}

/// The preset that a run reads the table by; null where there is none.
const Preset* preset_of_run(const std::vector<Role>& roles, const Source& source,
                            const Scanner& scanner, const Reading& reading) {
  std::vector<std::string_view> kinds;
  for (const Input& input : inputs_of(roles)) kinds.push_back(kind_of(input.type));
  if (!source.kind.empty()) kinds = {source.kind};
  return choose_preset(scanner.header(), kinds, reading);
}

std::size_t lacking(const Fit& fit) {
  return fit.refusal.empty() ? fit.bound.missing.size() + (fit.bound.has_any_of ? 0 : 1) : 0;
}

std::size_t columns_read(const Fit& fit) {
  const auto& slots = fit.bound.binding.slots;
  return static_cast<std::size_t>(std::count_if(
      slots.begin(), slots.end(), [](const Binding::Slot& slot) { return slot.is_read; }));
}

/// The fits to go by: the whole ones, else the first of those that lack the fewest columns.
std::vector<const Fit*> telling(const std::vector<Fit>& fits) {
  std::vector<const Fit*> telling;
  for (const Fit& fit : fits) {
    if (fit.is_whole()) telling.push_back(&fit);
  }
  if (!telling.empty() || fits.empty()) return telling;
  const auto nearest = std::min_element(
      fits.begin(), fits.end(), [](const Fit& a, const Fit& b) { return lacking(a) < lacking(b); });
  return {&*nearest};
}

MatchedBy matched_by(std::string_view field, const std::string& header, const Reading& reading) {
  for (const FieldMapping& mapping : reading.mappings) {
    if (mapping.field == field) return MatchedBy::map;
  }
  return match_key(header) == match_key(field) ? MatchedBy::name : MatchedBy::alias;
}

/// A word as a shell takes it.
std::string for_shell(const std::string& word) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=,:%@+";
  if (word.find_first_not_of(plain) == std::string::npos) return word;
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? "'\\''" : std::string(1, c);
  return shown(quoted + "'");
}

/// What was told of the file, as far as the metric would take it.
std::string told(const Fit& fit, const Reading& reading) {
  std::string words;
  const auto& slots = fit.bound.binding.slots;
  for (const FieldMapping& mapping : reading.mappings) {
    const bool is_read = std::any_of(slots.begin(), slots.end(), [&](const Binding::Slot& slot) {
      return slot.name == mapping.field;
    });
    if (is_read) words += " --map " + for_shell(mapping.field + "=" + mapping.column);
  }
  const bool has_dates = std::any_of(slots.begin(), slots.end(),
                                     [](const Binding::Slot& slot) { return slot.is_date; });
  const bool has_numbers = std::any_of(slots.begin(), slots.end(),
                                       [](const Binding::Slot& slot) { return slot.is_number; });
  for (const NamedText& option : reading.told) {
    if (option.name == "date-format" && !has_dates) continue;
    if (option.name.starts_with("decimal-") && !has_numbers) continue;
    if (option.name == "currency" && find_want(fit.input, "currency") == nullptr) continue;
    words += " --" + option.name + (option.text.empty() ? "" : " " + for_shell(option.text));
  }
  for (const Option& option : fit.metric->options) {
    if (option.is_needed) words += fmt::format(" --{} {}", option.name, option.argument);
  }
  return words;
}

}  // namespace

std::vector<Fit> fits_of(const Source& source, const Scanner& scanner, const Reading& reading) {
  std::vector<Fit> fits;
  for (const Metric& metric : metrics()) {
    Question question;
    question.metric = &metric;
    std::optional<Fit> best;
    const std::vector<Role> roles = metric.roles(question);
    const Preset* preset = preset_of_run(roles, source, scanner, reading);
    const bool refuses_mapped = preset != nullptr && !reading.mappings.empty();
    const std::string refusal = refuses_mapped ? refusal_in_words(*preset) : "";
    for (const Role& role : roles) {
      if (!role.is_main) continue;
      for (const Input& input : role.inputs) {
        if (!source.kind.empty() && source.kind != kind_of(input.type)) continue;
        if (preset != nullptr && preset->kind != kind_of(input.type)) continue;
        if (!input.beside.empty() || (best && best->is_whole())) continue;
        Fit fit = fit_of(metric, input, source, scanner, preset, reading);
        if (fit.refusal.empty()) fit.refusal = refusal;
        if (!best || fit.is_whole() || lacking(fit) < lacking(*best)) best = std::move(fit);
      }
    }
    if (best) fits.push_back(std::move(*best));
  }
  // Any table with an amount would do for a ledger: one that tells more of another kind is none.
  const Fit* most = fullest(fits);
  if (most != nullptr && most->input.type != RowType::cost) {
    std::erase_if(fits, [](const Fit& fit) { return fit.input.type == RowType::cost; });
  }
  return fits;
}

const Fit* fullest(const std::vector<Fit>& fits) {
  const Fit* fullest = nullptr;
  for (const Fit& fit : fits) {
    if (!fit.is_whole()) continue;
    if (fullest == nullptr || columns_read(fit) > columns_read(*fullest)) fullest = &fit;
  }
  return fullest;
}

std::vector<std::vector<ColumnMeaning>> meanings_of(const std::vector<Fit>& fits,
                                                    const std::vector<std::string>& header,
                                                    const Reading& reading) {
  std::vector<std::vector<ColumnMeaning>> meanings(header.size());
  for (const Fit* fit : telling(fits)) {
    for (const Binding::Slot& slot : fit->bound.binding.slots) {
      const ColumnMeaning meaning{kind_of(fit->input.type), slot.name,
                                  matched_by(slot.name, header[slot.column], reading)};
      auto& of_column = meanings[slot.column];
      if (std::find(of_column.begin(), of_column.end(), meaning) == of_column.end()) {
        of_column.push_back(meaning);
      }
    }
  }
  return meanings;
}

Offer offer_of(const Fit& fit, const Source& source, const Reading& reading) {
  Offer offer{fit.metric->id, "", {}, fit.refusal};
  if (fit.is_whole()) {
    const std::string kind = source.kind.empty() ? "" : source.kind + "=";
    offer.command = fmt::format("csm {} --from {}{}", offer.metric, for_shell(kind + source.path),
                                told(fit, reading));
    return offer;
  }
  for (const std::string_view field : fit.bound.missing) offer.missing.emplace_back(field);
  if (!fit.bound.has_any_of) {
    offer.missing.push_back(fmt::format("{}", fmt::join(fit.input.any_of, " or ")));
  }
  return offer;
}

}  // namespace csm
