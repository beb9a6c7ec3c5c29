#include "csm/customer_memory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <limits>
#include <mutex>
#include <utility>

#include "csm/error.hpp"
#include "csm/result.hpp"

namespace csm {
namespace {

constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t always_allowed = 8 << 20;  ///< before it is asked how much there is

std::mutex finding;
std::function<std::uint64_t()> find_allowed;  ///< until it has been asked
std::atomic<std::int64_t> allowed_bytes{no_limit};
/// Below 0 for a moment where one thread gives back what another has not booked yet.
std::atomic<std::int64_t> taken_bytes{0};
std::atomic<std::int64_t> held_customers{0};

/// What a thread has taken from the account and not used, or given back and not yet booked.
struct Purse {
  static constexpr std::ptrdiff_t most = 1 << 16;
  std::ptrdiff_t unbooked = 0;  ///< used beyond what the account says

  ~Purse() { book(); }

  void book() noexcept {
    taken_bytes += unbooked;
    unbooked = 0;
  }
};

thread_local Purse purse;

std::int64_t limit_of(std::uint64_t bytes) {
  return bytes == 0 || bytes > static_cast<std::uint64_t>(no_limit)
             ? no_limit
             : static_cast<std::int64_t>(bytes);
}

std::string size_in_words(std::int64_t bytes) {
  const bool is_small = bytes < 1 << 20;
  return fmt::format("{:.1f} {}", static_cast<double>(bytes) / (is_small ? 1 << 10 : 1 << 20),
                     is_small ? "KiB" : "MiB");
}

/// Asks how much there is where that has not been done yet.
bool is_allowed(std::int64_t bytes) {
  const std::lock_guard lock(finding);
  if (find_allowed) {
    const std::uint64_t found = std::exchange(find_allowed, nullptr)();
    allowed_bytes = std::max(limit_of(found), always_allowed);
  }
  return bytes <= allowed_bytes;
}

}  // namespace

void CustomerMemory::allow(std::uint64_t bytes) {
  const std::lock_guard lock(finding);
  find_allowed = nullptr;
  allowed_bytes = limit_of(bytes);
}

void CustomerMemory::allow(std::function<std::uint64_t()> find) {
  const std::lock_guard lock(finding);
  find_allowed = std::move(find);
  allowed_bytes = find_allowed ? always_allowed : no_limit;
}

bool CustomerMemory::try_take(std::size_t bytes, std::size_t customers) {
  const auto size = static_cast<std::int64_t>(bytes);
  const std::int64_t taken = taken_bytes + size;
  if (taken > allowed_bytes && !is_allowed(taken)) return false;
  taken_bytes += size;
  held_customers += static_cast<std::int64_t>(customers);
  return true;
}

void CustomerMemory::give_back(std::size_t bytes, std::size_t customers) noexcept {
  taken_bytes -= static_cast<std::int64_t>(bytes);
  held_customers -= static_cast<std::int64_t>(customers);
}

std::int64_t CustomerMemory::taken() noexcept { return taken_bytes; }

void CustomerMemory::fail() {
  const std::int64_t customers = held_customers;
  const std::string after =
      customers == 0 ? "" : ", after about " + to_text(Quantity::count(customers));
  throw Error(ErrorCode::failed, "--memory",
              fmt::format("the customers outgrow the {} that they may take{}; --memory SIZE allows "
                          "more, --assume-unique keeps none where each row is another customer, "
                          "and files split by customer can be computed one by one",
                          size_in_words(allowed_bytes), after));
}

void change_customer_memory(std::ptrdiff_t bytes) {
  purse.unbooked += bytes;
  if (std::abs(purse.unbooked) < Purse::most) return;
  purse.book();
  if (bytes > 0 && taken_bytes > allowed_bytes && !is_allowed(taken_bytes)) {
    purse.unbooked = -bytes;  // which are not going to be allocated
    purse.book();
    CustomerMemory::fail();
  }
}

}  // namespace csm
