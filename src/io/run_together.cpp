#include <algorithm>
#include <exception>
#include <memory>
#include <new>
#include <system_error>
#include <thread>
#include <vector>

#include "csm/customer_memory.hpp"
#include "csm/error.hpp"
#include "io/job_files.hpp"
#include "io/run.hpp"

// Jobs side by side, each on a thread of its own, over files that are read once for all of them.

namespace csm {
namespace {

/// A job on its way to its outcome.
struct Task {
  const Job& job;
  std::unique_ptr<JobFiles> files;
  JobOutcome outcome{};
  /// As memory or threads did not suffice beside the others, or what they shared was broken.
  bool is_to_run_alone = false;
  std::exception_ptr fault{};  ///< what is no error of the job

  void run() {
    try {
      outcome.report = answer(job.question, job.sources, job.reading, files.get());
    } catch (const Error& error) {
      outcome.error = error;
      is_to_run_alone = error.code == ErrorCode::failed && error.where == "--memory";
    } catch (const std::bad_alloc&) {
      outcome.error = memory_ran_out();
      is_to_run_alone = true;
    } catch (const SharedPassFailed&) {
      is_to_run_alone = true;
    } catch (...) {
      fault = std::current_exception();
    }
    files.reset();  // nobody is to wait for this job
  }

  /// Once more, as it was asked, with nobody beside it.
  void run_alone(std::unique_ptr<JobFiles> files_alone) {
    files = std::move(files_alone);
    outcome = {};
    allow_customers(job.reading);
    run();
  }
};

/// What is kept of customers is on one account: the smallest of the limits holds for all together.
void allow_customers_of(const std::vector<Job>& jobs) {
  std::uint64_t least = 0;
  std::vector<std::function<std::uint64_t()>> to_ask;
  const auto keep_least = [](std::uint64_t& kept, std::uint64_t bytes) {
    if (bytes > 0 && (kept == 0 || bytes < kept)) kept = bytes;
  };
  for (const Job& job : jobs) {
    keep_least(least, job.reading.memory);
    if (job.reading.memory == 0 && job.reading.find_memory) {
      to_ask.push_back(job.reading.find_memory);
    }
  }
  if (to_ask.empty()) return CustomerMemory::allow(least);
  const auto find = [to_ask, least, keep_least] {
    std::uint64_t found = least;
    for (const auto& ask : to_ask) keep_least(found, ask());
    return found;
  };
  if (least > 0) return CustomerMemory::allow(find());
  CustomerMemory::allow(find);
}

/// Runs them at the same time, but for those that the system has no thread for.
void run_side_by_side(std::vector<Task>& tasks) {
  if (tasks.empty()) return;
  std::vector<std::thread> others;
  others.reserve(tasks.size());
  std::size_t started = 1;
  try {
    for (; started < tasks.size(); ++started) others.emplace_back(&Task::run, &tasks[started]);
  } catch (const std::system_error&) {
    for (std::size_t i = started; i < tasks.size(); ++i) {
      tasks[i].files.reset();
      tasks[i].is_to_run_alone = true;
    }
  }
  tasks.front().run();
  for (std::thread& thread : others) thread.join();
}

}  // namespace

std::vector<JobOutcome> run_together(const std::vector<Job>& jobs) {
  SharedFiles shared(jobs);
  std::vector<Task> tasks;
  for (const Job& job : jobs) {
    tasks.push_back({job, std::make_unique<JobFiles>(shared, tasks.size())});
  }
  allow_customers_of(jobs);
  run_side_by_side(tasks);
  std::vector<JobOutcome> outcomes;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    if (tasks[i].is_to_run_alone && tasks.size() > 1) {
      tasks[i].run_alone(std::make_unique<JobFiles>(shared, i));
    }
    if (tasks[i].fault) std::rethrow_exception(tasks[i].fault);
    outcomes.push_back(std::move(tasks[i].outcome));
  }
  return outcomes;
}

}  // namespace csm
