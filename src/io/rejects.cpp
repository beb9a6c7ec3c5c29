#include "io/rejects.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>

#include "csm/error.hpp"
#include "text/shown.hpp"

namespace csm {
namespace {

std::string csv_cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

/// The record that a byte belongs to, of those of its block.
std::string_view record_at(std::uint64_t offset, const Block& block,
                           const std::vector<std::string_view>& records) {
  const char* byte = block.text().data() + (offset - block.text_offset());
  const auto behind =
      std::upper_bound(records.begin(), records.end(), byte,
                       [](const char* at, std::string_view record) { return at < record.data(); });
  return behind == records.begin() ? std::string_view{} : *(behind - 1);
}

}  // namespace

void RejectsPart::add(const Scanner& scanner, const Block& block,
                      const std::vector<BadRecord>& records) {
  if (records.empty()) return;
  const std::vector<std::string_view> of_block = scanner.records(block);
  std::string text;
  for (const BadRecord& record : records) {
    const Place place = block.place(record.offset);
    text += fmt::format("{},{},{},{},{},{}\n", csv_cell(scanner.name()), place.line, place.column,
                        csv_cell(record.field), csv_cell(record.reason()),
                        csv_cell(record_at(record.offset, block, of_block)));
  }
  pieces_.push_back({records.front().offset, text_.size(), text.size()});
  text_.write(text);
}

Rejects::Rejects(std::string path, const OpenTable& table, const Question& question)
    : path_(std::move(path)) {
  for (const auto& [option, text] : question.files) {
    if (text.name == path_) usage_error("--rejects", shown(path_) + " is one of the inputs");
  }
  struct stat found {};
  if (::stat(path_.c_str(), &found) != 0) return;
  if (!S_ISREG(found.st_mode)) usage_error("--rejects", shown(path_) + " is no plain file");
  const FileIdentity identity{found.st_dev, found.st_ino};
  for (const OpenSource& source : table.sources) {
    if (source.identity == identity) {
      usage_error("--rejects", shown(path_) + " is one of the inputs");
    }
  }
}

void Rejects::begin() {
  file_ = std::make_unique<FileBeside>(path_);
  file_->write("file,line,column,field,reason,row\n");
}

void Rejects::take(const std::vector<const RejectsPart*>& parts) {
  std::vector<std::pair<RejectsPart::Piece, const RejectsPart*>> pieces;
  for (const RejectsPart* part : parts) {
    for (const RejectsPart::Piece& piece : part->pieces_) pieces.emplace_back(piece, part);
  }
  std::sort(pieces.begin(), pieces.end(),
            [](const auto& a, const auto& b) { return a.first.offset < b.first.offset; });
  for (const auto& [piece, part] : pieces) {
    file_->write(part->text_.read(piece.at, piece.size));
  }
}

void Rejects::finish() { file_->take_place(); }

}  // namespace csm
