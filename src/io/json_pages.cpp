#include "io/json_pages.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <span>

#include "io/match.hpp"

namespace csm {
namespace {

using Element = simdjson::dom::element;
using Type = simdjson::dom::element_type;

// Keys, as io/match.hpp makes them of names.
constexpr std::array<std::string_view, 3> flags_of_more = {"hasmore", "hasnext", "hasnextpage"};
constexpr std::array<std::string_view, 1> flags_of_end = {"endofstream"};
constexpr std::array<std::string_view, 10> addresses = {
    "next",          "nextpage",   "nextpageurl", "nexturl",        "nextlink",
    "nextpagetoken", "nextcursor", "nextoffset",  "nextrecordsurl", "odatanextlink"};
constexpr std::array<std::string_view, 9> wrappers = {"links",  "meta",       "metadata",
                                                      "paging", "pagination", "pages",
                                                      "page",   "pageinfo",   "responsemetadata"};

bool is_among(std::string_view key, std::span<const std::string_view> keys) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool is_of_pages(std::string_view key) {
  return is_among(key, flags_of_more) || is_among(key, flags_of_end) || is_among(key, addresses) ||
         is_among(key, wrappers);
}

/// Whether a value names a place to go on at: neither null, false nor 0, and not empty.
bool names_a_place(Element value) {
  switch (value.type()) {
    case Type::STRING:
      return !value.get_string().value_unsafe().empty();
    case Type::INT64:
    case Type::UINT64:
      return value.get_int64().error() != simdjson::SUCCESS || value.get_int64().value_unsafe() > 0;
    case Type::OBJECT:
      return value.get_object().value_unsafe().size() > 0;
    case Type::BOOL:
      return value.get_bool().value_unsafe();
    default:
      return false;
  }
}

bool is(Element value, bool wanted) {
  const auto flag = value.get_bool();
  return flag.error() == simdjson::SUCCESS && flag.value_unsafe() == wanted;
}

void look_at(const std::string& path, std::string_view name, Element value,
             JsonPages::Signs& found) {
  const std::string key = name_key(name);
  if (is_among(key, flags_of_more) || is_among(key, flags_of_end)) {
    const bool is_of_end = is_among(key, flags_of_end);
    if (is(value, is_of_end)) found.is_last = true;
    if (is(value, !is_of_end) && found.flag.empty()) found.flag = path;
  } else if (is_among(key, addresses)) {
    if (found.address.empty() && names_a_place(value)) found.address = path;
  } else if (is_among(key, wrappers) && value.is_object()) {
    const simdjson::dom::object members = value.get_object().value_unsafe();
    for (const auto& [member, inner] : members) {
      look_at(path + "." + std::string(member), member, inner, found);
    }
  }
}

}  // namespace

void JsonPages::take(const std::string& name, std::string_view value) {
  if (!is_of_pages(name_key(name))) return;
  simdjson::dom::parser parser;
  const auto parsed = parser.parse(value.data(), value.size());
  if (parsed.error() != simdjson::SUCCESS) return;  // a number that no machine number holds
  look_at(name, name, parsed.value_unsafe(), signs_);
}

}  // namespace csm
