#ifndef SAKIP_SERVICES_BUDGET_BONTANG_2017_H_
#define SAKIP_SERVICES_BUDGET_BONTANG_2017_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "services/budget/decide.h"

// For tests: the budget of KPU Kota Bontang in 2017 as its LAKIP prints it (table of III.B), 22
// output rows without totals; programs by the structure of the years to 2020.
namespace sakip::budget::bontang {

struct Row {
  std::string_view program;
  std::string_view kegiatan;
  std::string_view output;
  int64_t pagu;
  int64_t realisasi;
};

inline constexpr std::array<Row, 22> kRows = {{
    {"01", "3355", "3355.003", 27404000, 27355950},
    {"01", "3355", "3355.007", 8371000, 7458250},
    {"01", "3355", "3355.994", 1963169000, 1699290405},
    {"01", "3356", "3356.008", 9532000, 8172800},
    {"01", "3356", "3356.011", 16966000, 14764300},
    {"01", "3357", "3357.001", 21417000, 20898500},
    {"01", "3357", "3357.003", 76092000, 70746500},
    {"01", "3357", "3357.010", 21942000, 15755100},
    {"01", "3357", "3357.026", 7248000, 4455700},
    {"01", "3360", "3360.009", 4100000, 4100000},
    {"01", "3360", "3360.013", 11309000, 10697500},
    {"01", "3360", "3360.994", 441784000, 441708250},
    {"01", "3361", "3361.004", 5724000, 5724000},
    {"01", "3361", "3361.005", 6524000, 6499200},
    {"01", "3362", "3362.006", 10000000, 9735000},
    {"06", "3363", "3363.010", 5000000, 2208500},
    {"06", "3363", "3363.011", 536452000, 464652150},
    {"06", "3363", "3363.013", 2300000, 2300000},
    {"06", "3364", "3364.003", 36550000, 34887600},
    {"06", "3364", "3364.027", 5726000, 5260332},
    {"06", "3364", "3364.029", 179102000, 159192400},
    {"06", "3364", "3364.032", 115100000, 111661943},
}};

inline std::string LineId(const Row& row) {
  return "2017-" + std::string(row.program) + "." + std::string(row.output);
}

inline DaftarKode Register() {
  DaftarKode daftar;
  for (const Row& row : kRows) {
    const std::string program(row.program);
    const std::string kegiatan(row.kegiatan);
    const std::string output(row.output);
    daftar[program] = {JenisKode::kProgram, program, "Program " + program, ""};
    daftar[kegiatan] = {JenisKode::kKegiatan, kegiatan, "Kegiatan " + kegiatan, program};
    daftar[output] = {JenisKode::kOutput, output, "Output " + output, kegiatan};
  }
  return daftar;
}

inline Usulan Proposal() {
  Usulan usulan;
  usulan.satker = "6474";
  usulan.tahun = 2017;
  usulan.hari_ini = *period::Tanggal::Of(2018, 1, 31);
  for (const Row& row : kRows) {
    const std::string output(row.output);
    usulan.pagu.push_back({.id = LineId(row),
                           .tahun = 2017,
                           .kode_program = std::string(row.program),
                           .kode_kegiatan = std::string(row.kegiatan),
                           .kode_output = output,
                           .uraian = "Baris " + output,
                           .sumber_dana = SumberDana::kRm,
                           .jumlah = money::Rupiah::FromInt(row.pagu),
                           .kode_ro = {},
                           .kode_komponen = {},
                           .kode_subkomponen = {},
                           .akun = {},
                           .lokasi = {},
                           .kppn = {}});
    usulan.realisasi.push_back({.id = "2017-saldo-" + output,
                                .pagu = LineId(row),
                                .jenis = JenisRealisasi::kSaldoImpor,
                                .jumlah = money::Rupiah::FromInt(row.realisasi),
                                .tanggal = *period::Tanggal::Of(2017, 12, 31),
                                .keterangan = {},
                                .nomor_sp2d = {}});
  }
  return usulan;
}

}  // namespace sakip::budget::bontang

#endif  // SAKIP_SERVICES_BUDGET_BONTANG_2017_H_
