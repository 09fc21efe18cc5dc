#include "bench/posting/grpc_load.h"

#include <grpc/support/time.h>
#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/completion_queue.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/security/credentials.h>
#include <sys/prctl.h>
#include <time.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <thread>

#include "common/rpc/byte_buffer.h"
#include "common/rpc/passport.h"

namespace sakip::bench {
namespace {

using std::chrono::nanoseconds;
using std::chrono::steady_clock;
using TimePoint = steady_clock::time_point;

// Below the limit of streams that our servers set on a connection.
constexpr int kCallsOfConnection = 64;

gpr_timespec Deadline() {
  return gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC), gpr_time_from_seconds(20, GPR_TIMESPAN));
}

class Loader {
 public:
  Loader(const LoadPlan& plan, const MakeRequest& make_request)
      : plan_(plan), make_request_(make_request), slots_(static_cast<size_t>(plan.in_flight)) {
    for (int i = 0; i < plan.in_flight; i += kCallsOfConnection) {
      grpc::ChannelArguments arguments;
      arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);  // a connection of its own
      arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
      const auto channel =
          grpc::CreateCustomChannel(plan.address, grpc::InsecureChannelCredentials(), arguments);
      channel->WaitForConnected(Deadline());
      stubs_.push_back(std::make_unique<grpc::GenericStub>(channel));
    }
    for (size_t i = 0; i < slots_.size(); ++i) {
      slots_[i].index = i;
      free_.push_back(&slots_[i]);
    }
  }

  LoadResult Run() {
    begin_ = steady_clock::now() + plan_.warm_up;
    end_ = begin_ + plan_.measured;
    if (plan_.rate > 0) {
      RunOpen();
    } else {
      RunClosed();
    }
    result_.seconds = std::chrono::duration<double>(plan_.measured).count();
    result_.next_number = next_number_;
    return std::move(result_);
  }

 private:
  struct Slot {
    size_t index = 0;
    std::optional<grpc::ClientContext> context;
    std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader;
    grpc::ByteBuffer response;
    grpc::Status status;
    TimePoint due;
    uint64_t number = 0;
  };

  // `due` is the instant that its latency counts from.
  void Send(Slot& slot, TimePoint due) {
    slot.due = due;
    slot.number = next_number_++;
    slot.context.emplace();
    slot.context->set_deadline(Deadline());
    const Request request = make_request_(slot.number);
    slot.context->AddMetadata(rpc::kPassportMetadata, request.passport);
    slot.context->AddMetadata(rpc::kTraceMetadata, "bench0123456789abcdef");
    slot.response.Clear();
    const size_t stub = slot.index / kCallsOfConnection;
    slot.reader = stubs_[stub]->PrepareUnaryCall(&*slot.context, plan_.method,
                                                 rpc::ToBuffer(request.body), &queue_);
    slot.reader->StartCall();
    slot.reader->Finish(&slot.response, &slot.status, &slot);
  }

  // One answer; null when the queue has ended.
  Slot* Receive() {
    void* tag = nullptr;
    bool ok = false;
    if (!queue_.Next(&tag, &ok)) {
      return nullptr;
    }
    return static_cast<Slot*>(tag);
  }

  void Record(const Slot& slot, TimePoint now, bool measured) {
    if (slot.status.ok()) {
      ++result_.done;
      result_.accepted += Accepted(slot);
      if (measured) {
        result_.latency.Add(static_cast<uint64_t>(nanoseconds(now - slot.due).count()));
      }
      if (plan_.keep_answered) {
        result_.answered.push_back(slot.number);
      }
      return;
    }
    if (result_.first_error.empty()) {
      result_.first_error = std::to_string(static_cast<int>(slot.status.error_code())) + " " +
                            slot.status.error_message();
    }
    switch (slot.status.error_code()) {
      case grpc::StatusCode::FAILED_PRECONDITION:
      case grpc::StatusCode::INVALID_ARGUMENT:
      case grpc::StatusCode::ALREADY_EXISTS:
      case grpc::StatusCode::NOT_FOUND:
      case grpc::StatusCode::OUT_OF_RANGE:
        ++result_.refused;
        return;
      case grpc::StatusCode::UNAVAILABLE:
        gone_ = true;
        break;
      default:
        break;
    }
    ++result_.failed;
  }

  uint64_t Accepted(const Slot& slot) const {
    if (!plan_.accepted) {
      return 1;
    }
    std::string bytes;
    return rpc::FromBuffer(slot.response, bytes) ? plan_.accepted(bytes) : 0;
  }

  void RunClosed() {
    size_t running = 0;
    for (Slot& slot : slots_) {
      Send(slot, steady_clock::now());
      ++running;
    }
    while (running > 0) {
      Slot* slot = Receive();
      const TimePoint now = steady_clock::now();
      Record(*slot, now, now >= begin_ && now < end_);
      if (now < end_ && !gone_) {
        Send(*slot, now);
      } else {
        --running;
      }
    }
  }

  void RunOpen() {
    std::thread receiver([this] {
      while (Slot* slot = Receive()) {
        const TimePoint now = steady_clock::now();
        const std::lock_guard lock(mutex_);
        Record(*slot, now, slot->due >= begin_ && slot->due < end_);
        free_.push_back(slot);
      }
    });
    ::prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);  // ns: the least there is, for this thread
    std::mt19937_64 random(plan_.seed);
    std::exponential_distribution<double> gap(plan_.rate);
    TimePoint due = steady_clock::now();
    while (!gone_) {
      due += nanoseconds(static_cast<int64_t>(gap(random) * 1e9));
      if (due >= end_) {
        break;
      }
      SleepUntil(due);
      Send(*TakeFree(), due);
    }
    while (Free() < slots_.size()) {
      SleepUntil(steady_clock::now() + std::chrono::milliseconds(1));
    }
    queue_.Shutdown();
    receiver.join();
  }

  static void SleepUntil(TimePoint instant) {
    const auto nanos = nanoseconds(instant.time_since_epoch()).count();
    timespec when{};
    when.tv_sec = nanos / 1'000'000'000;
    when.tv_nsec = nanos % 1'000'000'000;
    ::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &when, nullptr);
  }

  size_t Free() {
    const std::lock_guard lock(mutex_);
    return free_.size();
  }

  // Waits while all calls are under way: that time counts, since a latency begins when it is due.
  Slot* TakeFree() {
    for (;;) {
      {
        const std::lock_guard lock(mutex_);
        if (!free_.empty()) {
          Slot* slot = free_.front();
          free_.erase(free_.begin());
          return slot;
        }
      }
      SleepUntil(steady_clock::now() + std::chrono::microseconds(20));
    }
  }

  const LoadPlan& plan_;
  const MakeRequest& make_request_;
  std::vector<std::unique_ptr<grpc::GenericStub>> stubs_;
  grpc::CompletionQueue queue_;
  std::vector<Slot> slots_;
  std::mutex mutex_;
  std::vector<Slot*> free_;  // open loop only, like the mutex
  std::atomic<bool> gone_ = false;
  uint64_t next_number_ = 0;
  TimePoint begin_;
  TimePoint end_;
  LoadResult result_;
};

}  // namespace

LoadResult RunLoad(const LoadPlan& plan, const MakeRequest& make_request) {
  return Loader(plan, make_request).Run();
}

}  // namespace sakip::bench
