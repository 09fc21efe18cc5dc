#include "common/store/rocksdb_store.h"

#include <rocksdb/db.h>
#include <rocksdb/utilities/write_batch_with_index.h>
#include <unistd.h>

#include <cstdio>
#include <mutex>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/store/big_endian.h"
#include "common/store/chain.h"
#include "common/store/failed_snapshot.h"
#include "common/store/rocksdb_settings.h"
#include "common/store/serial_writer.h"
#include "common/store/store_dir.h"
#include "common/text/escape.h"

namespace sakip::store {
namespace {

// The store's own table.
constexpr char kIdentityKey[] = "\xffidentity";
constexpr char kHeadKey[] = "\xffhead";
constexpr size_t kHeadRecordBytes = 40;
// A commit is written early when it has grown to this; rolling an Update back rebuilds the index.
constexpr size_t kGroupBytes = size_t{4} << 20;
constexpr uint32_t kGroupWrites = 4096;

rocksdb::Slice ToSlice(std::string_view bytes) {
  return {bytes.data(), bytes.size()};
}
std::string_view ToView(const rocksdb::Slice& slice) {
  return {slice.data(), slice.size()};
}

std::string FullKey(const Table& table, std::string_view key) {
  std::string full(1, static_cast<char>(table.id));
  full.append(key);
  return full;
}

absl::Status ReadError(const rocksdb::Status& status) {
  if (status.IsCorruption()) {
    return absl::DataLossError(absl::StrCat("stored data is damaged: ", status.ToString()));
  }
  return absl::InternalError(absl::StrCat("read: ", status.ToString()));
}

std::string EncodeHead(const Head& head) {
  std::string record;
  AppendBigEndian64(record, head.sequence);
  return record + head.chain;
}

absl::StatusOr<Head> ReadHead(rocksdb::DB& db, const rocksdb::ReadOptions& options) {
  std::string record;
  rocksdb::Status status = db.Get(options, kHeadKey, &record);
  if (status.IsNotFound() || (status.ok() && record.size() != kHeadRecordBytes)) {
    return absl::DataLossError("the head record is missing or damaged");
  }
  if (!status.ok()) {
    return ReadError(status);
  }
  return Head{.sequence = ReadBigEndian64(record), .chain = record.substr(8)};
}

// Visits [range) of `table` and never forgets the iterator's status: at a damaged block an iterator
// just ends.
absl::Status ScanWith(rocksdb::Iterator& it, const Table& table, const Range& range, bool reverse,
                      const Reader::Visitor& visit) {
  const std::string begin = FullKey(table, range.begin);
  const std::string end = range.end.empty() ? std::string(1, static_cast<char>(table.id + 1))
                                            : FullKey(table, range.end);
  if (reverse) {
    it.SeekForPrev(end);
    if (it.Valid() && it.key() == rocksdb::Slice(end)) {
      it.Prev();
    }
  } else {
    it.Seek(begin);
  }
  while (it.Valid()) {
    const std::string_view key = ToView(it.key());
    if (reverse ? key < begin : key >= end) {
      break;
    }
    if (!visit(key.substr(1), ToView(it.value()))) {
      break;
    }
    if (reverse) {
      it.Prev();
    } else {
      it.Next();
    }
  }
  return it.status().ok() ? absl::OkStatus() : ReadError(it.status());
}

absl::StatusOr<std::optional<std::string>> Found(const rocksdb::Status& status,
                                                 rocksdb::PinnableSlice& value) {
  if (status.IsNotFound()) {
    return std::optional<std::string>();
  }
  if (!status.ok()) {
    return ReadError(status);
  }
  return std::optional<std::string>(value.ToString());
}

void ExitOnFatal(const std::string& message) {
  const std::string line =
      absl::StrCat(R"({"level":"ERROR","message":"the store failed, the process stops","error":)",
                   text::QuoteJson(message), "}\n");
  std::fwrite(line.data(), 1, line.size(), stderr);
  std::fflush(stderr);
  // No destructors: nothing more may be answered or written.
  ::_exit(kExitIoError);
}

// Calls the handler once; a second caller waits for it, so that it cannot answer anyone meanwhile.
class Fatal {
 public:
  explicit Fatal(FatalHandler handler) : handler_(std::move(handler)) {}
  void Stop(const std::string& message) {
    std::call_once(once_, [&] { handler_(message); });
  }

