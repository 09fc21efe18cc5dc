#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>

#include "common/status/status_macros.h"
#include "common/store/memory_store.h"
#include "services/budget/budget_keys.h"
#include "services/budget/budget_repository.h"
#include "services/budget/komitmen.h"
#include "services/budget/koreksi.h"
#include "services/budget/periode.h"
#include "services/budget/revisi.h"
#include "services/budget/test_kantor.h"

namespace sakip::budget {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::string kSatu = "3355.003";
const std::string kDua = "3356.008";

Kebutuhan Perlu(const std::function<void(Kebutuhan&)>& isi) {
  Kebutuhan kebutuhan;
  isi(kebutuhan);
  return kebutuhan;
}

// A year decided on what the store loads, and kept in memory beside it.
class DokumenRepositoryTest : public ::testing::Test {
 protected:
  using Putuskan = std::function<absl::StatusOr<Perubahan>(const Buku& buku)>;

  void Do(const Pelaku& pelaku, Kebutuhan kebutuhan, const Putuskan& putuskan) {
    kebutuhan.orang.insert(pelaku.pencatat.orang);
    Perubahan perubahan;
    const auto head = store_->Update([&](store::Txn& txn) -> absl::Status {
      ASSIGN_OR_RETURN(const Buku buku, LoadBuku(txn, "6474", kTahunUji, kebutuhan));
      ASSIGN_OR_RETURN(perubahan, putuskan(buku));
      const size_t before = txn.writes();
      RETURN_IF_ERROR(Save(txn, "6474", kTahunUji, perubahan, pelaku.pencatat,
                           {.store = "0123", .epoch = 1, .sequence = 7}));
      EXPECT_LE(txn.writes() - before, CountWrites(perubahan));
      return absl::OkStatus();
    });
    ASSERT_TRUE(head.ok()) << head.status();
    k_.Terapkan(pelaku, perubahan);
  }

  void Lines() {
    Usulan usulan;
    usulan.satker = "6474";
    usulan.tahun = kTahunUji;
    usulan.hari_ini = Hari(12, 31);
    usulan.pagu = {BarisUji(kSatu, 1000), BarisUji(kDua, 2000)};
    usulan.pagu[0].lokasi = "16.74";
    usulan.pagu[0].kppn = "060";
    usulan.realisasi.push_back({.id = "2017-lama",
                                .pagu = IdBaris(kDua),
                                .jenis = JenisRealisasi::kSp2d,
                                .jumlah = Rp(50),
                                .tanggal = Hari(2, 1),
                                .keterangan = "lama",
                                .nomor_sp2d = "SP2D/lama"});
    Do(k_.Pembuat(), KebutuhanOf(usulan), [&](const Buku& buku) {
      return Decide(buku, usulan, Kantor::Kode({kSatu, kDua}));
    });
  }

  void Bill(const Tagihan& tagihan, StatusTagihan sampai, period::Tanggal tanggal) {
    Kebutuhan baru;
    baru.tagihan = {tagihan.id};
    baru.komitmen = {tagihan.komitmen};
    for (const Rincian& one : tagihan.rincian) {
      baru.baris.insert(one.pagu);
    }
    const Kebutuhan ada = Perlu([&](Kebutuhan& k) { k.tagihan = {tagihan.id}; });
    const auto isi = [&](const std::string& nomor) {
      return IsiLangkah{.id = tagihan.id, .nomor = nomor, .tanggal = tanggal};
    };
    const auto step = [&](StatusTagihan ke, const Pelaku& oleh, const auto& putuskan) {
      if (sampai >= ke) {
        Do(oleh, ada, [&](const Buku& buku) { return putuskan(buku, oleh); });
      }
    };
    Do(k_.Pembuat(), baru,
       [&](const Buku& buku) { return BuatTagihan(buku, k_.Pembuat(), tagihan); });
    step(StatusTagihan::kSppIssued, k_.Ppk(), [&](const Buku& buku, const Pelaku& oleh) {
      return TerbitkanSpp(buku, oleh, isi("SPP/" + tagihan.id));
    });
    step(StatusTagihan::kSppTested, k_.Ppspm(),
         [&](const Buku& buku, const Pelaku& oleh) { return UjiSpp(buku, oleh, isi("")); });
    step(StatusTagihan::kSpmIssued, k_.Ppspm(), [&](const Buku& buku, const Pelaku& oleh) {
      return TerbitkanSpm(buku, oleh, isi("SPM/" + tagihan.id), Rp(0));
    });
    step(StatusTagihan::kSent, k_.Ppspm(),
         [&](const Buku& buku, const Pelaku& oleh) { return KirimSpm(buku, oleh, isi("")); });
    step(StatusTagihan::kSp2dIssued, k_.Bendahara(), [&](const Buku& buku, const Pelaku& oleh) {
      return CatatSp2d(buku, oleh,
                       {.langkah = isi("SP2D/" + tagihan.id), .dibayar = {}, .tanggal_buku = {}});
    });
  }

