#include "common/store/rocksdb_open.h"

#include <rocksdb/env.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/store/chain.h"
#include "common/store/rocksdb_records.h"
#include "common/store/rocksdb_settings.h"

namespace sakip::store {
namespace {

namespace fs = std::filesystem;

// "data/planning/" and "data/planning" are one folder.
fs::path Folder(const std::string& dir) {
  fs::path path(dir);
  return path.has_filename() ? path : path.parent_path();
}

rocksdb::Env& EnvOf(const RocksDbOptions& options) {
  return options.test_only.env == nullptr ? *rocksdb::Env::Default() : *options.test_only.env;
}

// A file that is gone or wrong is damage; what else the system refuses may pass.
absl::Status OpenError(const RocksDbOptions& options, const rocksdb::Status& status) {
  if (status.IsIOError() && !status.IsPathNotFound()) {
    return absl::UnknownError(absl::StrCat("the system refuses to open the database in '",
                                           options.dir, "': ", status.ToString()));
  }
  return Lost(options, absl::StrCat("does not open: ", status.ToString()));
}

absl::Status MissingStore(const RocksDbOptions& options, const absl::Status& missing) {
  const std::string witness = WitnessFileOf(options.dir, options.witness_file);
  if (absl::IsNotFound(ReadWitness(witness).status())) {
    return missing;
  }
  std::error_code error;
  if (fs::exists(DatabaseDir(options.dir), error)) {
    return Lost(options, "has no identity file: it was lost, or the init did not finish");
  }
  return Lost(options, absl::StrCat("was emptied or is not mounted: there is none, but its "
                                    "witness '",
                                    witness, "' is there"));
}

fs::path Absolute(const std::string& path) {
  std::error_code error;
  const fs::path absolute = fs::absolute(path, error);
  return Folder((error ? fs::path(path) : absolute).lexically_normal().string());
}

std::string ShellQuoted(const std::string& text) {
  return absl::StrCat("'", absl::StrReplaceAll(text, {{"'", "'\\''"}}), "'");
}

// What tells sakipd's commands where the store and its witness are, wherever they are run.
std::string PlaceFlags(const RocksDbOptions& options) {
  const fs::path witness = Absolute(WitnessFileOf(options.dir, options.witness_file));
  return absl::StrCat("--data=", ShellQuoted(Absolute(options.dir).parent_path().string()),
                      " --witness-dir=", ShellQuoted(witness.parent_path().string()));
}

std::string RenewWitness(const RocksDbOptions& options) {
  return absl::StrCat("check the store, then run: sakipd verify --services=", options.service,
                      " --renew-witness ", PlaceFlags(options));
}

absl::StatusOr<Identity> IdentityOf(const RocksDbOptions& options, const std::string& record) {
  absl::StatusOr<Identity> identity = DecodeIdentity(record);
  if (absl::IsDataLoss(identity.status())) {
    return Lost(options, "has a damaged identity file");
  }
  if (!identity.ok()) {
    return absl::FailedPreconditionError(
        absl::StrCat("'", options.dir, "': ", identity.status().message()));
  }
  if (identity->service != options.service) {
    return absl::FailedPreconditionError(absl::StrCat("the store in '", options.dir,
                                                      "' belongs to service '", identity->service,
                                                      "', not to '", options.service, "'"));
  }
  return identity;
}

// The database's own copy of the identity, against the file's.
absl::StatusOr<Identity> CheckIdentityRecord(const RocksDbOptions& options, rocksdb::DB& db,
                                             const ClaimedDir& claimed, bool any_format) {
  std::string record;
  rocksdb::Status status = db.Get(CheckedRead(), kIdentityKey, &record);
  if (!status.ok() && !status.IsNotFound()) {
    absl::Status error = ReadError(status);
    return absl::IsDataLoss(error) ? Lost(options, error.message()) : error;
  }
  if (record == claimed.record) {
    return claimed.identity;
  }
  absl::StatusOr<Identity> identity = DecodeIdentity(record);
  if (!identity.ok()) {
    return Lost(options, "has no readable identity record in its database");
  }
  if (any_format && identity->format > claimed.identity.format) {
    Identity migrated = claimed.identity;
    migrated.format = identity->format;
    if (EncodeIdentity(migrated) == record) {
      return identity;
    }
  }
  return Lost(options, absl::StrCat("holds the database of another instance: ", identity->service,
                                    " ", identity->store_id, " epoch ", identity->epoch,
                                    ", its identity file says ", claimed.identity.service, " ",
                                    claimed.identity.store_id, " epoch ", claimed.identity.epoch));
}

// Whether the last commit is whole and nothing is missing between the log and the table files: what
// the manifest or the folder lost of either is not noticed by RocksDB, nor by the witness as long
// as later commits are there.
absl::Status CheckHistory(rocksdb::DB& db, const Head& head) {
  absl::StatusOr<std::optional<std::string>> chain = ReadChain(db, head.sequence);
  if (!chain.ok()) {
    return chain.status();
  }
  if (*chain != head.chain) {
    return absl::DataLossError(
        absl::StrCat("has no chain record of its last commit ", head.sequence));
  }
  uint64_t in_log = 0;
  db.GetIntProperty(rocksdb::DB::Properties::kNumEntriesActiveMemTable, &in_log);
  return CheckLinks(db, CheckedRead(), head, in_log + 1);
}

absl::StatusOr<Head> CheckedHead(const RocksDbOptions& options, rocksdb::DB& db, uint32_t format) {
  absl::StatusOr<Head> head = ReadHead(db, CheckedRead());
  absl::Status status = head.status();
  if (status.ok() && format >= 2) {
    status = CheckHistory(db, *head);
  }
  if (status.ok()) {
    return head;
  }
  return absl::IsDataLoss(status) ? Lost(options, status.message()) : status;
}

}  // namespace

std::string WitnessFileOf(const std::string& dir, const std::string& witness_file) {
  return witness_file.empty() ? absl::StrCat(Folder(dir).string(), ".witness") : witness_file;
}

absl::Status Lost(const RocksDbOptions& options, absl::string_view found) {
  return absl::DataLossError(absl::StrCat(
      "the store in '", options.dir, "' ", found,
      ". Nothing was changed. See that the right disk is mounted; if it is, move ",
      ShellQuoted(Absolute(options.dir).string()), " away and run: sakipd restore --services=",
      options.service, " --from=BACKUP ", PlaceFlags(options),
      " --replace-witness; BACKUP is its newest verified one, and stores that were damaged "
      "together "
      "are restored together from one backup, all named in --services"));
}

absl::StatusOr<ClaimedDir> ClaimDir(const RocksDbOptions& options) {
  // First: who holds it may be about to write the identity.
  absl::StatusOr<DirLock> lock = DirLock::Take(options.dir);
  absl::StatusOr<std::string> record =
      lock.ok() ? ReadIdentityFile(options.dir) : absl::StatusOr<std::string>(lock.status());
  if (absl::IsNotFound(record.status())) {
    return MissingStore(options, record.status());
  }
  if (!record.ok()) {
    return record.status();
  }
  absl::StatusOr<Identity> identity = IdentityOf(options, *record);
  if (!identity.ok()) {
    return identity.status();
  }
  return ClaimedDir{
      .lock = *std::move(lock), .identity = *std::move(identity), .record = *std::move(record)};
}

absl::StatusOr<ReadOnlyDatabase> OpenReadOnly(const RocksDbOptions& options,
                                              const ClaimedDir& claimed, bool any_format) {
  const std::string database = DatabaseDir(options.dir);
  // RocksDB takes a folder without this file for one in which there never was a database.
  rocksdb::Status status = EnvOf(options).FileExists(database + "/CURRENT");
  if (status.IsNotFound()) {
    return Lost(options, "has no file db/CURRENT: its database is missing or damaged");
  }
  rocksdb::DB* raw = nullptr;
  if (status.ok()) {
    status = rocksdb::DB::OpenForReadOnly(ReadOnlySettings(options.test_only.env), database, &raw);
  }
  std::unique_ptr<rocksdb::DB> db(raw);
  if (!status.ok()) {
    return OpenError(options, status);
  }
  absl::StatusOr<Identity> identity = CheckIdentityRecord(options, *db, claimed, any_format);
  if (!identity.ok()) {
    return identity.status();
  }
  absl::StatusOr<Head> head = CheckedHead(options, *db, identity->format);
  if (!head.ok()) {
    return head.status();
  }
  return ReadOnlyDatabase{
      .db = std::move(db), .identity = *std::move(identity), .head = *std::move(head)};
}

absl::StatusOr<Witness> WitnessOf(const RocksDbOptions& options) {
  const std::string file = WitnessFileOf(options.dir, options.witness_file);
  absl::StatusOr<Witness> witness = ReadWitness(file);
  if (absl::IsNotFound(witness.status())) {
    return absl::FailedPreconditionError(absl::StrCat(
        "the store in '", options.dir, "' has no witness '", file,
        "', so a damaged or older copy cannot be told. Mount the witness's disk; if the witness is "
        "gone, ",
        RenewWitness(options)));
  }
  if (absl::IsDataLoss(witness.status())) {
    return absl::DataLossError(absl::StrCat(
        "the store in '", options.dir, "' has a damaged witness: both slots of '", file,
        "' are unreadable. Nothing was changed. To go on, ", RenewWitness(options)));
  }
  return witness;
}

absl::Status CheckWitness(const RocksDbOptions& options, const ReadOnlyDatabase& found,
                          const Witness& witness) {
  absl::Status status = CompareWitness(witness, found.identity, found.head, [&](uint64_t sequence) {
    return ReadChain(*found.db, sequence);
  });
  return absl::IsDataLoss(status) ? Lost(options, status.message()) : status;
}

absl::StatusOr<std::unique_ptr<rocksdb::DB>> OpenForWriting(
    const RocksDbOptions& options, const Head& expected,
    std::function<void(const std::string&)> on_error) {
  rocksdb::Options settings = RocksDbSettings(options.test_only.env, std::move(on_error));
  if (options.test_only.write_buffer_bytes != 0) {
    settings.write_buffer_size = options.test_only.write_buffer_bytes;
  }
  rocksdb::DB* raw = nullptr;
  rocksdb::Status status = rocksdb::DB::Open(settings, DatabaseDir(options.dir), &raw);
  std::unique_ptr<rocksdb::DB> db(raw);
  if (!status.ok()) {
    return OpenError(options, status);
  }
  absl::StatusOr<Head> head = ReadHead(*db, CheckedRead());
  if (!head.ok()) {
    return head.status();
  }
  if (head->sequence != expected.sequence || head->chain != expected.chain) {
    return absl::DataLossError(absl::StrCat("the store in '", options.dir, "' showed commit ",
                                            expected.sequence, " when opened for reading and ",
                                            head->sequence, " when opened for writing"));
  }
  return db;
}

// The first records are written at once: RocksDB mistreats a snapshot of an empty database. They
// are flushed too, so that a log that is lost later does not take the store's name with it.
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
    status = db->Flush(rocksdb::FlushOptions());
  }
  if (status.ok()) {
    status = db->Close();
  }
  db.reset();
  if (!status.ok() || !background.empty()) {
    return absl::UnknownError(
        absl::StrCat("create database in '", dir, "': ", status.ToString(), " ", background));
  }
  return absl::OkStatus();
}

}  // namespace sakip::store
