#include "io/read_ahead.hpp"

#include <algorithm>
#include <utility>

namespace csm {

ReadAhead::ReadAhead(Read read, Interrupt interrupt)
    : read_(std::move(read)), interrupt_(std::move(interrupt)), thread_([this] { run(); }) {}

ReadAhead::~ReadAhead() {
  {
    const std::lock_guard lock(mutex_);
    is_stopped_ = true;
  }
  emptied_.notify_one();
  interrupt_();
  thread_.join();
}

void ReadAhead::run() {
  bool goes_on = true;
  while (goes_on) {
    Buffer* buffer = nullptr;
    {
      Lock lock(mutex_);
      emptied_.wait(
          lock, [&] { return is_stopped_ || filled_count_ - emptied_count_ < buffers_.size(); });
      if (is_stopped_) return;
      buffer = &buffers_[filled_count_ % buffers_.size()];
    }
    std::exception_ptr failure;
    buffer->size = 0;
    try {
      goes_on = fill(*buffer);
    } catch (...) {
      failure = std::current_exception();
      goes_on = false;
    }
    {
      const std::lock_guard lock(mutex_);
      ++filled_count_;
      has_ended_ = !goes_on;
      failure_ = failure;
    }
    filled_.notify_one();
  }
}

/// False at the end. What came before a failure stays in the buffer.
bool ReadAhead::fill(Buffer& buffer) {
  buffer.bytes.resize(buffer_size);
  while (buffer.size < buffer_size) {
    const std::size_t n = read_(buffer.bytes.data() + buffer.size, buffer_size - buffer.size);
    if (n == 0) return false;
    buffer.size += n;
  }
  return true;
}

std::size_t ReadAhead::read(char* to, std::size_t size) {
  while (true) {
    Buffer* buffer = nullptr;
    {
      Lock lock(mutex_);
      filled_.wait(lock, [&] { return has_ended_ || filled_count_ > emptied_count_; });
      if (filled_count_ == emptied_count_) {
        if (failure_) std::rethrow_exception(failure_);
        return 0;
      }
      buffer = &buffers_[emptied_count_ % buffers_.size()];
    }
    const std::size_t n = std::min(size, buffer->size - position_);
    std::copy_n(buffer->bytes.data() + position_, n, to);
    position_ += n;
    if (n > 0) return n;
    position_ = 0;
    {
      const std::lock_guard lock(mutex_);
      ++emptied_count_;
    }
    emptied_.notify_one();
  }
}

}  // namespace csm
