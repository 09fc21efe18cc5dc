#ifndef SAKIP_SERVICES_BUDGET_DOKUMEN_RECORDS_H_
#define SAKIP_SERVICES_BUDGET_DOKUMEN_RECORDS_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/budget/dokumen.h"
#include "services/budget/kode.h"
#include "services/budget/pembanding.h"

// Documents and what belongs to them as stored bytes and back, as budget_records.h.
namespace sakip::budget {

std::string Encode(const Tagihan& tagihan);
std::string Encode(const Komitmen& komitmen);
std::string Encode(const Revisi& revisi);
std::string Encode(const Setoran& setoran);
std::string Encode(const Koreksi& koreksi);
std::string Encode(const Pembukaan& pembukaan);
std::string Encode(const AktaPeriode& akta);
std::string EncodeNomor(std::string_view dokumen);  // id that bears a number
std::string Encode(const Padanan& padanan);
std::string Encode(const Pembanding& pembanding);
std::string Encode(const Penjelasan& penjelasan);

// Dokumen: Tagihan, Komitmen, Revisi, Setoran, Koreksi, Pembukaan.
template <class Dokumen>
absl::StatusOr<Dokumen> DecodeDokumen(std::string_view id, std::string_view bytes);
template <>
absl::StatusOr<Tagihan> DecodeDokumen(std::string_view id, std::string_view bytes);
template <>
absl::StatusOr<Komitmen> DecodeDokumen(std::string_view id, std::string_view bytes);
template <>
absl::StatusOr<Revisi> DecodeDokumen(std::string_view id, std::string_view bytes);
template <>
absl::StatusOr<Setoran> DecodeDokumen(std::string_view id, std::string_view bytes);
template <>
absl::StatusOr<Koreksi> DecodeDokumen(std::string_view id, std::string_view bytes);
template <>
absl::StatusOr<Pembukaan> DecodeDokumen(std::string_view id, std::string_view bytes);

absl::StatusOr<AktaPeriode> DecodeAkta(std::string_view bytes);
absl::StatusOr<std::string> DecodeNomor(std::string_view bytes);
absl::StatusOr<Padanan> DecodePadanan(std::string_view lama, std::string_view bytes);
// Source, day and line are in the key.
absl::StatusOr<money::Rupiah> DecodePembanding(std::string_view bytes);
absl::StatusOr<Penjelasan> DecodePenjelasan(SumberPembanding sumber, std::string_view pagu,
                                            std::string_view bytes);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_DOKUMEN_RECORDS_H_
