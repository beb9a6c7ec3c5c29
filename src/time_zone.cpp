#include "csm/time_zone.hpp"

#include <algorithm>

#include "date_cursor.hpp"

namespace csm {
namespace {

using std::chrono::local_seconds;
using std::chrono::seconds;
using std::chrono::sys_seconds;

/// When clocks first show that a step has come. Those set forward skip what lies before, and those
/// set back show the hour before for a second time: so at the later of the two readings.
std::vector<ZoneOffsets::Step> by_local_time(std::vector<ZoneOffsets::Step> steps) {
  for (std::size_t i = steps.size(); i-- > 1;) {
    steps[i].begin += std::max(steps[i - 1].offset, steps[i].offset);
  }
  return steps;
}

}  // namespace

ZoneOffsets::ZoneOffsets(std::vector<Step> steps) : steps_(std::move(steps)), at_begin_of_{} {
  for (std::size_t i = 1; i < at_begin_of_.size(); ++i) {
    std::uint32_t step = at_begin_of_[i - 1];
    while (step + 1 < steps_.size() && steps_[step + 1].begin <= static_cast<std::int64_t>(i)
                                                                     << stretch_bits) {
      ++step;
    }
    at_begin_of_[i] = step;
  }
}

std::int32_t ZoneOffsets::at(std::int64_t time) const {
  const auto last = static_cast<std::int64_t>(at_begin_of_.size() - 1);
  const std::int64_t stretch = std::clamp<std::int64_t>(time >> stretch_bits, 0, last);
  std::size_t step = at_begin_of_[static_cast<std::size_t>(stretch)];
  if (stretch == last) {
    const auto later =
        std::upper_bound(steps_.begin() + static_cast<std::ptrdiff_t>(step) + 1, steps_.end(), time,
                         [](std::int64_t at, const Step& other) { return at < other.begin; });
    return std::prev(later)->offset;
  }
  while (step + 1 < steps_.size() && steps_[step + 1].begin <= time) ++step;
  return steps_[step].offset;
}

TimeZone::TimeZone(std::string name, const std::vector<ZoneOffsets::Step>& steps)
    : name_(std::move(name)), by_instant_(steps), by_local_time_(by_local_time(steps)) {}

std::optional<TimeZone> TimeZone::of_offset(std::string_view text) {
  const bool has_name = text.starts_with("UTC") || text.starts_with("GMT");
  DateCursor cursor(text.substr(has_name ? 3 : 0));
  if (text == "Z" || (has_name && cursor.at_end())) return TimeZone("UTC", {{0, 0}});
  const bool is_west = cursor.take('-');
  if (!is_west && !cursor.take('+')) return std::nullopt;
  const auto hours = cursor.number(1, 2);
  if (!hours || *hours > 23) return std::nullopt;
  const bool has_minutes = cursor.take(':') || !cursor.at_end();
  const auto minutes = has_minutes ? cursor.number(2, 2) : 0;
  if (!minutes || *minutes > 59 || !cursor.at_end()) return std::nullopt;
  const int offset = *hours * 3600 + *minutes * 60;
  std::string name = std::string("UTC") + (is_west ? '-' : '+');
  for (const int part : {*hours, *minutes}) {
    name += {static_cast<char>('0' + part / 10), static_cast<char>('0' + part % 10)};
    if (name.size() == 6) name += ':';
  }
  return TimeZone(std::move(name), {{0, is_west ? -offset : offset}});
}

local_seconds TimeZone::local_time(sys_seconds instant) const {
  const std::int64_t since_1970 = instant.time_since_epoch().count();
  return local_seconds{seconds{since_1970 + by_instant_.at(since_1970)}};
}

sys_seconds TimeZone::instant(local_seconds local) const {
  const std::int64_t since_1970 = local.time_since_epoch().count();
  return sys_seconds{seconds{since_1970 - by_local_time_.at(since_1970)}};
}

Date day_in(const TimeZone& zone, const WrittenTime& written, const TimeZone* written_in) {
  if (!written.time || (!written.time->offset && written_in == nullptr)) return written.day;
  const local_seconds local{written.day.time_since_epoch() + seconds{written.time->seconds}};
  const sys_seconds instant =
      written.time->offset ? sys_seconds{local.time_since_epoch()} - seconds{*written.time->offset}
                           : written_in->instant(local);
  const auto day = std::chrono::floor<std::chrono::days>(zone.local_time(instant));
  static const Date first = *make_date(1, 1, 1);
  static const Date last = *make_date(9999, 12, 31);
  return std::clamp(Date{day.time_since_epoch()}, first, last);
}

}  // namespace csm
