#include <exception>
#include <memory>
#include <new>
#include <stdexcept>
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
class Task {
 public:
  Task(const Job& job, SharedFiles& shared, std::size_t number)
      : job_(job), shared_(shared), number_(number) {}

  /// Others wait for it from now on, until it has run.
  void seat() { files_ = std::make_unique<JobFiles>(shared_, number_); }

  void run() {
    state_ = State::done;
    try {
      outcome_ = {answer(job_.question, job_.sources, job_.reading, files_.get()), std::nullopt};
    } catch (const Error& error) {
      outcome_ = {{}, error};
      if (error.code == ErrorCode::failed && error.where == "--memory") state_ = State::runs_alone;
    } catch (const std::bad_alloc&) {
      outcome_ = {{}, memory_ran_out()};
      state_ = State::runs_alone;
    } catch (const SharedPassFailed&) {
      state_ = State::shares_less;
    } catch (...) {
      fault_ = std::current_exception();
    }
    files_.reset();  // nobody is to wait for this job
  }

  /// As memory or threads do not suffice beside the others.
  void put_off() {
    files_.reset();
    state_ = State::runs_alone;
  }

  /// Once more, as it was asked, with nobody beside it.
  void run_alone() {
    allow_customers(job_.reading);
    seat();
    run();
  }

  bool is_to_run_alone() const { return state_ == State::runs_alone; }
  /// It is to run once more beside others, as something that it shared is shared no more.
  bool is_to_share_less() const { return state_ == State::shares_less; }

  /// What became of it. Throws what is no error of the job.
  JobOutcome outcome() {
    if (fault_) std::rethrow_exception(fault_);
    if (state_ == State::shares_less) throw std::logic_error("a job has not been run to its end");
    return std::move(outcome_);
  }

 private:
  enum class State { done, shares_less, runs_alone };

  const Job& job_;
  SharedFiles& shared_;
  std::size_t number_;
  std::unique_ptr<JobFiles> files_;
  State state_ = State::done;
  JobOutcome outcome_;
  std::exception_ptr fault_;
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
void run_side_by_side(const std::vector<Task*>& tasks) {
  for (Task* task : tasks) task->seat();
  std::vector<std::thread> others;
  others.reserve(tasks.size());
  std::size_t started = 1;
  try {
    for (; started < tasks.size(); ++started) others.emplace_back(&Task::run, tasks[started]);
  } catch (const std::exception&) {
    for (std::size_t i = started; i < tasks.size(); ++i) tasks[i]->put_off();
  }
  tasks.front()->run();
  for (std::thread& thread : others) thread.join();
}

}  // namespace

std::vector<JobOutcome> run_together(const std::vector<Job>& jobs) {
  SharedFiles shared(jobs);
  std::vector<Task> tasks;
  tasks.reserve(jobs.size());
  for (const Job& job : jobs) tasks.emplace_back(job, shared, tasks.size());
  allow_customers_of(jobs);
  std::vector<Task*> round;
  for (Task& task : tasks) round.push_back(&task);
  while (!round.empty()) {
    run_side_by_side(round);
    std::erase_if(round, [](const Task* task) { return !task->is_to_share_less(); });
  }
  std::vector<JobOutcome> outcomes;
  for (Task& task : tasks) {
    if (task.is_to_run_alone() && tasks.size() > 1) task.run_alone();
    outcomes.push_back(task.outcome());
  }
  return outcomes;
}

}  // namespace csm
