#include "io/shared_pass.hpp"

#include <algorithm>
#include <utility>

namespace csm {

SharedPass::SharedPass(std::function<Scanner&()> begin, std::size_t readers, std::uint64_t skipped)
    : begin_(std::move(begin)), skipped_(skipped), first_(skipped), next_(readers, skipped) {}

SharedPass::Taken SharedPass::take(std::size_t reader) {
  std::unique_lock lock(mutex_);
  for (;;) {
    std::uint64_t& next = next_[reader];
    if (next < first_ + blocks_.size()) {
      Taken taken{blocks_[static_cast<std::size_t>(next - first_)]};
      ++next;
      drop_what_all_have();
      return taken;
    }
    if (has_failed_ || has_ended_) return {nullptr, has_failed_};
    if (!is_reading_ && blocks_.size() < most_blocks) {
      read_next(lock);
    } else {
      changed_.wait(lock);
    }
  }
}

/// Reads a block while others take those before.
void SharedPass::read_next(std::unique_lock<std::mutex>& lock) {
  is_reading_ = true;
  lock.unlock();
  std::shared_ptr<SharedBlock> next;
  std::exception_ptr failure;
  bool has_failed = false;
  try {
    if (scanner_ == nullptr) {
      scanner_ = &begin_();
      for (std::uint64_t i = 0; i < skipped_; ++i) scanner_->next(cursor_);
    }
    if (scanner_->next(cursor_)) {
      has_failed = depends_on_columns(cursor_);
      next = std::make_shared<SharedBlock>();
      next->block = std::exchange(cursor_, Block{});
      // A scanner goes on from the piece and the order of the block before.
      cursor_.piece = next->block.piece;
      cursor_.order = next->block.order;
    }
  } catch (...) {
    failure = std::current_exception();
    has_failed = true;
  }
  lock.lock();
  is_reading_ = false;
  failure_ = std::move(failure);
  has_failed_ = has_failed;
  has_ended_ = next == nullptr;
  if (next != nullptr && !has_failed) blocks_.push_back(std::move(next));
  changed_.notify_all();
}

/// In JSON, what damages a record depends on the columns that are asked for, and those are the
/// columns of all readers: each is to look for itself.
bool SharedPass::depends_on_columns(const Block& block) const {
  return next_.size() > 1 && !block.damages.empty() && scanner_->form().name != "CSV";
}

void SharedPass::drop_what_all_have() {
  const std::uint64_t wanted = *std::min_element(next_.begin(), next_.end());
  const bool was_full = blocks_.size() == most_blocks;
  while (blocks_.size() > 1 && first_ < wanted) {
    blocks_.pop_front();
    ++first_;
  }
  if (was_full && blocks_.size() < most_blocks) changed_.notify_all();
}

void SharedPass::leave(std::size_t reader) {
  const std::lock_guard lock(mutex_);
  next_[reader] = has_left;
  drop_what_all_have();
}

std::uint64_t SharedPass::taken_by(std::size_t reader) {
  const std::lock_guard lock(mutex_);
  return next_[reader];
}

void SharedPass::rethrow(Block& block) {
  std::exception_ptr failure;
  {
    const std::lock_guard lock(mutex_);
    failure = std::exchange(failure_, nullptr);
    block.order = cursor_.order;
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace csm
