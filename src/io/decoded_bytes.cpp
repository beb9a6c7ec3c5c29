#include "io/decoded_bytes.hpp"

#include <fmt/format.h>

#include <array>
#include <string>
#include <vector>

#include "csm/error.hpp"
#include "io/block.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

/// What Windows-1252 has from 0x80 to 0x9f.
constexpr std::array<char16_t, 32> windows_1252 = {
    0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
    0x2039, 0x152,  0x8d,   0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};

void append(std::string& to, char32_t c) {
  const auto tail = [&](int shift) { to += static_cast<char>(0x80 | ((c >> shift) & 0x3f)); };
  if (c < 0x80) {
    to += static_cast<char>(c);
  } else if (c < 0x800) {
    to += static_cast<char>(0xc0 | (c >> 6));
    tail(0);
  } else if (c < 0x10000) {
    to += static_cast<char>(0xe0 | (c >> 12));
    tail(6);
    tail(0);
  } else {
    to += static_cast<char>(0xf0 | (c >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

/// Turns the bytes of a file into UTF-8, piece by piece.
class Decoder {
 public:
  virtual ~Decoder() = default;
  virtual void decode(std::string_view bytes, std::string& to) = 0;
  /// The file ends here.
  virtual void end() {}
};

class SingleBytes final : public Decoder {
 public:
  explicit SingleBytes(bool is_windows) : is_windows_(is_windows) {}

  void decode(std::string_view bytes, std::string& to) override {
    for (const char byte : bytes) {
      const auto c = static_cast<unsigned char>(byte);
      const bool is_moved = is_windows_ && c >= 0x80 && c < 0xa0;
      append(to, is_moved ? windows_1252[c - 0x80] : c);
    }
  }

 private:
  bool is_windows_;
};

class Utf16 final : public Decoder {
 public:
  explicit Utf16(std::string name) : name_(std::move(name)) {}

  void decode(std::string_view bytes, std::string& to) override {
    for (const char byte : bytes) {
      const auto next = static_cast<unsigned char>(byte);
      if (!has_half_) {
        half_ = next;
      } else {
        if (!is_big_) begin(half_, next);
        take(static_cast<char16_t>(*is_big_ ? half_ << 8 | next : next << 8 | half_), to);
      }
      has_half_ = !has_half_;
    }
  }

  void end() override {
    if (high_ != 0 || has_half_) refuse_half();
  }

 private:
  /// Finds the end that comes first by the first two bytes.
  void begin(unsigned first, unsigned second) {
    is_big_ = (first == 0xfe && second == 0xff) || first == 0;
    is_mark_ = first + second == 0xfe + 0xff;
  }

  void take(char16_t unit, std::string& to) {
    if (is_mark_) {
      is_mark_ = false;
      return;
    }
    const bool is_high = unit >= 0xd800 && unit < 0xdc00;
    const bool is_low = unit >= 0xdc00 && unit < 0xe000;
    if (is_low != (high_ != 0)) refuse_half();
    if (is_high) {
      high_ = unit;
      return;
    }
    char32_t c = unit;
    if (is_low) c = 0x10000 + ((high_ - char32_t{0xd800}) << 10) + (unit - char32_t{0xdc00});
    high_ = 0;
    append(to, c);
    pass(c);
  }

  void pass(char32_t c) {
    const bool ends_with_cr = c == '\n' && last_ == '\r';
    last_ = c;
    if (ends_with_cr) return;
    place_ =
        c == '\n' || c == '\r' ? Place{place_.line + 1, 1} : Place{place_.line, place_.column + 1};
  }

  [[noreturn]] void refuse_half() const {
    refuse(fmt::format("{}:{}:{}", name_, place_.line, place_.column),
           "here is half a character of UTF-16; the file is damaged or cut short, or in another "
           "encoding (--encoding)");
  }

  std::string name_;
  std::optional<bool> is_big_;
  bool is_mark_ = false;
  bool has_half_ = false;  ///< of a unit of two bytes
  unsigned half_ = 0;
  char16_t high_ = 0;  ///< the first of two units that are one character
  char32_t last_ = 0;
  Place place_;  ///< of the next character
};

std::unique_ptr<Decoder> make_decoder(Encoding encoding, const std::string& name) {
  if (encoding == Encoding::utf_16) return std::make_unique<Utf16>(name);
  return std::make_unique<SingleBytes>(encoding == Encoding::windows_1252);
}

class DecodedBytes final : public ByteSource {
 public:
  DecodedBytes(std::unique_ptr<ByteSource> bytes, Encoding encoding, bool is_guess)
      : ByteSource(bytes->name()),
        bytes_(std::move(bytes)),
        encoding_(encoding),
        is_guess_(is_guess),
        decoder_(make_decoder(encoding, name())) {}

  std::size_t read(char* to, std::size_t size) override {
    while (given_ == text_.size()) {
      buffer_.resize(step);
      const std::size_t n = bytes_->read(buffer_.data(), buffer_.size());
      if (n == 0) {
        decoder_->end();
        return 0;
      }
      text_.clear();
      given_ = 0;
      decoder_->decode({buffer_.data(), n}, text_);
    }
    const std::size_t n = text_.copy(to, size, given_);
    given_ += n;
    return n;
  }

  void restart() override {
    bytes_->restart();
    decoder_ = make_decoder(encoding_, name());
    text_.clear();
    given_ = 0;
  }

  void interrupt() override { bytes_->interrupt(); }
  void announce_last_pass() override { bytes_->announce_last_pass(); }
  std::optional<FileIdentity> identity() const override { return bytes_->identity(); }
  std::string note() const override {
    if (!is_guess_) return {};
    return encoding_ == Encoding::utf_16
               ? "is UTF-16"
               : "is not UTF-8, and was taken for Windows-1252 (--encoding says otherwise)";
  }

 private:
  static constexpr std::size_t step = 1 << 16;

  std::unique_ptr<ByteSource> bytes_;
  Encoding encoding_;
  bool is_guess_;
  std::unique_ptr<Decoder> decoder_;
  std::vector<char> buffer_;
  std::string text_;  ///< decoded, of which `given_` bytes are given
  std::size_t given_ = 0;
};

}  // namespace

std::optional<Encoding> encoding_of(std::string_view head) {
  const bool is_utf16 = head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff");
  return is_utf16 ? std::optional(Encoding::utf_16) : std::nullopt;
}

bool looks_like_utf8(std::string_view head) {
  bool is_ascii = true;
  for (std::size_t i = 0; i < head.size(); ++i) {
    const auto lead = static_cast<unsigned char>(head[i]);
    if (lead < 0x80) continue;
    is_ascii = false;
    const std::size_t length = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (is_utf8(head.substr(i, length))) return true;
  }
  return is_ascii;
}

std::unique_ptr<ByteSource> decoded(std::unique_ptr<ByteSource> bytes, Encoding encoding,
                                    bool is_guess) {
  if (encoding == Encoding::utf_8) return bytes;
  return std::make_unique<DecodedBytes>(std::move(bytes), encoding, is_guess);
}

}  // namespace csm
