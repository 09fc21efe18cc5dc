#include "tests/robustness/damage.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/store/backup.h"
#include "common/store/rocksdb_store.h"
#include "tests/robustness/simulated_disk.h"

namespace sakip::robustness {
namespace {

namespace fs = std::filesystem;

constexpr int kWriters = 4;
constexpr std::chrono::seconds kPatience{30};
// So many leave a merged table file and fresh ones, and no merge at the next open.
constexpr int kOpens = 4;
constexpr uint64_t kAcksEach = 150;
// Of the last open: its table files are in the MANIFEST's last records.
constexpr uint64_t kAcksLast = 400;
constexpr uint64_t kSmallMemory = 64 << 10;

bool Is(FileKind kind, const std::string& path) {
  const std::string name = fs::path(path).filename();
  switch (kind) {
    case FileKind::kLog:
      return name.ends_with(".log");
    case FileKind::kTable:
      return name.ends_with(".sst");
    case FileKind::kManifest:
      return name.starts_with("MANIFEST");
    case FileKind::kCurrent:
      return name == "CURRENT";
    case FileKind::kOptions:
      return name.starts_with("OPTIONS");
    case FileKind::kEngineId:
      return name == "IDENTITY";
    case FileKind::kIdentity:
      return name == "identity";
    case FileKind::kWitness:
      return name == "store.witness";
  }
  return false;
}

const char* Name(Damage damage) {
  switch (damage) {
    case Damage::kFlip:
      return "bit flipped";
    case Damage::kTruncate:
      return "truncated";
    case Damage::kRemove:
      return "removed";
  }
  return "?";
}

store::BackupOptions BackupTo(const std::string& folder) {
  store::BackupOptions options;
  options.to = folder;
  options.program = "robustness";
  options.time = "2018-02-02T08:00:00Z";
  return options;
}

// The first difference between two folders' files; empty when they are the same.
std::string Difference(const std::map<std::string, std::string>& before,
                       const std::map<std::string, std::string>& after) {
  for (const auto& [name, bytes] : before) {
    const auto found = after.find(name);
    if (found == after.end() || found->second != bytes) {
      return name;
    }
  }
  for (const auto& [name, bytes] : after) {
    if (!before.contains(name)) {
      return name;
    }
  }
  return "";
}

}  // namespace

const char* Name(FileKind kind) {
  switch (kind) {
    case FileKind::kLog:
      return "log";
    case FileKind::kTable:
      return "table";
    case FileKind::kManifest:
      return "MANIFEST";
    case FileKind::kCurrent:
      return "CURRENT";
    case FileKind::kOptions:
      return "OPTIONS";
    case FileKind::kEngineId:
      return "IDENTITY";
    case FileKind::kIdentity:
      return "identity";
    case FileKind::kWitness:
      return "witness";
  }
  return "?";
}

const char* Name(Outcome outcome) {
  switch (outcome) {
    case Outcome::kRefused:
      return "refused";
    case Outcome::kDataLoss:
      return "DATA_LOSS";
    case Outcome::kScrubbed:
      return "scrubbed";
    case Outcome::kHarmless:
      return "harmless";
    case Outcome::kBroken:
      return "broken";
  }
  return "?";
}

DamagedStore::DamagedStore(uint64_t seed)
    : original_(scratch_.path() + "/original"), random_(seed), acknowledged_(kWriters, seed) {
  fs::create_directory(original_);
  const std::string dir = original_ + "/store";
  bool fine = store::InitRocksDbStore(dir, "planning").ok();
  // Each open turns the log of the one before into a table file.
  for (int i = 0; i < kOpens && fine; ++i) {
    FatalWatch fatal;
    store::RocksDbOptions options = StoreAt(dir);
    options.on_fatal = fatal.Handler();
    const bool last = i == kOpens - 1;
    options.test_only.write_buffer_bytes = last ? kSmallMemory : 0;
    auto store = store::OpenRocksDbStore(options);
    fine = store.ok();
    if (fine) {
      Traffic traffic(**store, acknowledged_, fatal, kWriters, 300);
      fine = traffic.WaitForAcks(last ? kAcksLast : kAcksEach, kPatience);
      (*store)->Close();
    }
  }
  if (!fine) {
    std::abort();
  }
}

DamageCase DamagedStore::Draw() {
  const uint64_t number = cases_++;
  const uint64_t damage = number / kFileKinds % 10;
  return {.kind = static_cast<FileKind>(number % kFileKinds),
          .damage = damage < 7   ? Damage::kFlip
                    : damage < 9 ? Damage::kTruncate
                                 : Damage::kRemove};
}

// A new folder with the store and its witness.
std::string DamagedStore::Copy() {
  std::string copy = scratch_.path() + "/copy";
  fs::remove_all(copy);
  fs::copy(original_, copy, fs::copy_options::recursive);
  return copy;
}

std::string DamagedStore::Spoil(const std::string& dir, const DamageCase& damage) {
  std::vector<std::string> paths;
  for (const auto& [name, bytes] : Files(dir)) {
    if (Is(damage.kind, name) && !bytes.empty()) {
      paths.push_back(name);
    }
  }
  return paths.empty() ? "" : Spoil(dir, paths, damage.damage);
}

std::string DamagedStore::Spoil(const std::string& dir, const std::vector<std::string>& paths,
                                Damage damage) {
  const std::string& name = paths[robustness::Draw(random_, 0, paths.size() - 1)];
  const std::string path = dir + "/" + name;
  std::string bytes = ReadBytes(path);
  const size_t place = robustness::Draw(random_, 0, bytes.size() - 1);
  switch (damage) {
    case Damage::kFlip:
      bytes[place] = static_cast<char>(bytes[place] ^ (1 << robustness::Draw(random_, 0, 7)));
      WriteBytes(path, bytes);
      break;
    case Damage::kTruncate:
      WriteBytes(path, bytes.substr(0, place));
      break;
    case Damage::kRemove:
      fs::remove(path);
      break;
  }
  return absl::StrCat(name, " ", Name(damage), " at ", place, " of ", bytes.size());
}

DamageResult DamagedStore::Read(store::RocksDbStore& store, const std::string& what) {
  auto findings = acknowledged_.Check(*store.GetSnapshot());
  if (!findings.ok()) {
    const bool named = absl::IsDataLoss(findings.status());
    return {named ? Outcome::kDataLoss : Outcome::kBroken,
            absl::StrCat(what, ": reading is ", findings.status().ToString())};
  }
  if (!findings->fine()) {
    return {Outcome::kBroken, absl::StrCat(what, ": answers with OK: ", findings->Text())};
  }
  const absl::Status scrubbed = store.Scrub(0);
  return {scrubbed.ok() ? Outcome::kHarmless : Outcome::kScrubbed,
          absl::StrCat(what, ": scrub is ", scrubbed.ToString())};
}

DamageResult DamagedStore::OpenAndRead(const store::RocksDbOptions& options,
                                       const std::string& what) {
  const std::string folder = fs::path(options.dir).parent_path();
  const auto before = Files(folder);
  FatalWatch fatal;
  store::RocksDbOptions watched = options;
  watched.on_fatal = fatal.Handler();
  auto store = store::OpenRocksDbStore(watched);
  if (store.ok()) {
    return Read(**store, what);
  }
  const std::string changed = Difference(before, Files(folder));
  if (!changed.empty()) {
    return {Outcome::kBroken, absl::StrCat(what, ": refused, but changed ", changed, ": ",
                                           store.status().ToString())};
  }
  return {Outcome::kRefused, absl::StrCat(what, ": ", store.status().ToString())};
}

DamageResult DamagedStore::Run(const DamageCase& damage) {
  const std::string copy = Copy();
  const std::string what = Spoil(copy, damage);
  if (what.empty()) {
    return {Outcome::kBroken, absl::StrCat("there is no ", Name(damage.kind))};
  }
  return OpenAndRead(StoreAt(copy + "/store"), what);
}

DamageResult DamagedStore::RunOnFlippingDisk(uint64_t one_in) {
  const std::string dir = Copy() + "/store";
  DiskEnv disk(dir + "/db", random_());
  disk.disk->FlipBitsOnRead(one_in);
  FatalWatch fatal;
  store::RocksDbOptions options = StoreAt(dir);
  options.on_fatal = fatal.Handler();
  options.test_only.env = disk.env.get();
  auto store = store::OpenRocksDbStore(options);
  DamageResult result{Outcome::kRefused, store.status().ToString()};
  if (store.ok()) {
    result = Read(**store, "a disk that flips bits on read");
    (*store)->Close();
    store->reset();
  }
  const uint64_t flipped = disk.disk->flipped();
  if (result.outcome != Outcome::kBroken) {
    // A transient error may have cost the evidence; it must not have cost a silent answer.
    disk.disk->FlipBitsOnRead(0);
    store::RocksDbOptions again = StoreAt(dir);
    again.on_fatal = fatal.Handler();
    auto reopened = store::OpenRocksDbStore(again);
    if (reopened.ok()) {
      const DamageResult later = Read(**reopened, "afterwards, on a healthy disk");
      result.outcome = later.outcome == Outcome::kBroken ? later.outcome : result.outcome;
      absl::StrAppend(&result.what, "; ", later.what);
    }
  }
  absl::StrAppend(&result.what, " (", flipped, " bits)");
  return result;
}

DamageResult DamagedStore::RunBackupOf(const DamageCase& damage) {
  const std::string copy = Copy();
  const std::string what = Spoil(copy, damage);
  const std::string backup = copy + "/backup";
  const auto made = store::BackUpAtRest(StoreAt(copy + "/store"), BackupTo(backup));
  if (!made.ok()) {
    const bool nothing = !fs::exists(backup);
    return {nothing ? Outcome::kRefused : Outcome::kBroken,
            absl::StrCat(what, ": ", made.status().ToString())};
  }
  const std::string restored = copy + "/restored";
  if (auto status = store::Restore(backup, StoreAt(restored), {}).status(); !status.ok()) {
    return {Outcome::kBroken, absl::StrCat(what, ": verified, but ", status.ToString())};
  }
  return OpenAndRead(StoreAt(restored), what + ", backed up and restored");
}

DamageResult DamagedStore::RunDamagedBackup(Damage damage) {
  const std::string copy = Copy();
  const std::string backup = copy + "/backup";
  if (auto made = store::BackUpAtRest(StoreAt(copy + "/store"), BackupTo(backup)); !made.ok()) {
    return {Outcome::kBroken, made.status().ToString()};
  }
  std::vector<std::string> paths;
  for (const auto& [name, bytes] : Files(backup)) {
    paths.push_back(name);
  }
  const std::string what = Spoil(backup, paths, damage);
  const auto verified = store::VerifyBackup(backup, copy, {});
  const auto restored = store::Restore(backup, StoreAt(copy + "/restored"), {});
  if (verified.ok() || restored.ok() || fs::exists(copy + "/restored/identity")) {
    return {Outcome::kBroken, absl::StrCat(what, ": verify is ", verified.status().ToString(),
                                           ", restore is ", restored.status().ToString())};
  }
  return {Outcome::kRefused, absl::StrCat(what, ": ", verified.status().ToString())};
}

}  // namespace sakip::robustness
