#include "common/store/rocksdb_store.h"

#include <rocksdb/db.h>
#include <rocksdb/utilities/checkpoint.h>

#include <chrono>
#include <filesystem>
#include <future>
#include <mutex>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/failpoint/failpoint.h"
#include "common/store/chain.h"
#include "common/store/failed_snapshot.h"
#include "common/store/rocksdb_commit.h"
#include "common/store/rocksdb_open.h"
#include "common/store/rocksdb_records.h"
#include "common/store/rocksdb_scrub.h"
#include "common/store/rocksdb_settings.h"
#include "common/store/rocksdb_txn.h"
#include "common/store/serial_writer.h"
#include "common/store/store_dir.h"
#include "common/store/witness.h"

namespace sakip::store {
namespace {

namespace fs = std::filesystem;

using SnapshotOr = absl::StatusOr<std::unique_ptr<Snapshot>>;

absl::Status Closed() {
  return absl::UnavailableError("the store is closed");
}

// What a store at rest and one that writes have in common: reading, and letting go of the files.
class ReadableStore : public RocksDbStore {
 public:
  ReadableStore(Identity identity, std::shared_ptr<OpenDatabase> database)
      : identity_(std::move(identity)), database_(std::move(database)) {}

  const Identity& identity() const override { return identity_; }

  absl::Status Scrub(uint64_t bytes_per_second) const override {
    std::shared_ptr<OpenDatabase> open = database();
    if (open == nullptr) {
      return Closed();
    }
    absl::Status status = ScrubTableFiles(*open->db, bytes_per_second, stop_);
    return status.ok() && identity_.format >= 2 ? CheckWholeHistory(*open->db) : status;
  }

 protected:
  // Null after Close.
  std::shared_ptr<OpenDatabase> database() const {
    std::lock_guard lock(mutex_);
    return database_;
  }

  SnapshotOr TakeSnapshot() const {
    std::shared_ptr<OpenDatabase> open = database();
    if (open == nullptr) {
      return Closed();
    }
    rocksdb::DB& db = *open->db;
    rocksdb::ReadOptions read = CheckedRead();
    read.snapshot = db.GetSnapshot();
    absl::StatusOr<Head> head = ReadHead(db, read);
    if (!head.ok()) {
      db.ReleaseSnapshot(read.snapshot);
      return head.status();
    }
    return std::make_unique<RocksDbSnapshot>(std::move(open), read.snapshot, *std::move(head));
  }

  void StopScrubs() { stop_.Stop(); }

  absl::Status CheckWholeHistory(rocksdb::DB& db) const {
    rocksdb::ReadOptions read = CheckedRead();
    read.fill_cache = false;
    absl::StatusOr<Head> head = ReadHead(db, read);
    return head.ok() ? CheckLinks(db, read, *head, head->sequence,
                                  [this] { return stop_.Sleep(std::chrono::nanoseconds(0)); })
                     : head.status();
  }

  void Release() {
    std::shared_ptr<OpenDatabase> last;  // closed outside the lock: it may take long
    std::lock_guard lock(mutex_);
    last.swap(database_);
  }

 private:
  const Identity identity_;
  mutable StopSignal stop_;
  mutable std::mutex mutex_;
  std::shared_ptr<OpenDatabase> database_;  // guarded by mutex_
};

class StoreAtRest final : public ReadableStore {
 public:
  using ReadableStore::ReadableStore;

  std::unique_ptr<Snapshot> GetSnapshot() const override {
    SnapshotOr snapshot = TakeSnapshot();
    return snapshot.ok() ? *std::move(snapshot)
                         : std::make_unique<FailedSnapshot>(snapshot.status());
  }
  SnapshotOr Checkpoint(const std::string&) override { return AtRest(); }
  void Close() override {
    StopScrubs();
    Release();
  }

 private:
  void DoSubmit(UpdateFn, Done done) override { Answer(done, AtRest()); }
  static absl::Status AtRest() {
    return absl::FailedPreconditionError("the store is open at rest: it can only be read");
  }
};

class WritingStore final : public ReadableStore {
 public:
  WritingStore(const RocksDbOptions& options, Identity identity,
               std::shared_ptr<OpenDatabase> database, Head head, std::shared_ptr<Fatal> fatal)
      : ReadableStore(std::move(identity), database),
        fatal_(std::move(fatal)),
        committer_(
            options.service, std::move(head),
            DiskReserve(DatabaseDir(options.dir), options.disk_reserve_bytes, options.on_notice),
            fatal_,
            {.answer = [](const Done& done,
                          absl::StatusOr<Head> outcome) { Answer(done, std::move(outcome)); },
             .run = [](const UpdateFn& fn, Txn& txn) { return Run(fn, txn); },
             .check_folder = [&lock = database->lock] { return lock.CheckStillThere(); },
             .durable = [&keeper =
                             *database->keeper](const Head& durable) { keeper.Saw(durable); }}),
        writer_([this, db = database->db.get()](std::vector<PendingUpdate> updates) {
          return committer_.Commit(*db, std::move(updates));
        }) {}
  ~WritingStore() override { CloseAll(); }

