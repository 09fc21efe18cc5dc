#include "services/budget/proposal_check.h"

#include <string_view>

#include "common/fault/fault.h"
#include "common/status/status_macros.h"
#include "services/budget/tugas.h"

namespace sakip::budget {
namespace {

std::string NamaStatus(StatusUsulan status) {
  switch (status) {
    case StatusUsulan::kDiusulkan:
      return "DIUSULKAN";
    case StatusUsulan::kDisetujui:
      return "DISETUJUI";
    case StatusUsulan::kDitolak:
      return "DITOLAK";
  }
  return "";
}

}  // namespace

absl::Status CheckBelumDiputus(StatusUsulan status, const std::string& document) {
  if (status == StatusUsulan::kDiusulkan) {
    return absl::OkStatus();
  }
  return fault::Refuse(fault::Reason::kWrongState,
                       document + " was decided already: " + NamaStatus(status),
                       document + " sudah diputus: " + NamaStatus(status),
                       {{"state", NamaStatus(status)},
                        {"required", NamaStatus(StatusUsulan::kDiusulkan)},
                        {"document", document}});
}

absl::StatusOr<Tugas> CheckBertindak(const Buku& buku, const Pelaku& pelaku,
                                     const std::vector<Tugas>& boleh) {
  std::string nama;
  for (const Tugas tugas : boleh) {
    if (pelaku.jabatan.contains(tugas)) {
      RETURN_IF_ERROR(CheckTugas(buku, pelaku, tugas));
      return tugas;
    }
    nama += (nama.empty() ? "" : ", ") + std::string(Nama(tugas));
  }
  return fault::Refuse(fault::Reason::kDutyConflict,
                       "only who holds this duty at the office may do this: " + nama,
                       "hanya pemegang tugas ini pada satker yang boleh melakukannya: " + nama,
                       {{"duty", nama}, {"conflict", ""}});
}

absl::Status CheckNasional(const Pelaku& pelaku) {
  const bool kpa = pelaku.jabatan.contains(Tugas::kKpa);
  if (pelaku.nasional && !kpa) {
    return absl::OkStatus();
  }
  return fault::Refuse(
      fault::Reason::kDutyConflict,
      "a revision by an authority above the office is decided by a national administrator who is "
      "not the office's KPA",
      "revisi dengan kewenangan di atas satker diputus admin nasional yang bukan KPA satker",
      {{"duty", "ADMIN_NASIONAL"}, {"conflict", kpa ? std::string(Nama(Tugas::kKpa)) : ""}});
}

absl::Status TidakDapatDiacu(int64_t nomor, const std::string& required, const std::string& english,
                             const std::string& indonesian) {
  return fault::Refuse(fault::Reason::kWrongState,
                       "transaction " + std::to_string(nomor) + " " + english,
                       "transaksi " + std::to_string(nomor) + " " + indonesian,
                       {{"state", "TRANSAKSI_" + std::to_string(nomor)}, {"required", required}});
}

absl::Status CheckAlasan(bool setuju, const std::string& alasan) {
  fault::Violations violations;
  if (!setuju && alasan.empty()) {
    violations.Add("alasan", "a rejection needs its reason", "penolakan harus disertai alasan");
  }
  return violations.ToStatus();
}

}  // namespace sakip::budget
