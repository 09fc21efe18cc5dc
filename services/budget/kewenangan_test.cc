#include "services/budget/kewenangan.h"

#include <gtest/gtest.h>

#include "services/budget/revisi.h"
#include "services/budget/test_kantor.h"

// What a revision may change by whose authority, and who decides it.
namespace sakip::budget {
namespace {

using fault::Reason;

using Fields = std::vector<std::string>;

const DaftarKode& Register() {
  static const auto* const kode =
      new DaftarKode(Kantor::Kode({"3355.003", "3355.007", "3356.008", "3356.011"}));
  return *kode;
}

// A shift by the Kanwil that moves nothing yet.
Revisi RevisiUji(int32_t nomor, const std::vector<std::pair<std::string, int64_t>>& jumlah) {
  Revisi revisi;
  revisi.id = "2017-rev-" + std::to_string(nomor);
  revisi.tahun = kTahunUji;
  revisi.nomor = nomor;
  revisi.tanggal = Hari(3, 10);
  revisi.jenis = JenisRevisi::kPergeseran;
  revisi.kewenangan = Kewenangan::kKanwilDjpb;
  revisi.nomor_dokumen = "S-1/WPB.20/2017";
  revisi.alasan = "Pemenuhan belanja operasional";
  for (const auto& [output, satu] : jumlah) {
    revisi.baris.push_back(BarisUji(output, satu));
  }
  return revisi;
}

TEST(RevisiTest, AHigherAuthoritysRevisionIsDecidedByANationalAdministrator) {
  for (const Kewenangan kewenangan : {Kewenangan::kKanwilDjpb, Kewenangan::kDja}) {
    Kantor kantor;
    kantor.TambahBaris("3355.003.001", 1000);
    kantor.TambahBaris("3356.008", 1000);
    Revisi revisi = RevisiUji(1, {{"3355.003.001", 900}, {"3356.008", 1100}});
    revisi.kewenangan = kewenangan;
    ASSERT_TRUE(kantor
                    .Lakukan(kantor.Pembuat(),
                             AjukanRevisi(kantor.buku, kantor.Pembuat(), revisi, Register()))
                    .ok());
    const auto by = [&](const Pelaku& oleh, bool setuju) {
      return PutuskanRevisi(kantor.buku, oleh, revisi.id, setuju, "alasan", Register()).status();
    };
    Pelaku juga_kpa = kantor.Admin();
    juga_kpa.jabatan = {Tugas::kKpa};
    Pelaku pengusul = kantor.Admin();
    pengusul.pencatat.orang = "pembuat";
    for (const bool setuju : {true, false}) {
      EXPECT_EQ(ReasonOf(by(kantor.Kpa(), setuju)), Reason::kDutyConflict);
      EXPECT_EQ(ReasonOf(by(juga_kpa, setuju)), Reason::kDutyConflict);
      EXPECT_EQ(ReasonOf(by(pengusul, setuju)), Reason::kDutyConflict);
      EXPECT_TRUE(by(kantor.Admin(), setuju).ok());
    }
    EXPECT_EQ(FactsOf(by(kantor.Kpa(), true)).at("duty"), "ADMIN_NASIONAL");
  }
}

// Four lines, two of each sumber dana, in two KRO.
TEST(RevisiTest, AShiftKeepsEachSumberDana) {
  struct Geser {
    const char* what;
    Kewenangan kewenangan;
    std::vector<int64_t> jumlah;
    Fields fields;
  };
  const Geser cases[] = {
      {"RM to PNBP", Kewenangan::kKanwilDjpb, {900, 1000, 1100, 1000}, Fields(2, "revisi.baris")},
      {"RM to PNBP by the DJA",
       Kewenangan::kDja,
       {900, 1000, 1000, 1100},
       Fields(2, "revisi.baris")},
      {"each between two KRO", Kewenangan::kKanwilDjpb, {900, 1100, 1050, 950}, {}},
      {"RM to PNBP in one KRO",
       Kewenangan::kKpa,
       {900, 1000, 1100, 1000},
       Fields(2, "revisi.baris")},
      {"crosswise, by the KPA",
       Kewenangan::kKpa,
       {900, 1100, 1100, 900},
       Fields(4, "revisi.baris")},
  };
  for (const Geser& c : cases) {
    Kantor kantor;
    const std::pair<const char*, SumberDana> lines[] = {{"3355.003.001", SumberDana::kRm},
                                                        {"3355.007.001", SumberDana::kRm},
                                                        {"3355.003.002", SumberDana::kPnbp},
                                                        {"3355.007.002", SumberDana::kPnbp}};
    Revisi revisi = RevisiUji(1, {});
    revisi.kewenangan = c.kewenangan;
    for (const auto& [output, sumber] : lines) {
      kantor.TambahBaris(output, 1000, sumber);
      revisi.baris.push_back(BarisUji(output, c.jumlah[revisi.baris.size()], sumber));
    }
    const absl::Status status =
        AjukanRevisi(kantor.buku, kantor.Pembuat(), revisi, Register()).status();
    EXPECT_EQ(FieldsOf(status), c.fields) << c.what << ": " << status;
    EXPECT_EQ(status.ok(), c.fields.empty()) << c.what;
  }
}

}  // namespace
}  // namespace sakip::budget
