#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <utility>

namespace csm {

/// Hands something on from each chunk of a file to the next, whichever threads have them.
///
/// Every chunk takes part once, in a Leg: it receives what the chunk before hands over, then hands
/// over itself. Where a thread fails in between, the chunks behind are told that nothing comes.
template <class Baton>
class Relay {
 public:
  class Leg {
   public:
    explicit Leg(Relay& relay) : relay_(relay) {}
    Leg(const Leg&) = delete;
    Leg& operator=(const Leg&) = delete;
    ~Leg() {
      if (!is_open_) return;
      if (!has_received_) receive();
      pass(std::nullopt);
    }

    /// Takes part as the chunk of that number.
    void open(std::uint64_t chunk) {
      chunk_ = chunk;
      is_open_ = true;
      has_received_ = false;
    }

    /// Waits for the chunk before; nothing where that has failed.
    std::optional<Baton> receive() {
      std::unique_lock lock(relay_.passing_);
      relay_.passed_.wait(lock, [&] { return relay_.expected_ == chunk_; });
      has_received_ = true;
      return std::exchange(relay_.baton_, std::nullopt);
    }

    void hand_over(Baton baton) { pass(std::move(baton)); }

   private:
    void pass(std::optional<Baton> baton) {
      {
        const std::lock_guard lock(relay_.passing_);
        relay_.baton_ = std::move(baton);
        relay_.expected_ = chunk_ + 1;
      }
      is_open_ = false;
      relay_.passed_.notify_all();
    }

    Relay& relay_;
    std::uint64_t chunk_ = 0;
    bool is_open_ = false;
    bool has_received_ = false;
  };

  /// Begins anew with chunk 0, for one thread alone.
  void restart(Baton first) {
    baton_ = std::move(first);
    expected_ = 0;
  }

 private:
  std::mutex passing_;  ///< guards what follows
  std::condition_variable passed_;
  std::uint64_t expected_ = 0;  ///< the chunk that may receive
  std::optional<Baton> baton_;
};

}  // namespace csm
