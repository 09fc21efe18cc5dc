#include "services/reporting/lakip.h"

#include <gmock/gmock.h>

#include <set>
#include <string>

#include "common/fault/fault.h"
#include "services/reporting/lakip_parts.h"

// The assembler on small offices made here: what stands in the report, and what happens when data
// is missing, zero or strange.
namespace sakip::reporting {
namespace {

using document::Document;
using document::RowKind;
using document::Table;
using ::testing::Contains;
using ::testing::HasSubstr;

constexpr char kPk[] = "satker/6474/perjanjianKinerja/2017-sekretaris";

BarisAnggaran Money(std::string kode, std::string uraian, int64_t pagu, int64_t realisasi) {
  BarisAnggaran baris{.kode = std::move(kode),
                      .uraian = std::move(uraian),
                      .pagu = money::Rupiah::FromInt(pagu),
                      .realisasi = money::Rupiah::FromInt(realisasi),
                      .sisa = money::Rupiah::FromInt(pagu - realisasi),
                      .serapan = {}};
  if (const auto serapan = ratio::Percent(baris.realisasi, baris.pagu); serapan.ok()) {
    baris.serapan = *serapan;
  }
  return baris;
}

Capaian Row(int nomor, const std::string& output, StatusCapaian status) {
  Capaian row{.perjanjian = kPk, .nomor = nomor, .sasaran = "Layanan perkantoran"};
  row.indikator = "satker/6474/indikator/" + output;
  row.uraian = "Indikator " + output;
  row.target = {.teks = "", .angka = "12", .satuan = "Bln"};
  row.status = status;
  row.kode_output = output;
  if (status == StatusCapaian::kComputed) {
    row.realisasi = {.teks = "", .angka = "12", .satuan = "Bln"};
    row.mentah = ratio::Ratio::FromInt(100);
    row.dibatasi = ratio::Ratio::FromInt(100);
  } else {
    row.alasan = "Tidak ada perkara tahun ini";
  }
  return row;
}

// One kegiatan, two outputs, one of them without a case.
LakipData SmallOffice() {
  LakipData data;
  data.satker = "6474";
  data.nama_satker = "Sekretariat KPU Kota Contoh";
  data.tahun = 2017;
  Perjanjian pk{.name = kPk, .jenis = JenisPerjanjian::kSekretaris, .judul = "PERJANJIAN KINERJA"};
  for (const char* output : {"3355.003", "3355.010"}) {
    pk.baris.push_back({.nomor = static_cast<int>(pk.baris.size()) + 1,
                        .sasaran = "Layanan perkantoran",
                        .indikator = std::string("satker/6474/indikator/") + output,
                        .uraian = std::string("Indikator ") + output,
                        .target = {.teks = "", .angka = "12", .satuan = "Bln"}});
  }
  data.perjanjian = {pk};
  for (const char* output : {"3355.003", "3355.010"}) {
    const std::string name = std::string("satker/6474/indikator/") + output;
    data.indikator.push_back(
        {.name = name, .nama = output, .satuan = "Bln", .kode_output = output});
  }
  data.capaian = {Row(1, "3355.003", StatusCapaian::kComputed),
                  Row(2, "3355.010", StatusCapaian::kNoCase)};
  data.kode = {{JenisKode::kKegiatan, "3355", "Administrasi keuangan", "01"}};
  data.anggaran.output = {Money("3355.003", "Laporan", 1000000, 900000),
                          Money("3355.010", "Advokasi", 5000000, 2208500)};
  data.anggaran.kegiatan = {Money("3355", "Administrasi keuangan", 6000000, 3108500)};
  data.anggaran.program = {Money("01", "Dukungan manajemen", 6000000, 3108500)};
  data.anggaran.total = Money("", "", 6000000, 3108500);
  data.naskah = Naskah{.tempat = "Contoh",
                       .tanggal = *period::Tanggal::ParseIso("2018-02-02"),
                       .jabatan_penandatangan = "Sekretaris",
                       .nama_penandatangan = "",
                       .narasi = {}};
  return data;
}

Document Build(const LakipData& data) {
  const auto document = BuildLakip(data);
  EXPECT_TRUE(document.ok()) << document.status();
  return document.value_or(Document());
}

std::vector<document::Heading> Headings(const Document& document) {
  std::vector<document::Heading> headings;
  for (const document::Block& block : document.blocks) {
    if (const auto* heading = std::get_if<document::Heading>(&block)) {
      headings.push_back(*heading);
    }
  }
  return headings;
}

std::vector<Table> Tables(const Document& document) {
  std::vector<Table> tables;
  for (const document::Block& block : document.blocks) {
    if (const auto* table = std::get_if<Table>(&block)) {
      tables.push_back(*table);
    }
  }
  return tables;
}

// All texts of all rows, a row a string: "1.|Indikator ...|12 Bln".
std::vector<std::string> Lines(const Document& document) {
  std::vector<std::string> lines;
  for (const Table& table : Tables(document)) {
    for (const document::Row& row : table.rows) {
      std::string line;
      for (const document::Cell& cell : row.cells) {
        line += (line.empty() ? "" : "|") + cell.text;
      }
      lines.push_back(line);
    }
  }
  return lines;
}

TEST(LakipTest, FollowsTheOutlineOfTheRegulation) {
  std::vector<std::string> chapters;
  for (const document::Heading& heading : Headings(Build(SmallOffice()))) {
    if (heading.level == 1) {
      chapters.push_back(heading.number.empty() ? heading.text : heading.number);
    }
  }
  EXPECT_EQ(chapters,
            (std::vector<std::string>{"KATA PENGANTAR", "IKHTISAR EKSEKUTIF", "BAB I", "BAB II",
                                      "BAB III", "BAB IV", "LAMPIRAN 1", "LAMPIRAN 2"}));
}

TEST(LakipTest, RowWithoutACaseHasWordsInsteadOfANumberAndItsSpendingIsReported) {
  const Document document = Build(SmallOffice());
  const std::vector<std::string> lines = Lines(document);
  EXPECT_THAT(lines, Contains("2.|Indikator 3355.010|12 Bln|–|Tidak ada kasus"));
  EXPECT_THAT(lines, Contains("3355.010|Advokasi|5.000.000|2.208.500|44,17"));
}

TEST(LakipTest, BudgetTableEndsWithTheSumsThatOfficesLeaveOut) {
  const std::vector<std::string> lines = Lines(Build(SmallOffice()));
  EXPECT_THAT(lines, Contains("3355|Jumlah kegiatan 3355|6.000.000|3.108.500|2.891.500|51,81"));
  EXPECT_THAT(lines, Contains("Jumlah|6.000.000|3.108.500|2.891.500|51,81"));
}

TEST(LakipTest, EqualDataGivesAnEqualDocument) {
  EXPECT_EQ(Build(SmallOffice()), Build(SmallOffice()));
}

TEST(LakipTest, SourceRevisionsAreNotPartOfTheContent) {
  LakipData later = SmallOffice();
  later.sumber = {{.layanan = "planning", .store = "abc", .epoch = 1, .sequence = 99}};
  EXPECT_EQ(Build(SmallOffice()), Build(later));
}

TEST(LakipTest, NamesEveryPartThatIsMissing) {
  LakipData nothing;
  nothing.satker = "6474";
  nothing.tahun = 2017;
  const auto fault = fault::FromStatus(BuildLakip(nothing).status());
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->reason, fault::Reason::kNoData);
  for (const char* part : {"Perjanjian Kinerja", "budget lines", "naskah"}) {
    EXPECT_THAT(fault->english, HasSubstr(part));
  }
  LakipData no_money = SmallOffice();
  no_money.anggaran = {};
  const auto one = fault::FromStatus(BuildLakip(no_money).status());
  ASSERT_TRUE(one.has_value());
  EXPECT_THAT(one->english, HasSubstr("budget lines"));
  EXPECT_THAT(one->english, ::testing::Not(HasSubstr("naskah")));
}

TEST(LakipTest, PlanThatChangedAfterTheCapaianIsRefused) {
  std::vector<LakipData> mixed(6, SmallOffice());
  mixed[0].capaian.clear();
  mixed[1].perjanjian[0].baris[0].target.angka = "11";
  mixed[2].perjanjian[0].baris.pop_back();
  mixed[3].capaian[1].indikator = "satker/6474/indikator/other";
  mixed[4].capaian[0].sasaran = "Worded otherwise";
  mixed[5].indikator[0].kode_output = "3355.010";
  for (const LakipData& data : mixed) {
    const auto fault = fault::FromStatus(BuildLakip(data).status());
    ASSERT_TRUE(fault.has_value());
    EXPECT_EQ(fault->reason, fault::Reason::kCapaianOutdated);
  }
}

TEST(LakipTest, SectionLettersHaveNoGapsWhenNarrativesAreMissing) {
  LakipData data = SmallOffice();
  data.naskah->narasi = {{BagianNarasi::kIsuStrategis, {"Satu."}},
                         {BagianNarasi::kSimpulan, {"Dua."}}};
  std::vector<std::string> letters;
  for (const document::Heading& heading : Headings(Build(data))) {
    if (heading.level == 2 && heading.number.size() == 2 && heading.number[0] >= 'A') {
      letters.push_back(heading.number);
    } else if (heading.level == 1) {
      letters.emplace_back("|");
    }
  }
  std::string all;
  for (const std::string& letter : letters) {
    all += letter;
  }
  EXPECT_EQ(all, "|||A.|A.|A.B.|A.||");
}

TEST(LakipTest, HeadingIdsAreUnique) {
  std::set<std::string> ids;
  for (const document::Heading& heading : Headings(Build(SmallOffice()))) {
    EXPECT_TRUE(ids.insert(heading.id).second) << heading.id;
  }
}

// Offices whose data is thin or odd still get a valid document (BuildLakip validates it).
TEST(LakipTest, OddOfficesStillGetAReport) {
  LakipData no_pagu = SmallOffice();
  no_pagu.anggaran.output = {Money("3355.003", "Laporan", 0, 0)};
  no_pagu.anggaran.total = Money("", "", 0, 0);
  EXPECT_THAT(Lines(Build(no_pagu)), Contains("3355.003|Laporan|0|0|0|–"));

  LakipData unknown_output = SmallOffice();
  unknown_output.capaian[0].kode_output = "9999.999";
  unknown_output.indikator[0].kode_output = "9999.999";
  Build(unknown_output);

  LakipData no_link = SmallOffice();
  no_link.capaian[0].kode_output.clear();
  no_link.indikator[0].kode_output.clear();
  Build(no_link);
}

TEST(LakipTest, ManyKegiatanLeaveThePictureOutAndKeepTheTable) {
  LakipData data = SmallOffice();
  for (int i = 0; i < 30; ++i) {
    data.anggaran.kegiatan.push_back(Money(std::to_string(4000 + i), "Kegiatan", 10, 5));
  }
  const Document document = Build(data);
  for (const document::Block& block : document.blocks) {
    EXPECT_FALSE(std::holds_alternative<document::Chart>(block));
  }
  EXPECT_THAT(Lines(document), Contains("4029|Kegiatan|10|5|5|50,00"));
}

// The picture of the states says what the table above it says; one agreement needs no picture.
TEST(LakipTest, StatusOfSeveralAgreementsIsDrawn) {
  LakipData data = SmallOffice();
  const auto charts = [](const Document& document) {
    std::vector<document::Chart> found;
    for (const document::Block& block : document.blocks) {
      const auto* chart = std::get_if<document::Chart>(&block);
      if (chart != nullptr && chart->kind == document::ChartKind::kStackedBar) {
        found.push_back(*chart);
      }
    }
    return found;
  };
  EXPECT_TRUE(charts(Build(data)).empty());
  Perjanjian hukum = data.perjanjian[0];
  hukum.name = "satker/6474/perjanjianKinerja/2017-hukum";
  hukum.jenis = JenisPerjanjian::kSubBagian;
  hukum.unit_kerja = "Sub Bagian Hukum";
  data.perjanjian.push_back(hukum);
  for (size_t i = 0; i < 2; ++i) {
    Capaian other = data.capaian[i];
    other.perjanjian = hukum.name;
    data.capaian.push_back(other);
  }
  data.rekap = {{.tingkat = TingkatRekap::kPerjanjian, .perjanjian = kPk},
                {.tingkat = TingkatRekap::kPerjanjian, .perjanjian = hukum.name}};
  data.rekap[0].jumlah = 9;
  data.rekap[0].computed = 5;
  data.rekap[0].missing = 4;
  data.rekap[1].jumlah = 6;
  data.rekap[1].no_case = 1;
  data.rekap[1].t_zero = 2;
  data.rekap[1].unit_mismatch = 3;
  const Document document = Build(data);
  const std::vector<document::Chart> found = charts(document);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].categories, (std::vector<std::string>{"Sekretaris", "Sub Bagian Hukum"}));
  const int64_t counts[][2] = {{5, 0}, {0, 1}, {4, 0}, {0, 5}};
  ASSERT_EQ(found[0].series.size(), 4U);
  for (size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(found[0].series[i].values[0], counts[i][0]) << found[0].series[i].name;
    EXPECT_EQ(found[0].series[i].values[1], counts[i][1]) << found[0].series[i].name;
  }
  EXPECT_THAT(Lines(document), Contains("Perjanjian Kinerja Sub Bagian Hukum|6|0|1|0|5|–|–"));
  EXPECT_TRUE(document::Validate(document).ok());
}