 private:
  FatalHandler handler_;
  std::once_flag once_;
};

// The open database; shared with snapshots, so that Close cannot pull it from under a reader.
struct OpenDatabase {
  DirLock lock;
  std::unique_ptr<rocksdb::DB> db;  // after the lock: closed before it is released
};

class RocksDbSnapshot final : public Snapshot {
 public:
  RocksDbSnapshot(std::shared_ptr<OpenDatabase> database, const rocksdb::Snapshot* snapshot,
                  Head head)
      : database_(std::move(database)), snapshot_(snapshot), head_(std::move(head)) {
    read_.snapshot = snapshot_;
  }
  ~RocksDbSnapshot() override { database_->db->ReleaseSnapshot(snapshot_); }
  RocksDbSnapshot(const RocksDbSnapshot&) = delete;
  RocksDbSnapshot& operator=(const RocksDbSnapshot&) = delete;

  const Head& head() const override { return head_; }

 private:
  absl::StatusOr<std::optional<std::string>> DoGet(const Table& table,
                                                   std::string_view key) const override {
    rocksdb::PinnableSlice value;
    rocksdb::DB& db = *database_->db;
    return Found(db.Get(read_, db.DefaultColumnFamily(), FullKey(table, key), &value), value);
  }
  absl::Status DoScan(const Table& table, const Range& range, bool reverse,
                      const Visitor& visit) const override {
    std::unique_ptr<rocksdb::Iterator> it(database_->db->NewIterator(read_));
    return ScanWith(*it, table, range, reverse, visit);
  }

  std::shared_ptr<OpenDatabase> database_;
  const rocksdb::Snapshot* snapshot_;
  Head head_;
  rocksdb::ReadOptions read_ = CheckedRead();
};

// Reads through the group's batch, so it sees the Updates before it in the group. Only the writer's
// thread writes, so the database below the batch stands still.
class RocksDbTxn final : public Txn {
 public:
  RocksDbTxn(rocksdb::DB& db, rocksdb::WriteBatchWithIndex& batch, const Head& before)
      : db_(db),
        batch_(batch),
        sequence_(before.sequence + 1),
        chain_(before.chain, before.sequence + 1) {}

  uint64_t sequence() const override { return sequence_; }
  std::string FinishChain() { return chain_.Finish(); }

 private:
  absl::StatusOr<std::optional<std::string>> DoGet(const Table& table,
                                                   std::string_view key) const override {
    rocksdb::PinnableSlice value;
    return Found(batch_.GetFromBatchAndDB(&db_, CheckedRead(), FullKey(table, key), &value), value);
  }
  absl::Status DoScan(const Table& table, const Range& range, bool reverse,
                      const Visitor& visit) const override {
    std::unique_ptr<rocksdb::Iterator> it(
        batch_.NewIteratorWithBase(db_.NewIterator(CheckedRead())));
    return ScanWith(*it, table, range, reverse, visit);
  }
  absl::Status DoPut(const Table& table, std::string_view key, std::string_view value) override {
    chain_.Put(table.id, key, value);
    return Batched(batch_.Put(FullKey(table, key), ToSlice(value)));
  }
  absl::Status DoDelete(const Table& table, std::string_view key) override {
    chain_.Delete(table.id, key);
    return Batched(batch_.Delete(FullKey(table, key)));
  }
  static absl::Status Batched(const rocksdb::Status& status) {
    return status.ok() ? absl::OkStatus()
                       : absl::InternalError(absl::StrCat("batch: ", status.ToString()));
  }

  rocksdb::DB& db_;
  rocksdb::WriteBatchWithIndex& batch_;
  uint64_t sequence_;
  ChainHasher chain_;
};

// Updates that will share one write.
struct Group {
  explicit Group(Head before) : head(std::move(before)) {}

  Head head;
  rocksdb::WriteBatchWithIndex batch{rocksdb::BytewiseComparator(), 0, /*overwrite_key=*/true};
  std::vector<Store::Done> done;
  std::vector<absl::StatusOr<Head>> outcomes;

  bool Full() {
    return batch.GetDataSize() >= kGroupBytes || batch.GetWriteBatch()->Count() >= kGroupWrites;
  }
};

class RocksDbStore final : public Store {
 public:
  RocksDbStore(Identity identity, std::shared_ptr<OpenDatabase> database, Head head,
               std::shared_ptr<Fatal> fatal)
      : identity_(std::move(identity)),
        fatal_(std::move(fatal)),
        database_(std::move(database)),
        head_(std::move(head)),
        writer_([this, db = database_->db.get()](std::vector<PendingUpdate> updates) {
          return Commit(*db, std::move(updates));
        }) {}
  ~RocksDbStore() override { writer_.Close(); }

