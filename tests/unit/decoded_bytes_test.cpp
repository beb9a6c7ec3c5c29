#include "io/decoded_bytes.hpp"

#include <string>

#include "csm/error.hpp"
#include "support/catch.hpp"

using namespace csm;
using namespace std::string_literals;

namespace {

std::string all_of(ByteSource& bytes, std::size_t step) {
  std::string all;
  std::string piece(step, '\0');
  while (const std::size_t n = bytes.read(piece.data(), piece.size())) all.append(piece, 0, n);
  return all;
}

std::string decode(const std::string& text, Encoding encoding) {
  return all_of(*decoded(bytes_of("t.csv", text), encoding, false), 7);
}

std::string place_of_half(const std::string& text) {
  try {
    decode(text, Encoding::utf_16);
  } catch (const Error& error) {
    return error.where;
  }
  return "none";
}

}  // namespace

// Unicode Standard, table 3-4: 004D 0430 4E8C 10302 in UTF-16 and UTF-8.
TEST_CASE("UTF-16 of either end becomes UTF-8") {
  const std::string utf8 = "\x4d\xd0\xb0\xe4\xba\x8c\xf0\x90\x8c\x82";
  CHECK(decode("\xff\xfe\x4d\x00\x30\x04\x8c\x4e\x00\xd8\x02\xdf"s, Encoding::utf_16) == utf8);
  CHECK(decode("\xfe\xff\x00\x4d\x04\x30\x4e\x8c\xd8\x00\xdf\x02"s, Encoding::utf_16) == utf8);
  CHECK(decode("\x4d\x00\x30\x04\x8c\x4e\x00\xd8\x02\xdf"s, Encoding::utf_16) == utf8);
  CHECK(decode("\x00\x4d\x04\x30\x4e\x8c\xd8\x00\xdf\x02"s, Encoding::utf_16) == utf8);
  CHECK(decode("\xff\xfe"s, Encoding::utf_16).empty());
}

TEST_CASE("half a character of UTF-16 is refused where it stands") {
  CHECK(place_of_half("a\0\r\0\n\0b\0\0\xd8x\0"s) == "t.csv:2:2");
  CHECK(place_of_half("a\0\0\xdc"s) == "t.csv:1:2");
  CHECK(place_of_half("a\0\0\xd8\0\xd8"s) == "t.csv:1:2");
  CHECK(place_of_half("a\0\0\xd8"s) == "t.csv:1:2");
  CHECK(place_of_half("a\0b"s) == "t.csv:1:2");
  CHECK(place_of_half("a\0b\0"s) == "none");
}

TEST_CASE("single bytes are characters of their own number, or as Windows moves them") {
  CHECK(decode("Zo\xeb \xa4", Encoding::latin_1) == "Zo\xc3\xab \xc2\xa4");
  CHECK(decode("\x80 \x92 Zo\xeb \x81", Encoding::windows_1252) ==
        "\xe2\x82\xac \xe2\x80\x99 Zo\xc3\xab \xc2\x81");
  CHECK(decode("\x80", Encoding::latin_1) == "\xc2\x80");
  CHECK(decode("\xff", Encoding::utf_8) == "\xff");
}

TEST_CASE("a decoded source can be read again") {
  const auto bytes = decoded(bytes_of("t.csv",
                                      "\xff\xfe"
                                      "a\0b\0"s),
                             Encoding::utf_16, true);
  CHECK(all_of(*bytes, 1) == "ab");
  bytes->restart();
  CHECK(all_of(*bytes, 100) == "ab");
}

TEST_CASE("a text looks like UTF-8 where it is ASCII or has a character of UTF-8") {
  CHECK(looks_like_utf8(""));
  CHECK(looks_like_utf8("plain"));
  CHECK(looks_like_utf8("Zo\xc3\xab"));
  CHECK(looks_like_utf8("\xff \xf0\x90\x8c\x82"));
  CHECK_FALSE(looks_like_utf8("Zo\xeb,x"));
  CHECK_FALSE(looks_like_utf8("\x80 \xa4"));
}
