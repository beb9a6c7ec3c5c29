#pragma once

#include <chrono>
#include <mutex>
#include <string>

#include "csm/run.hpp"

namespace csm::cli {

/// One line on standard error that tells how far reading has come. It appears when reading has
/// taken a second, is written anew a few times a second and is gone with its object.
class ProgressLine {
 public:
  ProgressLine() = default;
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine();

  /// Standard error is a terminal that can rewrite a line.
  static bool is_wanted();

  /// Cheap, for any thread: one that finds another writing goes on.
  void show(const Progress& progress);

  /// Wipes the line and lets none be shown again, for a process that is about to end. May be called
  /// in a signal's handler.
  static void wipe_at_the_end() noexcept;

 private:
  using Clock = std::chrono::steady_clock;

  void begin_pass(const Progress& progress, Clock::time_point now);

  std::mutex mutex_;  ///< guards what follows
  Clock::time_point next_ = Clock::now() + std::chrono::seconds{1};
  std::string name_;
  std::size_t pass_ = 0;
  Clock::time_point pass_begin_ = Clock::now();
  std::uint64_t furthest_ = 0;  ///< in this pass; blocks of several threads are told in any order
};

/// "may.csv: 1.2 GB of 3.4 GB, 35 %, 410 MB/s, 5 s left", in so many columns at the most; seconds
/// since the pass began.
std::string progress_text(const Progress& progress, double seconds, std::size_t columns);

}  // namespace csm::cli
