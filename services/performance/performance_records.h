#ifndef SAKIP_SERVICES_PERFORMANCE_PERFORMANCE_RECORDS_H_
#define SAKIP_SERVICES_PERFORMANCE_PERFORMANCE_RECORDS_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/performance/pengukuran.h"
#include "services/performance/realisasi.h"

// Stored bytes <-> domain values. DATA_LOSS for bytes that are no record of a known schema.
namespace sakip::performance {

std::string EncodeRealisasi(const Realisasi& realisasi);
// With its etag.
absl::StatusOr<Realisasi> DecodeRealisasi(std::string_view bytes);

std::string EncodeCapaian(const Capaian& capaian);
absl::StatusOr<Capaian> DecodeCapaian(std::string_view bytes);

std::string EncodeRingkasan(const Ringkasan& ringkasan);
absl::StatusOr<Ringkasan> DecodeRingkasan(std::string_view bytes);

// The first 16 hexadecimal digits of the SHA-256 over CanonicalBytes.
std::string EtagOf(const Realisasi& realisasi);

}  // namespace sakip::performance

#endif  // SAKIP_SERVICES_PERFORMANCE_PERFORMANCE_RECORDS_H_
