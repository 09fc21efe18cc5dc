#include "services/budget/laporan_wire.h"

#include "common/status/status_macros.h"
#include "services/budget/budget_wire.h"
#include "services/budget/dipa_wire.h"
#include "services/budget/pembayaran_wire.h"
#include "services/budget/wire_parts.h"

namespace sakip::budget {
namespace {

constexpr EnumPair<v1::Kelompok, Kelompok> kKelompok[] = {
    {v1::KELOMPOK_BARIS, Kelompok::kBaris},
    {v1::KELOMPOK_OUTPUT, Kelompok::kOutput},
    {v1::KELOMPOK_KEGIATAN, Kelompok::kKegiatan},
    {v1::KELOMPOK_PROGRAM, Kelompok::kProgram},
    {v1::KELOMPOK_AKUN, Kelompok::kAkun},
    {v1::KELOMPOK_JENIS_BELANJA, Kelompok::kJenisBelanja},
    {v1::KELOMPOK_SUMBER_DANA, Kelompok::kSumberDana},
};
constexpr EnumPair<v1::SumberPembanding, SumberPembanding> kSumberPembanding[] = {
    {v1::SUMBER_PEMBANDING_POK, SumberPembanding::kPok},
    {v1::SUMBER_PEMBANDING_SP2D, SumberPembanding::kSp2d},
    {v1::SUMBER_PEMBANDING_LPPA, SumberPembanding::kLppa},
};
constexpr EnumPair<v1::StatusSelisih, StatusSelisih> kStatusSelisih[] = {
    {v1::STATUS_SELISIH_TERBUKA, StatusSelisih::kTerbuka},
    {v1::STATUS_SELISIH_DIJELASKAN, StatusSelisih::kDijelaskan},
    {v1::STATUS_SELISIH_SELESAI, StatusSelisih::kSelesai},
};
constexpr EnumPair<v1::JenisPengecualian, JenisPengecualian> kJenisPengecualian[] = {
    {v1::JENIS_PENGECUALIAN_KOREKSI_SETELAH_TUTUP, JenisPengecualian::kKoreksiSetelahTutup},
    {v1::JENIS_PENGECUALIAN_PEMBUKAAN_PERIODE, JenisPengecualian::kPembukaanPeriode},
    {v1::JENIS_PENGECUALIAN_PERSETUJUAN_SEHARI, JenisPengecualian::kPersetujuanSehari},
    {v1::JENIS_PENGECUALIAN_HABIS_TERIKAT, JenisPengecualian::kHabisTerikat},
    {v1::JENIS_PENGECUALIAN_MELEWATI_NORMA, JenisPengecualian::kMelewatiNorma},
    {v1::JENIS_PENGECUALIAN_DIBUKUKAN_TERLAMBAT, JenisPengecualian::kDibukukanTerlambat},
    {v1::JENIS_PENGECUALIAN_DIPECAH, JenisPengecualian::kDipecah},
};

std::string_view Koleksi(Pengecualian::Hal hal) {
  switch (hal) {
    case Pengecualian::Hal::kBaris:
      return "pagu";
    case Pengecualian::Hal::kTagihan:
      return "tagihan";
    case Pengecualian::Hal::kKomitmen:
      return "komitmen";
    case Pengecualian::Hal::kRevisi:
      return "revisi";
    case Pengecualian::Hal::kKoreksi:
      return "koreksi";
    case Pengecualian::Hal::kPembukaan:
      return "pembukaan";
  }
  return {};
}

void SetRasio(const ratio::Ratio& rasio, common::v1::Rasio* wire) {
  wire->set_eksak(rasio.ToCanonical());
  wire->set_desimal(rasio.RoundHalfAway(8));
}

v1::BarisLppa ToWire(const BarisLppa& baris) {
  v1::BarisLppa wire;
  wire.set_kode(baris.kode);
  wire.set_uraian(baris.uraian);
  wire.set_pagu(baris.pagu.value());
  wire.set_realisasi_lalu(baris.realisasi_lalu.value());
  wire.set_realisasi_bulan(baris.realisasi_bulan.value());
  wire.set_realisasi_sampai(baris.realisasi_sampai.value());
  wire.set_sisa(baris.sisa.value());
  if (baris.serapan) {
    SetRasio(*baris.serapan, wire.mutable_serapan());
  }
  wire.set_komitmen(baris.komitmen.value());
  wire.set_outstanding(baris.outstanding.value());
  return wire;
}

v1::SaldoBaris ToWire(const Saldo& saldo) {
  v1::SaldoBaris wire;
  wire.set_pagu(saldo.dipa.value());
  wire.set_komitmen(saldo.komitmen.value());
  wire.set_spp(saldo.spp.value());
  wire.set_spm(saldo.spm.value());
  wire.set_realisasi(saldo.realisasi.value());
  wire.set_tersedia(saldo.tersedia.value());
  return wire;
}

// "SPP_ISSUED"
std::string NamaStatus(StatusTagihan status) {
  constexpr std::string_view kPrefix = "STATUS_TAGIHAN_";
  return v1::StatusTagihan_Name(ToWire(status)).substr(kPrefix.size());
}

}  // namespace

absl::StatusOr<Kelompok> ToKelompok(v1::Kelompok kelompok, Kelompok bila_kosong) {
  if (kelompok == v1::KELOMPOK_UNSPECIFIED) {
    return bila_kosong;
  }
  WireReader reader{std::string()};
  const Kelompok hasil = reader.Enum(kKelompok, kelompok, "kelompok");
  RETURN_IF_ERROR(reader.ToStatus());
  return hasil;
}

absl::StatusOr<period::Tanggal> ToPerTanggal(const std::string& text, period::Tanggal bila_kosong) {
  WireReader reader{std::string()};
  const auto tanggal = reader.TanggalBila(text, "per_tanggal");
  RETURN_IF_ERROR(reader.ToStatus());
  return tanggal.value_or(bila_kosong);
}

absl::StatusOr<SumberPembanding> ToSumberPembanding(v1::SumberPembanding sumber) {
  WireReader reader{std::string()};
  const SumberPembanding hasil = reader.Enum(kSumberPembanding, sumber, "sumber");
  RETURN_IF_ERROR(reader.ToStatus());
  return hasil;
}

absl::StatusOr<SetPembanding> ToSetPembanding(const v1::PutPembandingRequest& request,
                                              std::string_view satker, period::Tanggal hari_ini) {
  WireReader reader{std::string(satker)};
  SetPembanding set;
  set.sumber = reader.Enum(kSumberPembanding, request.sumber(), "sumber");
  set.tanggal = reader.Tanggal(request.per_tanggal(), "per_tanggal");
  if (reader.ok() && set.tanggal.year() != request.tahun()) {
    reader.violations().Add("per_tanggal", "must be a day of the fiscal year",
                            "harus hari dalam tahun anggaran");
  } else if (reader.ok() && set.tanggal > hari_ini) {
    reader.violations().Add("per_tanggal", "must not be after today",
                            "tidak boleh sesudah hari ini");
  }
  for (int i = 0; i < request.pembanding_size(); ++i) {
    const v1::Pembanding& wire = request.pembanding(i);
    const std::string path = Indexed("pembanding", i);
    const std::string id = reader.PaguId(wire.pagu(), path + ".pagu");
    if (id.empty()) {
      continue;  // told already
    }
    if (TahunOf(id) != request.tahun()) {
      reader.violations().Add(path + ".pagu", "must be a line of the fiscal year",
                              "harus baris pagu tahun anggaran ini");
    } else if (!set.jumlah.emplace(id, money::Rupiah::FromInt(wire.jumlah())).second) {
      reader.violations().Add(path + ".pagu", "is listed twice", "tercantum dua kali");
    }
  }
  RETURN_IF_ERROR(reader.ToStatus());
  return set;
}

v1::Lppa ToWire(const Lppa& lppa) {
  v1::Lppa wire;
  for (const BarisLppa& baris : lppa.baris) {
    *wire.add_baris() = ToWire(baris);
  }
  if (lppa.total) {
    *wire.mutable_total() = ToWire(*lppa.total);
  }
  if (lppa.total_tanpa_hibah) {
    *wire.mutable_total_tanpa_hibah() = ToWire(*lppa.total_tanpa_hibah);
  }
  wire.set_saldo_impor(lppa.saldo_impor.value());
  wire.set_nomor(lppa.nomor);
  return wire;
}

v1::BarisPenarikan ToWire(const BarisPenarikan& baris) {
  v1::BarisPenarikan wire;
  wire.set_bulan(baris.bulan);
  if (baris.jenis) {
    wire.set_jenis_belanja(ToWire(*baris.jenis));
  }
  wire.set_rencana(baris.rencana.value());
  wire.set_realisasi(baris.realisasi.value());
  wire.set_selisih(baris.selisih.value());
  if (baris.deviasi) {
    SetRasio(*baris.deviasi, wire.mutable_deviasi());
  }
  wire.set_rencana_kumulatif(baris.rencana_kumulatif.value());
  wire.set_realisasi_kumulatif(baris.realisasi_kumulatif.value());
  return wire;
}

v1::BarisKartu ToWire(std::string_view satker, const BarisKartu& baris) {
  v1::BarisKartu wire;
  *wire.mutable_transaksi() = ToWire(satker, baris.jurnal);
  *wire.mutable_sebelum() = ToWire(baris.sebelum);
  *wire.mutable_sesudah() = ToWire(baris.sesudah);
  return wire;
}

v1::BarisOutstanding ToWire(std::string_view satker, const BarisOutstanding& baris) {
  const bool tagihan = baris.jenis == BarisOutstanding::Jenis::kTagihan;
  v1::BarisOutstanding wire;
  wire.set_name(NamaDokumen(satker, tagihan ? "tagihan" : "komitmen", baris.id));
  wire.set_status(tagihan ? NamaStatus(baris.status) : "AKTIF");
  wire.set_nomor(baris.nomor);
  wire.set_sejak(baris.sejak.Iso());
  wire.set_umur(baris.umur);
  wire.set_jumlah(baris.jumlah.value());
  if (baris.batas) {
    wire.set_batas(baris.batas->Iso());
  }
  wire.set_terlambat(baris.terlambat);
  return wire;
}

v1::BarisPerbandingan ToWire(const BarisPerbandingan& baris) {
  v1::BarisPerbandingan wire;
  wire.set_kode(baris.kode);
  for (const std::string& kode : baris.kode_awal) {
    wire.add_kode_awal(kode);
  }
  wire.set_uraian(baris.uraian);
  wire.set_pagu_awal(baris.pagu_awal.value());
  wire.set_realisasi_awal(baris.realisasi_awal.value());
  wire.set_pagu(baris.pagu.value());
  wire.set_realisasi(baris.realisasi.value());
  if (baris.serapan_awal) {
    SetRasio(*baris.serapan_awal, wire.mutable_serapan_awal());
  }
  if (baris.serapan) {
    SetRasio(*baris.serapan, wire.mutable_serapan());
  }
  return wire;
}

v1::Pengecualian ToWire(std::string_view satker, const Pengecualian& temuan) {
  v1::Pengecualian wire;
  wire.set_jenis(WireOf(kJenisPengecualian, temuan.jenis));
  wire.set_name(NamaDokumen(satker, Koleksi(temuan.hal), temuan.id));
  wire.set_uraian(temuan.uraian);
  wire.mutable_transaksi()->Add(temuan.transaksi.begin(), temuan.transaksi.end());
  for (const Pencatat& pelaku : temuan.pelaku) {
    *wire.add_pelaku() = ToWire(pelaku);
  }
  wire.set_tanggal(temuan.tanggal.Iso());
  wire.set_jumlah(temuan.jumlah.value());
  return wire;
}

v1::Selisih ToWire(std::string_view satker, const Selisih& selisih) {
  v1::Selisih wire;
  wire.set_pagu(NamaPagu(satker, selisih.pagu));
  wire.set_sumber(WireOf(kSumberPembanding, selisih.sumber));
  wire.set_di_sini(selisih.di_sini.value());
  wire.set_di_sana(selisih.di_sana.value());
  wire.set_selisih(selisih.selisih.value());
  wire.set_status(WireOf(kStatusSelisih, selisih.status));
  wire.set_sejak(selisih.sejak.Iso());
  wire.set_umur(selisih.umur);
  wire.set_penjelasan(selisih.penjelasan);
  if (selisih.penjelas) {
    *wire.mutable_penjelas() = ToWire(*selisih.penjelas);
  }
  return wire;
}

}  // namespace sakip::budget
