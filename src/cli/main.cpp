#include <cstdio>
#include <exception>

#include "cli/command.hpp"
#include "csm/error.hpp"

int main(int argc, char** argv) {
  try {
    return csm::cli::run({argv + (argc > 0 ? 1 : 0), argv + argc});
  } catch (const csm::Error& error) {
    std::fprintf(stderr, "csm: %s\n", error.what());
    return static_cast<int>(error.code);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "csm: %s\n", error.what());
    return static_cast<int>(csm::ErrorCode::failed);
  }
}
