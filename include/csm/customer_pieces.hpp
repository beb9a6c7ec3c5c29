#pragma once

#include <cstddef>

namespace csm {

/// Memory for what is kept of many customers, in pieces of a few sizes. They are cut from blocks of
/// huge pages, where the system has them: rows go to hundreds of pieces in turn, which of small
/// pages would be more than the processor remembers where they are.
///
/// What is given back is kept for other pieces of its size. Any thread may take and give back.
///
/// Errors  std::bad_alloc where there is no memory
/// Cost    a lock a call; up to some megabytes more than what is taken
class CustomerPieces {
 public:
  static void* take(std::size_t bytes);
  static void give_back(void* piece, std::size_t bytes) noexcept;
};

}  // namespace csm
