#pragma once

#include <memory>

#include "csm/question.hpp"
#include "csm/records/rows.hpp"
#include "csm/result.hpp"

namespace csm {

/// One metric over one run: takes rows, block after block, and ends in results.
///
/// Rows may be given to several forks, in any split and order; merged, they give the same results.
class Computation {
 public:
  virtual ~Computation() = default;

  /// An empty computation of the same question, for another thread or chunk.
  virtual std::unique_ptr<Computation> fork() const = 0;
  /// Takes the rows of a block. Their texts die with the block.
  virtual void add(const Rows& rows) = 0;
  /// Takes what a fork has gathered, which is of no use afterwards. `other` is of the same metric
  /// and question.
  virtual void merge(Computation& other) = 0;
  /// Takes over what only all rows of a run tell, whichever of them it was given itself: the scale
  /// of a survey. `whole`, of the same metric, was given all.
  virtual void learn_from(const Computation& /*whole*/) {}
  /// Adds the results to the report, and to its input what was left out and why.
  virtual void finish(const Span& span, Report& report) = 0;
};

/// What all computations have: the question, the period, and forks of their own kind. `Self` has
/// `void gather(Self& fork)`.
template <class Self>
class ComputationOf : public Computation {
 public:
  ComputationOf(const Question& question, const Period& period)
      : question_(question), period_(period) {}

  std::unique_ptr<Computation> fork() const override {
    return std::make_unique<Self>(question_, period_);
  }

  void merge(Computation& other) override {
    static_cast<Self&>(*this).gather(dynamic_cast<Self&>(other));
  }

 protected:
  Question question_;
  Period period_;
};

/// `Metric::start` of a metric whose computation is `Self`.
template <class Self>
std::unique_ptr<Computation> start_as(const Question& question, const Period& period) {
  return std::make_unique<Self>(question, period);
}

}  // namespace csm
