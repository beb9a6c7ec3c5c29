#include "support/csv_reading.hpp"

#include <algorithm>
#include <numeric>

namespace csm::test {
namespace {

void append_place(std::string& to, const Place& place) {
  to += std::to_string(place.line);
  to += ':';
  to += std::to_string(place.column);
}

/// Which refusal it is; what advice follows may be worded anew.
std::string_view first_words(std::string_view message) {
  return message.substr(0, message.find_first_of(",;:"));
}

class HeldBytes final : public ByteSource {
 public:
  HeldBytes(const std::string& text, std::size_t pipe_step)
      : ByteSource(csv_reading_name), text_(text), pipe_step_(pipe_step) {}

  std::size_t read(char* to, std::size_t size) override {
    if (pipe_step_ != 0) size = std::min(size, pipe_step_);
    const std::size_t n = text_.copy(to, size, position_);
    position_ += n;
    return n;
  }
  void restart() override { position_ = 0; }
  std::optional<std::uint64_t> size() const override {
    return pipe_step_ == 0 ? std::optional<std::uint64_t>(text_.size()) : std::nullopt;
  }
  void read_at(std::uint64_t offset, char* to, std::size_t size) const override {
    text_.copy(to, size, static_cast<std::size_t>(offset));
  }

 private:
  const std::string& text_;
  std::size_t pipe_step_;
  std::size_t position_ = 0;
};

}  // namespace

void CsvReading::add_name(std::string_view name) {
  header += '|';
  header += name;
}

void CsvReading::add_cell(std::string_view text, const Place& place) {
  append_place(records, place);
  records += '<';
  records += text;
  records += '>';
}

void CsvReading::add_damage(std::string_view message, const Place& place) {
  append_place(damages, place);
  damages += ' ';
  damages += first_words(message);
  damages += '\n';
}

void CsvReading::add(const Block& block) {
  for (std::size_t row = 0; row < block.rows(); ++row) {
    for (std::size_t slot = 0; slot < block.columns.size(); ++slot) {
      add_cell(block.cell(row, slot), block.place(block.offset(row, slot)));
    }
    end_record();
  }
  for (const Damage& damage : block.damages) {
    add_damage(damage.message, block.place(damage.offset));
  }
}

void CsvReading::refuse(std::string_view where, std::string_view message) {
  clear();
  refusal.append(where).append(" ").append(first_words(message));
}

void CsvReading::clear() {
  header.clear();
  records.clear();
  damages.clear();
  refusal.clear();
}

std::vector<std::size_t> columns_of(const CsvWay& way, std::size_t header_size) {
  std::vector<std::size_t> columns;
  for (const std::size_t column : way.columns) {
    if (column < header_size) columns.push_back(column);
  }
  if (!columns.empty()) return columns;
  columns.resize(header_size);
  std::iota(columns.begin(), columns.end(), std::size_t{0});
  return columns;
}

CsvReader::CsvReader(CsvWay way) : way_(std::move(way)) {}
CsvReader::~CsvReader() = default;

const CsvReading& CsvReader::read(std::string_view text) {
  text_ = text;
  reading_.clear();
  try {
    // A delimiter that is found belongs to the file it was found in.
    if (scanner_ && way_.delimiter != '\0') {
      scanner_->restart();
    } else {
      scanner_ = nullptr;
      scanner_ = std::make_unique<CsvScanner>(bytes_in(text_, way_.pipe_step),
                                              Dialect{way_.delimiter}, way_.block_size);
    }
    read_blocks();
  } catch (const Error& error) {
    reading_.refuse(error.where, error.message);
  }
  return reading_;
}

void CsvReader::read_blocks() {
  for (const std::string& name : scanner_->header()) reading_.add_name(name);
  scanner_->project(columns_of(way_, scanner_->header().size()));
  while (scanner_->next(block_)) reading_.add(block_);
}

std::unique_ptr<ByteSource> bytes_in(const std::string& text, std::size_t pipe_step) {
  return std::make_unique<HeldBytes>(text, pipe_step);
}

std::string difference(const CsvReading& found, const CsvReading& wanted) {
  const auto told = [](std::string_view what, const std::string& is, const std::string& should) {
    if (is == should) return std::string();
    const auto at = static_cast<std::size_t>(
        std::mismatch(is.begin(), is.end(), should.begin(), should.end()).first - is.begin());
    const std::size_t from = at < 40 ? 0 : at - 40;
    return std::string(what) + " from byte " + std::to_string(from) + ": " +
           visible(is.substr(from)) + "\n  wanted: " + visible(should.substr(from)) + "\n";
  };
  return told("header", found.header, wanted.header) +
         told("records", found.records, wanted.records) +
         told("damages", found.damages, wanted.damages) +
         told("refusal", found.refusal, wanted.refusal);
}

std::string visible(std::string_view text) {
  constexpr std::size_t most = 400;
  std::string out;
  for (const char c : text.substr(0, most)) {
    out += c == '\n' ? "\\n" : c == '\r' ? "\\r" : c == '\t' ? "\\t" : std::string(1, c);
  }
  if (text.size() > most) out += "... (" + std::to_string(text.size()) + " bytes)";
  return out;
}

}  // namespace csm::test
