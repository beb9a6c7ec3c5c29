#include "csm/customer_memory.hpp"

#include <fmt/format.h>

#include <atomic>
#include <cstdlib>
#include <limits>

#include "csm/error.hpp"
#include "csm/result.hpp"

namespace csm {
namespace {

std::atomic<std::uint64_t> allowed_bytes{std::numeric_limits<std::uint64_t>::max()};
std::atomic<std::uint64_t> taken_bytes{0};
std::atomic<std::uint64_t> held_customers{0};

/// What a thread has taken from the account and not used, or given back and not yet booked.
struct Purse {
  static constexpr std::ptrdiff_t most = 1 << 16;
  std::ptrdiff_t unbooked = 0;  ///< used beyond what the account says

  ~Purse() { book(); }

  void book() noexcept {
    taken_bytes += static_cast<std::uint64_t>(unbooked);
    unbooked = 0;
  }
};

thread_local Purse purse;

}  // namespace

void CustomerMemory::allow(std::uint64_t bytes) {
  allowed_bytes = bytes == 0 ? std::numeric_limits<std::uint64_t>::max() : bytes;
}

bool CustomerMemory::try_take(std::size_t bytes, std::size_t customers) noexcept {
  if (taken_bytes.fetch_add(bytes) + bytes > allowed_bytes) {
    taken_bytes -= bytes;
    return false;
  }
  held_customers += customers;
  return true;
}

void CustomerMemory::take(std::size_t bytes, std::size_t customers) {
  if (!try_take(bytes, customers)) fail();
}

void CustomerMemory::give_back(std::size_t bytes, std::size_t customers) noexcept {
  taken_bytes -= bytes;
  held_customers -= customers;
}

std::uint64_t CustomerMemory::taken() noexcept { return taken_bytes; }

void CustomerMemory::fail() {
  const std::uint64_t customers = held_customers;
  throw Error(
      ErrorCode::failed, "--memory",
      fmt::format(
          "the customers outgrow the {:.1f} MiB that they may take{}; --memory 16G allows "
          "more, --assume-unique keeps none where each row is another customer, and files "
          "split by customer can be computed one by one",
          static_cast<double>(allowed_bytes) / (1 << 20),
          customers == 0
              ? ""
              : fmt::format(", after about {}",
                            to_text(Quantity::count(static_cast<std::int64_t>(customers))))));
}

void change_customer_memory(std::ptrdiff_t bytes) {
  purse.unbooked += bytes;
  if (std::abs(purse.unbooked) < Purse::most) return;
  purse.book();
  if (bytes > 0 && taken_bytes > allowed_bytes) {
    purse.unbooked = -bytes;  // which are not going to be allocated
    purse.book();
    CustomerMemory::fail();
  }
}

}  // namespace csm
