#include "io/binding.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "csm/error.hpp"
#include "io/preset_rows.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

/// The column of a field, refused where two fit.
std::size_t sole_column(const std::string& file, const std::vector<std::string>& header,
                        std::string_view field, const ColumnMatch& match) {
  if (match.rival) {
    const std::string first = shown(header[*match.column]);
    if (header[*match.column] == header[*match.rival]) {
      refuse(file, "two columns are called \"" + first + "\", and " + std::string(field) +
                       " could be either; rename one of them");
    }
    refuse(file, "the columns \"" + first + "\" and \"" + shown(header[*match.rival]) + "\" fit " +
                     std::string(field) + " equally well; say which: --map '" + std::string(field) +
                     "=" + first + "'");
  }
  return *match.column;
}

/// The id that a row has for itself: a subscription's, a ticket's; a customer's where there is a
/// row a customer.
template <class Row>
bool is_id_of_row(std::string_view field) {
  return Row::kind == Customer::kind ? field == "customer_id"
                                     : field.ends_with("_id") && field != "customer_id";
}

/// Binds the columns that the user chose by name, each once.
void bind_chosen(const std::string& file, const std::vector<std::string>& header,
                 const Input& input, std::size_t fields, BindingResult& result) {
  if (header.empty()) return;
  for (std::size_t i = 0; i < input.columns.size(); ++i) {
    const std::string& name = input.columns[i];
    const std::string asked_by = std::string(input.chosen_by) + " " + shown(name);
    const std::size_t column = column_called(name, file, header, asked_by);
    for (const Binding::Slot& slot : result.binding.slots) {
      if (slot.field < fields || slot.column != column) continue;
      usage_error(asked_by,
                  fmt::format("is the column {} of {}, which {} {} names too",
                              in_quotes(header[column]), file, input.chosen_by, shown(slot.name)));
    }
    result.binding.slots.push_back(
        {column, fields + i, name, Need::optional, false, {}, true, true});
  }
}

/// The column that --by or --where names, as it is called in the file or as csm calls its field.
std::optional<std::size_t> selected_column(const std::string& name, const std::string& file,
                                           const std::vector<std::string>& header,
                                           const Binding& binding, const std::string& asked_by) {
  if (const auto column = find_column(name, file, header, asked_by)) return column;
  for (const Binding::Slot& slot : binding.slots) {
    if (slot.name == name) return slot.column;
  }
  return std::nullopt;
}

/// A slot more for a column that rows are chosen or told apart by.
std::size_t add_selected(std::size_t column, std::string_view name, bool is_date, bool is_number,
                         Binding& binding) {
  // A column that is read is written in the one form that is found for it there.
  binding.slots.push_back({column, 0, name, Need::optional, is_date, {}, false, is_number});
  return binding.slots.size() - 1;
}

void bind_conditions(const std::string& file, const std::vector<std::string>& header,
                     const Input& input, Binding& binding) {
  for (const Condition& condition : input.where) {
    const std::string asked_by = "--where " + shown(condition.text());
    auto column = selected_column(condition.column(), file, header, binding, asked_by);
    if (!column) column = column_called(condition.column(), file, header, asked_by);
    const std::size_t slot =
        add_selected(*column, condition.column(), condition.kind() == Condition::Kind::date,
                     condition.kind() == Condition::Kind::number, binding);
    binding.where.push_back({slot, &condition});
  }
}

void bind_cuts(const std::string& file, const std::vector<std::string>& header, const Input& input,
               Binding& binding) {
  if (input.segments->are_of_rows()) {
    for (const Cut& cut : input.segments->cuts()) {
      const auto column =
          selected_column(cut.column, file, header, binding, "--columns " + shown(cut.column));
      binding.cut_slots.push_back(column ? add_selected(*column, cut.column, false, false, binding)
                                         : Binding::no_slot);
    }
    return;
  }
  bool has_any = false;
  for (const Cut& cut : input.segments->cuts()) {
    const std::string asked_by = "--by " + shown(cut.column);
    has_any |= selected_column(cut.column, file, header, binding, asked_by).has_value();
  }
  if (!has_any && input.follows_customer) return;
  for (const Cut& cut : input.segments->cuts()) {
    const std::string asked_by = "--by " + shown(cut.column);
    auto column = selected_column(cut.column, file, header, binding, asked_by);
    if (!column) column = column_called(cut.column, file, header, asked_by);
    binding.cut_slots.push_back(
        add_selected(*column, cut.column, cut.grain.has_value(), !cut.edges.empty(), binding));
  }
}

}  // namespace

