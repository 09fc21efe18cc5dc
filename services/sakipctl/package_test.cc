#include "services/sakipctl/package.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "services/sakipctl/package_files.h"

namespace sakip::sakipctl {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kSample = "deploy/samples/bontang-2017";

PackageFiles Sample() {
  Findings findings;
  PackageFiles files = ReadPackageFiles(kSample, findings);
  EXPECT_THAT(findings.all(), IsEmpty());
  return files;
}

std::string Shown(const Findings& findings) {
  std::string text;
  for (const Finding& one : findings.all()) {
    text += one.file + ":" + std::to_string(one.row) + ":" + one.column + ": " + one.english + "\n";
  }
  return text;
}

TEST(SamplePackage, IsValidAndHoldsTheOfficesYear) {
  Findings findings;
  const Package package = LoadPackage(Sample(), findings);
  ASSERT_TRUE(findings.empty()) << Shown(findings);
  EXPECT_EQ(package.satker, "6474");
  EXPECT_EQ(package.tahun, 2017);
  EXPECT_TRUE(package.historis);
  const planning::v1::Perencanaan& plan = package.perencanaan.request.perencanaan();
  EXPECT_EQ(plan.renstra().misi_size(), 7);
  EXPECT_EQ(plan.renstra().tujuan_size(), 5);
  ASSERT_EQ(plan.renstra().sasaran_size(), 3);
  int indikator = 0;
  for (const planning::v1::Sasaran& one : plan.renstra().sasaran()) {
    indikator += one.indikator_size();
  }
  EXPECT_EQ(indikator, 13);
  EXPECT_EQ(plan.renstra().iku_size(), 9);
  EXPECT_EQ(plan.rkt().baris_size(), 22);
  std::vector<int> rows;
  for (const planning::v1::PerjanjianKinerja& one : plan.perjanjian_kinerja()) {
    rows.push_back(one.baris_size());
  }
  EXPECT_THAT(rows, testing::ElementsAre(9, 22, 6, 12, 8, 4));
  EXPECT_EQ(plan.rencana_aksi().baris_size(), 41);
}

TEST(SamplePackage, SumsToTheReportsMoney) {
  Findings findings;
  const Package package = LoadPackage(Sample(), findings);
  const budget::v1::ImportAnggaranRequest& request = package.anggaran.request;
  ASSERT_EQ(request.pagu_size(), 22);
  ASSERT_EQ(request.realisasi_size(), 22);
  int64_t pagu = 0;
  int64_t realisasi = 0;
  for (int i = 0; i < 22; ++i) {
    pagu += request.pagu(i).jumlah();
    realisasi += request.realisasi(i).jumlah();
  }
  EXPECT_EQ(pagu, 3'511'812'000);
  EXPECT_EQ(realisasi, 3'127'524'380);
  EXPECT_EQ(request.pagu(0).name(), "satker/6474/pagu/2017-01.3355.003");
}

TEST(SamplePackage, SendsANumberWithItsUnitAndATextAsWritten) {
  Findings findings;
  const Package package = LoadPackage(Sample(), findings);
  const auto& agreements = package.perencanaan.request.perencanaan().perjanjian_kinerja();
  EXPECT_EQ(agreements[0].baris(0).target().teks(), "77,5%");
  EXPECT_EQ(agreements[1].baris(0).target().angka(), "1");
  EXPECT_EQ(agreements[1].baris(0).target().satuan(), "Lap");
}

// Replaces `from` in a file of the sample; what is found must name the place.
struct BadCase {
  const char* name;
  const char* file;
  std::string from;  // empty: the whole file
  std::string to;
  const char* place;  // file of the finding
  int row;
  const char* column;
  const char* english;
};

class PackageRefuses : public testing::TestWithParam<BadCase> {};

TEST_P(PackageRefuses, SayingFileRowColumnAndRule) {
  const BadCase& bad = GetParam();
  PackageFiles files = Sample();
  std::string& bytes = files[bad.file];
  if (bad.from.empty()) {
    bytes = bad.to;
  } else {
    const size_t at = bytes.find(bad.from);
    ASSERT_NE(at, std::string::npos);
    bytes.replace(at, bad.from.size(), bad.to);
  }
  Findings findings;
  LoadPackage(files, findings);
  EXPECT_THAT(findings.all(),
              Contains(AllOf(Field(&Finding::file, bad.place), Field(&Finding::row, bad.row),
                             Field(&Finding::column, bad.column),
                             Field(&Finding::english, HasSubstr(bad.english)),
                             Field(&Finding::indonesian, Not(IsEmpty())))))
      << Shown(findings);
}

INSTANTIATE_TEST_SUITE_P(
    All, PackageRefuses,
    testing::Values(
        BadCase{"wrong_header", "pagu.csv", "kode_program,", "program,", "pagu.csv", 1,
                "kode_program", "is missing"},
        BadCase{"negative_pagu", "pagu.csv", "RM,27404000", "RM,-5", "pagu.csv", 2, "jumlah",
                "'-5'"},
        BadCase{"fraction_of_rupiah", "pagu.csv", "RM,27404000", "RM,27404000.5", "pagu.csv", 2,
                "jumlah", "27404000.5"},
        BadCase{"amount_out_of_range", "pagu.csv", "RM,27404000", "RM,9223372036854775808",
                "pagu.csv", 2, "jumlah", "9223372036854775808"},
        BadCase{"not_utf8", "pagu.csv", "Laporan Sistem", "Laporan \xFF", "pagu.csv", 2, "",
                "not valid UTF-8"},
        BadCase{"duplicate_line", "pagu.csv", "01,3355,3355.007,", "01,3355,3355.003,", "pagu.csv",
                3, "kode_output", "line 2 already"},
        BadCase{"duplicate_json_key", "paket.json", "\"tahun\": 2017,",
                "\"tahun\": 2017, \"tahun\": 2018,", "paket.json", 0, "", "stands twice"},
        BadCase{"unknown_kegiatan", "pagu.csv", "01,3355,3355.003", "01,9999,3355.003", "pagu.csv",
                2, "kode_kegiatan", "'9999' is not in kode.csv"},
        BadCase{"month_13", "realisasi.csv", "3355.003,2017,", "3355.003,2017-13,", "realisasi.csv",
                2, "periode", "2017-13"},
        BadCase{"month_13_of_action", "rencana_aksi.csv", "B12,pelaksana", "B13,pelaksana",
                "rencana_aksi.csv", 1, "B13", "is no column"},
        BadCase{"nan_realisasi", "realisasi.csv", "MEASURED,1,Lap", "MEASURED,NaN,Lap",
                "realisasi.csv", 2, "nilai", "NaN"},
        BadCase{"nan_target", "pk_baris.csv", "\"77,5%\"", "NaN%", "pk_baris.csv", 2, "target",
                "NaN"},
        BadCase{"unknown_indikator", "realisasi.csv", "3355.003,2017,", "3355.999,2017,",
                "realisasi.csv", 2, "indikator", "'3355.999' is not in indikator.csv"},
        BadCase{"unknown_unit", "pk.csv", "SUB_BAGIAN,kul", "SUB_BAGIAN,kulo", "pk.csv", 5,
                "unit_kerja", "'kulo' is not in unit_kerja.csv"},
        BadCase{"over_pagu", "realisasi_anggaran.csv", "SALDO_IMPOR,27355950",
                "SALDO_IMPOR,27404001", "realisasi_anggaran.csv", 2, "jumlah", "27.404.000"},
        BadCase{"unknown_pagu", "realisasi_anggaran.csv", "2017-01.3355.003", "2017-01.3355.999",
                "realisasi_anggaran.csv", 2, "pagu", "no line of pagu.csv"},
        BadCase{"other_year", "realisasi_anggaran.csv", "2017-12-31", "2018-01-01",
                "realisasi_anggaran.csv", 2, "tanggal", "2018-01-01"},
        BadCase{"no_case_without_reason", "realisasi.csv", "MEASURED,1,Lap", "NO_CASE,,",
                "realisasi.csv", 2, "alasan", "is required"},
        BadCase{"hidden_character", "unit_kerja.csv", "Sub Bagian Hukum", "Sub\xE2\x80\xAE Bagian",
                "unit_kerja.csv", 4, "nama", ""},
        BadCase{"bad_enum", "pagu.csv", ",RM,27404000", ",RX,27404000", "pagu.csv", 2,
                "sumber_dana", "RM, PNBP"},
        BadCase{"unknown_file", "paku.csv", "", "x", "paku.csv", 0, "", "is no file"},
        BadCase{"not_json", "naskah.json", "", "{", "naskah.json", 0, "", "no valid JSON"},
        BadCase{"misspelled_member", "naskah.json", "\"tempat\"", "\"tempatt\"", "naskah.json", 0,
                "tempatt", "is no member"},
        BadCase{"other_format", "paket.json", "sakip-paket/1", "sakip-paket/2", "paket.json", 0,
                "format", "sakip-paket/1"},
        BadCase{"satker_as_number", "paket.json", "\"6474\"", "6474", "paket.json", 0, "satker",
                "area code"}),
    [](const auto& tested) { return std::string(tested.param.name); });

// The first realisasi of the sample as `cells` of nilai and satuan; whether it is refused.
TEST(Package, KeepsTextsOnlyInAHistoricalPackageAndNeverNaN) {
  const struct {
    const char* cells;
    bool historical, current;
  } cases[] = {
      {"1,Lap", false, false},        {"100%,", false, false},    {"Terlaksana baik,", false, true},
      {"Nantinya dua,", false, true}, {"sesuai,Lap", true, true}, {"NaN,", true, true},
      {"nan%,", true, true},          {"-inf,", true, true},      {"Infinity Lap,", true, true},
      {"NaN,Lap", true, true},        {",", true, true}};
  for (const auto& c : cases) {
    for (const bool historis : {true, false}) {
      PackageFiles files = Sample();
      std::string& rows = files["realisasi.csv"];
      const std::string from = "MEASURED,1,Lap";
      rows.replace(rows.find(from), from.size(), "MEASURED," + std::string(c.cells));
      if (!historis) {
        std::string& head = files["paket.json"];
        head.replace(head.find("true"), 4, "false");
      }
      Findings findings;
      const Package package = LoadPackage(files, findings);
      const auto& found = findings.all();
      const bool refused = std::any_of(found.begin(), found.end(), [](const Finding& one) {
        return one.file == "realisasi.csv" && one.row == 2 && one.column == "nilai";
      });
      EXPECT_EQ(refused, historis ? c.historical : c.current) << c.cells << " " << historis;
    }
  }
}

TEST(Package, RefusesASumThatOverflows) {
  PackageFiles files = Sample();
  std::string& pagu = files["pagu.csv"];
  for (int i = 0; i < 9300; ++i) {
    pagu += "01,3355,3355." + std::to_string(10'000 + i) + ",X,RM,1000000000000000\n";
  }
  Findings findings;
  LoadPackage(files, findings);
  EXPECT_THAT(findings.all(),
              Contains(AllOf(Field(&Finding::file, "pagu.csv"), Field(&Finding::column, "jumlah"),
                             Field(&Finding::english, HasSubstr("does not fit")))));
}

TEST(Package, RefusesAHundredMegabytesWithoutReadingThem) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "sakipctl_large_package";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "pagu.csv").close();
  std::filesystem::resize_file(folder / "pagu.csv", uintmax_t{100} << 20);  // sparse
  Findings findings;
  const PackageFiles files = ReadPackageFiles(folder, findings);
  std::filesystem::remove_all(folder);
  EXPECT_THAT(files, IsEmpty());
  ASSERT_EQ(findings.all().size(), 1U);
  EXPECT_EQ(findings.all()[0].file, "pagu.csv");
  EXPECT_EQ(findings.all()[0].english, "is larger than 8 MiB");
}

TEST(Package, PutsAServersViolationBackIntoItsCell) {
  Findings findings;
  const Package package = LoadPackage(Sample(), findings);
  const Finding pagu = Locate(package.anggaran.origins, "pagu[3].jumlah", "e", "i");
  EXPECT_EQ(pagu, (Finding{"pagu.csv", 5, "jumlah", "e", "i"}));
  const Finding target =
      Locate(package.perencanaan.origins, "perencanaan.perjanjian_kinerja[1].baris[0].target.angka",
             "e", "i");
  EXPECT_EQ(target, (Finding{"pk_baris.csv", 11, "target", "e", "i"}));
}

TEST(Package, RefusesMoreRowsThanAServiceTakes) {
  PackageFiles files = Sample();
  for (int i = 100; i < 2200; ++i) {
    files["unit_kerja.csv"] += "u" + std::to_string(i) + ",Unit,U\n";
  }
  Findings findings;
  LoadPackage(files, findings);
  ASSERT_EQ(findings.all().size(), 1U) << Shown(findings);
  EXPECT_EQ(findings.all()[0].file, "unit_kerja.csv");
  EXPECT_THAT(findings.all()[0].english, HasSubstr("50"));
}

// 4.000 postings are within the contract; their remarks decide whether one request holds them.
TEST(Package, RefusesAPartLargerThanOneRequest) {
  for (const size_t remark : {100U, 200U}) {
    PackageFiles files = Sample();
    for (int i = 0; i < 4000; ++i) {
      files["realisasi_anggaran.csv"] += "p" + std::to_string(i) +
                                         ",2017-01.3355.003,SALDO_IMPOR,1,2017-12-31," +
                                         std::string(remark, 'x') + "\n";
    }
    files["pagu.csv"].replace(files["pagu.csv"].find("27404000"), 8, "27900000");
    Findings findings;
    const Package package = LoadPackage(files, findings);
    const size_t bytes = package.anggaran.request.ByteSizeLong();
    if (remark == 100) {
      EXPECT_LT(bytes, kPartBytesMax);
      EXPECT_TRUE(findings.empty()) << Shown(findings);
      continue;
    }
    EXPECT_GT(bytes, kPartBytesMax);
    ASSERT_EQ(findings.all().size(), 1U) << Shown(findings);
    EXPECT_EQ(findings.all()[0].file, "realisasi_anggaran.csv");
    EXPECT_THAT(findings.all()[0].english, HasSubstr("part 'anggaran'"));
    EXPECT_THAT(findings.all()[0].english, HasSubstr("at most 1048576"));
  }
}

TEST(Package, RequestIdsAreOfThePackageAndTheStep) {
  PackageFiles files = Sample();
  Findings findings;
  const std::string hash = LoadPackage(files, findings).hash;
  EXPECT_EQ(LoadPackage(Sample(), findings).hash, hash);
  files["README.md"] += "more";
  EXPECT_EQ(LoadPackage(files, findings).hash, hash) << "README.md is for people";
  files["unit_kerja.csv"] += "x,Y,Z\n";
  EXPECT_NE(LoadPackage(files, findings).hash, hash);
  EXPECT_EQ(StepRequestId("abc", "anggaran"), StepRequestId("abc", "anggaran"));
  EXPECT_NE(StepRequestId("abc", "anggaran"), StepRequestId("abc", "realisasi"));
  EXPECT_THAT(StepRequestId("abc", "anggaran"),
              testing::MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-"
                                    "[0-9a-f]{12}"));
}

}  // namespace
}  // namespace sakip::sakipctl
