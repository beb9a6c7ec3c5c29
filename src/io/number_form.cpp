#include "io/number_form.hpp"

#include <fmt/format.h>

#include "csm/error.hpp"
#include "records/written_number.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

/// 12.5 and 1234.567, not 1.234: nobody separates thousands like that.
bool is_plain_with_point(std::string_view text) {
  const std::size_t point = text.find('.');
  return point != std::string_view::npos &&
         (text.size() - point != 4 || point > 4 || text.front() == '0');
}

/// A cell as it reads with another mark for its commas.
std::string commas_as(std::string_view cell, std::string_view mark) {
  std::string text;
  for (const char c : cell) {
    if (c == ',') {
      text += mark;
    } else {
      text += c;
    }
  }
  return shown(text);
}

}  // namespace

void NumberForm::look_at(const Block& block, std::size_t slot) {
  for (std::size_t row = 0; row < block.rows(); ++row) {
    const std::string_view text = trimmed(block.cell(row, slot));
    Decimal plain;
    const bool is_plain = read_plain_decimal(text, plain);
    if (is_plain && text.find('.') == std::string_view::npos) continue;
    if (is_plain && evidence_.first_only.count > 0 && is_plain_with_point(text)) {
      ++evidence_.first_only.count;
    } else if (!is_missing(text)) {
      add(text, block, block.offset(row, slot));
    }
  }
}

void NumberForm::add(std::string_view text, const Block& block, std::uint64_t offset) {
  switch (mark_evidence(text)) {
    case MarkEvidence::none:
      break;
    case MarkEvidence::point:
      evidence_.first_only.add(text, block, offset);
      break;
    case MarkEvidence::comma:
      evidence_.second_only.add(text, block, offset);
      break;
    case MarkEvidence::either:
      evidence_.either.add(text, block, offset);
      break;
    case MarkEvidence::thousandth:
      thousandths_.add(text, block, offset);
      break;
  }
  if (sign_ == nullptr) sign_ = sign_beside(text);
}

bool NumberForm::is_open() const {
  return !told_ && (evidence_.is_open() || is_only_thousandths());
}

bool NumberForm::is_only_thousandths() const {
  return thousandths_.count > 0 && evidence_.first_only.count == 0 &&
         evidence_.second_only.count == 0;
}

DecimalMark NumberForm::decide(std::optional<Way> told, const std::string& file,
                               std::string_view column) const {
  const auto& [point, comma, either] = evidence_;
  if (told_) return *told_;
  if (point.count > 0 && comma.count > 0) {
    const Seen& unclear = either.count > 0 ? either : thousandths_;
    if (unclear.count == 0) {
      return comma.count > point.count ? DecimalMark::comma : DecimalMark::point;
    }
    refuse(file,
           fmt::format("the column {} mixes decimal points ({}) and decimal commas ({}), so "
                       "{} could be either; bring it into one form first, or say "
                       "--decimal-point or --decimal-comma",
                       in_quotes(column), point.in_words(), comma.in_words(), unclear.in_words()));
  }
  if (point.count > 0) return DecimalMark::point;
  if (comma.count > 0) return DecimalMark::comma;
  if (told) return *told == Way::first ? DecimalMark::point : DecimalMark::comma;
  if (either.count == 0) return thousandths_.count > 0 ? DecimalMark::point : DecimalMark::none;
  refuse(file, fmt::format("the numbers of the column {} ({}) can be read as {} or as {}; say "
                           "--decimal-point or --decimal-comma",
                           in_quotes(column), either.in_words(), commas_as(either.cell, ""),
                           commas_as(either.cell, ".")));
}

void NumberForm::settle(CellRules& rules, std::optional<Way> told, const std::string& file,
                        std::string_view column) const {
  rules.decimals = decide(told, file, column);
  rules.sign = sign_;
}

std::string NumberForm::warning(std::optional<Way> told, const std::string& file,
                                std::string_view column) const {
  if (told_ || told || evidence_.either.count > 0 || !is_only_thousandths()) return "";
  return fmt::format(
      "{}: the numbers of the column {} ({}) are read with a decimal point; "
      "--decimal-comma reads thousands",
      file, in_quotes(column), thousandths_.in_words());
}

}  // namespace csm
