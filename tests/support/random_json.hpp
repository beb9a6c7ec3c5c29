#pragma once

#include <random>
#include <string>

namespace csm::test {

/// Objects of JSON as exports have them: the same members again and again, in one of a few forms,
/// with values of every kind; names, texts and numbers are such that a reader in a hurry errs.
class RandomJson {
 public:
  explicit RandomJson(std::uint64_t seed) : dice_(seed) {}

  /// A valid object, without a LF, in the form of the one before as a rule.
  std::string object();
  /// A value that is no object, mostly; without a LF.
  std::string value(int depth = 0);
  /// The text with a fault or two: bytes changed, lost, put in or in other order. It may still be
  /// valid.
  std::string damaged(std::string text);

  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(dice_() % limit); }

 private:
  std::string text();
  std::string number();

  std::mt19937_64 dice_;
  std::size_t form_ = 0;
};

}  // namespace csm::test