  const Identity& identity() const override { return identity_; }

  std::unique_ptr<Snapshot> GetSnapshot() const override {
    std::shared_ptr<OpenDatabase> database;
    {
      std::lock_guard lock(mutex_);
      database = database_;
    }
    if (database == nullptr) {
      return std::make_unique<FailedSnapshot>(absl::UnavailableError("the store is closed"));
    }
    rocksdb::DB& db = *database->db;
    rocksdb::ReadOptions read = CheckedRead();
    read.snapshot = db.GetSnapshot();
    absl::StatusOr<Head> head = ReadHead(db, read);
    if (head.ok()) {
      return std::make_unique<RocksDbSnapshot>(std::move(database), read.snapshot,
                                               *std::move(head));
    }
    db.ReleaseSnapshot(read.snapshot);
    // Without its head no answer could be told from a stale one.
    fatal_->Stop(absl::StrCat(identity_.service, " store: ", head.status().message()));
    return std::make_unique<FailedSnapshot>(head.status());
  }

  void Close() override {
    writer_.Close();
    std::shared_ptr<OpenDatabase> last;  // closed outside the lock: it may take long
    std::lock_guard lock(mutex_);
    last.swap(database_);
  }

 private:
  void DoSubmit(UpdateFn fn, Done done) override {
    PendingUpdate update{.fn = std::move(fn), .done = std::move(done)};
    if (!writer_.Submit(update)) {
      Answer(update.done, absl::UnavailableError("the store is closed"));
    }
  }

  // False after a failed write: whether it is on disk is not known, so nobody is answered.
  bool Commit(rocksdb::DB& db, std::vector<PendingUpdate> updates) {
    for (size_t i = 0; i < updates.size();) {
      Group group(head_);
      while (i < updates.size() && !group.Full()) {
        if (absl::Status status = RunInGroup(db, std::move(updates[i++]), group); !status.ok()) {
          return Stop(status);
        }
      }
      if (absl::Status status = Write(db, group); !status.ok()) {
        return Stop(status);
      }
      for (size_t k = 0; k < group.done.size(); ++k) {
        Answer(group.done[k], std::move(group.outcomes[k]));
      }
    }
    return true;
  }

  // The status is the batch's; what the Update decided goes to the outcomes.
  static absl::Status RunInGroup(rocksdb::DB& db, PendingUpdate update, Group& group) {
    group.batch.SetSavePoint();
    RocksDbTxn txn(db, group.batch, group.head);
    absl::Status decision = Run(update.fn, txn);
    const bool keep = decision.ok() || txn.writes() == 0;
    rocksdb::Status batched = keep ? group.batch.PopSavePoint() : group.batch.RollbackToSavePoint();
    if (!batched.ok()) {
      return absl::InternalError(absl::StrCat("batch: ", batched.ToString()));
    }
    if (decision.ok() && txn.writes() > 0) {
      group.head = {.sequence = txn.sequence(), .chain = txn.FinishChain()};
    }
    group.done.push_back(std::move(update.done));
    group.outcomes.push_back(decision.ok() ? absl::StatusOr<Head>(group.head) : decision);
    return absl::OkStatus();
  }

  absl::Status Write(rocksdb::DB& db, Group& group) {
    if (group.head.sequence == head_.sequence) {
      return absl::OkStatus();
    }
    rocksdb::Status status = group.batch.Put(kHeadKey, EncodeHead(group.head));
    if (status.ok()) {
      status = db.Write(DurableWrite(), group.batch.GetWriteBatch());
    }
    if (!status.ok()) {
      return absl::DataLossError(absl::StrCat("write: ", status.ToString()));
    }
    head_ = group.head;
    return absl::OkStatus();
  }

  bool Stop(const absl::Status& status) {
    fatal_->Stop(absl::StrCat(identity_.service, " store: ", status.message()));
    return false;
  }

