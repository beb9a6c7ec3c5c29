#pragma once

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "csm/error.hpp"
#include "report/report.hpp"
#include "support/ask.hpp"
#include "support/catch.hpp"

namespace csm::test {

/// A folder for files of a test, gone with it.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "csm-together-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder");
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  Source file(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return {"", (path_ / name).string()};
  }

 private:
  std::filesystem::path path_;
};

inline Job job_of(std::string_view metric, std::vector<Source> sources, std::size_t block_size) {
  Job job{ask(metric), std::move(sources), {}};
  job.reading.block_size = block_size;
  return job;
}

/// All that can be seen of an outcome.
inline std::string told(const JobOutcome& outcome) {
  if (outcome.error) {
    return fmt::format("{} {}", static_cast<int>(outcome.error->code), outcome.error->what());
  }
  return to_json_report(outcome.report);
}

/// What becomes of a job that is run for itself.
inline std::string alone(const Job& job) {
  JobOutcome outcome;
  try {
    outcome.report = run(job.question, job.sources, job.reading);
  } catch (const Error& error) {
    outcome.error = error;
  }
  return told(outcome);
}

/// Together the jobs come to what each comes to alone. Returns how many are answered.
inline std::size_t check_as_alone(const std::vector<Job>& jobs) {
  const std::vector<JobOutcome> outcomes = run_together(jobs);
  REQUIRE(outcomes.size() == jobs.size());
  std::size_t answered = 0;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    INFO("job " << i << " of " << jobs.size() << ", " << jobs[i].question.metric->id << " of "
                << jobs[i].sources.front().path << ", blocks of " << jobs[i].reading.block_size);
    CHECK(told(outcomes[i]) == alone(jobs[i]));
    if (!outcomes[i].error) ++answered;
  }
  return answered;
}

}  // namespace csm::test
