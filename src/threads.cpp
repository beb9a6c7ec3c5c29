#include "csm/threads.hpp"

#include <exception>
#include <thread>
#include <vector>

namespace csm {

void run_on_threads(std::size_t n, const std::function<void(std::size_t)>& work) {
  std::vector<std::exception_ptr> failures(n);
  const auto run = [&](std::size_t i) {
    try {
      work(i);
    } catch (...) {
      failures[i] = std::current_exception();
    }
  };
  std::vector<std::thread> others;
  others.reserve(n);
  std::size_t started = 1;
  try {
    for (; started < n; ++started) others.emplace_back(run, started);
  } catch (const std::exception&) {
    // The system has no more threads or no memory for one: this thread does the rest.
  }
  run(0);
  for (std::size_t i = started; i < n; ++i) run(i);
  for (std::thread& thread : others) thread.join();
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

}  // namespace csm
