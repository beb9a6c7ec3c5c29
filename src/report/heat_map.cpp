#include "report/heat_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "report/line.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

constexpr std::size_t most_rows = 24;   ///< on a terminal
constexpr std::string_view gap = " ";   ///< before the shares
constexpr std::size_t least_width = 4;  ///< of a share with a blank before it: " 100"

/// Backgrounds of the palette of 256 colours, pale to strong, and whether black is read on them.
struct Shade {
  int background;
  bool is_pale;
};
constexpr std::array<Shade, 6> shades = {
    {{195, true}, {153, true}, {111, true}, {69, true}, {26, false}, {18, false}}};

std::string shaded(const std::string& text, const Shade& shade) {
  return fmt::format("\x1b[48;5;{};38;5;{}m{}\x1b[0m", shade.background, shade.is_pale ? 16 : 231,
                     text);
}

/// A table whose first columns say what a row is of, and whose further ones are shares by age.
class HeatMap {
 public:
  HeatMap(const Listing& list, const Screen& screen)
      : list_(list), screen_(screen), first_row_(0), labels_(list.shares_from) {
    if (screen.is_terminal && list.rows.size() > most_rows) {
      first_row_ = list.rows.size() - most_rows;
    }
    measure();
  }

  std::string text() const {
    const std::size_t ages = list_.columns.size() - list_.shares_from;
    std::string out = paragraph(list_.title);
    out += block(0);
    if (screen_.is_terminal) return out + rest_text(ages);
    for (std::size_t age = ages_a_line_; age < ages; age += ages_a_line_) out += "\n" + block(age);
    return out;
  }

 private:
  struct Label {
    std::string heading;
    std::size_t width = 0;
    bool is_number = false;
  };

  static std::string label_text(const Cell& cell) {
    const auto* quantity = std::get_if<Quantity>(&cell);
    return quantity != nullptr ? to_number(*quantity) : shown(std::get<std::string>(cell));
  }

  const std::optional<Ratio>& share(std::size_t row, std::size_t age) const {
    return std::get<Quantity>(list_.rows[row][list_.shares_from + age]).amount;
  }

  /// In whole percents; blank where it is not known.
  std::string share_text(std::size_t row, std::size_t age) const {
    const std::optional<Ratio>& known = share(row, age);
    return known ? Ratio{checked_multiply(known->num, 100), known->den}.to_decimal(0) : "";
  }

  void measure() {
    std::size_t used = 2 + gap.size();
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      Label& label = labels_[i];
      label.heading = shown(list_.columns[i]);
      std::replace(label.heading.begin(), label.heading.end(), '_', ' ');
      label.width = width_of(label.heading);
      for (std::size_t row = first_row_; row < list_.rows.size(); ++row) {
        label.is_number = std::holds_alternative<Quantity>(list_.rows[row][i]);
        label.width = std::max(label.width, width_of(label_text(list_.rows[row][i])));
      }
      used += label.width + 2;
    }
    share_width_ = least_width;
    const std::size_t ages = list_.columns.size() - list_.shares_from;
    for (std::size_t row = first_row_; row < list_.rows.size(); ++row) {
      for (std::size_t age = 0; age < ages; ++age) look_at(row, age);
    }
    const std::size_t room = line_width > used ? line_width - used : 0;
    ages_a_line_ = std::max<std::size_t>(1, room / share_width_);
  }

  void look_at(std::size_t row, std::size_t age) {
    const std::optional<Ratio>& known = share(row, age);
    if (!known) return;
    share_width_ = std::max(share_width_, share_text(row, age).size() + 1);
    if (age == 0) return;  // always 100 %
    const double value = known->to_double();
    least_ = std::min(least_.value_or(value), value);
    most_ = std::max(most_.value_or(value), value);
  }

  /// Some ages of those rows of which one of them is known.
  std::string block(std::size_t first_age) const {
    const std::size_t ages = list_.columns.size() - list_.shares_from;
    const std::size_t end = std::min(ages, first_age + ages_a_line_);
    std::string out = heading(first_age, end);
    for (std::size_t row = first_row_; row < list_.rows.size(); ++row) {
      // What is known of an age is known of those before.
      if (first_age > 0 && !share(row, first_age)) continue;
      out += line(row, first_age, end);
    }
    return out;
  }

  std::string labelled(std::string line, std::size_t i, const std::string& text) const {
    const std::string blanks(labels_[i].width - width_of(text), ' ');
    return std::move(line) + "  " + (labels_[i].is_number ? blanks + text : text + blanks);
  }

  std::string heading(std::size_t first_age, std::size_t end) const {
    std::string line = "  ";
    for (std::size_t i = 0; i < labels_.size(); ++i) line = labelled(line, i, labels_[i].heading);
    line += gap;
    for (std::size_t age = first_age; age < end; ++age) {
      line += fmt::format("{:>{}}", age, share_width_);
    }
    return line + "\n";
  }

  std::string line(std::size_t row, std::size_t first_age, std::size_t end) const {
    std::string line = "  ";
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      line = labelled(line, i, label_text(list_.rows[row][i]));
    }
    line += gap;
    for (std::size_t age = first_age; age < end && share(row, age); ++age) {
      const std::string text = fmt::format("{:>{}}", share_text(row, age), share_width_);
      line += screen_.has_colours ? shaded(text, shade_of(share(row, age)->to_double())) : text;
    }
    return line + "\n";
  }

  const Shade& shade_of(double share) const {
    if (!most_ || share >= *most_) return shades.back();
    const double place = (share - *least_) / (*most_ - *least_) * shades.size();
    return shades[static_cast<std::size_t>(std::clamp(place, 0.0, shades.size() - 1.0))];
  }

  std::string rest_text(std::size_t ages) const {
    if (first_row_ == 0 && ages <= ages_a_line_) return "";
    std::string text;
    if (first_row_ > 0) {
      text = fmt::format("and {} earlier one{}", first_row_, first_row_ == 1 ? "" : "s");
    }
    if (ages > ages_a_line_) {
      text += fmt::format("{}ages up to {}", text.empty() ? "and " : ", ", ages - 1);
    }
    return paragraph(text + " (a pipe and --format json have all)");
  }

  const Listing& list_;
  const Screen& screen_;
  std::size_t first_row_;
  std::vector<Label> labels_;
  std::size_t share_width_ = least_width;
  std::size_t ages_a_line_ = 1;
  std::optional<double> least_;
  std::optional<double> most_;
};

}  // namespace

std::string heat_map_text(const Listing& list, const Screen& screen) {
  return HeatMap(list, screen).text();
}

}  // namespace csm
