#ifndef SAKIP_SERVICES_SAKIPD_ADMIN_SERVER_H_
#define SAKIP_SERVICES_SAKIPD_ADMIN_SERVER_H_

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "common/log/log.h"
#include "services/sakipd/admin_protocol.h"
#include "services/sakipd/stores.h"

namespace sakip::sakipd {

// Takes the commands of `sakipd backup` and `sakipd verify` while `sakipd serve` runs. Only the
// process's own user and root may connect: the socket has mode 0600, and the peer's identity is
// asked besides. One command at a time, on a thread of its own; another is refused as busy, with
// exit code 69. Thread-safe.
class AdminServer {
 public:
  // Answers the last message. `say` is CANCELLED once the process stops or the asker is gone.
  using Handler =
      std::function<absl::StatusOr<std::string>(const AdminRequest& request, const Say& say)>;

  // Listens at `path`. A socket file that nobody listens on is what a killed process left: it is
  // replaced. UNAVAILABLE when somebody listens there; INVALID_ARGUMENT for a path that is too
  // long; UNKNOWN when the system refuses. `logger` outlives it.
  static absl::StatusOr<std::unique_ptr<AdminServer>> Listen(const std::string& path,
                                                             Handler handler,
                                                             const log::Logger& logger);
  // Ends as Stop, and waits for the command that runs.
  ~AdminServer();
  AdminServer(const AdminServer&) = delete;
  AdminServer& operator=(const AdminServer&) = delete;

  // Takes no more commands, removes the socket file, and lets the one that runs give up at its next
  // word. Does not wait for that. Idempotent.
  void Stop();

 private:
  AdminServer(std::string path, store::Fd listener, store::Fd wake, Handler handler,
              const log::Logger& logger);
  void Accept();
  void Start(LineSocket socket);
  void Serve(LineSocket& socket);
  AdminReply Answer(const AdminRequest& request, LineSocket& socket);

  const std::string path_;
  const store::Fd listener_;
  const store::Fd wake_;  // an eventfd: readable once stopping
  const Handler handler_;
  const log::Logger& logger_;
  std::atomic<bool> stopping_ = false;
  // A peer that says nothing is no command: it holds up the next for kAdminTimeout at most.
  enum class State { kFree, kReading, kRunning };
  void Enter(State state);
  std::mutex mutex_;
  std::condition_variable changed_;
  State state_ = State::kFree;  // guarded by mutex_
  std::thread command_;         // of accepting_ only, then of the destructor
  std::thread accepting_;
};

}  // namespace sakip::sakipd

#endif  // SAKIP_SERVICES_SAKIPD_ADMIN_SERVER_H_
