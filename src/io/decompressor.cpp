#include "io/decompressor.hpp"

#include <fmt/format.h>

#include "csm/error.hpp"

namespace csm {
namespace {

std::string_view name_of(Compression compression) {
  return compression == Compression::gzip ? "gzip" : "zstd";
}

}  // namespace

std::optional<Compression> compression_of(std::string_view head) {
  if (head.starts_with("\x1f\x8b")) return Compression::gzip;
  if (head.starts_with("\x28\xb5\x2f\xfd")) return Compression::zstd;
  // A file of zstd may begin with a frame of something else that is to be skipped.
  const bool begins_skippable = head.size() >= 4 &&
                                (static_cast<unsigned char>(head[0]) & 0xf0) == 0x50 &&
                                head.substr(1, 3) == "\x2a\x4d\x18";
  if (begins_skippable) return Compression::zstd;
  return std::nullopt;
}

std::string_view command_to_unpack(Compression compression) {
  return compression == Compression::gzip ? "gunzip -c" : "zstd -dc";
}

Decompressor::Step Decompressor::unpack(std::string_view from, char* to, std::size_t room) {
  const Step done = step(from, to, room);
  taken_ += done.taken;
  written_ += done.written;
  return done;
}

void Decompressor::check_end() const {
  if (may_end()) return;
  refuse(name_, fmt::format("is cut short: its {} data stops in the middle, behind {} unpacked "
                            "bytes; copy or download it again",
                            name_of(compression()), written_));
}

void Decompressor::restart() {
  taken_ = written_ = 0;
  reset();
}

void Decompressor::refuse_damage(const std::string& what) const {
  refuse(name_, fmt::format("is damaged: its {} data {}, behind {} unpacked bytes; copy or "
                            "download it again",
                            name_of(compression()), what, written_));
}

void Decompressor::refuse_surplus() const {
  refuse(name_,
         fmt::format("goes on behind the end of its {0} data with something else, at byte {1}; "
                     "all in front of it is whole, so take that: {2} FILE | csm ... --from -",
                     name_of(compression()), taken_ + 1, command_to_unpack(compression())));
}

void Decompressor::refuse_unread(const std::string& what) const { refuse(name_, what); }

std::unique_ptr<Decompressor> make_decompressor(Compression compression, std::string name) {
  return compression == Compression::gzip ? make_gzip_decompressor(std::move(name))
                                          : make_zstd_decompressor(std::move(name));
}

}  // namespace csm