  void Payments() {
    const Komitmen komitmen = KomitmenUji("2017-kontrak", {{kDua, 600}});
    Do(k_.Ppk(), Perlu([&](Kebutuhan& k) {
         k.baris = {IdBaris(kDua)};
         k.komitmen = {komitmen.id};
       }),
       [&](const Buku& buku) { return CatatKomitmen(buku, k_.Ppk(), komitmen); });
    Tagihan ls = TagihanUji("2017-ls", JenisTagihan::kLsKontraktual, {{kDua, 400}});
    ls.komitmen = komitmen.id;
    ls.berlaku_sampai = Hari(12, 1);
    Bill(ls, StatusTagihan::kSp2dIssued, Hari(3, 1));
    sp2d_ = k_.buku.nomor_terakhir;
    Bill(TagihanUji("2017-spp", JenisTagihan::kLsGaji, {{kSatu, 30}}), StatusTagihan::kSppIssued,
         Hari(3, 2));
    Setoran setoran{.id = "2017-kembali",
                    .tahun = kTahunUji,
                    .jenis = JenisSetoran::kPengembalian,
                    .acuan = sp2d_,
                    .rincian = RincianUji({{kDua, 25}}),
                    .jumlah = {},
                    .nomor_bukti = "NTPN/1",
                    .tanggal = Hari(4, 1),
                    .keterangan = "lebih bayar",
                    .pencatat = {}};
    Do(k_.Bendahara(), Perlu([&](Kebutuhan& k) {
         k.setoran = {setoran.id};
         k.transaksi = {sp2d_};
       }),
       [&](const Buku& buku) { return CatatSetoran(buku, k_.Bendahara(), setoran); });
    const Koreksi koreksi{.id = "2017-koreksi",
                          .tahun = kTahunUji,
                          .acuan = sp2d_,
                          .tanggal = Hari(4, 2),
                          .alasan = "salah baris",
                          .pengganti = RincianUji({{kSatu, 75}, {kDua, 300}}),
                          .pengusul = {},
                          .pemutus = {},
                          .alasan_putusan = ""};
    Do(k_.Pembuat(), Perlu([&](Kebutuhan& k) {
         k.baris = {IdBaris(kSatu), IdBaris(kDua)};
         k.koreksi = {koreksi.id};
         k.transaksi = {koreksi.acuan};
       }),
       [&](const Buku& buku) { return AjukanKoreksi(buku, k_.Pembuat(), koreksi); });
    Do(k_.Ppk(), Perlu([&](Kebutuhan& k) { k.koreksi = {koreksi.id}; }), [&](const Buku& buku) {
      return PutuskanKoreksi(buku, k_.Ppk(), koreksi.id, true, "setuju");
    });
  }

  void Close(int bulan) {
    Do(k_.Bendahara(), Perlu([&](Kebutuhan& k) { k.semua_baris = true; }), [&](const Buku& buku) {
      return TutupPeriode(buku, k_.Bendahara(), k_.Jurnal(), kTahunUji, bulan, Hari(bulan + 1, 3));
    });
  }

