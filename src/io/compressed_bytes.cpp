#include "io/compressed_bytes.hpp"

#include <string_view>
#include <vector>

#include "io/read_ahead.hpp"

namespace csm {
namespace {

/// Compressed bytes, and what they unpack to.
class CompressedBytes final : public ByteSource {
 public:
  CompressedBytes(std::unique_ptr<ByteSource> bytes, Compression compression)
      : ByteSource(bytes->name()),
        bytes_(std::move(bytes)),
        decompressor_(make_decompressor(compression, name())) {}

  std::size_t read(char* to, std::size_t size) override {
    if (ahead_ == nullptr && packed_.empty() && taken_ >= without_thread) start_thread();
    return ahead_ == nullptr ? unpack(to, size) : ahead_->read(to, size);
  }

  void restart() override {
    ahead_.reset();
    bytes_->restart();
    decompressor_->restart();
    packed_ = {};
    taken_ = 0;
    has_ended_ = false;
  }

  void interrupt() override { bytes_->interrupt(); }
  void announce_last_pass() override { bytes_->announce_last_pass(); }
  std::optional<FileIdentity> identity() const override { return bytes_->identity(); }

 private:
  /// What small files, and the beginnings of large ones that are looked at first, do with.
  static constexpr std::size_t without_thread = 1 << 16;

  void start_thread() {
    ahead_ =
        std::make_unique<ReadAhead>([this](char* to, std::size_t size) { return unpack(to, size); },
                                    [this] { bytes_->interrupt(); });
  }

  std::size_t unpack(char* to, std::size_t size) {
    while (size > 0) {
      if (packed_.empty() && !has_ended_) fetch();
      const Decompressor::Step step = decompressor_->unpack(packed_, to, size);
      packed_.remove_prefix(step.taken);
      if (step.written > 0) return step.written;
      if (packed_.empty() && has_ended_) break;
    }
    if (size > 0) decompressor_->check_end();
    return 0;
  }

  void fetch() {
    buffer_.resize(without_thread);
    const std::size_t n = bytes_->read(buffer_.data(), buffer_.size());
    packed_ = {buffer_.data(), n};
    taken_ += n;
    has_ended_ = n == 0;
  }

  std::unique_ptr<ByteSource> bytes_;
  std::unique_ptr<Decompressor> decompressor_;
  std::vector<char> buffer_;
  std::string_view packed_;  ///< of the buffer, not yet unpacked
  std::size_t taken_ = 0;
  bool has_ended_ = false;
  std::unique_ptr<ReadAhead> ahead_;  ///< last: its thread uses all the others
};

}  // namespace

std::optional<Compression> compression_of(ByteSource& bytes) {
  char head[4];
  std::size_t size = 0;
  while (size < sizeof head) {
    const std::size_t n = bytes.read(head + size, sizeof head - size);
    if (n == 0) break;
    size += n;
  }
  bytes.restart();
  return compression_of(std::string_view(head, size));
}

std::unique_ptr<ByteSource> unpacked(std::unique_ptr<ByteSource> bytes,
                                     std::optional<Compression> compression) {
  if (!compression) return bytes;
  return std::make_unique<CompressedBytes>(std::move(bytes), *compression);
}

}  // namespace csm
