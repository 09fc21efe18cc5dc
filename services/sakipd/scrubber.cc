#include "services/sakipd/scrubber.h"

#include <algorithm>
#include <cstdint>
#include <string>

namespace sakip::sakipd {
namespace {

constexpr std::chrono::minutes kFirst{10};
// A slow disk reads 100 MiB a second: most of it stays for the calls.
constexpr uint64_t kBytesPerSecond = uint64_t{16} << 20;

}  // namespace

Scrubber::Scrubber(const OpenStores& stores, std::chrono::milliseconds interval,
                   const log::Logger& logger)
    : stores_(stores), interval_(interval), logger_(logger), thread_([this] { Loop(); }) {}

Scrubber::~Scrubber() {
  Stop();
  thread_.join();
}

void Scrubber::Stop() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
}

bool Scrubber::WaitFor(std::chrono::milliseconds time) {
  std::unique_lock<std::mutex> lock(mutex_);
  return !changed_.wait_for(lock, time, [this] { return stopped_; });
}

void Scrubber::Loop() {
  std::chrono::milliseconds wait = std::min<std::chrono::milliseconds>(interval_, kFirst);
  while (WaitFor(wait)) {
    for (const auto& [service, store] : stores_) {
      if (!WaitFor(std::chrono::milliseconds(0))) {
        return;
      }
      Scrub(service, *store);
    }
    wait = interval_;
  }
}

void Scrubber::Scrub(Service service, const store::RocksDbStore& store) const {
  const absl::Status status = store.Scrub(kBytesPerSecond);
  if (status.ok()) {
    logger_.Info("scrubbed", {{"service", Name(service)}});
  } else if (absl::IsDataLoss(status)) {
    logger_.Error("stored data is damaged",
                  {{"service", Name(service)}, {"reason", std::string(status.message())}});
  } else if (!absl::IsCancelled(status)) {
    logger_.Warning("scrub failed",
                    {{"service", Name(service)}, {"reason", std::string(status.message())}});
  }
}

}  // namespace sakip::sakipd
