#ifndef SAKIP_SERVICES_BUDGET_VERIFY_H_
#define SAKIP_SERVICES_BUDGET_VERIFY_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "services/budget/decide.h"

// Recomputes an office-year from its journal and compares. Pure; trusts nothing that is stored.
namespace sakip::budget {

// Everything that is stored of one office-year.
struct BukuLengkap {
  int32_t tahun = 0;
  std::map<std::string, Baris> baris;
  std::map<std::string, Realisasi> realisasi;
  std::vector<Tercatat> jurnal;  // in the order of the keys
};

// A broken invariant and where.
struct Temuan {
  std::string invariant;  // "I1" .. "I4", or "POSTING": a posting and its transaction disagree
  std::string what;
  bool operator==(const Temuan&) const = default;
};

//   I1       every transaction is balanced (Transaksi::Of)
//   I2       after every transaction, no balance is below 0 and dipa = tersedia + realisasi
//   I3       stored balances, after each transaction and at the end, equal the fold
//   I4       numbers are dense from 1
//   POSTING  every posting has exactly one transaction, with its line, amount and date; every
//            other transaction enters the pagu of a line, once and with the line's amount
std::vector<Temuan> Verify(const BukuLengkap& buku);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_VERIFY_H_
