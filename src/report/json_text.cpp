#include "report/json_text.hpp"

#include <algorithm>

#include "text/shown.hpp"

namespace csm {
namespace {

/// The JSON with those characters escaped that are not to be seen on a screen, such as those that
/// turn the direction of writing. Those below a blank are escaped already.
std::string without_hidden(const std::string& json) {
  std::string out;
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  for (auto i = json.begin(); i != json.end();) {
    if (is_ascii(*i)) {
      out += *i == 0x7f ? "\\u007f" : std::string(1, *i);
      ++i;
      continue;
    }
    const auto end = std::find_if(i, json.end(), is_ascii);
    out += shown(std::string(i, end));  // above ASCII it escapes as JSON does
    i = end;
  }
  return out;
}

}  // namespace

std::string json_text_of(const std::string& text) { return is_utf8(text) ? text : shown(text); }

namespace {

/// Bytes that are no UTF-8 were escaped where they came in; `replace` only guards against throwing.
std::string printed(const Json& json, int indent) {
  return without_hidden(json.dump(indent, ' ', false, Json::error_handler_t::replace)) + "\n";
}

}  // namespace

std::string printed(const Json& json) { return printed(json, 2); }
std::string printed_in_line(const Json& json) { return printed(json, -1); }

}  // namespace csm
