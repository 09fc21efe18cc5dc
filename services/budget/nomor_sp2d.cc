#include "services/budget/nomor_sp2d.h"

#include "common/money/money.h"

namespace sakip::budget {

std::vector<Nomor> NomorDari(const Realisasi& realisasi) {
  if (realisasi.jenis != JenisRealisasi::kSp2d) {
    return {};
  }
  return {{JenisNomor::kSp2d, realisasi.nomor_sp2d},
          {JenisNomor::kSp2dBaris, realisasi.nomor_sp2d + '\0' + realisasi.pagu}};
}

const Realisasi* NomorSp2d::Pemegang(const Nomor& nomor) const {
  if (const auto baru = baru_.find(nomor); baru != baru_.end()) {
    return baru->second;
  }
  const auto used = buku_.nomor.find(nomor);
  if (used == buku_.nomor.end() || !used->second.starts_with(kMilikRealisasi)) {
    return nullptr;
  }
  const auto stored = buku_.realisasi.find(used->second.substr(kMilikRealisasi.size()));
  return stored == buku_.realisasi.end() ? nullptr : &stored->second;
}

void NomorSp2d::Check(const Realisasi& realisasi, std::string_view satker, const std::string& path,
                      Refusals* refusals) const {
  const std::vector<Nomor> nomor = NomorDari(realisasi);
  if (nomor.empty()) {
    return;
  }
  const std::string sp2d = "SP2D " + realisasi.nomor_sp2d;
  const auto refuse = [&](const std::string& field, const std::string& english,
                          const std::string& indonesian) {
    refusals->AddFact("name", NamaRealisasi(satker, realisasi.id));
    refusals->AddFact("field", field);
    refusals->Add(path + field, sp2d + english, sp2d + indonesian);
  };
  const auto used = buku_.nomor.find(nomor[0]);
  if (used != buku_.nomor.end() && !used->second.starts_with(kMilikRealisasi)) {
    refuse("nomor_sp2d", " is that of " + used->second, " sudah dicatat pada " + used->second);
    return;
  }
  if (const Realisasi* sama = Pemegang(nomor[1])) {
    const std::string jumlah =
        NamaRealisasi(satker, sama->id) + ", Rp " + money::FormatRupiah(sama->jumlah);
    refuse("nomor_sp2d", " is on line " + realisasi.pagu + " already, as " + jumlah,
           " sudah dicatat pada baris " + realisasi.pagu + " sebagai " + jumlah);
    return;
  }
  const Realisasi* awal = Pemegang(nomor[0]);
  if (awal != nullptr && awal->tanggal != realisasi.tanggal) {
    const std::string nama = NamaRealisasi(satker, awal->id);
    refuse("tanggal", " is dated " + awal->tanggal.Iso() + " in " + nama,
           " bertanggal " + awal->tanggal.Panjang() + " pada " + nama);
  }
}

void NomorSp2d::Ambil(const Realisasi& realisasi) {
  for (Nomor& nomor : NomorDari(realisasi)) {
    baru_.emplace(std::move(nomor), &realisasi);
  }
}

std::vector<std::pair<Nomor, std::string>> NomorSp2d::Baru() const {
  std::vector<std::pair<Nomor, std::string>> baru;
  for (const auto& [nomor, realisasi] : baru_) {
    if (!buku_.nomor.contains(nomor)) {
      baru.emplace_back(nomor, std::string(kMilikRealisasi) + realisasi->id);
    }
  }
  return baru;
}

}  // namespace sakip::budget
