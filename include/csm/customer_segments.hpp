#pragma once

#include "csm/computation.hpp"
#include "csm/customer_map.hpp"
#include "csm/segments.hpp"

namespace csm {

/// Finds out which segment each customer belongs to, by its rows.
///
/// Just before a day that is the segment of the latest-started row active then; else of the
/// latest-started row that began before; else of the row that begins first afterwards. Of rows that
/// began on one day the one with the greatest text of its segment counts in the first two cases,
/// with the least in the last. Rows on trial count where a customer has no others.
///
/// Cost     a hash table entry a customer, and 16 bytes a row
/// Merging  takes the other's rows
class CustomerSegments : public Computation {
 public:
  explicit CustomerSegments(std::shared_ptr<Segments> names) : names_(std::move(names)) {}

  std::unique_ptr<Computation> fork() const override;
  void add(const Rows& rows) override;
  void merge(Computation& other) override;
  void finish(const Span&, Report&) override {}

  /// The segment just before a day; `Segments::none` of a customer without rows.
  Segments::Code segment_of(CustomerId customer, Date day) const;

 private:
  struct Stay {
    Date start;
    Date end;
    Segments::Code segment;
    bool is_trial;
  };
  struct Stays {
    CustomerList<Stay> all;
    void merge(const Stays& other) { all.insert(all.end(), other.all.begin(), other.all.end()); }
  };

  template <class Row>
  void add_rows(std::span<const Row> rows);
  bool counts_more(const Stay& stay, const Stay& than, Date day) const;

  std::shared_ptr<Segments> names_;
  CustomerMap<Stays> stays_;
};

}  // namespace csm
