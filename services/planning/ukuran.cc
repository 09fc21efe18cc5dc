#include "services/planning/ukuran.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace sakip::planning {
namespace {

// A message's own tag and length, its years and numbers, and up to twelve months.
constexpr size_t kPesan = 40;
// A text's tag and length.
constexpr size_t kTeks = 4;

size_t Pesan(std::initializer_list<std::string_view> texts) {
  size_t bytes = kPesan;
  for (const std::string_view text : texts) {
    bytes += kTeks + text.size();
  }
  return bytes;
}

size_t Ukuran(const UnitKerja& unit);
size_t Ukuran(const Pegawai& pegawai);
size_t Ukuran(const Indikator& i);
size_t Ukuran(const BarisRencana& baris);
size_t Ukuran(const PerjanjianKinerja& pk);
size_t Ukuran(const BarisRencanaAksi& b);
size_t Ukuran(const ButirRenstra& butir);
size_t Ukuran(const Sasaran& sasaran);
size_t Ukuran(const Iku& iku);

size_t Semua(const std::vector<std::string>& texts) {
  size_t bytes = 0;
  for (const std::string& text : texts) {
    bytes += kTeks + text.size();
  }
  return bytes;
}

template <class T>
size_t Semua(const std::vector<T>& items) {
  size_t bytes = 0;
  for (const T& item : items) {
    bytes += Ukuran(item);
  }
  return bytes;
}

size_t Ukuran(const UnitKerja& unit) {
  return Pesan({unit.name, unit.nama, unit.singkatan});
}

size_t Ukuran(const Pegawai& pegawai) {
  return Pesan({pegawai.kelompok, pegawai.uraian});
}

size_t Ukuran(const Indikator& i) {
  return Pesan({i.name, i.nama, i.satuan, i.kode_output, i.unit_kerja}) + Semua(i.rincian);
}

size_t Ukuran(const Target& target) {
  return Pesan({target.teks, target.angka, target.satuan});
}

size_t Ukuran(const BarisRencana& baris) {
  return Pesan({baris.sasaran, baris.indikator, baris.uraian}) + Ukuran(baris.target);
}

size_t Ukuran(const PerjanjianKinerja& pk) {
  return Pesan({pk.name, pk.unit_kerja, pk.judul}) + Semua(pk.baris);
}

size_t Ukuran(const BarisRencanaAksi& b) {
  return Pesan({b.sasaran, b.indikator, b.kegiatan, b.pelaksana, b.catatan}) +
         (b.target.has_value() ? Ukuran(*b.target) : 0);
}

size_t Ukuran(const ButirRenstra& butir) {
  return Pesan({butir.uraian});
}

size_t Ukuran(const Sasaran& sasaran) {
  return Pesan({sasaran.uraian}) + Semua(sasaran.indikator);
}

size_t Ukuran(const Iku& iku) {
  return Pesan({iku.uraian, iku.indikator});
}

}  // namespace

size_t Ukuran(const Renstra& renstra) {
  return Pesan({renstra.name, renstra.dasar_hukum, renstra.visi}) + Semua(renstra.misi) +
         Semua(renstra.tujuan) + Semua(renstra.sasaran) + Semua(renstra.iku);
}

size_t Ukuran(const Kode& kode) {
  return Pesan({KodeName(kode), kode.kode, kode.uraian, kode.induk});
}

size_t UkuranRegistri(const Perencanaan& p) {
  return Semua(p.unit_kerja) + Semua(p.indikator);
}

size_t UkuranTahun(const Perencanaan& p) {
  size_t bytes = Semua(p.pegawai) + Semua(p.perjanjian_kinerja);
  if (p.rkt.has_value()) {
    bytes += Pesan({p.rkt->name}) + Semua(p.rkt->baris);
  }
  if (p.rencana_aksi.has_value()) {
    bytes += Pesan({p.rencana_aksi->name}) + Semua(p.rencana_aksi->baris);
  }
  return bytes;
}

}  // namespace sakip::planning
