#include <stdlib.h>
#include <unistd.h>

#include <fstream>
#include <functional>

#include "csm/error.hpp"
#include "csm/run.hpp"
#include "io/byte_source.hpp"
#include "support/ask.hpp"
#include "support/catch.hpp"

// A file that changes its length while it is read.

namespace csm::test {
namespace {

/// A file that is there for as long as this.
class ShortLived {
 public:
  explicit ShortLived(std::size_t size) {
    const int file = ::mkstemp(path_);
    if (file < 0) throw std::runtime_error("no file");
    ::close(file);
    std::ofstream(path_) << "customer_id,score\n" << std::string(size, '\n');
  }
  ShortLived(const ShortLived&) = delete;
  ~ShortLived() { ::unlink(path_); }

  std::string path() const { return path_; }
  void cut() const { REQUIRE(::truncate(path_, 100) == 0); }
  void grow() const { std::ofstream(path_, std::ios::app) << "c1,9\n"; }

 private:
  char path_[40] = "/tmp/csm-file-bytes-test-XXXXXX";
};

/// What the work ends in: nothing or the error's words.
std::string end_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    CHECK(error.code == ErrorCode::failed);
    return error.what();
  }
  return "";
}

std::string told(const ShortLived& file) {
  return file.path() + ": became shorter while it was read; try again";
}

void read_to_end(ByteSource& bytes) {
  char buffer[1000];
  while (bytes.read(buffer, sizeof buffer) > 0) {
  }
}

}  // namespace

TEST_CASE("a file that becomes shorter while it is read is an error with its name") {
  const ShortLived file(100'000);
  const auto bytes = open_bytes(file.path());
  char buffer[2000];
  CHECK(bytes->read(buffer, sizeof buffer) == sizeof buffer);
  file.cut();
  CHECK(end_of([&] { read_to_end(*bytes); }) == told(file));
  CHECK(end_of([&] { bytes->read_at(50, buffer, 51); }) == told(file));
  CHECK(end_of([&] { bytes->read_at(50, buffer, 50); }).empty());
}

TEST_CASE(
    "a file that becomes longer is read to its end, and one of the system that says too much") {
  const ShortLived file(1000);
  const auto bytes = open_bytes(file.path());
  file.grow();
  CHECK(end_of([&] { read_to_end(*bytes); }).empty());
  if (::access("/sys/kernel/mm/transparent_hugepage/enabled", R_OK) == 0) {
    const auto of_system = open_bytes("/sys/kernel/mm/transparent_hugepage/enabled");
    CHECK(end_of([&] { read_to_end(*of_system); }).empty());
  }
}

TEST_CASE("a run whose file becomes shorter ends in that error, on one thread and on several") {
  for (const std::size_t threads : {1U, 3U}) {
    const ShortLived file(3'000'000);
    Reading reading;
    reading.threads = threads;
    reading.block_size = 1 << 16;
    reading.on_progress = [&](const Progress&) { file.cut(); };
    CHECK(end_of([&] { run(ask("nps"), {{"", file.path()}}, reading); }) == told(file));
  }
}

}  // namespace csm::test
