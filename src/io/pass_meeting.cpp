#include "io/pass_meeting.hpp"

#include <algorithm>

namespace csm {

void PassMeeting::seat(std::size_t job) {
  const std::lock_guard lock(mutex_);
  jobs_[job] = {};
  jobs_[job].state = State::opens;
}

void PassMeeting::open(std::size_t job, const void* file) {
  const std::lock_guard lock(mutex_);
  jobs_[job].files.push_back(file);
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

std::optional<PassShare> PassMeeting::meet(std::size_t job, Shareable& shareable,
                                           const std::vector<std::size_t>& columns) {
  std::unique_lock lock(mutex_);
  Seat& seat = jobs_[job];
  seat.state = State::waits;
  seat.wants = &shareable;
  seat.columns = &columns;
  begin_what_is_due();
  begun_.wait(lock, [&] { return seat.state == State::works; });
  return std::exchange(seat.share, std::nullopt);
}

void PassMeeting::begin_what_is_due() {
  if (is_any(State::opens)) return;
  Shareable* most_wanted = nullptr;
  for (Seat& seat : jobs_) {
    if (seat.state != State::waits) continue;
    if (do_all_who_have_it_wait(*seat.wants)) {
      begin(*seat.wants);
    } else if (most_wanted == nullptr ||
               waiting_for(*seat.wants).size() > waiting_for(*most_wanted).size()) {
      most_wanted = seat.wants;
    }
  }
  if (most_wanted != nullptr && !is_any(State::works)) begin(*most_wanted);
}

bool PassMeeting::is_any(State state) const {
  return std::any_of(jobs_.begin(), jobs_.end(),
                     [&](const Seat& seat) { return seat.state == state; });
}

bool PassMeeting::do_all_who_have_it_wait(const Shareable& shareable) const {
  return std::all_of(jobs_.begin(), jobs_.end(), [&](const Seat& seat) {
    const bool has_it =
        std::find(seat.files.begin(), seat.files.end(), shareable.file()) != seat.files.end();
    return !has_it || (seat.state == State::waits && seat.wants == &shareable);
  });
}

std::vector<PassMeeting::Seat*> PassMeeting::waiting_for(const Shareable& shareable) {
  std::vector<Seat*> waiting;
  for (Seat& seat : jobs_) {
    if (seat.state == State::waits && seat.wants == &shareable) waiting.push_back(&seat);
  }
  return waiting;
}

void PassMeeting::begin(Shareable& shareable) {
  const std::vector<Seat*> waiting = waiting_for(shareable);
  std::vector<std::size_t> columns;
  std::vector<std::vector<std::size_t>> slots;
  for (const Seat* seat : waiting) {
    std::vector<std::size_t>& of_seat = slots.emplace_back();
    for (const std::size_t column : *seat->columns) {
      const auto known = std::find(columns.begin(), columns.end(), column);
      of_seat.push_back(static_cast<std::size_t>(known - columns.begin()));
      if (known == columns.end()) columns.push_back(column);
    }
  }
  std::shared_ptr<SharedPass> pass;
  if (waiting.size() > 1) {
    const auto from_the_beginning = [&shareable, columns]() -> Scanner& {
      return shareable.begin(columns);
    };
    pass = std::make_shared<SharedPass>(from_the_beginning, waiting.size());
  }
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    waiting[i]->state = State::works;
    if (pass != nullptr) waiting[i]->share = PassShare{pass, i, std::move(slots[i])};
  }
  begun_.notify_all();
}

}  // namespace csm
