#include "support/compressed.hpp"

#include <fmt/format.h>

#include <random>

#include "csm/error.hpp"
#include "io/compressed_bytes.hpp"
#include "support/catch.hpp"
#include "unit/scan.hpp"

// What gzip and zstd have packed comes out again, or is refused with where it went wrong.

namespace csm::test {
namespace {

/// What came out, and what was said where it went no further.
struct Unpacked {
  std::string text;
  std::string refusal;

  friend bool operator==(const Unpacked&, const Unpacked&) = default;
};

std::unique_ptr<ByteSource> open_packed(const std::string& packed) {
  auto bytes = bytes_of("t", packed);
  const auto compression = compression_of(*bytes);
  return unpacked(std::move(bytes), compression);
}

Unpacked read_all(ByteSource& bytes, std::size_t step) {
  Unpacked out;
  std::string buffer(step, '\0');
  try {
    while (const std::size_t n = bytes.read(buffer.data(), step)) out.text.append(buffer, 0, n);
  } catch (const Error& error) {
    CHECK(error.code == ErrorCode::refused);
    CHECK(error.where == "t");
    out.refusal = error.message;
  }
  return out;
}

Unpacked unpack(const std::string& packed, std::size_t step = 1 << 16) {
  const auto bytes = open_packed(packed);
  return read_all(*bytes, step);
}

/// Rows that compress about as exports do, or bytes that do not compress at all.
std::string random_text(std::mt19937_64& dice, std::size_t size, bool is_noise = false) {
  std::string text;
  while (text.size() < size) {
    text += is_noise
                ? std::string(1, static_cast<char>(dice()))
                : fmt::format("c{},2026-0{}-1{}\n", dice() % 100000, 1 + dice() % 9, dice() % 10);
  }
  text.resize(size);
  return text;
}

using Pack = std::string (*)(std::string_view, int);
constexpr Pack packers[] = {gzip_of, zstd_of};

}  // namespace

TEST_CASE("what was packed comes out, however it is read and wherever it begins again") {
  std::mt19937_64 dice(30);
  for (const Pack pack : packers) {
    for (const std::size_t size : {1U, 100U, 4096U, 131072U, 131073U, 900000U, 3000000U}) {
      for (const bool is_noise : {false, true}) {
        const std::string text = random_text(dice, size, is_noise);
        const auto bytes = open_packed(pack(text, 1 + static_cast<int>(dice() % 5)));
        CHECK_FALSE(bytes->size());
        CHECK(read_all(*bytes, 1 << 18).text == text);
        for (int round = 0; round < 3; ++round) {
          bytes->restart();
          std::string part(1 + dice() % (2 * size), '\0');
          const std::size_t n = bytes->read(part.data(), part.size());
          CHECK(std::string_view(text).substr(0, n) == std::string_view(part).substr(0, n));
        }
        bytes->restart();
        CHECK(read_all(*bytes, 1 + dice() % 5000) == Unpacked{text, ""});
      }
    }
  }
}

TEST_CASE("text that is not packed comes as it is") {
  for (const std::string text : {"", "a", "\x1f", "\x28\xb5\x2f", "id,score\n1,2\n"}) {
    CHECK(unpack(text) == Unpacked{text, ""});
  }
}

TEST_CASE("all members and frames of a file are read, one behind the other") {
  std::mt19937_64 dice(31);
  for (const Pack pack : packers) {
    std::string packed;
    std::string text;
    for (int part = 0; part < 30; ++part) {
      const std::string piece = random_text(dice, part % 7 == 0 ? 0 : dice() % 40000);
      packed += pack(piece, 3);
      text += piece;
      if (pack == zstd_of) packed += skippable_frame(random_text(dice, dice() % 90000));
    }
    CHECK(unpack(packed) == Unpacked{text, ""});
    CHECK(unpack(packed, 100) == Unpacked{text, ""});
  }
  CHECK(unpack(skippable_frame("x") + zstd_of("text")) == Unpacked{"text", ""});
  CHECK(unpack(gzip_of("text") + std::string(100000, '\0')) == Unpacked{"text", ""});
}

TEST_CASE("a file that is cut anywhere is refused, and all bytes before are told") {
  for (const Pack pack : packers) {
    const std::string text = "customer_id,started_on\nc1,2026-01-01\n";
    const std::string whole = pack(text, 3);
    for (std::size_t size = 4; size < whole.size(); ++size) {
      INFO("cut to " << size);
      for (const std::string front : {"", "in front,"}) {
        const std::string packed = (front.empty() ? "" : pack(front, 3)) + whole.substr(0, size);
        const Unpacked out = unpack(packed);
        CHECK((front + text).starts_with(out.text));
        CHECK(out.text.starts_with(front));
        CHECK(
            out.refusal ==
            fmt::format("is cut short: its {} data stops in the middle, behind {} unpacked bytes; "
                        "copy or download it again",
                        pack == gzip_of ? "gzip" : "zstd", out.text.size()));
      }
    }
  }
}

TEST_CASE("a changed bit is refused or changes nothing: other text never comes out whole") {
  std::mt19937_64 dice(32);
  const std::string text = random_text(dice, 300);
  for (const Pack pack : packers) {
    const std::string whole = pack(text, 3);
    std::size_t refused = 0;
    for (std::size_t bit = 32; bit < 8 * whole.size(); ++bit) {
      std::string packed = whole;
      packed[bit / 8] = static_cast<char>(packed[bit / 8] ^ (1 << bit % 8));
      const Unpacked out = unpack(packed);
      INFO("bit " << bit << ": " << out.refusal);
      CHECK((!out.refusal.empty() || out.text == text));
      if (!out.refusal.empty()) ++refused;
    }
    // gzip's time, system and flags of no meaning do not matter.
    CHECK(refused > 8 * (whole.size() - 12));
  }
}

TEST_CASE("a checksum and a length that do not fit are told as that") {
  const std::string text = "customer_id,started_on\nc1,2026-01-01\n";
  const auto changed = [](std::string packed, std::size_t from_end) {
    packed[packed.size() - from_end] = static_cast<char>(packed[packed.size() - from_end] ^ 1);
    return packed;
  };
  const std::string behind =
      fmt::format(", behind {} unpacked bytes; copy or download it again", text.size());
  CHECK(unpack(changed(gzip_of(text), 8)) ==
        Unpacked{text, "is damaged: its gzip data does not fit its checksum" + behind});
  CHECK(unpack(changed(gzip_of(text), 4)) ==
        Unpacked{text, "is damaged: its gzip data is not as long as it says" + behind});
  CHECK(unpack(changed(zstd_of(text), 1)) ==
        Unpacked{text, "is damaged: its zstd data does not fit its checksum" + behind});
}

TEST_CASE("what stands behind the end is refused once everything before has come") {
  for (const Pack pack : packers) {
    const std::string whole = pack("text", 3);
    std::vector<std::string> surpluses = {"x", "hello", "\x1fhello", "PK"};
    for (const std::size_t zeros : {3U, 300U}) {
      surpluses.emplace_back(zeros + 1, '\0');
      surpluses.back().back() = 'x';
    }
    for (const std::string& surplus : surpluses) {
      const Unpacked out = unpack(whole + surplus);
      INFO(surplus);
      CHECK(out == Unpacked{"text", fmt::format("goes on behind the end of its {} data with "
                                                "something else, at byte {}; all in front of it "
                                                "is whole, so take that: {} FILE | csm ... "
                                                "--from -",
                                                pack == gzip_of ? "gzip" : "zstd", whole.size() + 1,
                                                pack == gzip_of ? "gunzip -c" : "zstd -dc")});
    }
  }
}

TEST_CASE("how far a damaged file was fine does not depend on how it is read") {
  std::mt19937_64 dice(33);
  for (const Pack pack : packers) {
    for (int round = 0; round < 12; ++round) {
      const std::string text = random_text(dice, 2'000'000, round % 2 == 0);
      std::string packed = pack(text, 3);
      const std::size_t at = packed.size() / 2 + dice() % (packed.size() / 2);
      for (std::size_t i = at; i < std::min(at + 40, packed.size()); ++i) {
        packed[i] = static_cast<char>(packed[i] ^ 0x5a);
      }
      const Unpacked wanted = unpack(packed, 1 << 20);
      CHECK_FALSE(wanted.refusal.empty());
      CHECK(wanted.refusal.find(fmt::format("behind {} unpacked", wanted.text.size())) !=
            std::string::npos);
      for (const std::size_t step : {1000U, 4096U, 131072U, 1U << 18}) {
        CHECK(unpack(packed, step) == wanted);
      }
    }
  }
}

TEST_CASE("a small file that unpacks to very much is only long") {
  const std::string packed = gzip_of(std::string(1 << 26, '\n'), 9);
  REQUIRE(packed.size() < 100'000);
  const auto bytes = open_packed(packed);
  std::string buffer(1 << 16, '\0');
  std::size_t size = 0;
  while (const std::size_t n = bytes->read(buffer.data(), buffer.size())) size += n;
  CHECK(size == 1 << 26);
}

TEST_CASE("a frame that wants more memory than csm holds is refused with how to unpack it") {
  CHECK(unpack(zstd_of_window("text", 27)).text == "text");
  CHECK(unpack(zstd_of_window("text", 28)) ==
        Unpacked{"",
                 "is packed by zstd with a window of more than 128 MB, which csm does not hold in "
                 "memory; unpack it: zstd -dc --long=31 FILE | csm ... --from -"});
}

TEST_CASE("what is packed is looked at as a plain file is") {
  const auto refusal = [](const std::string& content) { return scan_any(content).refusal; };
  const Scanned plain = scan_any("id,score\n1,2\n3,4\n");
  const Scanned plain_json = scan_any(R"([{"id": 1, "score": 2}])");
  for (const Pack pack : packers) {
    CHECK(scan_any(pack("id,score\n1,2\n3,4\n", 3)) == plain);
    CHECK(scan_any(pack(R"([{"id": 1, "score": 2}])", 3)) == plain_json);
    CHECK(refusal(pack("", 3)) == "is empty: not even a header line");
    CHECK(refusal(pack("%PDF-1.7", 3)) == "once unpacked is a PDF; export the data as CSV");
    CHECK(refusal(pack("<html>", 3)) == refusal("<html>"));
    CHECK(refusal(pack(std::string("a\0b", 3), 3)) == refusal(std::string("a\0b", 3)));
    for (const Pack inner : packers) {
      CHECK(refusal(pack(inner("id\n1\n", 3), 3)) ==
            fmt::format("is compressed twice, and csm unpacks once; unpack it: {} FILE | csm ... "
                        "--from -",
                        pack == gzip_of ? "gunzip -c" : "zstd -dc"));
    }
  }
}

}  // namespace csm::test
