#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "services/budget/decide.h"
#include "services/budget/komitmen.h"
#include "services/budget/koreksi.h"
#include "services/budget/periode.h"
#include "services/budget/revisi.h"
#include "services/budget/test_kantor.h"

namespace sakip::budget {
namespace {

const char* const kSatu = "3355.003";
const char* const kDua = "3356.008";
const char* const kHibah = "3357.001";

void Rantaikan(BukuLengkap* buku) {
  buku->rantai = RantaiAwal();
  for (JurnalTersimpan& jurnal : buku->jurnal) {
    jurnal.rantai = buku->rantai =
        RantaiBerikut(buku->rantai, buku->satker, buku->tahun, jurnal.baris);
  }
}

// A year with one of everything.
class Tahun {
 public:
  Tahun() {
    k.TambahBaris(kSatu, 1000);
    k.TambahBaris(kDua, 2000);
    k.TambahBaris(kHibah, 300, SumberDana::kHibah);
    Postings();
    Bills();
    MoneyBack();
    Periods();
    Revision();
  }

  BukuLengkap Lengkap() const {
    BukuLengkap buku = k.Lengkap();
    Rantaikan(&buku);
    return buku;
  }

  Kantor k;
  int64_t saldo_impor = 0;  // transactions
  int64_t sp2d = 0;
  int64_t pembalik = 0;

 private:
  void Ok(const absl::Status& status) { ASSERT_TRUE(status.ok()) << status; }

  void Postings() {
    Usulan usulan;
    usulan.satker = "6474";
    usulan.tahun = kTahunUji;
    usulan.hari_ini = Hari(12, 31);
    usulan.realisasi.push_back({.id = "2017-saldo",
                                .pagu = IdBaris(kSatu),
                                .jenis = JenisRealisasi::kSaldoImpor,
                                .jumlah = Rp(100),
                                .tanggal = Hari(2, 1),
                                .keterangan = "",
                                .nomor_sp2d = ""});
    usulan.realisasi.push_back({.id = "2017-sp2d-lama",
                                .pagu = IdBaris(kDua),
                                .jenis = JenisRealisasi::kSp2d,
                                .jumlah = Rp(50),
                                .tanggal = Hari(2, 1),
                                .keterangan = "",
                                .nomor_sp2d = "SP2D/lama"});
    Ok(k.Lakukan(k.Pembuat(), Decide(k.buku, usulan, {})));
    saldo_impor = k.buku.nomor_terakhir - 1;
  }

  void Bills() {
    const auto day = Hari(3, 1);
    Ok(k.Lakukan(k.Ppk(),
                 CatatKomitmen(k.buku, k.Ppk(), KomitmenUji("2017-kontrak", {{kDua, 600}}))));
    Tagihan kontraktual = TagihanUji("2017-ls", JenisTagihan::kLsKontraktual, {{kDua, 400}});
    kontraktual.komitmen = "2017-kontrak";
    Ok(k.Jalankan(kontraktual, StatusTagihan::kSp2dIssued, day));
    sp2d = k.buku.nomor_terakhir;
    Ok(k.Jalankan(TagihanUji("2017-spp", JenisTagihan::kLsNonKontraktual, {{kSatu, 30}}),
                  StatusTagihan::kSppIssued, day));
    Ok(k.Jalankan(TagihanUji("2017-spm", JenisTagihan::kLsNonKontraktual, {{kSatu, 20}}),
                  StatusTagihan::kSent, day));
    Ok(k.Jalankan(TagihanKas("2017-up", JenisTagihan::kUp, 90), StatusTagihan::kSp2dIssued, day));
    Ok(k.Jalankan(TagihanUji("2017-nihil", JenisTagihan::kGupNihil, {{kSatu, 40}}),
                  StatusTagihan::kSp2dIssued, day));
    Tagihan hibah = TagihanUji("2017-hibah", JenisTagihan::kSphl, {{kHibah, 70}});
    hibah.pendapatan_hibah = Rp(80);
    Ok(k.Jalankan(hibah, StatusTagihan::kSp2dIssued, day));
    Ok(k.Jalankan(TagihanUji("2017-tolak", JenisTagihan::kLsGaji, {{kSatu, 10}}),
                  StatusTagihan::kSpmIssued, day));
    Ok(k.Lakukan(k.Ppspm(),
                 TolakTagihan(k.buku, k.Ppspm(), {.id = "2017-tolak", .nomor = "", .tanggal = day},
                              "salah rekening")));
  }