TEST(LakipTest, SeveralSasaranAndAgreementsKeepTheirOwnHeadings) {
  LakipData data = SmallOffice();
  Perjanjian second = data.perjanjian[0];
  second.name = "satker/6474/perjanjianKinerja/2017-sekretaris-2";
  data.perjanjian.push_back(second);
  for (size_t i = 0; i < 2; ++i) {
    Capaian other = data.capaian[i];
    other.perjanjian = second.name;
    data.capaian.push_back(other);
  }
  std::set<std::string> ids;
  for (const document::Heading& heading : Headings(Build(data))) {
    EXPECT_TRUE(ids.insert(heading.id).second) << heading.id;
  }
}

TEST(LakipTest, NilaiIsPrintedAsWrittenOrWithItsUnit) {
  LakipData data = SmallOffice();
  data.perjanjian[0].baris[0].target = {.teks = "2 Laporan", .angka = "2", .satuan = "Laporan"};
  data.perjanjian[0].baris[1].target = {.teks = "", .angka = "77.5", .satuan = "%"};
  data.capaian[0].target = data.perjanjian[0].baris[0].target;
  data.capaian[1].target = data.perjanjian[0].baris[1].target;
  const std::vector<std::string> lines = Lines(Build(data));
  EXPECT_THAT(lines, Contains(HasSubstr("|Indikator 3355.003|2 Laporan")));
  EXPECT_THAT(lines, Contains(HasSubstr("|Indikator 3355.010|77,5%")));
}

