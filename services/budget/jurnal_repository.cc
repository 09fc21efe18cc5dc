#include <utility>

#include "common/status/status_macros.h"
#include "services/budget/budget_keys.h"
#include "services/budget/repository_parts.h"

namespace sakip::budget {
namespace parts {

absl::StatusOr<std::optional<Kepala>> FindKepala(const store::Reader& reader,
                                                 std::string_view satker, int32_t tahun) {
  ASSIGN_OR_RETURN(const std::optional<std::string> bytes,
                   reader.Get(kKepalaTable, IdKey(satker, std::to_string(tahun))));
  if (!bytes) {
    return std::nullopt;
  }
  return DecodeKepala(*bytes);
}

absl::StatusOr<JurnalTersimpan> ReadJurnal(const store::Reader& reader, std::string_view satker,
                                           int64_t nomor, std::string_view bytes) {
  ASSIGN_OR_RETURN(JurnalTersimpan jurnal, DecodeJurnal(nomor, bytes));
  if (!jurnal.rantai.empty()) {
    return jurnal;
  }
  // Written before balances were in the journal.
  for (const Entri& entri : jurnal.baris.transaksi.entri) {
    if (jurnal.sesudah.contains(entri.pagu)) {
      continue;
    }
    ASSIGN_OR_RETURN(const std::optional<std::string> saldo,
                     reader.Get(kKartuTable, NumberKey(satker, entri.pagu, nomor)));
    if (!saldo) {
      return Missing();
    }
    ASSIGN_OR_RETURN(jurnal.sesudah[entri.pagu], DecodeSaldo(*saldo));
  }
  return jurnal;
}

}  // namespace parts

namespace {

// Of a page of keys that end in the number of a transaction of `tahun`.
absl::StatusOr<JurnalTersimpan> ByNumber(const store::Reader& reader, std::string_view satker,
                                         int32_t tahun, int64_t nomor) {
  ASSIGN_OR_RETURN(std::optional<JurnalTersimpan> jurnal, FindJurnal(reader, satker, tahun, nomor));
  if (!jurnal) {
    return parts::Missing();
  }
  return *std::move(jurnal);
}

absl::StatusOr<Saldo> SaldoOf(const JurnalTersimpan& jurnal, std::string_view pagu) {
  const auto saldo = jurnal.sesudah.find(std::string(pagu));
  if (saldo == jurnal.sesudah.end()) {
    return parts::Missing();
  }
  return saldo->second;
}

}  // namespace

absl::StatusOr<Kepala> LoadKepala(const store::Reader& reader, std::string_view satker,
                                  int32_t tahun) {
  ASSIGN_OR_RETURN(std::optional<Kepala> stored, parts::FindKepala(reader, satker, tahun));
  if (stored) {
    return *std::move(stored);
  }
  Kepala kepala{.nomor = 0, .rantai = RantaiAwal(), .kas = {}};
  RETURN_IF_ERROR(parts::ForEach(
      reader, kJurnalTable, Under(satker, std::to_string(tahun)),
      [&](std::string_view key, std::string_view value) -> absl::Status {
        // Such a journal moves no cash: there were no entries for it.
        ASSIGN_OR_RETURN(const JurnalTersimpan jurnal, DecodeJurnal(NumberOf(key), value));
        kepala.nomor = NumberOf(key);
        kepala.rantai = RantaiBerikut(kepala.rantai, satker, tahun, jurnal.baris);
        return absl::OkStatus();
      }));
  return kepala;
}

absl::StatusOr<Halaman<JurnalTersimpan>> ListJurnal(const store::Reader& reader,
                                                    std::string_view satker, int32_t tahun,
                                                    std::string_view pagu, std::string_view after,
                                                    size_t size) {
  const bool whole = pagu.empty();
  if (!whole && TahunOf(pagu) != tahun) {
    return Halaman<JurnalTersimpan>();
  }
  const store::Range range = Under(satker, whole ? std::to_string(tahun) : std::string(pagu));
  ASSIGN_OR_RETURN(const std::vector<store::Entry> entries,
                   reader.List(whole ? kJurnalTable : kKartuTable, Behind(range, after), size + 1));
  Halaman<JurnalTersimpan> halaman;
  for (const store::Entry& entry : entries) {
    if (halaman.rows.size() == size) {
      halaman.next = entries[size - 1].key;
      break;
    }
    const int64_t nomor = NumberOf(entry.key);
    ASSIGN_OR_RETURN(JurnalTersimpan jurnal,
                     whole ? parts::ReadJurnal(reader, satker, nomor, entry.value)
                           : ByNumber(reader, satker, tahun, nomor));
    halaman.rows.push_back(std::move(jurnal));
  }
  return halaman;
}

absl::Status LoadJurnal(const store::Reader& reader, std::string_view satker, int32_t tahun,
                        int64_t sampai_nomor, const KunjunganJurnal& visit) {
  store::Range range = Under(satker, std::to_string(tahun));
  if (sampai_nomor > 0) {
    range.end = NumberKey(satker, std::to_string(tahun), sampai_nomor) + '\0';
  }
  return parts::ForEach(reader, kJurnalTable, range,
                        [&](std::string_view key, std::string_view value) -> absl::Status {
                          ASSIGN_OR_RETURN(const JurnalTersimpan jurnal,
                                           parts::ReadJurnal(reader, satker, NumberOf(key), value));
                          return visit(jurnal);
                        });
}

absl::Status LoadJurnalBaris(const store::Reader& reader, std::string_view satker,
                             std::string_view pagu, int64_t sampai_nomor,
                             const KunjunganJurnal& visit) {
  const std::optional<int32_t> tahun = TahunOf(pagu);
  if (!tahun) {
    return absl::OkStatus();
  }
  store::Range range = Under(satker, pagu);
  if (sampai_nomor > 0) {
    range.end = NumberKey(satker, pagu, sampai_nomor) + '\0';
  }
  return parts::ForEach(reader, kKartuTable, range,
                        [&](std::string_view key, std::string_view) -> absl::Status {
                          ASSIGN_OR_RETURN(const JurnalTersimpan jurnal,
                                           ByNumber(reader, satker, *tahun, NumberOf(key)));
                          return visit(jurnal);
                        });
}

absl::StatusOr<std::vector<TransaksiJurnal>> LoadTransaksi(const store::Reader& reader,
                                                           std::string_view satker, int32_t tahun) {
  std::vector<TransaksiJurnal> transaksi;
  RETURN_IF_ERROR(parts::ForEach(reader, kJurnalTable, Under(satker, std::to_string(tahun)),
                                 [&](std::string_view key, std::string_view value) -> absl::Status {
                                   ASSIGN_OR_RETURN(JurnalTersimpan jurnal,
                                                    DecodeJurnal(NumberOf(key), value));
                                   transaksi.push_back(std::move(jurnal.baris.transaksi));
                                   return absl::OkStatus();
                                 }));
  return transaksi;
}

absl::StatusOr<std::optional<JurnalTersimpan>> FindJurnal(const store::Reader& reader,
                                                          std::string_view satker, int32_t tahun,
                                                          int64_t nomor) {
  ASSIGN_OR_RETURN(const std::optional<std::string> bytes,
                   reader.Get(kJurnalTable, NumberKey(satker, std::to_string(tahun), nomor)));
  if (!bytes) {
    return std::nullopt;
  }
  return parts::ReadJurnal(reader, satker, nomor, *bytes);
}

absl::StatusOr<Halaman<BarisKartu>> ListKartu(const store::Reader& reader, std::string_view satker,
                                              std::string_view pagu, std::string_view after,
                                              size_t size) {
  Halaman<BarisKartu> halaman;
  const std::optional<int32_t> tahun = TahunOf(pagu);
  if (!tahun) {
    return halaman;
  }
  Saldo saldo;
  if (!after.empty()) {
    ASSIGN_OR_RETURN(const JurnalTersimpan before,
                     ByNumber(reader, satker, *tahun, NumberOf(after)));
    ASSIGN_OR_RETURN(saldo, SaldoOf(before, pagu));
  }
  ASSIGN_OR_RETURN(Halaman<JurnalTersimpan> jurnal,
                   ListJurnal(reader, satker, *tahun, pagu, after, size));
  for (JurnalTersimpan& one : jurnal.rows) {
    ASSIGN_OR_RETURN(const Saldo sesudah, SaldoOf(one, pagu));
    halaman.rows.push_back({.jurnal = std::move(one), .sebelum = saldo, .sesudah = sesudah});
    saldo = sesudah;
  }
  halaman.next = std::move(jurnal.next);
  return halaman;
}

absl::StatusOr<std::optional<TitikRantai>> GetRantai(const store::Reader& reader,
                                                     std::string_view satker, int32_t tahun,
                                                     int64_t nomor) {
  if (nomor == 0) {
    ASSIGN_OR_RETURN(nomor,
                     parts::LastNumber(reader, kJurnalTable, Under(satker, std::to_string(tahun))));
  }
  ASSIGN_OR_RETURN(std::optional<JurnalTersimpan> found, FindJurnal(reader, satker, tahun, nomor));
  if (!found) {
    return std::nullopt;
  }
  TitikRantai titik{.nomor = nomor,
                    .rantai = std::move(found->rantai),
                    .waktu_us = found->baris.pencatat.waktu_us};
  if (titik.rantai.empty()) {
    titik.rantai = RantaiAwal();
    RETURN_IF_ERROR(LoadJurnal(reader, satker, tahun, nomor, [&](const JurnalTersimpan& jurnal) {
      titik.rantai = RantaiBerikut(titik.rantai, satker, tahun, jurnal.baris);
      return absl::OkStatus();
    }));
  }
  return titik;
}

}  // namespace sakip::budget
