#include "csm/customer_pieces.hpp"

#include <cstdlib>
#include <map>
#include <mutex>
#include <new>
#include <utility>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace csm {
namespace {

constexpr std::size_t huge_page = std::size_t{2} << 20;
constexpr std::size_t block_bytes = 4 * huge_page;

/// A piece that nobody uses, where it stands.
struct FreePiece {
  FreePiece* next;
};

struct Supply {
  std::mutex mutex;
  std::map<std::size_t, FreePiece*> free;  ///< by size, one entry each that was ever taken
  std::byte* uncut = nullptr;              ///< of the newest block
  std::size_t uncut_bytes = 0;
};

/// Never destroyed: pieces may be given back until the very end.
Supply& supply() {
  static Supply& only = *new Supply;
  return only;
}

void add_block(Supply& to, std::size_t bytes) {
  void* block = std::aligned_alloc(huge_page, bytes);
  if (block == nullptr) throw std::bad_alloc();
#ifdef __linux__
  madvise(block, bytes, MADV_HUGEPAGE);  // where it is refused the pages are small ones
#endif
  to.uncut = static_cast<std::byte*>(block);
  to.uncut_bytes = bytes;
}

std::size_t rounded_up(std::size_t bytes, std::size_t to) { return (bytes + to - 1) / to * to; }

}  // namespace

void* CustomerPieces::take(std::size_t bytes) {
  const std::size_t size = rounded_up(bytes, 64);  // whole lines of the cache
  Supply& from = supply();
  const std::lock_guard lock(from.mutex);
  FreePiece*& free = from.free[size];
  if (free != nullptr) return std::exchange(free, free->next);
  if (from.uncut_bytes < size) {
    add_block(from, size < block_bytes ? block_bytes : rounded_up(size, huge_page));
  }
  from.uncut_bytes -= size;
  return std::exchange(from.uncut, from.uncut + size);
}

void CustomerPieces::give_back(void* piece, std::size_t bytes) noexcept {
  Supply& to = supply();
  const std::lock_guard lock(to.mutex);
  FreePiece*& free = to.free.find(rounded_up(bytes, 64))->second;
  free = new (piece) FreePiece{free};
}

}  // namespace csm
