#include "services/budget/pembayaran_wire.h"

#include <iterator>

#include "common/status/status_macros.h"
#include "services/budget/komitmen.h"
#include "services/budget/koreksi.h"
#include "services/budget/wire_parts.h"

namespace sakip::budget {
namespace {

using money::Rupiah;

constexpr std::string_view kSetoranPattern = "satker/{satker}/setoran/{setoran}";

constexpr EnumPair<v1::StatusKomitmen, StatusKomitmen> kStatusKomitmen[] = {
    {v1::STATUS_KOMITMEN_AKTIF, StatusKomitmen::kAktif},
    {v1::STATUS_KOMITMEN_SELESAI, StatusKomitmen::kSelesai},
    {v1::STATUS_KOMITMEN_KEDALUWARSA, StatusKomitmen::kKedaluwarsa},
};
static_assert(std::size(kStatusKomitmen) == v1::StatusKomitmen_ARRAYSIZE - 1);
constexpr EnumPair<v1::JenisTagihan, JenisTagihan> kJenisTagihan[] = {
    {v1::JENIS_TAGIHAN_LS_GAJI, JenisTagihan::kLsGaji},
    {v1::JENIS_TAGIHAN_LS_KONTRAKTUAL, JenisTagihan::kLsKontraktual},
    {v1::JENIS_TAGIHAN_LS_NON_KONTRAKTUAL, JenisTagihan::kLsNonKontraktual},
    {v1::JENIS_TAGIHAN_UP, JenisTagihan::kUp},
    {v1::JENIS_TAGIHAN_TUP, JenisTagihan::kTup},
    {v1::JENIS_TAGIHAN_GUP, JenisTagihan::kGup},
    {v1::JENIS_TAGIHAN_GUP_NIHIL, JenisTagihan::kGupNihil},
    {v1::JENIS_TAGIHAN_PTUP, JenisTagihan::kPtup},
    {v1::JENIS_TAGIHAN_SPHL, JenisTagihan::kSphl},
    {v1::JENIS_TAGIHAN_SP4HL, JenisTagihan::kSp4hl},
};
static_assert(std::size(kJenisTagihan) == v1::JenisTagihan_ARRAYSIZE - 1);
constexpr EnumPair<v1::StatusTagihan, StatusTagihan> kStatusTagihan[] = {
    {v1::STATUS_TAGIHAN_DRAFT, StatusTagihan::kDraft},
    {v1::STATUS_TAGIHAN_SPP_ISSUED, StatusTagihan::kSppIssued},
    {v1::STATUS_TAGIHAN_SPP_TESTED, StatusTagihan::kSppTested},
    {v1::STATUS_TAGIHAN_SPM_ISSUED, StatusTagihan::kSpmIssued},
    {v1::STATUS_TAGIHAN_SENT, StatusTagihan::kSent},
    {v1::STATUS_TAGIHAN_SP2D_ISSUED, StatusTagihan::kSp2dIssued},
    {v1::STATUS_TAGIHAN_REJECTED, StatusTagihan::kRejected},
    {v1::STATUS_TAGIHAN_EXPIRED, StatusTagihan::kExpired},
};
static_assert(std::size(kStatusTagihan) == v1::StatusTagihan_ARRAYSIZE - 1);
constexpr EnumPair<v1::JenisSetoran, JenisSetoran> kJenisSetoran[] = {
    {v1::JENIS_SETORAN_PENGEMBALIAN, JenisSetoran::kPengembalian},
    {v1::JENIS_SETORAN_UP, JenisSetoran::kSetoranUp},
    {v1::JENIS_SETORAN_TUP, JenisSetoran::kSetoranTup},
    {v1::JENIS_SETORAN_RETUR, JenisSetoran::kRetur},
    {v1::JENIS_SETORAN_BAYAR_RETUR, JenisSetoran::kBayarRetur},
};
static_assert(std::size(kJenisSetoran) == v1::JenisSetoran_ARRAYSIZE - 1);

v1::LangkahTagihan ToWire(const Langkah& langkah) {
  v1::LangkahTagihan wire;
  wire.set_status(WireOf(kStatusTagihan, langkah.status));
  *wire.mutable_oleh() = ToWire(langkah.oleh);
  wire.set_tanggal(langkah.tanggal.Iso());
  wire.set_nomor(langkah.nomor);
  wire.set_alasan(langkah.alasan);
  wire.set_transaksi(langkah.transaksi);
  return wire;
}

}  // namespace

absl::StatusOr<Komitmen> ToKomitmen(std::string_view satker, const v1::Komitmen& wire) {
  WireReader reader{std::string(satker)};
  Komitmen komitmen;
  komitmen.id = reader.Id(kKomitmenPattern, wire.name(), "komitmen.name");
  komitmen.tahun = wire.tahun();
  komitmen.nomor_kontrak = wire.nomor_kontrak();
  komitmen.uraian = wire.uraian();
  komitmen.tanggal = reader.Tanggal(wire.tanggal(), "komitmen.tanggal");
  komitmen.berakhir = reader.Tanggal(wire.berakhir(), "komitmen.berakhir");
  komitmen.rincian = reader.Daftar(wire.rincian(), "komitmen.rincian");
  if (reader.ok()) {
    CheckKomitmen(komitmen, "komitmen.", &reader.violations());
  }
  RETURN_IF_ERROR(reader.ToStatus());
  return komitmen;
}

absl::StatusOr<Tagihan> ToTagihan(std::string_view satker, const v1::Tagihan& wire) {
  WireReader reader{std::string(satker)};
  Tagihan tagihan;
  tagihan.id = reader.Id(kTagihanPattern, wire.name(), "tagihan.name");
  tagihan.tahun = wire.tahun();
  tagihan.jenis = reader.Enum(kJenisTagihan, wire.jenis(), "tagihan.jenis");
  tagihan.uraian = wire.uraian();
  if (!wire.komitmen().empty()) {
    tagihan.komitmen = reader.Id(kKomitmenPattern, wire.komitmen(), "tagihan.komitmen");
  }
  tagihan.rincian = reader.Daftar(wire.rincian(), "tagihan.rincian");
  tagihan.jumlah = JumlahAtauTotal(wire.jumlah(), tagihan.rincian);
  tagihan.pendapatan_hibah = Rupiah::FromInt(wire.pendapatan_hibah());
  tagihan.tagihan_lengkap = reader.TanggalBila(wire.tanggal_lengkap(), "tagihan.tanggal_lengkap");
  tagihan.berlaku_sampai = reader.TanggalBila(wire.berlaku_sampai(), "tagihan.berlaku_sampai");
  if (reader.ok()) {
    CheckTagihan(tagihan, "tagihan.", &reader.violations());
  }
  RETURN_IF_ERROR(reader.ToStatus());
  return tagihan;
}

absl::StatusOr<IsiSp2d> ToSp2d(std::string_view satker, const v1::RecordSp2dRequest& request) {
  WireReader reader{std::string(satker)};
  IsiSp2d isi;
  isi.langkah = {.id = reader.Id(kTagihanPattern, request.name(), "name"),
                 .nomor = request.nomor(),
                 .tanggal = reader.Tanggal(request.tanggal(), "tanggal")};
  isi.dibayar = reader.Daftar(request.dibayar(), "dibayar");
  isi.tanggal_buku = reader.TanggalBila(request.tanggal_buku(), "tanggal_buku");
  RETURN_IF_ERROR(reader.ToStatus());
  return isi;
}

absl::StatusOr<Setoran> ToSetoran(std::string_view satker, const v1::Setoran& wire) {
  WireReader reader{std::string(satker)};
  Setoran setoran;
  setoran.id = reader.Id(kSetoranPattern, wire.name(), "setoran.name");
  setoran.tahun = wire.tahun();
  setoran.jenis = reader.Enum(kJenisSetoran, wire.jenis(), "setoran.jenis");
  setoran.acuan = wire.acuan();
  setoran.rincian = reader.Daftar(wire.rincian(), "setoran.rincian");
  setoran.jumlah = JumlahAtauTotal(wire.jumlah(), setoran.rincian);
  setoran.nomor_bukti = wire.nomor_bukti();
  setoran.tanggal = reader.Tanggal(wire.tanggal(), "setoran.tanggal");
  setoran.keterangan = wire.keterangan();
  if (reader.ok()) {
    CheckSetoran(setoran, "setoran.", &reader.violations());
  }
  RETURN_IF_ERROR(reader.ToStatus());
  return setoran;
}

absl::StatusOr<Koreksi> ToKoreksi(std::string_view satker, const v1::Koreksi& wire) {
  WireReader reader{std::string(satker)};
  Koreksi koreksi;
  koreksi.id = reader.Id(kKoreksiPattern, wire.name(), "koreksi.name");
  koreksi.tahun = wire.tahun();
  koreksi.acuan = wire.acuan();
  koreksi.tanggal = reader.Tanggal(wire.tanggal(), "koreksi.tanggal");
  koreksi.alasan = wire.alasan();
  koreksi.pengganti = reader.Daftar(wire.pengganti(), "koreksi.pengganti");
  if (reader.ok()) {
    CheckKoreksi(koreksi, "koreksi.", &reader.violations());
  }
  RETURN_IF_ERROR(reader.ToStatus());
  return koreksi;
}

absl::StatusOr<period::Tanggal> ToTanggal(const std::string& text, const std::string& field) {
  WireReader reader{std::string()};
  const period::Tanggal tanggal = reader.Tanggal(text, field);
  RETURN_IF_ERROR(reader.ToStatus());
  return tanggal;
}

std::string EtagOf(const Tagihan& tagihan) {
  return "v" + std::to_string(tagihan.langkah.size());
}

v1::Komitmen ToWire(std::string_view satker, const Komitmen& komitmen) {
  v1::Komitmen wire;
  wire.set_name(NamaDokumen(satker, "komitmen", komitmen.id));
  wire.set_tahun(komitmen.tahun);
  wire.set_nomor_kontrak(komitmen.nomor_kontrak);
  wire.set_uraian(komitmen.uraian);
  wire.set_tanggal(komitmen.tanggal.Iso());
  wire.set_berakhir(komitmen.berakhir.Iso());
  ToWire(satker, komitmen.rincian, wire.mutable_rincian());
  std::vector<Rincian> sisa;
  for (const Rincian& one : komitmen.sisa) {
    if (one.jumlah > Rupiah()) {
      sisa.push_back(one);
    }
  }
  ToWire(satker, sisa, wire.mutable_sisa());
  wire.set_status(WireOf(kStatusKomitmen, komitmen.status));
  wire.set_alasan(komitmen.alasan);
  *wire.mutable_pencatat() = ToWire(komitmen.pencatat);
  for (const int64_t nomor : komitmen.transaksi) {
    wire.add_transaksi(nomor);
  }
  return wire;
}

v1::Tagihan ToWire(std::string_view satker, const Tagihan& tagihan) {
  v1::Tagihan wire;
  wire.set_name(NamaDokumen(satker, "tagihan", tagihan.id));
  wire.set_tahun(tagihan.tahun);
  wire.set_jenis(WireOf(kJenisTagihan, tagihan.jenis));
  wire.set_uraian(tagihan.uraian);
  wire.set_komitmen(NamaDokumen(satker, "komitmen", tagihan.komitmen));
  ToWire(satker, tagihan.rincian, wire.mutable_rincian());
  wire.set_jumlah(tagihan.jumlah.value());
  wire.set_pendapatan_hibah(tagihan.pendapatan_hibah.value());
  wire.set_tanggal_lengkap(tagihan.tagihan_lengkap ? tagihan.tagihan_lengkap->Iso() : "");
  wire.set_berlaku_sampai(tagihan.berlaku_sampai ? tagihan.berlaku_sampai->Iso() : "");
  wire.set_status(WireOf(kStatusTagihan, tagihan.status));
  wire.set_potongan(tagihan.potongan.value());
  ToWire(satker, tagihan.dibayar, wire.mutable_dibayar());
  for (const Langkah& langkah : tagihan.langkah) {
    *wire.add_langkah() = ToWire(langkah);
  }
  wire.set_etag(EtagOf(tagihan));
  return wire;
}

v1::Setoran ToWire(std::string_view satker, const Setoran& setoran) {
  v1::Setoran wire;
  wire.set_name(NamaDokumen(satker, "setoran", setoran.id));
  wire.set_tahun(setoran.tahun);
  wire.set_jenis(WireOf(kJenisSetoran, setoran.jenis));
  wire.set_acuan(setoran.acuan);
  ToWire(satker, setoran.rincian, wire.mutable_rincian());
  wire.set_jumlah(setoran.jumlah.value());
  wire.set_nomor_bukti(setoran.nomor_bukti);
  wire.set_tanggal(setoran.tanggal.Iso());
  wire.set_keterangan(setoran.keterangan);
  wire.set_transaksi(setoran.transaksi);
  *wire.mutable_pencatat() = ToWire(setoran.pencatat);
  return wire;
}

v1::Koreksi ToWire(std::string_view satker, const Koreksi& koreksi) {
  v1::Koreksi wire;
  wire.set_name(NamaDokumen(satker, "koreksi", koreksi.id));
  wire.set_tahun(koreksi.tahun);
  wire.set_acuan(koreksi.acuan);
  wire.set_tanggal(koreksi.tanggal.Iso());
  wire.set_alasan(koreksi.alasan);
  ToWire(satker, koreksi.pengganti, wire.mutable_pengganti());
  wire.set_status(ToWire(koreksi.status));
  *wire.mutable_pengusul() = ToWire(koreksi.pengusul);
  if (koreksi.pemutus) {
    *wire.mutable_pemutus() = ToWire(*koreksi.pemutus);
  }
  wire.set_alasan_putusan(koreksi.alasan_putusan);
  wire.set_pembalik(koreksi.pembalik);
  wire.set_transaksi(koreksi.transaksi);
  return wire;
}

v1::JenisTagihan ToWire(JenisTagihan jenis) {
  return WireOf(kJenisTagihan, jenis);
}

v1::StatusTagihan ToWire(StatusTagihan status) {
  return WireOf(kStatusTagihan, status);
}

absl::StatusOr<std::optional<StatusTagihan>> ToStatusTagihan(v1::StatusTagihan status) {
  if (status == v1::STATUS_TAGIHAN_UNSPECIFIED) {
    return std::nullopt;
  }
  WireReader reader{std::string()};
  const StatusTagihan domain = reader.Enum(kStatusTagihan, status, "status");
  RETURN_IF_ERROR(reader.ToStatus());
  return std::optional(domain);
}

}  // namespace sakip::budget
