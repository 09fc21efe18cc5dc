#ifndef SAKIP_SERVICES_BUDGET_VERIFY_DOKUMEN_H_
#define SAKIP_SERVICES_BUDGET_VERIFY_DOKUMEN_H_

#include <map>
#include <vector>

#include "services/budget/verify.h"

// The parts of Verify that read documents; for verify.cc alone. Pure.
namespace sakip::budget {

// What a document's kind and name are called in a finding: "tagihan 2017-gaji-01".
std::string Sebut(std::string_view jenis, std::string_view id);

// Versions of documents: paths, persons, what may change (I7, I8).
void VerifyVersi(const BukuLengkap& buku, std::vector<Temuan>* temuan);

// Transactions and what made them: each names the other, with the same amounts and date (I8,
// POSTING); what unfinished documents bind is what the lines say (I8).
void VerifyTransaksi(const BukuLengkap& buku, std::vector<Temuan>* temuan);

// Months: closings and reopenings in turn, what was dated in a closed one, the sums that were kept
// (I3, I7, I9).
void VerifyPeriode(const BukuLengkap& buku, std::vector<Temuan>* temuan);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_VERIFY_DOKUMEN_H_
