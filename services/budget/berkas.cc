#include "services/budget/berkas.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "common/money/money.h"
#include "common/sheet/sheet.h"
#include "common/status/status_macros.h"
#include "services/budget/kode.h"
#include "services/budget/refusals.h"

namespace sakip::budget {
namespace {

using money::Rupiah;
using sheet::Cell;
using sheet::CellType;

constexpr std::string_view kBerkas = "berkas";
constexpr size_t kUraianMax = 400;
constexpr size_t kNomorMax = 100;

// Codes, which every kind has: "kode", or the parts of which the first three are needed.
constexpr std::string_view kKode = "kode";
constexpr std::array<std::string_view, 7> kBagianKode = {"program",  "kegiatan",    "output", "ro",
                                                         "komponen", "subkomponen", "akun"};
constexpr size_t kBagianWajib = 3;

// The others of each kind.
struct KolomLain {
  std::vector<std::string_view> wajib;
  std::vector<std::string_view> boleh;
};
KolomLain LainOf(JenisBerkas jenis) {
  switch (jenis) {
    case JenisBerkas::kPok:
      return {{"sumber_dana", "jumlah"}, {"uraian", "lokasi", "kppn"}};
    case JenisBerkas::kSp2d:
      return {{"nomor_sp2d", "tanggal_sp2d", "jumlah"}, {"nomor_spm", "sumber_dana", "keterangan"}};
    case JenisBerkas::kPembanding:
      return {{"jumlah"}, {"sumber_dana"}};
  }
  return {};
}

std::set<std::string, std::less<>> SemuaKolom(JenisBerkas jenis) {
  std::set<std::string, std::less<>> semua(kBagianKode.begin(), kBagianKode.end());
  semua.emplace(kKode);
  const KolomLain lain = LainOf(jenis);
  semua.insert(lain.wajib.begin(), lain.wajib.end());
  semua.insert(lain.boleh.begin(), lain.boleh.end());
  return semua;
}

bool Kosong(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Without blanks at the ends, one between words.
std::string Rapikan(std::string_view teks) {
  std::string rapi;
  for (const char c : teks) {
    if (!Kosong(c)) {
      rapi += c;
    } else if (!rapi.empty() && rapi.back() != ' ') {
      rapi += ' ';
    }
  }
  if (!rapi.empty() && rapi.back() == ' ') {
    rapi.pop_back();
  }
  return rapi;
}

size_t Huruf(std::string_view teks) {
  return static_cast<size_t>(std::count_if(teks.begin(), teks.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;  // not inside a UTF-8 character
  }));
}

bool Angka(std::string_view teks) {
  return !teks.empty() &&
         std::all_of(teks.begin(), teks.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "1.70341E+14": what a spreadsheet made of a long number, its end lost.
bool Dibulatkan(std::string_view teks) {
  const size_t e = teks.find_first_of("eE");
  if (e == std::string_view::npos || e + 1 >= teks.size() || teks[e + 1] != '+') {
    return false;
  }
  std::string digits(teks.substr(0, e));
  digits.erase(
      std::remove_if(digits.begin(), digits.end(), [](char c) { return c == '.' || c == ','; }),
      digits.end());
  return Angka(digits) && Angka(teks.substr(e + 2));
}

// ISO, dd-mm-yyyy or dd/mm/yyyy.
std::optional<period::Tanggal> TanggalDari(const std::string& teks) {
  std::string iso = teks;
  if (teks.size() == 10 && (teks[2] == '-' || teks[2] == '/') && teks[5] == teks[2]) {
    iso = teks.substr(6, 4) + "-" + teks.substr(3, 2) + "-" + teks.substr(0, 2);
  }
  const auto tanggal = period::Tanggal::ParseIso(iso);
  return tanggal.ok() ? std::optional(*tanggal) : std::nullopt;
}

std::vector<std::string> Pecah(const std::string& kode) {
  std::vector<std::string> bagian(1);
  for (const char c : kode) {
    if (c == '.') {
      bagian.emplace_back();
    } else {
      bagian.back() += c;
    }
  }
  return bagian;
}

// Reads row after row; the first one is the heading.
class Pembaca {
 public:
  Pembaca(JenisBerkas jenis, int32_t tahun, period::Tanggal hari_ini,
          const std::vector<PetaKolom>& peta)
      : jenis_(jenis), tahun_(tahun), hari_ini_(hari_ini) {
    PeriksaPeta(peta);
  }

  absl::Status ToStatus() const { return umum_.ToStatus(); }
  IsiBerkas&& Isi() && { return std::move(isi_); }

  bool Ambil(const sheet::Row& row) {
    if (!berjudul_) {
      berjudul_ = true;
      Judul(row);
    } else if (isi_.baris.size() == BarisMax(jenis_)) {
      const std::string batas = std::to_string(BarisMax(jenis_));
      umum_.Add(std::string(kBerkas), "more than " + batas + " rows; split the file",
                "lebih dari " + batas + " baris; bagilah berkasnya");
      return false;
    } else {
      Isi(row);
    }
    return umum_.empty();
  }

 private:
  // ---- Heading

  void PeriksaPeta(const std::vector<PetaKolom>& peta) {
    const auto semua = SemuaKolom(jenis_);
    for (const std::string& kolom : semua) {
      judul_[kolom] = JudulBaku(kolom);
    }
    std::set<std::string> disebut;
    for (size_t i = 0; i < peta.size(); ++i) {
      const std::string path = "berkas.peta[" + std::to_string(i) + "].kolom";
      if (!semua.contains(peta[i].kolom)) {
        umum_.Add(path, "is no column of this kind of file", "bukan kolom berkas jenis ini");
      } else if (!disebut.insert(peta[i].kolom).second) {
        umum_.Add(path, "is mapped twice", "dipetakan dua kali");
      }
      judul_[peta[i].kolom] = JudulBaku(peta[i].judul);
    }
  }

  void Judul(const sheet::Row& row) {
    for (const auto& [kolom, judul] : judul_) {
      for (size_t i = 0; i < row.cells.size(); ++i) {
        if (JudulBaku(row.cells[i].text) != judul) {
          continue;
        }
        if (!tempat_.emplace(kolom, i).second) {
          umum_.Add(JalurBaris(row.number, kolom), "the heading \"" + judul + "\" stands twice",
                    "judul kolom \"" + judul + "\" muncul dua kali");
        }
      }
    }
    isi_.satu_kode = tempat_.contains(kKode);
    std::vector<std::string_view> wajib = LainOf(jenis_).wajib;
    if (!isi_.satu_kode) {
      wajib.insert(wajib.end(), kBagianKode.begin(), kBagianKode.begin() + kBagianWajib);
    }
    for (const std::string_view kolom : wajib) {
      if (!tempat_.contains(kolom)) {
        const std::string judul = judul_[std::string(kolom)];
        umum_.Add(JalurBaris(row.number, kolom), "there is no heading \"" + judul + "\"",
                  "tidak ada judul kolom \"" + judul + "\"");
      }
    }
  }

  // ---- Rows

  void Isi(const sheet::Row& row) {
    row_ = &row;
    baris_ = {};
    baris_.nomor = row.number;
    baris_.pagu.tahun = tahun_;
    SumberDanaBaris();
    Kode();
    Jumlah();
    if (jenis_ == JenisBerkas::kPok) {
      baris_.pagu.uraian = Teks("uraian", kUraianMax);
      baris_.pagu.lokasi = TeksKode("lokasi", kNomorMax);
      baris_.pagu.kppn = TeksKode("kppn", kNomorMax);
    } else if (jenis_ == JenisBerkas::kSp2d) {
      const size_t sebelum = isi_.salah.size();
      baris_.nomor_sp2d = TeksKode("nomor_sp2d", kNomorMax);
      if (baris_.nomor_sp2d.empty() && isi_.salah.size() == sebelum) {
        Salah("nomor_sp2d", "is required", "wajib diisi");
      }
      baris_.nomor_spm = TeksKode("nomor_spm", kNomorMax);
      baris_.keterangan = Teks("keterangan", kUraianMax);
      TanggalSp2d();
    }
    if (baris_.sah) {
      PeriksaKode();
    }
    if (baris_.sah && jenis_ != JenisBerkas::kSp2d) {
      PeriksaKembar();
    }
    isi_.baris.push_back(std::move(baris_));
  }

  void Salah(std::string_view kolom, std::string english, std::string indonesian) {
    baris_.sah = false;
    isi_.salah.push_back(
        {row_->number, std::string(kolom), std::move(english), std::move(indonesian)});
  }

  // An empty cell when the file has no such column.
  const Cell& Sel(std::string_view kolom) const {
    static const Cell& kosong = *new Cell();
    const auto tempat = tempat_.find(kolom);
    return tempat == tempat_.end() ? kosong : row_->At(tempat->second);
  }

  std::string Batasi(std::string_view kolom, std::string teks, size_t max) {
    if (Huruf(teks) > max) {
      Salah(kolom, "is longer than " + std::to_string(max) + " characters",
            "lebih panjang daripada " + std::to_string(max) + " huruf");
    }
    return teks;
  }

  // Words: text, or a number as it is written.
  std::string Teks(std::string_view kolom, size_t max) {
    const Cell& sel = Sel(kolom);
    if (sel.type == CellType::kBool || sel.type == CellType::kDate ||
        sel.type == CellType::kDateTime) {
      Salah(kolom, "must be a text", "harus berupa teks");
      return {};
    }
    return Batasi(kolom, Rapikan(sel.text), max);
  }

  // Codes and numbers of documents: as a number they lose zeros in front, and long ones their end.
  std::string TeksKode(std::string_view kolom, size_t max) {
    const Cell& sel = Sel(kolom);
    std::string teks = Rapikan(sel.text);
    if ((sel.type != CellType::kText && sel.type != CellType::kEmpty) || Dibulatkan(teks)) {
      Salah(
          kolom, "must be a text, so that no digit is lost; format the column as text",
          "harus berupa teks agar tidak ada angka yang hilang; atur format kolomnya sebagai teks");
      return {};
    }
    return Batasi(kolom, std::move(teks), max);
  }

  void Jumlah() {
    const Cell& sel = Sel("jumlah");
    const int64_t min = jenis_ == JenisBerkas::kSp2d ? 1 : 0;
    if (sel.type == CellType::kEmpty) {
      Salah("jumlah", "is required", "wajib diisi");
      return;
    }
    const auto jumlah = money::ParseRupiah(Rapikan(sel.text), money::Sign::kAllow);
    const bool angka = sel.type == CellType::kText || sel.type == CellType::kNumber;
    if (!angka || absl::IsInvalidArgument(jumlah.status())) {
      Salah("jumlah",
            "must be whole rupiah in digits alone, as 1500000: without Rp, dots, commas or sen; "
            "export the column as a number without separators",
            "harus rupiah bulat dengan angka saja, seperti 1500000: tanpa Rp, titik, koma, atau "
            "sen; ekspor kolomnya sebagai angka tanpa pemisah");
    } else if (!jumlah.ok() || jumlah->value() < min) {
      Salah("jumlah", "must be from " + std::to_string(min) + " to 10^15",
            "harus dari " + std::to_string(min) + " sampai 10^15");
    } else {
      baris_.pagu.jumlah = *jumlah;
    }
  }

  void SumberDanaBaris() {
    std::string nama = TeksKode("sumber_dana", kNomorMax);
    std::transform(nama.begin(), nama.end(), nama.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    baris_.sumber_dana = ParseSumberDana(nama);
    const bool wajib = jenis_ == JenisBerkas::kPok;
    if (!baris_.sumber_dana && baris_.sah && (wajib || !nama.empty())) {
      Salah("sumber_dana", "must be RM, PNBP, HLN or HIBAH", "harus RM, PNBP, HLN, atau HIBAH");
    }
    baris_.pagu.sumber_dana = baris_.sumber_dana.value_or(SumberDana::kRm);
  }

  void TanggalSp2d() {
    constexpr std::string_view kKolom = "tanggal_sp2d";
    const Cell& sel = Sel(kKolom);
    const bool bisa = sel.type == CellType::kText || sel.type == CellType::kDate ||
                      sel.type == CellType::kDateTime;
    const auto tanggal = bisa ? TanggalDari(Rapikan(sel.text)) : std::nullopt;
    if (!tanggal) {
      Salah(kKolom, "must be a date: 2017-03-01, 01-03-2017 or 01/03/2017",
            "harus berupa tanggal: 2017-03-01, 01-03-2017, atau 01/03/2017");
    } else if (tanggal->year() != tahun_) {
      Salah(kKolom, "must be in the fiscal year " + std::to_string(tahun_),
            "harus dalam tahun anggaran " + std::to_string(tahun_));
    } else if (*tanggal > hari_ini_) {
      Salah(kKolom, "must not be after today, " + hari_ini_.Iso(),
            "tidak boleh setelah hari ini, " + hari_ini_.Panjang());
    } else {
      baris_.tanggal = *tanggal;
    }
  }

  void Kode() {
    std::vector<std::string> bagian;
    if (isi_.satu_kode) {
      const size_t sebelum = isi_.salah.size();
      bagian = Pecah(TeksKode(kKode, kNomorMax));
      if (bagian.size() < 5 || bagian.size() > 9 ||
          bagian[0] + "." + bagian[1] != kBagianAnggaran) {
        if (isi_.salah.size() == sebelum) {
          Salah(kKode, "must be a full code, 076.01.program.kegiatan.output and so on",
                "harus kode lengkap, 076.01.program.kegiatan.output dan seterusnya");
        }
        return;
      }
      bagian.erase(bagian.begin(), bagian.begin() + 2);
    } else {
      for (const std::string_view kolom : kBagianKode) {
        bagian.push_back(TeksKode(kolom, kNomorMax));
      }
    }
    bagian.resize(kBagianKode.size());
    Pagu& pagu = baris_.pagu;
    pagu.kode_program = bagian[0];
    pagu.kode_kegiatan = bagian[1];
    const bool lengkap = bagian[2].find('.') != std::string::npos;
    pagu.kode_output = lengkap ? bagian[2] : bagian[1] + "." + bagian[2];
    pagu.kode_ro = bagian[3];
    pagu.kode_komponen = bagian[4];
    pagu.kode_subkomponen = bagian[5];
    pagu.akun = bagian[6];
  }

  void PeriksaKode() {
    Pagu& pagu = baris_.pagu;
    pagu.id = IdDariKode(pagu);
    fault::Violations violations;
    CheckKode(pagu, "", &violations);
    if (pagu.kode_output.substr(0, pagu.kode_output.find('.')) != pagu.kode_kegiatan) {
      violations.Add("kode_output", "is of another kegiatan", "milik kegiatan lain");
    }
    if (violations.empty()) {
      return;
    }
    const fault::Fault fault = *fault::FromStatus(violations.ToStatus());
    for (const fault::Violation& one : fault.violations) {
      Salah(KolomOf(one.field, isi_.satu_kode), one.english, one.indonesian);
    }
  }

  void PeriksaKembar() {
    const std::string sumber(baris_.sumber_dana ? Nama(*baris_.sumber_dana) : "");
    const auto [pertama, baru] = dilihat_.emplace(baris_.pagu.id + "~" + sumber, row_->number);
    if (!baru) {
      const std::string nomor = std::to_string(pertama->second);
      Salah("", "is the same line as row " + nomor, "baris pagu yang sama dengan baris " + nomor);
    }
  }

  const JenisBerkas jenis_;
  const int32_t tahun_;
  const period::Tanggal hari_ini_;
  std::map<std::string, std::string> judul_;  // of each column, as JudulBaku
  std::map<std::string, size_t, std::less<>> tempat_;
  bool berjudul_ = false;
  const sheet::Row* row_ = nullptr;
  BarisBerkas baris_;
  std::map<std::string, int> dilihat_;
  fault::Violations umum_;
  IsiBerkas isi_;
};

// What the reader refused, and what is wrong in the rows that it did not.
absl::Status Gabung(const absl::Status& pembaca, const std::vector<SalahBaris>& salah) {
  const std::optional<fault::Fault> refused = fault::FromStatus(pembaca);
  if (!refused || refused->reason != fault::Reason::kInvalidField || salah.empty()) {
    return pembaca;
  }
  Refusals refusals(fault::Reason::kInvalidField);
  for (const fault::Violation& satu : refused->violations) {
    refusals.Add(satu.field, satu.english, satu.indonesian);
  }
  for (const SalahBaris& satu : salah) {
    refusals.Add(JalurBaris(satu.baris, satu.kolom), satu.english, satu.indonesian);
  }
  return refusals.ToStatus();
}

}  // namespace

size_t BarisMax(JenisBerkas jenis) {
  switch (jenis) {
    case JenisBerkas::kPok:
      return 4'000;
    case JenisBerkas::kSp2d:
      return 1'500;
    case JenisBerkas::kPembanding:
      return 5'000;
  }
  return 0;
}

std::string JudulBaku(std::string_view judul) {
  std::string baku(judul);
  for (char& c : baku) {
    if (c >= 'A' && c <= 'Z') {
      c = static_cast<char>(c + 32);
    } else if (c == '_') {
      c = ' ';
    }
  }
  return Rapikan(baku);
}

std::string JalurBaris(int baris, std::string_view kolom) {
  std::string jalur(kBerkas);
  if (baris > 0) {
    jalur += "[" + std::to_string(baris) + "]";
  }
  return kolom.empty() ? jalur : jalur + "." + std::string(kolom);
}

absl::StatusOr<IsiBerkas> BacaBerkas(JenisBerkas jenis, int32_t tahun, period::Tanggal hari_ini,
                                     std::string_view isi, bool xlsx,
                                     const std::vector<PetaKolom>& peta) {
  const bool zip = isi.substr(0, 2) == "PK";
  if (zip != xlsx) {
    fault::Violations violations;
    violations.Add("berkas.format", zip ? "the file is an XLSX" : "the file is no XLSX",
                   zip ? "berkas ini XLSX" : "berkas ini bukan XLSX");
    return violations.ToStatus();
  }
  Pembaca pembaca(jenis, tahun, hari_ini, peta);
  RETURN_IF_ERROR(pembaca.ToStatus());
  sheet::Options options;
  options.field = std::string(kBerkas);
  const auto dibaca = sheet::ReadSheet(
      isi, options, [&pembaca](const sheet::Row& row) { return pembaca.Ambil(row); });
  const absl::Status umum = pembaca.ToStatus();
  IsiBerkas berkas = std::move(pembaca).Isi();
  if (!dibaca.ok()) {
    return umum.ok() ? Gabung(dibaca.status(), berkas.salah) : dibaca.status();
  }
  RETURN_IF_ERROR(umum);
  if (berkas.baris.empty()) {
    fault::Violations violations;
    violations.Add(std::string(kBerkas), "has no row below its heading",
                   "tidak memuat baris di bawah judul kolom");
    return violations.ToStatus();
  }
  return berkas;
}

absl::Status SalahToStatus(const std::vector<SalahBaris>& salah) {
  Refusals refusals(fault::Reason::kInvalidField);
  for (const SalahBaris& satu : salah) {
    refusals.Add(JalurBaris(satu.baris, satu.kolom), satu.english, satu.indonesian);
  }
  return refusals.ToStatus();
}

}  // namespace sakip::budget
