#include "services/sakipd/init.h"

#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/period/period.h"
#include "common/status/status_macros.h"
#include "common/store/rocksdb_store.h"
#include "services/gateway/account.h"
#include "services/gateway/gateway_repository.h"
#include "services/gateway/token_verifier.h"
#include "services/sakipd/restore_marker.h"
#include "services/sakipd/secret_file.h"
#include "services/sakipd/stores.h"

namespace sakip::sakipd {
namespace {

// The account's name is "akun/" and the development issuer's subject.
constexpr size_t kAccountPrefix = std::string_view("akun/").size();

absl::StatusOr<bool> Exists(const std::string& path) {
  std::error_code error;
  const bool exists = std::filesystem::exists(path, error);
  if (error) {
    return absl::UnknownError(absl::StrCat(path, ": ", error.message()));
  }
  return exists;
}

// The identity is what init makes last, so a folder without it was never a store. Whatever is in it
// must be looked at: it may be something else's.
absl::StatusOr<bool> StoreExists(const std::string& dir) {
  ASSIGN_OR_RETURN(const bool complete, Exists(dir + "/identity"));
  if (complete) {
    return true;
  }
  ASSIGN_OR_RETURN(const bool exists, Exists(dir));
  if (!exists) {
    return false;
  }
  std::error_code error;
  const bool empty = std::filesystem::is_empty(dir, error);
  if (error) {
    return absl::UnknownError(absl::StrCat(dir, ": ", error.message()));
  }
  if (!empty) {
    return absl::FailedPreconditionError(
        absl::StrCat(dir, " is no store and not empty: an init that was interrupted leaves this, ",
                     "with nothing in it; look, remove the folder, and run init again"));
  }
  return false;
}

// A store that is not mounted must not be replaced by an empty one.
absl::Status CheckNoWitness(const std::string& witness, const std::string& dir) {
  ASSIGN_OR_RETURN(const bool exists, Exists(witness));
  return exists ? absl::FailedPreconditionError(absl::StrCat(
                      "there is no store in ", dir, " but its witness ", witness,
                      ": is the store's disk mounted? To restore a backup, run sakipd restore; "
                      "only when there never was data, remove the witness and run init again"))
                : absl::OkStatus();
}

// Answers how many were not there yet; what an operator changed stays.
absl::StatusOr<size_t> AddDevelopmentAccounts(const Stores& stores, const clock::Clock& clock) {
  ASSIGN_OR_RETURN(const std::unique_ptr<store::Store> gateway_store,
                   store::OpenRocksDbStore(StoreAt(stores, Service::kGateway)));
  const period::Tanggal today = clock::InJakarta(clock.Now());
  size_t added = 0;
  const absl::Status written =
      gateway_store
          ->Update([&](store::Txn& txn) -> absl::Status {
            added = 0;  // this may be a second run
            for (const gateway::Account& account : gateway::DevelopmentAccounts(today)) {
              ASSIGN_OR_RETURN(const auto present, gateway::FindAccount(txn, account.name));
              if (present.has_value()) {
                continue;
              }
              RETURN_IF_ERROR(gateway::PutAccount(txn, account));
              RETURN_IF_ERROR(gateway::PutSubject(txn, gateway::kDevelopmentIssuer,
                                                  account.name.substr(kAccountPrefix),
                                                  account.name));
              ++added;
            }
            return absl::OkStatus();
          })
          .status();
  gateway_store->Close();
  RETURN_IF_ERROR(written);
  return added;
}

// The internal key comes last: it says that all before it was done.
absl::Status CompleteGateway(const InitSettings& settings, const clock::Clock& clock,
                             std::vector<std::string>& report) {
  if (settings.development_accounts) {
    ASSIGN_OR_RETURN(const size_t added, AddDevelopmentAccounts(settings.stores, clock));
    report.push_back(absl::StrCat("gateway: ", added, " development accounts added"));
  }
  ASSIGN_OR_RETURN(const bool complete, Exists(InternalKeyFile(settings.stores.data)));
  if (complete) {
    return absl::OkStatus();
  }
  const std::string token_key = DevelopmentTokenKeyFile(settings.stores.data);
  RETURN_IF_ERROR(MakeKeyFile(token_key));
  const std::string internal_key = InternalKeyFile(settings.stores.data);
  RETURN_IF_ERROR(MakeKeyFile(internal_key));
  report.push_back(absl::StrCat("gateway: keys ", token_key, " and ", internal_key));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<std::string>> Init(const InitSettings& settings,
                                              const clock::Clock& clock) {
  RETURN_IF_ERROR(CheckNoRestore(settings.stores));
  std::vector<std::string> report;
  std::vector<Service> missing;
  for (const Service service : kServices) {
    if (!settings.stores.services.contains(service)) {
      continue;
    }
    const std::string dir = StoreDir(settings.stores.data, service);
    ASSIGN_OR_RETURN(const bool exists, StoreExists(dir));
    if (!exists) {
      RETURN_IF_ERROR(CheckNoWitness(WitnessFile(settings.stores, service), dir));
      missing.push_back(service);
      continue;
    }
    if (!settings.if_missing) {
      return absl::AlreadyExistsError(
          absl::StrCat(dir, " exists; --if-missing leaves it and makes what is missing"));
    }
    report.push_back(absl::StrCat(std::string(Name(service)), ": exists in ", dir));
  }
  for (const Service service : missing) {
    const std::string dir = StoreDir(settings.stores.data, service);
    ASSIGN_OR_RETURN(const store::Identity identity,
                     store::InitRocksDbStore(dir, std::string(Name(service)),
                                             WitnessFile(settings.stores, service)));
    report.push_back(
        absl::StrCat(std::string(Name(service)), ": store ", identity.store_id, " made in ", dir));
  }
  if (settings.stores.services.contains(Service::kGateway)) {
    RETURN_IF_ERROR(CompleteGateway(settings, clock, report));
  }
  return report;
}

}  // namespace sakip::sakipd
