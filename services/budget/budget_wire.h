#ifndef SAKIP_SERVICES_BUDGET_BUDGET_WIRE_H_
#define SAKIP_SERVICES_BUDGET_BUDGET_WIRE_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "sakip/budget/v1/budget.pb.h"
#include "sakip/budget/v1/budget_service.pb.h"
#include "services/budget/budget_repository.h"
#include "services/budget/decide.h"
#include "services/budget/totals.h"
#include "services/budget/wire_parts.h"

// The public messages to domain structs and back. Pure.
namespace sakip::budget {

// `path` begins the fields: "pagu[3]".
Pagu ToPagu(const v1::Pagu& wire, const std::string& path, WireReader* reader);

// The proposal, checked by itself (CheckUsulan): INVALID_FIELD with everything that is wrong, names
// of another office included. No posting is of a day after `hari_ini`.
absl::StatusOr<Usulan> ToUsulan(const v1::ImportAnggaranRequest& request, period::Tanggal hari_ini);
absl::StatusOr<Usulan> ToUsulan(const v1::PostRealisasiRequest& request, period::Tanggal hari_ini);

// A batch, read but not checked by itself: DecideSatuSatu does that posting by posting.
absl::StatusOr<Usulan> ToUsulan(const v1::BatchPostRealisasiRequest& request,
                                period::Tanggal hari_ini);

// The id of the line that a listing of `satker` and `tahun` is limited to; empty for an empty name.
// INVALID_FIELD for a line of another office or year.
absl::StatusOr<std::string> ToPaguId(std::string_view satker, int32_t tahun,
                                     const std::string& name);

// A line as it was entered, without balances.
v1::Pagu ToWire(std::string_view satker, const Pagu& pagu);
v1::Pagu ToWire(std::string_view satker, const Baris& baris);
v1::RealisasiAnggaran ToWire(std::string_view satker, const Realisasi& realisasi);
// "PAGU", or the name of the posting or document that made it.
std::string NamaDokumen(std::string_view satker, const TransaksiJurnal& transaksi);
v1::TransaksiJurnal ToWire(std::string_view satker, const JurnalTersimpan& jurnal);
v1::SumberDana ToWire(SumberDana sumber);
v1::JenisTransaksi ToWire(JenisTransaksi jenis);
v1::Anggaran ToWire(const Anggaran& anggaran);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_BUDGET_WIRE_H_
