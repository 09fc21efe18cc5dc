#include "services/budget/berkas.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "common/sheet/workbook_builder.h"
#include "services/budget/berkas_susun.h"
#include "services/budget/kode.h"

namespace sakip::budget {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

const period::Tanggal kHariIni = *period::Tanggal::Of(2026, 11, 24);

absl::StatusOr<IsiBerkas> Baca(JenisBerkas jenis, const std::string& isi, int32_t tahun = 2017,
                               const std::vector<PetaKolom>& peta = {}) {
  return BacaBerkas(jenis, tahun, kHariIni, isi, isi.substr(0, 2) == "PK", peta);
}

// "berkas[2].jumlah, berkas[3].kode" of what is wrong with a file or its rows; empty when nothing.
std::string Salah(const absl::StatusOr<IsiBerkas>& isi) {
  const absl::Status status = isi.ok() ? SalahToStatus(isi->salah) : isi.status();
  if (status.ok()) {
    return {};
  }
  std::string semua;
  const fault::Fault fault = *fault::FromStatus(status);
  for (const fault::Violation& satu : fault.violations) {
    EXPECT_FALSE(satu.english.empty() || satu.indonesian.empty()) << satu.field;
    semua += (semua.empty() ? "" : ", ") + satu.field;
  }
  return semua;
}

constexpr char kJudulSp2d[] = "nomor_sp2d,tanggal_sp2d,nomor_spm,kode,sumber_dana,jumlah\n";

std::string Sp2d(const std::string& baris) {
  return kJudulSp2d + baris + "\n";
}

TEST(BerkasTest, RowsOfPaymentsAreRefusedWithRowAndColumn) {
  const struct {
    const char* why;
    const char* row;
    const char* salah;
  } kCases[] = {
      {"right", "0001,2017-03-01,,076.01.01.3355.003,RM,1500000", ""},
      {"date with dashes", "0001,01-03-2017,,076.01.01.3355.003,RM,1500000", ""},
      {"date with slashes", "0001,01/03/2017,,076.01.01.3355.003,RM,1500000", ""},
      {"no sumber dana", "0001,2017-03-01,,076.01.01.3355.003,,1500000", ""},
      {"zero", "0001,2017-03-01,,076.01.01.3355.003,RM,0", "berkas[2].jumlah"},
      {"negative", "0001,2017-03-01,,076.01.01.3355.003,RM,-1", "berkas[2].jumlah"},
      {"above 10^15", "0001,2017-03-01,,076.01.01.3355.003,RM,1000000000000001",
       "berkas[2].jumlah"},
      {"near int64", "0001,2017-03-01,,076.01.01.3355.003,RM,9223372036854775807",
       "berkas[2].jumlah"},
      {"past int64", "0001,2017-03-01,,076.01.01.3355.003,RM,92233720368547758080",
       "berkas[2].jumlah"},
      {"dots", "0001,2017-03-01,,076.01.01.3355.003,RM,1.500.000", "berkas[2].jumlah"},
      {"commas", "0001,2017-03-01,,076.01.01.3355.003,RM,\"1,500,000\"", "berkas[2].jumlah"},
      {"Rp", "0001,2017-03-01,,076.01.01.3355.003,RM,Rp1500000", "berkas[2].jumlah"},
      {"sen", "0001,2017-03-01,,076.01.01.3355.003,RM,\"1500000,00\"", "berkas[2].jumlah"},
      {"exponent", "0001,2017-03-01,,076.01.01.3355.003,RM,1.5E+06", "berkas[2].jumlah"},
      {"empty amount", "0001,2017-03-01,,076.01.01.3355.003,RM,", "berkas[2].jumlah"},
      {"wrong year", "0001,2018-03-01,,076.01.01.3355.003,RM,1", "berkas[2].tanggal_sp2d"},
      {"no such day", "0001,30-02-2017,,076.01.01.3355.003,RM,1", "berkas[2].tanggal_sp2d"},
      {"month first", "0001,03/31/2017,,076.01.01.3355.003,RM,1", "berkas[2].tanggal_sp2d"},
      {"two-digit year", "0001,01-03-17,,076.01.01.3355.003,RM,1", "berkas[2].tanggal_sp2d"},
      {"no number", ",2017-03-01,,076.01.01.3355.003,RM,1", "berkas[2].nomor_sp2d"},
      {"rounded number", "1.70341E+14,2017-03-01,,076.01.01.3355.003,RM,1", "berkas[2].nomor_sp2d"},
      {"not the commission", "0001,2017-03-01,,025.01.01.3355.003,RM,1", "berkas[2].kode"},
      {"too short", "0001,2017-03-01,,076.01.01.3355,RM,1", "berkas[2].kode"},
      {"a lost zero", "0001,2017-03-01,,076.01.1.3355.003,RM,1", "berkas[2].kode"},
      {"code of the new generation", "0001,2017-03-01,,076.01.WA.3355.EBA.994,RM,1",
       "berkas[2].kode, berkas[2].kode"},
      {"akun of five digits", "0001,2017-03-01,,076.01.01.3355.003.001.051.A.52121,RM,1",
       "berkas[2].kode"},
      {"akun of no spending", "0001,2017-03-01,,076.01.01.3355.003.001.051.A.411111,RM,1",
       "berkas[2].kode"},
      {"sumber dana", "0001,2017-03-01,,076.01.01.3355.003,APBD,1", "berkas[2].sumber_dana"},
      {"everything at once", ",1 Maret 2017,,x,APBD,-5",
       "berkas[2].sumber_dana, berkas[2].kode, berkas[2].jumlah, berkas[2].nomor_sp2d, "
       "berkas[2].tanggal_sp2d"},
  };
  for (const auto& one : kCases) {
    EXPECT_EQ(Salah(Baca(JenisBerkas::kSp2d, Sp2d(one.row))), one.salah) << one.why;
  }
}

TEST(BerkasTest, APaymentOfTomorrowIsRefused) {
  EXPECT_EQ(Salah(Baca(JenisBerkas::kSp2d,
                       Sp2d("1,2026-11-25,,076.01.WA.3355.EBA.994.002.A.521111,RM,1"), 2026)),
            "berkas[2].tanggal_sp2d");
  EXPECT_EQ(Salah(Baca(JenisBerkas::kSp2d,
                       Sp2d("1,2026-11-24,,076.01.WA.3355.EBA.994.002.A.521111,RM,1"), 2026)),
            "");
}

TEST(BerkasTest, AHundredWrongRowsAreListedAndAllAreCounted) {
  std::string isi = kJudulSp2d;
  for (int i = 0; i < 250; ++i) {
    isi += std::to_string(i) + ",2017-03-01,,076.01.01.3355.003,RM,0\n";
  }
  const auto berkas = Baca(JenisBerkas::kSp2d, isi);
  ASSERT_TRUE(berkas.ok()) << berkas.status();
  const auto fault = fault::FromStatus(SalahToStatus(berkas->salah));
  EXPECT_THAT(fault->violations, SizeIs(100));
  EXPECT_EQ(fault->metadata.at("violations"), "250");
}

TEST(BerkasTest, HeadingsAreFoundWhateverTheirOrderAndCapitals) {
  const auto isi = Baca(JenisBerkas::kPembanding,
                        "Catatan;JUMLAH ;Program;  kegiatan;Output;Sumber  Dana\n"
                        "x;27404000;01;3355;003;rm\n");
  ASSERT_EQ(Salah(isi), "");
  ASSERT_THAT(isi->baris, SizeIs(1));
  EXPECT_EQ(isi->baris[0].pagu.id, "2017-01.3355.003");
  EXPECT_EQ(isi->baris[0].pagu.jumlah.value(), 27404000);
  EXPECT_EQ(isi->baris[0].sumber_dana, SumberDana::kRm);
}

TEST(BerkasTest, AColumnMapNamesOtherHeadings) {
  const std::string isi =
      "No. SP2D\tTgl\tKode Akun Lengkap\tNilai SP2D\n"
      "00017\t01-03-2017\t076.01.01.3355.003\t500\n";
  const std::vector<PetaKolom> peta = {{"nomor_sp2d", "no. sp2d"},
                                       {"tanggal_sp2d", "TGL"},
                                       {"kode", "kode  akun lengkap"},
                                       {"jumlah", "nilai sp2d"}};
  const auto berkas = Baca(JenisBerkas::kSp2d, isi, 2017, peta);
  ASSERT_EQ(Salah(berkas), "");
  EXPECT_EQ(berkas->baris.at(0).nomor_sp2d, "00017");
  EXPECT_EQ(Salah(Baca(JenisBerkas::kSp2d, isi)),
            "berkas[1].nomor_sp2d, berkas[1].tanggal_sp2d, berkas[1].jumlah, berkas[1].program, "
            "berkas[1].kegiatan, berkas[1].output");
  EXPECT_EQ(
      Salah(Baca(JenisBerkas::kSp2d, isi, 2017, {{"nilai", "x"}, {"kode", "a"}, {"kode", "b"}})),
      "berkas.peta[0].kolom, berkas.peta[2].kolom");
}

TEST(BerkasTest, WrongHeadingsAreRefused) {
  const struct {
    const char* why;
    const char* isi;
    const char* salah;
  } kCases[] = {
      {"no amounts", "kode,sumber_dana\n076.01.01.3355.003,RM\n", "berkas[1].jumlah"},
      {"no codes", "jumlah\n5\n", "berkas[1].program, berkas[1].kegiatan, berkas[1].output"},
      {"one heading twice", "kode,jumlah,Jumlah\n076.01.01.3355.003,1,2\n", "berkas[1].jumlah"},
      {"nothing below", "kode,jumlah\n", "berkas"},
      {"nothing at all", "", "berkas"},
  };
  for (const auto& one : kCases) {
    EXPECT_EQ(Salah(Baca(JenisBerkas::kPembanding, one.isi)), one.salah) << one.why;
  }
}

TEST(BerkasTest, ALineTwiceInAPokNamesBothRows) {
  const auto isi = Baca(JenisBerkas::kPok,
                        "kode,sumber_dana,jumlah\n076.01.01.3355.003,RM,1\n"
                        "076.01.01.3355.003,PNBP,1\n076.01.01.3355.003,RM,1\n");
  ASSERT_EQ(Salah(isi), "berkas[4]");
  EXPECT_THAT(isi->salah[0].english, HasSubstr("row 2"));
}

TEST(BerkasTest, MoreRowsThanOneCallTakesAreRefused) {
  std::string isi = kJudulSp2d;
  for (size_t i = 0; i < BarisMax(JenisBerkas::kSp2d); ++i) {
    isi += std::to_string(i) + ",2017-03-01,,076.01.01.3355.003,RM,1\n";
  }
  EXPECT_EQ(Salah(Baca(JenisBerkas::kSp2d, isi)), "");
  EXPECT_EQ(Salah(Baca(JenisBerkas::kSp2d, isi + "x,2017-03-01,,076.01.01.3355.003,RM,1\n")),
            "berkas");
}

// ---- XLSX

std::string BukuKerja(const std::string& rows, const std::string& after = "") {
  const std::string judul = "<row r=\"1\">" + [] {
    std::string sel;
    const char* const kJudul[] = {"nomor_sp2d", "tanggal_sp2d", "kode", "jumlah"};
    for (size_t i = 0; i < 4; ++i) {
      sel += std::string("<c r=\"") + static_cast<char>('A' + i) + "1\" t=\"inlineStr\"><is><t>" +
             kJudul[i] + "</t></is></c>";
    }
    return sel;
  }() + "</row>";
  return sheet::BuildZip(sheet::BookParts(judul + rows, after));
}

std::string Teks(const std::string& tempat, const std::string& isi) {
  return "<c r=\"" + tempat + "\" t=\"inlineStr\"><is><t>" + isi + "</t></is></c>";
}

std::string BarisX(const std::string& nomor, const std::string& tanggal, const std::string& kode,
                   const std::string& jumlah) {
  return "<row r=\"2\">" + nomor + tanggal + kode + jumlah + "</row>";
}

const std::string kNomor = Teks("A2", "00017");
const std::string kTanggal = "<c r=\"B2\" s=\"1\"><v>42795</v></c>";  // 2017-03-01
const std::string kKode = Teks("C2", "076.01.01.3355.003");
const std::string kJumlah = "<c r=\"D2\"><v>1500000</v></c>";

TEST(BerkasTest, AWorkbookSaysTheSameAsACsv) {
  const auto xlsx = Baca(JenisBerkas::kSp2d, BukuKerja(BarisX(kNomor, kTanggal, kKode, kJumlah)));
  const auto csv = Baca(JenisBerkas::kSp2d,
                        "nomor_sp2d,tanggal_sp2d,kode,jumlah\n"
                        "00017,01/03/2017,076.01.01.3355.003,1500000\n");
  ASSERT_EQ(Salah(xlsx), "");
  ASSERT_EQ(Salah(csv), "");
  ASSERT_THAT(xlsx->baris, SizeIs(1));
  EXPECT_EQ(xlsx->baris[0].pagu, csv->baris[0].pagu);
  EXPECT_EQ(xlsx->baris[0].nomor_sp2d, csv->baris[0].nomor_sp2d);
  EXPECT_EQ(xlsx->baris[0].tanggal, csv->baris[0].tanggal);
}

TEST(BerkasTest, WrongWorkbooksAreRefused) {
  const std::string bomba(8 << 20, ' ');
  auto bom = sheet::BookParts("<row r=\"1\">" + bomba + "</row>");
  for (sheet::ZipEntry& satu : bom) {
    satu.deflate = true;
  }
  auto makro = sheet::BookParts("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
  makro.push_back({.name = "xl/vbaProject.bin", .bytes = "x"});
  const struct {
    const char* why;
    std::string isi;
    const char* salah;
  } cases[] = {
      {"a number for a document's number",
       BukuKerja(BarisX("<c r=\"A2\"><v>17</v></c>", kTanggal, kKode, kJumlah)),
       "berkas[2].nomor_sp2d"},
      {"a number for a code",
       BukuKerja(BarisX(kNomor, kTanggal, "<c r=\"C2\"><v>76</v></c>", kJumlah)), "berkas[2].kode"},
      {"a number for a date",
       BukuKerja(BarisX(kNomor, "<c r=\"B2\"><v>42795</v></c>", kKode, kJumlah)),
       "berkas[2].tanggal_sp2d"},
      {"a date for an amount",
       BukuKerja(BarisX(kNomor, kTanggal, kKode, "<c r=\"D2\" s=\"1\"><v>42795</v></c>")),
       "berkas[2].jumlah"},
      {"a truth value",
       BukuKerja(BarisX(kNomor, kTanggal, kKode, "<c r=\"D2\" t=\"b\"><v>1</v></c>")),
       "berkas[2].jumlah"},
      {"half a rupiah", BukuKerja(BarisX(kNomor, kTanggal, kKode, "<c r=\"D2\"><v>0.5</v></c>")),
       "berkas[2].jumlah"},
      {"a formula",
       BukuKerja(BarisX(kNomor, kTanggal, kKode, "<c r=\"D2\"><f>1+1</f><v>2</v></c>")),
       "berkas[2].D"},
      {"merged cells",
       BukuKerja(BarisX(kNomor, kTanggal, kKode, kJumlah),
                 "<mergeCells count=\"1\"><mergeCell ref=\"A2:B2\"/></mergeCells>"),
       "berkas[2].A"},
      {"macros", sheet::BuildZip(makro), "berkas"},
      {"a zip bomb", sheet::BuildZip(bom), "berkas"},
      {"no workbook", "PK\x03\x04 and nothing else", "berkas"},
  };
  for (const auto& one : cases) {
    EXPECT_EQ(Salah(Baca(JenisBerkas::kSp2d, one.isi)), one.salah) << one.why;
  }
  EXPECT_EQ(Salah(BacaBerkas(JenisBerkas::kSp2d, 2017, kHariIni, "a,b\n", true, {})),
            "berkas.format");
}

TEST(BerkasTest, FormulasAndWrongRowsAreToldTogether) {
  std::string rows = BarisX(kNomor, kTanggal, kKode, "<c r=\"D2\"><f>1+1</f><v>2</v></c>");
  rows += "<row r=\"3\">" + Teks("A3", "00018") + "</row>";
  EXPECT_THAT(Salah(Baca(JenisBerkas::kSp2d, BukuKerja(rows))),
              ::testing::AllOf(HasSubstr("berkas[2].D"), HasSubstr("berkas[3].jumlah"),
                               HasSubstr("berkas[3].kode")));
}

TEST(BerkasTest, TwoHundredThousandRowsEndAtTheLimit) {
  std::string isi = kJudulSp2d;
  for (int i = 0; i < 200'000; ++i) {
    isi += std::to_string(i) + ",2017-03-01,,076.01.01.3355.003,RM,1\n";
  }
  EXPECT_EQ(Salah(Baca(JenisBerkas::kSp2d, isi)), "berkas");
}

// ---- Codes of every office

TEST(BerkasTest, CodesOfBothGenerationsComeBackAsTheyWere) {
  const struct {
    int32_t tahun;
    const char* kode;
    const char* id;
  } kCases[] = {
      {2017, "076.01.01.3355.003", "2017-01.3355.003"},
      {2017, "076.01.06.3364.029.001.051.A.521211", "2017-06.3364.029.001.051.A.521211"},
      {2020, "076.01.01.3360.994.001.001.0A.511111", "2020-01.3360.994.001.001.0A.511111"},
      {2021, "076.01.WA.3355.EBA.994.002.A.521111", "2021-WA.3355.EBA.994.002.A.521111"},
      {2024, "076.01.CQ.6641.BGC.001.053.BB.524111", "2024-CQ.6641.BGC.001.053.BB.524111"},
      {2024, "076.01.CQ.6641.BGC", "2024-CQ.6641.BGC"},
  };
  for (const auto& one : kCases) {
    const auto isi =
        Baca(JenisBerkas::kPembanding, std::string("kode,jumlah\n") + one.kode + ",0\n", one.tahun);
    ASSERT_EQ(Salah(isi), "") << one.kode;
    EXPECT_EQ(isi->baris[0].pagu.id, one.id);
    EXPECT_EQ(KodePenuh(isi->baris[0].pagu), one.kode);
  }
}

// ---- Lines, payments, revisions

void Tambah(const std::string& id, SumberDana sumber, int64_t pagu, Buku* buku) {
  Baris baris;
  baris.pagu.id = id;
  baris.pagu.tahun = 2017;
  baris.pagu.sumber_dana = sumber;
  baris.pagu.uraian = "Baris " + id;
  baris.saldo.dipa = baris.saldo.tersedia = money::Rupiah::FromInt(pagu);
  buku->baris[id] = baris;
}

BarisBerkas Satu(const std::string& id, std::optional<SumberDana> sumber) {
  BarisBerkas baris;
  baris.pagu.id = id;
  baris.sumber_dana = sumber;
  baris.pagu.sumber_dana = sumber.value_or(SumberDana::kRm);
  return baris;
}

TEST(BerkasTest, ARowIsOfTheLineWithItsCodesAndSumberDana) {
  Buku buku;
  Tambah("2017-01.3355.003", SumberDana::kRm, 5, &buku);
  Tambah("2017-01.3355.003~HIBAH", SumberDana::kHibah, 5, &buku);
  Tambah("2017-01.3355.007", SumberDana::kPnbp, 5, &buku);
  PenentuBaris penentu(buku);
  const std::string dua = "2017-01.3355.003";
  const std::string satu = "2017-01.3355.007";
  EXPECT_EQ(*penentu.Tersimpan(Satu(dua, SumberDana::kRm)), dua);
  EXPECT_EQ(*penentu.Tersimpan(Satu(dua, SumberDana::kHibah)), dua + "~HIBAH");
  EXPECT_EQ(*penentu.Tersimpan(Satu(satu, std::nullopt)), satu);
  const auto alasan = [](const absl::StatusOr<std::string>& pagu) {
    return fault::FromStatus(pagu.status())->reason;
  };
  EXPECT_EQ(alasan(penentu.Tersimpan(Satu(dua, std::nullopt))), fault::Reason::kInvalidField);
  EXPECT_EQ(alasan(penentu.Tersimpan(Satu(satu, SumberDana::kRm))),
            fault::Reason::kUnknownReference);
  EXPECT_EQ(*penentu.AtauBaru(Satu(satu, SumberDana::kRm)), satu + "~RM");
  EXPECT_EQ(*penentu.AtauBaru(Satu("2017-01.3355.994", SumberDana::kHln)), "2017-01.3355.994");
  EXPECT_EQ(*penentu.AtauBaru(Satu("2017-01.3355.994", SumberDana::kRm)), "2017-01.3355.994~RM");
}

TEST(BerkasTest, RowsOfOneSp2dAreOneWhereverTheyStand) {
  auto isi = Baca(JenisBerkas::kSp2d, Sp2d("A,2017-03-01,S1,076.01.01.3355.003,RM,5\n"
                                           "B,2017-03-01,,076.01.01.3355.003,RM,5\n"
                                           "A,2017-03-01,S1,076.01.01.3355.007,RM,5\n"
                                           "B,2017-03-02,S2,076.01.01.3355.007,RM,5\n"
                                           ",2017-03-02,,076.01.01.3355.007,RM,5"));
  ASSERT_TRUE(isi.ok());
  const std::vector<Sp2dBerkas> daftar = Kelompokkan(&*isi);
  ASSERT_THAT(daftar, SizeIs(3));
  EXPECT_THAT(daftar[0].baris, ElementsAre(0, 2));
  EXPECT_TRUE(daftar[0].sah);
  EXPECT_THAT(daftar[1].baris, ElementsAre(1, 3));
  EXPECT_FALSE(daftar[1].sah);
  EXPECT_EQ(Salah(isi), "berkas[5].tanggal_sp2d, berkas[5].nomor_spm, berkas[6].nomor_sp2d");
}

TEST(BerkasTest, PostingsKeepTheirIdsForEver) {
  EXPECT_EQ(IdRealisasiSp2d("170341302000123", "2017-01.3355.003"),
            "2017-sp2d-170341302000123-01.3355.003");
  // What an id cannot hold is told apart all the same.
  const std::string garis = IdRealisasiSp2d("12/3", "2017-01.3355.003");
  EXPECT_EQ(garis, "2017-sp2d-12-3~a87aa3a288-01.3355.003");
  EXPECT_NE(garis, IdRealisasiSp2d("12-3", "2017-01.3355.003"));
  EXPECT_NE(garis, IdRealisasiSp2d("12.3", "2017-01.3355.003"));
  const std::string panjang =
      IdRealisasiSp2d(std::string(100, '9'), "2021-WA.3355.EBA.994.002.AA.521111~HIBAH");
  EXPECT_LE(panjang.size(), 80u);
  EXPECT_LE(IdRealisasiSp2d("1", "2017-01.3355.003." + std::string(63, 'x')).size(), 80u);
}

TEST(BerkasTest, APokBecomesTheLinesThatDiffer) {
  Buku buku;
  Tambah("2017-01.3355.003", SumberDana::kRm, 10, &buku);
  Tambah("2017-01.3355.007", SumberDana::kRm, 20, &buku);
  Tambah("2017-01.3355.994", SumberDana::kRm, 30, &buku);
  Tambah("2017-01.3356.008", SumberDana::kRm, 0, &buku);
  const std::string judul = "kode,sumber_dana,jumlah,uraian\n";
  const std::string tetap = "076.01.01.3355.003,RM,10,\n";
  const auto isi = Baca(JenisBerkas::kPok, judul + tetap +
                                               "076.01.01.3355.007,RM,15,\n"
                                               "076.01.01.3355.994,RM,30,Nama baru\n"
                                               "076.01.01.3355.994.001.051.A.521211,RM,5,Baru\n");
  ASSERT_EQ(Salah(isi), "");
  const auto revisi = SusunRevisi(buku, {}, *isi);
  ASSERT_TRUE(revisi.ok()) << revisi.status();
  ASSERT_THAT(revisi->revisi.baris, SizeIs(3));
  EXPECT_EQ(revisi->revisi.baris[0].uraian, "Baris 2017-01.3355.007");
  EXPECT_EQ(revisi->revisi.baris[0].jumlah.value(), 15);
  EXPECT_EQ(revisi->revisi.baris[1].uraian, "Nama baru");
  EXPECT_EQ(revisi->revisi.baris[2].id, "2017-01.3355.994.001.051.A.521211");
  EXPECT_THAT(revisi->nomor, ElementsAre(3, 4, 5));
  // 007 and 994 are missing, 3356.008 has nothing left; the new line has no label.
  const auto kurang = Baca(JenisBerkas::kPok, judul + tetap + "076.01.01.3355.001,RM,5,\n");
  ASSERT_EQ(Salah(kurang), "");
  const auto salah = SusunRevisi(buku, {}, *kurang);
  ASSERT_FALSE(salah.ok());
  std::vector<std::string> fields;
  const fault::Fault fault = *fault::FromStatus(salah.status());
  for (const fault::Violation& satu : fault.violations) {
    fields.push_back(satu.field);
  }
  EXPECT_THAT(fields, ElementsAre("berkas[3].uraian", "berkas", "berkas"));
}

}  // namespace
}  // namespace sakip::budget
