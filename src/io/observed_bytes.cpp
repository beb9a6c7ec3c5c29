#include "io/observed_bytes.hpp"

#include <atomic>

namespace csm {
namespace {

class ObservedBytes final : public ByteSource {
 public:
  ObservedBytes(std::unique_ptr<ByteSource> bytes, std::function<void(const Progress&)> observer)
      : ByteSource(bytes->name()), bytes_(std::move(bytes)), observer_(std::move(observer)) {}

  std::size_t read(char* to, std::size_t size) override {
    const std::size_t n = bytes_->read(to, size);
    tell(n);
    return n;
  }

  void read_at(std::uint64_t offset, char* to, std::size_t size) const override {
    bytes_->read_at(offset, to, size);
    tell(size);
  }

  void restart() override {
    bytes_->restart();
    ++pass_;
    passed_ = 0;
  }

  void interrupt() override { bytes_->interrupt(); }
  void announce_last_pass() override { bytes_->announce_last_pass(); }
  std::optional<std::uint64_t> size() const override { return bytes_->size(); }
  std::optional<FileIdentity> identity() const override { return bytes_->identity(); }

 private:
  void tell(std::size_t read) const { observer_({name(), pass_, passed_ += read, bytes_->size()}); }

  std::unique_ptr<ByteSource> bytes_;
  std::function<void(const Progress&)> observer_;
  std::size_t pass_ = 0;
  mutable std::atomic<std::uint64_t> passed_ = 0;  ///< several threads read at places of their own
};

}  // namespace

std::unique_ptr<ByteSource> observed(std::unique_ptr<ByteSource> bytes,
                                     std::function<void(const Progress&)> observer) {
  if (!observer) return bytes;
  return std::make_unique<ObservedBytes>(std::move(bytes), std::move(observer));
}

}  // namespace csm
