#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "fuzz/fuzz.hpp"

// Runs the corpus through the fuzz targets without a fuzzer: replay CORPUS_DIR, which has a folder
// for each target; or replay TARGET FILE..., for an input that a fuzzer has found.

namespace {

namespace fs = std::filesystem;
using namespace csm::fuzz;

struct Target {
  std::string_view name;
  void (*run)(std::string_view);
};
constexpr Target targets[] = {{"csv", try_csv}, {"json", try_json}, {"values", try_values}};

int run(const Target& target, const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "%s: cannot be opened\n", path.c_str());
    return 4;
  }
  // Named first: a target that reports something ends the program.
  std::fprintf(stderr, "%s\n", path.c_str());
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  target.run(text);
  return 0;
}

int run_folder(const Target& target, const fs::path& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder)) paths.push_back(entry.path());
  if (paths.empty()) {
    std::fprintf(stderr, "%s: has no inputs\n", folder.c_str());
    return 3;
  }
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) {
    if (const int status = run(target, path); status != 0) return status;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && fs::is_directory(argv[1])) {
    for (const Target& target : targets) {
      const int status = run_folder(target, fs::path(argv[1]) / target.name);
      if (status != 0) return status;
    }
    return 0;
  }
  for (const Target& target : targets) {
    if (argc < 3 || target.name != argv[1]) continue;
    for (int i = 2; i < argc; ++i) {
      if (const int status = run(target, argv[i]); status != 0) return status;
    }
    return 0;
  }
  std::fprintf(stderr, "usage: %s CORPUS_DIR | csv|json|values FILE...\n", argv[0]);
  return 2;
}
