#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csm/date.hpp"

namespace csm {

/// The offsets of a time zone, found by a time. Plain data: any number of threads may ask.
class ZoneOffsets {
 public:
  struct Step {
    std::int64_t begin;   ///< the first second with this offset
    std::int32_t offset;  ///< from UTC in seconds, east is positive
  };

  /// Steps in order; what lies before the first has the offset of the first.
  explicit ZoneOffsets(std::vector<Step> steps);

  /// Cost  a step or two from a table for the years 1970 to 2106; others are searched for
  std::int32_t at(std::int64_t time) const;

 private:
  /// A stretch of time is 2^23 seconds, 97 days: rarely more than one step begins in it.
  static constexpr int stretch_bits = 23;

  std::vector<Step> steps_;
  std::array<std::uint32_t, 512> at_begin_of_;  ///< the step at the begin of each stretch from 1970
};

/// A time zone: what its clocks show when.
///
/// Clocks are set forward and back. A local time that they skip counts by the offset before; one
/// that they show twice is the first of the two.
/// Range   to the year 9999: behind the last change that the system's data has, by the rule that
///         it has for the time after
/// Example  TimeZone::of_offset("+02:00")->local_time(instant)
class TimeZone {
 public:
  /// A zone by the instants at which its offset changes; the first is that of all time before.
  TimeZone(std::string name, const std::vector<ZoneOffsets::Step>& steps);

  /// `UTC`, `GMT`, `Z`, or an offset from it: `+02:00`, `-0930`, `+2`, `UTC+5:30`. Nothing for any
  /// other text, also one that names a place.
  static std::optional<TimeZone> of_offset(std::string_view text);

  const std::string& name() const { return name_; }

  std::chrono::local_seconds local_time(std::chrono::sys_seconds instant) const;
  std::chrono::sys_seconds instant(std::chrono::local_seconds local) const;

 private:
  std::string name_;
  ZoneOffsets by_instant_;
  ZoneOffsets by_local_time_;
};

/// Whether any time was met that says no offset, by any thread.
class BareTimes {
 public:
  void meet() {
    if (!are_met()) are_met_.store(true, std::memory_order_relaxed);
  }
  bool are_met() const { return are_met_.load(std::memory_order_relaxed); }

 private:
  std::atomic<bool> are_met_ = false;
};

/// The day in `zone` of a time that was written in `written_in`, unless it says its offset. As it
/// stands where it is a date alone, and where nobody says in which zone it is written (null).
Date day_in(const TimeZone& zone, const WrittenTime& written, const TimeZone* written_in);

}  // namespace csm
