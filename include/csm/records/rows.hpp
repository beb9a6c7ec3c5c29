#pragma once

#include <span>
#include <string_view>
#include <variant>

#include "csm/condition.hpp"
#include "csm/records/answer.hpp"
#include "csm/records/contract.hpp"
#include "csm/records/cost.hpp"
#include "csm/records/customer.hpp"
#include "csm/records/factors.hpp"
#include "csm/records/purchase.hpp"
#include "csm/records/subscription.hpp"
#include "csm/records/ticket.hpp"
#include "csm/segments.hpp"

namespace csm {

/// Good rows of one block, complete. Their texts point into the block and die with it.
using Rows =
    std::variant<std::span<const Customer>, std::span<const Snapshot>,
                 std::span<const Subscription>, std::span<const Purchase>, std::span<const Answer>,
                 std::span<const Ticket>, std::span<const Contract>, std::span<const Cost>,
                 std::span<const Factors>>;

/// Which struct a file's rows are read into. The order is that of `Rows`.
enum class RowType : std::uint8_t {
  customer,
  snapshot,
  subscription,
  purchase,
  answer,
  ticket,
  contract,
  cost,
  factors,
};

/// Calls `use.operator()<Row>()` with the struct of a row type.
template <class Use>
decltype(auto) with_row_type(RowType type, Use&& use) {
  switch (type) {
    case RowType::customer:
      return use.template operator()<Customer>();
    case RowType::snapshot:
      return use.template operator()<Snapshot>();
    case RowType::subscription:
      return use.template operator()<Subscription>();
    case RowType::purchase:
      return use.template operator()<Purchase>();
    case RowType::answer:
      return use.template operator()<Answer>();
    case RowType::ticket:
      return use.template operator()<Ticket>();
    case RowType::contract:
      return use.template operator()<Contract>();
    case RowType::cost:
      return use.template operator()<Cost>();
    case RowType::factors:
      break;
  }
  return use.template operator()<Factors>();
}

/// What a metric wants of a field of its input.
struct Want {
  std::string_view field;
  Need need = Need::optional;
  std::string_view also = {};  ///< headers that mean it for this metric, before the usual ones
};

/// One kind of rows that a metric can be computed from, and what it asks of them.
struct Input {
  RowType type;
  std::vector<Want> wants;
  RowRules rules;
  /// Columns of which at least one is to be there; without any, `without_any` is a warning, or the
  /// file is refused where it is empty.
  std::vector<std::string_view> any_of;
  std::string_view without_any;
  std::string_view default_rule = {};  ///< the rule that rows of this input suggest
  std::string_view beside = {};        ///< the kind of record beside which alone it says anything
  /// Columns that the user chose by their names with `chosen_by`; rows have their numbers in
  /// `values`.
  std::vector<std::string> columns = {};
  std::string_view chosen_by = {};
  /// Whether the rows' own ids serve only to notice those that repeat; rows do not hold them then.
  bool only_watches_ids = false;
  std::string_view place_of = {};         ///< the field whose place rows are to know in `place`
  std::span<const Condition> where = {};  ///< rows are left out of which one does not hold
  Segments* segments = nullptr;           ///< that rows are told apart by; null: they are not
  /// Whether rows of a file without the columns of `segments` belong where their customer does.
  bool follows_customer = false;
  /// The kind of survey whose answers these are, "nps", "csat" or "ces": where a list has answers
  /// to several, those of the others are left out. Empty: any.
  std::string_view survey = {};
};

/// One part that sources play in a computation: costs beside customers, purchases beside churn
/// dates. The sources of a role are one table, bound to the first of its inputs that suits them
/// all.
struct Role {
  std::vector<Input> inputs;  ///< alternatives, the preferred first
  /// Of the main roles one has to be played; sources without a kind play the first that suits them.
  bool is_main = true;
};

/// The inputs of all roles.
inline std::vector<Input> inputs_of(const std::vector<Role>& roles) {
  std::vector<Input> inputs;
  for (const Role& role : roles) {
    inputs.insert(inputs.end(), role.inputs.begin(), role.inputs.end());
  }
  return inputs;
}

}  // namespace csm
