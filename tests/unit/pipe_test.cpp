#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <random>
#include <thread>

#include "csm/error.hpp"
#include "io/descriptor.hpp"
#include "io/observed_bytes.hpp"
#include "io/pipe_bytes.hpp"
#include "io/spool.hpp"
#include "support/catch.hpp"

// A pipe can be read again from its beginning, until a pass is said to be the last.

namespace csm::test {
namespace {

/// Somebody who writes a text into a pipe and closes it.
class Writer {
 public:
  explicit Writer(std::string text) : text_(std::move(text)) {
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
    reading_ = Descriptor(ends[0]);
    writing_ = Descriptor(ends[1]);
    thread_ = std::thread([this] {
      std::size_t done = 0;
      while (done < text_.size()) {
        const ssize_t n = ::write(writing_.number(), text_.data() + done, text_.size() - done);
        if (n < 0) break;
        done += static_cast<std::size_t>(n);
      }
      writing_ = Descriptor();
    });
  }
  ~Writer() { thread_.join(); }

  std::unique_ptr<ByteSource> open() { return make_pipe_bytes("pipe", std::move(reading_)); }

 private:
  std::string text_;
  Descriptor reading_;
  Descriptor writing_;
  std::thread thread_;
};

std::string read_up_to(ByteSource& bytes, std::size_t size, std::size_t step = 5000) {
  std::string text(size, '\0');
  std::size_t done = 0;
  while (done < size) {
    const std::size_t n = bytes.read(text.data() + done, std::min(step, size - done));
    if (n == 0) break;
    done += n;
  }
  text.resize(done);
  return text;
}

std::string random_bytes(std::size_t size) {
  std::mt19937_64 dice(40 + size);
  std::string text(size, '\0');
  for (char& c : text) c = static_cast<char>(dice());
  return text;
}

constexpr std::size_t everything = 1 << 30;
constexpr std::size_t sizes[] = {0,        1, 70'000, Spool::memory_size, Spool::memory_size + 1,
                                 3'000'000};

}  // namespace

TEST_CASE("a pipe of any size comes again from its beginning, wherever reading stopped") {
  for (const std::size_t size : sizes) {
    const std::string text = random_bytes(size);
    for (const std::size_t step : {100U, 5000U, 1U << 16, 1U << 18}) {
      if (step < 1000 && size > 100'000) continue;
      Writer writer(text);
      const auto bytes = writer.open();
      for (const std::size_t part : {std::size_t{4}, size / 3, size, size / 2}) {
        const std::string read = read_up_to(*bytes, part, step);
        CHECK(read == text.substr(0, part));
        bytes->restart();
      }
      std::string read(size + 1, '\0');
      read.resize(0);
      for (std::string piece; !(piece = read_up_to(*bytes, step, step)).empty();) read += piece;
      CHECK(read == text);
    }
  }
}

TEST_CASE(
    "a last pass gives the rest of a pipe too, and asking again is an error, not other bytes") {
  for (const std::size_t size : sizes) {
    const std::string text = random_bytes(size);
    Writer writer(text);
    const auto bytes = writer.open();
    CHECK(read_up_to(*bytes, 4096) == text.substr(0, 4096));
    bytes->announce_last_pass();
    CHECK(read_up_to(*bytes, 100) == text.substr(std::min<std::size_t>(size, 4096), 100));
    bytes->restart();
    std::string read;
    for (std::string piece; !(piece = read_up_to(*bytes, 1 << 16, 1 << 16)).empty();) read += piece;
    CHECK(read == text);
    if (size > 100'000) {
      CHECK_THROWS_AS(bytes->restart(), Error);
    } else if (size == 0) {
      CHECK_NOTHROW(bytes->restart());
    }
  }
}

TEST_CASE("an interrupted pipe reads nothing until it begins again, and loses nothing") {
  const std::string text = random_bytes(200'000);
  Writer writer(text);
  const auto bytes = writer.open();
  CHECK(read_up_to(*bytes, 100) == text.substr(0, 100));
  bytes->interrupt();
  bytes->interrupt();
  const std::string kept = read_up_to(*bytes, 200'000);
  CHECK(kept.size() < 100'000);
  CHECK(kept == text.substr(100, kept.size()));
  bytes->restart();
  CHECK(read_up_to(*bytes, 200'000) == text);
}

TEST_CASE("the end that is typed at a terminal is its end for every pass") {
  const Descriptor keyboard(::posix_openpt(O_RDWR | O_NOCTTY));
  REQUIRE(::grantpt(keyboard.number()) == 0);
  REQUIRE(::unlockpt(keyboard.number()) == 0);
  const auto type = [&](std::string_view keys) {
    CHECK(::write(keyboard.number(), keys.data(), keys.size()) ==
          static_cast<ssize_t>(keys.size()));
  };
  Descriptor terminal(::open(::ptsname(keyboard.number()), O_RDWR | O_NOCTTY));
  REQUIRE(terminal.number() >= 0);
  const auto bytes = make_pipe_bytes("terminal", std::move(terminal));
  type("id,score\n\x04");
  CHECK(read_up_to(*bytes, 1000) == "id,score\n");
  type("more\n\x04");
  bytes->restart();
  CHECK(read_up_to(*bytes, 1000) == "id,score\n");
}

TEST_CASE("progress tells the bytes of each pass, and the size of what has one") {
  std::vector<Progress> told;
  const auto bytes = observed(bytes_of("t", std::string(1000, 'x')),
                              [&](const Progress& progress) { told.push_back(progress); });
  char buffer[600];
  while (bytes->read(buffer, sizeof buffer) > 0) {
  }
  bytes->restart();
  bytes->read_at(100, buffer, 50);
  bytes->read_at(0, buffer, 20);
  std::vector<std::uint64_t> counts;
  for (const Progress& progress : told) {
    CHECK(progress.name == "t");
    CHECK(progress.size == 1000U);
    counts.push_back(progress.bytes);
  }
  CHECK(counts == std::vector<std::uint64_t>{600, 1000, 1000, 50, 70});
  CHECK(told[0].pass == told[2].pass);
  CHECK(told[0].pass != told[3].pass);
}

}  // namespace csm::test
