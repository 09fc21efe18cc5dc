#include "common/store/rocksdb_commit.h"

#include <poll.h>
#include <pthread.h>
#include <rocksdb/write_batch.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <future>
#include <string_view>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/failpoint/failpoint.h"
#include "common/store/rocksdb_records.h"
#include "common/store/rocksdb_settings.h"
#include "common/store/rocksdb_txn.h"
#include "common/text/escape.h"

namespace sakip::store {
namespace {

using failpoint::Defect;
using failpoint::Point;

// A commit is written early when it has grown to this.
constexpr size_t kGroupBytes = size_t{4} << 20;
constexpr size_t kGroupWrites = 4096;

// Of what the writer lately read. Four services may be in one process.
constexpr size_t kReadCacheBytes = size_t{16} << 20;

// The process ends within a second, though nobody may be reading what it says.
constexpr std::chrono::milliseconds kLastWordsTime{200};

struct LastWords {
  std::string line;
  std::promise<void> said;
};

// Past stdio, whose lock may be held by a thread that waits for the same reader.
void* Say(void* argument) {
  LastWords& words = *static_cast<LastWords*>(argument);
  std::string_view rest = words.line;
  while (!rest.empty()) {
    const ssize_t written = ::write(STDERR_FILENO, rest.data(), rest.size());
    if (written <= 0) {
      break;
    }
    rest.remove_prefix(static_cast<size_t>(written));
  }
  words.said.set_value();
  return nullptr;
}

void ExitOnFatal(const std::string& message) {
  // Never deleted: the thread may outlive this call.
  auto* words = new LastWords{
      .line = absl::StrCat(
          R"({"level":"ERROR","message":"the store failed, the process stops","error":)",
          text::QuoteJson(message), "}\n"),
      .said = {}};
  // Not std::thread, which would throw.
  pthread_t thread{};
  if (::pthread_create(&thread, nullptr, Say, words) == 0) {
    words->said.get_future().wait_for(kLastWordsTime);
  }
  // No destructors: nothing more may be answered or written.
  ::_exit(kExitIoError);
}

}  // namespace

Fatal::Fatal(FatalHandler handler) : handler_(handler ? std::move(handler) : ExitOnFatal) {}

void Fatal::Stop(const std::string& message) {
  stopped_ = true;
  std::call_once(once_, [&] { handler_(message); });
}

DiskReserve::DiskReserve(std::string dir, uint64_t bytes, NoticeHandler on_notice)
    : dir_(std::move(dir)), bytes_(bytes), on_notice_(std::move(on_notice)) {}

absl::Status DiskReserve::Look() {
  if (bytes_ == 0 || failpoint::Planted(Defect::kNoReserve)) {
    return absl::OkStatus();
  }
  struct statvfs disk {};
  if (::statvfs(dir_.c_str(), &disk) != 0) {
    return absl::UnknownError(
        absl::StrCat("free space of '", dir_, "': ", std::generic_category().message(errno)));
  }
  const uint64_t free = uint64_t{disk.f_bavail} * disk.f_frsize;
  const bool low = free < bytes_;
  if (low == !refusal_.ok()) {
    return absl::OkStatus();
  }
  const std::string message =
      absl::StrCat("the disk of '", dir_, "' has ", free >> 20, " MiB free, the reserve is ",
                   bytes_ >> 20, " MiB: ", low ? "writes are refused" : "writes are taken again");
  refusal_ = low ? StorageLow(message) : absl::OkStatus();
  if (on_notice_) {
    on_notice_(low ? Notice::kStorageLow : Notice::kStorageEnough, message);
  }
  return absl::OkStatus();
}

// Updates that will share one write.
struct Committer::Group {
  Group(rocksdb::DB& db, ReadCache& cache, Head before)
      : state{.db = db, .cache = cache}, head(std::move(before)) {}

  GroupState state;
  Head head;
  std::vector<Store::Done> done;
  std::vector<absl::StatusOr<Head>> outcomes;

