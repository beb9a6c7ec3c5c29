#include "fuzz/fuzz.hpp"

/// What libFuzzer calls. The build says which target: CSM_FUZZ_TARGET is try_csv or another.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  csm::fuzz::CSM_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
  return 0;
}
