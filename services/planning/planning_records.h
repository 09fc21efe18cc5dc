#ifndef SAKIP_SERVICES_PLANNING_PLANNING_RECORDS_H_
#define SAKIP_SERVICES_PLANNING_PLANNING_RECORDS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "services/planning/planning.h"

// Stored bytes <-> values. Decode answers DATA_LOSS for bytes that are no record of a schema this
// release knows, and leaves the value unspecified then.
namespace sakip::planning {

std::string Encode(const Satker& satker);
std::string Encode(const UnitKerja& unit_kerja);
std::string Encode(const std::vector<Pegawai>& pegawai);
std::string Encode(const Kode& kode);
std::string Encode(const Indikator& indikator);
std::string Encode(const Renstra& renstra);
std::string Encode(const Rkt& rkt);
std::string Encode(const PerjanjianKinerja& perjanjian_kinerja);
std::string Encode(const RencanaAksi& rencana_aksi);

absl::Status Decode(std::string_view bytes, Satker& satker);
absl::Status Decode(std::string_view bytes, UnitKerja& unit_kerja);
absl::Status Decode(std::string_view bytes, std::vector<Pegawai>& pegawai);
absl::Status Decode(std::string_view bytes, Kode& kode);
absl::Status Decode(std::string_view bytes, Indikator& indikator);
absl::Status Decode(std::string_view bytes, Renstra& renstra);
absl::Status Decode(std::string_view bytes, Rkt& rkt);
absl::Status Decode(std::string_view bytes, PerjanjianKinerja& perjanjian_kinerja);
absl::Status Decode(std::string_view bytes, RencanaAksi& rencana_aksi);

}  // namespace sakip::planning

#endif  // SAKIP_SERVICES_PLANNING_PLANNING_RECORDS_H_