  std::unique_ptr<Snapshot> GetSnapshot() const override {
    SnapshotOr snapshot = TakeSnapshot();
    if (snapshot.ok()) {
      return *std::move(snapshot);
    }
    if (!absl::IsUnavailable(snapshot.status())) {
      // Without its head no answer could be told from a stale one.
      fatal_->Stop(absl::StrCat(identity().service, " store: ", snapshot.status().message()));
    }
    return std::make_unique<FailedSnapshot>(snapshot.status());
  }

  // Most of what is in memory is written before the writers wait, the rest while they do.
  SnapshotOr Checkpoint(const std::string& to) override {
    std::error_code error;
    if (fs::exists(to, error)) {
      return absl::AlreadyExistsError(absl::StrCat("'", to, "' is there already"));
    }
    std::shared_ptr<OpenDatabase> open = database();
    if (open == nullptr) {
      return Closed();
    }
    // The copy is made of files by their names.
    if (absl::Status status = open->lock.CheckStillThere(); !status.ok()) {
      fatal_->Stop(absl::StrCat(identity().service, " store: ", status.message()));
      return Closed();
    }
    if (rocksdb::Status status = open->db->Flush(rocksdb::FlushOptions()); !status.ok()) {
      return ReadError(status);
    }
    auto promise = std::make_shared<std::promise<SnapshotOr>>();
    std::future<SnapshotOr> outcome = promise->get_future();
    const bool taken = writer_.SubmitJob([this, promise, to, &db = *open->db](bool stopped) {
      promise->set_value(stopped ? Closed() : CheckpointNow(db, to));
    });
    return taken ? outcome.get() : SnapshotOr(Closed());
  }

  void Close() override { CloseAll(); }

 private:
  void DoSubmit(UpdateFn fn, Done done) override {
    PendingUpdate update{.fn = std::move(fn), .done = std::move(done)};
    if (fatal_->stopped() || !writer_.Submit(update)) {
      Answer(update.done, Closed());
    }
  }

  // On the writer's thread: nothing is written between the snapshot and the copy.
  SnapshotOr CheckpointNow(rocksdb::DB& db, const std::string& to) {
    SnapshotOr snapshot = TakeSnapshot();
    if (!snapshot.ok()) {
      return snapshot;
    }
    rocksdb::Checkpoint* raw = nullptr;
    rocksdb::Status status = rocksdb::Checkpoint::Create(&db, &raw);
    std::unique_ptr<rocksdb::Checkpoint> checkpoint(raw);
    if (status.ok()) {
      status = checkpoint->CreateCheckpoint(fs::absolute(to).string(), /*log_size_for_flush=*/0);
    }
    if (status.IsCorruption()) {
      return ReadError(status);
    }
    if (!status.ok()) {
      return absl::UnknownError(absl::StrCat("copy to '", to, "': ", status.ToString()));
    }
    failpoint::Reach(failpoint::Point::kCheckpoint);
    return snapshot;
  }

  void CloseAll() {
    StopScrubs();
    writer_.Close();
    if (std::shared_ptr<OpenDatabase> open = database(); open != nullptr) {
      open->keeper->Close();
    }
    Release();
  }

