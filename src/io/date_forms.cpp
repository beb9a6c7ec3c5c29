#include "io/date_forms.hpp"

#include "csm/error.hpp"
#include "io/date_form.hpp"

namespace csm {
namespace {

/// What the date cells of a source allow, slot by slot.
std::vector<DateForm> look_at_dates(OpenSource& source, bool look_at_all) {
  std::vector<DateForm> forms(source.binding.slots.size());
  source.scanner->restart();
  Block block;
  while (source.scanner->next(block)) {
    bool is_open = false;
    for (std::size_t slot = 0; slot < forms.size(); ++slot) {
      if (!source.binding.slots[slot].is_date) continue;
      for (std::size_t row = 0; row < block.rows(); ++row) forms[slot].add(block, row, slot);
      is_open = is_open || forms[slot].is_open();
    }
    if (!is_open && !look_at_all) break;
  }
  return forms;
}

/// The form that the other sources prove for a field, where they agree.
std::optional<DateReading> told_by_others(const std::vector<OpenSource>& sources,
                                          const std::vector<std::vector<DateForm>>& forms,
                                          std::string_view field) {
  std::optional<DateReading> told;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    for (std::size_t slot = 0; slot < sources[i].binding.slots.size(); ++slot) {
      if (sources[i].binding.slots[slot].name != field) continue;
      const auto proven = forms[i][slot].proven();
      if (proven && told && *proven != *told) return std::nullopt;
      if (proven) told = proven;
    }
  }
  return told;
}

}  // namespace

void settle_dates(std::vector<OpenSource>& sources, const Reading& reading, bool look_at_all) {
  bool has_dates = false;
  std::vector<std::vector<DateForm>> forms;
  for (OpenSource& source : sources) {
    forms.push_back(reading.date_pattern ? std::vector<DateForm>{}
                                         : look_at_dates(source, look_at_all));
  }
  for (std::size_t i = 0; i < sources.size(); ++i) {
    for (std::size_t slot = 0; slot < sources[i].binding.slots.size(); ++slot) {
      Binding::Slot& bound = sources[i].binding.slots[slot];
      if (!bound.is_date) continue;
      has_dates = true;
      if (reading.date_pattern) {
        bound.rules.dates = DateReading::pattern;
        bound.rules.pattern = &*reading.date_pattern;
        continue;
      }
      if (bound.has_told_dates()) continue;
      const auto told =
          forms[i][slot].is_open() ? told_by_others(sources, forms, bound.name) : std::nullopt;
      const Scanner& scanner = *sources[i].scanner;
      bound.rules.dates =
          told ? *told : forms[i][slot].decide(scanner.name(), scanner.header()[bound.column]);
    }
  }
  if (reading.date_pattern && !has_dates) {
    usage_error("--date-format", "no column of dates is read here");
  }
}

}  // namespace csm
