#include "services/budget/mutation.h"

#include <algorithm>
#include <set>
#include <vector>

#include "common/clock/clock.h"
#include "common/fault/fault.h"
#include "common/resource_name/resource_name.h"
#include "services/budget/wire_parts.h"

namespace sakip::budget {
namespace {

using rpc::Call;

std::optional<Tugas> TugasOf(std::string_view role) {
  // Whoever acts for the office has one; an INTEGRATION system has none.
  constexpr std::pair<std::string_view, Tugas> kRoles[] = {
      {"OPERATOR_SATKER", Tugas::kPembuat},
      {"KPA", Tugas::kKpa},
      {"PPK", Tugas::kPpk},
      {"PPSPM", Tugas::kPpspm},
      {"BENDAHARA", Tugas::kBendahara},
  };
  for (const auto& [name, tugas] : kRoles) {
    if (name == role) {
      return tugas;
    }
  }
  return std::nullopt;
}

// The domain knows no office: what it says of a line is its id.
absl::Status WithResourceNames(const absl::Status& status, std::string_view satker) {
  std::optional<fault::Fault> fault = fault::FromStatus(status);
  if (!fault) {
    return status;
  }
  const auto line = fault->metadata.find("line");
  if (line == fault->metadata.end() || line->second.starts_with("satker/")) {
    return status;
  }
  line->second = NamaPagu(satker, line->second);
  return fault::ToStatus(*fault);
}

// Names each resource once, in the order they are found.
class Announcer {
 public:
  Announcer(const Call& call, std::string_view satker) : call_(call), satker_(satker) {}

  void Name(std::string_view collection, std::string_view id) {
    std::string name = NamaDokumen(satker_, collection, id);
    if (announced_.insert(name).second) {
      call_.Changed(std::move(name));
    }
  }
  template <class Dokumen>
  void All(std::string_view collection, const std::vector<Dokumen>& dokumen) {
    for (const Dokumen& one : dokumen) {
      Name(collection, one.id);
    }
  }

 private:
  const Call& call_;
  const std::string_view satker_;
  std::set<std::string> announced_;
};

// What is new, and what has another content or balance.
void Announce(const Call& call, int32_t tahun, const Perubahan& perubahan) {
  Announcer announcer(call, call.satker);
  announcer.All("pagu", perubahan.pagu);
  announcer.All("pagu", perubahan.label);
  for (const Realisasi& realisasi : perubahan.realisasi) {
    announcer.Name("realisasiAnggaran", realisasi.id);
    announcer.Name("pagu", realisasi.pagu);
  }
  announcer.All("tagihan", perubahan.tagihan);
  announcer.All("komitmen", perubahan.komitmen);
  announcer.All("revisi", perubahan.revisi);
  announcer.All("setoran", perubahan.setoran);
  announcer.All("koreksi", perubahan.koreksi);
  announcer.All("pembukaan", perubahan.pembukaan);
  for (const AktaPeriode& akta : perubahan.akta) {
    announcer.Name("periode", period::Tanggal::Of(tahun, akta.bulan, 1)->Iso().substr(0, 7));
  }
  for (const Tercatat& tercatat : perubahan.jurnal) {
    for (const auto& [pagu, saldo] : tercatat.sesudah) {
      announcer.Name("pagu", pagu);
    }
  }
}

}  // namespace

period::Tanggal HariIni(const Call& call) {
  return clock::InJakarta({call.now_us});
}

Pelaku PelakuOf(const Call& call) {
  Pelaku pelaku{.pencatat = {.akun = call.principal.account,
                             .orang = call.principal.person,
                             .waktu_us = call.now_us,
                             .request_id = call.request_id,
                             .asal = call.principal.origin},
                .jabatan = {},
                .nasional = false,
                .sistem = false,
                .hari_ini = HariIni(call)};
  for (const rpc::Grant& grant : call.principal.grants) {
    const std::optional<Tugas> tugas = TugasOf(grant.role);
    if (tugas && grant.satker == call.satker) {
      pelaku.jabatan.insert(*tugas);
    }
    pelaku.nasional = pelaku.nasional || grant.role == "ADMIN_NASIONAL";
    pelaku.sistem = pelaku.sistem || (grant.role == "INTEGRATION" && grant.satker == call.satker);
  }
  return pelaku;
}

Kebutuhan KebutuhanOf(const Call& call) {
  Kebutuhan kebutuhan;
  kebutuhan.orang = {call.principal.person};
  return kebutuhan;
}

absl::StatusOr<Perubahan> Jalankan(store::Txn& txn, const Call& call, int32_t tahun,
                                   const Kebutuhan& kebutuhan, const Keputusan& putuskan,
                                   const Sumber& sumber) {
  ASSIGN_OR_RETURN(const Buku buku, LoadBuku(txn, call.satker, tahun, kebutuhan));
  const Pelaku pelaku = PelakuOf(call);
  absl::StatusOr<Perubahan> perubahan = putuskan(buku, pelaku);
  if (!perubahan.ok()) {
    return WithResourceNames(perubahan.status(), call.satker);
  }
  RETURN_IF_ERROR(Save(txn, call.satker, tahun, *perubahan, pelaku.pencatat, sumber));
  Announce(call, tahun, *perubahan);
  return perubahan;
}

absl::Status TidakAda(const std::string& name) {
  return fault::Refuse(fault::Reason::kNotFound, name + " does not exist", name + " tidak ada");
}

absl::StatusOr<Alamat> AlamatOf(std::string_view pattern, const std::string& name) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, resource_name::Match(pattern, name));
  const std::optional<int32_t> tahun = TahunOf(ids.back());
  if (!tahun) {
    return TidakAda(name);
  }
  return Alamat{.satker = ids.front(), .id = ids.back(), .tahun = *tahun};
}

}  // namespace sakip::budget
