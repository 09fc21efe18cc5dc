#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "common/sheet/workbook_builder.h"
#include "sakip/budget/v1/berkas_service.pb.h"
#include "sakip/budget/v1/laporan_anggaran_service.pb.h"
#include "services/budget/documents_fixture.h"

namespace sakip::budget {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kJudul[] = "nomor_sp2d,tanggal_sp2d,nomor_spm,kode,sumber_dana,jumlah,keterangan\n";
constexpr char kLain[] = "satker/6474/pagu/2017-01.3355.007";  // pagu 8.371.000

// "berkas[2].jumlah" of every violation.
std::vector<std::string> Tempat(const absl::Status& status) {
  std::vector<std::string> fields;
  const auto fault = fault::FromStatus(status);
  if (fault) {
    for (const fault::Violation& satu : fault->violations) {
      fields.push_back(satu.field);
    }
  }
  return fields;
}

std::string BacaContoh(const std::string& nama) {
  std::ifstream file("deploy/samples/berkas/" + nama, std::ios::binary);
  EXPECT_TRUE(file.is_open()) << nama;
  std::ostringstream isi;
  isi << file.rdbuf();
  return isi.str();
}

class BerkasServiceTest : public DocumentsTest {
 protected:
  static void Isi(const std::string& isi, v1::Berkas* berkas) {
    berkas->set_format(isi.substr(0, 2) == "PK" ? v1::FORMAT_BERKAS_XLSX : v1::FORMAT_BERKAS_CSV);
    berkas->set_isi(isi);
  }

  absl::StatusOr<v1::ImportBerkasSp2dResponse> Kirim(const std::string& isi,
                                                     v1::CaraImpor cara = v1::CARA_IMPOR_SEMUA,
                                                     bool validate_only = false) {
    v1::ImportBerkasSp2dRequest request;
    request.set_parent(kParent);
    request.set_tahun(2017);
    request.set_cara(cara);
    request.set_validate_only(validate_only);
    Isi(isi, request.mutable_berkas());
    return As<v1::ImportBerkasSp2dResponse>("bendahara", request);
  }

  static v1::ImportBerkasPokRequest Pok(const std::string& isi) {
    v1::ImportBerkasPokRequest request;
    request.set_parent(kParent);
    Isi(isi, request.mutable_berkas());
    v1::Revisi* revisi = request.mutable_revisi();
    revisi->set_name(NamaUji("revisi", "2017-01"));
    revisi->set_tahun(2017);
    revisi->set_nomor(1);
    revisi->set_tanggal("2017-06-01");
    revisi->set_jenis(v1::JENIS_REVISI_PERGESERAN);
    revisi->set_kewenangan(v1::KEWENANGAN_KPA);
    revisi->set_alasan("pergeseran rincian");
    return request;
  }

  // All of Bontang as a POK with 7 juta of the first line moved to one below it.
  static std::string PokBergeser() {
    std::string isi = "kode,uraian,sumber_dana,jumlah\n";
    for (const bontang::Row& row : bontang::kRows) {
      const int64_t geser = row.output == "3355.003" ? 7'000'000 : 0;
      isi += "076.01." + std::string(row.program) + "." + std::string(row.output) + ",,RM," +
             std::to_string(row.pagu - geser) + "\n";
    }
    return isi + "076.01.01.3355.003.001.051.A.521211,Belanja bahan,RM,7000000\n";
  }

