#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

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

/// What a piece of memory takes of the system that gives it: its own note beside it, and whole
/// steps of 16 bytes. As glibc does; others are close.
constexpr std::size_t memory_of_piece(std::size_t bytes) {
  return bytes + 8 <= 32 ? 32 : (bytes + 8 + 15) / 16 * 16;
}

/// What a text takes beside itself: nothing where it is short enough to stand in it.
inline std::size_t memory_beside(const std::string& text) {
  return text.capacity() <= std::string().capacity() ? 0 : memory_of_piece(text.capacity() + 1);
}

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
  const auto bytes = static_cast<std::ptrdiff_t>(memory_of_piece(n * sizeof(Value)));
  change_customer_memory(bytes);
  try {
    return std::allocator<Value>().allocate(n);
  } catch (...) {
    change_customer_memory(-bytes);
    throw;
  }
}

template <class Value>
void CustomerAllocator<Value>::deallocate(Value* values, std::size_t n) noexcept {
  change_customer_memory(-static_cast<std::ptrdiff_t>(memory_of_piece(n * sizeof(Value))));
  std::allocator<Value>().deallocate(values, n);
}

/// Lists and texts within what is kept of customers, on the account.
template <class Value>
using CustomerList = std::vector<Value, CustomerAllocator<Value>>;
using CustomerText = std::basic_string<char, std::char_traits<char>, CustomerAllocator<char>>;

/// What plain lists and texts about customers take, on the account for as long as it lives: stands
/// beside them. A copy takes as much again.
class CustomerShare {
 public:
  CustomerShare() = default;
  CustomerShare(const CustomerShare& other) { take(other.bytes_); }
  CustomerShare(CustomerShare&& other) noexcept : bytes_(std::exchange(other.bytes_, 0)) {}
  CustomerShare& operator=(CustomerShare other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~CustomerShare() { change_customer_memory(-static_cast<std::ptrdiff_t>(bytes_)); }

  /// Error{failed} where that is more than is allowed.
  void take(std::size_t bytes) {
    change_customer_memory(static_cast<std::ptrdiff_t>(bytes));
    bytes_ += bytes;
  }

 private:
  std::size_t bytes_ = 0;
};

}  // namespace csm
