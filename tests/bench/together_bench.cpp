#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>

#include "bench/bench_tables.hpp"
#include "support/ask.hpp"

// Six questions of one large file, one after the other and together. For the memory that each way
// takes, run them by themselves: csm_bench --benchmark_filter=asked_together

namespace csm::bench {
namespace {

constexpr std::size_t rows = 1'000'000;

/// The file that is asked, written once and removed at the end.
const std::string& subscriptions_file() {
  static const auto remove = [](std::string* path) {
    std::remove(path->c_str());
    delete path;
  };
  static const std::unique_ptr<std::string, decltype(remove)> path(
      new std::string(std::filesystem::temp_directory_path() / "csm-bench-subscriptions.csv"),
      remove);
  static const bool is_written = [] {
    constexpr std::size_t part = 10'000;
    std::ofstream file(*path, std::ios::binary);
    file << subscriptions_header();
    for (std::size_t i = 0; i < rows; i += part) file << subscriptions_part(i, part, rows);
    return file.good();
  }();
  if (!is_written) throw Error(ErrorCode::failed, *path, "cannot be written");
  return *path;
}

std::vector<Job> six_jobs() {
  std::vector<Job> jobs;
  for (const char* metric : {"churn", "mrr", "expansion", "clv", "cohorts", "churn"}) {
    jobs.push_back({test::ask(metric), {{"subscriptions", subscriptions_file()}}, {}});
  }
  jobs.back().question.by = {read_cut("plan")};
  return jobs;
}

void tell_peak(benchmark::State& state) {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  state.counters["peak_MiB"] = static_cast<double>(usage.ru_maxrss) / 1024;
}

void asked_one_by_one(benchmark::State& state) {
  const std::vector<Job> jobs = six_jobs();
  for (auto _ : state) {
    for (const Job& job : jobs) {
      benchmark::DoNotOptimize(run(job.question, job.sources, job.reading));
    }
  }
  tell_peak(state);
}

void asked_together(benchmark::State& state) {
  const std::vector<Job> jobs = six_jobs();
  for (auto _ : state) {
    for (const JobOutcome& outcome : run_together(jobs)) {
      if (outcome.error) state.SkipWithError(outcome.error->what());
    }
  }
  tell_peak(state);
}

BENCHMARK(asked_one_by_one)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(asked_together)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

}  // namespace
}  // namespace csm::bench
