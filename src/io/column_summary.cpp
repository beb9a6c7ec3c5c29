#include "io/column_summary.hpp"

#include <algorithm>

namespace csm {
namespace {

/// "Ticket Id", "customer_id", "accountID", "id": not "paid".
bool is_called_id(std::string_view header) {
  if (header == "id" || header == "ID" || header == "Id") return true;
  if (header.size() < 3) return false;
  const std::string_view end = header.substr(header.size() - 2);
  const char before = header[header.size() - 3];
  const bool is_lower = before >= 'a' && before <= 'z';
  const bool is_letter = is_lower || (before >= 'A' && before <= 'Z');
  return end == "id" ? !is_letter : (end == "Id" || end == "ID") && (is_lower || !is_letter);
}

bool is_id_field(const std::vector<ColumnMeaning>& meanings) {
  return std::any_of(meanings.begin(), meanings.end(),
                     [](const ColumnMeaning& meaning) { return meaning.field.ends_with("_id"); });
}

DateWriting writing_of(DateReading reading) {
  switch (reading) {
    case DateReading::iso:
      return DateWriting::iso;
    case DateReading::day_first:
      return DateWriting::day_first;
    case DateReading::month_first:
      return DateWriting::month_first;
    case DateReading::unix_seconds:
      return DateWriting::unix_seconds;
    case DateReading::unix_millis:
      return DateWriting::unix_millis;
    case DateReading::yyyymmdd:
      return DateWriting::yyyymmdd;
    case DateReading::excel:
      return DateWriting::excel;
    case DateReading::pattern:
      break;
  }
  return DateWriting::pattern;
}

}  // namespace

void ColumnSummary::Dates::add(Date date, Date today) {
  ++count;
  if (is_never(date)) return;
  oldest = std::min(oldest.value_or(date), date);
  newest = std::max(newest.value_or(date), date);
  in_future += date > today ? 1 : 0;
}

void ColumnSummary::add(std::string_view cell) {
  const std::string_view text = trimmed(cell);
  if (is_missing(text)) {
    ++missing_;
    return;
  }
  if (filled_++ == 0) example_ = text;
  add_word(text);
  if (add_date(text) || add_number(text)) return;
  bool value = false;
  if (read_value(text, {}, value) == nullptr) ++yes_or_no_;
}

std::optional<Date> ColumnSummary::read_as(DateReading form, std::string_view text) const {
  CellRules rules = rules_;
  rules.dates = form;
  return read_date(text, rules);
}

bool ColumnSummary::add_date(std::string_view text) {
  const bool is_settled = slot_ != nullptr && slot_->is_date;
  if (slot_ != nullptr && slot_->is_number) return false;
  if (!is_settled && rules_.pattern == nullptr) return add_date_in_any_form(text);
  const auto date =
      is_settled ? read_date(text, slot_->rules) : read_as(DateReading::pattern, text);
  if (date) as_iso_.add(*date, today_);
  dates_ += date ? 1 : 0;
  return date.has_value();
}

bool ColumnSummary::add_date_in_any_form(std::string_view text) {
  constexpr std::size_t shortest = 8;  // 1/1/2026
  if (text.size() < shortest || text.front() < '0' || text.front() > '9') return false;
  const auto written = read_iso_time(text);
  const auto iso = written ? std::optional(day_of(*written, rules_)) : std::nullopt;
  const auto day_first = iso ? iso : read_as(DateReading::day_first, text);
  const auto month_first = iso ? iso : read_as(DateReading::month_first, text);
  if (!day_first && !month_first) return false;
  ++dates_;
  if (iso) {
    as_iso_.add(*iso, today_);
    return true;
  }
  if (day_first) as_day_first_.add(*day_first, today_);
  if (month_first) as_month_first_.add(*month_first, today_);
  only_day_first_ += month_first ? 0 : 1;
  only_month_first_ += day_first ? 0 : 1;
  return true;
}

bool ColumnSummary::add_number(std::string_view text) {
  Decimal number;
  if (slot_ != nullptr && slot_->is_number) {
    if (read_value(text, slot_->rules, number) != nullptr) return false;
  } else {
    const DecimalReading reading = read_decimal(text);
    if (reading.fault != DecimalFault::none) return false;
    number = reading.value;
  }
  ++numbers_;
  lowest_ = std::min(lowest_.value_or(number), number);
  highest_ = std::max(highest_.value_or(number), number);
  return true;
}

void ColumnSummary::add_word(std::string_view text) {
  constexpr std::size_t longest = 40;
  if (has_many_words_) return;
  const auto known = words_.find(text);
  if (known != words_.end()) {
    ++known->second;
  } else if (words_.size() < most_words && text.size() <= longest) {
    words_.emplace(text, 1);
  } else {
    has_many_words_ = true;
    words_.clear();
  }
}

DateWriting ColumnSummary::writing() const {
  if (slot_ != nullptr && slot_->is_date) return writing_of(slot_->rules.dates);
  if (rules_.pattern != nullptr) return DateWriting::pattern;
  if (2 * as_iso_.count >= dates_) return DateWriting::iso;
  if (only_day_first_ > 0 && only_month_first_ > 0) return DateWriting::mixed;
  if (only_day_first_ > 0) return DateWriting::day_first;
  return only_month_first_ > 0 ? DateWriting::month_first : DateWriting::either;
}

void ColumnSummary::tell_dates(InspectedColumn& column) const {
  column.writing = writing();
  if (column.writing == DateWriting::either || column.writing == DateWriting::mixed) return;
  const bool is_settled = slot_ != nullptr && slot_->is_date;
  const Dates& dates = is_settled                                   ? as_iso_
                       : column.writing == DateWriting::day_first   ? as_day_first_
                       : column.writing == DateWriting::month_first ? as_month_first_
                                                                    : as_iso_;
  column.oldest = dates.oldest;
  column.newest = dates.newest;
  column.in_future = dates.in_future;
  column.unlike = filled_ - dates.count;
}

InspectedColumn ColumnSummary::column(std::string header,
                                      std::vector<ColumnMeaning> meanings) const {
  InspectedColumn column;
  const bool is_id = is_id_field(meanings) || is_called_id(header);
  column.header = std::move(header);
  column.meanings = std::move(meanings);
  column.filled = filled_;
  column.missing = missing_;
  column.example = example_;
  const auto distinct = static_cast<std::int64_t>(words_.size());
  const bool has_few_words = !has_many_words_ && 3 * distinct <= 2 * filled_;
  if (filled_ == 0) return column;
  if (is_id) {
    column.kind = ValueKind::id;
  } else if (2 * dates_ > filled_) {
    column.kind = ValueKind::date;
    tell_dates(column);
  } else if (2 * numbers_ > filled_) {
    column.kind = ValueKind::number;
    column.lowest = lowest_;
    column.highest = highest_;
    column.unlike = filled_ - numbers_;
  } else if (2 * yes_or_no_ > filled_) {
    column.kind = ValueKind::yes_no;
    column.unlike = filled_ - yes_or_no_;
  } else {
    column.kind = has_few_words ? ValueKind::word : ValueKind::text;
  }
  const bool tells_words = column.kind == ValueKind::word || column.kind == ValueKind::yes_no;
  if (tells_words || (column.kind == ValueKind::number && has_few_words)) {
    column.words.assign(words_.begin(), words_.end());
    std::stable_sort(column.words.begin(), column.words.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
  }
  return column;
}

}  // namespace csm
