#pragma once

#include <array>
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace csm {

/// Reads on a thread of its own, a few buffers ahead of the one that asks.
///
/// What the thread throws is thrown to the one that asks, behind all that was read before. The
/// destructor stops the thread wherever it is.
class ReadAhead {
 public:
  /// Writes what comes next, up to so many bytes; 0 at the end.
  using Read = std::function<std::size_t(char*, std::size_t)>;
  /// Makes a `Read` return that waits, from another thread.
  using Interrupt = std::function<void()>;

  ReadAhead(Read read, Interrupt interrupt);
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;
  ~ReadAhead();

  /// For one thread at a time; waits until there is something, 0 at the end.
  std::size_t read(char* to, std::size_t size);

  static constexpr std::size_t buffer_size = 1 << 18;

 private:
  struct Buffer {
    std::vector<char> bytes;
    std::size_t size = 0;
  };
  using Lock = std::unique_lock<std::mutex>;

  void run();
  bool fill(Buffer& buffer);

  const Read read_;
  const Interrupt interrupt_;
  std::array<Buffer, 4> buffers_;  ///< used in turn; each belongs to one side at a time
  std::size_t position_ = 0;       ///< in the buffer that is being read

  std::mutex mutex_;  ///< guards what follows
  std::condition_variable filled_;
  std::condition_variable emptied_;
  std::size_t filled_count_ = 0;   ///< since the beginning
  std::size_t emptied_count_ = 0;  ///< since the beginning
  bool has_ended_ = false;
  bool is_stopped_ = false;
  std::exception_ptr failure_;

  std::thread thread_;  ///< last: it uses all the others
};

}  // namespace csm
