#pragma once

#include <string>
#include <string_view>

namespace csm {

/// What an object that wraps a list says of further pages of that list, by the members that the
/// usual services have: "next_page", "has_more", "links.next", "paging.next", "end_of_stream".
///
/// A flag that says yes or no counts before an address, which some services give on the last page
/// too.
class JsonPages {
 public:
  /// Takes a member of the object: a name and a valid value. Costs nothing for other names.
  void take(const std::string& name, std::string_view value);

  /// The member that says there is more, as it stands: "meta.has_more"; or empty.
  std::string further() const {
    return signs_.is_last ? "" : signs_.flag.empty() ? signs_.address : signs_.flag;
  }

  /// What was found, by its members.
  struct Signs {
    bool is_last = false;  ///< a flag says so
    std::string flag;
    std::string address;
  };

 private:
  Signs signs_;
};

}  // namespace csm
