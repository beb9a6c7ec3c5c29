#include "cli/memory.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "support/catch.hpp"
#include "unit/expect.hpp"

using namespace csm;

namespace {

/// The files of a system, for as long as it lives.
class FakeSystem {
 public:
  FakeSystem()
      : root_(std::filesystem::temp_directory_path() /
              ("csm-memory-test-" + std::to_string(::getpid()))) {}
  FakeSystem(const FakeSystem&) = delete;
  ~FakeSystem() { std::filesystem::remove_all(root_); }

  void write(const std::string& path, const std::string& text) const {
    std::filesystem::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << text;
  }
  std::uint64_t memory() const { return cli::memory_for_customers(root_.string() + "/"); }

 private:
  std::filesystem::path root_;
};

}  // namespace

TEST_CASE("a size of memory is a number of kibibytes, mebibytes or gibibytes") {
  CHECK(cli::read_memory_size("64K") == 64 * 1024);
  CHECK(cli::read_memory_size("512M") == 512 * 1024 * 1024);
  CHECK(cli::read_memory_size("4G") == std::uint64_t{4} * 1024 * 1024 * 1024);
  CHECK(cli::read_memory_size("1.5K") == 1536);
  CHECK(cli::read_memory_size("1073741824G") == std::uint64_t{1} << 60);
  for (const char* text :
       {"", "K", "4", "4X", "4k", "0G", "-1G", "4 G", "4GB", "1073741825G", "0.0000001K", "nanK"}) {
    CAPTURE(text);
    CHECK(test::fails_with(ErrorCode::usage, [&] { cli::read_memory_size(text); }));
  }
}

TEST_CASE("customers may take three quarters of what is there, in the group that has least left") {
  const FakeSystem system;
  CHECK(system.memory() == 0);
  system.write("proc/meminfo", "MemTotal: 9000 kB\nMemFree: 10 kB\nMemAvailable:   8000 kB\n");
  CHECK(system.memory() == 6000 * 1024);
  // Version 2: a group without a limit in one with 4 MiB, of which 1 MiB cannot be given back.
  system.write("proc/self/cgroup", "0::/outer/inner\n");
  system.write("sys/fs/cgroup/outer/inner/memory.max", "max\n");
  CHECK(system.memory() == 6000 * 1024);
  system.write("sys/fs/cgroup/outer/memory.max", "4194304\n");
  system.write("sys/fs/cgroup/outer/memory.stat", "file 3000000\nanon 1048576\n");
  CHECK(system.memory() == 3 * 1024 * 1024 / 4 * 3);
  // Where the group's own files are not to be seen, those of the root are.
  system.write("sys/fs/cgroup/memory.max", "2097152\n");
  CHECK(system.memory() == 2 * 1024 * 1024 / 4 * 3);
  system.write("sys/fs/cgroup/memory.stat", "anon 9999999\n");
  CHECK(system.memory() == 1);  // nothing left, which is not the same as not known
}

TEST_CASE("groups of the first version count too") {
  const FakeSystem system;
  system.write("proc/self/cgroup", "5:cpu:/elsewhere\n4:memory:/jobs\n");
  system.write("sys/fs/cgroup/memory/jobs/memory.limit_in_bytes", "1048576\n");
  system.write("sys/fs/cgroup/memory/jobs/memory.stat", "cache 500\ntotal_rss 524288\n");
  CHECK(system.memory() == 524288 / 4 * 3);
}
