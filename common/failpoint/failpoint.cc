#include "common/failpoint/failpoint.h"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <charconv>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>

namespace sakip::failpoint {

std::string_view Name(Point point) {
  switch (point) {
    case Point::kCommitBegin:
      return "commit-begin";
    case Point::kCommitBeforeWrite:
      return "commit-before-write";
    case Point::kCommitAfterWrite:
      return "commit-after-write";
    case Point::kFlush:
      return "flush";
    case Point::kCompaction:
      return "compaction";
    case Point::kWitness:
      return "witness";
    case Point::kCheckpoint:
      return "checkpoint";
    case Point::kBackupManifest:
      return "backup-manifest";
    case Point::kRestoreIdentity:
      return "restore-identity";
    case Point::kMigrateStep:
      return "migrate-step";
  }
  return "";
}

std::string_view Name(Defect defect) {
  switch (defect) {
    case Defect::kAnswerBeforeWrite:
      return "answer-before-write";
    case Defect::kNoSync:
      return "no-sync";
    case Defect::kRecordApart:
      return "record-apart";
    case Defect::kAuditApart:
      return "audit-apart";
    case Defect::kIgnoreIteratorStatus:
      return "ignore-iterator-status";
    case Defect::kRetryAfterSyncError:
      return "retry-after-sync-error";
    case Defect::kNoWitness:
      return "no-witness";
    case Defect::kNoReserve:
      return "no-reserve";
  }
  return "";
}

#ifdef SAKIP_TEST_SWITCHES

namespace {

// A misspelt name would make a test pass that tests nothing.
[[noreturn]] void Refuse(const char* variable, std::string_view value) {
  std::fprintf(stderr, "%s=%.*s is not known to common/failpoint\n", variable,
               static_cast<int>(value.size()), value.data());
  std::fflush(stderr);
  ::_exit(2);
}

std::string_view Environment(const char* variable) {
  const char* value = std::getenv(variable);
  return value == nullptr ? std::string_view() : value;
}

template <typename Enum>
std::optional<Enum> Named(std::string_view name, int count) {
  for (int i = 0; i < count; ++i) {
    if (Name(static_cast<Enum>(i)) == name) {
      return static_cast<Enum>(i);
    }
  }
  return std::nullopt;
}

struct Armed {
  std::optional<Point> point;
  std::atomic<long> left = 0;

  Armed() {
    const std::string_view value = Environment("FAILPOINT");
    if (value.empty()) {
      return;
    }
    const size_t colon = value.find(':');
    long count = 0;
    if (colon != std::string_view::npos) {
      point = Named<Point>(value.substr(0, colon), kPoints);
      const char* end = value.data() + value.size();
      const auto parsed = std::from_chars(value.data() + colon + 1, end, count);
      count = parsed.ptr == end && parsed.ec == std::errc() ? count : 0;
    }
    if (!point.has_value() || count < 1) {
      Refuse("FAILPOINT", value);
    }
    left = count;
  }
};

struct Defects {
  std::array<std::atomic<bool>, kDefects> planted{};
  std::optional<Defect> environment;

  Defects() {
    const std::string_view value = Environment("DEFECT");
    if (value.empty()) {
      return;
    }
    environment = Named<Defect>(value, kDefects);
    if (!environment.has_value()) {
      Refuse("DEFECT", value);
    }
  }
};

Defects& AllDefects() {
  static Defects defects;
  return defects;
}

}  // namespace

void Reach(Point point) {
  static Armed armed;
  if (armed.point == point && armed.left.fetch_sub(1) == 1) {
    ::kill(::getpid(), SIGKILL);
  }
}

bool Planted(Defect defect) {
  Defects& defects = AllDefects();
  return defects.environment == defect || defects.planted[static_cast<size_t>(defect)];
}

void Plant(Defect defect, bool on) {
  AllDefects().planted[static_cast<size_t>(defect)] = on;
}

#endif

}  // namespace sakip::failpoint
