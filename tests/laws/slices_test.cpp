#include <algorithm>
#include <map>

#include "csm/condition.hpp"
#include "csm/steps.hpp"
#include "support/ask.hpp"
#include "support/catch.hpp"
#include "support/subjects.hpp"

// Segments, steps and conditions against runs over rows that somebody selected by hand.

namespace csm::test {
namespace {

/// The plan of a customer just before a day, as the definition says it, case by case.
std::string plan_at(const File& file, const std::string& customer, int day) {
  std::vector<Line> rows;
  std::copy_if(file.lines.begin(), file.lines.end(), std::back_inserter(rows),
               [&](const Line& line) { return line.customer == customer; });
  const auto latest = [](const std::vector<Line>& some) {
    std::string plan = some.front().plan;
    int start = some.front().start;
    for (const Line& line : some) {
      if (line.start > start || (line.start == start && line.plan > plan)) {
        start = line.start;
        plan = line.plan;
      }
    }
    return plan;
  };
  std::vector<Line> active;
  std::vector<Line> earlier;
  for (const Line& line : rows) {
    if (line.start < day) (day <= line.end ? active : earlier).push_back(line);
  }
  if (!active.empty()) return latest(active);
  if (!earlier.empty()) return latest(earlier);
  const Line first = *std::min_element(rows.begin(), rows.end(), [](const Line& a, const Line& b) {
    return a.start != b.start ? a.start < b.start : a.plan < b.plan;
  });
  return first.plan;
}

std::string of_segment(const Subject& subject, const File& file, const std::string& plan,
                       int begin) {
  return text_of(file, [&](const Line& line) {
    return (subject.counts_customers ? plan_at(file, line.customer, begin) : line.plan) == plan;
  });
}

/// Checks each result of slices against a run over the rows of its segment and the days of its step
/// alone; nothing is said of segments without rows there.
void check_each(const Subject& subject, const File& file, const Report& sliced) {
  REQUIRE(!sliced.results.empty());
  for (const Result& result : sliced.results) {
    const Period& step = result.span->period;
    const int begin = static_cast<int>(step.begin.time_since_epoch().count());
    const std::string plan = result.segment.empty() ? "" : result.segment.front().second;
    const std::string rows =
        result.segment.empty() ? whole(file) : of_segment(subject, file, plan, begin);
    if (rows == file.header + "\n") continue;
    CAPTURE(subject.metric, step.label, plan, result.segment.size(), whole(file));
    const Report alone = answer(question_of(subject, step.label), rows);
    REQUIRE(alone.results.size() == 1);
    CHECK(shown_result(result) == shown_result(alone.results.front()));
  }
}

}  // namespace

TEST_CASE("a segment is what a run over its rows, or its customers' rows, alone says") {
  for_each_file([](const Subject& subject, const File& file) {
    Question question = question_of(subject, "2026-05");
    question.by = {read_cut("plan")};
    const Report report = answer(question, whole(file));
    CHECK(report.results.front().segment.empty());
    check_each(subject, file, report);
  });
}

TEST_CASE("a step of a series is what a run over its period alone says") {
  for_each_file([](const Subject& subject, const File& file) {
    Question question = question_of(subject, "2026-03..2026-06");
    question.every = Grain::month;
    const Report report = answer(question, whole(file));
    CHECK(report.results.size() == 4);
    check_each(subject, file, report);
  });
}

TEST_CASE("segments of a series are what runs over their rows and steps alone say") {
  for_each_file([](const Subject& subject, const File& file) {
    Question question = question_of(subject, "2026-03..2026-06");
    question.every = Grain::month;
    question.by = {read_cut("plan")};
    check_each(subject, file, answer(question, whole(file)));
  });
}

TEST_CASE("a condition keeps the rows that somebody would keep by hand") {
  for_each_file([](const Subject& subject, const File& file) {
    const std::string rows = text_of(file, [](const Line& line) { return line.plan == "pro"; });
    if (rows == file.header + "\n") return;
    Question question = question_of(subject, "2026-05");
    question.where.emplace_back("plan=pro");
    const Report kept = answer(question, whole(file));
    const Report alone = answer(question_of(subject, "2026-05"), rows);
    CHECK(shown_result(kept.results.front()) == shown_result(alone.results.front()));
    CHECK(kept.input->used() == alone.input->used());
  });
}

TEST_CASE("segments of rows add up to the total in what is a count") {
  for_each_file([](const Subject& subject, const File& file) {
    if (subject.counts_customers || subject.options.count("per-customer") > 0) return;
    Question question = question_of(subject, "2026-05");
    question.by = {read_cut("plan")};
    const Report report = answer(question, whole(file));
    for (const Fact& total : report.results.front().facts) {
      const auto* quantity = std::get_if<Quantity>(&total.value);
      if (quantity == nullptr || quantity->unit != Unit::count || !quantity->amount) continue;
      if (subject.options.count("repeat-within") > 0) continue;  // a ticket of another segment
      if (subject.options.count(total.name) > 0) continue;       // given, whatever the rows
      Int128 sum = 0;
      for (std::size_t i = 1; i < report.results.size(); ++i) {
        sum += report.results[i].fact(total.name).amount->num;
      }
      CAPTURE(subject.metric, total.name);
      CHECK(sum == quantity->amount->num);
    }
  });
}

TEST_CASE("what moved a figure by rates and by the mix adds up to its change, exactly") {
  for_each_file([](const Subject& subject, const File& file) {
    const std::string_view metric = subject.metric;
    for (const char* of_sums :
         {"mrr", "expansion", "clv", "retention-cost", "feedback", "health"}) {
      if (metric == of_sums) return;
    }
    // A customer's answers, or a ticket and the next one, may lie in several segments.
    const bool may_overlap =
        subject.options.count("per-customer") > 0 || subject.options.count("repeat-within") > 0;
    if (may_overlap) return;
    CAPTURE(metric, subject.rule, whole(file));
    Question question = question_of(subject, "2026-05");
    question.by = {read_cut("plan")};
    question.compare = Comparison{};
    question.why = true;
    const Report report = answer(question, whole(file));
    const Result& total = report.results.front();
    if (!total.change || !total.change->difference.amount) return;
    REQUIRE(total.lists.size() == 1);
    Int128 num = 0;
    Int128 den = 1;
    for (const std::vector<Cell>& row : total.lists.front().rows) {
      const Ratio& part = *std::get<Quantity>(row.back()).amount;
      const Ratio sum = reduced(num * part.den + part.num * den, den * part.den);
      num = sum.num;
      den = sum.den;
    }
    CHECK(reduced(num, den) ==
          reduced(total.change->difference.amount->num, total.change->difference.amount->den));
  });
}

TEST_CASE("the same slices come of any threads and blocks") {
  for_each_file([](const Subject& subject, const File& file) {
    Question question = question_of(subject, "2026-03..2026-06");
    question.every = Grain::month;
    question.by = {read_cut("plan")};
    Reading small;
    small.threads = 3;
    small.block_size = 64;
    const Report one = answer(question, whole(file));
    const Report other = answer(question, whole(file), small);
    REQUIRE(one.results.size() == other.results.size());
    for (std::size_t i = 0; i < one.results.size(); ++i) {
      CHECK(one.results[i].segment == other.results[i].segment);
      CHECK(shown_result(one.results[i]) == shown_result(other.results[i]));
    }
  });
}

}  // namespace csm::test
