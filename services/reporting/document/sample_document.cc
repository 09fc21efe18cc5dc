#include "services/reporting/document/sample_document.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "services/reporting/document/chart.h"

namespace sakip::document {
namespace {

struct Output {
  const char* code;
  const char* name;
  std::int64_t pagu;
  std::int64_t realisasi;
};

constexpr Output kOutputs[] = {
    {"3355.003", "Laporan Sistem Akuntansi dan Pelaporan Keuangan Pemilu", 27404000, 27355950},
    {"3355.007", "Laporan Pertanggungjawaban Penggunaan Anggaran (LPPA)", 8371000, 7458250},
    {"3355.994", "Layanan Perkantoran", 1963169000, 1699290405},
    {"3356.008", "Data Kebutuhan dan Anggaran Logistik Pemilu/Pemilihan", 9532000, 8172800},
    {"3356.011", "Inventarisasi Logistik Pemilu", 16966000, 14764300},
    {"3357.001", "Dokumen Perencanaan Anggaran", 21417000, 20898500},
    {"3357.003", "Layanan Operasional dan Pelayanan TI", 76092000, 70746500},
    {"3357.010", "Dokumen Pemutakhiran Data Pemilih", 21942000, 15755100},
    {"3357.026", "Analisis Capaian Kinerja", 7248000, 4455700},
    {"3360.009", "Laporan Persediaan (Stock Opname)", 4100000, 4100000},
    {"3360.013", "Pengelolaan dan Penerapan Kearsipan", 11309000, 10697500},
    {"3360.994", "Layanan Perkantoran", 441784000, 441708250},
    {"3361.004", "Laporan Hasil Evaluasi LAKIP", 5724000, 5724000},
    {"3361.005", "Laporan Hasil Reviu Laporan Keuangan", 6524000, 6499200},
    {"3362.006", "Peralatan dan Fasilitas Perkantoran", 10000000, 9735000},
    {"3363.010", "Advokasi dan Sengketa Hukum", 5000000, 2208500},
    {"3363.011", "Layanan Administrasi Kepemiluan", 536452000, 464652150},
    {"3363.013", "Penyuluhan Peraturan Perundang-undangan Pemilu dan Pemilukada", 2300000, 2300000},
    {"3364.003", "Sosialisasi Penyelenggaraan Pemilu", 36550000, 34887600},
    {"3364.027", "Pembentukan PPID", 5726000, 5260332},
    {"3364.029", "Dokumen Daerah Pemilihan", 179102000, 159192400},
    {"3364.032", "Pusat Pendidikan Pemilih", 115100000, 111661943},
};

struct Kegiatan {
  const char* code;
  const char* name;
};
constexpr Kegiatan kKegiatan[] = {
    {"3355", "Pelaksanaan akuntabilitas pengelolaan administrasi keuangan"},
    {"3356",
     "Pengelolaan data, dokumentasi, pengadaan, pendistribusian, dan inventarisasi sarana "
     "dan prasarana pemilu"},
    {"3357", "Pelaksanaan manajemen perencanaan dan data"},
    {"3360", "Penyelenggaraan operasional dan pemeliharaan perkantoran"},
    {"3361", "Pemeriksaan, pengawasan, dan evaluasi"},
    {"3362", "Penyediaan peralatan dan fasilitas perkantoran"},
    {"3363", "Penyiapan penyusunan rancangan peraturan KPU, advokasi, dan penyuluhan"},
    {"3364", "Fasilitasi pelaksanaan tahapan pemilu dan pendidikan pemilih"},
};

constexpr const char* kLong =
    "Penyelenggaraan pemerintahan yang baik menuntut pertanggungjawaban atas setiap sumber daya "
    "yang dipercayakan kepada negara. Laporan Kinerja ini disusun sebagai wujud akuntabilitas "
    "Sekretariat Komisi Pemilihan Umum Kota Bontang atas pelaksanaan tugas dan fungsi selama tahun "
    "anggaran 2017, dengan membandingkan target dalam Perjanjian Kinerja dan realisasi yang "
    "dicapai "
    "pada akhir tahun. Penyusunannya berpedoman pada Peraturan Presiden Nomor 29 Tahun 2014 "
    "tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah.";
constexpr const char* kShort =
    "Seluruh data bersumber dari laporan bulanan sub bagian yang telah diverifikasi dan dapat "
    "ditelusuri sampai ke dokumen pendukungnya.";

std::string Rupiah(std::int64_t value) {
  return FormatScaled(value, 1, 0);
}
Cell RupiahCell(std::int64_t value) {
  return {.text = Rupiah(value), .number = Number{.units = value}};
}
Cell PercentCell(std::int64_t part, std::int64_t whole) {
  const std::int64_t units = (part * 20000 + whole) / (2 * whole);  // none is below zero here
  return {.text = FormatScaled(part * 100, whole, 2) + "%",
          .number = Number{.units = units, .decimals = 2, .percent = true}};
}

Paragraph Body(std::string text) {
  return {.spans = {{std::move(text)}}};
}
Paragraph Item(std::string marker, std::string text, std::uint8_t depth = 0) {
  return {.spans = {{std::move(text)}},
          .style = ParagraphStyle::kListItem,
          .marker = std::move(marker),
          .depth = depth};
}

Table BudgetTable() {
  Table table{.caption = {"Tabel 3.2", "Pagu dan realisasi anggaran menurut output, 2017 (rupiah)"},
              .columns = {{6, Align::kCenter},
                          {14, Align::kLeft},
                          {46, Align::kLeft},
                          {22, Align::kRight},
                          {22, Align::kRight},
                          {20, Align::kRight},
                          {13, Align::kRight}},
              .header = {{.cells = {{.text = "No"},
                                    {.text = "Kode"},
                                    {.text = "Output"},
                                    {.text = "Pagu"},
                                    {.text = "Realisasi"},
                                    {.text = "Sisa"},
                                    {.text = "Serapan"}}}}};
  std::int64_t pagu = 0;
  std::int64_t realisasi = 0;
  std::string kegiatan;
  int number = 0;
  for (const Output& output : kOutputs) {
    const std::string code = std::string(output.code).substr(0, 4);
    if (code != kegiatan) {
      kegiatan = code;
      for (const Kegiatan& k : kKegiatan) {
        if (code == k.code) {
          table.rows.push_back(
              {RowKind::kGroup,
               {{.text = code + "  " + k.name, .align = Align::kLeft, .col_span = 7}}});
        }
      }
    }
    table.rows.push_back({.cells = {{.text = std::to_string(++number)},
                                    {.text = output.code},
                                    {.text = output.name},
                                    RupiahCell(output.pagu),
                                    RupiahCell(output.realisasi),
                                    RupiahCell(output.pagu - output.realisasi),
                                    PercentCell(output.realisasi, output.pagu)}});
    pagu += output.pagu;
    realisasi += output.realisasi;
  }
  table.rows.push_back({RowKind::kTotal,
                        {{.text = "Jumlah", .align = Align::kLeft, .col_span = 3},
                         RupiahCell(pagu),
                         RupiahCell(realisasi),
                         RupiahCell(pagu - realisasi),
                         PercentCell(realisasi, pagu)}});
  return table;
}

Chart BudgetChart() {
  Chart chart{.caption = {"Gambar 3.1", "Pagu dan realisasi anggaran menurut kegiatan, 2017"},
              .unit = "juta rupiah",
              .divisor = 1000000,
              .decimals = 1,
              .alt = "Diagram batang pagu dan realisasi delapan kegiatan tahun 2017"};
  Series pagu{"Pagu", {}};
  Series realisasi{"Realisasi", {}};
  for (const Kegiatan& kegiatan : kKegiatan) {
    std::int64_t sums[2] = {};
    for (const Output& output : kOutputs) {
      if (std::string_view(output.code).substr(0, 4) == kegiatan.code) {
        sums[0] += output.pagu;
        sums[1] += output.realisasi;
      }
    }
    chart.categories.push_back(std::string(kegiatan.code) + " " + kegiatan.name);
    pagu.values.emplace_back(sums[0]);
    realisasi.values.emplace_back(sums[1]);
  }
  chart.series = {pagu, realisasi};
  return chart;
}

// Cumulative spending of the year, as the months' figures are drawn.
Chart SerapanChart() {
  constexpr std::int64_t kPagu = 3511812000;
  Chart chart{.kind = ChartKind::kSerapanCurve,
              .caption = {"Gambar 3.2", "Serapan anggaran kumulatif menurut bulan, 2017"},
              .unit = "juta rupiah",
              .divisor = 1000000,
              .decimals = 1,
              .categories = {"Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt",
                             "Nov", "Des"},
              .series = {{"Realisasi", {}}, {"Rencana", {}}},
              .alt = "Kurva serapan anggaran: 89,06 persen pada akhir tahun",
              .reference = kPagu,
              .reference_label = "Pagu"};
  constexpr std::int64_t kThousandths[] = {21, 68, 131, 214, 302, 411, 470, 548, 629, 716, 803};
  for (const std::int64_t share : kThousandths) {
    chart.series[0].values.emplace_back(kPagu / 1000 * share);
  }
  chart.series[0].values.emplace_back(3127524380);
  for (std::int64_t month = 1; month <= 12; ++month) {
    chart.series[1].values.emplace_back(kPagu / 12 * month);
  }
  return chart;
}

Chart TrendChart() {
  return {.kind = ChartKind::kLine,
          .caption = {"Gambar 3.3", "Serapan anggaran menurut tahun"},
          .unit = "persen",
          .divisor = 100,
          .decimals = 2,
          .categories = {"2013", "2014", "2015", "2016", "2017"},
          .series = {{"Kota Bontang", {9120, 9344, std::nullopt, 8712, 8906}},
                     {"Rata-rata provinsi", {8855, 9010, 9102, 8890, 8973}}},
          .alt = "Serapan lima tahun; tahun 2015 tanpa data",
          .reference = 9000,
          .reference_label = "Target"};
}

Chart StatusChart() {
  return {
      .kind = ChartKind::kStackedBar,
      .caption = {"Gambar 3.4", "Status pengukuran indikator menurut perjanjian kinerja"},
      .unit = "jumlah indikator",
      .categories = {"Ketua", "Sekretaris"},
      .series = {{"Dihitung", {1, 21}}, {"Tanpa kasus", {0, 2}}, {"Belum ada realisasi", {15, 0}}},
      .alt = "Status pengukuran dua perjanjian kinerja"};
}

Table MeasurementTable() {
  Table table{.caption = {"Tabel 3.1", "Capaian indikator kinerja, 2017"},
              .columns = {{30, Align::kLeft},
                          {40, Align::kLeft},
                          {14, Align::kRight},
                          {14, Align::kRight},
                          {16, Align::kRight}},
              .header = {{.cells = {{.text = "Sasaran"},
                                    {.text = "Indikator kinerja"},
                                    {.text = "Target"},
                                    {.text = "Realisasi"},
                                    {.text = "Capaian"}}}}};
  const char* sasaran[] = {"Terwujudnya perencanaan program dan anggaran yang berkualitas",
                           "Tersedianya data, informasi, dan sarana teknologi informasi",
                           "Meningkatnya kapasitas penyelenggara pemilu/pemilihan"};
  for (int i = 0; i < 9; ++i) {
    const bool no_case = i == 7;
    table.rows.push_back(
        {.cells = {{.text = sasaran[i / 3], .merge_above = i % 3 != 0},
                   {.text = no_case ? "Persentase sengketa hukum yang dimenangkan KPU"
                                    : "Persentase laporan monitoring dan evaluasi yang akuntabel "
                                      "dan tepat waktu"},
                   {.text = no_case ? "86%" : "77,5%"},
                   {.text = no_case ? "–" : "85%"},
                   {.text = no_case ? "tidak ada kasus" : "109,68%"}}});
  }
  return table;
}

Table ActionPlan() {
  Table table{.caption = {"Tabel L3.1", "Rencana aksi atas Perjanjian Kinerja, 2017"},
              .landscape = true,
              .small_text = true};
  table.columns = {{24}, {26}, {11}, {34}};
  Row top{.cells = {{.text = "Sasaran kegiatan", .row_span = 2},
                    {.text = "Indikator kinerja", .row_span = 2},
                    {.text = "Target", .row_span = 2},
                    {.text = "Kegiatan", .row_span = 2},
                    {.text = "Bulan", .col_span = 12},
                    {.text = "Pelaksana", .row_span = 2}}};
  Row months;
  for (int month = 1; month <= 12; ++month) {
    table.columns.push_back({4, Align::kCenter});
    months.cells.push_back({.text = "B" + std::to_string(month)});
  }
  table.columns.push_back({10, Align::kCenter});
  table.header = {top, months};
  const std::array<const char*, 3> names[] = {
      {"Terselesaikannya permasalahan pengelolaan keuangan",
       "Jumlah laporan pelaksanaan sistem akuntansi dan pelaporan keuangan yang tepat waktu",
       "1 laporan"},
      {"Terlaksananya layanan perkantoran",
       "Persentase ketepatan pembayaran gaji, honor, dan tunjangan pegawai", "12 bulan layanan"},
      {"Tersusunnya perencanaan kebutuhan logistik, pedoman, dan evaluasi manajemen logistik "
       "pemilu",
       "Persentase tercapainya pengelolaan logistik pemilu yang berkualitas", "1 dokumen"},
      {"Meningkatnya akuntabilitas penatausahaan barang milik negara",
       "Persentase pengadministrasian BMN dalam aplikasi SIMAK", "3 dokumen"}};
  const char* activities[] = {"a. Pembayaran gaji dan tunjangan PNS", "b. Pembayaran uang makan",
                              "c. Rakor perencanaan kebutuhan dan anggaran logistik pemilu",
                              "d. Penatausahaan BMN", "e. Penyusunan laporan"};
  for (int i = 0; i < 41; ++i) {
    const auto& name = names[(i / 4) % 4];
    const bool merged = i % 4 != 0;
    Row row{.cells = {{.text = name[0], .merge_above = merged},
                      {.text = name[1], .merge_above = merged},
                      {.text = name[2], .merge_above = merged},
                      {.text = activities[i % 5]}}};
    for (int month = 0; month < 12; ++month) {
      row.cells.push_back({.text = (i + month) % 3 == 0 || i % 4 == 0 ? "√" : ""});
    }
    row.cells.push_back({.text = i % 2 == 0 ? "KUL" : "PROGDAT"});
    table.rows.push_back(std::move(row));
  }
  return table;
}

void AddFront(std::vector<Block>& b) {
  b.emplace_back(Cover{.institution = {"SEKRETARIAT", "KOMISI PEMILIHAN UMUM", "KOTA BONTANG"},
                       .title = "LAPORAN KINERJA",
                       .subtitle = "Laporan Akuntabilitas Kinerja Instansi Pemerintah",
                       .year = "TAHUN 2017",
                       .imprint = {"Bontang, 2 Februari 2018"}});
  b.emplace_back(PageBreak{Numbering::kRoman});
  b.emplace_back(Heading{1, "", "KATA PENGANTAR", "kata-pengantar"});
  for (int i = 0; i < 3; ++i) {
    b.emplace_back(Body(kLong));
  }
  b.emplace_back(Body(kShort));
  b.emplace_back(
      Signatures{{{{"Bontang, 2 Februari 2018", "Sekretaris KPU Kota Bontang,"}, "", {"NIP"}}}});
  b.emplace_back(Heading{1, "", "IKHTISAR EKSEKUTIF", "ikhtisar"});
  b.emplace_back(Body(kLong));
  b.emplace_back(
      Paragraph{.spans = {{"Dari pagu sebesar "},
                          {"Rp3.511.812.000", true},
                          {" telah direalisasikan "},
                          {"Rp3.127.524.380", true},
                          {" atau 89,06 persen. Istilah "},
                          {"outcome", false, true},
                          {" dipakai dalam arti hasil yang dirasakan penerima manfaat."}}});
  b.emplace_back(Contents{.title = "DAFTAR ISI", .depth = 3});
}

void AddChapters(std::vector<Block>& b) {
  b.emplace_back(PageBreak{Numbering::kArabic});
  b.emplace_back(Heading{1, "BAB I", "PENDAHULUAN", "bab-1"});
  b.emplace_back(Heading{2, "A.", "Latar Belakang", "bab-1-a"});
  b.emplace_back(Body(kLong));
  b.emplace_back(Body(kShort));
  b.emplace_back(Heading{2, "B.", "Maksud dan Tujuan", "bab-1-b"});
  b.emplace_back(Body("Laporan ini disusun dengan maksud dan tujuan sebagai berikut:"));
  b.emplace_back(Item("1.",
                      "Memberikan gambaran tentang capaian kinerja kepada pemangku kepentingan "
                      "secara terbuka dan terukur;"));
  b.emplace_back(Item("a.", "menurut sasaran strategis; dan", 1));
  b.emplace_back(Item("b.", "menurut kegiatan dan output yang dibiayai DIPA.", 1));
  b.emplace_back(Item("2.", "Menjadi bahan perbaikan perencanaan tahun berikutnya."));
  b.emplace_back(Heading{2, "C.", "Isu Strategis", "bab-1-c"});
  for (int i = 0; i < 4; ++i) {
    b.emplace_back(Body(kLong));
  }
  b.emplace_back(Heading{1, "BAB II", "PERENCANAAN KINERJA", "bab-2"});
  b.emplace_back(Heading{2, "A.", "Rencana Strategis", "bab-2-a"});
  b.emplace_back(Body(kLong));
  b.emplace_back(Heading{3, "1.", "Visi dan Misi", "bab-2-a-1"});
  b.emplace_back(Body(kShort));
  b.emplace_back(Heading{4, "a.", "Misi", "bab-2-a-1-a"});
  b.emplace_back(Body(kShort));
  b.emplace_back(Heading{1, "BAB III", "AKUNTABILITAS KINERJA", "bab-3"});
  b.emplace_back(Heading{2, "A.", "Capaian Kinerja Organisasi", "bab-3-a"});
  b.emplace_back(Body(kLong));
  b.emplace_back(MeasurementTable());
  b.emplace_back(Paragraph{.spans = {{"Keterangan: capaian di atas 120 persen dihitung 120 persen. "
                                      "Indikator tanpa kasus tidak ikut dirata-ratakan."}},
                           .style = ParagraphStyle::kNote});
  b.emplace_back(Heading{2, "B.", "Realisasi Anggaran", "bab-3-b"});
  b.emplace_back(Body(kLong));
  b.emplace_back(BudgetTable());
  b.emplace_back(Paragraph{.spans = {{"Sumber: saldo impor tahun anggaran 2017."}},
                           .style = ParagraphStyle::kNote});
  b.emplace_back(
      Body("Perbandingan pagu dan realisasi menurut kegiatan disajikan pada Gambar 3.1."));
  b.emplace_back(BudgetChart());
  b.emplace_back(SerapanChart());
  b.emplace_back(TrendChart());
  b.emplace_back(StatusChart());
  b.emplace_back(Heading{1, "BAB IV", "PENUTUP", "bab-4"});
  b.emplace_back(Body(kLong));
}

void AddAnnexes(std::vector<Block>& b) {
  b.emplace_back(Heading{1, "LAMPIRAN 1", "PERJANJIAN KINERJA TAHUN 2017", "lampiran-1"});
  b.emplace_back(
      Paragraph{.spans = {{"PERJANJIAN KINERJA TAHUN 2017\nSEKRETARIAT KPU KOTA BONTANG"}},
                .style = ParagraphStyle::kLead});
  b.emplace_back(Body(kLong));
  b.emplace_back(
      Signatures{{{{"Pihak Kedua,", "Ketua KPU Kota Bontang"}, "", {}},
                  {{"Bontang, 31 Januari 2017", "Pihak Pertama,", "Sekretaris"}, "", {"NIP"}}}});
  b.emplace_back(Heading{1, "LAMPIRAN 3", "RENCANA AKSI", "lampiran-3"});
  b.emplace_back(ActionPlan());
  b.emplace_back(Paragraph{.spans = {{"KUL: Sub Bagian Keuangan, Umum, dan Logistik."}},
                           .style = ParagraphStyle::kNote});
}

}  // namespace

Document SampleDocument() {
  Document document{.title = "Laporan Kinerja Sekretariat KPU Kota Bontang Tahun 2017",
                    .language = "id",
                    .author = "Sekretariat Komisi Pemilihan Umum Kota Bontang",
                    .running_head = "Laporan Kinerja Sekretariat KPU Kota Bontang Tahun 2017",
                    .date = "2018-02-02"};
  AddFront(document.blocks);
  AddChapters(document.blocks);
  AddAnnexes(document.blocks);
  return document;
}

}  // namespace sakip::document
