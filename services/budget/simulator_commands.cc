#include "services/budget/simulator_commands.h"

#include <iterator>

#include "common/status/status_macros.h"
#include "services/budget/decide.h"
#include "services/budget/komitmen.h"
#include "services/budget/tagihan.h"

namespace sakip::budget {
namespace {

constexpr int64_t kPaguWajar = 10'000;
constexpr int64_t kTagihanWajar = 1'200;

absl::StatusOr<Perubahan> PutuskanUsulan(const Buku& buku, const Pelaku& oleh, const Usulan& usulan,
                                         const DaftarKode& kode) {
  fault::Violations violations;
  CheckUsulan(usulan, &violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(Perubahan perubahan, Decide(buku, usulan, kode));
  RETURN_IF_ERROR(CatatPemosting(buku, oleh, &perubahan));
  return perubahan;
}

Usulan UsulanUji(const Dunia& dunia) {
  Usulan usulan;
  usulan.satker = "6474";
  usulan.tahun = kTahunUji;
  usulan.hari_ini = dunia.kantor.hari_ini;
  return usulan;
}

Perintah Impor(Dunia& dunia, const Usulan& usulan) {
  return {.pelaku = dunia.Petugas("bendahara"),
          .putuskan = [usulan, kode = dunia.kode](
                          const Buku& buku,
                          const Pelaku& oleh) { return PutuskanUsulan(buku, oleh, usulan, kode); },
          .catat =
              [](const Perubahan& p, Model* model) {
                for (const Pagu& pagu : p.pagu) {
                  model->dipa[pagu.id] = pagu.jumlah.value();
                }
                for (const Realisasi& satu : p.realisasi) {
                  for (const Tercatat& tercatat : p.jurnal) {
                    if (tercatat.transaksi.dokumen == satu.id) {
                      model->Belanja(tercatat.transaksi.nomor, {{satu.pagu, satu.jumlah.value()}},
                                     satu.jenis == JenisRealisasi::kSaldoImpor);
                    }
                  }
                }
              },
          .berulang = true,
          .tersimpan = false,
          .minta = {}};
}

struct BarisPilihan {
  const char* output;
  SumberDana sumber;
};
constexpr BarisPilihan kPilihan[] = {
    {"3355.001.001", SumberDana::kRm}, {"3355.001.002", SumberDana::kRm},
    {"3356.001", SumberDana::kRm},     {"3357.002", SumberDana::kPnbp},
    {"3364.001", SumberDana::kHibah},  {"3364.002", SumberDana::kHibah}};

Tagihan TagihanBaru(Dunia& dunia) {
  static const std::vector<JenisTagihan> kJenis = {JenisTagihan::kLsGaji,
                                                   JenisTagihan::kLsKontraktual,
                                                   JenisTagihan::kLsKontraktual,
                                                   JenisTagihan::kLsNonKontraktual,
                                                   JenisTagihan::kUp,
                                                   JenisTagihan::kTup,
                                                   JenisTagihan::kGup,
                                                   JenisTagihan::kGupNihil,
                                                   JenisTagihan::kPtup,
                                                   JenisTagihan::kSphl,
                                                   JenisTagihan::kSp4hl};
  Tagihan tagihan;
  tagihan.id = dunia.Id("tagihan-");
  tagihan.tahun = kTahunUji;
  tagihan.jenis = dunia.acak.Pilih(kJenis);
  tagihan.uraian = "Tagihan";
  if (!PunyaRincian(tagihan.jenis)) {
    tagihan.jumlah = Rp(dunia.Jumlah(3 * kTagihanWajar));
  } else if (tagihan.jenis == JenisTagihan::kLsKontraktual) {
    tagihan.komitmen = SalahSatu(dunia, dunia.kantor.buku.komitmen);
    std::vector<std::string> baris;
    if (const auto dari = dunia.kantor.buku.komitmen.find(tagihan.komitmen);
        dari != dunia.kantor.buku.komitmen.end()) {
      for (const Rincian& satu : dari->second.rincian) {
        baris.push_back(satu.pagu);
      }
    }
    tagihan.rincian = dunia.Rinci(baris, kTagihanWajar);
  } else {
    const bool hibah = tagihan.jenis == JenisTagihan::kSphl;
    tagihan.rincian = dunia.Rinci(dunia.Baris(hibah), kTagihanWajar);
    tagihan.pendapatan_hibah = Rp(hibah ? dunia.acak.Antara(0, 2 * kTagihanWajar) : 0);
  }
  if (dunia.acak.SatuDari(5)) {
    tagihan.berlaku_sampai = period::Tanggal::FromEpochDays(dunia.kantor.hari_ini.epoch_days() +
                                                            dunia.acak.Antara(3, 40));
  }
  return tagihan;
}

IsiLangkah IsiUntuk(Dunia& dunia, StatusTagihan dari, const std::string& nomor) {
  IsiLangkah isi;
  isi.id = dunia.Bon(dari);
  isi.nomor = nomor.empty() ? "" : dunia.Nomor(nomor);
  isi.tanggal = dunia.Tanggal();
  return isi;
}

}  // namespace

PerBaris Peta(const std::vector<Rincian>& rincian) {
  PerBaris peta;
  for (const Rincian& satu : rincian) {
    peta[satu.pagu] = satu.jumlah.value();
  }
  return peta;
}

int64_t NomorPertama(const Perubahan& perubahan) {
  return perubahan.jurnal.empty() ? 0 : perubahan.jurnal.front().transaksi.nomor;
}

Pagu BarisBaru(Dunia& dunia) {
  const BarisPilihan& satu = kPilihan[dunia.acak.Antara(0, 5)];
  const int64_t jumlah = dunia.acak.SatuDari(20) ? 0 : dunia.Jumlah(kPaguWajar);
  return BarisUji(satu.output, jumlah, satu.sumber);
}

Perintah ImporBaris(Dunia& dunia) {
  Usulan usulan = UsulanUji(dunia);
  for (int64_t n = dunia.acak.Antara(1, 3); n > 0; --n) {
    usulan.pagu.push_back(BarisBaru(dunia));
  }
  return Impor(dunia, usulan);
}

Perintah ImporRealisasi(Dunia& dunia) {
  Usulan usulan = UsulanUji(dunia);
  const bool hibah = dunia.acak.SatuDari(4);
  for (const Rincian& satu : dunia.Rinci(dunia.Baris(hibah), 300)) {
    const bool sp2d = dunia.acak.SatuDari(2);
    const period::Tanggal tanggal = dunia.Tanggal();
    usulan.realisasi.push_back({.id = dunia.Id("realisasi-"),
                                .pagu = satu.pagu,
                                .jenis = sp2d ? JenisRealisasi::kSp2d : JenisRealisasi::kSaldoImpor,
                                .jumlah = satu.jumlah,
                                .tanggal = tanggal,
                                .keterangan = "",
                                .nomor_sp2d = sp2d ? dunia.Nomor("SP2D-") : ""});
  }
  return Impor(dunia, usulan);
}

// ---- Komitmen

Perintah BuatKomitmen(Dunia& dunia) {
  Komitmen komitmen;
  komitmen.id = dunia.Id("kontrak-");
  komitmen.tahun = kTahunUji;
  komitmen.nomor_kontrak = dunia.Nomor("K-");
  komitmen.uraian = "Kontrak";
  komitmen.tanggal = dunia.Tanggal();
  komitmen.berakhir =
      period::Tanggal::FromEpochDays(komitmen.tanggal.epoch_days() + dunia.acak.Antara(-1, 150));
  komitmen.rincian = dunia.Rinci(dunia.Baris(false), 2 * kTagihanWajar);
  return {
      .pelaku = dunia.Petugas("ppk"),
      .putuskan = [komitmen](const Buku& buku,
                             const Pelaku& oleh) { return CatatKomitmen(buku, oleh, komitmen); },
      .catat =
          [komitmen](const Perubahan&, Model* model) {
            model->kontrak[komitmen.id] = {.sisa = Peta(komitmen.rincian),
                                           .mulai = komitmen.tanggal,
                                           .berakhir = komitmen.berakhir};
          },
      .berulang = true,
      .tersimpan = false,
      .minta = Peta(komitmen.rincian)};
}

Perintah LepasSatuKomitmen(Dunia& dunia) {
  const std::string id = SalahSatu(dunia, dunia.kantor.buku.komitmen);
  const period::Tanggal tanggal = dunia.Tanggal();
  return {.pelaku = dunia.Petugas("ppk"),
          .putuskan =
              [=](const Buku& buku, const Pelaku& oleh) {
                return LepasKomitmen(buku, oleh, id, tanggal, "selesai");
              },
          .catat = [id](const Perubahan&, Model* model) { model->kontrak.erase(id); },
          .berulang = false,
          .tersimpan = false,
          .minta = {}};
}

// ---- Tagihan

Perintah BuatSatuTagihan(Dunia& dunia) {
  const Tagihan tagihan = TagihanBaru(dunia);
  return {.pelaku = dunia.Petugas("pembuat"),
          .putuskan = [tagihan](const Buku& buku,
                                const Pelaku& oleh) { return BuatTagihan(buku, oleh, tagihan); },
          .catat =
              [tagihan](const Perubahan&, Model* model) {
                model->bon[tagihan.id] = {.jenis = tagihan.jenis,
                                          .kontrak = tagihan.komitmen,
                                          .rincian = Peta(tagihan.rincian),
                                          .jumlah = tagihan.jumlah.value(),
                                          .hibah = tagihan.pendapatan_hibah.value(),
                                          .potongan = 0,
                                          .sampai = tagihan.berlaku_sampai,
                                          .tempat = Model::Tempat::kTidakAda,
                                          .terkirim = false};
              },
          .berulang = true,
          .tersimpan = false,
          .minta = {}};
}

Perintah Spp(Dunia& dunia) {
  const IsiLangkah isi = IsiUntuk(dunia, StatusTagihan::kDraft, "SPP-");
  PerBaris minta;
  if (const auto satu = dunia.model.bon.find(isi.id);
      satu != dunia.model.bon.end() && satu->second.kontrak.empty()) {
    minta = satu->second.rincian;
  }
  return {.pelaku = dunia.Petugas("ppk"),
          .putuskan = [isi](const Buku& buku,
                            const Pelaku& oleh) { return TerbitkanSpp(buku, oleh, isi); },
          .catat = [isi](const Perubahan&, Model* model) { model->Pesan(isi.id, isi.tanggal); },
          .berulang = false,
          .tersimpan = false,
          .minta = minta};
}

Perintah Uji(Dunia& dunia) {
  const IsiLangkah isi = IsiUntuk(dunia, StatusTagihan::kSppIssued, "");
  return {
      .pelaku = dunia.Petugas("ppspm"),
      .putuskan = [isi](const Buku& buku, const Pelaku& oleh) { return UjiSpp(buku, oleh, isi); },
      .catat = [](const Perubahan&, Model*) {},
      .berulang = false,
      .tersimpan = false,
      .minta = {}};
}

Perintah Spm(Dunia& dunia) {
  const IsiLangkah isi = IsiUntuk(dunia, StatusTagihan::kSppTested, "SPM-");
  const int64_t potongan = dunia.acak.SatuDari(6) ? dunia.Jumlah(100) : 0;
  return {
      .pelaku = dunia.Petugas("ppspm"),
      .putuskan = [=](const Buku& buku,
                      const Pelaku& oleh) { return TerbitkanSpm(buku, oleh, isi, Rp(potongan)); },
      .catat =
          [=](const Perubahan&, Model* model) {
            model->bon.at(isi.id).tempat = Model::Tempat::kSpm;
            model->bon.at(isi.id).potongan = potongan;
          },
      .berulang = false,
      .tersimpan = false,
      .minta = {}};
}

Perintah Kirim(Dunia& dunia) {
  const IsiLangkah isi = IsiUntuk(dunia, StatusTagihan::kSpmIssued, "");
  return {
      .pelaku = dunia.Petugas("ppspm"),
      .putuskan = [isi](const Buku& buku, const Pelaku& oleh) { return KirimSpm(buku, oleh, isi); },
      .catat = [isi](const Perubahan&, Model* model) { model->bon.at(isi.id).terkirim = true; },
      .berulang = false,
      .tersimpan = false,
      .minta = {}};
}

Perintah Sp2d(Dunia& dunia) {
  IsiSp2d isi;
  isi.langkah = IsiUntuk(dunia, StatusTagihan::kSent, "SP2D-");
  const auto satu = dunia.model.bon.find(isi.langkah.id);
  PerBaris dibayar;
  if (satu != dunia.model.bon.end()) {
    dibayar = satu->second.rincian;
    for (const auto& [pagu, jumlah] : satu->second.rincian) {
      if (dunia.acak.SatuDari(4)) {
        const int64_t bayar = dunia.acak.Antara(0, jumlah + 1 - (jumlah > 1 ? 1 : 0));
        isi.dibayar.push_back({.pagu = pagu, .jumlah = Rp(bayar)});
      }
    }
    if (!isi.dibayar.empty()) {
      dibayar = Peta(isi.dibayar);
    }
  }
  const bool tutup = dunia.model.tutup[static_cast<size_t>(isi.langkah.tanggal.month() - 1)];
  if (tutup || dunia.acak.SatuDari(60)) {
    isi.tanggal_buku = dunia.kantor.hari_ini;
  }
  return {.pelaku = dunia.Petugas("bendahara"),
          .putuskan = [isi](const Buku& buku,
                            const Pelaku& oleh) { return CatatSp2d(buku, oleh, isi); },
          .catat = [=](const Perubahan& p,
                       Model* model) { model->Bayar(isi.langkah.id, dibayar, NomorPertama(p)); },
          .berulang = false,
          .tersimpan = false,
          .minta = {}};
}

Perintah Tolak(Dunia& dunia) {
  static const std::vector<StatusTagihan> kDari = {StatusTagihan::kDraft, StatusTagihan::kSppIssued,
                                                   StatusTagihan::kSppTested,
                                                   StatusTagihan::kSpmIssued, StatusTagihan::kSent};
  static const std::vector<std::string> kOleh = {"pembuat", "ppk", "ppspm", "bendahara"};
  const StatusTagihan dari = dunia.acak.Pilih(kDari);
  const IsiLangkah isi = IsiUntuk(dunia, dari, "");
  return {.pelaku = dunia.Petugas(dunia.acak.Pilih(kOleh)),
          .putuskan =
              [isi](const Buku& buku, const Pelaku& oleh) {
                return TolakTagihan(buku, oleh, isi, "berkas kurang");
              },
          .catat = [isi](const Perubahan&, Model* model) { model->Batal(isi.id); },
          .berulang = false,
          .tersimpan = false,
          .minta = {}};
}

Perintah Kedaluwarsa(Dunia& dunia) {
  const period::Tanggal per = dunia.Tanggal();
  return {.pelaku = dunia.Petugas("bendahara"),
          .putuskan = [per](const Buku& buku,
                            const Pelaku& oleh) { return LepasKedaluwarsa(buku, oleh, per); },
          .catat =
              [per](const Perubahan&, Model* model) {
                std::vector<std::string> lewat;
                for (const auto& [id, satu] : model->bon) {
                  if (satu.sampai && *satu.sampai < per && !satu.terkirim) {
                    lewat.push_back(id);
                  }
                }
                for (const std::string& id : lewat) {
                  model->Batal(id);
                }
                std::erase_if(model->kontrak,
                              [&](const auto& satu) { return satu.second.berakhir < per; });
              },
          .berulang = true,
          .tersimpan = false,
          .minta = {}};
}

}  // namespace sakip::budget
