#include <algorithm>
#include <random>
#include <sstream>

#include "csm/compare.hpp"
#include "threads/together.hpp"

// Any mix of jobs over any files ends, and each job ends as it does alone.

namespace csm::test {
namespace {

namespace fs = std::filesystem;

/// The plain input files of the golden tests: their sections `--- file NAME`.
void add_inputs(const fs::path& golden, std::vector<std::string>& texts) {
  std::ifstream lines(golden);
  bool is_input = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("--- ")) {
      std::istringstream words(line);
      std::string dashes, section, name, coded;
      words >> dashes >> section >> name >> coded;
      is_input = section == "file" && coded.empty();
      if (is_input) texts.emplace_back();
    } else if (is_input) {
      texts.back() += line + "\n";
    }
  }
}

/// All of these and the bundled exports, each in a file.
std::vector<Source> files_in(const Folder& folder) {
  std::vector<std::string> texts;
  std::vector<fs::path> goldens;
  for (const auto& entry : fs::recursive_directory_iterator(CSM_GOLDEN)) {
    if (entry.path().extension() == ".golden") goldens.push_back(entry.path());
  }
  std::sort(goldens.begin(), goldens.end());
  for (const fs::path& golden : goldens) add_inputs(golden, texts);
  std::vector<Source> files;
  for (const std::string& text : texts) {
    files.push_back(folder.file(fmt::format("input{}", files.size()), text));
  }
  for (const char* name : {"subscriptions.csv", "customers.csv", "costs.csv", "purchases.csv",
                           "nps.csv", "tickets.csv", "contracts.csv"}) {
    files.push_back({"", (fs::path(CSM_EXAMPLES) / name).string()});
  }
  return files;
}

/// Jobs over a few of the files, in any order and with any options.
class Mixes {
 public:
  Mixes(const std::vector<Source>& files, std::uint64_t seed) : files_(files), dice_(seed) {}

  std::vector<Job> jobs() {
    std::vector<Source> chosen;
    for (std::size_t n = 1 + below(3); n > 0; --n) {
      const std::size_t bundled = files_.size() - 1 - below(7);
      chosen.push_back(files_[is_one_in(2) ? bundled : below(files_.size())]);
    }
    const std::size_t block_size = 64 << below(8);
    std::vector<Job> jobs;
    for (std::size_t n = 2 + below(7); n > 0; --n) {
      jobs.push_back(job(chosen, is_one_in(8) ? 64 << below(8) : block_size));
    }
    const std::size_t threads = 1 + below(4);
    for (Job& job : jobs) job.reading.threads = threads;
    return jobs;
  }

 private:
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(dice_() % limit); }
  bool is_one_in(std::size_t n) { return below(n) == 0; }

  Job job(std::vector<Source> sources, std::size_t block_size) {
    std::shuffle(sources.begin(), sources.end(), dice_);
    sources.resize(1 + below(sources.size()));
    const std::span<const Metric> all = metrics();
    Job job = job_of(all[below(all.size())].id, sources, block_size);
    Question& question = job.question;
    if (is_one_in(2)) question.period = read_period("2026-05", std::nullopt);
    if (is_one_in(6)) question.every = Grain::month;
    if (is_one_in(6)) question.by = {read_cut(is_one_in(2) ? "plan" : "customer_id")};
    if (is_one_in(6)) question.explain = true;
    if (is_one_in(6)) question.list = true;
    job.reading.is_strict = is_one_in(6);
    return job;
  }

  const std::vector<Source>& files_;
  std::mt19937_64 dice_;
};

}  // namespace

TEST_CASE("any mix of jobs over any files comes to what each job comes to alone") {
  const Folder folder;
  const std::vector<Source> files = files_in(folder);
  REQUIRE(files.size() > 300);
  std::size_t answered = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    INFO("seed " << seed);
    answered += check_as_alone(Mixes(files, seed).jobs());
  }
  CHECK(answered > 30);
}

TEST_CASE("the same mix ends again and again, whichever thread is the first") {
  const Folder folder;
  const std::vector<Source> files = {{"", CSM_EXAMPLES "/customers.csv"},
                                     {"", CSM_EXAMPLES "/costs.csv"},
                                     {"", CSM_EXAMPLES "/subscriptions.csv"}};
  for (int round = 0; round < 40; ++round) {
    std::vector<Job> jobs = {job_of("retention-cost", {files[0], files[1]}, 64),
                             job_of("retention-cost", {files[1], files[0]}, 64),
                             job_of("churn", {files[0]}, 64), job_of("clv", {files[2]}, 64),
                             job_of("clv", {files[0], files[2]}, 64)};
    for (Job& job : jobs) job.reading.is_strict = round % 3 == 0;
    std::vector<JobOutcome> outcomes = run_together(jobs);
    for (std::size_t i = 0; round % 20 == 0 && i < jobs.size(); ++i) {
      CHECK(told(outcomes[i]) == alone(jobs[i]));
    }
  }
}

}  // namespace csm::test
