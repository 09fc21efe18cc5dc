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

// First two digits of an akun: 51, 52, 53, 57.
enum class JenisBelanja { kPegawai, kBarang, kModal, kBansos };

// A budget line as it was entered. What is in force and left of it is its Saldo (ledger.h).
struct Pagu {
  // "2017-01.3355.003", "2021-WA.3355.EBA.994.002.A.521111": year, program and the codes below as
  // deep as the line goes. Of two lines with one code and different sumber dana, all but one end in
  // "~PNBP", "~HLN", "~HIBAH" or "~RM" (kode.h has the rule).
  std::string id;
  int32_t tahun = 0;
  std::string kode_program;   // "01"; from 2021 "WA"
  std::string kode_kegiatan;  // "3355"
  std::string kode_output;    // "3355.003"; from 2021 with the KRO, "3355.EBA"
  std::string uraian;
  SumberDana sumber_dana = SumberDana::kRm;
  money::Rupiah jumlah;  // 0 to kRupiahMax
  // The code below the output; each empty where the line does not go that deep.
  std::string kode_ro;           // "994"; to 2020 the suboutput, "001"
  std::string kode_komponen;     // "002"
  std::string kode_subkomponen;  // "A"
  std::string akun;              // "521111", six digits
  std::string lokasi;            // of the DIPA, "16.74"; empty: not given
  std::string kppn;              // paying office, three digits; empty: not given

  bool operator==(const Pagu&) const = default;
};

enum class JenisRealisasi {
  kSaldoImpor,  // a total without documents: a trace ends there
  kSp2d,        // a payment from the treasury's list, whose SPP and SPM are not in this system
};

// Money spent on a line.
struct Realisasi {
  std::string id;    // the caller's, kept for ever: "2017-saldo-3355.003"
  std::string pagu;  // id of the line
  JenisRealisasi jenis = JenisRealisasi::kSaldoImpor;
  money::Rupiah jumlah;  // 1 to kRupiahMax
  period::Tanggal tanggal = period::Tanggal::FromEpochDays(0);
  std::string keterangan;
  std::string nomor_sp2d;  // of kSp2d only, and never empty there

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
