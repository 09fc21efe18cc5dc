#include "services/sakipd/library_logs.h"

#include <google/protobuf/stubs/logging.h>
#include <grpc/support/log.h>

#include <atomic>
#include <chrono>
#include <cstdint>

namespace sakip::sakipd {
namespace {

constexpr uint64_t kLinesPerSecond = 10;

std::atomic<const log::Logger*> sink{nullptr};

void LogFromGrpc(gpr_log_func_args* args) {
  static std::atomic<int64_t> second{-1};
  static std::atomic<uint64_t> lines{0};
  if (args->severity != GPR_LOG_SEVERITY_ERROR) {
    return;
  }
  const int64_t now = std::chrono::duration_cast<std::chrono::seconds>(
                          std::chrono::steady_clock::now().time_since_epoch())
                          .count();
  if (second.exchange(now) != now) {
    lines = 0;
  }
  if (lines.fetch_add(1) < kLinesPerSecond) {
    sink.load()->Error("grpc", {{"text", args->message}, {"source", args->file}});
  }
}

}  // namespace

void RouteLibraryLogs(const log::Logger& logger) {
  sink = &logger;
  gpr_set_log_function(&LogFromGrpc);
  gpr_set_log_verbosity(GPR_LOG_SEVERITY_ERROR);
  google::protobuf::SetLogHandler(nullptr);
}

}  // namespace sakip::sakipd
