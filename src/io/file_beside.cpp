#include "io/file_beside.hpp"

#include <sys/stat.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <new>
#include <utility>

#include "text/shown.hpp"

namespace csm {
namespace {

/// Names of files that have not taken their place: whoever takes one out of here removes it. There
/// is one file a run; of more than have a place here, some may be left by a signal.
std::atomic<char*> known_names[8];
static_assert(std::atomic<char*>::is_always_lock_free, "a signal's handler waits for nobody");

[[noreturn]] void fail(const std::string& path) { system_error(shown(path), "cannot be written"); }

/// What a path leads to where it is a link: that is written, and the link stays.
std::string target_of(const std::string& path) {
  const std::unique_ptr<char, decltype(&::free)> target(::realpath(path.c_str(), nullptr), &::free);
  return target == nullptr ? path : target.get();
}

/// The system tells it only to whom sets it, and it is one for all threads.
mode_t mask_of_process() {
  static std::mutex asking;
  const std::lock_guard lock(asking);
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return mask;
}

}  // namespace

FileBeside::FileBeside(std::string path) : path_(std::move(path)), target_(target_of(path_)) {
  name_ = ::strdup((target_ + ".XXXXXX").c_str());
  if (name_ == nullptr) throw std::bad_alloc();
  // Known before it is there, so that a signal between the two leaves nothing, either.
  for (std::atomic<char*>& place : known_names) {
    char* nobody = nullptr;
    if (!place.compare_exchange_strong(nobody, name_)) continue;
    known_ = &place;
    break;
  }
  file_ = Descriptor(::mkstemp(name_));
  if (file_.number() < 0) {
    forget_name();
    fail(path_);
  }
}

FileBeside::~FileBeside() { remove_name(); }

void FileBeside::remove_name() noexcept {
  if (name_ == nullptr) return;
  ::unlink(name_);
  forget_name();
}

void FileBeside::forget_name() noexcept {
  char* const name = std::exchange(name_, nullptr);
  // A handler that has taken the name is using it: the process ends with it.
  if (known_ == nullptr || known_->exchange(nullptr) == name) ::free(name);
  known_ = nullptr;
}

void FileBeside::write(std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::pwrite(file_.number(), text.data(), text.size(), static_cast<off_t>(size_));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail(path_);
    size_ += static_cast<std::uint64_t>(n);
    text.remove_prefix(static_cast<std::size_t>(n));
  }
}

std::string FileBeside::read(std::uint64_t offset, std::size_t size) const {
  std::string text(size, '\0');
  std::size_t done = 0;
  while (done < size) {
    const ssize_t n =
        ::pread(file_.number(), text.data() + done, size - done, static_cast<off_t>(offset + done));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail(path_);
    done += static_cast<std::size_t>(n);
  }
  return text;
}

void FileBeside::take_place(Readers readers) {
  // mkstemp lets nobody else read it: else give it the rights that any new file has.
  const mode_t mask = mask_of_process();
  const mode_t rights = readers == Readers::owner ? 0600 : 0666 & ~mask;
  const bool is_done = ::fchmod(file_.number(), rights) == 0 && ::fsync(file_.number()) == 0 &&
                       ::rename(name_, target_.c_str()) == 0;
  if (!is_done) fail(path_);
  forget_name();
}

void remove_files_beside() noexcept {
  for (std::atomic<char*>& place : known_names) {
    if (const char* name = place.exchange(nullptr)) ::unlink(name);
  }
}

}  // namespace csm
