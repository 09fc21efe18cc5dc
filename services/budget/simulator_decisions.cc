#include <iterator>
#include <utility>

#include "services/budget/komitmen.h"
#include "services/budget/koreksi.h"
#include "services/budget/periode.h"
#include "services/budget/revisi.h"
#include "services/budget/simulator_commands.h"
#include "services/budget/tagihan.h"

// The commands of simulator_commands.h that concern what is there already, or that a second person
// decides.
namespace sakip::budget {
namespace {

std::vector<TransaksiJurnal> JurnalOf(const Buku& buku) {
  std::vector<TransaksiJurnal> jurnal;
  for (const auto& [nomor, transaksi] : buku.transaksi) {
    jurnal.push_back(transaksi);
  }
  return jurnal;
}

// The number of a payment; seldom of anything.
int64_t Bayaran(Dunia& dunia) {
  const auto& bayaran = dunia.model.bayaran;
  if (bayaran.empty() || dunia.acak.SatuDari(20)) {
    return dunia.acak.Antara(1, dunia.kantor.buku.nomor_terakhir + 1);
  }
  auto satu = bayaran.begin();
  std::advance(satu, dunia.acak.Antara(0, static_cast<int64_t>(bayaran.size()) - 1));
  return satu->first;
}

PerBaris Sisa(const Dunia& dunia, int64_t nomor) {
  const auto satu = dunia.model.bayaran.find(nomor);
  PerBaris sisa = satu == dunia.model.bayaran.end() ? PerBaris{} : satu->second;
  std::erase_if(sisa, [](const auto& baris) { return baris.second == 0; });
  return sisa;
}

int64_t ReturTerakhir(const Dunia& dunia) {
  int64_t nomor = 0;
  for (const auto& [id, setoran] : dunia.kantor.buku.setoran) {
    nomor = setoran.jenis == JenisSetoran::kRetur ? setoran.transaksi : nomor;
  }
  return nomor;
}

Setoran SetoranBaru(Dunia& dunia) {
  static const std::vector<JenisSetoran> kJenis = {
      JenisSetoran::kPengembalian, JenisSetoran::kPengembalian, JenisSetoran::kSetoranUp,
      JenisSetoran::kSetoranTup,   JenisSetoran::kRetur,        JenisSetoran::kBayarRetur};
  Setoran setoran;
  setoran.id = dunia.Id("setoran-");
  setoran.tahun = kTahunUji;
  setoran.jenis = dunia.acak.Pilih(kJenis);
  setoran.nomor_bukti = dunia.Nomor("NTPN-");
  setoran.tanggal = dunia.Tanggal();
  switch (setoran.jenis) {
    case JenisSetoran::kPengembalian:
      setoran.acuan = Bayaran(dunia);
      for (const auto& [pagu, jumlah] : Sisa(dunia, setoran.acuan)) {
        if (setoran.rincian.empty() || dunia.acak.SatuDari(2)) {
          const int64_t kembali = dunia.acak.Antara(1, jumlah + (dunia.acak.SatuDari(10) ? 1 : 0));
          setoran.rincian.push_back({.pagu = pagu, .jumlah = Rp(kembali)});
        }
      }
      return setoran;
    case JenisSetoran::kRetur:
      setoran.acuan = Bayaran(dunia);
      break;
    case JenisSetoran::kBayarRetur:
      setoran.acuan = ReturTerakhir(dunia);
      break;
    case JenisSetoran::kSetoranUp:
    case JenisSetoran::kSetoranTup:
      break;
  }
  setoran.jumlah = Rp(dunia.Jumlah(300));
  return setoran;
}

int64_t DariHibah(const Dunia& dunia, const std::vector<Rincian>& rincian) {
  int64_t jumlah = 0;
  for (const Rincian& satu : rincian) {
    const auto baris = dunia.kantor.buku.baris.find(satu.pagu);
    const bool hibah = baris != dunia.kantor.buku.baris.end() &&
                       baris->second.pagu.sumber_dana == SumberDana::kHibah;
    jumlah += hibah ? satu.jumlah.value() : 0;
  }
  return jumlah;
}

// The number of what a correction undoes: a payment, or money that came back.
int64_t UntukDikoreksi(Dunia& dunia) {
  const auto& masuk = dunia.model.masuk;
  if (masuk.empty() || !dunia.acak.SatuDari(5)) {
    return Bayaran(dunia);
  }
  auto satu = masuk.begin();
  std::advance(satu, dunia.acak.Antara(0, static_cast<int64_t>(masuk.size()) - 1));
  return satu->first;
}

// What is left of the payment on one or two lines of the same kind of money; seldom another total.
std::vector<Rincian> Pengganti(Dunia& dunia, const PerBaris& sisa) {
  int64_t total = dunia.acak.SatuDari(15) ? 1 : 0;
  bool hibah = false;
  for (const auto& [pagu, jumlah] : sisa) {
    total += jumlah;
    hibah = dunia.kantor.buku.baris.at(pagu).pagu.sumber_dana == SumberDana::kHibah;
  }
  std::vector<Rincian> pengganti;
  const std::vector<std::string> baris = dunia.Baris(hibah);
  if (baris.empty() || total <= 0) {
    return pengganti;
  }
  const std::string satu = dunia.acak.Pilih(baris);
  const std::string lain = dunia.acak.Pilih(baris);
  const int64_t bagian = satu == lain ? total : dunia.acak.Antara(1, total);
  pengganti.push_back({.pagu = satu, .jumlah = Rp(bagian)});
  if (bagian < total) {
    pengganti.push_back({.pagu = lain, .jumlah = Rp(total - bagian)});
  }
  return pengganti;
}

// A stored line as a revision lists it, with another amount.
Pagu Diubah(const Dunia& dunia, const std::string& id, int64_t jumlah) {
  Pagu pagu = dunia.kantor.buku.baris.at(id).pagu;
  pagu.jumlah = Rp(jumlah);
  return pagu;
}

int64_t DipaOf(const Dunia& dunia, const std::string& id) {
  return dunia.model.dipa.at(id);
}

void IsiBaris(Dunia& dunia, Revisi* revisi) {
  std::vector<std::string> semua = dunia.Baris(false);
  for (const std::string& hibah : dunia.Baris(true)) {
    semua.push_back(hibah);
  }
  if (semua.empty()) {
    return;
  }
  const std::string satu = dunia.acak.Pilih(semua);
  const std::string lain = dunia.acak.Pilih(semua);
  switch (revisi->jenis) {
    case JenisRevisi::kDipaAwal:
    case JenisRevisi::kPaguBerubah: {
      const int64_t jumlah = dunia.Jumlah(10'000);
      revisi->baris = {Diubah(dunia, satu, jumlah)};
      const Pagu baru = BarisBaru(dunia);
      if (baru.id != satu && dunia.acak.SatuDari(3)) {
        revisi->baris.push_back(baru);
      }
      return;
    }
    case JenisRevisi::kPergeseran: {
      const int64_t geser = dunia.acak.Antara(1, 400);
      revisi->baris = {Diubah(dunia, satu, DipaOf(dunia, satu) - geser)};
      if (satu != lain) {
        revisi->baris.push_back(Diubah(dunia, lain, DipaOf(dunia, lain) + geser));
      }
      return;
    }
    case JenisRevisi::kAdministrasi:
      revisi->baris = {Diubah(dunia, satu, DipaOf(dunia, satu))};
      revisi->baris[0].uraian = "Layanan baru " + revisi->id;
      return;
  }
}

Revisi RevisiBaru(Dunia& dunia) {
  static const std::vector<JenisRevisi> kJenis = {
      JenisRevisi::kPaguBerubah, JenisRevisi::kPaguBerubah, JenisRevisi::kPergeseran,
      JenisRevisi::kPergeseran, JenisRevisi::kAdministrasi};
  Revisi revisi;
  revisi.id = dunia.Id("revisi-");
  revisi.tahun = kTahunUji;
  const int32_t berikut = dunia.kantor.buku.revisi_berikut;
  revisi.nomor = berikut == 0 ? 1 : berikut + (dunia.acak.SatuDari(20) ? 1 : 0);
  revisi.tanggal = dunia.Tanggal();
  revisi.jenis = dunia.acak.Pilih(kJenis);
  const bool pok = revisi.jenis != JenisRevisi::kPaguBerubah && dunia.acak.SatuDari(2);
  revisi.nomor_dokumen = pok ? "" : "S-" + std::to_string(revisi.nomor);
  revisi.kewenangan = pok ? Kewenangan::kKpa : Kewenangan::kKanwilDjpb;
  revisi.alasan = "kebutuhan";
  IsiBaris(dunia, &revisi);
  if (!pok && dunia.acak.SatuDari(4)) {
    revisi.rencana = {{.bulan = 12, .jenis = JenisBelanja::kBarang, .jumlah = Rp(5)}};
  }
  return revisi;
}

// An id of `dari` that is still to be decided, if there is one.
template <class T>
std::string BelumDiputus(Dunia& dunia, const std::map<std::string, T>& dari) {
  std::map<std::string, T> belum;
  for (const auto& [id, satu] : dari) {
    if (satu.status == StatusUsulan::kDiusulkan) {
      belum.emplace(id, satu);
    }
  }
  return SalahSatu(dunia, belum.empty() ? dari : belum);
}

}  // namespace

Perintah BuatSetoran(Dunia& dunia) {
  const Setoran setoran = SetoranBaru(dunia);
  return {.pelaku = dunia.Petugas("bendahara"),
          .putuskan = [setoran](const Buku& buku,
                                const Pelaku& oleh) { return CatatSetoran(buku, oleh, setoran); },
          .catat = [setoran, hibah = DariHibah(dunia, setoran.rincian)](
                       const Perubahan& p,
                       Model* model) { model->Terima(NomorPertama(p), setoran, hibah); },
          .berulang = true,
          .tersimpan = false,
          .minta = {}};
}

Perintah UsulKoreksi(Dunia& dunia) {
  Koreksi koreksi;
  koreksi.id = dunia.Id("koreksi-");
  koreksi.tahun = kTahunUji;
  koreksi.acuan = UntukDikoreksi(dunia);
  koreksi.tanggal = dunia.Tanggal();
  koreksi.alasan = "salah akun";
  // A saldo impor goes whole.
  if (!dunia.model.tanpa_dokumen.contains(koreksi.acuan) || dunia.acak.SatuDari(10)) {
    koreksi.pengganti = Pengganti(dunia, Sisa(dunia, koreksi.acuan));
  }
  return {.pelaku = dunia.Petugas("pembuat"),
          .putuskan = [koreksi](const Buku& buku,
                                const Pelaku& oleh) { return AjukanKoreksi(buku, oleh, koreksi); },
          .catat = [](const Perubahan&, Model*) {},
          .berulang = true,
          .tersimpan = false,
          .minta = {}};
}

Perintah PutusKoreksi(Dunia& dunia) {
  const std::string id = BelumDiputus(dunia, dunia.kantor.buku.koreksi);
  const auto found = dunia.kantor.buku.koreksi.find(id);
  const Koreksi koreksi = found == dunia.kantor.buku.koreksi.end() ? Koreksi{} : found->second;
  const bool setuju = !dunia.acak.SatuDari(5);
  return {.pelaku = dunia.Petugas(dunia.acak.SatuDari(2) ? "ppk" : "kpa"),
          .putuskan =
              [=](const Buku& buku, const Pelaku& oleh) {
                return PutuskanKoreksi(buku, oleh, id, setuju, "ya atau tidak");
              },
          .catat =
              [=](const Perubahan& p, Model* model) {
                if (!setuju) {
                  return;
                }
                if (model->masuk.contains(koreksi.acuan)) {
                  return model->Lepas(koreksi.acuan);
                }
                model->Balik(koreksi.acuan);
                if (!koreksi.pengganti.empty()) {
                  const int64_t baru = p.jurnal.at(1).transaksi.nomor;
                  model->Belanja(baru, Peta(koreksi.pengganti), false);
                  model->ganti[baru] = model->Asal(koreksi.acuan);
                }
              },
          .berulang = false,
          .tersimpan = false,
          .minta = {}};
}

Perintah UsulRevisi(Dunia& dunia) {
  const Revisi revisi = RevisiBaru(dunia);
  return {.pelaku = dunia.Petugas("pembuat"),
          .putuskan = [revisi, kode = dunia.kode](
                          const Buku& buku,
                          const Pelaku& oleh) { return AjukanRevisi(buku, oleh, revisi, kode); },
          .catat = [](const Perubahan&, Model*) {},
          .berulang = true,
          .tersimpan = false,
          .minta = {}};
}

Perintah PutusRevisi(Dunia& dunia) {
  const std::string id = BelumDiputus(dunia, dunia.kantor.buku.revisi);
  const auto found = dunia.kantor.buku.revisi.find(id);
  const Revisi revisi = found == dunia.kantor.buku.revisi.end() ? Revisi{} : found->second;
  const bool setuju = !dunia.acak.SatuDari(5);
  return {.pelaku = dunia.Petugas(revisi.kewenangan == Kewenangan::kKpa ? "kpa" : "admin"),
          .putuskan =
              [=, kode = dunia.kode](const Buku& buku, const Pelaku& oleh) {
                return PutuskanRevisi(buku, oleh, id, setuju, "ya atau tidak", kode);
              },
          .catat =
              [=](const Perubahan&, Model* model) {
                if (setuju) {
                  for (const Pagu& pagu : revisi.baris) {
                    model->dipa[pagu.id] = pagu.jumlah.value();
                  }
                }
              },
          .berulang = false,
          .tersimpan = false,
          .minta = {}};
}

Perintah TutupBulan(Dunia& dunia) {
  int32_t bulan = 1;
  while (bulan < 12 && dunia.model.tutup[static_cast<size_t>(bulan - 1)]) {
    ++bulan;
  }
  if (dunia.acak.SatuDari(10)) {
    bulan = static_cast<int32_t>(dunia.acak.Antara(0, 13));
  }
  const period::Tanggal tutup_buku = dunia.Tanggal();
  return {.pelaku = dunia.Petugas("bendahara"),
          .putuskan =
              [=](const Buku& buku, const Pelaku& oleh) {
                return TutupPeriode(buku, oleh, JurnalOf(buku), kTahunUji, bulan, tutup_buku);
              },
          .catat =
              [=](const Perubahan&, Model* model) {
                for (int32_t satu = 0; satu < bulan; ++satu) {
                  model->tutup[static_cast<size_t>(satu)] = true;
                }
              },
          .berulang = false,
          .tersimpan = false,
          .minta = {}};
}

Perintah UsulPembukaan(Dunia& dunia) {
  Pembukaan pembukaan;
  pembukaan.id = dunia.Id("buka-");
  pembukaan.tahun = kTahunUji;
  pembukaan.bulan = 1;
  while (pembukaan.bulan < 12 && dunia.model.tutup[static_cast<size_t>(pembukaan.bulan)]) {
    ++pembukaan.bulan;
  }
  pembukaan.alasan = "dokumen terlambat";
  return {.pelaku = dunia.Petugas("pembuat"),
          .putuskan = [pembukaan](
                          const Buku& buku,
                          const Pelaku& oleh) { return AjukanPembukaan(buku, oleh, pembukaan); },
          .catat = [](const Perubahan&, Model*) {},
          .berulang = true,
          .tersimpan = false,
          .minta = {}};
}

Perintah PutusPembukaan(Dunia& dunia) {
  const std::string id = BelumDiputus(dunia, dunia.kantor.buku.pembukaan);
  const auto found = dunia.kantor.buku.pembukaan.find(id);
  const int32_t bulan = found == dunia.kantor.buku.pembukaan.end() ? 1 : found->second.bulan;
  const bool setuju = !dunia.acak.SatuDari(5);
  return {.pelaku = dunia.Petugas("kpa"),
          .putuskan =
              [=](const Buku& buku, const Pelaku& oleh) {
                return PutuskanPembukaan(buku, oleh, id, setuju, "ya atau tidak");
              },
          .catat =
              [=](const Perubahan&, Model* model) {
                if (setuju) {
                  model->tutup[static_cast<size_t>(bulan - 1)] = false;
                }
              },
          .berulang = false,
          .tersimpan = false,
          .minta = {}};
}

Perintah Ulang(Dunia& dunia) {
  const Buku& buku = dunia.kantor.buku;
  Perintah perintah{.pelaku = dunia.Petugas("pembuat"),
                    .putuskan = {},
                    .catat = [](const Perubahan&, Model*) {},
                    .berulang = true,
                    .tersimpan = true,
                    .minta = {}};
  const auto kirim = [&](const auto& dari, auto cara) {
    if (!dari.empty() && !perintah.putuskan) {
      auto satu = dari.begin();
      std::advance(satu, dunia.acak.Antara(0, static_cast<int64_t>(dari.size()) - 1));
      perintah.putuskan = [dokumen = satu->second, cara](const Buku& kini, const Pelaku& oleh) {
        return cara(kini, oleh, dokumen);
      };
    }
  };
  switch (dunia.acak.Antara(1, 5)) {
    case 1:
      kirim(buku.komitmen, CatatKomitmen);
      break;
    case 2:
      kirim(buku.setoran, CatatSetoran);
      break;
    case 3:
      kirim(buku.koreksi, AjukanKoreksi);
      break;
    case 4:
      kirim(buku.revisi,
            [kode = dunia.kode](const Buku& kini, const Pelaku& oleh, const Revisi& revisi) {
              return AjukanRevisi(kini, oleh, revisi, kode);
            });
      break;
    default:
      break;
  }
  kirim(buku.tagihan, [](const Buku& kini, const Pelaku& oleh, Tagihan tagihan) {
    tagihan.potongan = {};  // no part of what its maker sends
    return BuatTagihan(kini, oleh, tagihan);
  });
  if (!perintah.putuskan) {
    perintah.putuskan = [](const Buku&, const Pelaku&) { return Perubahan{}; };
  }
  return perintah;
}

}  // namespace sakip::budget
