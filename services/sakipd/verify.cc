#include "services/sakipd/verify.h"

#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/status/status_macros.h"
#include "common/store/backup.h"
#include "common/store/chain.h"
#include "common/store/store_dir.h"
#include "common/store/witness.h"
#include "services/budget/budget_check.h"
#include "services/sakipd/admin_client.h"
#include "services/sakipd/backup.h"
#include "services/sakipd/exit_codes.h"
#include "services/sakipd/restore_marker.h"
#include "services/sakipd/signals.h"
#include "services/sakipd/subcommands.h"

namespace sakip::sakipd {
namespace {

namespace fs = std::filesystem;

// Says findings and counts them.
class Report {
 public:
  explicit Report(const Say& say) : say_(say) {}

  absl::Status Finding(Service service, const absl::Status& finding) {
    failures_.Add(service, finding);
    ++count_;
    return Line(service, absl::StrCat(absl::IsDataLoss(finding) ? "DAMAGED: " : "FAILED: ",
                                      finding.message()));
  }
  absl::Status Line(Service service, const std::string& text) const {
    return say_(absl::StrCat(std::string(Name(service)), ": ", text));
  }
  bool empty() const { return count_ == 0; }
  absl::StatusOr<std::string> Result(std::string_view all_well) const {
    if (empty()) {
      return std::string(all_well);
    }
    return absl::Status(failures_.status().code(),
                        absl::StrCat(count_, count_ == 1 ? " problem" : " problems",
                                     ", listed above; docs/OPERATIONS.md says what to do"));
  }

