#pragma once

#include <string>
#include <string_view>

#include "io/id_sample.hpp"

namespace csm {

/// Finds ids that differ only by leading zeros, by the case of ASCII letters or by blanks around
/// them, in bounded memory: most likely one customer that is counted as several.
class AlikeIds {
 public:
  void add(std::string_view id);
  void merge(const AlikeIds& other);

  /// Ids that are written in more than one way, and of one of them two ways.
  struct Found {
    std::int64_t count = 0;
    bool is_sample = false;
    std::string one;
    std::string other;
  };
  Found found() const;

 private:
  /// The spellings of one id that come first and last in the order of bytes.
  struct Spellings {
    std::string first;
    std::string last;

    void add(std::string_view id);
  };

  IdSample<Spellings> ids_;
};

}  // namespace csm
