#include "io/pipe_bytes.hpp"

#include <fcntl.h>
#include <poll.h>

#include <atomic>

#include "io/spool.hpp"

namespace csm {
namespace {

/// Keeps what it reads in a spool, but for what comes in the last pass behind that.
class PipeBytes final : public ByteSource {
 public:
  PipeBytes(std::string name, Descriptor pipe)
      : ByteSource(std::move(name)), pipe_(std::move(pipe)), spool_(this->name()) {
    int ends[2];
    if (::pipe(ends) != 0) system_error(this->name(), "cannot be opened");
    woken_ = Descriptor(ends[0]);
    waker_ = Descriptor(ends[1]);
  }

  std::size_t read(char* to, std::size_t size) override {
    if (position_ < spool_.size()) return read_spool(to, size);
    if (is_last_pass_) {
      const std::size_t n = read_pipe(to, size);
      is_incomplete_ = is_incomplete_ || n > 0;
      return n;
    }
    if (size >= large_read) {
      const std::size_t n = read_pipe(to, size);
      spool_.append(to, n);
      position_ += n;
      return n;
    }
    // Small pieces are asked for at the beginning, where somebody looks at what this is.
    std::string piece(large_read, '\0');
    const std::size_t n = read_pipe(piece.data(), piece.size());
    spool_.append(piece.data(), n);
    return n == 0 ? 0 : read_spool(to, size);
  }

  void restart() override {
    if (is_incomplete_) {
      throw Error(ErrorCode::failed, name(), "has been read for the last time and is asked again");
    }
    char byte = 0;
    if (is_interrupted_ && ::read(woken_.number(), &byte, 1) == 1) is_interrupted_ = false;
    position_ = 0;
    is_last_pass_ = is_last_announced_;
  }

  void interrupt() override {
    if (is_interrupted_.exchange(true)) return;
    const char byte = 0;
    while (::write(waker_.number(), &byte, 1) < 0 && errno == EINTR) {
    }
  }

  void announce_last_pass() override { is_last_announced_ = true; }

 private:
  /// What a pipe holds unless it is told to hold more.
  static constexpr std::size_t large_read = 1 << 16;

  std::size_t read_spool(char* to, std::size_t size) {
    const std::size_t n = spool_.read(position_, to, size);
    position_ += n;
    return n;
  }

  std::size_t read_pipe(char* to, std::size_t size) {
    if (has_ended_) return 0;  // a terminal would wait for another end
    ssize_t n = 0;
    do {
      if (!wait_for_writer()) return 0;
      n = ::read(pipe_.number(), to, size);
    } while (n < 0 && (errno == EINTR || errno == EAGAIN));
    if (n < 0) system_error(name(), "cannot be read");
    has_ended_ = n == 0;
    if (!is_widened_ && static_cast<std::size_t>(n) >= large_read) widen();
    return static_cast<std::size_t>(n);
  }

  /// False where it was interrupted.
  bool wait_for_writer() const {
    pollfd waiting[] = {{pipe_.number(), POLLIN, 0}, {woken_.number(), POLLIN, 0}};
    while (::poll(waiting, 2, -1) < 0) {
      if (errno != EINTR) system_error(name(), "cannot be read");
    }
    return waiting[1].revents == 0;
  }

  /// A full pipe has much to come: the fewer times the two sides wait for each other the better.
  void widen() {
    is_widened_ = true;
#ifdef F_SETPIPE_SZ
    ::fcntl(pipe_.number(), F_SETPIPE_SZ, 1 << 20);  // as it was where the system allows no more
#endif
  }

  Descriptor pipe_;
  Descriptor woken_;
  Descriptor waker_;
  Spool spool_;
  std::uint64_t position_ = 0;  ///< in the spool
  bool is_widened_ = false;
  bool has_ended_ = false;
  bool is_last_pass_ = false;
  bool is_incomplete_ = false;  ///< the spool, as something was not kept
  std::atomic<bool> is_last_announced_ = false;
  std::atomic<bool> is_interrupted_ = false;
};

}  // namespace

std::unique_ptr<ByteSource> make_pipe_bytes(std::string name, Descriptor pipe) {
  return std::make_unique<PipeBytes>(std::move(name), std::move(pipe));
}

}  // namespace csm
