#include "tests/robustness/harness.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <memory>
#include <sstream>
#include <utility>

namespace sakip::robustness {
namespace {

namespace fs = std::filesystem;

// How often a writer that nobody answers looks whether the store has ended.
constexpr std::chrono::milliseconds kLook{20};

}  // namespace

std::string Variable(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets it
  return value == nullptr ? "" : value;
}

uint64_t Size(uint64_t t0, uint64_t t1) {
  return Variable("SAKIP_ROBUSTNESS") == "T1" ? t1 : t0;
}

uint64_t Seed() {
  const std::string seed = Variable("SAKIP_SEED");
  return seed.empty() ? 42 : std::stoull(seed);
}

uint64_t Draw(std::mt19937_64& random, uint64_t from, uint64_t to) {
  return std::uniform_int_distribution<uint64_t>(from, to)(random);
}

ScratchDir::ScratchDir() {
  const bool memory = fs::is_directory("/dev/shm");
  std::string pattern =
      (memory ? fs::path("/dev/shm") : fs::temp_directory_path()) / "sakip-robustness-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) {
    std::abort();
  }
  path_ = pattern;
}

ScratchDir::~ScratchDir() {
  fs::remove_all(path_);
}

std::string ReadBytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

void WriteBytes(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

std::map<std::string, std::string> Files(const std::string& folder) {
  std::map<std::string, std::string> files;
  for (const auto& file : fs::recursive_directory_iterator(folder)) {
    if (file.is_regular_file()) {
      files[fs::relative(file.path(), folder)] = ReadBytes(file.path());
    }
  }
  return files;
}

store::RocksDbOptions StoreAt(const std::string& dir) {
  store::RocksDbOptions options;
  options.dir = dir;
  options.service = "planning";
  return options;
}

store::FatalHandler FatalWatch::Handler() {
  return [this](const std::string& message) {
    {
      std::lock_guard lock(mutex_);
      if (++calls_ == 1) {
        message_ = message;
        first_ = Clock::now();
      }
      changed_.notify_all();
    }
    returned_ = true;
  };
}

bool FatalWatch::WaitFor(std::chrono::milliseconds most) const {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, most, [this] { return calls_ > 0; });
}

int FatalWatch::calls() const {
  std::lock_guard lock(mutex_);
  return calls_;
}

std::string FatalWatch::message() const {
  std::lock_guard lock(mutex_);
  return message_;
}

Clock::time_point FatalWatch::first() const {
  std::lock_guard lock(mutex_);
  return first_;
}

struct Traffic::Call {
  std::promise<bool> acknowledged;
};

Traffic::Traffic(store::Store& store, Acknowledged& acknowledged, const FatalWatch& fatal,
                 int writers, size_t value_bytes)
    : store_(store),
      acknowledged_(acknowledged),
      fatal_(fatal),
      value_bytes_(value_bytes),
      running_(writers) {
  for (int writer = 0; writer < writers; ++writer) {
    threads_.emplace_back([this, writer] {
      Write(writer);
      --running_;
    });
  }
}

void Traffic::Write(int writer) {
  while (!stop_) {
    const bool after_fatal = fatal_.returned();
    auto call = std::make_shared<Call>();
    std::future<bool> answer = call->acknowledged.get_future();
    // On the store's thread, at the very moment of the answer.
    auto done = [this, call, writer, after_fatal](const absl::StatusOr<store::Head>& outcome) {
      if (outcome.ok()) {
        last_ack_ = Clock::now().time_since_epoch().count();
        acknowledged_.Ack(writer, *outcome);
        acked_after_fatal_ += after_fatal ? 1 : 0;
      } else {
        acknowledged_.Refuse(writer);
      }
      call->acknowledged.set_value(outcome.ok());
    };
    store_.Submit(acknowledged_.Next(writer, value_bytes_), std::move(done));
    while (answer.wait_for(kLook) != std::future_status::ready) {
      if (stop_) {
        ++unanswered_;
        return;
      }
    }
    if (!answer.get()) {
      return;
    }
  }
}

bool Traffic::WaitForAcks(uint64_t count, std::chrono::milliseconds most) const {
  const uint64_t enough = acknowledged_.acks() + count;
  const Clock::time_point deadline = Clock::now() + most;
  while (acknowledged_.acks() < enough && running_ > 0 && Clock::now() < deadline) {
    fatal_.WaitFor(std::chrono::milliseconds(1));
  }
  return acknowledged_.acks() >= enough;
}

void Traffic::Stop() {
  stop_ = true;
  for (std::thread& thread : threads_) {
    if (thread.joinable()) {
      thread.join();
    }
  }
}

std::optional<Clock::time_point> Traffic::last_ack() const {
  if (last_ack_ == 0) {
    return std::nullopt;
  }
  return Clock::time_point(Clock::duration(last_ack_));
}

}  // namespace sakip::robustness
