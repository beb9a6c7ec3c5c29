#include "io/column_forms.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "csm/error.hpp"
#include "io/date_form.hpp"
#include "io/number_form.hpp"
#include "records/written_date.hpp"
#include "records/written_number.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

/// The forms of a source's columns, slot by slot; null where there is only one.
using Forms = std::vector<std::unique_ptr<ColumnForm>>;

/// The form of date columns is to be found, though perhaps not the order of day and month.
bool finds_dates(const Reading& reading) {
  return !reading.dates || *reading.dates == DateReading::day_first ||
         *reading.dates == DateReading::month_first;
}

Forms forms_of(const OpenSource& source, const Reading& reading) {
  Forms forms;
  for (const Binding::Slot& slot : source.binding.slots) {
    if (slot.is_form_told) {
      forms.push_back(nullptr);
    } else if (slot.is_date && finds_dates(reading)) {
      forms.push_back(std::make_unique<DateForm>(reading.dates));
    } else if (slot.is_number) {
      forms.push_back(std::make_unique<NumberForm>(reading.decimals));
    } else {
      forms.push_back(nullptr);
    }
  }
  return forms;
}

/// What the cells of a source allow.
Forms look_at(OpenSource& source, const Reading& reading, bool look_at_all) {
  Forms forms = forms_of(source, reading);
  if (std::all_of(forms.begin(), forms.end(), [](const auto& form) { return !form; })) return forms;
  source.scanner->restart();
  Block block;
  while (source.scanner->next(block)) {
    bool is_open = false;
    for (std::size_t slot = 0; slot < forms.size(); ++slot) {
      if (!forms[slot]) continue;
      forms[slot]->look_at(block, slot);
      is_open = is_open || forms[slot]->is_open();
    }
    if (!is_open && !look_at_all) break;
  }
  return forms;
}

/// The way that the other sources prove for a field, where they agree.
std::optional<Way> told_by_others(const std::vector<OpenSource>& sources,
                                  const std::vector<Forms>& forms, std::string_view field) {
  std::optional<Way> told;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    for (std::size_t slot = 0; slot < sources[i].binding.slots.size(); ++slot) {
      if (sources[i].binding.slots[slot].name != field || !forms[i][slot]) continue;
      const auto proven = forms[i][slot]->evidence().proven();
      if (proven && told && *proven != *told) return std::nullopt;
      if (proven) told = proven;
    }
  }
  return told;
}

/// Names the currency of a source by the signs beside its amounts, where nothing else does.
void settle_currency(OpenSource& source, std::optional<Currency> given) {
  const auto& slots = source.binding.slots;
  const bool has_column = std::any_of(slots.begin(), slots.end(),
                                      [](const auto& slot) { return slot.name == "currency"; });
  if (given || has_column || find_want(*source.input, "currency") == nullptr) return;
  for (const Binding::Slot& slot : slots) {
    if (slot.rules.sign == nullptr) continue;
    const auto usual = slot.rules.sign->usual();
    if (!usual) {
      refuse(source.scanner->name(),
             fmt::format("{} beside the amounts of the column {} stands for{}; say which, as "
                         "--currency {}",
                         slot.rules.sign->text, in_quotes(source.scanner->header()[slot.column]),
                         slot.rules.sign->codes, slot.rules.sign->codes.substr(1, 3)));
    }
    source.binding.currency = *usual;
    return;
  }
}

/// How a column is written, where it is not the usual way and nobody has said so; or null.
const char* unusual_form(const CellRules& rules) {
  if (rules.decimals == DecimalMark::comma) return "with a decimal comma";
  switch (rules.dates) {
    case DateReading::day_first:
      return "day/month/year";
    case DateReading::month_first:
      return "month/day/year";
    case DateReading::unix_seconds:
      return "in seconds since 1970";
    case DateReading::unix_millis:
      return "in milliseconds since 1970";
    case DateReading::yyyymmdd:
      return "in eight digits, as 20260531";
    case DateReading::excel:
      return "in days of a spreadsheet, as 46173";
    default:
      return nullptr;
  }
}

