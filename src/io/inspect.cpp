#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "csm/error.hpp"
#include "csm/inspection.hpp"
#include "csm/registry.hpp"
#include "io/column_forms.hpp"
#include "io/column_summary.hpp"
#include "io/column_zone.hpp"
#include "io/compressed_bytes.hpp"
#include "io/dialect.hpp"
#include "io/finding_warnings.hpp"
#include "io/id_watch.hpp"
#include "io/last_totals.hpp"
#include "io/observed_bytes.hpp"
#include "io/offers.hpp"
#include "io/open.hpp"
#include "io/overlapping_rows.hpp"
#include "io/preset_choice.hpp"
#include "io/row_sieve.hpp"
#include "io/table.hpp"
#include "text/nearest.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

/// The inputs of all metrics.
std::vector<Input> all_inputs() {
  std::vector<Input> inputs;
  for (const Metric& metric : metrics()) {
    Question question;
    question.metric = &metric;
    for (Input& input : inputs_of(metric.roles(question))) inputs.push_back(std::move(input));
  }
  return inputs;
}

void check_mappings(const std::vector<Input>& inputs, const Reading& reading) {
  std::vector<std::string_view> known;
  for (const Input& input : inputs) {
    for (const std::string_view name : field_names(input.type)) known.push_back(name);
  }
  for (const FieldMapping& mapping : reading.mappings) {
    if (std::find(known.begin(), known.end(), mapping.field) != known.end()) continue;
    usage_error("--map", in_quotes(mapping.field) + " is no field of any record" +
                             did_you_mean(mapping.field, known));
  }
}

/// How the first record of a block ends; empty where nothing is behind it.
std::string_view line_end_of(const Scanner& scanner, const Block& block) {
  const std::vector<std::string_view> records = scanner.records(block);
  if (records.empty()) return {};
  const std::string_view text = block.text();
  const auto behind = static_cast<std::size_t>(records[0].data() + records[0].size() - text.data());
  const std::string_view end = text.substr(behind, 2);
  return end == "\r\n" ? "CRLF" : end.starts_with('\r') ? "CR" : end.empty() ? "" : "LF";
}

/// Looks at one file.
class Inspector {
 public:
  Inspector(const Source& source, const Dialect& dialect, const Reading& reading, Date today,
            std::optional<Currency> currency)
      : source_(source), reading_(reading), today_(today), currency_(currency), table_(1) {
    auto bytes = source.text ? bytes_of(source.path, *source.text) : open_bytes(source.path);
    const auto compression = compression_of(*bytes);
    if (compression) file_.compression = *compression == Compression::gzip ? "gzip" : "zstd";
    bytes = observed(std::move(bytes), reading.on_progress);
    open().bytes = bytes.get();
    open().scanner = open_scanner(std::move(bytes), dialect, reading.block_size);
    open().scanner->complete_header();
    file_.name = scanner().name();
    file_.form = scanner().form().name;
    file_.delimiter = scanner().form().delimiter;
    fits_ = fits_of(source, scanner(), reading);
    meanings_ = meanings_of(fits_, scanner().header(), reading);
    bind();
  }

  InspectedFile look() {
    if (!scanner().header().empty()) {
      settle(false);
      try {
        look_at_all_rows();
      } catch (const OtherForm&) {
        settle(true);
        look_at_all_rows();
      }
    }
    file_.notes = scanner().notes();
    if (binding().preset != nullptr) {
      file_.preset = binding().preset->name;
      file_.notes.push_back(
          fmt::format("read as {} (--preset {})", binding().preset->reads, file_.preset));
    }
    note_refusal();
    if (const std::string sign = scanner().further_pages(); !sign.empty()) {
      file_.notes.push_back(further_pages_in_words(sign));
    }
    for (std::string& note : notes_of(counts_)) file_.notes.push_back(std::move(note));
    for (const auto& row : counts_.totals_counted) file_.notes.push_back(row.text);
    if (reading_.timezone != nullptr) file_.notes.push_back(note_on_days(*reading_.timezone));
    for (std::string& note : notes_on_zones(open())) file_.notes.push_back(std::move(note));
    if (has_open_forms()) refuse_open_forms();
    for (const Fit& fit : fits_) file_.offers.push_back(offer_of(fit, source_, reading_));
    return std::move(file_);
  }

 private:
  OpenSource& open() { return table_.front(); }
  Scanner& scanner() { return *open().scanner; }
  const Binding& binding() { return open().binding; }

