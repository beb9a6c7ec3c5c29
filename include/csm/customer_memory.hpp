#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace csm {

/// The account of the memory that what is kept of customers takes, one for the process: it is the
/// process that runs out. Any thread may use it.
///
/// Errors  Error{failed} where more is taken than is allowed: how many customers there are, how
///         much they take and what to do. Better than what an operating system does to a process
///         that takes all there is
/// Cost    an atomic addition a call; made for pieces of many customers
class CustomerMemory {
 public:
  /// From now on; without it, or with 0, there is no limit.
  static void allow(std::uint64_t bytes);
  /// The same, but `find` is asked, once and by whichever thread, when customers take more than a
  /// few megabytes: how much there is may take longer to find than a small file to read.
  static void allow(std::function<std::uint64_t()> find);

  /// False, and nothing is taken, where that is more than is allowed. `customers` is how many the
  /// bytes hold.
  static bool try_take(std::size_t bytes, std::size_t customers);
  static void give_back(std::size_t bytes, std::size_t customers) noexcept;
  /// What is on the account, to some kilobytes a thread.
  static std::int64_t taken() noexcept;

  /// Says that no more may be taken.
  [[noreturn]] static void fail();
};

/// A standard allocator that keeps the account, for maps and lists of customers: each thread takes
/// from it in pieces of some kilobytes.
template <class Value>
class CustomerAllocator {
 public:
  using value_type = Value;

  CustomerAllocator() = default;
  template <class Other>
  CustomerAllocator(const CustomerAllocator<Other>&) noexcept {}  // NOLINT: as allocators must

  Value* allocate(std::size_t n);
  void deallocate(Value* values, std::size_t n) noexcept;

  friend bool operator==(const CustomerAllocator&, const CustomerAllocator&) { return true; }
};

/// Puts `bytes` on the account, or below 0 takes them off, once some kilobytes have come together.
void change_customer_memory(std::ptrdiff_t bytes);

template <class Value>
Value* CustomerAllocator<Value>::allocate(std::size_t n) {
  change_customer_memory(static_cast<std::ptrdiff_t>(n * sizeof(Value)));
  try {
    return std::allocator<Value>().allocate(n);
  } catch (...) {
    change_customer_memory(-static_cast<std::ptrdiff_t>(n * sizeof(Value)));
    throw;
  }
}

template <class Value>
void CustomerAllocator<Value>::deallocate(Value* values, std::size_t n) noexcept {
  change_customer_memory(-static_cast<std::ptrdiff_t>(n * sizeof(Value)));
  std::allocator<Value>().deallocate(values, n);
}

}  // namespace csm
