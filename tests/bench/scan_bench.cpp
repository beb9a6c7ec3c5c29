#include <benchmark/benchmark.h>

#include "bench/bench_tables.hpp"
#include "io/csv_index.hpp"
#include "support/csv_reading.hpp"

// Bytes to cells: the index alone, by each processor's code, and blocks with projected cells.

namespace csm::bench {
namespace {

constexpr std::size_t rows = 200'000;
constexpr std::size_t chunk = CsvScanner::default_block_size;

void index_chunks(benchmark::State& state) {
  const CsvIndexer& indexer = csv_indexers()[static_cast<std::size_t>(state.range(0))];
  state.SetLabel(std::string(indexer.name));
  std::string text = answers_csv(chunk / 40);
  text.resize(chunk + csv_index_slack);
  CsvIndex index;
  for (auto _ : state) {
    indexer.index(std::string_view(text).substr(0, chunk), ',', index);
    benchmark::DoNotOptimize(index.count);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(chunk));
}
BENCHMARK(index_chunks)->DenseRange(0, static_cast<int>(csv_indexers().size()) - 1);

/// Every block of a file, with so many of its columns.
void take_blocks(benchmark::State& state, const std::string& text, const std::string& name,
                 std::size_t columns) {
  Block block;
  CsvScanner scanner(bytes_of(name, text), Dialect{','});
  std::size_t taken = 0;
  for (auto _ : state) {
    scanner.restart();
    std::vector<std::size_t> projected;
    for (std::size_t i = 0; i < columns; ++i) projected.push_back(2 * i);
    scanner.project(projected);
    while (scanner.next(block)) taken += block.rows();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(taken));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

void blocks_of_customers(benchmark::State& state) {
  take_blocks(state, customers_csv(rows), "customers.csv",
              static_cast<std::size_t>(state.range(0)));
}
BENCHMARK(blocks_of_customers)->Arg(1)->Arg(3)->Unit(benchmark::kMillisecond);

void blocks_of_answers(benchmark::State& state) {
  take_blocks(state, answers_csv(rows), "survey.csv", static_cast<std::size_t>(state.range(0)));
}
BENCHMARK(blocks_of_answers)->Arg(1)->Arg(3)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace csm::bench

BENCHMARK_MAIN();
