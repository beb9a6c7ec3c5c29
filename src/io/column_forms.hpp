#pragma once

#include <string>
#include <vector>

#include "csm/run.hpp"
#include "io/table.hpp"

namespace csm {

/// Finds the form of every column of dates and numbers: from the first block where that is enough,
/// from the whole file where `look_at_all` or where the first block leaves it open. Where a file
/// leaves it open to its end, the other files' column of the same field may tell. Where signs
/// stand beside amounts and neither a column nor `currency` names the currency, they do.
///
/// Returns what the reader of the figures is to be warned of.
/// Errors  Error{refused} for a column that stays open or mixes forms, and for signs that are as
///         usual for several currencies; Error{usage} for an option of forms where no column of
///         that kind is read
std::vector<std::string> settle_forms(std::vector<OpenSource>& sources, const Reading& reading,
                                      std::optional<Currency> currency, bool look_at_all);

/// The form of some column is what its beginning suggests.
bool guesses_forms(const std::vector<OpenSource>& sources, const Reading& reading);

/// Whether a cell at fault is a value in a form that its column could have instead.
bool fits_other_form(std::string_view cell, const Binding::Slot& slot, const Reading& reading);

/// How columns are written whose form is not the usual one.
std::vector<std::string> notes_on_forms(const std::vector<OpenSource>& sources);

}  // namespace csm
