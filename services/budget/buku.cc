#include "services/budget/buku.h"

#include <utility>

#include "common/fault/fault.h"

namespace sakip::budget {
namespace {

// A document's new version, the note of its newest one, and its place among the unfinished.
constexpr size_t kPerDokumen = 3;

}  // namespace

Ledger LedgerOf(const Buku& buku) {
  Posisi posisi{.baris = {}, .kas = buku.kas};
  for (const auto& [id, baris] : buku.baris) {
    posisi.baris[id] = baris.saldo;
  }
  return Ledger(std::move(posisi), buku.nomor_terakhir);
}

size_t CountWrites(const Perubahan& perubahan) {
  const size_t dokumen = perubahan.tagihan.size() + perubahan.komitmen.size() +
                         perubahan.revisi.size() + perubahan.setoran.size() +
                         perubahan.koreksi.size() + perubahan.pembukaan.size() +
                         perubahan.akta.size();
  size_t writes = perubahan.pagu.size() + perubahan.label.size() + perubahan.kode.size() +
                  perubahan.realisasi.size() + kPerDokumen * dokumen + perubahan.nomor.size() +
                  perubahan.tugas.size();
  for (const Tercatat& tercatat : perubahan.jurnal) {
    const size_t rujukan = tercatat.transaksi.acuan == 0 ? 0 : 1;
    writes += 1 + rujukan + 2 * tercatat.sesudah.size();
  }
  // The office-year's own record: its cash, numbers and months.
  return writes == 0 ? 0 : writes + 1;
}

absl::Status CheckSize(const Perubahan& perubahan) {
  const size_t writes = CountWrites(perubahan);
  if (writes <= kWritesMax) {
    return absl::OkStatus();
  }
  return fault::Refuse(
      fault::Reason::kMessageTooLarge,
      "the request writes too many lines, documents and postings at once; split it",
      "permintaan menulis terlalu banyak baris, dokumen, dan transaksi sekaligus; bagilah menjadi "
      "beberapa bagian",
      {{"writes", std::to_string(writes)}, {"writes_max", std::to_string(kWritesMax)}});
}

absl::Status CheckTerbuka(const Buku& buku, period::Tanggal tanggal, std::string_view field) {
  if (!buku.bulan_tutup[static_cast<size_t>(tanggal.month() - 1)]) {
    return absl::OkStatus();
  }
  const std::string english =
      "the books of " + tanggal.Iso().substr(0, 7) + " are closed; date the entry in an open month";
  const std::string indonesian =
      "pembukuan bulan " + std::string(period::NamaBulan(tanggal.month())) + " " +
      std::to_string(tanggal.year()) + " sudah ditutup; bukukan pada bulan yang terbuka";
  return fault::ToStatus({.reason = fault::Reason::kPeriodClosed,
                          .english = english,
                          .indonesian = indonesian,
                          .violations = {{std::string(field), english, indonesian}},
                          .metadata = {{"month", tanggal.Iso().substr(0, 7)}}});
}

}  // namespace sakip::budget
