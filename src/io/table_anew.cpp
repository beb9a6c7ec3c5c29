#include "io/table_anew.hpp"

#include "csm/error.hpp"
#include "csm/registry.hpp"
#include "io/asked_roles.hpp"
#include "io/column_forms.hpp"
#include "io/column_zone.hpp"

namespace csm {

TableAnew::TableAnew(const Question& question, const std::shared_ptr<Segments>& rows,
                     OpenTable& table, const Reading& reading, const PassRules& rules)
    : table_(table), rules_(rules), rows_(rows), roles_(roles_of(question, rows.get())) {
  const bool follows_one = !question.customer.empty();
  for (Role& role : roles_) {
    for (Input& input : role.inputs) {
      for (Want& want : input.wants) {
        const bool is_left_unread = want.field == "customer_id" && want.need == Need::unread;
        if (follows_one && is_left_unread) want.need = Need::optional;
      }
    }
  }
  bind_table(table, roles_, question.metric->id, reading);
  settle_zones(table.sources, reading);
  settle_forms(table.sources, reading, question.currency, rules.forms_are_settled);
}

RowCounts TableAnew::pass(Computation& computation, std::vector<std::string>* bad) {
  RowCounts counts;
  for (OpenSource& source : table_.sources) {
    const Findings found = pass_over(source, rules_, computation);
    counts.merge(found.counts);
    for (const Findings::Bad& row : found.first_bad) {
      if (bad != nullptr) bad->push_back(row.description);
    }
  }
  return counts;
}

void TableAnew::keep_customer(const std::string& id) {
  // An id may be protected by a ' in front.
  conditions_ = {Condition::is_one_of("customer_id", {id, "'" + id})};
  bool is_known = false;
  for (OpenSource& source : table_.sources) {
    const auto& slots = source.binding.slots;
    for (std::size_t i = 0; i < slots.size(); ++i) {
      if (slots[i].name != "customer_id" || !slots[i].is_read) continue;
      source.binding.where.push_back({i, &conditions_.front()});
      is_known = true;
    }
  }
  if (!is_known) {
    usage_error("--customer",
                "no column says whose the rows are; name it: --map customer_id=COLUMN");
  }
}

}  // namespace csm