  /// Of an export that is known and does not serve as what it is: why, and what to take instead.
  void note_refusal() {
    std::vector<std::string_view> kinds;
    for (const Preset& preset : presets()) kinds.push_back(preset.kind);
    const Preset* preset = choose_preset(scanner().header(), kinds, reading_);
    if (preset == nullptr || preset->refusal.empty()) return;
    const bool serves = std::any_of(fits_.begin(), fits_.end(), [&](const Fit& fit) {
      return fit.is_whole() && kind_of(fit.input.type) == preset->kind;
    });
    if (!serves) file_.notes.push_back(refusal_in_words(*preset));
  }

  /// Chooses the metric by whose rules rows are checked, and asks for its columns and then for all.
  void bind() {
    if (const Fit* fit = fullest(fits_)) {
      open().input = &fit->input;
      open().binding = fit->bound.binding;
      open().binding.is_json = scanner().form().name != "CSV";
      file_.kind = kind_of(fit->input.type);
      file_.metric = fit->metric->id;
      if (binding().id_slot) file_.id_field = binding().slots[*binding().id_slot].name;
    }
    std::vector<std::size_t> columns = binding().columns();
    const std::size_t bound = columns.size();
    columns.resize(bound + scanner().header().size());
    std::iota(columns.begin() + static_cast<std::ptrdiff_t>(bound), columns.end(), std::size_t{0});
    if (!columns.empty()) scanner().project(std::move(columns));
  }

  /// Finds the form of the dates and numbers that rows are checked by; where it cannot be told,
  /// they are not.
  void settle(bool look_at_all) {
    const auto& slots = binding().slots;
    const bool has_forms = std::any_of(slots.begin(), slots.end(), [](const Binding::Slot& slot) {
      return slot.is_date || slot.is_number;
    });
    if (!has_forms) return;
    settle_zones(table_, reading_);
    try {
      settle_forms(table_, reading_, currency_, look_at_all);
      forms_are_settled_ = look_at_all;
    } catch (const Error& error) {
      if (error.code != ErrorCode::refused) throw;
      file_.unchecked = error.message;
    }
  }

  /// A column may be written in more than one way.
  bool has_open_forms() const {
    const auto& columns = file_.columns;
    return !file_.unchecked.empty() ||
           std::any_of(columns.begin(), columns.end(), [](const InspectedColumn& column) {
             return column.writing == DateWriting::either || column.writing == DateWriting::mixed;
           });
  }

  /// What would be refused for the form of its columns is not offered.
  void refuse_open_forms() {
    for (Fit& fit : fits_) {
      if (!fit.is_whole()) continue;
      open().input = &fit.input;
      open().binding = fit.bound.binding;
      open().binding.is_json = scanner().form().name != "CSV";
      scanner().project(binding().columns());
      try {
        settle_forms(table_, reading_, currency_, false);
      } catch (const Error& error) {
        if (error.code == ErrorCode::failed) throw;
        // An option that this metric has no column for is not repeated to it.
        if (error.code == ErrorCode::refused) fit.refusal = error.message;
      }
    }
  }

  /// One pass.
  /// Errors  OtherForm where it is to begin anew, for a date in another form than the first ones
  void look_at_all_rows() {
    begin();
    scanner().restart();
    Block block;
    std::vector<Block> last_totals;
    while (scanner().next(block)) {
      std::optional<Block> last = cut_last_totals(block, scanner());
      if (block.rows() > 0) {
        for (Block& rows : std::exchange(last_totals, {})) take(rows);
      }
      take(block);
      if (last) last_totals.push_back(std::move(*last));
    }
    for (Block& rows : last_totals) {
      if (sieve_) leave_last_totals_out(rows, open(), currency_, sum_ ? &*sum_ : nullptr, counts_);
      if (rows.rows() > 0) take(rows);
    }
    end();
  }

  void begin() {
    counts_ = {};
    file_.first_bad.clear();
    file_.reasons.clear();
    summaries_.clear();
    zones_.clear();
    for (std::size_t column = 0; column < scanner().header().size(); ++column) {
      summaries_.emplace_back(settled_slot(column), rules_of(column), today_);
    }
    ids_ = {};
    overlapping_ = {};
    sieve_.reset();
    sum_.reset();
    if (scanner().is_small()) sum_.emplace();
    if (open().input != nullptr && file_.unchecked.empty()) {
      sieve_.emplace(open(), currency_, reading_, forms_are_settled_);
    }
  }

  /// How the dates of a column are read, whether it serves a field or not.
  CellRules rules_of(std::size_t column) {
    CellRules rules;
    rules.pattern = reading_.date_pattern ? &*reading_.date_pattern : nullptr;
    if (reading_.timezone == nullptr) return rules;
    zones_.push_back(zone_of_column(scanner(), column, binding().preset));
    rules.zone = reading_.timezone.get();
    rules.written_in = zones_.back().zone.get();
    return rules;
  }

