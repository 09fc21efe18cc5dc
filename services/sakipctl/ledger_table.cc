#include "services/sakipctl/ledger.h"

namespace sakip::sakipctl {
namespace {

constexpr Bentuk kRupiah = Bentuk::kRupiah;
constexpr Bentuk kId = Bentuk::kId;

Bagian Baris(const std::string& field, const std::vector<Kolom>& total) {
  return {.judul = "",
          .field = field,
          .kolom = {{"Kode", "kode"},
                    {"Uraian", "uraian"},
                    {"Pagu (Rp)", "pagu", kRupiah},
                    {"s.d. bulan lalu (Rp)", "realisasi_lalu", kRupiah},
                    {"Bulan ini (Rp)", "realisasi_bulan", kRupiah},
                    {"s.d. bulan ini (Rp)", "realisasi_sampai", kRupiah},
                    {"Sisa (Rp)", "sisa", kRupiah},
                    {"Serapan (%)", "serapan"},
                    {"Komitmen (Rp)", "komitmen", kRupiah},
                    {"Outstanding (Rp)", "outstanding", kRupiah}},
          .total = total};
}

std::vector<Bagian> Lppa(const std::string& field) {
  return {Baris(field + ".baris",
                {{"Jumlah", field + ".total"}, {"Tanpa hibah", field + ".total_tanpa_hibah"}}),
          {.judul = "",
           .field = field,
           .kolom = {{"Tahun", "tahun"},
                     {"Bulan", "bulan"},
                     {"Bulan tutup", "tutup"},
                     {"Dari saldo impor (Rp)", "saldo_impor", kRupiah},
                     {"Sampai transaksi", "nomor"}}}};
}

std::vector<Bagian> Skor() {
  const std::vector<Kolom> langkah = {{"Langkah", "nama"}, {"Rumus", "rumus"}, {"Hasil", "hasil"}};
  return {{.judul = "",
           .field = "skor.komponen",
           .kolom = {{"Komponen", "nama"},
                     {"Bobot", "bobot"},
                     {"Bobot efektif (%)", "bobot_efektif"},
                     {"Nilai", "nilai"},
                     {"Keterangan", "keterangan"}}},
          {.judul = "",
           .field = "skor",
           .kolom = {{"Nilai", "nilai"}, {"Aturan", "rule_set"}, {"Catatan", "catatan"}}},
          {.judul = "Perhitungan komponen",
           .field = "skor.komponen.langkah",
           .kolom = langkah,
           .penjelasan = true},
          {.judul = "Perhitungan nilai",
           .field = "skor.langkah",
           .kolom = langkah,
           .penjelasan = true}};
}

Bagian Rincian(const std::string& judul, const std::string& field) {
  return {.judul = judul,
          .field = field,
          .kolom = {{"Pagu", "pagu", kId}, {"Jumlah (Rp)", "jumlah", kRupiah}}};
}

std::vector<Bagian> Tagihan() {
  return {{.judul = "",
           .field = "tagihan",
           .kolom = {{"Tagihan", "name", kId},
                     {"Jenis", "jenis"},
                     {"Uraian", "uraian"},
                     {"Status", "status"},
                     {"Jumlah (Rp)", "jumlah", kRupiah},
                     {"Potongan (Rp)", "potongan", kRupiah},
                     {"Komitmen", "komitmen", kId},
                     {"Berlaku sampai", "berlaku_sampai"},
                     {"Etag", "etag"}}},
          Rincian("Rincian", "tagihan.rincian"),
          Rincian("Dibayar", "tagihan.dibayar"),
          {.judul = "Langkah",
           .field = "tagihan.langkah",
           .kolom = {{"Status", "status"},
                     {"Tanggal", "tanggal"},
                     {"Nomor", "nomor"},
                     {"Oleh", "oleh"},
                     {"Alasan", "alasan"},
                     {"Transaksi", "transaksi"}}}};
}

std::vector<Kolom> KolomKomitmen() {
  return {{"Komitmen", "name", kId}, {"Nomor kontrak", "nomor_kontrak"}, {"Uraian", "uraian"},
          {"Tanggal", "tanggal"},    {"Berakhir", "berakhir"},           {"Status", "status"},
          {"Pencatat", "pencatat"},  {"Transaksi", "transaksi"}};
}

std::vector<Bagian> Komitmen() {
  return {{.judul = "", .field = "komitmen", .kolom = KolomKomitmen()},
          Rincian("Rincian", "komitmen.rincian"),
          Rincian("Sisa", "komitmen.sisa")};
}

std::vector<Kolom> KolomRevisi() {
  return {{"Revisi", "name", kId}, {"Nomor", "nomor"},           {"Tanggal", "tanggal"},
          {"Jenis", "jenis"},      {"Kewenangan", "kewenangan"}, {"Kode", "kode"},
          {"Status", "status"},    {"Pengusul", "pengusul"},     {"Pemutus", "pemutus"},
          {"Alasan", "alasan"}};
}

Bagian Rencana(const std::string& field) {
  return {.judul = "Halaman III",
          .field = field,
          .kolom = {{"Bulan", "bulan"},
                    {"Jenis belanja", "jenis_belanja"},
                    {"Rencana (Rp)", "jumlah", kRupiah}}};
}

std::vector<Bagian> Revisi() {
  return {
      {.judul = "", .field = "revisi", .kolom = KolomRevisi()},
      {.judul = "Baris",
       .field = "revisi.baris",
       .kolom = {{"Pagu", "name", kId}, {"Uraian", "uraian"}, {"Jumlah (Rp)", "jumlah", kRupiah}}},
      Rencana("revisi.rencana")};
}

std::vector<Kolom> KolomKoreksi() {
  return {{"Koreksi", "name", kId}, {"Transaksi yang dikoreksi", "acuan"},
          {"Tanggal", "tanggal"},   {"Status", "status"},
          {"Pengusul", "pengusul"}, {"Pemutus", "pemutus"},
          {"Pembalik", "pembalik"}, {"Pengganti", "transaksi"},
          {"Alasan", "alasan"}};
}

std::vector<Bagian> Koreksi() {
  return {{.judul = "", .field = "koreksi", .kolom = KolomKoreksi()},
          Rincian("Pengganti", "koreksi.pengganti")};
}

std::vector<Kolom> KolomSetoran() {
  return {{"Setoran", "name", kId},    {"Jenis", "jenis"},
          {"Tanggal", "tanggal"},      {"Bukti", "nomor_bukti"},
          {"Dari transaksi", "acuan"}, {"Jumlah (Rp)", "jumlah", kRupiah},
          {"Transaksi", "transaksi"},  {"Keterangan", "keterangan"}};
}

std::vector<Bagian> Periode(const std::string& field) {
  return {{.judul = "", .field = field, .kolom = {{"Bulan", "bulan"}, {"Status", "status"}}},
          {.judul = "Riwayat",
           .field = field + ".akta",
           .kolom = {{"Menjadi", "menjadi"},
                     {"Tanggal", "tanggal"},
                     {"Oleh", "oleh"},
                     {"Realisasi bulan (Rp)", "neraca.realisasi_bulan", kRupiah},
                     {"Realisasi sampai (Rp)", "neraca.realisasi_sampai", kRupiah},
                     {"Tersedia (Rp)", "neraca.tersedia", kRupiah},
                     {"Sampai transaksi", "neraca.nomor"},
                     {"Alasan", "alasan"}}}};
}

std::vector<Bagian> Pembukaan() {
  return {{.judul = "",
           .field = "pembukaan",
           .kolom = {{"Pembukaan", "name", kId},
                     {"Bulan", "bulan"},
                     {"Status", "status"},
                     {"Pengusul", "pengusul"},
                     {"Pemutus", "pemutus"},
                     {"Alasan", "alasan"}}}};
}

Bagian Selisih(const std::string& field) {
  return {.judul = "",
          .field = field,
          .kolom = {{"Pagu", "pagu", kId},
                    {"Sumber", "sumber"},
                    {"Di sini (Rp)", "di_sini", kRupiah},
                    {"Di sana (Rp)", "di_sana", kRupiah},
                    {"Selisih (Rp)", "selisih", kRupiah},
                    {"Status", "status"},
                    {"Sejak", "sejak"},
                    {"Umur (hari)", "umur"},
                    {"Penjelasan", "penjelasan"}}};
}

void AddLaporan(std::vector<Perintah>* daftar) {
  const std::string laporan = "LaporanAnggaranService/";
  daftar->push_back({"lppa", "", laporan + "GetLppa",
                     "LPPA of a month, cumulative, by line or group", Lppa("lppa")});
  daftar->push_back({"lra", "", laporan + "GetLra", "LRA of the year or up to a day", Lppa("lra")});
  daftar->push_back({"kartu",
                     "",
                     laporan + "ListKartu",
                     "kartu pengawasan of a line: each entry, with what was free before and after",
                     {{.judul = "",
                       .field = "baris",
                       .kolom = {{"No", "transaksi.nomor"},
                                 {"Tanggal", "transaksi.tanggal"},
                                 {"Jenis", "transaksi.jenis"},
                                 {"Dokumen", "transaksi.dokumen", kId},
                                 {"Pagu (Rp)", "sesudah.pagu", kRupiah},
                                 {"Komitmen (Rp)", "sesudah.komitmen", kRupiah},
                                 {"SPP (Rp)", "sesudah.spp", kRupiah},
                                 {"SPM (Rp)", "sesudah.spm", kRupiah},
                                 {"Realisasi (Rp)", "sesudah.realisasi", kRupiah},
                                 {"Tersedia sebelum (Rp)", "sebelum.tersedia", kRupiah},
                                 {"Tersedia (Rp)", "sesudah.tersedia", kRupiah}}}}});
  daftar->push_back({"outstanding",
                     "",
                     laporan + "ListOutstanding",
                     "unfinished bills and contracts, the oldest first",
                     {{.judul = "",
                       .field = "baris",
                       .kolom = {{"Dokumen", "name", kId},
                                 {"Status", "status"},
                                 {"Nomor", "nomor"},
                                 {"Sejak", "sejak"},
                                 {"Umur (hari)", "umur"},
                                 {"Jumlah (Rp)", "jumlah", kRupiah},
                                 {"Batas", "batas"},
                                 {"Terlambat", "terlambat"}}}}});
  daftar->push_back({"pengecualian",
                     "",
                     laporan + "ListPengecualian",
                     "what an inspector should look at, with the entries behind it",
                     {{.judul = "",
                       .field = "pengecualian",
                       .kolom = {{"Jenis", "jenis"},
                                 {"Tentang", "name", kId},
                                 {"Uraian", "uraian"},
                                 {"Transaksi", "transaksi"},
                                 {"Pelaku", "pelaku"},
                                 {"Tanggal", "tanggal"},
                                 {"Jumlah (Rp)", "jumlah", kRupiah}}}}});
  daftar->push_back({"penarikan",
                     "",
                     laporan + "GetPenarikan",
                     "realisasi against halaman III by month and jenis belanja",
                     {{.judul = "",
                       .field = "baris",
                       .kolom = {{"Bulan", "bulan"},
                                 {"Jenis belanja", "jenis_belanja"},
                                 {"Rencana (Rp)", "rencana", kRupiah},
                                 {"Realisasi (Rp)", "realisasi", kRupiah},
                                 {"Selisih (Rp)", "selisih", kRupiah},
                                 {"Deviasi (%)", "deviasi"},
                                 {"Rencana kumulatif (Rp)", "rencana_kumulatif", kRupiah},
                                 {"Realisasi kumulatif (Rp)", "realisasi_kumulatif", kRupiah}}}}});
}

void AddPerbandingan(std::vector<Perintah>* daftar) {
  const std::string laporan = "LaporanAnggaranService/";
  daftar->push_back({"perbandingan",
                     "",
                     laporan + "GetPerbandingan",
                     "two years over the crosswalk of codes",
                     {{.judul = "",
                       .field = "baris",
                       .kolom = {{"Kode", "kode"},
                                 {"Kode awal", "kode_awal"},
                                 {"Uraian", "uraian"},
                                 {"Pagu awal (Rp)", "pagu_awal", kRupiah},
                                 {"Realisasi awal (Rp)", "realisasi_awal", kRupiah},
                                 {"Serapan awal (%)", "serapan_awal"},
                                 {"Pagu (Rp)", "pagu", kRupiah},
                                 {"Realisasi (Rp)", "realisasi", kRupiah},
                                 {"Serapan (%)", "serapan"}}}}});
  daftar->push_back({"rekonsiliasi",
                     "",
                     laporan + "GetRekonsiliasi",
                     "lines that differ from the POK, the SP2D list or the LPPA as sent",
                     {Selisih("selisih")}});
  daftar->push_back({"rekonsiliasi",
                     "pembanding",
                     laporan + "PutPembanding",
                     "keeps the figures of another system; --data: {\"pembanding\": [...]}",
                     {{.judul = "", .field = "", .kolom = {{"Baris yang berbeda", "selisih"}}}}});
  daftar->push_back({"rekonsiliasi",
                     "jelaskan",
                     laporan + "ExplainSelisih",
                     "says why a line differs",
                     {Selisih("selisih")}});
  daftar->push_back({"ikpa", "", laporan + "GetIkpa",
                     "IKPA up to a month; --data: {\"nilai_luar\": {...}}; --explain: each step",
                     Skor()});
  daftar->push_back({"nka", "", laporan + "GetNka",
                     "NKA of the year; --data: {\"capaian\": [...]}; --explain: each step",
                     Skor()});
}

void AddTagihan(std::vector<Perintah>* daftar) {
  const std::string bayar = "PembayaranService/";
  const auto add = [&](const char* verb, const char* method, const char* help) {
    daftar->push_back({"tagihan", verb, bayar + method, help, Tagihan()});
  };
  add("create", "CreateTagihan", "enters a bill, which reserves nothing yet");
  add("spp", "IssueSpp", "the PPK asks for payment: its amounts are reserved");
  add("uji", "TestSpp", "the PPSPM tested the papers");
  add("spm", "IssueSpm", "the PPSPM orders payment");
  add("kirim", "SendSpm", "the order goes to the paying office");
  add("sp2d", "RecordSp2d", "paid; --tanggal-buku where the month of --tanggal is closed");
  add("tolak", "RejectTagihan", "refused or withdrawn: the reservation is given back");
  add("show", "GetTagihan", "one bill with its steps");
  daftar->push_back({"tagihan",
                     "list",
                     bayar + "ListTagihan",
                     "the bills of a year",
                     {{.judul = "",
                       .field = "tagihan",
                       .kolom = {{"Tagihan", "name", kId},
                                 {"Jenis", "jenis"},
                                 {"Uraian", "uraian"},
                                 {"Jumlah (Rp)", "jumlah", kRupiah},
                                 {"Status", "status"}}}}});
  daftar->push_back({"tagihan",
                     "lepas-kedaluwarsa",
                     bayar + "ReleaseExpired",
                     "gives back what bills and contracts past their last day reserve; every night",
                     {{.judul = "", .field = "", .kolom = {{"Dilepas", "dilepas", kId}}}}});
}

void AddDokumen(std::vector<Perintah>* daftar) {
  const std::string bayar = "PembayaranService/";
  const std::string dipa = "DipaService/";
  const auto add = [&](const char* noun, const char* verb, const std::string& method,
                       const char* help, std::vector<Bagian> tampilan) {
    daftar->push_back({noun, verb, method, help, std::move(tampilan)});
  };
  const auto list = [](const char* field, std::vector<Kolom> kolom) {
    return std::vector<Bagian>{{.judul = "", .field = field, .kolom = std::move(kolom)}};
  };
  add("komitmen", "create", bayar + "CreateKomitmen", "binds money for a contract", Komitmen());
  add("komitmen", "lepas", bayar + "ReleaseKomitmen", "gives back what is in no bill", Komitmen());
  add("komitmen", "show", bayar + "GetKomitmen", "one contract", Komitmen());
  add("komitmen", "list", bayar + "ListKomitmen", "the contracts of a year",
      list("komitmen", KolomKomitmen()));
  add("setoran", "post", bayar + "PostSetoran", "money that came back, or a retur paid again",
      list("setoran", KolomSetoran()));
  add("setoran", "list", bayar + "ListSetoran", "the receipts of a year",
      list("setoran", KolomSetoran()));
  add("koreksi", "propose", bayar + "ProposeKoreksi", "asks to undo a transaction and replace it",
      Koreksi());
  add("koreksi", "decide", bayar + "DecideKoreksi", "approves or rejects; another person",
      Koreksi());
  add("koreksi", "list", bayar + "ListKoreksi", "the corrections of a year",
      list("koreksi", KolomKoreksi()));
  add("revisi", "propose", dipa + "ProposeRevisi", "proposes a version of the year's budget",
      Revisi());
  add("revisi", "decide", dipa + "DecideRevisi", "approves or rejects; another person", Revisi());
  add("revisi", "show", dipa + "GetRevisi", "one revision with its lines", Revisi());
  add("revisi", "list", dipa + "ListRevisi", "the revisions of a year",
      list("revisi", KolomRevisi()));
  add("revisi", "halaman-iii", dipa + "GetRencanaPenarikan", "halaman III in force on a day",
      {Rencana("rencana")});
  add("padanan", "import", dipa + "ImportPadanan",
      "rows of the crosswalk; --data: {\"padanan\": [...]}",
      list("", {{"Baris baru", "padanan_added"}}));
  add("padanan", "list", dipa + "ListPadanan", "the crosswalk, by old code",
      list("padanan", {{"Lama", "lama"}, {"Baru", "baru"}, {"Keterangan", "keterangan"}}));
}

void AddPembukuan(std::vector<Perintah>* daftar) {
  const std::string buku = "PembukuanService/";
  daftar->push_back(
      {"periode", "", buku + "ListPeriode", "the twelve months of a year", Periode("periode")});
  daftar->push_back({"periode", "tutup", buku + "ClosePeriode",
                     "closes a month with the treasurer's book closing", Periode("periode")});
  daftar->push_back({"periode", "buka", buku + "ProposePembukaan",
                     "asks for the last closed month to be reopened", Pembukaan()});
  daftar->push_back({"periode", "putuskan", buku + "DecidePembukaan",
                     "the KPA reopens it or turns the request down", Pembukaan()});
  daftar->push_back(
      {"rantai",
       "",
       buku + "GetRantai",
       "digest of the journal; kept elsewhere, it proves the journal later",
       {{.judul = "",
         .field = "",
         .kolom = {{"Transaksi", "nomor"}, {"Waktu", "waktu"}, {"Rantai", "rantai"}}}}});
}

}  // namespace

const std::vector<Perintah>& DaftarPerintah() {
  static const auto& daftar = *[] {
    auto* made = new std::vector<Perintah>;
    AddLaporan(made);
    AddPerbandingan(made);
    AddTagihan(made);
    AddDokumen(made);
    AddPembukuan(made);
    return made;
  }();
  return daftar;
}

}  // namespace sakip::sakipctl
