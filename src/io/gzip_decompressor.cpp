#include <zlib.h>

#include <algorithm>
#include <limits>
#include <new>

#include "io/decompressor.hpp"

namespace csm {
namespace {

/// Members of gzip, one behind the other, and zeros behind the last, as tapes leave them.
class GzipDecompressor final : public Decompressor {
 public:
  explicit GzipDecompressor(std::string name) : Decompressor(std::move(name)) {
    constexpr int gzip_alone = 16;
    if (::inflateInit2(&stream_, MAX_WBITS + gzip_alone) != Z_OK) throw std::bad_alloc();
  }
  ~GzipDecompressor() override { ::inflateEnd(&stream_); }

 private:
  enum class State { in_member, behind_member, in_padding };

  Step step(std::string_view from, char* to, std::size_t room) override {
    if (from.empty() && state_ != State::in_member) return {};
    if (state_ == State::behind_member) {
      if (from.front() == '\0') {
        state_ = State::in_padding;
      } else if (from.front() == '\x1f') {
        ::inflateReset(&stream_);
        state_ = State::in_member;
      } else {
        refuse_surplus();
      }
    }
    return state_ == State::in_padding ? pass_padding(from) : inflate_step(from, to, room);
  }

  Step pass_padding(std::string_view from) const {
    if (from.find_first_not_of('\0') != std::string_view::npos) refuse_surplus();
    return {from.size(), 0};
  }

  Step inflate_step(std::string_view from, char* to, std::size_t room) {
    constexpr std::size_t most = std::numeric_limits<uInt>::max();
    const auto given = static_cast<uInt>(std::min(from.size(), most));
    const auto free = static_cast<uInt>(std::min(room, most));
    // zlib does not write there; its field is not const so that it can be compiled by old
    // compilers.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(from.data()));
    stream_.avail_in = given;
    stream_.next_out = reinterpret_cast<Bytef*>(to);
    stream_.avail_out = free;
    const int status = ::inflate(&stream_, Z_NO_FLUSH);
    if (status == Z_MEM_ERROR) throw std::bad_alloc();
    // What is fine is given first; zlib then says the same again.
    if (status == Z_DATA_ERROR && stream_.avail_out == free) refuse_member();
    if (status == Z_NEED_DICT || status == Z_STREAM_ERROR) refuse_damage("cannot be unpacked");
    if (status == Z_STREAM_END) {
      state_ = State::behind_member;
      is_first_ = false;
    }
    return {given - stream_.avail_in, free - stream_.avail_out};
  }

  [[noreturn]] void refuse_member() const {
    const std::string_view message = stream_.msg == nullptr ? "" : stream_.msg;
    if (message == "incorrect data check") refuse_damage("does not fit its checksum");
    if (message == "incorrect length check") refuse_damage("is not as long as it says");
    if (message == "incorrect header check" && !is_first_) refuse_surplus();
    refuse_damage("cannot be unpacked");
  }

  bool may_end() const override { return state_ != State::in_member; }

  void reset() override {
    ::inflateReset(&stream_);
    state_ = State::in_member;
    is_first_ = true;
  }

  Compression compression() const override { return Compression::gzip; }

  z_stream stream_{};
  State state_ = State::in_member;
  bool is_first_ = true;  ///< member
};

}  // namespace

std::unique_ptr<Decompressor> make_gzip_decompressor(std::string name) {
  return std::make_unique<GzipDecompressor>(std::move(name));
}

}  // namespace csm
