#ifndef SAKIP_COMMON_RPC_SERVER_IMPL_H_
#define SAKIP_COMMON_RPC_SERVER_IMPL_H_

#include <grpcpp/completion_queue.h>
#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/server.h>

#include <array>
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>

#include "common/rpc/dispatcher.h"
#include "common/rpc/reflection.h"
#include "common/rpc/server.h"
#include "common/rpc/worker_pool.h"

// Private to server.cc and server_call.cc.
namespace sakip::rpc {

class ServerCall;

class ServerImpl final : public Server {
 public:
  ServerImpl(ServerOptions options, std::unique_ptr<WorkerPool> workers,
             std::unique_ptr<Dispatcher> dispatcher, std::vector<std::string> services);
  ~ServerImpl() override;

  absl::Status Listen();

  std::shared_ptr<grpc::Channel> InProcessChannel() override;
  int port() const override { return port_; }
  void Drain(std::chrono::steady_clock::time_point deadline) override;

  // For ServerCall.
  const ServerOptions& options() const { return options_; }
  const Dispatcher& dispatcher() const { return *dispatcher_; }
  const Reflection& reflection() const { return reflection_; }
  grpc::AsyncGenericService& service() { return service_; }
  grpc::ServerCompletionQueue* queue() { return queue_.get(); }
  bool draining() const { return draining_.load(); }
  bool Serves(const std::string& service) const { return healthy_names_.contains(service); }
  std::string NextTraceId();
  // What a call takes a place among. A drain waits for kWork only.
  enum class Lane { kWork, kHealth, kReflection };
  // Takes a place in the lane; false when there is none.
  bool Enter(Lane lane);
  void Leave(Lane lane);
  void CallMade();
  void CallAccepted(ServerCall* call);
  void CallGone(ServerCall* call);
  // Calls whose request is awaited; polling thread only.
  std::set<ServerCall*>& receiving() { return receiving_; }

 private:
  void Stop();
  size_t PlacesOf(Lane lane) const;
  void Poll();
  void Sweep();

  const ServerOptions options_;
  const std::unique_ptr<WorkerPool> workers_;
  const std::unique_ptr<Dispatcher> dispatcher_;
  const Reflection reflection_;
  std::set<std::string> healthy_names_;
  const std::string trace_prefix_;
  std::atomic<uint64_t> traces_{0};

  grpc::AsyncGenericService service_;
  std::unique_ptr<grpc::ServerCompletionQueue> queue_;
  std::unique_ptr<grpc::Server> server_;
  int port_ = 0;
  std::thread poller_;
  std::set<ServerCall*> receiving_;
  std::chrono::steady_clock::time_point next_sweep_;

  std::atomic<bool> draining_{false};
  std::mutex mutex_;
  std::condition_variable changed_;
  std::array<size_t, 3> in_flight_{};  // by Lane
  size_t calls_ = 0;
  std::chrono::steady_clock::time_point drain_deadline_ =
      std::chrono::steady_clock::time_point::max();
  std::set<ServerCall*> accepted_;  // changed by the polling thread only
};

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_SERVER_IMPL_H_
