#include "io/columns_of_use.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "io/match.hpp"

namespace csm {
namespace {

/// Columns by which people know whom or what a row is about, whatever a metric reads.
constexpr std::string_view telling_columns[] = {
    "customer_id",  "account_id",      "client_id",     "company_id", "response_id",  "ticket_id",
    "name",         "customer_name",   "customer",      "company",    "company_name", "account",
    "account_name", "account_manager", "account_owner", "owner",      "csm",          "manager",
    "email",        "customer_email",  "phone",         "plan",       "plan_name",    "product",
    "country",      "region",          "comment",       "comments",   "subject",      "topic",
    "title",        "segment",         "description",   "assignee",   "vendor",       "memo",
};

}  // namespace

std::vector<std::string> columns_of_use(const OpenTable& table) {
  std::set<std::string> telling;
  for (const std::string_view name : telling_columns) telling.insert(match_key(name));
  std::vector<std::string> columns;
  std::set<std::string> known;
  for (const OpenSource& source : table.sources) {
    const std::vector<std::string>& header = source.scanner->header();
    std::map<std::string, int> times;
    for (const std::string& name : header) ++times[match_key(name)];
    for (std::size_t i = 0; i < header.size(); ++i) {
      const auto& slots = source.binding.slots;
      const bool is_read = std::any_of(slots.begin(), slots.end(), [i](const Binding::Slot& slot) {
        return slot.column == i && (slot.is_read || slot.name == "customer_id");
      });
      const std::string key = match_key(header[i]);
      const bool is_of_use = is_read || telling.count(key) > 0;
      if (is_of_use && times[key] == 1 && known.insert(key).second) columns.push_back(header[i]);
    }
  }
  return columns;
}

}  // namespace csm
