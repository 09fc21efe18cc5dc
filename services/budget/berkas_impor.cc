#include "services/budget/berkas_impor.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "common/fault/fault.h"
#include "common/status/status_macros.h"
#include "services/budget/mutation.h"
#include "services/budget/wire_parts.h"

namespace sakip::budget {
namespace {

constexpr size_t kPutusanMax = 1'000;

// Whether it is about the rows, and not about the call or the server.
bool TentangBaris(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kNotFound:
      return fault::FromStatus(status).has_value();
    default:
      return false;
  }
}

class Impor {
 public:
  Impor(store::Txn& txn, const rpc::Call& call, const Sp2dSiap& siap)
      : txn_(txn), call_(call), siap_(siap) {
    for (const SalahBaris& satu : siap.isi.salah) {
      salah_[satu.baris].push_back(satu);
    }
  }

  absl::Status Jalan() {
    ASSIGN_OR_RETURN(const Buku buku, LoadBuku(txn_, call_.satker, siap_.tahun,
                                               budget::KebutuhanOf(siap_.isi, siap_.daftar)));
    for (const Sp2dBerkas& sp2d : siap_.daftar) {
      RETURN_IF_ERROR(sp2d.sah ? Satu(buku, sp2d) : Salah(sp2d));
    }
    Ringkas();
    return absl::OkStatus();
  }

  absl::StatusOr<v1::ImportBerkasSp2dResponse> Jawab() && {
    if (siap_.per_baris) {
      *response_.mutable_putusan() = {ditolak_.begin(), ditolak_.end()};
      for (v1::PutusanBaris& satu : diterima_) {
        if (static_cast<size_t>(response_.putusan_size()) < kPutusanMax) {
          *response_.add_putusan() = std::move(satu);
        }
      }
      return std::move(response_);
    }
    if (pertama_) {
      fault::Fault fault;
      fault.reason = pertama_->reason;
      fault.metadata = pertama_->metadata;
      fault.metadata["violations"] = std::to_string(jumlah_salah_);
      fault.violations = std::move(pelanggaran_);
      return fault::ToStatus(fault);
    }
    return std::move(response_);
  }

 private:
  absl::Status Satu(const Buku& buku, const Sp2dBerkas& sp2d) {
    const absl::StatusOr<Bayaran> bayaran = SusunBayaran(buku, siap_.isi, sp2d);
    if (!bayaran.ok()) {
      return Tolak(bayaran.status(), sp2d, {});
    }
    Kebutuhan kebutuhan = budget::KebutuhanOf(*bayaran);
    kebutuhan.orang = {call_.principal.person};
    const auto perubahan =
        Jalankan(txn_, call_, siap_.tahun, kebutuhan, [&](const Buku& kini, const Pelaku& pelaku) {
          return PutuskanBayaran(kini, pelaku, call_.satker, *bayaran);
        });
    if (!perubahan.ok()) {
      return Tolak(perubahan.status(), sp2d, *bayaran);
    }
    Terima(*bayaran, *perubahan);
    return absl::OkStatus();
  }

  void Terima(const Bayaran& bayaran, const Perubahan& perubahan) {
    std::set<std::string> baru;
    for (const Realisasi& satu : perubahan.realisasi) {
      baru.insert(satu.id);
    }
    for (size_t i = 0; i < bayaran.baris.size(); ++i) {
      const std::string& id = bayaran.realisasi[i].id;
      const bool posting = bayaran.tagihan.empty();
      const bool masuk = posting ? baru.contains(id) : !perubahan.tagihan.empty();
      const auto rows = static_cast<int32_t>(bayaran.baris[i].size());
      response_.set_ditambahkan(response_.ditambahkan() + (masuk ? rows : 0));
      response_.set_sudah_ada(response_.sudah_ada() + (masuk ? 0 : rows));
      for (const size_t baris : bayaran.baris[i]) {
        v1::PutusanBaris& putusan = diterima_.emplace_back();
        putusan.set_baris(siap_.isi.baris[baris].nomor);
        putusan.set_diterima(true);
        putusan.set_name(posting ? NamaRealisasi(call_.satker, id)
                                 : NamaDokumen(call_.satker, "tagihan", bayaran.tagihan));
      }
    }
  }

