#include "services/budget/document_check.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "common/status/status_macros.h"

namespace sakip::budget {
namespace {

using fault::Reason;
using money::Rupiah;

std::string At(const std::string& field, size_t i, std::string_view name) {
  return field + "[" + std::to_string(i) + "]." + std::string(name);
}

bool IsJumlah(Rupiah jumlah) {
  return jumlah > Rupiah() && money::CheckEntry(jumlah).ok();
}

}  // namespace

void CheckIdTahun(const std::string& id, int32_t tahun, const std::string& field,
                  fault::Violations* violations) {
  const std::string awal = std::to_string(tahun) + "-";
  if (id.size() <= awal.size() || id.substr(0, awal.size()) != awal) {
    violations->Add(field, "the id must begin with its fiscal year, \"" + awal + "\"",
                    "id harus diawali tahun anggarannya, \"" + awal + "\"");
  }
}

void CheckTanggal(period::Tanggal tanggal, int32_t tahun, period::Tanggal hari_ini,
                  const std::string& field, fault::Violations* violations) {
  if (tanggal.year() != tahun) {
    const std::string year = std::to_string(tahun);
    violations->Add(field, "must be in the fiscal year " + year,
                    "harus dalam tahun anggaran " + year);
  }
  if (tanggal > hari_ini) {
    violations->Add(field, "must not be after today, " + hari_ini.Iso(),
                    "tidak boleh setelah hari ini, " + hari_ini.Iso());
  }
}

void CheckJumlah(Rupiah jumlah, const std::string& field, fault::Violations* violations) {
  if (!IsJumlah(jumlah)) {
    violations->Add(field, "must be from 1 to 10^15", "harus dari 1 sampai 10^15");
  }
}

void CheckRincian(const std::vector<Rincian>& rincian, int32_t tahun, const std::string& field,
                  fault::Violations* violations) {
  std::map<std::string, size_t> seen;
  bool sah = true;
  for (size_t i = 0; i < rincian.size(); ++i) {
    const auto [first, added] = seen.emplace(rincian[i].pagu, i);
    if (!added) {
      const std::string same = At(field, first->second, "pagu");
      violations->Add(At(field, i, "pagu"), "the same line as " + same,
                      "baris pagu yang sama dengan " + same);
    }
    // An id that begins with no year names no line; CheckBarisAda says so.
    const std::optional<int32_t> of = TahunOf(rincian[i].pagu);
    if (of && *of != tahun) {
      const std::string year = std::to_string(tahun);
      violations->Add(At(field, i, "pagu"), "must be a line of the fiscal year " + year,
                      "harus baris pagu tahun anggaran " + year);
    }
    CheckJumlah(rincian[i].jumlah, At(field, i, "jumlah"), violations);
    sah = sah && IsJumlah(rincian[i].jumlah);
  }
  const absl::StatusOr<Rupiah> total = Jumlah(rincian);
  if (sah && (!total.ok() || !money::CheckEntry(*total).ok())) {
    violations->Add(field, "the total must be at most 10^15",
                    "jumlah seluruhnya paling besar 10^15");
  }
}

absl::StatusOr<Rupiah> Jumlah(const std::vector<Rincian>& rincian) {
  std::vector<Rupiah> amounts;
  amounts.reserve(rincian.size());
  for (const Rincian& one : rincian) {
    amounts.push_back(one.jumlah);
  }
  return money::Sum(amounts);
}

absl::Status CheckBarisAda(const Buku& buku, const std::vector<Rincian>& rincian,
                           const std::string& field) {
  Refusals refusals(Reason::kUnknownReference);
  for (size_t i = 0; i < rincian.size(); ++i) {
    const std::string& pagu = rincian[i].pagu;
    if (!buku.baris.contains(pagu)) {
      refusals.AddFact("line", pagu);
      refusals.Add(At(field, i, "pagu"), "line " + pagu + " does not exist",
                   "baris pagu " + pagu + " tidak ada");
    }
  }
  return refusals.ToStatus();
}

bool MemuatBaris(const std::vector<Rincian>& rincian, const std::string& pagu) {
  return std::any_of(rincian.begin(), rincian.end(),
                     [&](const Rincian& one) { return one.pagu == pagu; });
}

absl::Status CheckKomitmenAktif(const Komitmen& komitmen) {
  if (komitmen.status == StatusKomitmen::kAktif) {
    return absl::OkStatus();
  }
  const bool selesai = komitmen.status == StatusKomitmen::kSelesai;
  return fault::Refuse(
      fault::Reason::kWrongState,
      "komitmen " + komitmen.id + (selesai ? " was released already" : " has expired"),
      "komitmen " + komitmen.id + (selesai ? " sudah dilepas" : " sudah kedaluwarsa"),
      {{"state", selesai ? "SELESAI" : "KEDALUWARSA"}, {"required", "AKTIF"}});
}

absl::Status CheckTersedia(const Buku& buku, const std::vector<Rincian>& rincian,
                           const std::string& field) {
  Refusals refusals(Reason::kPaguExceeded);
  for (size_t i = 0; i < rincian.size(); ++i) {
    const Rincian& one = rincian[i];
    const auto baris = buku.baris.find(one.pagu);
    const Saldo saldo = baris == buku.baris.end() ? Saldo{} : baris->second.saldo;
    // The ledger itself is asked, so that there is one text and one rule.
    Ledger ledger({.baris = {{one.pagu, saldo}}, .kas = {}}, 0);
    ASSIGN_OR_RETURN(const Transaksi transaksi, Transaksi::UntukRealisasi(one.pagu, one.jumlah));
    const absl::Status status = ledger.Catat({}, transaksi);
    const std::optional<fault::Fault> refused = fault::FromStatus(status);
    if (!refused || refused->reason != Reason::kPaguExceeded) {
      RETURN_IF_ERROR(status);
      continue;
    }
    for (const auto& [key, value] : refused->metadata) {
      refusals.AddFact(key, value);
    }
    refusals.Add(At(field, i, "jumlah"), refused->english, refused->indonesian);
  }
  return refusals.ToStatus();
}

absl::Status CheckNomor(const Buku& buku, const Nomor& nomor, const std::string& field) {
  const auto found = buku.nomor.find(nomor);
  if (found == buku.nomor.end()) {
    return absl::OkStatus();
  }
  Refusals refusals(Reason::kAlreadyExists);
  refusals.AddFact("document", found->second);
  refusals.AddFact("field", field);
  refusals.Add(field, "number " + nomor.second + " is borne by " + found->second + " already",
               "nomor " + nomor.second + " sudah dipakai oleh " + found->second);
  return refusals.ToStatus();
}

absl::Status TidakAda(std::string_view jenis, const std::string& id) {
  const std::string nama = std::string(jenis) + " " + id;
  return fault::Refuse(Reason::kNotFound, nama + " does not exist", nama + " tidak ada",
                       {{"document", id}});
}

void Perbandingan::Isian(bool sama, std::string_view field) {
  if (sama) {
    return;
  }
  refusals_.AddFact("document", id_);
  refusals_.AddFact("field", std::string(field));
  refusals_.Add(path_ + std::string(field), id_ + " is stored with another value",
                id_ + " sudah tersimpan dengan nilai lain");
}

void CatatTugas(const Buku& buku, const Pelaku& pelaku, Tugas tugas, Perubahan* perubahan) {
  const auto done = buku.tugas.find(pelaku.pencatat.orang);
  if (done == buku.tugas.end() || !done->second.contains(tugas)) {
    perubahan->tugas.push_back(tugas);
  }
}

}  // namespace sakip::budget