  void PeriodsAndRevision() {
    Close(1);
    Close(2);
    k_.waktu_us = 1000;
    const Pembukaan pembukaan{.id = "2017-buka-02",
                              .tahun = kTahunUji,
                              .bulan = 2,
                              .alasan = "dokumen tertinggal",
                              .pengusul = {},
                              .pemutus = {},
                              .alasan_putusan = ""};
    Do(k_.Pembuat(), Perlu([&](Kebutuhan& k) { k.pembukaan = {pembukaan.id}; }),
       [&](const Buku& buku) { return AjukanPembukaan(buku, k_.Pembuat(), pembukaan); });
    Do(k_.Kpa(), Perlu([&](Kebutuhan& k) { k.pembukaan = {pembukaan.id}; }),
       [&](const Buku& buku) { return PutuskanPembukaan(buku, k_.Kpa(), pembukaan.id, true, ""); });
    Revisi revisi;
    revisi.id = "2017-rev-01";
    revisi.tahun = kTahunUji;
    revisi.nomor = 1;
    revisi.tanggal = Hari(5, 2);
    revisi.jenis = JenisRevisi::kPergeseran;
    revisi.kewenangan = Kewenangan::kKanwilDjpb;
    revisi.kode = "201";
    revisi.nomor_dokumen = "SP DIPA-076.01.2.654321/2017";
    revisi.alasan = "pergeseran";
    revisi.baris = {BarisUji(kSatu, 900), BarisUji(kDua, 2100)};
    revisi.baris[0].uraian = "Label baru";
    revisi.baris[0].lokasi = "16.74";
    revisi.baris[0].kppn = "061";
    revisi.rencana = {{.bulan = 5, .jenis = JenisBelanja::kBarang, .jumlah = Rp(3000)}};
    const DaftarKode kode = Kantor::Kode({kSatu, kDua});
    Do(k_.Pembuat(), Perlu([&](Kebutuhan& k) {
         k.semua_baris = true;
         k.revisi = {revisi.id};
       }),
       [&](const Buku& buku) { return AjukanRevisi(buku, k_.Pembuat(), revisi, kode); });
    Do(k_.Admin(), Perlu([&](Kebutuhan& k) {
         k.semua_baris = true;
         k.revisi = {revisi.id};
       }),
       [&](const Buku& buku) {
         return PutuskanRevisi(buku, k_.Admin(), revisi.id, true, "", kode);
       });
  }

  void Year() {
    Lines();
    Payments();
    PeriodsAndRevision();
  }

