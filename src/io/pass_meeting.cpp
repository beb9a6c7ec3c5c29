#include "io/pass_meeting.hpp"

#include <algorithm>
#include <utility>

#include "io/shared_pass.hpp"

namespace csm {

void PassMeeting::seat(std::size_t job) {
  const std::lock_guard lock(mutex_);
  jobs_[job] = {};
  jobs_[job].state = State::opens;
}

void PassMeeting::open(std::size_t job, const SharedFile& file) {
  const std::lock_guard lock(mutex_);
  jobs_[job].files.push_back(&file);
}

void PassMeeting::have_opened(std::size_t job) {
  const std::lock_guard lock(mutex_);
  // Who shares no file will never wait.
  jobs_[job].state = jobs_[job].files.empty() ? State::has_left : State::works;
  begin_what_is_due();
}

void PassMeeting::leave(std::size_t job) {
  const std::lock_guard lock(mutex_);
  jobs_[job] = {};
  begin_what_is_due();
}

bool PassMeeting::go_over(std::size_t job, SharedTable& table, SourcePass& pass) {
  std::unique_lock lock(mutex_);
  Seat& seat = jobs_[job];
  seat.state = State::waits;
  seat.table = &table;
  seat.pass = &pass;
  seat.is_done = seat.is_alone = seat.has_failed = false;
  begin_what_is_due();
  changed_.wait(lock, [&] { return seat.is_done || !seat.together.empty(); });
  if (!seat.together.empty()) see_to_pass(seat, lock);
  if (seat.has_failed) throw SharedPassFailed{};
  return !seat.is_alone;
}

/// Goes over the table of that seat for all who ride along, with the lock open.
void PassMeeting::see_to_pass(Seat& seat, std::unique_lock<std::mutex>& lock) {
  std::vector<SourcePass*> passes;
  for (const Seat* rider : seat.together) passes.push_back(rider->pass);
  lock.unlock();
  const bool is_whole = go_over_together(*seat.table, passes);
  lock.lock();
  for (Seat* rider : std::exchange(seat.together, {})) {
    rider->is_done = true;
    rider->has_failed = !is_whole;
  }
  changed_.notify_all();
}

void PassMeeting::begin_what_is_due() {
  if (is_any(State::opens)) return;
  SharedTable* most_wanted = nullptr;
  for (Seat& seat : jobs_) {
    if (seat.state != State::waits) continue;
    if (do_all_who_have_it_wait(*seat.table)) {
      begin(*seat.table);
    } else if (most_wanted == nullptr ||
               waiting_for(*seat.table).size() > waiting_for(*most_wanted).size()) {
      most_wanted = seat.table;
    }
  }
  if (most_wanted != nullptr && !is_any(State::works)) begin(*most_wanted);
}

bool PassMeeting::is_any(State state) const {
  return std::any_of(jobs_.begin(), jobs_.end(),
                     [&](const Seat& seat) { return seat.state == state; });
}

bool PassMeeting::do_all_who_have_it_wait(const SharedTable& table) const {
  return std::all_of(jobs_.begin(), jobs_.end(), [&](const Seat& seat) {
    const bool has_it =
        std::find(seat.files.begin(), seat.files.end(), &table.file()) != seat.files.end();
    return !has_it || (seat.state == State::waits && seat.table == &table);
  });
}

std::vector<PassMeeting::Seat*> PassMeeting::waiting_for(const SharedTable& table) {
  std::vector<Seat*> waiting;
  for (Seat& seat : jobs_) {
    if (seat.state == State::waits && seat.table == &table) waiting.push_back(&seat);
  }
  return waiting;
}

void PassMeeting::begin(const SharedTable& table) {
  const std::vector<Seat*> waiting = waiting_for(table);
  for (Seat* seat : waiting) {
    seat->state = State::works;
    seat->is_done = seat->is_alone = waiting.size() == 1;
  }
  if (waiting.size() > 1) waiting.front()->together = waiting;
  changed_.notify_all();
}

}  // namespace csm
