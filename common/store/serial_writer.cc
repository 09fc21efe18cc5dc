#include "common/store/serial_writer.h"

#include <algorithm>
#include <utility>

namespace sakip::store {

SerialWriter::SerialWriter(CommitGroup commit)
    : commit_(std::move(commit)), thread_([this] { Loop(); }) {}

bool SerialWriter::Submit(PendingUpdate& update) {
  std::lock_guard lock(mutex_);
  if (closed_) {
    return false;
  }
  queue_.push_back({.update = std::move(update), .job = {}});
  wake_.notify_one();
  return true;
}

bool SerialWriter::SubmitJob(WriterJob job) {
  std::lock_guard lock(mutex_);
  if (closed_) {
    return false;
  }
  queue_.push_back({.update = {}, .job = std::move(job)});
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

// The Updates up to the first job, or that job.
std::vector<SerialWriter::Item> SerialWriter::Take() {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this] { return closed_ || !queue_.empty(); });
  const size_t most = std::min(queue_.size(), kGroupMax);
  size_t count = 0;
  while (count < most && !queue_[count].job) {
    ++count;
  }
  if (count == 0 && most > 0) {
    count = 1;
  }
  const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(count);
  std::vector<Item> items(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
  queue_.erase(queue_.begin(), end);
  return items;
}

bool SerialWriter::Run(std::vector<Item> items) {
  if (items.front().job) {
    items.front().job(/*stopped=*/false);
    return true;
  }
  std::vector<PendingUpdate> group;
  for (Item& item : items) {
    group.push_back(std::move(item.update));
  }
  return commit_(std::move(group));
}

void SerialWriter::Loop() {
  for (;;) {
    std::vector<Item> items = Take();
    if (items.empty()) {
      return;
    }
    if (Run(std::move(items))) {
      continue;
    }
    std::deque<Item> unanswered;
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
      unanswered.swap(queue_);
    }
    for (const Item& item : unanswered) {
      if (item.job) {
        item.job(/*stopped=*/true);
      }
    }
    return;
  }
}

}  // namespace sakip::store