std::vector<FieldNames> names_and_aliases(RowType type) {
  return with_row_type(type, []<class Row>() {
    std::vector<FieldNames> names;
    names.reserve(Row::fields.size());
    for (const auto& field : Row::fields) names.push_back({field.name, field.aliases});
    return names;
  });
}

const Want* find_want(const Input& input, std::string_view field) {
  for (const Want& want : input.wants) {
    if (want.field == field) return &want;
  }
  return nullptr;
}

bool must_be_there(Need need) { return need == Need::column || need == Need::value; }

std::vector<std::size_t> Binding::columns() const {
  std::vector<std::size_t> columns;
  for (const Slot& slot : slots) columns.push_back(slot.column);
  return columns;
}

std::vector<std::string_view> field_names(RowType type) {
  std::vector<std::string_view> names;
  for (const FieldNames& field : names_and_aliases(type)) names.push_back(field.name);
  return names;
}

std::string_view kind_of(RowType type) {
  return with_row_type(type, []<class Row>() { return Row::kind; });
}

BindingResult bind(const std::string& file, const std::vector<std::string>& header,
                   const Input& input, const std::vector<FieldMapping>& mappings,
                   const Preset* preset, std::span<const std::string> questions) {
  std::vector<FieldNames> fields = names_and_aliases(input.type);
  for (FieldNames& field : fields) {
    if (const Want* want = find_want(input, field.name)) field.also = want->also;
    if (preset != nullptr) field.preset = headers_of(*preset, field.name);
  }
  const std::vector<ColumnMatch> matches = match_fields(file, header, fields, mappings, questions);
  BindingResult result;
  result.has_any_of = input.any_of.empty() || (preset != nullptr && preset->period_tells_end);
  with_row_type(input.type, [&]<class Row>() {
    for (std::size_t i = 0; i < Row::fields.size(); ++i) {
      const auto& field = Row::fields[i];
      const Want* want = find_want(input, field.name);
      if (want != nullptr && want->need == Need::unread) want = nullptr;
      const ColumnMatch& match = matches[i];
      const bool is_own_id = is_id_of_row<Row>(field.name);
      if (want == nullptr && !(is_own_id && match.column && !match.rival)) continue;
      if (!match.column) {
        if (must_be_there(want->need)) result.missing.push_back(field.name);
        continue;
      }
      const auto& any_of = input.any_of;
      const bool is_one_of_any =
          std::find(any_of.begin(), any_of.end(), field.name) != any_of.end();
      result.has_any_of = result.has_any_of || is_one_of_any;
      CellRules rules;
      rules.is_id = field.is_id;
      if (preset != nullptr) {
        rules.statuses = preset->statuses;
        if (field.is_date && preset->dates_are_unix) rules.dates = DateReading::unix_seconds;
      }
      const std::size_t column = sole_column(file, header, field.name, match);
      if (is_own_id) result.binding.id_slot = result.binding.slots.size();
      result.binding.slots.push_back(
          {column, i, field.name, want != nullptr ? want->need : Need::optional, field.is_date,
           rules, want != nullptr && !(is_own_id && input.only_watches_ids), field.is_number,
           rules.dates != DateReading::iso});
      if (!match.reason.empty()) {
        result.notes.push_back(file + ": " + std::string(field.name) + " is taken from " +
                               in_quotes(header[column]) + ", " + match.reason);
      }
      for (const std::size_t other : match.passed_over) {
        result.notes.push_back(file + ": " + std::string(field.name) + " is taken from " +
                               in_quotes(header[column]) + ", not from " +
                               in_quotes(header[other]));
      }
    }
    bind_chosen(file, header, input, Row::fields.size(), result);
    if (preset != nullptr) bind_preset(header, *preset, input.survey, result.binding);
    if (header.empty()) return;
    bind_conditions(file, header, input, result.binding);
    if (input.segments != nullptr) bind_cuts(file, header, input, result.binding);
  });
  return result;
}

}  // namespace csm
