#include "csm/version.hpp"

namespace csm {

std::string_view version() { return CSM_VERSION; }

}  // namespace csm
