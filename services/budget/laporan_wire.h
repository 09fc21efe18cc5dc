#ifndef SAKIP_SERVICES_BUDGET_LAPORAN_WIRE_H_
#define SAKIP_SERVICES_BUDGET_LAPORAN_WIRE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "sakip/budget/v1/laporan_anggaran_service.pb.h"
#include "services/budget/budget_repository.h"
#include "services/budget/laporan/lppa.h"
#include "services/budget/laporan/outstanding.h"
#include "services/budget/laporan/penarikan.h"
#include "services/budget/laporan/pengecualian.h"
#include "services/budget/laporan/perbandingan.h"
#include "services/budget/laporan/rekonsiliasi.h"

// Reports: the public messages to domain structs and back. Pure.
namespace sakip::budget {

// `bila_kosong` for KELOMPOK_UNSPECIFIED; INVALID_FIELD, naming `kelompok`, for a value that is not
// of the enum.
absl::StatusOr<Kelompok> ToKelompok(v1::Kelompok kelompok, Kelompok bila_kosong);

// `bila_kosong` for an empty text; INVALID_FIELD, naming `per_tanggal`, for a text that is no date.
absl::StatusOr<period::Tanggal> ToPerTanggal(const std::string& text, period::Tanggal bila_kosong);

// INVALID_FIELD with everything that is wrong: a line of another office or year, a line twice, an
// unknown source, a day outside the year or after `hari_ini`.
absl::StatusOr<SetPembanding> ToSetPembanding(const v1::PutPembandingRequest& request,
                                              std::string_view satker, period::Tanggal hari_ini);
absl::StatusOr<SumberPembanding> ToSumberPembanding(v1::SumberPembanding sumber);

// Without year, month and `tutup`, which only the caller knows.
v1::Lppa ToWire(const Lppa& lppa);
v1::BarisPenarikan ToWire(const BarisPenarikan& baris);
v1::BarisKartu ToWire(std::string_view satker, const BarisKartu& baris);
v1::BarisOutstanding ToWire(std::string_view satker, const BarisOutstanding& baris);
v1::BarisPerbandingan ToWire(const BarisPerbandingan& baris);
v1::Pengecualian ToWire(std::string_view satker, const Pengecualian& temuan);
v1::Selisih ToWire(std::string_view satker, const Selisih& selisih);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_LAPORAN_WIRE_H_
