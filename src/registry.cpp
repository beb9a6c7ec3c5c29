#include "csm/registry.hpp"

#include "csm/error.hpp"
#include "csm/metrics/ces.hpp"
#include "csm/metrics/churn.hpp"
#include "csm/metrics/clv.hpp"
#include "csm/metrics/cohorts.hpp"
#include "csm/metrics/csat.hpp"
#include "csm/metrics/expansion.hpp"
#include "csm/metrics/fcr.hpp"
#include "csm/metrics/feedback.hpp"
#include "csm/metrics/health.hpp"
#include "csm/metrics/mrr.hpp"
#include "csm/metrics/nps.hpp"
#include "csm/metrics/renewal.hpp"
#include "csm/metrics/retention_cost.hpp"
#include "text/nearest.hpp"

namespace csm {

std::span<const Metric> metrics() {
  static const Metric table[] = {
      churn_metric,  mrr_metric,      expansion_metric, clv_metric, retention_cost_metric,
      nps_metric,    csat_metric,     ces_metric,       fcr_metric, renewal_metric,
      health_metric, feedback_metric, cohorts_metric};
  return table;
}

const Metric* find_metric(std::string_view id) {
  for (const Metric& metric : metrics()) {
    if (metric.id == id) return &metric;
  }
  return nullptr;
}

const Rule& find_rule(const Metric& metric, std::string_view id) {
  std::vector<std::string_view> ids;
  for (const Rule& rule : metric.rules) {
    if (rule.id == id) return rule;
    ids.push_back(rule.id);
  }
  usage_error("--rule", "\"" + std::string(id) + "\" is no rule of " + std::string(metric.id) +
                            "; there are " + joined(ids) + did_you_mean(id, ids));
}

}  // namespace csm