  Kantor k_;
  int64_t sp2d_ = 0;
  std::unique_ptr<store::Store> store_ = store::NewMemoryStore("budget");
};

TEST_F(DokumenRepositoryTest, EverythingThatWasDecidedIsLoaded) {
  Year();
  const auto buku = LoadBukuLengkap(*store_->GetSnapshot(), "6474", kTahunUji);
  ASSERT_TRUE(buku.ok()) << buku.status();
  const BukuLengkap expected = k_.Lengkap();
  EXPECT_EQ(buku->baris, expected.baris);
  EXPECT_EQ(buku->realisasi, expected.realisasi);
  EXPECT_EQ(buku->tagihan, expected.tagihan);
  EXPECT_EQ(buku->komitmen, expected.komitmen);
  EXPECT_EQ(buku->revisi, expected.revisi);
  EXPECT_EQ(buku->setoran, expected.setoran);
  EXPECT_EQ(buku->koreksi, expected.koreksi);
  EXPECT_EQ(buku->pembukaan, expected.pembukaan);
  EXPECT_EQ(buku->akta, expected.akta);
  EXPECT_EQ(buku->kas, expected.kas);
  EXPECT_EQ(buku->nomor_terakhir, expected.nomor_terakhir);
  EXPECT_EQ(buku->bulan_tutup, expected.bulan_tutup);
  ASSERT_THAT(buku->jurnal, SizeIs(expected.jurnal.size()));
  for (size_t i = 0; i < expected.jurnal.size(); ++i) {
    EXPECT_EQ(buku->jurnal[i].baris.transaksi, expected.jurnal[i].baris.transaksi);
    EXPECT_EQ(buku->jurnal[i].baris.pencatat, expected.jurnal[i].baris.pencatat);
    EXPECT_EQ(buku->jurnal[i].sesudah, expected.jurnal[i].sesudah);
  }
  EXPECT_EQ(Verify(*buku), std::vector<Temuan>());
}

TEST_F(DokumenRepositoryTest, ADecisionSeesAllItAskedFor) {
  Year();
  const Kebutuhan kebutuhan = Perlu([&](Kebutuhan& k) {
    k.semua_baris = true;
    k.tagihan = {"2017-ls", "2017-tidak-ada"};
    k.transaksi = {sp2d_};
    k.nomor = {{JenisNomor::kSp2d, "SP2D/2017-ls"},
               {JenisNomor::kSp2d, "SP2D/lama"},
               {JenisNomor::kSpm, "SP2D/2017-ls"}};
    k.orang = {"ppk", "kpa", "siapa"};
    k.belum_selesai = true;
  });
  const auto buku = LoadBuku(*store_->GetSnapshot(), "6474", kTahunUji, kebutuhan);
  ASSERT_TRUE(buku.ok()) << buku.status();
  EXPECT_EQ(buku->baris, k_.buku.baris);
  EXPECT_EQ(buku->kode, k_.buku.kode);
  EXPECT_EQ(buku->kas, k_.buku.kas);
  EXPECT_EQ(buku->nomor_terakhir, k_.buku.nomor_terakhir);
  EXPECT_EQ(buku->revisi_berikut, 2);
  EXPECT_EQ(buku->bulan_tutup, k_.buku.bulan_tutup);
  // The paid one that was asked for, the unfinished one, and the contract of both kinds.
  EXPECT_THAT(buku->tagihan, SizeIs(2));
  EXPECT_EQ(buku->tagihan.at("2017-spp"), k_.buku.tagihan.at("2017-spp"));
  EXPECT_EQ(buku->komitmen, k_.buku.komitmen);
  // The payment, what was paid back, the reversal, and what stands in its place.
  EXPECT_THAT(buku->transaksi, SizeIs(4));
  EXPECT_EQ(buku->nomor.size(), 2U);
  EXPECT_EQ(buku->nomor.at({JenisNomor::kSp2d, "SP2D/lama"}), "realisasiAnggaran/2017-lama");
  EXPECT_EQ(buku->tugas.at("ppk"), k_.buku.tugas.at("ppk"));
  EXPECT_FALSE(buku->tugas.contains("siapa"));
}

TEST_F(DokumenRepositoryTest, AnotherYearAndAnotherOfficeSeeNothing) {
  Year();
  const auto snapshot = store_->GetSnapshot();
  for (const auto& [satker, tahun] : {std::pair("6474", 2018), std::pair("647", kTahunUji)}) {
    const auto buku = LoadBukuLengkap(*snapshot, satker, tahun);
    ASSERT_TRUE(buku.ok());
    EXPECT_THAT(buku->tagihan, IsEmpty());
    EXPECT_THAT(buku->akta, IsEmpty());
    EXPECT_EQ(LoadKepala(*snapshot, satker, tahun)->nomor, 0);
    EXPECT_THAT(LoadBelumSelesai(*snapshot, satker, tahun)->tagihan, IsEmpty());
    EXPECT_FALSE(GetRantai(*snapshot, satker, tahun, 0)->has_value());
  }
  EXPECT_FALSE(FindDokumen<Tagihan>(*snapshot, "647", "2017-ls")->has_value());
}

TEST_F(DokumenRepositoryTest, DocumentsAreListedByPagesOfTheirNewestVersions) {
  Year();
  const auto snapshot = store_->GetSnapshot();
  const auto first = ListDokumen<Tagihan>(*snapshot, "6474", kTahunUji, "", 1);
  ASSERT_TRUE(first.ok());
  EXPECT_THAT(first->rows, ElementsAre(k_.buku.tagihan.at("2017-ls")));
  const auto second = ListDokumen<Tagihan>(*snapshot, "6474", kTahunUji, first->next, 1);
  EXPECT_THAT(second->rows, ElementsAre(k_.buku.tagihan.at("2017-spp")));
  EXPECT_EQ(second->next, "");
  EXPECT_THAT(*LoadVersi<Tagihan>(*snapshot, "6474", "2017-ls"), SizeIs(6));
  EXPECT_THAT(*LoadDokumen<Koreksi>(*snapshot, "6474", kTahunUji), SizeIs(1));
}

TEST_F(DokumenRepositoryTest, ALabelIsTheNewestAndTheLineStaysAsItWasEntered) {
  Year();
  const auto snapshot = store_->GetSnapshot();
  const auto baris = FindBaris(*snapshot, "6474", IdBaris(kSatu));
  ASSERT_TRUE(baris.ok());
  EXPECT_EQ((*baris)->pagu.uraian, "Label baru");
  EXPECT_EQ((*baris)->pagu.kppn, "061");
  EXPECT_EQ((*baris)->pagu.jumlah, Rp(1000));
  EXPECT_EQ((*baris)->saldo.dipa, Rp(900));
  EXPECT_EQ(ListBaris(*snapshot, "6474", kTahunUji, "", 9)->rows[0], **baris);
  EXPECT_EQ((*LoadBaris(*snapshot, "6474", kTahunUji))[0], **baris);
}

TEST_F(DokumenRepositoryTest, HalamanTigaIsThatOfTheDay) {
  Year();
  const auto snapshot = store_->GetSnapshot();
  EXPECT_EQ(LoadRencana(*snapshot, "6474", kTahunUji, Hari(5, 1))->revisi, "");
  const auto rencana = LoadRencana(*snapshot, "6474", kTahunUji, Hari(5, 2));
  EXPECT_EQ(rencana->revisi, "2017-rev-01");
  EXPECT_THAT(rencana->rencana, SizeIs(1));
}

TEST_F(DokumenRepositoryTest, ACardHasTheBalancesBeforeAndAfterEachEntry) {
  Year();
  const auto snapshot = store_->GetSnapshot();
  const std::string line = IdBaris(kDua);
  Saldo saldo;
  std::string after;
  std::vector<int64_t> numbers;
  do {
    const auto page = ListKartu(*snapshot, "6474", line, after, 2);
    ASSERT_TRUE(page.ok()) << page.status();
    for (const BarisKartu& one : page->rows) {
      EXPECT_EQ(one.sebelum, saldo);
      saldo = one.sesudah;
      numbers.push_back(one.jurnal.baris.transaksi.nomor);
    }
    after = page->next;
  } while (!after.empty());
  EXPECT_EQ(saldo, k_.saldo(kDua));
  std::vector<int64_t> visited;
  ASSERT_TRUE(LoadJurnalBaris(*snapshot, "6474", line, 0, [&](const JurnalTersimpan& jurnal) {
                visited.push_back(jurnal.baris.transaksi.nomor);
                return absl::OkStatus();
              }).ok());
  EXPECT_EQ(visited, numbers);
  visited.clear();
  ASSERT_TRUE(LoadJurnal(*snapshot, "6474", kTahunUji, 3, [&](const JurnalTersimpan& jurnal) {
                visited.push_back(jurnal.baris.transaksi.nomor);
                return absl::OkStatus();
              }).ok());
  EXPECT_THAT(visited, ElementsAre(1, 2, 3));
}

TEST_F(DokumenRepositoryTest, ADigestIsThatOfItsTransactionForEver) {
  Lines();
  const auto early = GetRantai(*store_->GetSnapshot(), "6474", kTahunUji, 0);
  ASSERT_TRUE(early.ok() && early->has_value());
  EXPECT_EQ((*early)->nomor, 3);
  Payments();
  const auto snapshot = store_->GetSnapshot();
  EXPECT_EQ((*GetRantai(*snapshot, "6474", kTahunUji, 3))->rantai, (*early)->rantai);
  EXPECT_EQ((*GetRantai(*snapshot, "6474", kTahunUji, 0))->rantai,
            LoadKepala(*snapshot, "6474", kTahunUji)->rantai);
  EXPECT_FALSE(GetRantai(*snapshot, "6474", kTahunUji, 1000)->has_value());
}

TEST_F(DokumenRepositoryTest, FiguresOfOthersAndTheirReasonsAreKept) {
  const std::vector<Pembanding> figures = {
      {SumberPembanding::kPok, Hari(3, 31), IdBaris(kDua), Rp(5)},
      {SumberPembanding::kSp2d, Hari(3, 31), IdBaris(kSatu), Rp(6)},
      {SumberPembanding::kSp2d, Hari(4, 30), IdBaris(kSatu), Rp(7)},
  };
  Penjelasan reason{.sumber = SumberPembanding::kSp2d,
                    .pagu = IdBaris(kSatu),
                    .di_sini = Rp(5),
                    .di_sana = Rp(7),
                    .teks = "SP2D akhir bulan",
                    .oleh = k_.Pembuat().pencatat};
  Penjelasan later = reason;
  later.teks = "selisih kurs";
  const Padanan padanan{.lama = "3355.003", .baru = "3355.EBA", .keterangan = "redesain"};
  ASSERT_TRUE(store_
                  ->Update([&](store::Txn& txn) -> absl::Status {
                    RETURN_IF_ERROR(SavePembanding(txn, "6474", kTahunUji, figures));
                    RETURN_IF_ERROR(SavePenjelasan(txn, "6474", kTahunUji, reason));
                    RETURN_IF_ERROR(SavePenjelasan(txn, "6474", kTahunUji, later));
                    return SavePadanan(txn, padanan);
                  })
                  .ok());
  const auto snapshot = store_->GetSnapshot();
  EXPECT_EQ(*LoadPembanding(*snapshot, "6474", kTahunUji), figures);
  EXPECT_THAT(*LoadPembanding(*snapshot, "6474", kTahunUji, SumberPembanding::kSp2d, Hari(3, 31)),
              ElementsAre(figures[1]));
  EXPECT_THAT(*LoadPenjelasan(*snapshot, "6474", kTahunUji), ElementsAre(reason, later));
  EXPECT_THAT(*LoadPadanan(*snapshot), ElementsAre(padanan));
  EXPECT_EQ(**FindPadanan(*snapshot, "3355.003"), padanan);
  EXPECT_FALSE(FindPadanan(*snapshot, "3355")->has_value());
  EXPECT_THAT(*LoadPembanding(*snapshot, "6474", 2018), IsEmpty());
}

}  // namespace
}  // namespace sakip::budget
