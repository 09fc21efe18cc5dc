#ifndef SAKIP_SERVICES_BUDGET_BUDGET_RECORDS_H_
#define SAKIP_SERVICES_BUDGET_BUDGET_RECORDS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/budget/ledger.h"
#include "services/budget/pagu.h"
#include "services/budget/verify.h"

// Lines, postings and the journal as stored bytes and back (protos/sakip/storage/v1/budget.proto).
// What is part of the key comes from the key. Bytes that cannot be read are DATA_LOSS.
namespace sakip::budget {

// The moment of planning's store that codes were read from.
struct Sumber {
  std::string store;
  uint64_t epoch = 0;
  uint64_t sequence = 0;
};

// A posting in its place in the journal of its line's year.
struct RealisasiBernomor {
  Realisasi realisasi;
  int64_t nomor = 0;
};

// What an office-year stands at.
struct Kepala {
  int64_t nomor = 0;   // last of the journal; 0: it is empty
  std::string rantai;  // after it, 32 bytes; empty: none was stored
  Kas kas;
  BulanTutup bulan_tutup{};
  int32_t revisi_berikut = 0;
  bool label_berubah = false;  // some line's label was changed by a revisi

  bool operator==(const Kepala&) const = default;
};

std::string Encode(const Pagu& pagu);
std::string Encode(const RealisasiBernomor& realisasi);
std::string Encode(const JurnalTersimpan& jurnal);
std::string Encode(const Saldo& saldo);
std::string Encode(const Kode& kode, const Sumber& sumber);
std::string Encode(const Kepala& kepala);
// Of a line only what a revisi may change beside its amount.
std::string EncodeLabel(const Pagu& pagu);

absl::StatusOr<Pagu> DecodePagu(std::string_view id, std::string_view bytes);
absl::StatusOr<RealisasiBernomor> DecodeRealisasi(std::string_view id, std::string_view bytes);
// Without balances where it was written before they were in the journal.
absl::StatusOr<JurnalTersimpan> DecodeJurnal(int64_t nomor, std::string_view bytes);
absl::StatusOr<Saldo> DecodeSaldo(std::string_view bytes);
absl::StatusOr<Kode> DecodeKode(std::string_view kode, std::string_view bytes);
absl::StatusOr<Kepala> DecodeKepala(std::string_view bytes);
// Into the line that it changes.
absl::Status DecodeLabel(std::string_view bytes, Pagu* pagu);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_BUDGET_RECORDS_H_
