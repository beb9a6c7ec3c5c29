#include "io/read_ahead.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <random>

#include "csm/error.hpp"
#include "io/compressed_bytes.hpp"
#include "io/pipe_bytes.hpp"
#include "support/catch.hpp"
#include "support/compressed.hpp"

// A thread that reads ahead gives all bytes and its failure, and ends with the one who asks.

namespace csm::test {
namespace {

/// Numbered bytes up to a size, in steps of any length.
class Numbers {
 public:
  explicit Numbers(std::size_t size) : size_(size) {}

  std::size_t operator()(char* to, std::size_t room) {
    const std::size_t n = std::min({room, size_ - at_, 1 + at_ % 70'000});
    for (std::size_t i = 0; i < n; ++i) to[i] = at(at_ + i);
    at_ += n;
    return n;
  }

  static char at(std::size_t i) { return static_cast<char>(i * 2654435761U >> 13); }

 private:
  std::size_t size_;
  std::size_t at_ = 0;
};

/// Whether all are the numbered bytes up to that size; throws what `ahead` throws.
std::size_t count_right(ReadAhead& ahead, std::size_t step) {
  std::vector<char> buffer(step);
  std::size_t count = 0;
  while (const std::size_t n = ahead.read(buffer.data(), step)) {
    for (std::size_t i = 0; i < n; ++i) REQUIRE(buffer[i] == Numbers::at(count + i));
    count += n;
  }
  CHECK(ahead.read(buffer.data(), step) == 0);
  return count;
}

std::string noise(std::size_t size) {
  std::mt19937_64 dice(50);
  std::string text(size, '\0');
  for (char& c : text) c = static_cast<char>('a' + dice() % 26);
  return text;
}

}  // namespace

TEST_CASE("all bytes come, of any number and in steps of any size") {
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, ReadAhead::buffer_size, 9 * ReadAhead::buffer_size + 5}) {
    for (const std::size_t step : {1000U, 1U << 18, 1U << 20}) {
      ReadAhead ahead(Numbers(size), [] {});
      CHECK(count_right(ahead, step) == size);
    }
  }
}

TEST_CASE("what fails is told behind all that was read before, as often as is asked") {
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{100}, 6 * ReadAhead::buffer_size, std::size_t{3'000'001}}) {
    Numbers numbers(size);
    ReadAhead ahead(
        [&](char* to, std::size_t room) {
          const std::size_t n = numbers(to, room);
          if (n == 0) throw Error(ErrorCode::refused, "t", "breaks");
          return n;
        },
        [] {});
    std::vector<char> buffer(70'000);
    std::size_t count = 0;
    for (int asked = 0; asked < 2; ++asked) {
      try {
        while (const std::size_t n = ahead.read(buffer.data(), buffer.size())) count += n;
        FAIL("the failure is lost");
      } catch (const Error& error) {
        CHECK(std::string_view(error.what()) == "t: breaks");
      }
    }
    CHECK(count == size);
  }
}

TEST_CASE("one who stops early stops the thread, whether it reads, waits for room or for bytes") {
  for (const std::size_t read_first : {0U, 10U, 1'000'000U}) {
    ReadAhead ahead(Numbers(100'000'000), [] {});
    std::vector<char> buffer(read_first + 1);
    if (read_first > 0) CHECK(ahead.read(buffer.data(), read_first) > 0);
  }
  std::atomic<bool> is_interrupted = false;
  {
    ReadAhead ahead(
        [&](char*, std::size_t) {
          is_interrupted.wait(false);
          return std::size_t{0};
        },
        [&] {
          is_interrupted = true;
          is_interrupted.notify_all();
        });
  }
  CHECK(is_interrupted);
}

TEST_CASE("a compressed pipe whose writer falls silent can be left and begun again at any time") {
  std::signal(SIGPIPE, SIG_IGN);
  const std::string text = noise(2'000'000);
  for (const bool is_gzip : {true, false}) {
    const std::string packed = is_gzip ? gzip_of(text, 1) : zstd_of(text, 1);
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    Descriptor writing(ends[1]);
    const std::size_t sent = packed.size() * 2 / 3;
    std::thread writer([&] {
      for (std::size_t done = 0; done < sent;) {
        const ssize_t n = ::write(writing.number(), packed.data() + done, sent - done);
        if (n < 0) return;
        done += static_cast<std::size_t>(n);
      }
    });
    {
      auto pipe = make_pipe_bytes("pipe", Descriptor(ends[0]));
      const auto compression = compression_of(*pipe);
      const auto bytes = unpacked(std::move(pipe), compression);
      std::string read(text.size() / 3, '\0');
      for (int round = 0; round < 3; ++round) {
        std::size_t done = 0;
        while (done < read.size()) {
          const std::size_t n = bytes->read(read.data() + done, read.size() - done);
          REQUIRE(n > 0);
          done += n;
        }
        CHECK(text.starts_with(read));
        bytes->restart();
      }
    }
    writer.join();
  }
}

}  // namespace csm::test
