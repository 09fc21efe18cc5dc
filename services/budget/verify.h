#ifndef SAKIP_SERVICES_BUDGET_VERIFY_H_
#define SAKIP_SERVICES_BUDGET_VERIFY_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "services/budget/buku.h"
#include "services/budget/rantai.h"

// Recomputes an office-year from its journal and compares. Pure; trusts nothing that is stored.
namespace sakip::budget {

// A transaction as stored: in its place, with its card entries and its chain.
struct JurnalTersimpan {
  BarisJurnal baris;
  DaftarSaldo sesudah;
  std::string rantai;  // empty: written before entries were chained
};

// Everything that is stored of one office-year.
struct BukuLengkap {
  std::string satker;
  int32_t tahun = 0;
  std::map<std::string, Baris> baris;
  std::map<std::string, Realisasi> realisasi;
  // Every version of every document, the newest last.
  std::map<std::string, std::vector<Tagihan>> tagihan;
  std::map<std::string, std::vector<Komitmen>> komitmen;
  std::map<std::string, std::vector<Revisi>> revisi;
  std::map<std::string, std::vector<Setoran>> setoran;
  std::map<std::string, std::vector<Koreksi>> koreksi;
  std::map<std::string, std::vector<Pembukaan>> pembukaan;
  std::vector<AktaPeriode> akta;        // in the order they were written
  std::vector<JurnalTersimpan> jurnal;  // in the order of the keys
  Kas kas;
  int64_t nomor_terakhir = 0;
  std::string rantai;  // newest; empty: none was stored
  BulanTutup bulan_tutup{};
};

// A broken invariant and where. Names lines, documents and numbers, never a person or a text.
struct Temuan {
  std::string invariant;  // "I1" .. "I10", or "POSTING"
  std::string what;
  bool operator==(const Temuan&) const = default;
};

//   I1       every transaction is balanced (Transaksi::Of)
//   I2       after every transaction no balance is below 0, and DIPA is the sum of the others
//   I3       stored balances, after each transaction and at the end, equal the fold
//   I4       numbers are dense from 1
//   I5       the chain recomputes, up to the stored newest
//   I7       every document's versions are a path of its states, by persons who may (tugas.h)
//   I8       SPP lines = SPM lines; paid <= SPM; net = gross - deductions >= 0; the transactions of
//            a document are those it names, with its amounts
//   I9       no transaction dated in a month that was closed when it was written
//   I10      every reversal names one transaction that exists and that no other reverses; what is
//            left of a transaction is never below 0, nor below what came back of it and waits
//   POSTING  every posting has exactly one transaction, with its line, amount and date, and every
//            transaction the thing that made it
std::vector<Temuan> Verify(const BukuLengkap& buku);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_VERIFY_H_
