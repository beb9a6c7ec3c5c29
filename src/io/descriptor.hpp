#pragma once

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "csm/error.hpp"

namespace csm {

/// Throws what the system's last call failed with: Error{failed}, "may.csv: cannot be read: ...".
[[noreturn]] inline void system_error(const std::string& name, const std::string& doing) {
  throw Error(ErrorCode::failed, name, doing + ": " + std::strerror(errno));
}

/// An open file descriptor, closed with its owner; the standard streams stay open.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ > STDERR_FILENO) ::close(number_);
  }

  /// -1: none.
  int number() const { return number_; }

 private:
  int number_ = -1;
};

}  // namespace csm