// By arithmetic of our own: {8906, 2} prints as "89,06", {1500000, 0} as "1.500.000".
std::string Printed(const document::Number& number) {
  std::string digits = std::to_string(number.units < 0 ? -number.units : number.units);
  while (digits.size() <= number.decimals) {
    digits.insert(0, "0");
  }
  const size_t whole = digits.size() - number.decimals;
  std::string text;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i == whole) {
      text += ",";
    } else if (i > 0 && i < whole && (whole - i) % 3 == 0) {
      text += ".";
    }
    text += digits[i];
  }
  return (number.units < 0 ? "-" : "") + text + (number.percent ? "%" : "");
}

TEST(LakipTest, ANumberInACellIsExactlyWhatIsPrinted) {
  LakipData data = SmallOffice();
  data.capaian[0].mentah = *ratio::Ratio::FromFraction(328835, 3000);  // 109,61...
  data.anggaran.total = Money("", "", 6000000, 6000001);               // sisa -1
  data.pegawai = {{"status", "PNS", 1400}};
  int numbers = 0;
  for (const Table& table : Tables(Build(data))) {
    for (const document::Row& row : table.rows) {
      for (const document::Cell& cell : row.cells) {
        if (cell.number.has_value()) {
          ++numbers;
          EXPECT_EQ(Printed(*cell.number), cell.text);
        }
        const bool only_digits =
            !cell.text.empty() && cell.text.find_first_not_of("-0123456789") == std::string::npos;
        EXPECT_TRUE(cell.number.has_value() || !only_digits || cell.text == "3355" ||
                    cell.text == "01")
            << cell.text;
      }
    }
  }
  EXPECT_GT(numbers, 40);
}

