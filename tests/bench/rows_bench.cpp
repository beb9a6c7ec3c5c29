#include <benchmark/benchmark.h>

#include <random>

#include "bench/bench_tables.hpp"
#include "csm/by_customer.hpp"
#include "csm/metrics/churn.hpp"
#include "io/row_reader.hpp"
#include "support/ask.hpp"
#include "support/csv_reading.hpp"

// Cells to figures: a header to its binding, a block's cells to typed rows and on to a metric's
// counts, and customers brought together.

namespace csm::bench {
namespace {

/// The first of a metric's inputs that a header suits, and how.
struct Bound {
  Input input;
  Binding binding;
};

Bound bound(const Question& question, const std::vector<std::string>& header) {
  for (Input& input : inputs_of(question.metric->roles(question))) {
    BindingResult result = bind("table", header, input, {});
    if (result.missing.empty() && result.has_any_of) {
      return {std::move(input), std::move(result.binding)};
    }
  }
  throw Error(ErrorCode::failed, "bench", "the table suits no input of the metric");
}

void bind_header(benchmark::State& state) {
  const Question question = test::ask("churn");
  const CsvScanner scanner(bytes_of("table", customers_csv(1)), Dialect{','});
  for (auto _ : state) benchmark::DoNotOptimize(bound(question, scanner.header()));
}
BENCHMARK(bind_header)->Unit(benchmark::kMicrosecond);

/// One block of rows, read and added to a computation again and again.
void classify(benchmark::State& state, const Question& question, const std::string& text) {
  CsvScanner scanner(bytes_of("table", text), Dialect{','});
  const Bound how = bound(question, scanner.header());
  scanner.project(how.binding.columns());
  Block block;
  scanner.next(block);
  const auto reader = make_row_reader(how.input, "table", std::nullopt);
  const auto computation = question.metric->start(question, *question.period);
  std::vector<BadRow> bad;
  Days days;
  for (auto _ : state) computation->add(reader->read(block, how.binding, bad, days));
  if (!bad.empty()) state.SkipWithError("the rows are bad");
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(block.rows()));
}

void classify_nps(benchmark::State& state) {
  classify(state, test::ask("nps", "2024-05"), answers_csv(2000));
}
BENCHMARK(classify_nps);

void classify_churn(benchmark::State& state) {
  Question question = test::ask("churn", "2024-05");
  question.assume_unique = true;  // grouping is measured below
  classify(state, question, customers_csv(2000));
}
BENCHMARK(classify_churn);

/// Rows of which each customer has two, brought together.
void group(benchmark::State& state) {
  const auto rows = static_cast<std::size_t>(state.range(0));
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < rows; ++i) ids.push_back(customer_id(i / 2));
  std::shuffle(ids.begin(), ids.end(), std::mt19937_64(3));
  for (auto _ : state) {
    ByCustomer<ChurnState> customers;
    for (const std::string& id : ids) customers.row_of(CustomerId{id});
    const ChurnTally tally = customers.tally<ChurnTally>(
        [](ChurnTally& to, const ChurnState& customer) { to.add(customer.fact()); });
    benchmark::DoNotOptimize(tally);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(group)->Arg(1 << 14)->Arg(1 << 20)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace csm::bench
