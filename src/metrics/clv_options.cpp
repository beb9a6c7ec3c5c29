#include "metrics/clv_options.hpp"

#include "csm/error.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

std::optional<Ratio> margin_of(const Question& question) {
  if (!question.has("margin")) return std::nullopt;
  const std::string_view text = question.option("margin", "");
  const bool is_percent = text.ends_with('%');
  const DecimalReading reading = read_decimal(text.substr(0, text.size() - (is_percent ? 1 : 0)));
  const Int128 whole = static_cast<Int128>(Decimal::unit) * (is_percent ? 100 : 1);
  const Int128 atoms = reading.value.atoms();
  if (reading.fault != DecimalFault::none || atoms < 0 || atoms > whole) {
    usage_error("--margin", in_quotes(text) + " is not a share from 0 to 1, such as 0.8 or 80%");
  }
  return reduced(atoms, whole);
}

}  // namespace

std::optional<Ratio> lifespan_of(const Question& question) {
  if (!question.has("lifespan")) return std::nullopt;
  const std::string_view text = question.option("lifespan", "");
  const bool is_years = text.ends_with('y');
  const bool has_unit = is_years || text.ends_with('m');
  const DecimalReading reading = read_decimal(text.substr(0, text.size() - (has_unit ? 1 : 0)));
  if (reading.fault != DecimalFault::none || reading.value < Decimal{0}) {
    usage_error("--lifespan", in_quotes(text) +
                                  " is not a time from 0 up; write months as 24 or 24m, years as "
                                  "2y");
  }
  return reduced(reading.value.atoms() * (is_years ? 12 : 1), Decimal::unit);
}

ValueTerms terms_of(const Question& question) {
  ValueTerms terms;
  terms.margin = margin_of(question);
  if (question.has("acquisition-cost"))
    terms.acquisition_cost = question.amount("acquisition-cost");
  return terms;
}

}  // namespace csm