TEST(LakipTest, ATargetIsANumberOnlyWhereNothingElseIsPrinted) {
  using document::Number;
  struct Case {
    NilaiTeks nilai;
    const char* text;
    std::optional<Number> number;
  };
  const Case cases[] = {
      {{"77,5%", "77.5", "%"}, "77,5%", Number{775, 1, true}},
      {{"77,50%", "77.5", "%"}, "77,50%", Number{7750, 2, true}},
      {{"", "77.5", "%"}, "77,5%", Number{775, 1, true}},
      {{"", "1234.5", ""}, "1.234,5", Number{12345, 1}},
      {{"0", "0", ""}, "0", Number{0, 0}},
      {{"2 Laporan", "2", "Laporan"}, "2 Laporan", {}},
      {{"12", "12", "Bln"}, "12 Bln", {}},
      {{"077", "77", ""}, "077", {}},
      {{"76", "77", ""}, "76", {}},
      {{"", "99999999999999999999", ""}, "99.999.999.999.999.999.999", {}},
      {{"", "", ""}, "–", {}},
  };
  for (const Case& c : cases) {
    const document::Cell cell = NilaiCell(c.nilai);
    EXPECT_EQ(cell.text, c.text);
    EXPECT_EQ(cell.number, c.number) << c.text;
  }
}

