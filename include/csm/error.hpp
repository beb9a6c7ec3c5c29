#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace csm {

/// Why csm cannot go on. The value is the program's exit status.
enum class ErrorCode {
  usage = 2,    ///< the command is wrong: an unknown rule, an impossible option
  refused = 3,  ///< the input cannot be trusted: no such column, a quote that never closes
  failed = 4,   ///< the system failed: a read error, a broken law of arithmetic
};

/// What cannot go on. Thrown anywhere, caught in main alone.
///
/// `where` is the place ("may.csv:17:4", "--period") or empty; `message` says what was found, what
/// was wanted and what to do about it.
struct Error : std::runtime_error {
  Error(ErrorCode code_, std::string where_, std::string message_)
      : std::runtime_error(where_.empty() ? message_ : where_ + ": " + message_),
        code(code_),
        where(std::move(where_)),
        message(std::move(message_)) {}

  ErrorCode code;
  std::string where;
  std::string message;
};

[[noreturn]] inline void usage_error(std::string where, std::string message) {
  throw Error(ErrorCode::usage, std::move(where), std::move(message));
}
[[noreturn]] inline void refuse(std::string where, std::string message) {
  throw Error(ErrorCode::refused, std::move(where), std::move(message));
}

}  // namespace csm
