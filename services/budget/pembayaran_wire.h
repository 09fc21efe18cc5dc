#ifndef SAKIP_SERVICES_BUDGET_PEMBAYARAN_WIRE_H_
#define SAKIP_SERVICES_BUDGET_PEMBAYARAN_WIRE_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "sakip/budget/v1/pembayaran_service.pb.h"
#include "services/budget/dokumen.h"
#include "services/budget/tagihan.h"

// Contracts, bills, receipts and corrections: the public messages to domain structs and back. Each
// To... is checked by itself, too: INVALID_FIELD with everything that is wrong. Pure.
namespace sakip::budget {

inline constexpr std::string_view kKomitmenPattern = "satker/{satker}/komitmen/{komitmen}";
inline constexpr std::string_view kTagihanPattern = "satker/{satker}/tagihan/{tagihan}";
inline constexpr std::string_view kKoreksiPattern = "satker/{satker}/koreksi/{koreksi}";

absl::StatusOr<Komitmen> ToKomitmen(std::string_view satker, const v1::Komitmen& wire);
absl::StatusOr<Tagihan> ToTagihan(std::string_view satker, const v1::Tagihan& wire);
absl::StatusOr<IsiSp2d> ToSp2d(std::string_view satker, const v1::RecordSp2dRequest& request);
absl::StatusOr<Setoran> ToSetoran(std::string_view satker, const v1::Setoran& wire);
absl::StatusOr<Koreksi> ToKoreksi(std::string_view satker, const v1::Koreksi& wire);

// INVALID_FIELD, naming `field`, for a text that is no date.
absl::StatusOr<period::Tanggal> ToTanggal(const std::string& text, const std::string& field);

// Of a version: changes with every step.
std::string EtagOf(const Tagihan& tagihan);

v1::Komitmen ToWire(std::string_view satker, const Komitmen& komitmen);
v1::Tagihan ToWire(std::string_view satker, const Tagihan& tagihan);
v1::Setoran ToWire(std::string_view satker, const Setoran& setoran);
v1::Koreksi ToWire(std::string_view satker, const Koreksi& koreksi);
v1::JenisTagihan ToWire(JenisTagihan jenis);
v1::StatusTagihan ToWire(StatusTagihan status);
// Unset for STATUS_TAGIHAN_UNSPECIFIED; INVALID_FIELD for a value that is not of the enum.
absl::StatusOr<std::optional<StatusTagihan>> ToStatusTagihan(v1::StatusTagihan status);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_PEMBAYARAN_WIRE_H_
