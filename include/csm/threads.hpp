#pragma once

#include <cstddef>
#include <functional>

namespace csm {

/// Calls `work(0)` to `work(n - 1)` at the same time, the first on the calling thread; for n = 1
/// nothing is started. Where the
/// system starts no further thread, the calling one does what is left, one after the other. What a
/// call throws is thrown again when all are done, of several that of the smallest number.
void run_on_threads(std::size_t n, const std::function<void(std::size_t)>& work);

}  // namespace csm