  const Identity identity_;
  const std::shared_ptr<Fatal> fatal_;
  mutable std::mutex mutex_;
  std::shared_ptr<OpenDatabase> database_;  // guarded by mutex_; null after Close
  Head head_;                               // the writer's thread only
  SerialWriter writer_;                     // last: its thread uses the others
};

// Opens the database of a folder whose lock is held and whose identity is checked.
//
// THE PLACE OF THE TWO-STEP OPEN. Opening read-write after damage replaces the log by a shortened
// copy and destroys the evidence. So the preflight belongs here, before DB::Open and nowhere else:
// open read-only, read the head, compare it with the witness, refuse if it is older. Until it
// exists a store cut at a flipped byte opens as if nothing had happened.
absl::StatusOr<std::unique_ptr<rocksdb::DB>> OpenDatabaseIn(const std::string& dir,
                                                            const rocksdb::Options& settings) {
  rocksdb::DB* db = nullptr;
  rocksdb::Status status = rocksdb::DB::Open(settings, DatabaseDir(dir), &db);
  if (!status.ok()) {
    return absl::DataLossError(
        absl::StrCat("the database in '", dir, "' does not open: ", status.ToString()));
  }
  return std::unique_ptr<rocksdb::DB>(db);
}

// The first records ever written: RocksDB mistreats a snapshot of an empty database.
absl::Status CreateDatabase(const std::string& dir, const std::string& identity) {
  std::string background;
  rocksdb::Options settings =
      RocksDbSettings(nullptr, [&](const std::string& error) { background = error; });
  settings.create_if_missing = true;
  settings.error_if_exists = true;
  rocksdb::DB* raw = nullptr;
  rocksdb::Status status = rocksdb::DB::Open(settings, DatabaseDir(dir), &raw);
  std::unique_ptr<rocksdb::DB> db(raw);
  if (status.ok()) {
    rocksdb::WriteBatch batch;
    batch.Put(kIdentityKey, identity);
    batch.Put(kHeadKey, EncodeHead({.sequence = 0, .chain = EmptyChain()}));
    status = db->Write(DurableWrite(), &batch);
  }
  if (status.ok()) {
    status = db->Close();
  }
  db.reset();
  if (!status.ok() || !background.empty()) {
    return absl::InternalError(
        absl::StrCat("create database in '", dir, "': ", status.ToString(), " ", background));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Identity> InitRocksDbStore(const std::string& dir, std::string service) {
  absl::StatusOr<Identity> identity = NewIdentity(std::move(service));
  if (!identity.ok()) {
    return identity.status();
  }
  if (absl::Status status = MakeEmptyDir(dir); !status.ok()) {
    return status;
  }
  absl::StatusOr<DirLock> lock = DirLock::Take(dir);
  if (!lock.ok()) {
    return lock.status();
  }
  const std::string record = EncodeIdentity(*identity);
  if (absl::Status status = CreateDatabase(dir, record); !status.ok()) {
    return status;
  }
  // Last, since this file is what makes the folder a store.
  if (absl::Status status = WriteIdentityFile(dir, record); !status.ok()) {
    return status;
  }
  return identity;
}

absl::StatusOr<std::unique_ptr<Store>> OpenRocksDbStore(const RocksDbOptions& options) {
  absl::StatusOr<std::string> file = ReadIdentityFile(options.dir);
  if (!file.ok()) {
    return file.status();
  }
  absl::StatusOr<DirLock> lock = DirLock::Take(options.dir);
  if (!lock.ok()) {
    return lock.status();
  }
  absl::StatusOr<Identity> identity = DecodeIdentity(*file);
  if (!identity.ok()) {
    return identity.status();
  }
  if (identity->service != options.service) {
    return absl::FailedPreconditionError(absl::StrCat("the store in '", options.dir,
                                                      "' belongs to service '", identity->service,
                                                      "', not to '", options.service, "'"));
  }
  auto fatal = std::make_shared<Fatal>(options.on_fatal ? options.on_fatal : ExitOnFatal);
  absl::StatusOr<std::unique_ptr<rocksdb::DB>> db = OpenDatabaseIn(
      options.dir, RocksDbSettings(options.test_only.env,
                                   [fatal](const std::string& message) { fatal->Stop(message); }));
  if (!db.ok()) {
    return db.status();
  }
  std::string record;
  rocksdb::Status status = (*db)->Get(CheckedRead(), kIdentityKey, &record);
  if (!status.ok() || record != *file) {
    return absl::DataLossError(
        absl::StrCat("the database in '", options.dir, "' is not the one its identity file names"));
  }
  absl::StatusOr<Head> head = ReadHead(**db, CheckedRead());
  if (!head.ok()) {
    return head.status();
  }
  auto database =
      std::make_shared<OpenDatabase>(OpenDatabase{.lock = *std::move(lock), .db = *std::move(db)});
  return std::make_unique<RocksDbStore>(*std::move(identity), std::move(database), *std::move(head),
                                        std::move(fatal));
}

}  // namespace sakip::store
