#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/binding.hpp"

namespace csm {

/// Whether a cell says that its record sums up others: "Total", "TOTAL", "Total for Services",
/// "Grand Totals (5700 records)", "Average".
bool is_total_label(std::string_view cell);

/// The first filled cell of a record, where it is the label of a total; else empty.
std::string_view total_label_of(const std::vector<std::string>& cells);

/// Whether a text stands below a report for its readers: of rights and secrecy.
bool is_footer(std::string_view text);

/// The first column of an id or a date, by which rows are told from totals; nothing where none is
/// read.
std::optional<std::size_t> key_slot(const Binding& binding);

/// Whether the first filled cell of a record says that it is a total, and no id and no date is
/// filled elsewhere.
bool is_total(const std::vector<std::string>& cells, const Binding& binding);

/// Whether a record, as it stands in the file, is a remark of a report rather than a row that is
/// bad:
/// - a total, as above;
/// - a footer: the only filled cell says so;
/// - the title of a section: only the first of several cells is filled, with words, and is no id.
bool is_remark(const std::vector<std::string>& cells, const Binding& binding, std::size_t columns);

/// Whether the cells of a row, one a slot, are the names of their columns: files that were glued
/// together repeat their header, with a byte order mark in front.
bool repeats_header(std::span<const std::string_view> cells, const Binding& binding,
                    const std::vector<std::string>& header);

}  // namespace csm
