#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace csm {

/// A way to compress that csm unpacks.
enum class Compression { gzip, zstd };

/// Told by how the bytes begin; none where they are not compressed.
std::optional<Compression> compression_of(std::string_view head);

/// The command that unpacks it to standard output, as in "gunzip -c".
std::string_view command_to_unpack(Compression compression);

/// Unpacks the bytes of one file, given piece by piece.
///
/// All parts of the file are unpacked, one behind the other, and every checksum is checked. What is
/// wrong is Error{refused} with the file's name and how many bytes were unpacked before.
/// Memory  constant, however much is unpacked; as large as the window that a file of zstd asks for,
///         128 MB at the most
class Decompressor {
 public:
  virtual ~Decompressor() = default;
  Decompressor(const Decompressor&) = delete;
  Decompressor& operator=(const Decompressor&) = delete;

  /// How far a call came: bytes taken off the front of what was given, and bytes written.
  struct Step {
    std::size_t taken = 0;
    std::size_t written = 0;
  };

  /// Unpacks into `to`, which has room for `room` bytes, at least one. Takes all that is given, or
  /// writes something.
  Step unpack(std::string_view from, char* to, std::size_t room);
  /// Error{refused} where the file must not end here.
  void check_end() const;
  /// Back to the beginning of the file.
  void restart();

 protected:
  explicit Decompressor(std::string name) : name_(std::move(name)) {}

  virtual Step step(std::string_view from, char* to, std::size_t room) = 0;
  virtual bool may_end() const = 0;
  virtual void reset() = 0;
  virtual Compression compression() const = 0;

  [[noreturn]] void refuse_damage(const std::string& what) const;
  [[noreturn]] void refuse_surplus() const;
  [[noreturn]] void refuse_unread(const std::string& what) const;

 private:
  std::string name_;
  std::uint64_t taken_ = 0;
  std::uint64_t written_ = 0;
};

/// For a file of that name, which stands in messages.
std::unique_ptr<Decompressor> make_decompressor(Compression compression, std::string name);
std::unique_ptr<Decompressor> make_gzip_decompressor(std::string name);
std::unique_ptr<Decompressor> make_zstd_decompressor(std::string name);

}  // namespace csm