  const std::shared_ptr<Fatal> fatal_;
  Committer committer_;  // the writer's thread only
  SerialWriter writer_;  // last: its thread uses the others
};

Witness WitnessNow(const ReadOnlyDatabase& found) {
  return {.store_id = found.identity.store_id, .epoch = found.identity.epoch, .head = found.head};
}

absl::StatusOr<WitnessLock> LockWitness(const RocksDbOptions& options,
                                        const ReadOnlyDatabase& found) {
  const std::string file = WitnessFileOf(options.dir, options.witness_file);
  if (failpoint::Planted(failpoint::Defect::kNoWitness)) {
    (void)WriteWitness(file, WitnessNow(found));
  }
  return WitnessLock::Take(file);
}

// Step one, with the witness unless `without_witness`.
absl::StatusOr<ReadOnlyDatabase> Look(const RocksDbOptions& options, const ClaimedDir& claimed,
                                      bool any_format, bool without_witness) {
  absl::StatusOr<ReadOnlyDatabase> found = OpenReadOnly(options, claimed, any_format);
  if (!found.ok() || without_witness || failpoint::Planted(failpoint::Defect::kNoWitness)) {
    return found;
  }
  absl::StatusOr<Witness> witness = WitnessOf(options);
  if (!witness.ok()) {
    return witness.status();
  }
  absl::Status fits = CheckWitness(options, *found, *witness);
  return fits.ok() ? std::move(found) : fits;
}

absl::Status CheckFormat(const RocksDbOptions& options, const Identity& identity) {
  if (identity.format == kFormat) {
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(absl::StrCat("the store in '", options.dir, "' has format ",
                                                    identity.format, ", this program works with ",
                                                    kFormat, ": run `sakipd migrate`"));
}

}  // namespace

absl::StatusOr<Identity> InitRocksDbStore(const std::string& dir, std::string service,
                                          const std::string& witness_file) {
  absl::StatusOr<Identity> identity = NewIdentity(std::move(service));
  if (!identity.ok()) {
    return identity.status();
  }
  const std::string witness = WitnessFileOf(dir, witness_file);
  std::error_code error;
  const bool something = fs::exists(dir, error) && !fs::is_empty(dir, error);
  if (!something && !absl::IsNotFound(ReadWitness(witness).status())) {
    return absl::FailedPreconditionError(absl::StrCat(
        "there was a store in '", dir, "': its witness '", witness,
        "' is there. Mount its disk, or restore it; to begin anew, remove the witness first"));
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
  fs::create_directories(fs::absolute(witness).parent_path(), error);
  if (absl::Status status = WriteWitness(witness, {.store_id = identity->store_id,
                                                   .epoch = identity->epoch,
                                                   .head = {.sequence = 0, .chain = EmptyChain()}});
      !status.ok()) {
    return status;
  }
  // Last, since this file is what makes the folder a store.
  if (absl::Status status = WriteIdentityFile(dir, record); !status.ok()) {
    return status;
  }
  return identity;
}

absl::StatusOr<std::unique_ptr<RocksDbStore>> OpenRocksDbStore(const RocksDbOptions& options) {
  absl::StatusOr<ClaimedDir> claimed = ClaimDir(options);
  if (!claimed.ok()) {
    return claimed.status();
  }
  if (absl::Status status = CheckFormat(options, claimed->identity); !status.ok()) {
    return status;
  }
  absl::StatusOr<ReadOnlyDatabase> found =
      Look(options, *claimed, /*any_format=*/false, /*without_witness=*/false);
  if (!found.ok()) {
    return found.status();
  }
  // Before step two: a witness that cannot be written refuses an unchanged store.
  absl::StatusOr<WitnessLock> witness = LockWitness(options, *found);
  if (!witness.ok()) {
    return witness.status();
  }
  found->db.reset();
  auto fatal = std::make_shared<Fatal>(options.on_fatal);
  absl::StatusOr<std::unique_ptr<rocksdb::DB>> db = OpenForWriting(
      options, found->head, [fatal](const std::string& message) { fatal->Stop(message); });
  if (!db.ok()) {
    return db.status();
  }
  // After it: what it found may have been in memory only until then.
  absl::StatusOr<std::unique_ptr<WitnessKeeper>> keeper =
      WitnessKeeper::Open(*std::move(witness), WitnessNow(*found),
                          [fatal, service = options.service](const std::string& message) {
                            fatal->Stop(absl::StrCat(service, " store: ", message));
                          });
  if (!keeper.ok()) {
    return keeper.status();
  }
  auto database = std::make_shared<OpenDatabase>(OpenDatabase{
      .lock = std::move(claimed->lock), .keeper = *std::move(keeper), .db = *std::move(db)});
  return std::make_unique<WritingStore>(options, std::move(found->identity), std::move(database),
                                        std::move(found->head), std::move(fatal));
}

absl::StatusOr<std::unique_ptr<RocksDbStore>> OpenRocksDbStoreAtRest(const RocksDbOptions& options,
                                                                     bool any_format,
                                                                     bool without_witness) {
  absl::StatusOr<ClaimedDir> claimed = ClaimDir(options);
  if (!claimed.ok()) {
    return claimed.status();
  }
  if (absl::Status status = CheckFormat(options, claimed->identity); !status.ok() && !any_format) {
    return status;
  }
  // Format 1 had no witness.
  absl::StatusOr<ReadOnlyDatabase> found =
      Look(options, *claimed, any_format, without_witness || claimed->identity.format < 2);
  if (!found.ok()) {
    return found.status();
  }
  auto database = std::make_shared<OpenDatabase>(OpenDatabase{
      .lock = std::move(claimed->lock), .keeper = nullptr, .db = std::move(found->db)});
  return std::make_unique<StoreAtRest>(std::move(found->identity), std::move(database));
}

}  // namespace sakip::store
