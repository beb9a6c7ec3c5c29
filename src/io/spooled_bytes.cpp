#include "io/spooled_bytes.hpp"

#include <utility>

namespace csm {
namespace {

class SpooledBytes final : public ByteSource {
 public:
  explicit SpooledBytes(std::shared_ptr<SpooledPipe> pipe)
      : ByteSource(pipe->name()), pipe_(std::move(pipe)) {}

  std::size_t read(char* to, std::size_t size) override {
    const std::size_t n = pipe_->read(position_, to, size);
    position_ += n;
    return n;
  }

  void restart() override { position_ = 0; }

 private:
  std::shared_ptr<SpooledPipe> pipe_;
  std::uint64_t position_ = 0;
};

}  // namespace

SpooledPipe::SpooledPipe(std::unique_ptr<ByteSource> pipe)
    : pipe_(std::move(pipe)), spool_(pipe_->name()) {
  // It need not keep what is kept here.
  pipe_->announce_last_pass();
  pipe_->restart();
}

std::size_t SpooledPipe::read(std::uint64_t offset, char* to, std::size_t size) {
  const std::lock_guard lock(reading_);
  if (offset < spool_.size()) return spool_.read(offset, to, size);
  if (failure_) std::rethrow_exception(failure_);
  try {
    const std::size_t n = pipe_->read(to, size);
    spool_.append(to, n);
    return n;
  } catch (...) {
    failure_ = std::current_exception();
    throw;
  }
}

std::unique_ptr<ByteSource> spooled_bytes(std::shared_ptr<SpooledPipe> pipe) {
  return std::make_unique<SpooledBytes>(std::move(pipe));
}

}  // namespace csm
