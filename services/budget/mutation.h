#ifndef SAKIP_SERVICES_BUDGET_MUTATION_H_
#define SAKIP_SERVICES_BUDGET_MUTATION_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "common/status/status_macros.h"
#include "common/store/store.h"
#include "services/budget/budget_repository.h"
#include "services/budget/buku.h"

// What every mutation of the budget has in common: load, decide, write, announce.
namespace sakip::budget {

// The civil date in Asia/Jakarta at the moment of the call.
period::Tanggal HariIni(const rpc::Call& call);

// Who calls, with the duties that his grants of today give at the office of the call.
Pelaku PelakuOf(const rpc::Call& call);

// A need of nothing but what the caller did before, for duties.
Kebutuhan KebutuhanOf(const rpc::Call& call);

using Keputusan = std::function<absl::StatusOr<Perubahan>(const Buku&, const Pelaku&)>;

// Loads `kebutuhan` of the call's office in `tahun`, lets `putuskan` decide on it, writes what it
// wants written and names it to the change feed. Refusals name lines by their resource names.
absl::StatusOr<Perubahan> Jalankan(store::Txn& txn, const rpc::Call& call, int32_t tahun,
                                   const Kebutuhan& kebutuhan, const Keputusan& putuskan,
                                   const Sumber& sumber = {});

absl::Status TidakAda(const std::string& name);

// A document named by a request.
struct Alamat {
  std::string satker;
  std::string id;
  int32_t tahun = 0;
};
// NOT_FOUND for an id that does not begin with a year: no document has one.
absl::StatusOr<Alamat> AlamatOf(std::string_view pattern, const std::string& name);

// The stored document; NOT_FOUND naming `name` when there is none.
template <class Dokumen>
absl::StatusOr<Dokumen> Tersimpan(const store::Reader& reader, std::string_view satker,
                                  std::string_view id, const std::string& name) {
  ASSIGN_OR_RETURN(std::optional<Dokumen> dokumen, FindDokumen<Dokumen>(reader, satker, id));
  if (!dokumen) {
    return TidakAda(name);
  }
  return *std::move(dokumen);
}

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_MUTATION_H_