  bool Full() const {
    return state.writes.bytes() >= kGroupBytes || state.writes.map().size() >= kGroupWrites;
  }
};

Committer::Committer(std::string service, Head head, DiskReserve reserve,
                     std::shared_ptr<Fatal> fatal, Hooks hooks)
    : service_(std::move(service)),
      head_(std::move(head)),
      cache_(kReadCacheBytes),
      reserve_(std::move(reserve)),
      fatal_(std::move(fatal)),
      hooks_(std::move(hooks)) {}

bool Committer::Commit(rocksdb::DB& db, std::vector<PendingUpdate> updates) {
  for (size_t i = 0; i < updates.size();) {
    if (fatal_->stopped()) {
      return false;
    }
    if (absl::Status status = hooks_.check_folder(); !status.ok()) {
      return Stop(status);
    }
    if (absl::Status status = reserve_.Look(); !status.ok()) {
      return Stop(status);
    }
    Group group(db, cache_, head_);
    while (i < updates.size() && !group.Full()) {
      RunInGroup(std::move(updates[i++]), group);
    }
    if (failpoint::Planted(Defect::kAnswerBeforeWrite)) {
      AnswerAll(group);
      ::poll(nullptr, 0, 20);  // ms: the answer leaves before a kill comes
    }
    if (absl::Status status = Write(group); !status.ok()) {
      return Stop(status);
    }
    if (fatal_->stopped()) {
      return false;
    }
    AnswerAll(group);
  }
  return true;
}

void Committer::RunInGroup(PendingUpdate update, Group& group) {
  group.state.writes.BeginUpdate();
  RocksDbTxn txn(group.state, group.head);
  absl::Status decision = hooks_.run(update.fn, txn);
  if (decision.ok() && txn.writes() > 0) {
    decision = reserve_.refusal();
  }
  if (!decision.ok()) {
    group.state.writes.RollBack();
  } else if (txn.writes() > 0) {
    group.head = {.sequence = txn.sequence(), .chain = txn.FinishChain()};
  }
  group.done.push_back(std::move(update.done));
  group.outcomes.push_back(decision.ok() ? absl::StatusOr<Head>(group.head) : decision);
}

absl::Status Committer::Write(Group& group) {
  if (group.head.sequence == head_.sequence) {
    return absl::OkStatus();
  }
  failpoint::Reach(Point::kCommitBegin);
  const GroupWrites& writes = group.state.writes;
  rocksdb::WriteBatch batch(writes.bytes());
  rocksdb::Status status = batch.Put(kHeadKey, EncodeHead(group.head));
  if (status.ok()) {
    status =
        batch.Put(ChainKey(group.head.sequence), EncodeChain(group.head.chain, head_.sequence));
  }
  for (auto it = writes.map().begin(); status.ok() && it != writes.map().end(); ++it) {
    status = it->second ? batch.Put(it->first, *it->second) : batch.Delete(it->first);
  }
  if (status.ok()) {
    failpoint::Reach(Point::kCommitBeforeWrite);
    status = group.state.db.Write(DurableWrite(), &batch);
  }
  if (!status.ok() && failpoint::Planted(Defect::kRetryAfterSyncError)) {
    // What a second sync says of pages that the first one dropped. RocksDB itself refuses to try:
    // this build of it aborts on a Resume.
    status = rocksdb::Status::OK();
  }
  if (!status.ok()) {
    return absl::DataLossError(absl::StrCat("write: ", status.ToString()));
  }
  failpoint::Reach(Point::kCommitAfterWrite);
  for (const auto& [key, value] : writes.map()) {
    cache_.Written(key, value);
  }
  head_ = group.head;
  hooks_.durable(head_);
  return absl::OkStatus();
}

void Committer::AnswerAll(Group& group) {
  for (size_t k = 0; k < group.done.size(); ++k) {
    hooks_.answer(group.done[k], std::move(group.outcomes[k]));
  }
  group.done.clear();
}

bool Committer::Stop(const absl::Status& status) {
  fatal_->Stop(absl::StrCat(service_, " store: ", status.message()));
  return false;
}

}  // namespace sakip::store
