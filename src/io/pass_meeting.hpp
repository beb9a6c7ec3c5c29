#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "io/shared_pass.hpp"

namespace csm {

/// One way to take a file apart, that jobs can share passes over.
class Shareable {
 public:
  virtual ~Shareable() = default;
  /// The scanner at the first record, with these columns. Any error: it cannot be shared.
  virtual Scanner& begin(const std::vector<std::size_t>& columns) = 0;
  /// Tells files apart.
  virtual const void* file() const = 0;
};

/// A reader's part in a pass: which of its columns are the reader's.
struct PassShare {
  std::shared_ptr<SharedPass> pass;
  std::size_t reader = 0;
  std::vector<std::size_t> slots;
};

/// Where jobs, each on a thread of its own, wait for each other to go over a file together.
///
/// A pass begins when all jobs that have the file open wait for it; or when no job does anything
/// but wait, the one that most wait for. So whatever the order in which jobs want files, some pass
/// begins, and who comes late gets a further one.
class PassMeeting {
 public:
  explicit PassMeeting(std::size_t jobs) : jobs_(jobs) {}

  /// A job opens its files: until it has, no pass begins.
  void seat(std::size_t job);
  void open(std::size_t job, const void* file);
  void have_opened(std::size_t job);
  /// Its files are closed, and nobody waits for it any more.
  void leave(std::size_t job);

  /// Waits for others that want to go over the same; nothing where nobody else does, for a job to
  /// read for itself. A job has left all other passes before.
  std::optional<PassShare> meet(std::size_t job, Shareable& shareable,
                                const std::vector<std::size_t>& columns);

 private:
  enum class State { opens, works, waits, has_left };
  struct Seat {
    State state = State::has_left;
    std::vector<const void*> files;
    Shareable* wants = nullptr;
    const std::vector<std::size_t>* columns = nullptr;
    std::optional<PassShare> share;
  };

  void begin_what_is_due();
  bool is_any(State state) const;
  bool do_all_who_have_it_wait(const Shareable& shareable) const;
  std::vector<Seat*> waiting_for(const Shareable& shareable);
  void begin(Shareable& shareable);

  std::mutex mutex_;  ///< guards what follows
  std::condition_variable begun_;
  std::vector<Seat> jobs_;
};

}  // namespace csm
