#include "common/store/backup.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/failpoint/failpoint.h"
#include "common/status/status_macros.h"
#include "common/store/backup_files.h"
#include "common/store/backup_records.h"
#include "common/store/rocksdb_open.h"
#include "common/store/store_dir.h"
#include "common/store/witness.h"

namespace sakip::store {
namespace {

namespace fs = std::filesystem;

constexpr size_t kManifestBytesMax = size_t{16} << 20;
constexpr size_t kIdentityBytesMax = 4096;

std::string IdentityPath(const std::string& dir) {
  return dir + "/identity";
}
std::string ManifestPath(const std::string& dir) {
  return dir + "/manifest";
}
// The same error with who it is about in front.
absl::Status Of(std::string_view whose, const absl::Status& status) {
  return status.ok() ? status
                     : absl::Status(status.code(),
                                    absl::StrCat(std::string(whose), ": ", status.message()));
}

// The engine makes its lock and its log of events anew.
bool IsData(const std::string& name) {
  return name != "LOCK" && !absl::StartsWith(name, "LOG");
}

bool IsLine(std::string_view text) {
  return !text.empty() && text.size() <= 200 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

// Where a backup grows: <to>.partial, holding what becomes <to>.
struct Work {
  files::DirRemover folder;
  std::string to;

  std::string backup() const { return folder.dir() + "/backup"; }
  std::string restored() const { return folder.dir() + "/restored"; }
};

absl::StatusOr<Work> MakeWork(const BackupOptions& options) {
  std::string to = options.to;
  while (to.size() > 1 && to.back() == '/') {
    to.pop_back();
  }
  if (to.empty() || !IsLine(options.program) || !IsLine(options.time)) {
    return absl::InvalidArgumentError("a backup needs a folder, and a program and a time in ASCII");
  }
  std::error_code error;
  if (fs::exists(fs::symlink_status(to, error))) {
    return absl::AlreadyExistsError(absl::StrCat("'", to, "' is there already"));
  }
  const std::string partial = to + ".partial";
  absl::Status made = files::MakeDir(partial);
  if (absl::IsAlreadyExists(made)) {
    return absl::AlreadyExistsError(
        absl::StrCat("'", partial,
                     "' is there: another backup runs, or one was interrupted and "
                     "its folder may be removed"));
  }
  RETURN_IF_ERROR(made);
  Work work{.folder = files::DirRemover(partial), .to = std::move(to)};
  RETURN_IF_ERROR(files::MakeDir(work.backup()));
  return work;
}

// A backup and the store restored from it, and what the source's service needs to go on writing
// where the disk is its own.
absl::Status RequireSpaceForTwo(const std::string& from, const std::vector<std::string>& names,
                                const std::string& disk, uint64_t reserve) {
  uint64_t bytes = 0;
  for (const std::string& name : names) {
    std::error_code error;
    const uintmax_t size = fs::file_size(fs::path(from) / name, error);
    bytes += error ? 0 : size;  // what cannot be measured cannot be copied and is told then
  }
  return files::RequireSpace(disk, 2 * bytes + (files::OnOneDisk(from, disk) ? reserve : 0));
}

absl::Status GoOn(const Stop& stop) {
  return stop && stop() ? absl::CancelledError("stopped by a signal") : absl::OkStatus();
}

// Copies the database's files, and fills in what the manifest says of them.
absl::StatusOr<std::vector<BackupFile>> CopyDatabase(const std::string& from, const std::string& to,
                                                     const BackupOptions& options) {
  ASSIGN_OR_RETURN(std::vector<std::string> names, files::Names(from));
  std::erase_if(names, [](const std::string& name) { return !IsData(name); });
  RETURN_IF_ERROR(RequireSpaceForTwo(from, names, fs::path(to).parent_path().string(),
                                     options.disk_reserve_bytes));
  RETURN_IF_ERROR(files::MakeDir(to));
  std::vector<BackupFile> copied;
  for (std::string& name : names) {
    RETURN_IF_ERROR(GoOn(options.stop));
    const std::string path = absl::StrCat("/", name);
    ASSIGN_OR_RETURN(BackupFile file, files::Copy(from + path, to + path));
    file.name = std::move(name);
    copied.push_back(std::move(file));
  }
  RETURN_IF_ERROR(SyncDir(to));
  return copied;
}

// `actual` names what a folder holds; both in order.
absl::Status SameNames(const std::string& dir, const std::vector<std::string>& actual,
                       const std::vector<std::string>& expected) {
  std::vector<std::string> wrong;
  std::set_difference(expected.begin(), expected.end(), actual.begin(), actual.end(),
                      std::back_inserter(wrong));
  if (!wrong.empty()) {
    return absl::DataLossError(
        absl::StrCat("missing in '", dir, "': ", absl::StrJoin(wrong, ", ")));
  }
  std::set_difference(actual.begin(), actual.end(), expected.begin(), expected.end(),
                      std::back_inserter(wrong));
  if (!wrong.empty()) {
    return absl::DataLossError(
        absl::StrCat("'", dir, "' holds what no backup wrote: ", absl::StrJoin(wrong, ", ")));
  }
  return absl::OkStatus();
}

absl::StatusOr<BackupManifest> ReadManifest(const std::string& from) {
  absl::StatusOr<std::string> bytes = files::ReadWhole(ManifestPath(from), kManifestBytesMax);
  if (absl::IsNotFound(bytes.status())) {
    return absl::FailedPreconditionError(
        absl::StrCat("'", from, "' is no backup: it has no manifest"));
  }
  RETURN_IF_ERROR(bytes.status());
  absl::StatusOr<BackupManifest> manifest = DecodeManifest(*bytes);
  if (!manifest.ok()) {
    return Of(ManifestPath(from), manifest.status());
  }
  return manifest;
}

// Everything beside the database's files.
absl::Status CheckFolder(const std::string& from, const BackupManifest& manifest) {
  ASSIGN_OR_RETURN(const std::vector<std::string> top, files::Names(from, /*any_kind=*/true));
  RETURN_IF_ERROR(SameNames(from, top, {"db", "identity", "manifest"}));
  ASSIGN_OR_RETURN(const std::string identity,
                   files::ReadWhole(IdentityPath(from), kIdentityBytesMax));
  if (identity != EncodeIdentity(manifest.identity)) {
    return absl::DataLossError(
        absl::StrCat("'", IdentityPath(from), "' is damaged: the manifest names another store"));
  }
  std::vector<std::string> expected;
  for (const BackupFile& file : manifest.files) {
    expected.push_back(file.name);
  }
  ASSIGN_OR_RETURN(const std::vector<std::string> actual,
                   files::Names(DatabaseDir(from), /*any_kind=*/true));
  return SameNames(DatabaseDir(from), actual, expected);
}

// Copies the backup's files into the new folder `to` and compares each with the manifest.
absl::Status CopyBack(const std::string& from, const BackupManifest& manifest,
                      const std::string& to, const Stop& stop) {
  RETURN_IF_ERROR(files::MakeDir(to));
  uint64_t bytes = 0;
  for (const BackupFile& file : manifest.files) {
    bytes += file.bytes;
  }
  RETURN_IF_ERROR(files::RequireSpace(to, bytes));
  for (const BackupFile& file : manifest.files) {
    RETURN_IF_ERROR(GoOn(stop));
    const std::string path = absl::StrCat(DatabaseDir(from), "/", file.name);
    ASSIGN_OR_RETURN(const BackupFile copied, files::Copy(path, absl::StrCat(to, "/", file.name)));
    if (copied.bytes != file.bytes || copied.sha256 != file.sha256) {
      return absl::DataLossError(
          absl::StrCat("'", path, "' is damaged: it has ", copied.bytes, " bytes of SHA-256 ",
                       copied.sha256, ", the manifest says ", file.bytes, " of ", file.sha256));
    }
  }
  return SyncDir(to);
}

// Reads a restored store as its service would, and in full.
absl::Status ReadBack(const std::string& dir, const BackupManifest& manifest,
                      const CheckRecords& check, const Stop& stop) {
  const std::string witness = dir + "/witness";
  RETURN_IF_ERROR(WriteWitness(witness, {.store_id = manifest.identity.store_id,
                                         .epoch = manifest.identity.epoch,
                                         .head = manifest.head}));
  ASSIGN_OR_RETURN(const std::unique_ptr<RocksDbStore> store,
                   OpenRocksDbStoreAtRest(
                       {.dir = dir, .service = manifest.identity.service, .witness_file = witness},
                       /*any_format=*/true));
  RETURN_IF_ERROR(store->Scrub(0));
  RETURN_IF_ERROR(GoOn(stop));
  const std::unique_ptr<Snapshot> snapshot = store->GetSnapshot();
  if (snapshot->head().sequence != manifest.head.sequence ||
      snapshot->head().chain != manifest.head.chain) {
    return absl::DataLossError(absl::StrCat("it stands at commit ", snapshot->head().sequence,
                                            ", the manifest says ", manifest.head.sequence,
                                            ", or their chains differ"));
  }
  ASSIGN_OR_RETURN(const std::string digest, StateDigest(*snapshot));
  if (digest != manifest.digest) {
    return absl::DataLossError(
        absl::StrCat("its state is ", digest, ", the manifest says ", manifest.digest));
  }
  RETURN_IF_ERROR(GoOn(stop));
  return check ? check(*snapshot) : absl::OkStatus();
}

// Restores into the new folder `to` and proves that what stands there is what was backed up.
absl::Status RestoreInto(const std::string& from, const BackupManifest& manifest,
                         const std::string& to, const CheckRecords& check, const Stop& stop) {
  RETURN_IF_ERROR(CheckFolder(from, manifest));
  RETURN_IF_ERROR(files::MakeDir(to));
  RETURN_IF_ERROR(CopyBack(from, manifest, DatabaseDir(to), stop));
  RETURN_IF_ERROR(files::WriteNew(IdentityPath(to), EncodeIdentity(manifest.identity)));
  RETURN_IF_ERROR(GoOn(stop));
  const absl::Status read = ReadBack(to, manifest, check, stop);
  return absl::IsCancelled(read) ? read
                                 : Of(absl::StrCat("the copy restored from '", from, "'"), read);
}

// What reading the source met: damage, the disk's refusal, or nothing wrong with it at all.
absl::Status OfSource(const absl::Status& status) {
  if (absl::IsCancelled(status)) {
    return absl::CancelledError("the store was closed: the backup is given up");
  }
  return Of(absl::IsDataLoss(status) ? "the source is damaged" : "the source", status);
}

// From the files in `database`, which hold `snapshot`, to a backup of that name or to none.
absl::StatusOr<BackupManifest> Finish(const RocksDbStore& source,
                                      std::unique_ptr<Snapshot> snapshot,
                                      const std::string& database, const BackupOptions& options,
                                      const Work& work) {
  RETURN_IF_ERROR(OfSource(source.Scrub(0)));
  RETURN_IF_ERROR(GoOn(options.stop));
  BackupManifest manifest{.identity = source.identity(),
                          .head = snapshot->head(),
                          .digest = {},
                          .program = options.program,
                          .time = options.time,
                          .files = {}};
  absl::StatusOr<std::string> digest = StateDigest(*snapshot);
  if (!digest.ok()) {
    return OfSource(digest.status());
  }
  manifest.digest = *std::move(digest);
  snapshot.reset();  // from here on the copy is what counts
  ASSIGN_OR_RETURN(manifest.files, CopyDatabase(database, DatabaseDir(work.backup()), options));
  RETURN_IF_ERROR(files::WriteNew(IdentityPath(work.backup()), EncodeIdentity(manifest.identity)));
  failpoint::Reach(failpoint::Point::kBackupManifest);
  RETURN_IF_ERROR(files::WriteNew(ManifestPath(work.backup()), EncodeManifest(manifest)));
  RETURN_IF_ERROR(SyncDir(work.backup()));
  RETURN_IF_ERROR(
      RestoreInto(work.backup(), manifest, work.restored(), options.check, options.stop));
  RETURN_IF_ERROR(files::Rename(work.backup(), work.to));
  RETURN_IF_ERROR(SyncDir(fs::absolute(work.to).parent_path().string()));
  return manifest;
}

absl::StatusOr<BackupManifest> ManifestFor(const std::string& from, const RocksDbOptions& target) {
  ASSIGN_OR_RETURN(BackupManifest manifest, ReadManifest(from));
  if (manifest.identity.service != target.service) {
    return absl::FailedPreconditionError(absl::StrCat("'", from, "' is a backup of service '",
                                                      manifest.identity.service, "', not of '",
                                                      target.service, "'"));
  }
  return manifest;
}

// The witness that stands where a restored store's will, held so that no running store has it.
struct OldWitness {
  std::optional<WitnessLock> lock;  // nullopt: there is none
  uint64_t epoch = 0;               // the highest that anyone has seen of this store
};

absl::StatusOr<OldWitness> TakeWitness(const std::string& file, const BackupManifest& manifest,
                                       bool replace) {
  const Identity& identity = manifest.identity;
  absl::StatusOr<WitnessLock> lock = WitnessLock::Take(file);
  if (absl::IsNotFound(lock.status())) {
    return OldWitness{.lock = std::nullopt, .epoch = identity.epoch};
  }
  RETURN_IF_ERROR(lock.status());
  const absl::StatusOr<Witness> witness = ReadWitness(file);
  if (!witness.ok() && !absl::IsDataLoss(witness.status())) {
    return witness.status();
  }
  if (witness.ok() && witness->store_id != identity.store_id) {
    return absl::FailedPreconditionError(absl::StrCat(
        "the witness '", file, "' is of store ", witness->store_id, ", the backup of store ",
        identity.store_id, ": move it away if that is meant"));
  }
  if (!replace) {
    return absl::FailedPreconditionError(absl::StrCat(
        "the witness '", file, "' ",
        witness.ok() ? absl::StrCat("saw commit ", witness->head.sequence, ", epoch ",
                                    witness->epoch, ", of this store")
                     : "of a store is there and unreadable",
        ", the backup ends at commit ", manifest.head.sequence, ", epoch ", identity.epoch,
        ". For a drill give another --witness-dir; to put the backup in that store's place for "
        "good, and lose everything after it, give --replace-witness"));
  }
  return OldWitness{
      .lock = *std::move(lock),
      .epoch = witness.ok() ? std::max(witness->epoch, identity.epoch) : identity.epoch};
}

// Another restore may have had the folder since it was seen empty.
absl::Status StillEmpty(const std::string& dir) {
  ASSIGN_OR_RETURN(std::vector<std::string> names, files::Names(dir, /*any_kind=*/true));
  std::erase(names, "lock");  // what the folder's lock may be
  return names.empty()
             ? absl::OkStatus()
             : absl::AlreadyExistsError(absl::StrCat("'", dir, "' is not empty any more"));
}

// Empties a folder unless told that it is finished.
class Emptier {
 public:
  explicit Emptier(std::string dir) : dir_(std::move(dir)) {}
  ~Emptier() {
    std::error_code ignored;
    if (finished_) {
      return;
    }
    for (const auto& entry : fs::directory_iterator(dir_, ignored)) {
      fs::remove_all(entry.path(), ignored);
    }
  }
  Emptier(const Emptier&) = delete;
  Emptier& operator=(const Emptier&) = delete;
  void Finished() { finished_ = true; }

 private:
  std::string dir_;
  bool finished_ = false;
};

}  // namespace

absl::StatusOr<BackupManifest> BackUp(RocksDbStore& store, const std::string& dir,
                                      const BackupOptions& options) {
  ASSIGN_OR_RETURN(const Work work, MakeWork(options));
  // Links, whatever disk the backup is on: the engine copies what it cannot link, and writers wait.
  const std::string checkpoint = dir + "/checkpoint";
  { const files::DirRemover left_by_a_crash(checkpoint); }
  const files::DirRemover remover(checkpoint);
  ASSIGN_OR_RETURN(std::unique_ptr<Snapshot> snapshot, store.Checkpoint(checkpoint));
  return Finish(store, std::move(snapshot), checkpoint, options, work);
}

absl::StatusOr<BackupManifest> BackUpAtRest(const RocksDbOptions& source,
                                            const BackupOptions& options) {
  ASSIGN_OR_RETURN(const std::unique_ptr<RocksDbStore> store,
                   OpenRocksDbStoreAtRest(source, /*any_format=*/true));
  ASSIGN_OR_RETURN(const Work work, MakeWork(options));
  return Finish(*store, store->GetSnapshot(), DatabaseDir(source.dir), options, work);
}

absl::StatusOr<BackupManifest> VerifyBackup(const std::string& from, const std::string& scratch,
                                            const CheckRecords& check, const Stop& stop) {
  ASSIGN_OR_RETURN(BackupManifest manifest, ReadManifest(from));
  ASSIGN_OR_RETURN(const files::ScratchDir folder,
                   files::ScratchDir::Make(scratch, "sakip-verify-"));
  RETURN_IF_ERROR(RestoreInto(from, manifest, folder.dir() + "/restored", check, stop));
  return manifest;
}

absl::Status CheckRestore(const std::string& from, const RocksDbOptions& target,
                          bool replace_witness) {
  ASSIGN_OR_RETURN(const BackupManifest manifest, ManifestFor(from, target));
  return TakeWitness(WitnessFileOf(target.dir, target.witness_file), manifest, replace_witness)
      .status();
}

absl::StatusOr<Identity> Restore(const std::string& from, const RocksDbOptions& target,
                                 const RestoreOptions& options) {
  ASSIGN_OR_RETURN(const BackupManifest manifest, ManifestFor(from, target));
  const std::string witness = WitnessFileOf(target.dir, target.witness_file);
  ASSIGN_OR_RETURN(const OldWitness old, TakeWitness(witness, manifest, options.replace_witness));
  RETURN_IF_ERROR(MakeEmptyDir(target.dir));
  ASSIGN_OR_RETURN(const DirLock lock, DirLock::Take(target.dir));
  RETURN_IF_ERROR(StillEmpty(target.dir));
  Emptier emptier(target.dir);  // only of what is ours: after the lock
  // Inside the target: it may be a disk of its own, and a rename stays on one.
  const std::string restored = target.dir + "/restored";
  RETURN_IF_ERROR(RestoreInto(from, manifest, restored, options.check, options.stop));
  RETURN_IF_ERROR(GoOn(options.stop));
  RETURN_IF_ERROR(files::Rename(DatabaseDir(restored), DatabaseDir(target.dir)));
  { const files::DirRemover remove(restored); }
  RETURN_IF_ERROR(SyncDir(target.dir));
  failpoint::Reach(failpoint::Point::kRestoreIdentity);
  Identity identity = manifest.identity;
  identity.epoch = old.epoch + 1;
  RETURN_IF_ERROR(WriteOwnRecords(target.dir, {IdentityEntry(identity)}));
  RETURN_IF_ERROR(files::MakeParent(witness));
  RETURN_IF_ERROR(WriteWitness(
      witness, {.store_id = identity.store_id, .epoch = identity.epoch, .head = manifest.head}));
  // Last: it makes the folder a store.
  RETURN_IF_ERROR(WriteIdentityFile(target.dir, EncodeIdentity(identity)));
  emptier.Finished();
  return identity;
}

}  // namespace sakip::store
