#pragma once

#include <climits>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "csm/question.hpp"
#include "csm/result.hpp"
#include "support/catch.hpp"
#include "support/random_rows.hpp"

// Questions of all kinds of metrics with small random files for them, whose lines somebody can
// select by hand.

namespace csm::test {

inline constexpr int no_end = INT_MAX;

/// A line of a file, and what decides where it belongs.
struct Line {
  std::string text;
  std::string customer;
  std::string plan;
  int start = 0;
  int end = no_end;
};

struct File {
  std::string header;
  std::vector<Line> lines;
};

/// A metric, and a maker of its files.
struct Subject {
  const char* metric;
  const char* rule;
  File (*make)(slow::Dice&);
  bool counts_customers;
  std::map<std::string, std::string, std::less<>> options{};
};

std::span<const Subject> subjects();
/// Cohorts: customers that can be listed, and steps of their own.
const Subject& cohorts_subject();

/// What is asked of a subject over a period; the data is known for long enough.
Question question_of(const Subject& subject, const std::string& period);

/// The lines wanted, under the header.
template <class Wanted>
std::string text_of(const File& file, const Wanted& is_wanted) {
  std::string text = file.header + "\n";
  for (const Line& line : file.lines) {
    if (is_wanted(line)) text += line.text + "\n";
  }
  return text;
}

std::string whole(const File& file);

/// Everything of a result but its slice.
std::string shown_result(const Result& result);

/// `check(subject, file)` of many files of a subject ...
template <class Check>
void for_each_file_of(const Subject& subject, const Check& check) {
  constexpr std::uint64_t seeds = 25;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    CAPTURE(seed);
    slow::Dice dice(seed);
    check(subject, subject.make(dice));
  }
}

/// ... of each.
template <class Check>
void for_each_file(const Check& check) {
  for (const Subject& subject : subjects()) for_each_file_of(subject, check);
}

}  // namespace csm::test
