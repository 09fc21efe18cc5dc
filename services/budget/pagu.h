#ifndef SAKIP_SERVICES_BUDGET_PAGU_H_
#define SAKIP_SERVICES_BUDGET_PAGU_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "common/money/money.h"
#include "common/period/period.h"

// What a budget is made of. Plain values of one office; its id is carried beside them.
namespace sakip::budget {

enum class SumberDana { kRm, kPnbp, kHln, kHibah };

// A budget line as it was entered. What is in force and left of it is its Saldo (ledger.h).
struct Pagu {
  std::string id;  // "2017-01.3355.003": "<tahun>-<program>.<output>", deeper codes after a dot
  int32_t tahun = 0;
  std::string kode_program;   // "01"
  std::string kode_kegiatan;  // "3355"
  std::string kode_output;    // "3355.003"
  std::string uraian;
  SumberDana sumber_dana = SumberDana::kRm;
  money::Rupiah jumlah;  // 0 to kRupiahMax

  bool operator==(const Pagu&) const = default;
};

enum class JenisRealisasi { kSaldoImpor };

// Money spent on a line.
struct Realisasi {
  std::string id;    // the caller's, kept for ever: "2017-saldo-3355.003"
  std::string pagu;  // id of the line
  JenisRealisasi jenis = JenisRealisasi::kSaldoImpor;
  money::Rupiah jumlah;  // 1 to kRupiahMax
  period::Tanggal tanggal = period::Tanggal::FromEpochDays(0);
  std::string keterangan;

  bool operator==(const Realisasi&) const = default;
};

enum class JenisKode { kProgram, kKegiatan, kOutput };

// One code as the national register had it when a line was entered.
struct Kode {
  JenisKode jenis = JenisKode::kProgram;
  std::string kode;
  std::string uraian;
  std::string induk;  // empty for a program

  bool operator==(const Kode&) const = default;
};

// By code: a code means one thing in one year.
using DaftarKode = std::map<std::string, Kode>;

// The year a line's id begins with; nullopt when it does not begin with a fiscal year and '-'.
std::optional<int32_t> TahunOf(std::string_view pagu_id);

// "satker/6474/pagu/2017-01.3355.003", "satker/6474/realisasiAnggaran/2017-saldo-3355.003".
std::string NamaPagu(std::string_view satker, std::string_view id);
std::string NamaRealisasi(std::string_view satker, std::string_view id);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_PAGU_H_
