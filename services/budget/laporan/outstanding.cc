#include "services/budget/laporan/outstanding.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "common/status/status_macros.h"
#include "services/budget/laporan/lppa.h"

namespace sakip::budget {
namespace {

// Whether the bill holds money of its lines back.
bool Menahan(StatusTagihan status) {
  switch (status) {
    case StatusTagihan::kSppIssued:
    case StatusTagihan::kSppTested:
    case StatusTagihan::kSpmIssued:
    case StatusTagihan::kSent:
      return true;
    case StatusTagihan::kDraft:
    case StatusTagihan::kSp2dIssued:
    case StatusTagihan::kRejected:
    case StatusTagihan::kExpired:
      return false;
  }
  return false;
}

}  // namespace

absl::Status PenyusunOutstanding::Ambil(const Tagihan& tagihan) {
  if (budget::Selesai(tagihan.status) || tagihan.langkah.empty()) {
    return absl::OkStatus();
  }
  BarisOutstanding baris;
  baris.jenis = BarisOutstanding::Jenis::kTagihan;
  baris.id = tagihan.id;
  baris.status = tagihan.status;
  for (const Langkah& langkah : tagihan.langkah) {
    if (!langkah.nomor.empty()) {
      baris.nomor = langkah.nomor;
    }
  }
  baris.sejak = tagihan.langkah.back().tanggal;
  if (Menahan(tagihan.status) && PunyaRincian(tagihan.jenis)) {
    baris.jumlah = tagihan.jumlah;
  }
  if (tagihan.status == StatusTagihan::kDraft) {
    baris.batas = BatasSpp(tagihan, libur_);
  }
  Tambah(std::move(baris));
  return absl::OkStatus();
}

absl::Status PenyusunOutstanding::Ambil(const Komitmen& komitmen) {
  if (komitmen.status != StatusKomitmen::kAktif) {
    return absl::OkStatus();
  }
  BarisOutstanding baris;
  baris.jenis = BarisOutstanding::Jenis::kKomitmen;
  baris.id = komitmen.id;
  baris.nomor = komitmen.nomor_kontrak;
  baris.sejak = komitmen.tanggal;
  for (const Rincian& sisa : komitmen.sisa) {
    ASSIGN_OR_RETURN(baris.jumlah, money::Add(baris.jumlah, sisa.jumlah));
  }
  baris.batas = komitmen.berakhir;
  Tambah(std::move(baris));
  return absl::OkStatus();
}

void PenyusunOutstanding::Tambah(BarisOutstanding baris) {
  const int64_t umur = per_tanggal_.epoch_days() - baris.sejak.epoch_days();
  baris.umur = static_cast<int32_t>(std::max<int64_t>(0, umur));
  baris.terlambat = baris.batas && per_tanggal_ > *baris.batas;
  baris_.push_back(std::move(baris));
}

std::vector<BarisOutstanding> PenyusunOutstanding::Selesai() && {
  std::sort(baris_.begin(), baris_.end(), [](const BarisOutstanding& a, const BarisOutstanding& b) {
    return std::tie(a.sejak, a.jenis, a.id) < std::tie(b.sejak, b.jenis, b.id);
  });
  return std::move(baris_);
}

}  // namespace sakip::budget
