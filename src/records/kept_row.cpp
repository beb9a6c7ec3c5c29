#include "csm/records/kept_row.hpp"

#include <algorithm>

namespace csm {
namespace {

// The texts of a row that point into its block.
template <class Use>
void for_each_text(Customer& row, Use&& use) {
  use(row.customer_id.text);
}
template <class Use>
void for_each_text(Snapshot& row, Use&& use) {
  use(row.customer_id.text);
  use(row.status_word.text);
}
template <class Use>
void for_each_text(Subscription& row, Use&& use) {
  use(row.customer_id.text);
  use(row.subscription_id.text);
}
template <class Use>
void for_each_text(Purchase& row, Use&& use) {
  use(row.customer_id.text);
  use(row.purchase_id.text);
  use(row.kind_word.text);
}
template <class Use>
void for_each_text(Answer& row, Use&& use) {
  use(row.response_id.text);
  use(row.customer_id.text);
  use(row.comment.text);
}
template <class Use>
void for_each_text(Ticket& row, Use&& use) {
  use(row.ticket_id.text);
  use(row.customer_id.text);
  use(row.status_word.text);
  use(row.topic.text);
}
template <class Use>
void for_each_text(Contract& row, Use&& use) {
  use(row.customer_id.text);
  use(row.contract_id.text);
}
template <class Use>
void for_each_text(Cost& row, Use&& use) {
  use(row.category.text);
}
template <class Use>
void for_each_text(Factors& row, Use&& use) {
  use(row.customer_id.text);
}

Date first_day_of(const Customer& row) { return row.service.start; }
Date first_day_of(const Snapshot&) { return no_day; }
Date first_day_of(const Subscription& row) { return row.service.start; }
Date first_day_of(const Purchase& row) { return row.purchased_on; }
Date first_day_of(const Answer& row) { return row.answered_on.value_or(no_day); }
Date first_day_of(const Ticket& row) { return row.opened_on; }
Date first_day_of(const Contract& row) { return row.term_start.value_or(row.term_end); }
Date first_day_of(const Cost& row) { return row.spent_on.value_or(row.begin.value_or(no_day)); }
Date first_day_of(const Factors& row) { return row.measured_on.value_or(no_day); }

}  // namespace

Rows KeptRow::rows() const {
  return std::visit([](const auto& row) { return Rows(std::span(&row, 1)); }, row_);
}

CustomerId KeptRow::customer() const {
  return std::visit(
      [](const auto& row) {
        if constexpr (requires { row.customer_id; }) {
          return row.customer_id;
        } else {
          return CustomerId{};
        }
      },
      row_);
}

Date KeptRow::first_day() const {
  return std::visit([](const auto& row) { return first_day_of(row); }, row_);
}

CountingDays KeptRow::counting_days() const {
  return std::visit(
      [](const auto& row) {
        if constexpr (requires { csm::counting_days(row); }) {
          return csm::counting_days(row);
        } else {
          return CountingDays{};
        }
      },
      row_);
}

std::uint32_t KeptRow::segment() const {
  return std::visit([](const auto& row) { return row.segment; }, row_);
}

void KeptRow::keep_texts() {
  std::visit(
      [this](auto& row) {
        std::size_t size = 0;
        for_each_text(row, [&size](std::string_view text) { size += text.size(); });
        const auto texts = std::allocate_shared<char[]>(CustomerAllocator<char>(), size);
        char* end = texts.get();
        for_each_text(row, [&end](std::string_view& text) {
          char* const begin = end;
          end = std::copy(text.begin(), text.end(), begin);
          text = std::string_view(begin, text.size());
        });
        texts_ = texts;
        if constexpr (requires { row.values; }) {
          using Values = CustomerList<std::optional<Decimal>>;
          values_ = std::allocate_shared<Values>(CustomerAllocator<Values>(), row.values.begin(),
                                                 row.values.end());
          row.values = *values_;
        }
      },
      row_);
}

}  // namespace csm
