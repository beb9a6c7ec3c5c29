#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <vector>

namespace csm {

class SharedFile;
class SharedTable;
class SourcePass;

/// A pass that jobs shared could not be brought to its end for all of them: each is to be run
/// again, and will not share that file.
struct SharedPassFailed {};

/// Where jobs, each on a thread of its own, wait for each other to go over a file together.
///
/// A pass begins when all jobs that have the file open wait for it; or when no job does anything
/// but wait, the one that most wait for. So whatever the order in which jobs want files, some pass
/// begins, and who comes late gets a further one. One of the jobs sees to the pass, the others
/// sleep until it is over.
class PassMeeting {
 public:
  explicit PassMeeting(std::size_t jobs) : jobs_(jobs) {}

  /// A job opens its files: until it has, no pass begins.
  void seat(std::size_t job);
  void open(std::size_t job, const SharedFile& file);
  void have_opened(std::size_t job);
  /// Its files are closed, and nobody waits for it any more.
  void leave(std::size_t job);

  /// Waits for others that want to go over the same table, and goes over it with them. False, and
  /// nothing has begun, where nobody else does.
  ///
  /// Errors  SharedPassFailed
  bool go_over(std::size_t job, SharedTable& table, SourcePass& pass);

  // Between a job that waits and its waking nothing may fail: what follows takes no memory.
 private:
  enum class State { opens, works, waits, has_left };
  struct Seat {
    State state = State::has_left;
    std::vector<const SharedFile*> files;
    SharedTable* table = nullptr;  ///< that it waits for
    SourcePass* pass = nullptr;
    const Seat* leader = nullptr;  ///< who sees to the pass that it takes part in, perhaps itself
    bool is_alone = false;         ///< nobody else wants what it waited for
    bool has_failed = false;
  };

  void begin_what_is_due();
  bool is_any(State state) const;
  bool do_all_who_have_it_wait(const SharedTable& table) const;
  std::ptrdiff_t waiting_for(const SharedTable& table) const;
  void begin(const SharedTable& table);
  void see_to_pass(const Seat& leader, std::unique_lock<std::mutex>& lock);

  std::mutex mutex_;  ///< guards what follows
  std::condition_variable changed_;
  std::vector<Seat> jobs_;
};

}  // namespace csm
