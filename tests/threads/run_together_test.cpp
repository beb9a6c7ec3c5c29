#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "csm/error.hpp"
#include "report/report.hpp"
#include "support/ask.hpp"
#include "support/catch.hpp"
#include "support/compressed.hpp"
#include "support/random_tables.hpp"
#include "support/slow_table.hpp"

// Several questions asked together are answered as each is alone, over files that are read once.

namespace csm::test {
namespace {

namespace fs = std::filesystem;

/// A folder for files of a test, gone with it.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "csm-together-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder");
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }

  Source file(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return {"", (path_ / name).string()};
  }

 private:
  fs::path path_;
};

std::string told(const JobOutcome& outcome) {
  if (outcome.error) {
    return fmt::format("{} {}", static_cast<int>(outcome.error->code), outcome.error->what());
  }
  return to_json_report(outcome.report);
}

/// What becomes of a job that is run for itself.
std::string alone(const Job& job) {
  JobOutcome outcome;
  try {
    outcome.report = run(job.question, job.sources, job.reading);
  } catch (const Error& error) {
    outcome.error = error;
  }
  return told(outcome);
}

void check_as_alone(const std::vector<Job>& jobs) {
  const std::vector<JobOutcome> outcomes = run_together(jobs);
  REQUIRE(outcomes.size() == jobs.size());
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    INFO("job " << i << " of " << jobs.size() << ", " << jobs[i].question.metric->id << " of "
                << jobs[i].sources.front().path << ", blocks of " << jobs[i].reading.block_size);
    CHECK(told(outcomes[i]) == alone(jobs[i]));
  }
}

Job job_of(std::string_view metric, std::vector<Source> sources, std::size_t block_size) {
  Job job{ask(metric), std::move(sources), {}};
  job.reading.block_size = block_size;
  return job;
}

/// Seeded rows of many customers, some of whom leave or pay another amount.
std::string subscriptions(int rows) {
  std::mt19937_64 dice(61);
  std::string text = "customer_id,plan,started_on,ended_on,amount,currency\n";
  for (int row = 0; row < rows; ++row) {
    text += fmt::format("c{},{},2026-0{}-{:02},{},{}.50,USD\n", dice() % 20'000,
                        dice() % 2 == 0 ? "basic" : "pro", 1 + dice() % 5, 1 + dice() % 28,
                        dice() % 3 == 0 ? "2026-05-20" : "", 5 + dice() % 90);
  }
  return text;
}

std::vector<Source> bundled_exports() {
  std::vector<Source> sources;
  for (const auto& entry : fs::directory_iterator(CSM_EXAMPLES)) {
    if (entry.path().extension() == ".csv") sources.push_back({"", entry.path().string()});
  }
  std::sort(sources.begin(), sources.end(),
            [](const Source& a, const Source& b) { return a.path < b.path; });
  return sources;
}

}  // namespace

TEST_CASE("all metrics of all bundled exports are answered together as each alone, errors too") {
  for (const std::size_t block_size :
       {std::size_t{1} << 18, std::size_t{1} << 10, std::size_t{64}}) {
    std::vector<Job> of_all;
    for (const Source& source : bundled_exports()) {
      std::vector<Job> jobs;
      for (const Metric& metric : metrics()) {
        jobs.push_back(job_of(metric.id, {source}, block_size));
        jobs.back().reading.threads = metrics().size() * (block_size % 3 + 1);
      }
      check_as_alone(jobs);
      of_all.insert(of_all.end(), jobs.begin(), jobs.end());
    }
    check_as_alone(of_all);
  }
}

TEST_CASE("a file that many jobs read is scanned once") {
  constexpr std::size_t block_size = 1 << 12;
  const Folder folder;
  const std::string text = subscriptions(60'000);
  const Source file = folder.file("subscriptions.csv", text);
  std::atomic<std::size_t> pieces = 0;
  std::vector<Job> jobs;
  for (const char* metric : {"churn", "mrr", "expansion", "clv", "churn", "renewal"}) {
    jobs.push_back(job_of(metric, {file}, block_size));
    jobs.back().question.period = read_period("2026-05", std::nullopt);
    jobs.back().reading.on_progress = [&](const Progress&) { ++pieces; };
  }
  check_as_alone(jobs);
  pieces = 0;
  run_together(jobs);
  const std::size_t blocks = text.size() / block_size;
  // Each job looks at the beginning for itself, some times, in a few pieces.
  const std::size_t of_beginnings = jobs.size() * 32;
  REQUIRE(blocks > 2 * of_beginnings);
  CHECK(pieces > blocks);
  CHECK(pieces < blocks + of_beginnings);
}

}  // namespace csm::test
