#include "io/rates_file.hpp"

#include <fmt/format.h>

#include <array>
#include <set>

#include "csm/error.hpp"
#include "csm/records/cell.hpp"
#include "io/match.hpp"
#include "io/open.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

constexpr std::array<FieldNames, 4> fields = {{
    {"date", "day valid_from|as_of"},
    {"from", "from_currency source_currency base_currency base source|currency"},
    {"to", "to_currency target_currency quote_currency quote target"},
    {"rate", "exchange_rate fx_rate|value"},
}};
enum FieldIndex : std::size_t { date_field, from_field, to_field, rate_field };

/// A row of the file.
struct DatedRate {
  Date day;
  Currency from;
  Currency to;  ///< not known where the file has no column for it
  ExchangeRates::Rate rate;
  std::string where;  ///< of the rate, for messages
};

class RatesReader {
 public:
  explicit RatesReader(const NamedText& file)
      : scanner_(open_scanner(bytes_of(file.name, file.text), {}, 1 << 16)) {
    scanner_->complete_header();
    const std::vector<std::string>& header = scanner_->header();
    const std::vector<ColumnMatch> matches = match_fields(scanner_->name(), header, fields, {});
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (!matches[i].column && i != to_field) refuse_header(fields[i].name);
      if (matches[i].rival) refuse_rival(fields[i].name, matches[i]);
      if (!matches[i].column) continue;
      slots_[i] = columns.size();
      columns.push_back(*matches[i].column);
    }
    scanner_->project(std::move(columns));
    scanner_->restart();
  }

  std::vector<DatedRate> read() {
    std::vector<DatedRate> rates;
    Block block;
    while (scanner_->next(block)) {
      for (const Damage& damage : block.damages) {
        refuse(place(block, damage.offset), damage.message);
      }
      for (std::size_t row = 0; row < block.rows(); ++row) rates.push_back(rate_in(block, row));
    }
    return rates;
  }

  const std::string& name() const { return scanner_->name(); }

 private:
  [[noreturn]] void refuse_header(std::string_view field) const {
    refuse(scanner_->name(),
           fmt::format("has no column {}; a table of rates has date, from, to and rate, where one "
                       "unit of from is worth rate units of to. There are {}",
                       field, columns_in_words(scanner_->header())));
  }

  [[noreturn]] void refuse_rival(std::string_view field, const ColumnMatch& match) const {
    refuse(scanner_->name(), fmt::format("the columns {} and {} both fit {}; rename one of them",
                                         in_quotes(scanner_->header()[*match.column]),
                                         in_quotes(scanner_->header()[*match.rival]), field));
  }

  std::string place(const Block& block, std::uint64_t offset) const {
    const Place at = block.place(offset);
    return fmt::format("{}:{}:{}", scanner_->name(), at.line, at.column);
  }

  DatedRate rate_in(const Block& block, std::size_t row) const {
    DatedRate rate{};
    const auto cell = [&](FieldIndex field) { return trimmed(block.cell(row, *slots_[field])); };
    const auto bad = [&](FieldIndex field, std::string_view why) {
      refuse(place(block, block.offset(row, *slots_[field])),
             fmt::format("{}: {} {}", fields[field].name, in_quotes(cell(field)), why));
    };
    const auto day = read_iso_date(cell(date_field));
    if (!day) bad(date_field, "is not a date like 2026-05-31");
    rate.day = *day;
    const auto currency = [&](FieldIndex field) {
      const auto code = Currency::of(cell(field));
      if (!code) bad(field, "is no currency code of ISO 4217");
      return *code;
    };
    rate.from = currency(from_field);
    if (slots_[to_field]) rate.to = currency(to_field);
    const DecimalReading number = read_decimal(cell(rate_field));
    if (number.fault != DecimalFault::none) bad(rate_field, "is not a number");
    const auto value = ExchangeRates::rate_of(number.value);
    if (!value) bad(rate_field, "is no rate: it is to be above 0 and below 9,000,000");
    rate.rate = *value;
    rate.where = place(block, block.offset(row, *slots_[rate_field]));
    return rate;
  }

  std::unique_ptr<Scanner> scanner_;
  std::array<std::optional<std::size_t>, fields.size()> slots_;
};

/// The currency to convert into, where the user does not tell.
Currency only_target(const std::string& file, const std::vector<DatedRate>& rates) {
  std::set<Currency> targets;
  for (const DatedRate& rate : rates) targets.insert(rate.to);
  if (targets.size() == 1 && targets.begin()->is_known()) return *targets.begin();
  std::vector<std::string_view> codes;
  for (const Currency& target : targets) codes.push_back(target.code());
  usage_error("--fx-to", fmt::format("is needed: {} {}", file,
                                     targets.size() > 1 ? "has rates to " + joined(codes)
                                     : rates.empty()    ? "has no rates"
                                                        : "does not say which currency its rates "
                                                          "are to"));
}

}  // namespace

ExchangeRates read_rates(const NamedText& file, std::optional<Currency> to) {
  RatesReader reader(file);
  std::vector<DatedRate> rates = reader.read();
  const Currency target = to ? *to : only_target(reader.name(), rates);
  ExchangeRates converted(target, reader.name());
  for (DatedRate& rate : rates) {
    if (!rate.to.is_known()) rate.to = target;
    if (rate.to != target || rate.from == target) continue;
    if (!converted.add(rate.from, rate.day, rate.rate)) {
      refuse(rate.where, fmt::format("rate: {} has another rate on {} above; one of them is wrong",
                                     rate.from.code(), to_iso(rate.day)));
    }
  }
  for (const DatedRate& rate : rates) {
    // Where the day has a rate the right way round, that one stays.
    if (rate.from == target && rate.to != target) {
      converted.add(rate.to, rate.day, rate.rate.inverse());
    }
  }
  if (!converted.newest()) {
    usage_error("--fx", fmt::format("{} has no rate from or to {}", reader.name(), target.code()));
  }
  return converted;
}

}  // namespace csm
