#include "io/overlapping_rows.hpp"

#include "io/id_watch.hpp"

namespace csm {
namespace {

template <class Row>
concept HasService = requires(const Row& row) {
  row.service.start;
};

}  // namespace

void OverlappingRows::add(const Rows& rows) {
  std::visit(
      [this]<class Row>(std::span<const Row> of_block) {
        if constexpr (HasService<Row>) {
          for (const Row& row : of_block) {
            add(row.customer_id.text, {row.service.start, row.service.end});
          }
        }
      },
      rows);
}

void OverlappingRows::add(std::string_view id, const Term& term) {
  Customer* customer = customers_.find(IdWatch::hash_of(id));
  if (customer == nullptr || customer->overlaps) return;
  for (std::size_t i = 0; i < customer->count; ++i) {
    const Term& other = customer->terms[i];
    customer->overlaps |= term.start < other.end && other.start < term.end;
  }
  if (customer->count == 0) customer->id = id;
  if (customer->count < customer->terms.size()) customer->terms[customer->count++] = term;
}

Counted OverlappingRows::found() const {
  Counted found{0, customers_.is_sample(), ""};
  std::uint64_t smallest = 0;
  customers_.for_each([&](std::uint64_t hash, const Customer& customer) {
    if (!customer.overlaps) return;
    if (found.count++ > 0 && hash > smallest) return;
    smallest = hash;
    found.example = customer.id;
  });
  return found;
}

}  // namespace csm
