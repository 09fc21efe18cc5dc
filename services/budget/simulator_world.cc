#include "services/budget/simulator_world.h"

#include <gtest/gtest.h>

#include <limits>

namespace sakip::budget {

void Model::KeAsal(const Bon& satu, const std::string& pagu, int64_t jumlah) {
  if (const auto asal = kontrak.find(satu.kontrak); asal != kontrak.end()) {
    asal->second.sisa[pagu] += jumlah;
  }
}

void Model::Pesan(const std::string& id, period::Tanggal tanggal) {
  Bon& satu = bon.at(id);
  if (const auto asal = kontrak.find(satu.kontrak); asal != kontrak.end()) {
    EXPECT_LE(asal->second.mulai, tanggal) << "billed before it was signed";
    EXPECT_LE(tanggal, asal->second.berakhir) << "billed after it ended";
  }
  satu.tempat = Tempat::kSpp;
  for (const auto& [pagu, jumlah] : satu.rincian) {
    KeAsal(satu, pagu, -jumlah);
  }
}

void Model::Bayar(const std::string& id, const PerBaris& dibayar, int64_t transaksi) {
  const Bon satu = bon.at(id);
  bon.erase(id);
  int64_t total = 0;
  for (const auto& [pagu, jumlah] : satu.rincian) {
    const auto paid = dibayar.find(pagu);
    const int64_t bayar = paid == dibayar.end() ? 0 : paid->second;
    EXPECT_LE(bayar, jumlah) << "paid more than the SPM on " << pagu;  // I8
    KeAsal(satu, pagu, jumlah - bayar);
    total += bayar;
  }
  if (PunyaRincian(satu.jenis)) {
    EXPECT_GE(total, satu.potongan) << "net below 0";  // I8
    Belanja(transaksi, dibayar, false);
  }
  EXPECT_TRUE(satu.jenis != JenisTagihan::kGup || total <= up) << "spent more than the UP";
  up += satu.jenis == JenisTagihan::kUp ? satu.jumlah : 0;
  up -= satu.jenis == JenisTagihan::kGupNihil ? total : 0;
  tup += satu.jenis == JenisTagihan::kTup ? satu.jumlah : 0;
  tup -= satu.jenis == JenisTagihan::kPtup ? total : 0;
  hibah += satu.jenis == JenisTagihan::kSphl ? satu.hibah - total : 0;
  hibah -= satu.jenis == JenisTagihan::kSp4hl ? satu.jumlah : 0;
}

void Model::Batal(const std::string& id) {
  const Bon satu = bon.at(id);
  bon.erase(id);
  for (const auto& [pagu, jumlah] : satu.rincian) {
    KeAsal(satu, pagu, satu.tempat == Tempat::kTidakAda ? 0 : jumlah);
  }
}

void Model::Belanja(int64_t transaksi, const PerBaris& jumlah, bool dari_impor) {
  bayaran[transaksi] = jumlah;
  if (dari_impor) {
    tanpa_dokumen.insert(transaksi);
  }
  for (const auto& [pagu, satu] : jumlah) {
    realisasi[pagu] += satu;
    impor[pagu] += dari_impor ? satu : 0;
  }
}

void Model::Kembali(int64_t transaksi, const std::string& pagu, int64_t jumlah) {
  bayaran.at(transaksi)[pagu] -= jumlah;
  EXPECT_GE(bayaran.at(transaksi)[pagu], 0) << "more came back than was paid";  // I10
  realisasi[pagu] -= jumlah;
}

void Model::Balik(int64_t transaksi) {
  for (auto& [pagu, jumlah] : bayaran.at(transaksi)) {
    realisasi[pagu] -= jumlah;
    impor[pagu] -= tanpa_dokumen.contains(transaksi) ? jumlah : 0;
    jumlah = 0;
  }
}

int64_t Model::Asal(int64_t transaksi) const {
  const auto found = ganti.find(transaksi);
  return found == ganti.end() ? transaksi : found->second;
}

void Model::Gerakkan(const Masuk& satu, int64_t tanda) {
  const Setoran& setoran = satu.setoran;
  const int64_t jumlah = tanda * setoran.jumlah.value();
  const int64_t dari = setoran.jenis == JenisSetoran::kBayarRetur
                           ? Asal(masuk.at(setoran.acuan).setoran.acuan)
                           : Asal(setoran.acuan);
  switch (setoran.jenis) {
    case JenisSetoran::kPengembalian:
      for (const Rincian& baris : setoran.rincian) {
        Kembali(setoran.acuan, baris.pagu, tanda * baris.jumlah.value());
      }
      hibah += tanda * satu.hibah;
      break;
    case JenisSetoran::kSetoranUp:
      up -= jumlah;
      return;
    case JenisSetoran::kSetoranTup:
      tup -= jumlah;
      return;
    case JenisSetoran::kRetur:
      retur += jumlah;
      belum_bayar[dari] += jumlah;
      break;
    case JenisSetoran::kBayarRetur:
      retur -= jumlah;
      belum_bayar[dari] -= jumlah;
      break;
  }
  int64_t sisa = 0;
  for (const auto& [nomor, per_baris] : bayaran) {
    for (const auto& [pagu, ada] : per_baris) {
      sisa += Asal(nomor) == dari ? ada : 0;
    }
  }
  EXPECT_GE(belum_bayar[dari], 0) << "more was paid again than came back of " << dari;  // I10
  EXPECT_LE(belum_bayar[dari], sisa) << "more came back than was paid of " << dari;     // I10
}

void Model::Terima(int64_t transaksi, const Setoran& setoran, int64_t dari_hibah) {
  masuk[transaksi] = {.setoran = setoran, .hibah = dari_hibah};
  Gerakkan(masuk.at(transaksi), 1);
}

void Model::Lepas(int64_t transaksi) {
  Gerakkan(masuk.at(transaksi), -1);
  masuk.erase(transaksi);
}

DaftarSaldo Model::Harap() const {
  PerBaris komitmen;
  PerBaris spp;
  PerBaris spm;
  for (const auto& [id, satu] : kontrak) {
    for (const auto& [pagu, jumlah] : satu.sisa) {
      komitmen[pagu] += jumlah;
    }
  }
  for (const auto& [id, satu] : bon) {
    for (const auto& [pagu, jumlah] : satu.rincian) {
      spp[pagu] += satu.tempat == Tempat::kSpp ? jumlah : 0;
      spm[pagu] += satu.tempat == Tempat::kSpm ? jumlah : 0;
    }
  }
  const auto at = [](const PerBaris& dari, const std::string& pagu) {
    const auto found = dari.find(pagu);
    return found == dari.end() ? 0 : found->second;
  };
  DaftarSaldo harap;
  for (const auto& [pagu, jumlah] : dipa) {
    Saldo& saldo = harap[pagu];
    saldo.dipa = Rp(jumlah);
    saldo.realisasi = Rp(at(realisasi, pagu));
    saldo.saldo_impor = Rp(at(impor, pagu));
    saldo.komitmen = Rp(at(komitmen, pagu));
    saldo.spp = Rp(at(spp, pagu));
    saldo.spm = Rp(at(spm, pagu));
    saldo.tersedia =
        Rp(jumlah - at(realisasi, pagu) - at(komitmen, pagu) - at(spp, pagu) - at(spm, pagu));
  }
  return harap;
}

int64_t Model::Tersedia(const std::string& pagu) const {
  const DaftarSaldo harap = Harap();
  const auto found = harap.find(pagu);
  return found == harap.end() ? 0 : found->second.tersedia.value();
}

Dunia::Dunia(uint64_t seed)
    : acak(seed), kode(Kantor::Kode({"3355.001", "3356.001", "3357.002", "3364.001", "3364.002"})) {
  kantor.hari_ini = Hari(1, 2);
}

Pelaku Dunia::Petugas(const std::string& nama) {
  const std::vector<std::string> semua = {"pembuat1", "pembuat2",  "ppk",
                                          "ppspm",    "bendahara", "kpa"};
  const std::map<std::string, Tugas> jabatan = {
      {"pembuat1", Tugas::kPembuat}, {"pembuat2", Tugas::kPembuat},    {"ppk", Tugas::kPpk},
      {"ppspm", Tugas::kPpspm},      {"bendahara", Tugas::kBendahara}, {"kpa", Tugas::kKpa}};
  std::string siapa = nama;
  if (acak.SatuDari(24)) {
    siapa = acak.Pilih(semua);
  } else if (nama == "pembuat") {
    siapa = acak.SatuDari(2) ? "pembuat1" : "pembuat2";
  }
  const auto tugas = jabatan.find(siapa);
  const std::string akun = acak.SatuDari(2) ? "akun/dua" : "";
  Pelaku pelaku = kantor.Orang(
      siapa, tugas == jabatan.end() ? std::set<Tugas>{} : std::set<Tugas>{tugas->second}, akun);
  pelaku.nasional = siapa == "admin";
  return pelaku;
}

period::Tanggal Dunia::Tanggal() {
  const int64_t hari_ini = kantor.hari_ini.epoch_days();
  const int64_t undian = acak.Antara(1, 20);
  const int64_t geser = undian <= 16 ? 0 : undian == 20 ? acak.Antara(1, 3) : -acak.Antara(1, 40);
  return period::Tanggal::FromEpochDays(hari_ini + geser);
}

int64_t Dunia::Jumlah(int64_t wajar) {
  if (!acak.SatuDari(60)) {
    return acak.Antara(1, wajar);
  }
  return acak.Pilih(std::vector<int64_t>{0, -1, std::numeric_limits<int64_t>::max(),
                                         std::numeric_limits<int64_t>::min(), money::kRupiahMax,
                                         money::kRupiahMax + 1});
}

std::vector<Rincian> Dunia::Rinci(const std::vector<std::string>& baris, int64_t wajar) {
  std::vector<Rincian> rincian;
  if (baris.empty()) {
    return rincian;
  }
  std::set<std::string> terpakai;
  for (int64_t n = acak.Antara(1, 3); n > 0; --n) {
    const std::string pagu = acak.SatuDari(60) ? IdBaris("9999.999") : acak.Pilih(baris);
    const int64_t jumlah = Jumlah(wajar);
    if (terpakai.insert(pagu).second || acak.SatuDari(40)) {
      rincian.push_back({.pagu = pagu, .jumlah = Rp(jumlah)});
    }
  }
  return rincian;
}

std::string Dunia::Nomor(const std::string& awal) {
  // Seldom one that was given before.
  const int64_t nomor = acak.SatuDari(40) ? acak.Antara(1, urut + 1) : ++urut;
  return awal + std::to_string(nomor);
}

std::string Dunia::Bon(StatusTagihan status) {
  std::vector<std::string> cocok;
  std::vector<std::string> semua = {"2017-tidak-ada"};
  const bool mana_saja = acak.SatuDari(12);
  for (const auto& [id, tagihan] : kantor.buku.tagihan) {
    (tagihan.status == status ? cocok : semua).push_back(id);
  }
  return mana_saja || cocok.empty() ? acak.Pilih(semua) : acak.Pilih(cocok);
}

std::vector<std::string> Dunia::Baris(bool hibah) const {
  std::vector<std::string> baris;
  for (const auto& [id, satu] : kantor.buku.baris) {
    if ((satu.pagu.sumber_dana == SumberDana::kHibah) == hibah) {
      baris.push_back(id);
    }
  }
  return baris;
}

}  // namespace sakip::budget