  void MoneyBack() {
    const auto setor = [&](Setoran setoran) {
      setoran.tahun = kTahunUji;
      setoran.tanggal = Hari(4, 1);
      setoran.nomor_bukti = "NTPN/" + setoran.id;
      Ok(k.Lakukan(k.Bendahara(), CatatSetoran(k.buku, k.Bendahara(), setoran)));
    };
    setor({.id = "2017-kembali",
           .jenis = JenisSetoran::kPengembalian,
           .acuan = sp2d,
           .rincian = RincianUji({{kDua, 25}}),
           .jumlah = {},
           .nomor_bukti = "",
           .keterangan = "",
           .pencatat = {}});
    setor({.id = "2017-sisa-up",
           .jenis = JenisSetoran::kSetoranUp,
           .rincian = {},
           .jumlah = Rp(5),
           .nomor_bukti = "",
           .keterangan = "",
           .pencatat = {}});
    setor({.id = "2017-retur",
           .jenis = JenisSetoran::kRetur,
           .acuan = sp2d,
           .rincian = {},
           .jumlah = Rp(7),
           .nomor_bukti = "",
           .keterangan = "",
           .pencatat = {}});
    Koreksi koreksi{.id = "2017-koreksi",
                    .tahun = kTahunUji,
                    .acuan = sp2d,
                    .tanggal = Hari(4, 2),
                    .alasan = "salah baris",
                    .pengganti = RincianUji({{kSatu, 75}, {kDua, 300}}),
                    .pengusul = {},
                    .pemutus = {},
                    .alasan_putusan = ""};
    Ok(k.Lakukan(k.Pembuat(), AjukanKoreksi(k.buku, k.Pembuat(), koreksi)));
    Ok(k.Lakukan(k.Ppk(), PutuskanKoreksi(k.buku, k.Ppk(), koreksi.id, true, "")));
    pembalik = k.buku.nomor_terakhir - 1;
  }

  void Close(int bulan) {
    Ok(k.Lakukan(k.Bendahara(), TutupPeriode(k.buku, k.Bendahara(), k.Jurnal(), kTahunUji, bulan,
                                             Hari(bulan + 1, 3))));
  }

  void Periods() {
    Close(1);
    Close(2);
    k.waktu_us = 1000;
    Ok(k.Lakukan(k.Pembuat(), AjukanPembukaan(k.buku, k.Pembuat(),
                                              {.id = "2017-buka-02",
                                               .tahun = kTahunUji,
                                               .bulan = 2,
                                               .alasan = "dokumen tertinggal",
                                               .pengusul = {},
                                               .pemutus = {},
                                               .alasan_putusan = ""})));
    Ok(k.Lakukan(k.Kpa(), PutuskanPembukaan(k.buku, k.Kpa(), "2017-buka-02", true, "")));
    k.waktu_us = 2000;
    Ok(k.Jalankan(TagihanUji("2017-susulan", JenisTagihan::kLsGaji, {{kSatu, 15}}),
                  StatusTagihan::kSp2dIssued, Hari(2, 20)));
    Close(2);
  }

