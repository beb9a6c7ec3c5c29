#pragma once

#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "csm/computation.hpp"
#include "csm/customer_segments.hpp"
#include "csm/segments.hpp"

namespace csm {

/// What rows are told apart by: steps of a series, segments, or both.
struct Slicing {
  std::vector<Period> steps;             ///< at least one; the results stand in their order
  std::shared_ptr<Segments> segments{};  ///< null: none
  /// Of customers whose rows are computed together; null where a row's own segment counts.
  std::shared_ptr<const CustomerSegments> customers{};
};

/// One question asked of many slices of the same rows at once: a computation each, of which none
/// knows that there are others.
///
/// Each slice is computed from all rows that may count in it, as a run over those rows alone would:
/// where whole customers count, from all rows of the segment's customers, whenever they are; where
/// rows count, from those of the segment with a day in the step. The total of a step is a
/// computation of its own, never the sum of segments.
///
/// Cost     of rows: one computation more a row; of customers: a computation a step and row, and
///          what is kept of customers as often as there are steps
/// Merging  slice by slice
class Slices : public Computation {
 public:
  Slices(const Question& question, Slicing slicing);

  std::unique_ptr<Computation> fork() const override;
  void add(const Rows& rows) override;
  void merge(Computation& other) override;
  /// The results step by step, of each the total first and then the segments; a segment that a step
  /// has no rows of has a result, too.
  void finish(const Span& span, Report& report) override;

 private:
  using Key = std::pair<std::size_t, Segments::Code>;  ///< step and segment; `none` is the total
  using StepPair = std::pair<std::size_t, std::size_t>;

  bool has_series() const { return slicing_.steps.size() > 1; }
  Computation& of(const Key& key);
  template <class Row>
  void add_rows(std::span<const Row> rows);
  template <class Row>
  void add_to_segments(std::span<const Row> rows, std::size_t step);
  template <class Row>
  void add_by_day(std::span<const Row> rows);
  template <class Row>
  Segments::Code segment_of(const Row& row, std::size_t step) const;
  template <class Row>
  StepPair steps_of_row(const Row& row) const;
  std::size_t step_of(Date day) const;
  std::vector<Result> results_of(const Key& key, const Span& span, Report& report);

  Question question_;
  Slicing slicing_;
  bool counts_rows_;                   ///< a row's slices are known from the row alone
  bool are_in_order_ = true;           ///< the steps: no day lies in two
  mutable std::size_t last_step_ = 0;  ///< that a day was found in: the next is often in it too
  /// Of all rows over all steps, where rows count and the steps are several; else the total of the
  /// last step stands for it.
  std::unique_ptr<Computation> whole_;
  std::map<Key, std::unique_ptr<Computation>> slices_;
};

}  // namespace csm
