#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "io/pass_meeting.hpp"
#include "io/scanner.hpp"
#include "io/shared_file.hpp"

namespace csm {

/// A job's scanner of a file that other jobs read too: passes over all of it are shared with those
/// that want one, all else it reads for itself. Its blocks are those of its own scanner in any
/// case.
///
/// Where a shared pass fails it goes on alone, from the block it has come to: what is wrong, if
/// anything is for this job, is told by its own scanner.
class SharedScanner final : public Scanner {
 public:
  /// `opened` is how `own` was opened; what it was found to be is asked of it.
  SharedScanner(std::unique_ptr<Scanner> own, OpenedAs opened, SharedFile& file,
                PassMeeting& meeting, std::size_t job);
  ~SharedScanner() override;

  const std::vector<std::string>& header() const override { return own_->header(); }
  std::vector<std::string> questions() const override { return own_->questions(); }
  bool is_header_whole() const override { return own_->is_header_whole(); }
  void complete_header() override;
  void project(std::vector<std::size_t> columns) override;
  bool next(Block& block) override;
  bool look_at_end(Block& block) override { return own_->look_at_end(block); }
  void restart() override;
  void start_pass() override;
  bool is_small() const override { return own_->is_small(); }
  std::vector<std::string> record_with_cell(const Block& block,
                                            std::uint64_t offset) const override {
    return own_->record_with_cell(block, offset);
  }
  TableForm form() const override { return own_->form(); }
  std::vector<std::string_view> records(const Block& block) const override {
    return own_->records(block);
  }
  const std::string& name() const override { return own_->name(); }
  std::vector<std::string> notes() const override { return own_->notes(); }
  std::string further_pages() const override { return own_->further_pages(); }
  std::string zone_of(std::size_t column) const override { return own_->zone_of(column); }

 private:
  struct Part {
    PassShare share;
    bool is_alone = false;  ///< over its own scanner
  };

  std::shared_ptr<const Part> part();
  void leave_pass();
  void go_on_alone(const std::shared_ptr<const Part>& failed);

  std::unique_ptr<Scanner> own_;
  OpenedAs opened_;
  SharedFile& file_;
  PassMeeting& meeting_;
  std::size_t job_;
  std::vector<std::size_t> columns_;

  std::mutex mutex_;                  ///< guards what follows
  std::shared_ptr<const Part> part_;  ///< null: it reads its own scanner
};

}  // namespace csm
