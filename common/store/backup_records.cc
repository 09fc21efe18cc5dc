#include "common/store/backup_records.h"

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <memory>
#include <mutex>

#include "absl/strings/str_cat.h"
#include "common/store/rocksdb_records.h"
#include "common/store/rocksdb_settings.h"
#include "common/store/store_dir.h"

namespace sakip::store {
namespace {

// Errors of RocksDB's own threads.
class Background {
 public:
  void Say(const std::string& error) {
    const std::lock_guard lock(mutex_);
    first_ = first_.empty() ? error : first_;
  }
  std::string first() {
    const std::lock_guard lock(mutex_);
    return first_;
  }

 private:
  std::mutex mutex_;
  std::string first_;
};

}  // namespace

absl::Status CheckLog(const std::string& dir) {
  rocksdb::Options settings = ReadOnlySettings(nullptr);
  settings.wal_recovery_mode = rocksdb::WALRecoveryMode::kAbsoluteConsistency;
  rocksdb::DB* raw = nullptr;
  const rocksdb::Status status =
      rocksdb::DB::OpenForReadOnly(settings, DatabaseDir(dir), &raw, /*error_if_wal_exists=*/false);
  const std::unique_ptr<rocksdb::DB> db(raw);
  if (status.ok()) {
    return absl::OkStatus();
  }
  return absl::DataLossError(absl::StrCat(
      "the database in '", dir, "' is damaged, or its log was cut by a power failure: ",
      status.ToString(), ". In the latter case start and stop once the program that wrote it"));
}

absl::Status WriteOwnRecords(const std::string& dir, const std::vector<Entry>& records) {
  Background background;
  rocksdb::DB* raw = nullptr;
  rocksdb::Status status = rocksdb::DB::Open(
      RocksDbSettings(nullptr, [&](const std::string& error) { background.Say(error); }),
      DatabaseDir(dir), &raw);
  std::unique_ptr<rocksdb::DB> db(raw);
  if (status.ok()) {
    rocksdb::WriteBatch batch;
    for (const Entry& record : records) {
      batch.Put(record.key, record.value);
    }
    status = db->Write(DurableWrite(), &batch);
  }
  if (status.ok()) {
    status = db->Close();
  }
  db.reset();
  if (!status.ok() || !background.first().empty()) {
    return absl::UnknownError(absl::StrCat("write to the database in '", dir,
                                           "': ", status.ToString(), " ", background.first()));
  }
  return absl::OkStatus();
}

Entry IdentityEntry(const Identity& identity) {
  return {.key = kIdentityKey, .value = EncodeIdentity(identity)};
}

Entry ChainEntry(const Head& head) {
  return {.key = ChainKey(head.sequence), .value = head.chain};
}

}  // namespace sakip::store
