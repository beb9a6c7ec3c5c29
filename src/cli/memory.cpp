#include "cli/memory.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <limits>
#include <optional>
#include <sstream>

#include "csm/decimal.hpp"
#include "csm/error.hpp"
#include "text/shown.hpp"

namespace csm::cli {
namespace {

std::string content_of(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  return text.str();
}

/// The number behind a name at the beginning of a line, or with an empty name at the beginning of
/// the text; none where it is not there, or a word such as "max".
std::optional<std::uint64_t> number_in(const std::string& text, const std::string& name) {
  std::size_t at = 0;
  if (!name.empty() && !text.starts_with(name)) {
    at = text.find("\n" + name);
    if (at == std::string::npos) return std::nullopt;
    ++at;
  }
  at = std::min(text.size(), at + name.size());
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  std::uint64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data() + at, text.data() + text.size(), number);
  if (fault != std::errc{}) return std::nullopt;
  return number;
}

/// Where the files of a version of control groups lie, and what they are called.
struct GroupFiles {
  const char* line;  ///< how its line in /proc/self/cgroup begins, behind its number
  const char* mount;
  const char* limit;
  const char* used;  ///< in memory.stat: what cannot be given back, unlike cached files
};
constexpr GroupFiles versions[] = {
    {"::", "sys/fs/cgroup", "memory.max", "anon "},
    {":memory:", "sys/fs/cgroup/memory", "memory.limit_in_bytes", "total_rss "}};

/// The path of the group that csm runs in, "" for the one above all others.
std::string group_path(const std::string& groups, const GroupFiles& version) {
  const std::size_t line = groups.find(version.line);
  if (line == std::string::npos) return "";
  const std::size_t begin = groups.find('/', line);
  const std::size_t end = groups.find('\n', line);
  if (begin == std::string::npos || begin + 1 >= end) return "";
  return groups.substr(begin, end - begin);
}

/// The least that the group and those it lies in have left.
std::uint64_t left_in_groups(const std::string& root, const GroupFiles& version) {
  std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
  std::string path = group_path(content_of(root + "proc/self/cgroup"), version);
  while (true) {
    const std::string group = root + version.mount + path + "/";
    if (const auto limit = number_in(content_of(group + version.limit), "")) {
      const std::uint64_t used =
          number_in(content_of(group + "memory.stat"), version.used).value_or(0);
      least = std::min(least, *limit - std::min(*limit, used));
    }
    if (path.empty()) return least;
    path.resize(path.rfind('/'));
  }
}

}  // namespace

std::uint64_t read_memory_size(std::string_view text) {
  constexpr std::string_view units = "KMG";
  const std::size_t unit = text.empty() ? std::string_view::npos : units.find(text.back());
  if (unit != std::string_view::npos) {
    const DecimalReading number = read_decimal(text.substr(0, text.size() - 1));
    // 2^30 GiB is more than any machine has, and what is read stays below 2^61 bytes.
    if (number.fault == DecimalFault::none && number.value > Decimal{0} &&
        number.value <= Decimal{1 << 30}) {
      const Int128 bytes = (number.value.atoms() << (10 * (unit + 1))) / Decimal::unit;
      if (bytes > 0) return static_cast<std::uint64_t>(bytes);
    }
  }
  usage_error("--memory",
              in_quotes(text) + " is no size; write a number with K, M or G behind it, such as 4G");
}

std::uint64_t memory_for_customers(const std::string& root) {
  std::uint64_t left = std::numeric_limits<std::uint64_t>::max();
  if (const auto kilobytes = number_in(content_of(root + "proc/meminfo"), "MemAvailable:")) {
    left = *kilobytes * 1024;
  }
  for (const GroupFiles& version : versions) left = std::min(left, left_in_groups(root, version));
  if (left == std::numeric_limits<std::uint64_t>::max()) return 0;
  return std::max<std::uint64_t>(left / 4 * 3, 1);
}

}  // namespace csm::cli