  int64_t Realisasi(const std::string& pagu) { return Line(pagu).realisasi(); }
};

TEST_F(BerkasServiceTest, TheSameListTwiceIsEnteredOnce) {
  const std::string daftar = BacaContoh("sp2d.csv");
  const auto pertama = Kirim(daftar);
  ASSERT_THAT(pertama, IsOk());
  EXPECT_EQ(pertama->ditambahkan(), 3);
  EXPECT_EQ(pertama->putusan_size(), 0);
  EXPECT_EQ(Realisasi(kLine), 1'500'000);
  EXPECT_EQ(Realisasi(kLain), 2'000'000);
  const size_t journal = Journal().size();

  const auto kedua = Kirim(daftar);
  ASSERT_THAT(kedua, IsOk());
  EXPECT_EQ(kedua->ditambahkan(), 0);
  EXPECT_EQ(kedua->sudah_ada(), 3);
  EXPECT_EQ(Journal().size(), journal);
  ExpectVerified();
}

TEST_F(BerkasServiceTest, ALongerListAddsWhatIsNew) {
  const std::string satu = std::string(kJudul) + "A1,2017-03-01,,076.01.01.3355.003,RM,500,\n";
  ASSERT_THAT(Kirim(satu), IsOk());
  const auto lebih = Kirim(satu +
                           "A1,2017-03-01,,076.01.01.3355.007,RM,600,\n"
                           "A2,2017-04-01,,076.01.01.3355.003,RM,700,\n");
  ASSERT_THAT(lebih, IsOk());
  EXPECT_EQ(lebih->ditambahkan(), 2);
  EXPECT_EQ(lebih->sudah_ada(), 1);
  EXPECT_EQ(Realisasi(kLine), 1200);
  EXPECT_EQ(Realisasi(kLain), 600);
  ExpectVerified();
}

TEST_F(BerkasServiceTest, OneLineTwiceInOneSp2dIsAddedUp) {
  const auto dua = Kirim(std::string(kJudul) +
                         "A1,2017-03-01,,076.01.01.3355.003,RM,500,\n"
                         "A1,2017-03-01,,076.01.01.3355.003,RM,700,\n");
  ASSERT_THAT(dua, IsOk());
  EXPECT_EQ(dua->ditambahkan(), 2);
  EXPECT_EQ(Realisasi(kLine), 1200);
}

TEST_F(BerkasServiceTest, AnotherAmountForAStoredSp2dIsRefused) {
  ASSERT_THAT(Kirim(std::string(kJudul) + "A1,2017-03-01,,076.01.01.3355.003,RM,500,\n"), IsOk());
  const auto lain = Kirim(std::string(kJudul) +
                          "A2,2017-03-01,,076.01.01.3355.003,RM,1,\n"
                          "A1,2017-03-02,,076.01.01.3355.003,RM,600,\n");
  EXPECT_THAT(lain, IsRefused(Reason::kAlreadyExists));
  EXPECT_THAT(Tempat(lain.status()), ElementsAre("berkas[3].jumlah", "berkas[3].tanggal_sp2d"));
  EXPECT_EQ(Realisasi(kLine), 500);
}

// One row each of what only the books can refuse, and one that is right.
constexpr char kCampur[] =
    "B1,2017-03-01,,076.01.01.3355.003,RM,500,\n"
    "B2,2017-03-01,,076.01.01.3355.003,RM,99000000,\n"
    "B3,2017-03-01,,076.01.01.3355.001,RM,1,\n"
    "B4,2017-03-01,,076.01.01.3355.003,PNBP,1,\n"
    "B4,2017-03-01,,076.01.01.3355.007,RM,2,\n";

TEST_F(BerkasServiceTest, OneWrongRowStopsAllOfTheList) {
  const auto salah = Kirim(std::string(kJudul) + kCampur);
  EXPECT_THAT(salah, IsRefused(Reason::kPaguExceeded));
  EXPECT_THAT(Tempat(salah.status()),
              ElementsAre("berkas[3].jumlah", "berkas[4].kode", "berkas[5].kode"));
  EXPECT_EQ(Realisasi(kLine), 0);
  EXPECT_EQ(Journal().size(), bontang::kRows.size());
  // What cannot be read is told first, and alone.
  const auto rusak =
      Kirim(std::string(kJudul) + kCampur + "B5,2017-03-01,,076.01.01.3355.003,RM,1.000,\n");
  EXPECT_THAT(rusak, IsRefused(Reason::kInvalidField));
  EXPECT_THAT(Tempat(rusak.status()), ElementsAre("berkas[7].jumlah"));
}

TEST_F(BerkasServiceTest, RowByRowTheRightOnesAreEntered) {
  const auto hasil = Kirim(std::string(kJudul) + kCampur +
                               "B5,2017-03-01,,076.01.01.3355.007,RM,10,\n"
                               "B5,2017-03-01,,076.01.01.3355.003,RM,1.000,\n",
                           v1::CARA_IMPOR_PER_BARIS);
  ASSERT_THAT(hasil, IsOk());
  EXPECT_EQ(hasil->ditambahkan(), 1);
  EXPECT_EQ(hasil->ditolak(), 6);
  std::vector<std::string> putusan;
  for (const v1::PutusanBaris& satu : hasil->putusan()) {
    putusan.push_back(std::to_string(satu.baris()) + " " + satu.kolom() + " " + satu.alasan() +
                      satu.name());
    EXPECT_EQ(satu.diterima(), satu.alasan().empty());
  }
  EXPECT_THAT(putusan, ElementsAre("3 jumlah PAGU_EXCEEDED", "4 kode UNKNOWN_REFERENCE",
                                   "5 kode UNKNOWN_REFERENCE", "6  UNKNOWN_REFERENCE",
                                   "7  INVALID_FIELD", "8 jumlah INVALID_FIELD",
                                   "2  satker/6474/realisasiAnggaran/2017-sp2d-B1-01.3355.003"));
  EXPECT_EQ(Realisasi(kLine), 500);
  EXPECT_EQ(Realisasi(kLain), 0);
  ExpectVerified();
}

TEST_F(BerkasServiceTest, ValidateOnlyChangesNothing) {
  const auto uji = Kirim(BacaContoh("sp2d.csv"), v1::CARA_IMPOR_SEMUA, true);
  ASSERT_THAT(uji, IsOk());
  EXPECT_EQ(uji->ditambahkan(), 3);
  EXPECT_EQ(uji->consistency_token(), "");
  EXPECT_EQ(Realisasi(kLine), 0);
}

TEST_F(BerkasServiceTest, AClosedMonthTakesNoPayment) {
  Close(3);
  const auto tutup = Kirim(std::string(kJudul) + "A1,2017-03-01,,076.01.01.3355.003,RM,500,\n");
  EXPECT_THAT(tutup, IsRefused(Reason::kPeriodClosed));
  EXPECT_THAT(Tempat(tutup.status()), ElementsAre("berkas[2].tanggal_sp2d"));
}

// ---- SP2D of bills

TEST_F(BerkasServiceTest, ASentBillIsPaidByItsRow) {
  ASSERT_THAT(Draft("2017-sewa", {{kLine, 500}, {kLain, 600}}), IsOk());
  Bring("2017-sewa", v1::STATUS_TAGIHAN_SENT);
  const std::string spm = "IssueSpmRequest/2017-sewa";
  const std::string baris = std::string(kJudul) + "S1,2017-03-05," + spm +
                            ",076.01.01.3355.003,RM,500,\nS1,2017-03-05," + spm +
                            ",076.01.01.3355.007,RM,600,\n";
  const auto hasil = Kirim(baris, v1::CARA_IMPOR_PER_BARIS);
  ASSERT_THAT(hasil, IsOk());
  EXPECT_EQ(hasil->ditambahkan(), 2);
  EXPECT_EQ(hasil->putusan(0).name(), "satker/6474/tagihan/2017-sewa");
  EXPECT_EQ(Stored("2017-sewa").status(), v1::STATUS_TAGIHAN_SP2D_ISSUED);
  EXPECT_EQ(Realisasi(kLine), 500);
  EXPECT_EQ(Line(kLine).outstanding(), 0);
  const auto lagi = Kirim(baris);
  ASSERT_THAT(lagi, IsOk());
  EXPECT_EQ(lagi->sudah_ada(), 2);
  ExpectVerified();
}

TEST_F(BerkasServiceTest, APaymentThatIsNotItsBillIsRefused) {
  ASSERT_THAT(Draft("2017-sewa", {{kLine, 500}, {kLain, 600}}), IsOk());
  Bring("2017-sewa", v1::STATUS_TAGIHAN_SENT);
  const std::string awal = std::string(kJudul) + "S1,2017-03-05,IssueSpmRequest/2017-sewa,";
  const auto lebih = Kirim(awal + "076.01.01.3355.003,RM,501,\n");
  EXPECT_THAT(lebih, IsRefused(Reason::kAmountExceeded));
  EXPECT_THAT(Tempat(lebih.status()), ElementsAre("berkas[2].jumlah"));
  const auto kurang = Kirim(awal + "076.01.01.3355.003,RM,500,\n");
  EXPECT_THAT(kurang, IsRefused(Reason::kInvalidField));
  EXPECT_THAT(Tempat(kurang.status()), ElementsAre("berkas[2]"));
  EXPECT_EQ(Stored("2017-sewa").status(), v1::STATUS_TAGIHAN_SENT);
}

TEST_F(BerkasServiceTest, ABillThatWasNotSentIsNotPaid) {
  ASSERT_THAT(Draft("2017-sewa", {{kLine, 500}}), IsOk());
  Bring("2017-sewa", v1::STATUS_TAGIHAN_SPM_ISSUED);
  const auto belum = Kirim(std::string(kJudul) +
                           "S1,2017-03-05,IssueSpmRequest/2017-sewa,076.01.01.3355.003,RM,500,\n");
  EXPECT_THAT(belum, IsRefused(Reason::kWrongState));
  EXPECT_THAT(Tempat(belum.status()), ElementsAre("berkas[2].nomor_spm"));
}

TEST_F(BerkasServiceTest, AnSp2dThatPaidABillIsNotPostedAgain) {
  Pay("2017-sewa", {{kLine, 500}});
  const std::string nomor = "RecordSp2dRequest/2017-sewa";
  const auto sama =
      Kirim(std::string(kJudul) + nomor + ",2017-03-01,,076.01.01.3355.003,RM,500,\n");
  ASSERT_THAT(sama, IsOk());
  EXPECT_EQ(sama->sudah_ada(), 1);
  const auto lain =
      Kirim(std::string(kJudul) + nomor + ",2017-03-01,,076.01.01.3355.003,RM,400,\n");
  EXPECT_THAT(lain, IsRefused(Reason::kAlreadyExists));
  EXPECT_EQ(Realisasi(kLine), 500);
}

// ---- POK

TEST_F(BerkasServiceTest, APokIsProposedDecidedAndInForce) {
  const auto usul = As<v1::ImportBerkasPokResponse>("operator", Pok(PokBergeser()));
  ASSERT_THAT(usul, IsOk());
  EXPECT_EQ(usul->baris(), 23);
  EXPECT_EQ(usul->revisi().baris_size(), 2);
  EXPECT_EQ(usul->revisi().status(), v1::STATUS_USULAN_DIUSULKAN);
  EXPECT_EQ(Line(kLine).jumlah(), 27'404'000);

  v1::DecideRevisiRequest putus;
  putus.set_name(usul->revisi().name());
  putus.set_setuju(true);
  ASSERT_THAT(As<v1::DecideRevisiResponse>("kpa", putus), IsOk());
  EXPECT_EQ(Line(kLine).jumlah(), 20'404'000);
  EXPECT_EQ(Line(std::string(kLine) + ".001.051.A.521211").jumlah(), 7'000'000);
  // The same file again is what is stored.
  ASSERT_THAT(As<v1::ImportBerkasPokResponse>("operator", Pok(PokBergeser())), IsOk());
  ExpectVerified();
}

TEST_F(BerkasServiceTest, APokBelowWhatIsSpentNamesItsRow) {
  Pay("2017-sewa", {{kLine, 25'000'000}});
  const auto usul = As<v1::ImportBerkasPokResponse>("operator", Pok(PokBergeser()));
  EXPECT_THAT(usul, IsRefused(Reason::kRevisionBelowRealised));
  EXPECT_THAT(Tempat(usul.status()), ElementsAre("berkas[2].jumlah"));
}

TEST_F(BerkasServiceTest, APokThatLacksALineIsRefused) {
  const auto usul = As<v1::ImportBerkasPokResponse>("operator", Pok(BacaContoh("pok.csv")));
  EXPECT_THAT(usul, IsRefused(Reason::kInvalidField));
  // Listed as far as an answer's header holds them.
  EXPECT_EQ(fault::FromStatus(usul.status())->metadata.at("violations"), "20");
  EXPECT_EQ(Tempat(usul.status()).front(), "berkas");
  v1::ImportBerkasPokRequest dua = Pok(PokBergeser());
  *dua.mutable_revisi()->add_baris() = WirePagu(bontang::kRows[0]);
  EXPECT_THAT(Tempat(As<v1::ImportBerkasPokResponse>("operator", dua).status()),
              ElementsAre("revisi.baris"));
}

TEST_F(BerkasServiceTest, ACodeThatIsNotRegisteredNamesItsColumn) {
  const auto usul = As<v1::ImportBerkasPokResponse>(
      "operator", Pok(PokBergeser() + "076.01.01.3355.999,Baru,RM,0\n"));
  EXPECT_THAT(usul, IsRefused(Reason::kUnknownReference));
  EXPECT_THAT(Tempat(usul.status()), ElementsAre("berkas[25].kode"));
}

// ---- Figures to compare with

TEST_F(BerkasServiceTest, FiguresOfAFileAreComparedWithTheJournal) {
  v1::ImportBerkasPembandingRequest request;
  request.set_parent(kParent);
  request.set_tahun(2017);
  request.set_sumber(v1::SUMBER_PEMBANDING_SP2D);
  request.set_per_tanggal("2017-12-31");
  Isi("program,kegiatan,output,sumber_dana,jumlah\n01,3355,003,RM,5\n01,3355,007,,0\n",
      request.mutable_berkas());
  const auto hasil = As<v1::ImportBerkasPembandingResponse>("bendahara", request);
  ASSERT_THAT(hasil, IsOk());
  EXPECT_EQ(hasil->baris(), 2);
  EXPECT_EQ(hasil->selisih(), 1);
  Isi("kode,sumber_dana,jumlah\n076.01.01.3355.003,RM,5\n076.01.01.3355.003,,5\n",
      request.mutable_berkas());
  const auto dua = As<v1::ImportBerkasPembandingResponse>("bendahara", request);
  EXPECT_THAT(dua, IsRefused(Reason::kInvalidField));
  EXPECT_THAT(Tempat(dua.status()), ElementsAre("berkas[3]"));
}

// ---- XLSX

TEST_F(BerkasServiceTest, AWorkbookIsEnteredAsACsvIs) {
  const auto teks = [](const std::string& tempat, const std::string& isi) {
    return "<c r=\"" + tempat + "\" t=\"inlineStr\"><is><t>" + isi + "</t></is></c>";
  };
  const std::string xlsx = sheet::BuildZip(
      sheet::BookParts("<row r=\"1\">" + teks("A1", "Nomor SP2D") + teks("B1", "Tanggal SP2D") +
                       teks("C1", "Kode") + teks("D1", "Jumlah") + "</row><row r=\"2\">" +
                       teks("A2", "A1") + "<c r=\"B2\" s=\"1\"><v>42795</v></c>" +
                       teks("C2", "076.01.01.3355.003") + "<c r=\"D2\"><v>500</v></c></row>"));
  const auto hasil = Kirim(xlsx);
  ASSERT_THAT(hasil, IsOk());
  EXPECT_EQ(hasil->ditambahkan(), 1);
  const auto csv =
      Kirim("nomor_sp2d,tanggal_sp2d,kode,jumlah\nA1,01/03/2017,076.01.01.3355.003,500\n");
  ASSERT_THAT(csv, IsOk());
  EXPECT_EQ(csv->sudah_ada(), 1);
}

TEST_F(BerkasServiceTest, AnOfficerOfAnotherDutyMayNot) {
  v1::ImportBerkasSp2dRequest request;
  request.set_parent(kParent);
  request.set_tahun(2017);
  request.set_cara(v1::CARA_IMPOR_SEMUA);
  Isi(BacaContoh("sp2d.csv"), request.mutable_berkas());
  EXPECT_THAT(As<v1::ImportBerkasSp2dResponse>("operator", request),
              IsRefused(Reason::kPermissionDenied));
}

}  // namespace
}  // namespace sakip::budget
