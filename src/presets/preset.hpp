#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>

#include "csm/records/cell.hpp"

namespace csm {

/// How the form of an export is known.
enum class FormatEvidence : std::uint8_t {
  seen,       ///< a real file, or the vendor's own page about it
  importers,  ///< headers in public importers that name the vendor; may be partial or old
  api,        ///< what the vendor's interface for programs gives
};

/// The headers that hold a field, the preferred first, separated by '|'; without any, no column
/// does, whatever it is called.
struct PresetColumn {
  std::string_view field;
  std::string_view headers;
};

/// Rows that are none of what is counted: left out, with the reason.
struct LeftOutRows {
  std::string_view column;
  /// Separated by '|', without regard to case and punctuation; without any, blank is meant.
  std::string_view words;
  std::string_view reason;    ///< "test mode"
  bool is_kept = false;       ///< the words are those of the rows that stay; blank stays too
  std::string_view survey{};  ///< the kind of survey (Input::survey) that leaves them out; any
};

/// The reason for answers to a survey of another kind than the one that is computed.
inline constexpr std::string_view other_surveys = "surveys of another kind";

/// What csm knows of one export of one vendor: plain data. Names of columns are compared without
/// regard to case, blanks, punctuation and a zone in brackets.
struct Preset {
  std::string_view name;   ///< "stripe-subscriptions": of --preset
  std::string_view reads;  ///< "a Stripe subscriptions export"
  std::string_view kind;   ///< of record
  FormatEvidence evidence;
  std::string_view signature;  ///< columns that are all there, separated by '|'
  std::span<const PresetColumn> columns{};
  std::span<const StatusWord> statuses{};
  std::span<const LeftOutRows> left_out{};
  std::string_view times{};        ///< the column that amounts are multiplied by
  std::string_view percent_off{};  ///< the column of what is taken off of each hundred
  std::string_view refunded{};     ///< the column whose amounts were paid back: taken off
  bool amounts_are_minor = false;  ///< whole numbers of the currency's minor unit
  /// Currencies whose amounts are hundredths though they have no minor unit.
  std::string_view hundredths{};
  bool dates_are_unix = false;  ///< seconds since 1970
  std::string_view zone{};      ///< of times that say none, wherever the customer is; or not known
  /// What is canceled ends with its current period: no column needs to say when it ended.
  bool period_tells_end = false;
  std::string_view ids_joined_by{};  ///< what stands between ids of several customers in one cell
  std::string_view remark{};         ///< what stands under every figure of it
  /// Why its rows cannot be counted rightly, and what to take instead; empty where they can.
  std::string_view refusal{};
};

/// All presets, in the order of the alphabet.
std::span<const Preset> presets();

/// The preset of that name, or null.
const Preset* find_preset(std::string_view name);

/// The parts of a list that '|' separates; none of an empty one.
template <class Use>
void for_each_part(std::string_view list, Use&& use) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find('|'), list.size());
    use(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

}  // namespace csm
