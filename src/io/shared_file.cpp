#include "io/shared_file.hpp"

#include <algorithm>
#include <utility>

#include "csm/error.hpp"
#include "io/observed_bytes.hpp"
#include "io/open.hpp"

namespace csm {

bool OpenedAs::reads_like(const OpenedAs& other) const {
  return form == other.form && header == other.header && block_size == other.block_size &&
         asked.encoding == other.asked.encoding;
}

Scanner& SharedTable::begin(const std::vector<std::size_t>& columns) {
  if (scanner_ == nullptr) open();
  scanner_->project(columns);
  scanner_->restart();
  return *scanner_;
}

/// As the jobs did, but for the header that they found and for columns that any of them may need.
void SharedTable::open() {
  Dialect dialect = opened_.asked;
  dialect.column_keys = file_.column_keys();
  dialect.is_header = [this](const std::vector<std::string>& cells) {
    return cells == opened_.header;
  };
  auto bytes = file_.bytes();
  const bool is_same_file = file_.add_reader({}, bytes->identity());
  scanner_ =
      open_scanner(observed(std::move(bytes), opened_.on_progress), dialect, opened_.block_size);
  if (scanner_->header() != opened_.header) scanner_->complete_header();
  const bool is_same = scanner_->form() == opened_.form && scanner_->header() == opened_.header;
  if (!is_same_file || !is_same) {
    const std::string name = scanner_->name();
    scanner_.reset();
    throw Error(ErrorCode::failed, name, "has changed since it was opened");
  }
}

std::unique_ptr<ByteSource> SharedFile::bytes() {
  const std::lock_guard lock(mutex_);
  if (pipe_ != nullptr) return spooled_bytes(pipe_);
  auto bytes = open_bytes(path_);
  if (bytes->identity()) return bytes;
  pipe_ = std::make_shared<SpooledPipe>(std::move(bytes));
  return spooled_bytes(pipe_);
}

bool SharedFile::add_reader(const std::set<std::string>& column_keys,
                            const std::optional<FileIdentity>& identity) {
  const std::lock_guard lock(mutex_);
  if (is_known_ && identity_ != identity) return false;
  is_known_ = true;
  identity_ = identity;
  column_keys_.insert(column_keys.begin(), column_keys.end());
  return true;
}

SharedTable& SharedFile::table(const OpenedAs& opened) {
  const std::lock_guard lock(mutex_);
  const auto known = std::find_if(tables_.begin(), tables_.end(), [&](const auto& table) {
    return table->opened().reads_like(opened);
  });
  if (known != tables_.end()) return **known;
  return *tables_.emplace_back(std::make_unique<SharedTable>(*this, opened));
}

std::set<std::string> SharedFile::column_keys() {
  const std::lock_guard lock(mutex_);
  return column_keys_;
}

}  // namespace csm
