#include "io/spooled_bytes.hpp"

#include <string>

#include "csm/error.hpp"
#include "support/catch.hpp"

// What comes from a pipe is there for all its readers, or for none of them.

namespace csm::test {
namespace {

/// Gives so many pieces, then fails once, and goes on behind what it lost.
class Flawed final : public ByteSource {
 public:
  explicit Flawed(int pieces) : ByteSource("pipe"), left_(pieces) {}

  std::size_t read(char* to, std::size_t size) override {
    if (left_-- == 0) throw Error(ErrorCode::failed, "pipe", "cannot be read");
    const std::string piece = left_ < 0 ? "behind" : "piece ";
    return piece.copy(to, size);
  }
  void restart() override {}

 private:
  int left_;
};

/// All that a reader gets, and "!" where it fails.
std::string read_all(ByteSource& bytes) {
  std::string all;
  char buffer[16];
  try {
    while (const std::size_t n = bytes.read(buffer, 6)) {
      all.append(buffer, n);
      if (all.size() > 100) break;
    }
  } catch (const Error&) {
    all += "!";
  }
  return all;
}

}  // namespace

TEST_CASE("what fails of a pipe fails for all who read it, behind the same bytes") {
  const auto pipe = std::make_shared<SpooledPipe>(std::make_unique<Flawed>(3));
  const auto first = spooled_bytes(pipe);
  const auto second = spooled_bytes(pipe);
  CHECK(read_all(*first) == "piece piece piece !");
  CHECK(read_all(*second) == "piece piece piece !");
  first->restart();
  CHECK(read_all(*first) == "piece piece piece !");
}

}  // namespace csm::test
