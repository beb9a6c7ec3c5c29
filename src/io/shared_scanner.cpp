#include "io/shared_scanner.hpp"

#include <numeric>
#include <utility>

namespace csm {

SharedScanner::SharedScanner(std::unique_ptr<Scanner> own, OpenedAs opened, SharedFile& file,
                             PassMeeting& meeting, std::size_t job)
    : own_(std::move(own)), opened_(std::move(opened)), file_(file), meeting_(meeting), job_(job) {}

SharedScanner::~SharedScanner() { leave_pass(); }

void SharedScanner::complete_header() {
  leave_pass();
  own_->complete_header();
}

void SharedScanner::project(std::vector<std::size_t> columns) {
  leave_pass();
  columns_ = columns;
  own_->project(std::move(columns));
}

void SharedScanner::restart() {
  leave_pass();
  own_->restart();
}

void SharedScanner::start_pass() {
  leave_pass();
  opened_.form = own_->form();
  opened_.header = own_->header();
  if (auto share = meeting_.meet(job_, file_.table(opened_), columns_)) {
    part_ = std::make_shared<Part>(Part{std::move(*share)});
  } else {
    own_->start_pass();
  }
}

bool SharedScanner::next(Block& block) {
  for (;;) {
    const auto part = this->part();
    if (part == nullptr) return own_->next(block);
    auto taken = part->share.pass->take(part->share.reader);
    if (taken.block != nullptr) {
      block.show(taken.block->block, part->share.slots);
      block.piece = std::const_pointer_cast<SharedBlock>(std::move(taken.block));
      return true;
    }
    if (taken.has_failed && !part->is_alone) {
      go_on_alone(part);
      continue;
    }
    block.clear(columns_.size());
    if (taken.has_failed) part->share.pass->rethrow(block);
    return false;
  }
}

std::shared_ptr<const SharedScanner::Part> SharedScanner::part() {
  const std::lock_guard lock(mutex_);
  return part_;
}

void SharedScanner::leave_pass() {
  const std::lock_guard lock(mutex_);
  if (part_ != nullptr) part_->share.pass->leave(part_->share.reader);
  part_ = nullptr;
}

/// The first thread that finds the pass to have failed begins one of this job alone.
void SharedScanner::go_on_alone(const std::shared_ptr<const Part>& failed) {
  const std::lock_guard lock(mutex_);
  if (part_ != failed) return;
  const std::uint64_t had = failed->share.pass->taken_by(failed->share.reader);
  failed->share.pass->leave(failed->share.reader);
  const auto anew = [this]() -> Scanner& {
    own_->restart();
    return *own_;
  };
  Part alone{{std::make_shared<SharedPass>(anew, 1, had), 0, {}}, true};
  alone.share.slots.resize(columns_.size());
  std::iota(alone.share.slots.begin(), alone.share.slots.end(), std::size_t{0});
  part_ = std::make_shared<Part>(std::move(alone));
}

}  // namespace csm
