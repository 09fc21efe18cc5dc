#include "common/store/serial_writer.h"

#include <algorithm>
#include <utility>

namespace sakip::store {

SerialWriter::SerialWriter(CommitGroup commit)
    : commit_(std::move(commit)), thread_([this] { Loop(); }) {}

bool SerialWriter::Submit(PendingUpdate& update) {
  {
    std::lock_guard lock(mutex_);
    if (closed_) {
      return false;
    }
    queue_.push_back(std::move(update));
  }
  wake_.notify_one();
  return true;
}

void SerialWriter::Close() {
  {
    std::lock_guard lock(mutex_);
    closed_ = true;
  }
  wake_.notify_one();
  std::lock_guard join_lock(join_mutex_);
  if (thread_.joinable()) {
    thread_.join();
  }
}

std::vector<PendingUpdate> SerialWriter::Take() {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this] { return closed_ || !queue_.empty(); });
  const auto count = static_cast<std::ptrdiff_t>(std::min(queue_.size(), kGroupMax));
  std::vector<PendingUpdate> group(std::make_move_iterator(queue_.begin()),
                                   std::make_move_iterator(queue_.begin() + count));
  queue_.erase(queue_.begin(), queue_.begin() + count);
  return group;
}

void SerialWriter::Loop() {
  for (;;) {
    std::vector<PendingUpdate> group = Take();
    if (group.empty()) {
      return;
    }
    if (commit_(std::move(group))) {
      continue;
    }
    std::deque<PendingUpdate> unanswered;
    std::lock_guard lock(mutex_);
    closed_ = true;
    unanswered.swap(queue_);
    return;
  }
}

}  // namespace sakip::store
