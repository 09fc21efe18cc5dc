#ifndef SAKIP_SERVICES_BUDGET_RANTAI_H_
#define SAKIP_SERVICES_BUDGET_RANTAI_H_

#include <string>
#include <string_view>

#include "services/budget/dokumen.h"
#include "services/budget/ledger.h"

// The hash chain over the journal of one office-year: whoever keeps one digest can prove later that
// no entry up to it was changed, left out or put in. Pure.
namespace sakip::budget {

// A transaction with who entered it.
struct BarisJurnal {
  TransaksiJurnal transaksi;
  Pencatat pencatat;
};

// Before the first transaction: 32 zero bytes.
std::string RantaiAwal();

// SHA-256("sakip-jurnal-v1" || satker || NUL || year || previous || canonical encoding of the
// transaction and of who entered it). The encoding is our own (docs/DATA_FORMAT.md), never
// protobuf's. 32 bytes.
std::string RantaiBerikut(std::string_view sebelum, std::string_view satker, int32_t tahun,
                          const BarisJurnal& baris);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_RANTAI_H_
