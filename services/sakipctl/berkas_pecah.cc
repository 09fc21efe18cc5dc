#include "services/sakipctl/berkas_pecah.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <optional>
#include <unordered_set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/sheet/csv.h"
#include "services/budget/berkas.h"

namespace sakip::sakipctl {
namespace {

constexpr sheet::CsvLimits kBatasCsv = {
    .rows = 100'000'000, .columns = 100, .cell_bytes = size_t{16} << 10};
constexpr std::string_view kAwalan = "berkas[";

void TulisSel(std::string_view sel, std::string* isi) {
  if (sel.find_first_of(",;\t\"\r\n") == std::string_view::npos) {
    isi->append(sel);
    return;
  }
  *isi += '"';
  for (const char c : sel) {
    isi->append(c == '"' ? 2 : 1, c);
  }
  *isi += '"';
}

std::string Tulis(const std::vector<std::string>& cells) {
  std::string isi;
  for (size_t i = 0; i < cells.size(); ++i) {
    isi += i == 0 ? "" : ",";
    TulisSel(cells[i], &isi);
  }
  return isi + "\n";
}

size_t Jumlah(const std::string& isi) {
  return static_cast<size_t>(std::count(isi.begin(), isi.end(), '\n'));
}

class Pemecah {
 public:
  Pemecah(std::string_view judul_nomor, const Batas& batas,
          absl::FunctionRef<absl::Status(const Potongan&)> kirim)
      : judul_nomor_(budget::JudulBaku(judul_nomor)), batas_(batas), kirim_(kirim) {}

  absl::Status Ambil(const sheet::CsvRecord& record) {
    return judul_.empty() ? Judul(record) : Baris(record);
  }

  absl::Status Selesai() {
    if (judul_.empty()) {
      return absl::InvalidArgumentError("the file is empty");
    }
    return KirimBilaAda(sp2d_mulai_ = potongan_.isi.size());
  }

 private:
  absl::Status Judul(const sheet::CsvRecord& record) {
    for (size_t i = 0; i < record.cells.size() && !tempat_; ++i) {
      if (budget::JudulBaku(record.cells[i]) == judul_nomor_) {
        tempat_ = i;
      }
    }
    if (!tempat_) {
      return absl::InvalidArgumentError(
          absl::StrCat("line ", record.line, ": there is no heading \"", judul_nomor_, "\""));
    }
    judul_ = Tulis(record.cells);
    judul_baris_ = record.line;
    Mulai();
    return absl::OkStatus();
  }

  absl::Status Baris(const sheet::CsvRecord& record) {
    const std::string& nomor = *tempat_ < record.cells.size() ? record.cells[*tempat_] : kosong_;
    const std::string isi = Tulis(record.cells);
    if (nomor != nomor_ || nomor.empty()) {
      if (!nomor.empty() && !selesai_.insert(std::hash<std::string>()(nomor)).second) {
        // Across two calls the second could not tell a row that belongs to it from one sent again.
        return absl::InvalidArgumentError(
            absl::StrCat("line ", record.line, ": SP2D ", nomor,
                         " began further up; sort the file by SP2D number"));
      }
      nomor_ = nomor;
      sp2d_mulai_ = potongan_.isi.size();
      sp2d_baris_ = potongan_.rows;
    }
    if (potongan_.rows + 1 > batas_.baris || potongan_.isi.size() + isi.size() > batas_.bytes) {
      if (sp2d_baris_ == 0) {
        return absl::InvalidArgumentError(absl::StrCat("line ", record.line, ": SP2D ", nomor,
                                                       " has more rows than one call takes, ",
                                                       batas_.baris));
      }
      if (absl::Status status = KirimBilaAda(sp2d_mulai_); !status.ok()) {
        return status;
      }
    }
    potongan_.isi += isi;
    ++potongan_.rows;
    potongan_.baris.resize(Jumlah(isi) + potongan_.baris.size(), record.line);
    return absl::OkStatus();
  }

  void Mulai() {
    potongan_ = {.isi = judul_, .rows = 0, .baris = {}};
    potongan_.baris.assign(1 + Jumlah(judul_), judul_baris_);
    sp2d_mulai_ = judul_.size();
    sp2d_baris_ = 0;
  }

  // Sends what lies before `batas`, and keeps the SP2D behind it.
  absl::Status KirimBilaAda(size_t batas) {
    const std::string sisa = potongan_.isi.substr(batas);
    const size_t sisa_rows = sisa.empty() ? 0 : potongan_.rows - sp2d_baris_;
    const size_t sisa_lines = Jumlah(sisa);
    const std::vector<int> sisa_baris(potongan_.baris.end() - static_cast<int64_t>(sisa_lines),
                                      potongan_.baris.end());
    potongan_.isi.resize(batas);
    potongan_.baris.resize(potongan_.baris.size() - sisa_lines);
    potongan_.rows -= sisa_rows;
    if (potongan_.rows > 0) {
      if (absl::Status status = kirim_(potongan_); !status.ok()) {
        return status;
      }
    }
    Mulai();
    potongan_.isi += sisa;
    potongan_.rows = sisa_rows;
    potongan_.baris.insert(potongan_.baris.end(), sisa_baris.begin(), sisa_baris.end());
    return absl::OkStatus();
  }

  const std::string kosong_;
  const std::string judul_nomor_;
  const Batas batas_;
  const absl::FunctionRef<absl::Status(const Potongan&)> kirim_;
  std::string judul_;
  int judul_baris_ = 0;
  std::optional<size_t> tempat_;
  std::string nomor_;  // SP2D of the last row
  std::unordered_set<size_t> selesai_;
  Potongan potongan_;
  size_t sp2d_mulai_ = 0;  // where that SP2D begins in the part
  size_t sp2d_baris_ = 0;  // rows before it
};

}  // namespace

absl::Status Pecah(std::string_view csv, std::string_view judul_nomor, const Batas& batas,
                   absl::FunctionRef<absl::Status(const Potongan&)> kirim) {
  Pemecah pemecah(judul_nomor, batas, kirim);
  absl::Status status;
  const auto fault = sheet::ReadCsvRecords(csv, sheet::DetectSeparator(csv, 1), kBatasCsv,
                                           [&](const sheet::CsvRecord& record) {
                                             status = pemecah.Ambil(record);
                                             return status.ok();
                                           });
  if (fault) {
    return absl::InvalidArgumentError(absl::StrCat("line ", fault->line, " ", fault->english));
  }
  return status.ok() ? pemecah.Selesai() : status;
}

int BarisUtuh(int nomor, const std::vector<int>& baris) {
  return nomor > 0 && static_cast<size_t>(nomor) < baris.size() ? baris[static_cast<size_t>(nomor)]
                                                                : nomor;
}

std::string JalurUtuh(const std::string& jalur, const std::vector<int>& baris) {
  int nomor = 0;
  const char* const akhir = jalur.data() + jalur.size();
  if (!jalur.starts_with(kAwalan)) {
    return jalur;
  }
  const auto [sisa, salah] = std::from_chars(jalur.data() + kAwalan.size(), akhir, nomor);
  if (salah != std::errc()) {
    return jalur;
  }
  return absl::StrCat("berkas[", BarisUtuh(nomor, baris), std::string(sisa, akhir));
}

}  // namespace sakip::sakipctl