  /// The slot of a column by whose rules dates or numbers are read; null where it has none.
  const Binding::Slot* settled_slot(std::size_t column) {
    if (!file_.unchecked.empty()) return nullptr;
    for (const Binding::Slot& slot : binding().slots) {
      if (slot.column == column && slot.is_read && (slot.is_date || slot.is_number)) return &slot;
    }
    return nullptr;
  }

  void take(Block& block) {
    if (file_.form == "CSV" && file_.line_ends.empty()) {
      file_.line_ends = line_end_of(scanner(), block);
    }
    if (sieve_) {
      const Rows rows = sieve_->read(block, counts_, days_);
      overlapping_.add(rows);
      if (sum_) sum_->add(rows);
      for (const BadRecord& record : sieve_->bad()) tell_bad(block, record);
      if (const auto slot = binding().id_slot) {
        sieve_->for_each_good_id(block, *slot, counts_,
                                 [this](std::string_view id) { ids_.add(id); });
      }
    } else {
      counts_.rows += static_cast<std::int64_t>(block.rows() + block.damages.size());
      counts_.bad += static_cast<std::int64_t>(block.damages.size());
      for (const BadRecord& record : bad_records(block, binding(), {})) tell_bad(block, record);
    }
    for (std::size_t i = 0; i < summaries_.size(); ++i) {
      for (const std::string_view cell : block.columns[binding().slots.size() + i].cells) {
        summaries_[i].add(cell);
      }
    }
  }

  void tell_bad(const Block& block, const BadRecord& record) {
    if (file_.first_bad.size() < reading_.shown_bad_rows) {
      const Place place = block.place(record.offset);
      file_.first_bad.push_back(
          fmt::format("{}:{}:{}: {}", file_.name, place.line, place.column, record.description()));
    }
    count(record);
  }

  /// Faults are few, but each damaged record may say its own numbers: those are one reason.
  void count(const BadRecord& record) {
    const std::string fault(record.field.empty() ? "is damaged" : record.fault);
    auto& reasons = file_.reasons;
    const auto known = std::find_if(reasons.begin(), reasons.end(), [&](const BadReason& reason) {
      return reason.field == record.field && reason.fault == fault;
    });
    if (known != reasons.end()) {
      ++known->rows;
    } else {
      reasons.push_back({std::string(record.field), fault, 1});
    }
  }

  void end() {
    file_.rows = counts_.rows;
    file_.bad = counts_.bad;
    file_.left_out = counts_.left_out;
    std::stable_sort(file_.reasons.begin(), file_.reasons.end(),
                     [](const BadReason& a, const BadReason& b) { return a.rows > b.rows; });
    const std::vector<std::string>& header = scanner().header();
    for (std::size_t i = 0; i < header.size(); ++i) {
      file_.columns.push_back(summaries_[i].column(header[i], meanings_[i]));
    }
    const IdWatch::Repeated repeated = ids_.repeated();
    file_.repeated_ids = {repeated.count, ids_.is_sample(), repeated.example};
    file_.overlapping = overlapping_.found();
  }

  const Source& source_;
  const Reading& reading_;
  Date today_;
  std::optional<Currency> currency_;
  std::vector<OpenSource> table_;  ///< the file alone
  std::vector<Fit> fits_;
  std::vector<std::vector<ColumnMeaning>> meanings_;
  bool forms_are_settled_ = false;
  std::optional<RowSieve> sieve_;  ///< none: the rows are not checked
  std::optional<AmountSum> sum_;   ///< of a small file
  RowCounts counts_;
  std::vector<ColumnZone> zones_;  ///< of all columns, where dates are converted
  std::vector<ColumnSummary> summaries_;
  IdWatch ids_;
  OverlappingRows overlapping_;
  Days days_;
  InspectedFile file_;
};

}  // namespace

std::vector<InspectedFile> inspect(const std::vector<Source>& sources, const Reading& reading,
                                   Date today, std::optional<Currency> currency) {
  const std::vector<Input> inputs = all_inputs();
  check_mappings(inputs, reading);
  std::vector<InspectedFile> files;
  for (const Source& source : sources) {
    const Dialect dialect = dialect_of(inputs, source.kind, reading);
    files.push_back(Inspector(source, dialect, reading, today, currency).look());
  }
  return files;
}

std::vector<std::string> column_names(const Source& source, const Reading& reading) {
  const Dialect dialect = dialect_of(all_inputs(), source.kind, reading);
  auto bytes = source.text ? bytes_of(source.path, *source.text) : open_bytes(source.path);
  return open_scanner(std::move(bytes), dialect, reading.block_size)->header();
}

}  // namespace csm