TEST(LakipTest, RowsOfOneSasaranStandTogetherWhereverTheyAreInTheAgreement) {
  LakipData data = SmallOffice();
  BarisRencana third = data.perjanjian[0].baris[0];
  third.nomor = 3;
  data.perjanjian[0].baris[1].sasaran = "Lain";
  data.perjanjian[0].baris.push_back(third);
  data.capaian[1].sasaran = "Lain";
  data.capaian.push_back(data.capaian[0]);
  data.capaian[2].nomor = 3;
  int groups = 0;
  for (const document::Heading& heading : Headings(Build(data))) {
    groups += heading.level == 4 ? 1 : 0;
  }
  EXPECT_EQ(groups, 2);
}

TEST(LakipTest, SubtotalsFollowTheRegisterAndNotTheSpellingOfACode) {
  LakipData data = SmallOffice();
  data.kode.push_back({JenisKode::kOutput, "EBA.3355.003", "Laporan", "EBA.3355"});
  data.anggaran.output = {Money("EBA.3355.003", "Laporan", 1000000, 900000)};
  data.anggaran.kegiatan = {Money("EBA.3355", "Administrasi", 1000000, 900000)};
  EXPECT_THAT(Lines(Build(data)),
              Contains("EBA.3355|Jumlah kegiatan EBA.3355|1.000.000|900.000|100.000|90,00"));
}

TEST(LakipTest, StaffOfOneKelompokHasOneSumWithThousandsMarked) {
  LakipData data = SmallOffice();
  data.pegawai = {{"status", "PNS", 1400}, {"golongan", "III", 4}, {"status", "Honor", 9}};
  const std::vector<std::string> lines = Lines(Build(data));
  EXPECT_THAT(lines, Contains("Jumlah|1.409"));
  EXPECT_THAT(lines, Contains("Jumlah|4"));
}

TEST(LakipTest, OlderDataDoesNotBecomeANewerVersion) {
  const Sumber at_7{.layanan = "budget", .store = "a", .epoch = 1, .sequence = 7};
  Sumber other = at_7;
  const auto refused = [&](const Sumber& now) { return !CheckNotOlder({now}, {at_7}).ok(); };
  EXPECT_FALSE(refused(other));
  other.sequence = 8;
  EXPECT_FALSE(refused(other));
  other.sequence = 6;
  EXPECT_TRUE(refused(other));
  other.epoch = 2;  // restored since: numbers of two epochs do not compare
  EXPECT_FALSE(refused(other));
  other = {.layanan = "planning", .store = "a", .epoch = 1, .sequence = 6};
  EXPECT_FALSE(refused(other));
}

TEST(LakipTest, ChaptersWithoutAWordSaySo) {
  int notes = 0;
  for (const document::Block& block : Build(SmallOffice()).blocks) {
    const auto* paragraph = std::get_if<document::Paragraph>(&block);
    notes += paragraph != nullptr && paragraph->spans[0].text == "Bagian ini belum diisi." ? 1 : 0;
  }
  EXPECT_EQ(notes, 3);  // kata pengantar, BAB I, BAB IV
}

}  // namespace
}  // namespace sakip::reporting
