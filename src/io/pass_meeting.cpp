#include "io/pass_meeting.hpp"

#include <algorithm>
#include <new>

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
  seat.is_alone = seat.has_failed = false;
  begin_what_is_due();
  changed_.wait(lock, [&] {
    return seat.state == State::works && (seat.leader == nullptr || seat.leader == &seat);
  });
  if (seat.leader == &seat) see_to_pass(seat, lock);
  if (seat.has_failed) throw SharedPassFailed{};
  return !seat.is_alone;
}

/// Goes over the leader's table for all who take part, with the lock open.
void PassMeeting::see_to_pass(const Seat& leader, std::unique_lock<std::mutex>& lock) {
  bool is_whole = false;
  std::vector<SourcePass*> passes;
  try {
    for (const Seat& seat : jobs_) {
      if (seat.leader == &leader) passes.push_back(seat.pass);
    }
    lock.unlock();
    is_whole = go_over_together(*leader.table, passes);
    lock.lock();
  } catch (const std::bad_alloc&) {
    // Each of them may still be computed alone.
  }
  for (Seat& seat : jobs_) {
    if (seat.leader != &leader) continue;
    seat.leader = nullptr;
    seat.has_failed = !is_whole;
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
    } else if (most_wanted == nullptr || waiting_for(*seat.table) > waiting_for(*most_wanted)) {
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

std::ptrdiff_t PassMeeting::waiting_for(const SharedTable& table) const {
  return std::count_if(jobs_.begin(), jobs_.end(), [&](const Seat& seat) {
    return seat.state == State::waits && seat.table == &table;
  });
}

void PassMeeting::begin(const SharedTable& table) {
  const bool is_alone = waiting_for(table) == 1;
  const Seat* leader = nullptr;
  for (Seat& seat : jobs_) {
    if (seat.state != State::waits || seat.table != &table) continue;
    if (leader == nullptr && !is_alone) leader = &seat;
    seat.state = State::works;
    seat.leader = leader;
    seat.is_alone = is_alone;
  }
  changed_.notify_all();
}

}  // namespace csm
