#include "io/appended_file.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "csm/error.hpp"
#include "support/catch.hpp"

namespace csm::test {
namespace {

/// An empty folder that is gone with its object.
class Folder {
 public:
  Folder() : path_((std::filesystem::temp_directory_path() / "csm-XXXXXX").string()) {
    REQUIRE(::mkdtemp(path_.data()) != nullptr);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("lines are added behind those that are there", "[appended_file]") {
  const Folder folder;
  const std::string path = folder.path() + "/lines";
  CHECK_FALSE(append_lines(path, "one\n"));
  CHECK_FALSE(append_lines(path, "two\nthree\n"));
  CHECK(text_of(path) == "one\ntwo\nthree\n");
}

TEST_CASE("a line that was torn stays as one of its own, and is told of", "[appended_file]") {
  const Folder folder;
  const std::string path = folder.path() + "/lines";
  std::ofstream(path) << "one\ntw";
  CHECK(append_lines(path, "three\n"));
  CHECK(text_of(path) == "one\ntw\nthree\n");
  CHECK_FALSE(append_lines(path, "four\n"));
}

TEST_CASE("what cannot be added to is an error that names it", "[appended_file]") {
  const Folder folder;
  try {
    append_lines(folder.path() + "/none/lines", "one\n");
    FAIL("added to a file in no folder");
  } catch (const Error& error) {
    CHECK(error.code == ErrorCode::failed);
    CHECK(error.where == folder.path() + "/none/lines");
  }
  CHECK_THROWS_AS(append_lines("/dev/null", "one\n"), Error);
}

}  // namespace csm::test
