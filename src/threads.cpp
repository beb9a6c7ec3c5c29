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
  for (std::size_t i = 1; i < n; ++i) others.emplace_back(run, i);
  run(0);
  for (std::thread& thread : others) thread.join();
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

}  // namespace csm
