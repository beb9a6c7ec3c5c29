#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <filesystem>
#include <fstream>

#include "bench/bench_tables.hpp"
#include "support/ask.hpp"
#include "support/compressed.hpp"

// Six questions of one large file, plain and packed, one after the other and together. For the
// memory that each way takes, run them by themselves: csm_bench --benchmark_filter=asked_together/0

namespace csm::bench {
namespace {

constexpr std::size_t rows = 1'000'000;

/// The file that is asked, and the same packed by gzip; removed at the end.
class Files {
 public:
  Files() {
    constexpr std::size_t part = 10'000;
    std::ofstream file(path(false), std::ios::binary);
    std::ofstream packed(path(true), std::ios::binary);
    std::string text = subscriptions_header();
    for (std::size_t i = 0; i <= rows; i += part) {
      file << text;
      packed << test::gzip_of(text);  // members behind one another are one file
      text = subscriptions_part(i, part, rows);
    }
    if (!file.flush() || !packed.flush()) {
      throw Error(ErrorCode::failed, folder_.string(), "cannot be written");
    }
  }
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;
  ~Files() {
    std::filesystem::remove(path(false));
    std::filesystem::remove(path(true));
  }

  std::string path(bool is_packed) const {
    return folder_ / (is_packed ? "csm-bench-subscriptions.csv.gz" : "csm-bench-subscriptions.csv");
  }

 private:
  std::filesystem::path folder_ = std::filesystem::temp_directory_path();
};

std::vector<Job> six_jobs(bool is_packed) {
  static const Files files;
  std::vector<Job> jobs;
  for (const char* metric : {"churn", "mrr", "expansion", "clv", "cohorts", "churn"}) {
    jobs.push_back({test::ask(metric), {{"subscriptions", files.path(is_packed)}}, {}});
  }
  jobs.back().question.assume_unique = true;
  return jobs;
}

void tell_peak(benchmark::State& state) {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  state.counters["peak_MiB"] = static_cast<double>(usage.ru_maxrss) / 1024;
}

void asked_one_by_one(benchmark::State& state) {
  const std::vector<Job> jobs = six_jobs(state.range(0) == 1);
  for (auto _ : state) {
    for (const Job& job : jobs) {
      benchmark::DoNotOptimize(run(job.question, job.sources, job.reading));
    }
  }
  tell_peak(state);
}

void asked_together(benchmark::State& state) {
  const std::vector<Job> jobs = six_jobs(state.range(0) == 1);
  for (auto _ : state) {
    for (const JobOutcome& outcome : run_together(jobs)) {
      if (outcome.error) state.SkipWithError(outcome.error->what());
    }
  }
  tell_peak(state);
}

/// 0: plain, 1: packed.
void measured(benchmark::internal::Benchmark* ways) {
  ways->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
}

BENCHMARK(asked_one_by_one)->Apply(measured);
BENCHMARK(asked_together)->Apply(measured);

}  // namespace
}  // namespace csm::bench