/// An option that says how a kind of column is written changes nothing where there is none.
void refuse_unused_options(const std::vector<OpenSource>& sources, const Reading& reading) {
  bool has_dates = false;
  bool has_numbers = false;
  for (const OpenSource& source : sources) {
    for (const Binding::Slot& slot : source.binding.slots) {
      has_dates = has_dates || slot.is_date;
      has_numbers = has_numbers || slot.is_number;
    }
  }
  if (reading.dates && !has_dates) {
    usage_error("--date-format", "no column of dates is read here");
  }
  if (reading.timezone != nullptr && !has_dates) {
    usage_error("--timezone", "no column of dates is read here");
  }
  if (reading.decimals && !has_numbers) {
    usage_error(*reading.decimals == DecimalMark::comma ? "--decimal-comma" : "--decimal-point",
                "no column of amounts is read here");
  }
}

}  // namespace

std::vector<std::string> settle_forms(std::vector<OpenSource>& sources, const Reading& reading,
                                      std::optional<Currency> currency, bool look_at_all) {
  refuse_unused_options(sources, reading);
  std::vector<Forms> forms;
  for (OpenSource& source : sources) forms.push_back(look_at(source, reading, look_at_all));
  std::vector<std::string> warnings;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const Scanner& scanner = *sources[i].scanner;
    for (std::size_t slot = 0; slot < sources[i].binding.slots.size(); ++slot) {
      Binding::Slot& bound = sources[i].binding.slots[slot];
      if (bound.is_date && reading.dates) {
        bound.rules.dates = *reading.dates;
        bound.rules.pattern = reading.date_pattern ? &*reading.date_pattern : nullptr;
      }
      if (!forms[i][slot]) continue;
      const ColumnForm& form = *forms[i][slot];
      const std::string& column = scanner.header()[bound.column];
      const auto told = form.is_open() ? told_by_others(sources, forms, bound.name) : std::nullopt;
      form.settle(bound.rules, told, scanner.name(), column);
      std::string warning = form.warning(told, scanner.name(), column);
      if (!warning.empty()) warnings.push_back(std::move(warning));
    }
    settle_currency(sources[i], currency);
  }
  return warnings;
}

bool guesses_forms(const std::vector<OpenSource>& sources, const Reading& reading) {
  return std::any_of(sources.begin(), sources.end(), [&](const OpenSource& source) {
    const auto& slots = source.binding.slots;
    return std::any_of(slots.begin(), slots.end(), [&](const Binding::Slot& slot) {
      return !slot.is_form_told && (slot.is_number || (slot.is_date && finds_dates(reading)));
    });
  });
}

bool fits_other_form(std::string_view cell, const Binding::Slot& slot, const Reading& reading) {
  if (slot.is_form_told) return false;
  if (slot.is_number) {
    return (!reading.decimals && mark_evidence(cell) != MarkEvidence::none) ||
           (slot.rules.sign == nullptr && sign_beside(cell) != nullptr);
  }
  if (!finds_dates(reading)) return false;
  const auto others = {DateReading::iso, DateReading::day_first, DateReading::month_first};
  const auto of_number = form_of_clear_number(cell);
  return (of_number && of_number != slot.rules.dates) ||
         std::any_of(others.begin(), others.end(), [&](DateReading other) {
           return other != slot.rules.dates && read_date(cell, {.dates = other});
         });
}

std::vector<std::string> notes_on_forms(const std::vector<OpenSource>& sources) {
  std::vector<std::string> notes;
  for (const OpenSource& source : sources) {
    const std::string& file = source.scanner->name();
    for (const Binding::Slot& slot : source.binding.slots) {
      const char* form = slot.is_form_told ? nullptr : unusual_form(slot.rules);
      if (form == nullptr) continue;
      notes.push_back(fmt::format("{} of {} is written {}", slot.name, file, form));
    }
    if (source.binding.currency.is_known()) {
      notes.push_back(
          fmt::format("the signs beside the amounts of {} are taken for {}; --currency "
                      "names another",
                      file, source.binding.currency.code()));
    }
  }
  return notes;
}

}  // namespace csm
