#include "services/budget/decide.h"

#include <set>
#include <string_view>
#include <utility>

#include "common/status/status_macros.h"
#include "services/budget/refusals.h"

namespace sakip::budget {
namespace {

using fault::Reason;
using money::Rupiah;

std::string PaguPath(size_t i, std::string_view field) {
  return "pagu[" + std::to_string(i) + "]." + std::string(field);
}

std::string RealisasiPath(const Usulan& usulan, size_t i, std::string_view field) {
  switch (usulan.bentuk) {
    case Usulan::Bentuk::kImport:
      return "realisasi[" + std::to_string(i) + "]." + std::string(field);
    case Usulan::Bentuk::kSatuRealisasi:
      break;
  }
  return "realisasi." + std::string(field);
}

bool HasPrefixCode(std::string_view id, std::string_view prefix) {
  return id.substr(0, prefix.size()) == prefix &&
         (id.size() == prefix.size() || id[prefix.size()] == '.');
}

void CheckPagu(const Usulan& usulan, size_t i, fault::Violations* violations) {
  const Pagu& pagu = usulan.pagu[i];
  if (pagu.tahun != usulan.tahun) {
    violations->Add(PaguPath(i, "tahun"), "must be the year of the import",
                    "harus sama dengan tahun impor");
  }
  const std::string code =
      std::to_string(pagu.tahun) + "-" + pagu.kode_program + "." + pagu.kode_output;
  if (!HasPrefixCode(pagu.id, code)) {
    violations->Add(PaguPath(i, "name"),
                    "the id must be \"" + code + "\", or that with deeper codes after a dot",
                    "id harus \"" + code + "\", atau ditambah kode rincian setelah titik");
  }
  if (pagu.jumlah < Rupiah() || !money::CheckEntry(pagu.jumlah).ok()) {
    violations->Add(PaguPath(i, "jumlah"), "must be from 0 to 10^15", "harus dari 0 sampai 10^15");
  }
}

void CheckRealisasi(const Usulan& usulan, size_t i, fault::Violations* violations) {
  const Realisasi& realisasi = usulan.realisasi[i];
  // An id that begins with no year names no line; Decide says so.
  const std::optional<int32_t> tahun = TahunOf(realisasi.pagu);
  if (usulan.bentuk == Usulan::Bentuk::kImport && tahun && *tahun != usulan.tahun) {
    violations->Add(RealisasiPath(usulan, i, "pagu"), "must be a line of the import's year",
                    "harus baris pagu dari tahun impor");
  }
  if (tahun && realisasi.tanggal.year() != *tahun) {
    violations->Add(RealisasiPath(usulan, i, "tanggal"),
                    "must be in the fiscal year of the line, " + std::to_string(*tahun),
                    "harus dalam tahun anggaran baris pagu, " + std::to_string(*tahun));
  }
  if (realisasi.jumlah <= Rupiah() || !money::CheckEntry(realisasi.jumlah).ok()) {
    violations->Add(RealisasiPath(usulan, i, "jumlah"), "must be from 1 to 10^15",
                    "harus dari 1 sampai 10^15");
  }
}

// A name given twice cannot be meant, not even with the same content.
void CheckTwice(const std::string& id, const std::string& path,
                std::map<std::string, std::string>* seen, fault::Violations* violations) {
  const auto [first, added] = seen->emplace(id, path);
  if (!added) {
    violations->Add(path, "the same name as " + first->second, "nama sama dengan " + first->second);
  }
}

void CheckKode(const DaftarKode& daftar, JenisKode jenis, const std::string& kode,
               const std::string& induk, const std::string& path, int32_t tahun,
               Refusals* refusals) {
  const auto found = daftar.find(kode);
  if (found == daftar.end() || found->second.jenis != jenis) {
    const std::string year = std::to_string(tahun);
    refusals->Add(path, "code " + kode + " is not in the register for " + year,
                  "kode " + kode + " tidak ada dalam daftar kode tahun " + year);
  } else if (found->second.induk != induk) {
    refusals->Add(path, "code " + kode + " is not under " + induk + " in the register",
                  "kode " + kode + " tidak berada di bawah " + induk + " dalam daftar kode");
  }
}

absl::Status CheckReferences(const Buku& buku, const Usulan& usulan, const DaftarKode& kode) {
  Refusals refusals(Reason::kUnknownReference);
  std::set<std::string_view> proposed;
  for (size_t i = 0; i < usulan.pagu.size(); ++i) {
    const Pagu& pagu = usulan.pagu[i];
    proposed.insert(pagu.id);
    // A stored line keeps its snapshot, whatever became of the register.
    if (buku.baris.contains(pagu.id)) {
      continue;
    }
    CheckKode(kode, JenisKode::kProgram, pagu.kode_program, "", PaguPath(i, "kode_program"),
              pagu.tahun, &refusals);
    CheckKode(kode, JenisKode::kKegiatan, pagu.kode_kegiatan, pagu.kode_program,
              PaguPath(i, "kode_kegiatan"), pagu.tahun, &refusals);
    CheckKode(kode, JenisKode::kOutput, pagu.kode_output, pagu.kode_kegiatan,
              PaguPath(i, "kode_output"), pagu.tahun, &refusals);
  }
  for (size_t i = 0; i < usulan.realisasi.size(); ++i) {
    const std::string& pagu = usulan.realisasi[i].pagu;
    if (!proposed.contains(pagu) && !buku.baris.contains(pagu)) {
      refusals.Add(RealisasiPath(usulan, i, "pagu"), "line " + pagu + " does not exist",
                   "baris pagu " + pagu + " tidak ada");
    }
  }
  return refusals.ToStatus();
}

// Reports each field that differs from the stored one under the same name.
class Comparison {
 public:
  Comparison(std::string name, Refusals* refusals) : name_(std::move(name)), refusals_(refusals) {}

