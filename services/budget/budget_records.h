#ifndef SAKIP_SERVICES_BUDGET_BUDGET_RECORDS_H_
#define SAKIP_SERVICES_BUDGET_BUDGET_RECORDS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/budget/ledger.h"
#include "services/budget/pagu.h"

// Domain structs to stored bytes and back (protos/sakip/storage/v1/budget.proto). What is part of
// the key comes from the key. Bytes that cannot be read are DATA_LOSS.
namespace sakip::budget {

// Who entered a transaction, when and with which request.
struct Pencatat {
  std::string akun;   // "akun/operator-6474"
  std::string orang;  // NIP
  int64_t waktu_us = 0;
  std::string request_id;

  bool operator==(const Pencatat&) const = default;
};

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

// A transaction with who entered it.
struct BarisJurnal {
  TransaksiJurnal transaksi;
  Pencatat pencatat;
};

std::string Encode(const Pagu& pagu);
std::string Encode(const RealisasiBernomor& realisasi);
std::string Encode(const BarisJurnal& baris);
std::string Encode(const Saldo& saldo);
std::string Encode(const Kode& kode, const Sumber& sumber);

absl::StatusOr<Pagu> DecodePagu(std::string_view id, std::string_view bytes);
absl::StatusOr<RealisasiBernomor> DecodeRealisasi(std::string_view id, std::string_view bytes);
absl::StatusOr<BarisJurnal> DecodeJurnal(int64_t nomor, std::string_view bytes);
absl::StatusOr<Saldo> DecodeSaldo(std::string_view bytes);
absl::StatusOr<Kode> DecodeKode(std::string_view kode, std::string_view bytes);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_BUDGET_RECORDS_H_
