#include "services/budget/pembukuan_wire.h"

#include <iterator>

#include "common/status/status_macros.h"
#include "services/budget/wire_parts.h"

namespace sakip::budget {
namespace {

constexpr std::string_view kPembukaanPattern = "satker/{satker}/pembukaan/{pembukaan}";

constexpr EnumPair<v1::StatusPeriode, StatusPeriode> kStatusPeriode[] = {
    {v1::STATUS_PERIODE_TERBUKA, StatusPeriode::kTerbuka},
    {v1::STATUS_PERIODE_TUTUP, StatusPeriode::kTutup},
};
static_assert(std::size(kStatusPeriode) == v1::StatusPeriode_ARRAYSIZE - 1);

v1::Neraca ToWire(const Neraca& neraca) {
  v1::Neraca wire;
  wire.set_nomor(neraca.nomor);
  wire.set_pagu(neraca.total.dipa.value());
  wire.set_komitmen(neraca.total.komitmen.value());
  wire.set_outstanding(neraca.total.spp.value() + neraca.total.spm.value());
  wire.set_tersedia(neraca.total.tersedia.value());
  wire.set_realisasi_bulan(neraca.realisasi_bulan.value());
  wire.set_realisasi_sampai(neraca.realisasi_sampai.value());
  wire.set_up(neraca.kas.up.value());
  wire.set_tup(neraca.kas.tup.value());
  wire.set_kas_hibah(neraca.kas.hibah.value());
  wire.set_retur(neraca.kas.retur.value());
  return wire;
}

v1::AktaPeriode ToWire(std::string_view satker, const AktaPeriode& akta) {
  v1::AktaPeriode wire;
  wire.set_menjadi(WireOf(kStatusPeriode, akta.menjadi));
  wire.set_tanggal(akta.tanggal.Iso());
  wire.set_alasan(akta.alasan);
  if (akta.neraca) {
    *wire.mutable_neraca() = ToWire(*akta.neraca);
  }
  *wire.mutable_oleh() = ToWire(akta.oleh);
  wire.set_pembukaan(NamaDokumen(satker, "pembukaan", akta.pembukaan));
  return wire;
}

}  // namespace

absl::StatusOr<Pembukaan> ToPembukaan(std::string_view satker, const v1::Pembukaan& wire) {
  WireReader reader{std::string(satker)};
  Pembukaan pembukaan;
  pembukaan.id = reader.Id(kPembukaanPattern, wire.name(), "pembukaan.name");
  pembukaan.tahun = wire.tahun();
  pembukaan.bulan = wire.bulan();
  pembukaan.alasan = wire.alasan();
  RETURN_IF_ERROR(reader.ToStatus());
  return pembukaan;
}

v1::PeriodeAnggaran ToWire(std::string_view satker, int32_t bulan,
                           const std::vector<AktaPeriode>& akta) {
  v1::PeriodeAnggaran wire;
  wire.set_bulan(bulan);
  wire.set_status(v1::STATUS_PERIODE_TERBUKA);
  for (const AktaPeriode& one : akta) {
    if (one.bulan == bulan) {
      *wire.add_akta() = ToWire(satker, one);
      wire.set_status(WireOf(kStatusPeriode, one.menjadi));
    }
  }
  return wire;
}

v1::Pembukaan ToWire(std::string_view satker, const Pembukaan& pembukaan) {
  v1::Pembukaan wire;
  wire.set_name(NamaDokumen(satker, "pembukaan", pembukaan.id));
  wire.set_tahun(pembukaan.tahun);
  wire.set_bulan(pembukaan.bulan);
  wire.set_alasan(pembukaan.alasan);
  wire.set_status(ToWire(pembukaan.status));
  *wire.mutable_pengusul() = ToWire(pembukaan.pengusul);
  if (pembukaan.pemutus) {
    *wire.mutable_pemutus() = ToWire(*pembukaan.pemutus);
  }
  wire.set_alasan_putusan(pembukaan.alasan_putusan);
  return wire;
}

}  // namespace sakip::budget
