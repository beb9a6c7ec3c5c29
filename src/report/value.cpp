#include "report/number.hpp"
#include "report/report.hpp"

namespace csm {

std::string to_value_report(const Report& report, const Screen&) {
  std::string out;
  for (const Result& result : report.results) out += to_plain(result.value) + "\n";
  return out;
}

}  // namespace csm