  void Field(bool same, std::string path, std::string_view field, std::string_view english = "",
             std::string_view indonesian = "") {
    if (same) {
      return;
    }
    refusals_->AddFact("name", name_);
    refusals_->AddFact("field", std::string(field));
    refusals_->Add(std::move(path), name_ + " is stored with another value" + std::string(english),
                   name_ + " sudah tersimpan dengan nilai lain" + std::string(indonesian));
  }

 private:
  std::string name_;
  Refusals* refusals_;
};

void ComparePagu(const Usulan& usulan, size_t i, const Pagu& stored, Refusals* refusals) {
  const Pagu& pagu = usulan.pagu[i];
  Comparison compare(NamaPagu(usulan.satker, pagu.id), refusals);
  const auto field = [&](bool same, std::string_view name) {
    compare.Field(same, PaguPath(i, name), name);
  };
  field(pagu.kode_program == stored.kode_program, "kode_program");
  field(pagu.kode_kegiatan == stored.kode_kegiatan, "kode_kegiatan");
  field(pagu.kode_output == stored.kode_output, "kode_output");
  field(pagu.uraian == stored.uraian, "uraian");
  field(pagu.sumber_dana == stored.sumber_dana, "sumber_dana");
  compare.Field(
      pagu.jumlah == stored.jumlah, PaguPath(i, "jumlah"), "jumlah",
      ", Rp " + money::FormatRupiah(stored.jumlah) + "; a pagu changes by a revision only",
      ", Rp " + money::FormatRupiah(stored.jumlah) + "; pagu hanya berubah melalui revisi");
}

void CompareRealisasi(const Usulan& usulan, size_t i, const Realisasi& stored, Refusals* refusals) {
  const Realisasi& realisasi = usulan.realisasi[i];
  Comparison compare(NamaRealisasi(usulan.satker, realisasi.id), refusals);
  const auto field = [&](bool same, std::string_view name, const std::string& value) {
    compare.Field(same, RealisasiPath(usulan, i, name), name, value, value);
  };
  field(realisasi.pagu == stored.pagu, "pagu", ", " + stored.pagu);
  field(realisasi.jenis == stored.jenis, "jenis", "");
  field(realisasi.jumlah == stored.jumlah, "jumlah", ", Rp " + money::FormatRupiah(stored.jumlah));
  field(realisasi.tanggal == stored.tanggal, "tanggal", ", " + stored.tanggal.Iso());
  field(realisasi.keterangan == stored.keterangan, "keterangan", "");
}

// Compares what is stored already and hands over the rest.
absl::Status SkipStored(const Buku& buku, const Usulan& usulan, Perubahan* perubahan,
                        std::vector<size_t>* new_realisasi) {
  Refusals refusals(Reason::kAlreadyExists);
  for (size_t i = 0; i < usulan.pagu.size(); ++i) {
    const auto stored = buku.baris.find(usulan.pagu[i].id);
    if (stored == buku.baris.end()) {
      perubahan->pagu.push_back(usulan.pagu[i]);
    } else {
      ComparePagu(usulan, i, stored->second.pagu, &refusals);
    }
  }
  for (size_t i = 0; i < usulan.realisasi.size(); ++i) {
    const auto stored = buku.realisasi.find(usulan.realisasi[i].id);
    if (stored == buku.realisasi.end()) {
      perubahan->realisasi.push_back(usulan.realisasi[i]);
      new_realisasi->push_back(i);
    } else {
      CompareRealisasi(usulan, i, stored->second, &refusals);
    }
  }
  return refusals.ToStatus();
}

// With the total in range, no sum over any of its lines, nor of their realisasi, leaves it.
absl::Status CheckTotal(const Buku& buku, const std::vector<Pagu>& added) {
  std::vector<Rupiah> amounts;
  for (const auto& [id, baris] : buku.baris) {
    amounts.push_back(baris.saldo.dipa);
  }
  for (const Pagu& pagu : added) {
    amounts.push_back(pagu.jumlah);
  }
  if (money::Sum(amounts).ok()) {
    return absl::OkStatus();
  }
  Refusals refusals(Reason::kAmountOverflow);
  refusals.Add("pagu", "the total of the office's lines leaves the range of money",
               "jumlah seluruh baris pagu satker keluar dari rentang uang");
  return refusals.ToStatus();
}

absl::Status EnterPagu(const std::vector<Pagu>& added, Ledger* ledger) {
  for (const Pagu& pagu : added) {
    if (pagu.jumlah == Rupiah()) {
      continue;
    }
    ASSIGN_OR_RETURN(const Transaksi transaksi, Transaksi::UntukPagu(pagu.id, pagu.jumlah));
    ASSIGN_OR_RETURN(const period::Tanggal tanggal, period::Tanggal::Of(pagu.tahun, 1, 1));
    RETURN_IF_ERROR(ledger->Catat(JenisTransaksi::kPagu, "", tanggal, transaksi));
  }
  return absl::OkStatus();
}

JenisTransaksi JenisOf(JenisRealisasi jenis) {
  switch (jenis) {
    case JenisRealisasi::kSaldoImpor:
      break;
  }
  return JenisTransaksi::kSaldoImpor;
}

absl::Status EnterRealisasi(const Usulan& usulan, const std::vector<size_t>& added,
                            Ledger* ledger) {
  Refusals refusals(Reason::kPaguExceeded);
  for (const size_t i : added) {
    const Realisasi& realisasi = usulan.realisasi[i];
    ASSIGN_OR_RETURN(const Transaksi transaksi,
                     Transaksi::UntukRealisasi(realisasi.pagu, realisasi.jumlah));
    const absl::Status status =
        ledger->Catat(JenisOf(realisasi.jenis), realisasi.id, realisasi.tanggal, transaksi);
    if (status.ok()) {
      continue;
    }
    std::optional<fault::Fault> refused = fault::FromStatus(status);
    if (!refused || refused->reason != Reason::kPaguExceeded) {
      return status;
    }
    refused->metadata["line"] = NamaPagu(usulan.satker, realisasi.pagu);
    for (auto& [key, value] : refused->metadata) {
      refusals.AddFact(key, value);
    }
    refusals.Add(RealisasiPath(usulan, i, "jumlah"), refused->english, refused->indonesian);
  }
  return refusals.ToStatus();
}

std::vector<Kode> NewSnapshots(const Buku& buku, const std::vector<Pagu>& added,
                               const DaftarKode& kode) {
  std::vector<Kode> snapshots;
  std::set<std::string> taken;
  for (const Pagu& pagu : added) {
    for (const std::string& code : {pagu.kode_program, pagu.kode_kegiatan, pagu.kode_output}) {
      if (!buku.kode.contains(code) && taken.insert(code).second) {
        snapshots.push_back(kode.at(code));
      }
    }
  }
  return snapshots;
}

}  // namespace

size_t CountWrites(const Perubahan& perubahan) {
  size_t writes = perubahan.pagu.size() + perubahan.kode.size() + perubahan.realisasi.size();
  for (const Tercatat& tercatat : perubahan.jurnal) {
    writes += 1 + 2 * tercatat.sesudah.size();
  }
  return writes;
}

void CheckUsulan(const Usulan& usulan, fault::Violations* violations) {
  std::map<std::string, std::string> seen_pagu;
  for (size_t i = 0; i < usulan.pagu.size(); ++i) {
    CheckPagu(usulan, i, violations);
    CheckTwice(usulan.pagu[i].id, PaguPath(i, "name"), &seen_pagu, violations);
  }
  std::map<std::string, std::string> seen_realisasi;
  for (size_t i = 0; i < usulan.realisasi.size(); ++i) {
    CheckRealisasi(usulan, i, violations);
    CheckTwice(usulan.realisasi[i].id, RealisasiPath(usulan, i, "name"), &seen_realisasi,
               violations);
  }
}

absl::StatusOr<Perubahan> Decide(const Buku& buku, const Usulan& usulan, const DaftarKode& kode) {
  RETURN_IF_ERROR(CheckReferences(buku, usulan, kode));
  Perubahan perubahan;
  std::vector<size_t> new_realisasi;
  RETURN_IF_ERROR(SkipStored(buku, usulan, &perubahan, &new_realisasi));
  RETURN_IF_ERROR(CheckTotal(buku, perubahan.pagu));
  perubahan.kode = NewSnapshots(buku, perubahan.pagu, kode);

  DaftarSaldo saldo;
  for (const auto& [id, baris] : buku.baris) {
    saldo[id] = baris.saldo;
  }
  Ledger ledger(std::move(saldo), buku.nomor_terakhir);
  RETURN_IF_ERROR(EnterPagu(perubahan.pagu, &ledger));
  RETURN_IF_ERROR(EnterRealisasi(usulan, new_realisasi, &ledger));
  perubahan.jurnal = ledger.tercatat();
  if (CountWrites(perubahan) > kWritesMax) {
    return fault::Refuse(
        Reason::kMessageTooLarge, "too many new lines and postings for one import; split it",
        "terlalu banyak baris dan realisasi baru dalam satu impor; bagilah menjadi beberapa bagian",
        {{"writes", std::to_string(CountWrites(perubahan))},
         {"writes_max", std::to_string(kWritesMax)}});
  }
  return perubahan;
}

}  // namespace sakip::budget
