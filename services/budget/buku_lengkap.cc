#include <utility>

#include "common/status/status_macros.h"
#include "services/budget/budget_keys.h"
#include "services/budget/repository_parts.h"

namespace sakip::budget {
namespace {

template <class Dokumen>
absl::Status SemuaVersi(const store::Reader& reader, const BukuLengkap& of,
                        std::map<std::string, std::vector<Dokumen>>* into) {
  const std::string prefix = SignKey(of.satker, of.tahun, kJenisDokumen<Dokumen>.huruf, "");
  return parts::ForEach(reader, kDokumenTable, store::PrefixRange(prefix),
                        [&](std::string_view key, std::string_view) -> absl::Status {
                          const std::string id(LastPart(key));
                          ASSIGN_OR_RETURN(std::vector<Dokumen> versi,
                                           LoadVersi<Dokumen>(reader, of.satker, id));
                          if (versi.empty()) {
                            return parts::Missing();
                          }
                          into->emplace(id, std::move(versi));
                          return absl::OkStatus();
                        });
}

absl::Status LoadRealisasi(const store::Reader& reader, BukuLengkap* buku) {
  return parts::ForEach(reader, kRealisasiTable, OfSatker(buku->satker),
                        [&](std::string_view key, std::string_view value) -> absl::Status {
                          ASSIGN_OR_RETURN(RealisasiBernomor stored,
                                           DecodeRealisasi(LastPart(key), value));
                          if (TahunOf(stored.realisasi.pagu) == buku->tahun) {
                            std::string id = stored.realisasi.id;
                            buku->realisasi.emplace(std::move(id), std::move(stored.realisasi));
                          }
                          return absl::OkStatus();
                        });
}

absl::Status LoadDocuments(const store::Reader& reader, BukuLengkap* buku) {
  RETURN_IF_ERROR(SemuaVersi(reader, *buku, &buku->tagihan));
  RETURN_IF_ERROR(SemuaVersi(reader, *buku, &buku->komitmen));
  RETURN_IF_ERROR(SemuaVersi(reader, *buku, &buku->revisi));
  RETURN_IF_ERROR(SemuaVersi(reader, *buku, &buku->setoran));
  RETURN_IF_ERROR(SemuaVersi(reader, *buku, &buku->koreksi));
  RETURN_IF_ERROR(SemuaVersi(reader, *buku, &buku->pembukaan));
  ASSIGN_OR_RETURN(buku->akta, LoadPeriode(reader, buku->satker, buku->tahun));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<BukuLengkap> LoadBukuLengkap(const store::Reader& reader, std::string_view satker,
                                            int32_t tahun) {
  BukuLengkap buku;
  buku.satker = std::string(satker);
  buku.tahun = tahun;
  ASSIGN_OR_RETURN(std::vector<Baris> lines, LoadBaris(reader, satker, tahun));
  for (Baris& baris : lines) {
    std::string id = baris.pagu.id;
    buku.baris.emplace(std::move(id), std::move(baris));
  }
  RETURN_IF_ERROR(LoadRealisasi(reader, &buku));
  RETURN_IF_ERROR(LoadDocuments(reader, &buku));
  RETURN_IF_ERROR(LoadJurnal(reader, satker, tahun, 0, [&](const JurnalTersimpan& jurnal) {
    buku.jurnal.push_back(jurnal);
    return absl::OkStatus();
  }));
  ASSIGN_OR_RETURN(const std::optional<Kepala> kepala, parts::FindKepala(reader, satker, tahun));
  if (kepala) {
    buku.kas = kepala->kas;
    buku.nomor_terakhir = kepala->nomor;
    buku.rantai = kepala->rantai;
    buku.bulan_tutup = kepala->bulan_tutup;
  } else if (!buku.jurnal.empty()) {
    buku.nomor_terakhir = buku.jurnal.back().baris.transaksi.nomor;
  }
  return buku;
}

}  // namespace sakip::budget
