#include <charconv>
#include <set>
#include <utility>

#include "common/money/money.h"
#include "common/status/status_macros.h"
#include "services/budget/berkas_susun.h"
#include "services/budget/refusals.h"

namespace sakip::budget {
namespace {

void AtauTersimpan(const std::string& tersimpan, std::string* isi) {
  if (isi->empty()) {
    *isi = tersimpan;
  }
}

// Whether the line is to be in the revisi; completes it from what is stored.
bool Berbeda(const Baris& tersimpan, Pagu* pagu) {
  const Pagu& lama = tersimpan.pagu;
  AtauTersimpan(lama.uraian, &pagu->uraian);
  AtauTersimpan(lama.lokasi, &pagu->lokasi);
  AtauTersimpan(lama.kppn, &pagu->kppn);
  return pagu->jumlah != tersimpan.saldo.dipa || pagu->uraian != lama.uraian ||
         pagu->lokasi != lama.lokasi || pagu->kppn != lama.kppn;
}

void TambahHilang(const std::string& pagu, money::Rupiah dipa, Refusals* refusals) {
  const std::string jumlah = money::FormatRupiah(dipa);
  refusals->Add("berkas",
                "line " + pagu + " of Rp " + jumlah +
                    " is missing; a line that goes is listed with the amount 0",
                "baris pagu " + pagu + " sebesar Rp " + jumlah +
                    " tidak ada dalam berkas; baris yang dihapus ditulis dengan jumlah 0");
}

void PeriksaHilang(const Buku& buku, const std::set<std::string>& ada, Refusals* refusals) {
  for (const auto& [id, baris] : buku.baris) {
    if (baris.saldo.dipa != money::Rupiah() && !ada.contains(id)) {
      TambahHilang(id, baris.saldo.dipa, refusals);
    }
  }
}

// The 3 of "revisi.baris[3].jumlah"; nullopt when it is not of this form.
std::optional<size_t> TempatDari(std::string_view jalur, std::string_view awalan) {
  if (jalur.substr(0, awalan.size()) != awalan) {
    return std::nullopt;
  }
  size_t tempat = 0;
  const char* const mulai = jalur.data() + awalan.size();
  const auto [akhir, salah] = std::from_chars(mulai, jalur.data() + jalur.size(), tempat);
  return salah == std::errc() && akhir != mulai ? std::optional(tempat) : std::nullopt;
}

}  // namespace

absl::StatusOr<RevisiBerkas> SusunRevisi(const Buku& buku, Revisi kepala, const IsiBerkas& isi) {
  RevisiBerkas hasil{.revisi = std::move(kepala), .nomor = {}};
  PenentuBaris penentu(buku);
  std::set<std::string> ada;
  Refusals refusals(fault::Reason::kInvalidField);
  for (const BarisBerkas& baris : isi.baris) {
    Pagu pagu = baris.pagu;
    ASSIGN_OR_RETURN(pagu.id, penentu.AtauBaru(baris));
    ada.insert(pagu.id);
    const auto tersimpan = buku.baris.find(pagu.id);
    if (tersimpan != buku.baris.end() && !Berbeda(tersimpan->second, &pagu)) {
      continue;
    }
    if (pagu.uraian.empty()) {
      refusals.Add(JalurBaris(baris.nomor, "uraian"), "a new line needs it",
                   "baris pagu baru harus memilikinya");
    }
    hasil.revisi.baris.push_back(std::move(pagu));
    hasil.nomor.push_back(baris.nomor);
  }
  PeriksaHilang(buku, ada, &refusals);
  RETURN_IF_ERROR(refusals.ToStatus());
  const auto lama = buku.revisi.find(hasil.revisi.id);
  if (hasil.revisi.baris.empty() && lama != buku.revisi.end() &&
      lama->second.status == StatusUsulan::kDisetujui) {
    hasil.revisi.baris = lama->second.baris;
  }
  return hasil;
}

absl::Status DenganBaris(const absl::Status& status, const std::vector<int>& nomor,
                         bool satu_kode) {
  std::optional<fault::Fault> fault = fault::FromStatus(status);
  if (!fault) {
    return status;
  }
  for (fault::Violation& satu : fault->violations) {
    if (satu.field == "revisi.baris") {
      satu.field = "berkas";
    } else if (const auto tempat = TempatDari(satu.field, "revisi.baris[");
               tempat && *tempat < nomor.size()) {
      const std::string field = satu.field.substr(satu.field.rfind('.') + 1);
      satu.field = JalurBaris(nomor[*tempat],
                              field == "name" || field == "tahun" ? "" : KolomOf(field, satu_kode));
    }
  }
  return fault::ToStatus(*fault);
}

}  // namespace sakip::budget