  absl::Status Tolak(const absl::Status& status, const Sp2dBerkas& sp2d, const Bayaran& bayaran) {
    if (!TentangBaris(status)) {
      return status;
    }
    const fault::Fault fault = *fault::FromStatus(status);
    std::map<int, std::vector<SalahBaris>> salah;
    for (SalahBaris& satu : SalahDari(fault, siap_.isi, sp2d, bayaran)) {
      salah[satu.baris].push_back(std::move(satu));
    }
    Tolak(fault, sp2d, salah);
    return absl::OkStatus();
  }

  // Rows that cannot be read take the rest of their SP2D with them.
  absl::Status Salah(const Sp2dBerkas& sp2d) {
    fault::Fault fault;
    fault.reason = fault::Reason::kInvalidField;
    Tolak(fault, sp2d, salah_);
    return absl::OkStatus();
  }

  void Tolak(const fault::Fault& fault, const Sp2dBerkas& sp2d,
             const std::map<int, std::vector<SalahBaris>>& salah) {
    if (!pertama_) {
      pertama_ = fault;
    }
    response_.set_ditolak(response_.ditolak() + static_cast<int32_t>(sp2d.baris.size()));
    for (const size_t baris : sp2d.baris) {
      const int nomor = siap_.isi.baris[baris].nomor;
      const auto ada = salah.find(nomor);
      if (ada == salah.end()) {
        Catat(fault.reason, {nomor, "", "its SP2D is refused because of another of its rows",
                             "SP2D-nya ditolak karena baris lain di dalamnya"});
        continue;
      }
      for (const SalahBaris& satu : ada->second) {
        Catat(fault.reason, satu);
        ++jumlah_salah_;
        if (pelanggaran_.size() < fault::kViolationsMax) {
          pelanggaran_.push_back(
              {JalurBaris(satu.baris, satu.kolom), satu.english, satu.indonesian});
        }
      }
    }
  }

  void Catat(fault::Reason alasan, const SalahBaris& satu) {
    if (ditolak_.size() == kPutusanMax) {
      return;
    }
    v1::PutusanBaris& putusan = ditolak_.emplace_back();
    putusan.set_baris(satu.baris);
    putusan.set_kolom(satu.kolom);
    putusan.set_alasan(std::string(fault::Info(alasan).name));
    putusan.set_pesan(satu.english);
    putusan.set_pesan_lokal(satu.indonesian);
  }

  // A line that many SP2D pay from changed once.
  void Ringkas() {
    std::set<std::string> sudah;
    std::vector<std::string> sekali;
    for (std::string& nama : call_.changed) {
      if (sudah.insert(nama).second) {
        sekali.push_back(std::move(nama));
      }
    }
    call_.changed = std::move(sekali);
  }

  store::Txn& txn_;
  const rpc::Call& call_;
  const Sp2dSiap& siap_;
  std::map<int, std::vector<SalahBaris>> salah_;  // by row, of rows that cannot be read
  v1::ImportBerkasSp2dResponse response_;
  std::vector<v1::PutusanBaris> ditolak_;
  std::vector<v1::PutusanBaris> diterima_;
  std::optional<fault::Fault> pertama_;
  std::vector<fault::Violation> pelanggaran_;
  size_t jumlah_salah_ = 0;
};

}  // namespace

absl::StatusOr<v1::ImportBerkasSp2dResponse> ImporSp2d(store::Txn& txn, const rpc::Call& call,
                                                       const Sp2dSiap& siap) {
  Impor impor(txn, call, siap);
  RETURN_IF_ERROR(impor.Jalan());
  return std::move(impor).Jawab();
}

}  // namespace sakip::budget