 private:
  const Say& say_;
  Failures failures_;
  size_t count_ = 0;
};

std::string At(uint64_t epoch, const store::Head& head) {
  return absl::StrCat("epoch ", epoch, ", sequence ", head.sequence, ", chain ",
                      absl::BytesToHexString(head.chain));
}

using Digests = std::vector<budget::DigestRantai>;

// INVALID_ARGUMENT naming the first that is none.
absl::StatusOr<Digests> ToDigests(const std::string& text) {
  Digests digests;
  const std::vector<std::string> texts = absl::StrSplit(text, ',', absl::SkipEmpty());
  for (const std::string& one : texts) {
    absl::StatusOr<budget::DigestRantai> digest = budget::ParseDigest(one);
    if (!digest.ok()) {
      return absl::InvalidArgumentError(absl::StrCat("digest: ", digest.status().message()));
    }
    digests.push_back(*std::move(digest));
  }
  return digests;
}

// For the end of a line.
std::string Counted(const budget::BudgetReport& report) {
  std::string counted =
      absl::StrCat("; recomputed: offices ", report.satker, ", office-years ", report.tahun,
                   ", journal entries ", report.transaksi, ", documents ", report.dokumen);
  if (report.digest > 0) {
    absl::StrAppend(&counted, "; digests proven: ", report.digest);
  }
  return counted;
}

// What reading a store in full found.
struct Examination {
  std::vector<absl::Status> findings;  // empty: whole
  std::string state;
};

// The service's own look at its records; the budget's also says what it counted, and looks for
// `digests`.
absl::Status CheckRecords(Service service, const store::Snapshot& snapshot, const Digests& digests,
                          std::string* counted) {
  if (service != Service::kBudget) {
    return CheckOf(service)(snapshot);
  }
  budget::BudgetReport report;
  const absl::Status status = budget::CheckBudgetRecords(snapshot, digests, &report);
  *counted = Counted(report);
  return status;
}

Examination Examine(const store::RocksDbStore& store, Service service, const Digests& digests) {
  Examination examination;
  const auto note = [&](const absl::Status& status) {
    if (!status.ok()) {
      examination.findings.push_back(status);
    }
  };
  note(store.Scrub(0));
  const std::unique_ptr<store::Snapshot> snapshot = store.GetSnapshot();
  const absl::StatusOr<std::string> digest = store::StateDigest(*snapshot);
  note(digest.status());
  std::string counted;  // what the service looked at; empty: it counts nothing
  note(CheckRecords(service, *snapshot, digests, &counted));
  if (digest.ok()) {
    examination.state =
        absl::StrCat(At(store.identity().epoch, snapshot->head()), ", digest ", *digest, counted);
  }
  return examination;
}

absl::Status SayAll(Report& report, Service service, const Examination& examination,
                    std::string_view when_whole = "whole: ") {
  for (const absl::Status& finding : examination.findings) {
    RETURN_IF_ERROR(report.Finding(service, finding));
  }
  return examination.findings.empty()
             ? report.Line(service, absl::StrCat(std::string(when_whole), examination.state))
             : absl::OkStatus();
}

// The opening compared the witness's past with the store's; since then it may only have followed.
absl::Status WitnessFollows(const std::string& file, const store::RocksDbStore& store) {
  ASSIGN_OR_RETURN(const store::Witness witness, store::ReadWitness(file));
  const uint64_t sequence = store.GetSnapshot()->head().sequence;  // after the witness was read
  const store::Identity& identity = store.identity();
  if (witness.store_id != identity.store_id || witness.epoch != identity.epoch ||
      witness.head.sequence > sequence) {
    return absl::DataLossError(absl::StrCat(
        "witness ", file, ": it is not of this store: ", At(witness.epoch, witness.head)));
  }
  return absl::OkStatus();
}

// Stays open, and so locked, until the end. Without `witnessed`, what the witness says counts not.
absl::StatusOr<std::unique_ptr<store::RocksDbStore>> VerifyAtRest(const Stores& stores,
                                                                  Service service, bool witnessed,
                                                                  const Digests& digests,
                                                                  Report& report) {
  const store::RocksDbOptions options = StoreAt(stores, service);
  absl::Status refusal;
  if (witnessed) {
    auto opened = store::OpenRocksDbStoreAtRest(options);
    if (opened.ok()) {
      RETURN_IF_ERROR(SayAll(report, service, Examine(**opened, service, digests)));
      return opened;
    }
    refusal = opened.status();
    RETURN_IF_ERROR(report.Finding(service, Advised(stores, service, refusal)));
  }
  // What else is wrong with it is worth knowing, too.
  auto opened = store::OpenRocksDbStoreAtRest(options, /*any_format=*/false,
                                              /*without_witness=*/true);
  if (opened.ok()) {
    RETURN_IF_ERROR(SayAll(report, service, Examine(**opened, service, digests),
                           witnessed ? "apart from that whole: " : "whole: "));
  } else if (opened.status().message() != refusal.message()) {
    RETURN_IF_ERROR(report.Finding(service, opened.status()));
  }
  return opened.ok() ? std::move(opened) : std::unique_ptr<store::RocksDbStore>();
}

absl::Status RenewWitness(const std::string& file, Service service, store::RocksDbStore& store,
                          const Report& report) {
  const absl::StatusOr<store::Witness> old = store::ReadWitness(file);
  const std::string said =
      old.ok() ? absl::StrCat("it said ", old->store_id, ", ", At(old->epoch, old->head))
               : std::string(old.status().message());
  const store::Witness renewed{.store_id = store.identity().store_id,
                               .epoch = store.identity().epoch,
                               .head = store.GetSnapshot()->head()};
  RETURN_IF_ERROR(store::WriteWitness(file, renewed));
  return report.Line(service, absl::StrCat("witness renewed: ", renewed.store_id, ", ",
                                           At(renewed.epoch, renewed.head), "; ", said));
}

absl::StatusOr<std::string> VerifyStoresAtRest(const VerifySettings& settings,
                                               const Digests& digests) {
  const Say say = Printed();
  Report report(say);
  OpenStores open;
  for (const Service service : settings.stores.services) {
    ASSIGN_OR_RETURN(open[service], VerifyAtRest(settings.stores, service, !settings.renew_witness,
                                                 digests, report));
  }
  if (!settings.renew_witness || !report.empty()) {
    return report.Result("whole, at rest");
  }
  for (const auto& [service, store] : open) {
    RETURN_IF_ERROR(RenewWitness(WitnessFile(settings.stores, service), service, *store, report));
  }
  return std::string("the stores are accepted as they are");
}

absl::StatusOr<std::string> VerifyBackups(const VerifySettings& settings, const Digests& digests) {
  const Say say = Printed();
  Report report(say);
  const store::Stop stop = StopOnSignal();
  std::error_code error;
  const std::string scratch = fs::temp_directory_path(error).string();
  if (error) {
    return absl::UnknownError(
        absl::StrCat("no folder for temporary files; set TMPDIR: ", error.message()));
  }
  for (const Service service : settings.stores.services) {
    const std::string from = absl::StrCat(settings.backup, "/", std::string(Name(service)));
    std::string counted;
    const absl::StatusOr<store::BackupManifest> manifest = store::VerifyBackup(
        from, scratch,
        [&](const store::Snapshot& snapshot) {
          return CheckRecords(service, snapshot, digests, &counted);
        },
        stop);
    if (absl::IsCancelled(manifest.status())) {
      return manifest.status();
    }
    if (!manifest.ok()) {
      RETURN_IF_ERROR(report.Finding(service, manifest.status()));
      continue;
    }
    if (manifest->identity.service != Name(service)) {
      RETURN_IF_ERROR(
          report.Finding(service, absl::DataLossError(absl::StrCat(from, " is a backup of service ",
                                                                   manifest->identity.service))));
      continue;
    }
    RETURN_IF_ERROR(report.Line(
        service, absl::StrCat("VERIFIED: ", Summary(*manifest), ", made ", manifest->time, " by ",
                              manifest->program, " in format ", manifest->identity.format, "; ",
                              At(manifest->identity.epoch, manifest->head), ", digest ",
                              manifest->digest, counted)));
  }
  return report.Result(absl::StrCat(settings.backup, ": VERIFIED"));
}

}  // namespace

absl::StatusOr<std::string> VerifyOpenStores(const Stores& stores,
                                             const std::set<Service>& services,
                                             const OpenStores& open, const std::string& digest,
                                             const Say& say) {
  ASSIGN_OR_RETURN(const Digests digests, ToDigests(digest));
  Report report(say);
  for (const Service service : services) {
    const store::RocksDbStore& store = *open.at(service);
    Examination examination = Examine(store, service, digests);
    if (absl::Status status = WitnessFollows(WitnessFile(stores, service), store); !status.ok()) {
      examination.findings.push_back(std::move(status));
    }
    RETURN_IF_ERROR(SayAll(report, service, examination));
  }
  return report.Result("whole, while serving");
}

int RunVerify(const config::Config& config) {
  const absl::StatusOr<VerifySettings> settings = VerifySettingsFrom(config);
  if (!settings.ok()) {
    return Fail(Command::kVerify, settings.status(), kExitConfig);
  }
  const absl::StatusOr<Digests> digests = ToDigests(settings->digest);
  if (!digests.ok()) {
    return Fail(Command::kVerify, digests.status(), kExitConfig);
  }
  if (settings->backup.empty()) {
    if (const absl::Status status = CheckNoRestore(settings->stores); !status.ok()) {
      return Fail(Command::kVerify, status);
    }
  }
  if (settings->backup.empty() && !settings->renew_witness) {
    AdminRequest request{.command = "verify", .to = {}, .services = {}, .data = {}};
    request.data = Absolute(settings->stores.data);
    request.digest = settings->digest;
    for (const Service service : settings->stores.services) {
      request.services.emplace_back(Name(service));
    }
    if (const std::optional<int> code =
            AskServeAndPrint(Command::kVerify, settings->admin_socket, request)) {
      return *code;
    }
  }
  const absl::StatusOr<std::string> result = settings->backup.empty()
                                                 ? VerifyStoresAtRest(*settings, *digests)
                                                 : VerifyBackups(*settings, *digests);
  if (absl::IsUnavailable(result.status())) {
    return Fail(Command::kVerify, WithSocketHint(result.status(), settings->admin_socket));
  }
  if (!result.ok()) {
    return Fail(Command::kVerify, result.status());
  }
  std::cout << *result << "\n";
  return kExitOk;
}

}  // namespace sakip::sakipd