  void Revision() {
    Revisi revisi;
    revisi.id = "2017-rev-01";
    revisi.tahun = kTahunUji;
    revisi.nomor = 1;
    revisi.tanggal = Hari(5, 2);
    revisi.jenis = JenisRevisi::kPergeseran;
    revisi.kewenangan = Kewenangan::kKanwilDjpb;
    revisi.nomor_dokumen = "SP DIPA-076.01.2.654321/2017";
    revisi.alasan = "pergeseran";
    revisi.baris = {BarisUji(kSatu, 900), BarisUji(kDua, 2100)};
    const DaftarKode kode = Kantor::Kode({kSatu, kDua, kHibah});
    Ok(k.Lakukan(k.Pembuat(), AjukanRevisi(k.buku, k.Pembuat(), revisi, kode)));
    Ok(k.Lakukan(k.Admin(), PutuskanRevisi(k.buku, k.Admin(), revisi.id, true, "", kode)));
  }
};

std::vector<std::string> Invariants(const BukuLengkap& buku) {
  std::vector<std::string> found;
  for (const Temuan& temuan : Verify(buku)) {
    found.push_back(temuan.invariant);
  }
  return found;
}

TEST(VerifyDokumenTest, AYearWithOneOfEverythingIsClean) {
  EXPECT_EQ(Verify(Tahun().Lengkap()), std::vector<Temuan>());
}

struct Rusak {
  const char* what;
  std::function<void(BukuLengkap&)> change;
  const char* invariant;
};

// The chain is made anew, so that every other check stands alone.
void ExpectFound(const std::vector<Rusak>& cases) {
  const BukuLengkap whole = Tahun().Lengkap();
  for (const Rusak& c : cases) {
    BukuLengkap buku = whole;
    c.change(buku);
    Rantaikan(&buku);
    EXPECT_THAT(Invariants(buku), testing::Contains(c.invariant)) << c.what;
  }
}

TransaksiJurnal& Nomor(BukuLengkap& buku, int64_t nomor) {
  return buku.jurnal.at(static_cast<size_t>(nomor - 1)).baris.transaksi;
}

TEST(VerifyDokumenTest, BillsThatWereChangedAreFound) {
  const auto bill = [](BukuLengkap& b, const char* id) -> Tagihan& {
    return b.tagihan.at(id).back();
  };
  ExpectFound({
      {"a step left out",
       [](auto& b) { b.tagihan.at("2017-ls").erase(b.tagihan.at("2017-ls").begin() + 2); }, "I7"},
      {"the newest version lost", [](auto& b) { b.tagihan.at("2017-ls").pop_back(); }, "I8"},
      {"a bill lost", [](auto& b) { b.tagihan.erase("2017-ls"); }, "POSTING"},
      {"a state of its own", [&](auto& b) { bill(b, "2017-spp").status = StatusTagihan::kSent; },
       "I7"},
      {"a jump",
       [&](auto& b) {
         bill(b, "2017-spp").status = bill(b, "2017-spp").langkah.back().status =
             StatusTagihan::kSent;
       },
       "I7"},
      {"PPK also PPSPM",
       [&](auto& b) {
         for (auto& l : bill(b, "2017-ls").langkah) {
           l.oleh.orang = l.status == StatusTagihan::kDraft ? "pembuat" : "ppk";
         }
       },
       "I7"},
      {"made and asked for by one",
       [&](auto& b) { bill(b, "2017-spp").langkah[1].oleh.orang = "pembuat"; }, "I7"},
      {"another person for an earlier step",
       [&](auto& b) { bill(b, "2017-ls").langkah[0].oleh.orang = "lain"; }, "I7"},
      {"PPK of one bill, PPSPM of another",
       [&](auto& b) { bill(b, "2017-spp").langkah[1].oleh.orang = "ppspm"; }, "I7"},
      {"the treasurer as PPK",
       [&](auto& b) { bill(b, "2017-spp").langkah[1].oleh.orang = "bendahara"; }, "I7"},
      {"another label", [&](auto& b) { bill(b, "2017-ls").uraian = "lain"; }, "I7"},
      {"a line's amount", [&](auto& b) { bill(b, "2017-spp").rincian[0].jumlah = Rp(31); }, "I8"},
      {"the gross amount", [&](auto& b) { bill(b, "2017-ls").jumlah = Rp(401); }, "I8"},
      {"deductions above it", [&](auto& b) { bill(b, "2017-ls").potongan = Rp(401); }, "I8"},
      {"paid more than ordered", [&](auto& b) { bill(b, "2017-ls").dibayar[0].jumlah = Rp(401); },
       "I8"},
      {"paid less than entered", [&](auto& b) { bill(b, "2017-ls").dibayar[0].jumlah = Rp(399); },
       "I8"},
      {"another transaction", [&](auto& b) { bill(b, "2017-ls").langkah[1].transaksi += 1; },
       "POSTING"},
      {"no transaction", [&](auto& b) { bill(b, "2017-ls").langkah[1].transaksi = 0; }, "I8"},
      {"another date", [&](auto& b) { bill(b, "2017-ls").langkah[1].tanggal = Hari(3, 2); }, "I8"},
      {"less cash", [&](auto& b) { bill(b, "2017-up").jumlah = Rp(89); }, "I8"},
      {"less grant money", [&](auto& b) { bill(b, "2017-hibah").pendapatan_hibah = Rp(79); }, "I8"},
      {"a refusal undone", [](auto& b) { b.tagihan.at("2017-tolak").pop_back(); }, "POSTING"},
  });
}

TEST(VerifyDokumenTest, OtherDocumentsThatWereChangedAreFound) {
  ExpectFound({
      {"more left of a contract",
       [](auto& b) { b.komitmen.at("2017-kontrak").back().sisa[0].jumlah = Rp(201); }, "I8"},
      {"more left than signed",
       [](auto& b) { b.komitmen.at("2017-kontrak").back().sisa[0].jumlah = Rp(601); }, "I8"},
      {"another contract number",
       [](auto& b) { b.komitmen.at("2017-kontrak").back().nomor_kontrak = "x"; }, "I7"},
      {"a contract lost", [](auto& b) { b.komitmen.clear(); }, "POSTING"},
      {"a foreign transaction",
       [](auto& b) { b.komitmen.at("2017-kontrak").back().transaksi.push_back(1); }, "POSTING"},
      {"a receipt changed",
       [](auto& b) { b.setoran.at("2017-kembali").push_back(b.setoran.at("2017-kembali")[0]); },
       "I7"},
      {"a receipt's amount", [](auto& b) { b.setoran.at("2017-sisa-up")[0].jumlah = Rp(6); }, "I8"},
      {"a receipt's date", [](auto& b) { b.setoran.at("2017-sisa-up")[0].tanggal = Hari(4, 2); },
       "I8"},
      {"a receipt lost", [](auto& b) { b.setoran.erase("2017-retur"); }, "POSTING"},
      {"a correction by one person",
       [](auto& b) { b.koreksi.at("2017-koreksi").back().pemutus->orang = "pembuat"; }, "I7"},
      {"a correction not approved", [](auto& b) { b.koreksi.at("2017-koreksi").pop_back(); },
       "POSTING"},
      {"a correction rejected after all",
       [](auto& b) { b.koreksi.at("2017-koreksi").back().status = StatusUsulan::kDitolak; }, "I7"},
      {"a correction of another",
       [](auto& b) {
         for (auto& v : b.koreksi.at("2017-koreksi")) {
           v.acuan = 4;
         }
       },
       "I10"},
      {"a correction's reason",
       [](auto& b) { b.koreksi.at("2017-koreksi").back().alasan = "lain"; }, "I7"},
      {"a correction's amount",
       [](auto& b) {
         for (auto& v : b.koreksi.at("2017-koreksi")) {
           v.pengganti[0].jumlah = Rp(76);
         }
       },
       "I8"},
      {"a revision's amount",
       [](auto& b) {
         for (auto& v : b.revisi.at("2017-rev-01")) {
           v.baris[0].jumlah = Rp(901);
         }
       },
       "POSTING"},
      {"a revision's date",
       [](auto& b) {
         for (auto& v : b.revisi.at("2017-rev-01")) {
           v.tanggal = Hari(5, 3);
         }
       },
       "I8"},
      {"a revision by one person",
       [](auto& b) { b.revisi.at("2017-rev-01").back().pemutus->orang = "pembuat"; }, "I7"},
      {"a revision lost", [](auto& b) { b.revisi.clear(); }, "POSTING"},
  });
}

TEST(VerifyDokumenTest, MonthsThatWereChangedAreFound) {
  ExpectFound({
      {"a closing lost", [](auto& b) { b.akta.pop_back(); }, "I9"},
      {"a month open again", [](auto& b) { b.bulan_tutup[0] = false; }, "I9"},
      {"closed twice", [](auto& b) { b.akta.push_back(b.akta.back()); }, "I9"},
      {"reopened without a request", [](auto& b) { b.pembukaan.clear(); }, "I7"},
      {"reopened by who asked",
       [](auto& b) { b.pembukaan.at("2017-buka-02").back().pemutus->orang = "pembuat"; }, "I7"},
      {"reopened later",
       [](auto& b) {
         for (auto& a : b.akta) {
           a.oleh.waktu_us += a.menjadi == StatusPeriode::kTerbuka ? 5000 : 0;
         }
       },
       "I9"},
      {"dated in a closed month",
       [](auto& b) { b.jurnal.back().baris.transaksi.tanggal = Hari(1, 5); }, "I9"},
      {"other sums", [](auto& b) { b.akta.back().neraca->total.tersedia = Rp(1); }, "I3"},
      {"other sums of the month", [](auto& b) { b.akta.back().neraca->realisasi_bulan = Rp(1); },
       "I3"},
      {"closed at another transaction", [](auto& b) { b.akta.back().neraca->nomor = 1000; }, "I9"},
      {"closed by the PPK", [](auto& b) { b.akta.back().oleh.orang = "ppk"; }, "I7"},
  });
}

TEST(VerifyDokumenTest, ReferencesThatWereChangedAreFound) {
  const Tahun tahun;
  ExpectFound({
      {"a reversal of nothing", [&](auto& b) { Nomor(b, tahun.pembalik).acuan = 0; }, "I10"},
      {"a reversal of what comes later", [&](auto& b) { Nomor(b, tahun.pembalik).acuan = 1000; },
       "I10"},
      {"a reversal of a reservation",
       [&](auto& b) { Nomor(b, tahun.pembalik).acuan = tahun.sp2d - 1; }, "I10"},
      {"a reference where none belongs", [&](auto& b) { Nomor(b, tahun.sp2d).acuan = 1; }, "I10"},
      {"undone twice",
       [&](auto& b) {
         Nomor(b, tahun.sp2d + 1).jenis = JenisTransaksi::kPembalik;
         Nomor(b, tahun.sp2d + 1).acuan = tahun.sp2d;
       },
       "I10"},
      {"more back than was paid",
       [&](auto& b) { Nomor(b, tahun.pembalik).acuan = tahun.saldo_impor; }, "I10"},
      {"cash", [](auto& b) { b.kas.up = Rp(1); }, "I3"},
      {"the last number", [](auto& b) { ++b.nomor_terakhir; }, "I4"},
  });
}

}  // namespace
}  // namespace sakip::budget
