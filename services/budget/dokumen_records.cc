#include "services/budget/dokumen_records.h"

#include <google/protobuf/repeated_ptr_field.h>

#include <utility>

#include "services/budget/record_parts.h"

namespace sakip::budget {
namespace {

namespace record = parts::record;

using money::Rupiah;
using parts::FromNumber;
using parts::kSchema;
using parts::Parse;
using parts::ToNumber;
using parts::ToPencatat;
using parts::ToTanggal;

using DaftarRincian = google::protobuf::RepeatedPtrField<record::RincianRecord>;

void Fill(const std::vector<Rincian>& rincian, DaftarRincian* stored) {
  for (const Rincian& one : rincian) {
    record::RincianRecord* added = stored->Add();
    added->set_pagu(one.pagu);
    added->set_jumlah(one.jumlah.value());
  }
}

std::vector<Rincian> ToRincian(const DaftarRincian& stored) {
  std::vector<Rincian> rincian;
  for (const record::RincianRecord& one : stored) {
    rincian.push_back({.pagu = one.pagu(), .jumlah = Rupiah::FromInt(one.jumlah())});
  }
  return rincian;
}

std::string Iso(const std::optional<period::Tanggal>& tanggal) {
  return tanggal ? tanggal->Iso() : "";
}

absl::StatusOr<std::optional<period::Tanggal>> ToTanggalOrNone(const std::string& text) {
  if (text.empty()) {
    return std::nullopt;
  }
  ASSIGN_OR_RETURN(const period::Tanggal tanggal, ToTanggal(text));
  return tanggal;
}

// A decision on a proposal; the same fields in three records.
template <class Dokumen, class Record>
void FillPutusan(const Dokumen& dokumen, Record* stored) {
  stored->set_status(ToNumber(dokumen.status));
  parts::Fill(dokumen.pengusul, stored->mutable_pengusul());
  if (dokumen.pemutus) {
    parts::Fill(*dokumen.pemutus, stored->mutable_pemutus());
  }
  stored->set_alasan_putusan(dokumen.alasan_putusan);
}

template <class Dokumen, class Record>
absl::Status ReadPutusan(Record* stored, Dokumen* dokumen) {
  ASSIGN_OR_RETURN(dokumen->status, FromNumber(stored->status(), StatusUsulan::kDitolak));
  dokumen->pengusul = ToPencatat(std::move(*stored->mutable_pengusul()));
  if (stored->has_pemutus()) {
    dokumen->pemutus = ToPencatat(std::move(*stored->mutable_pemutus()));
  }
  dokumen->alasan_putusan = std::move(*stored->mutable_alasan_putusan());
  return absl::OkStatus();
}

void Fill(const Langkah& langkah, record::LangkahRecord* stored) {
  stored->set_status(ToNumber(langkah.status));
  parts::Fill(langkah.oleh, stored->mutable_oleh());
  stored->set_tanggal(langkah.tanggal.Iso());
  stored->set_nomor(langkah.nomor);
  stored->set_alasan(langkah.alasan);
  stored->set_transaksi(langkah.transaksi);
}

absl::StatusOr<Langkah> ToLangkah(const record::LangkahRecord& stored) {
  ASSIGN_OR_RETURN(const StatusTagihan status,
                   FromNumber(stored.status(), StatusTagihan::kExpired));
  ASSIGN_OR_RETURN(const period::Tanggal tanggal, ToTanggal(stored.tanggal()));
  return Langkah{.status = status,
                 .oleh = ToPencatat(stored.oleh()),
                 .tanggal = tanggal,
                 .nomor = stored.nomor(),
                 .alasan = stored.alasan(),
                 .transaksi = stored.transaksi()};
}

absl::StatusOr<RencanaPenarikan> ToRencana(const record::RencanaRecord& stored) {
  ASSIGN_OR_RETURN(const JenisBelanja jenis, FromNumber(stored.jenis(), JenisBelanja::kBansos));
  return RencanaPenarikan{
      .bulan = stored.bulan(), .jenis = jenis, .jumlah = Rupiah::FromInt(stored.jumlah())};
}

}  // namespace

std::string Encode(const Tagihan& tagihan) {
  record::TagihanRecord stored;
  stored.set_schema(kSchema);
  stored.set_tahun(tagihan.tahun);
  stored.set_jenis(ToNumber(tagihan.jenis));
  stored.set_uraian(tagihan.uraian);
  stored.set_komitmen(tagihan.komitmen);
  Fill(tagihan.rincian, stored.mutable_rincian());
  stored.set_jumlah(tagihan.jumlah.value());
  stored.set_potongan(tagihan.potongan.value());
  stored.set_pendapatan_hibah(tagihan.pendapatan_hibah.value());
  stored.set_tagihan_lengkap(Iso(tagihan.tagihan_lengkap));
  stored.set_berlaku_sampai(Iso(tagihan.berlaku_sampai));
  stored.set_status(ToNumber(tagihan.status));
  Fill(tagihan.dibayar, stored.mutable_dibayar());
  for (const Langkah& langkah : tagihan.langkah) {
    Fill(langkah, stored.add_langkah());
  }
  return stored.SerializeAsString();
}

std::string Encode(const Komitmen& komitmen) {
  record::KomitmenRecord stored;
  stored.set_schema(kSchema);
  stored.set_tahun(komitmen.tahun);
  stored.set_nomor_kontrak(komitmen.nomor_kontrak);
  stored.set_uraian(komitmen.uraian);
  stored.set_tanggal(komitmen.tanggal.Iso());
  stored.set_berakhir(komitmen.berakhir.Iso());
  Fill(komitmen.rincian, stored.mutable_rincian());
  Fill(komitmen.sisa, stored.mutable_sisa());
  stored.set_status(ToNumber(komitmen.status));
  stored.set_alasan(komitmen.alasan);
  stored.mutable_transaksi()->Assign(komitmen.transaksi.begin(), komitmen.transaksi.end());
  parts::Fill(komitmen.pencatat, stored.mutable_pencatat());
  return stored.SerializeAsString();
}

std::string Encode(const Revisi& revisi) {
  record::RevisiRecord stored;
  stored.set_schema(kSchema);
  stored.set_tahun(revisi.tahun);
  stored.set_nomor(revisi.nomor);
  stored.set_tanggal(revisi.tanggal.Iso());
  stored.set_jenis(ToNumber(revisi.jenis));
  stored.set_kewenangan(ToNumber(revisi.kewenangan));
  stored.set_kode(revisi.kode);
  stored.set_nomor_dokumen(revisi.nomor_dokumen);
  stored.set_alasan(revisi.alasan);
  for (const Pagu& pagu : revisi.baris) {
    record::BarisRevisiRecord* one = stored.add_baris();
    one->set_id(pagu.id);
    parts::Fill(pagu, one->mutable_pagu());
  }
  for (const RencanaPenarikan& rencana : revisi.rencana) {
    record::RencanaRecord* one = stored.add_rencana();
    one->set_bulan(rencana.bulan);
    one->set_jenis(ToNumber(rencana.jenis));
    one->set_jumlah(rencana.jumlah.value());
  }
  FillPutusan(revisi, &stored);
  stored.set_transaksi(revisi.transaksi);
  return stored.SerializeAsString();
}

std::string Encode(const Setoran& setoran) {
  record::SetoranRecord stored;
  stored.set_schema(kSchema);
  stored.set_tahun(setoran.tahun);
  stored.set_jenis(ToNumber(setoran.jenis));
  stored.set_acuan(setoran.acuan);
  Fill(setoran.rincian, stored.mutable_rincian());
  stored.set_jumlah(setoran.jumlah.value());
  stored.set_nomor_bukti(setoran.nomor_bukti);
  stored.set_tanggal(setoran.tanggal.Iso());
  stored.set_keterangan(setoran.keterangan);
  stored.set_transaksi(setoran.transaksi);
  parts::Fill(setoran.pencatat, stored.mutable_pencatat());
  return stored.SerializeAsString();
}

std::string Encode(const Koreksi& koreksi) {
  record::KoreksiRecord stored;
  stored.set_schema(kSchema);
  stored.set_tahun(koreksi.tahun);
  stored.set_acuan(koreksi.acuan);
  stored.set_tanggal(koreksi.tanggal.Iso());
  stored.set_alasan(koreksi.alasan);
  Fill(koreksi.pengganti, stored.mutable_pengganti());
  FillPutusan(koreksi, &stored);
  stored.set_pembalik(koreksi.pembalik);
  stored.set_transaksi(koreksi.transaksi);
  return stored.SerializeAsString();
}

std::string Encode(const Pembukaan& pembukaan) {
  record::PembukaanRecord stored;
  stored.set_schema(kSchema);
  stored.set_tahun(pembukaan.tahun);
  stored.set_bulan(pembukaan.bulan);
  stored.set_alasan(pembukaan.alasan);
  FillPutusan(pembukaan, &stored);
  return stored.SerializeAsString();
}

std::string Encode(const AktaPeriode& akta) {
  record::AktaPeriodeRecord stored;
  stored.set_schema(kSchema);
  stored.set_bulan(akta.bulan);
  stored.set_menjadi(ToNumber(akta.menjadi));
  stored.set_tanggal(akta.tanggal.Iso());
  stored.set_alasan(akta.alasan);
  stored.set_pembukaan(akta.pembukaan);
  if (akta.neraca) {
    record::NeracaRecord* neraca = stored.mutable_neraca();
    neraca->set_nomor(akta.neraca->nomor);
    parts::Fill(akta.neraca->total, neraca->mutable_total());
    parts::Fill(akta.neraca->kas, neraca->mutable_kas());
    neraca->set_realisasi_bulan(akta.neraca->realisasi_bulan.value());
    neraca->set_realisasi_sampai(akta.neraca->realisasi_sampai.value());
  }
  parts::Fill(akta.oleh, stored.mutable_oleh());
  return stored.SerializeAsString();
}

std::string EncodeNomor(std::string_view dokumen) {
  record::NomorRecord stored;
  stored.set_schema(kSchema);
  stored.set_dokumen(std::string(dokumen));
  return stored.SerializeAsString();
}

std::string Encode(const Padanan& padanan) {
  record::PadananRecord stored;
  stored.set_schema(kSchema);
  stored.set_baru(padanan.baru);
  stored.set_keterangan(padanan.keterangan);
  return stored.SerializeAsString();
}

std::string Encode(const Pembanding& pembanding) {
  record::PembandingRecord stored;
  stored.set_schema(kSchema);
  stored.set_jumlah(pembanding.jumlah.value());
  return stored.SerializeAsString();
}

std::string Encode(const Penjelasan& penjelasan) {
  record::PenjelasanRecord stored;
  stored.set_schema(kSchema);
  stored.set_di_sini(penjelasan.di_sini.value());
  stored.set_di_sana(penjelasan.di_sana.value());
  stored.set_teks(penjelasan.teks);
  parts::Fill(penjelasan.oleh, stored.mutable_oleh());
  return stored.SerializeAsString();
}

template <>
absl::StatusOr<Tagihan> DecodeDokumen(std::string_view id, std::string_view bytes) {
  ASSIGN_OR_RETURN(record::TagihanRecord stored, Parse<record::TagihanRecord>(bytes));
  Tagihan tagihan{.id = std::string(id),
                  .tahun = stored.tahun(),
                  .uraian = std::move(*stored.mutable_uraian()),
                  .komitmen = std::move(*stored.mutable_komitmen()),
                  .rincian = ToRincian(stored.rincian()),
                  .jumlah = Rupiah::FromInt(stored.jumlah()),
                  .potongan = Rupiah::FromInt(stored.potongan()),
                  .pendapatan_hibah = Rupiah::FromInt(stored.pendapatan_hibah()),
                  .tagihan_lengkap = {},
                  .berlaku_sampai = {},
                  .dibayar = ToRincian(stored.dibayar()),
                  .langkah = {}};
  ASSIGN_OR_RETURN(tagihan.jenis, FromNumber(stored.jenis(), JenisTagihan::kSp4hl));
  ASSIGN_OR_RETURN(tagihan.tagihan_lengkap, ToTanggalOrNone(stored.tagihan_lengkap()));
  ASSIGN_OR_RETURN(tagihan.berlaku_sampai, ToTanggalOrNone(stored.berlaku_sampai()));
  ASSIGN_OR_RETURN(tagihan.status, FromNumber(stored.status(), StatusTagihan::kExpired));
  for (const record::LangkahRecord& one : stored.langkah()) {
    ASSIGN_OR_RETURN(Langkah langkah, ToLangkah(one));
    tagihan.langkah.push_back(std::move(langkah));
  }
  return tagihan;
}

template <>
absl::StatusOr<Komitmen> DecodeDokumen(std::string_view id, std::string_view bytes) {
  ASSIGN_OR_RETURN(record::KomitmenRecord stored, Parse<record::KomitmenRecord>(bytes));
  Komitmen komitmen{.id = std::string(id),
                    .tahun = stored.tahun(),
                    .nomor_kontrak = std::move(*stored.mutable_nomor_kontrak()),
                    .uraian = std::move(*stored.mutable_uraian()),
                    .rincian = ToRincian(stored.rincian()),
                    .sisa = ToRincian(stored.sisa()),
                    .alasan = std::move(*stored.mutable_alasan()),
                    .transaksi = {stored.transaksi().begin(), stored.transaksi().end()},
                    .pencatat = ToPencatat(std::move(*stored.mutable_pencatat()))};
  ASSIGN_OR_RETURN(komitmen.tanggal, ToTanggal(stored.tanggal()));
  ASSIGN_OR_RETURN(komitmen.berakhir, ToTanggal(stored.berakhir()));
  ASSIGN_OR_RETURN(komitmen.status, FromNumber(stored.status(), StatusKomitmen::kKedaluwarsa));
  return komitmen;
}

template <>
absl::StatusOr<Revisi> DecodeDokumen(std::string_view id, std::string_view bytes) {
  ASSIGN_OR_RETURN(record::RevisiRecord stored, Parse<record::RevisiRecord>(bytes));
  Revisi revisi{.id = std::string(id),
                .tahun = stored.tahun(),
                .nomor = stored.nomor(),
                .kode = std::move(*stored.mutable_kode()),
                .nomor_dokumen = std::move(*stored.mutable_nomor_dokumen()),
                .alasan = std::move(*stored.mutable_alasan()),
                .baris = {},
                .rencana = {},
                .pengusul = {},
                .pemutus = {},
                .alasan_putusan = {},
                .transaksi = stored.transaksi()};
  ASSIGN_OR_RETURN(revisi.tanggal, ToTanggal(stored.tanggal()));
  ASSIGN_OR_RETURN(revisi.jenis, FromNumber(stored.jenis(), JenisRevisi::kAdministrasi));
  ASSIGN_OR_RETURN(revisi.kewenangan, FromNumber(stored.kewenangan(), Kewenangan::kDja));
  for (record::BarisRevisiRecord& one : *stored.mutable_baris()) {
    ASSIGN_OR_RETURN(Pagu pagu, parts::ToPagu(one.id(), std::move(*one.mutable_pagu())));
    revisi.baris.push_back(std::move(pagu));
  }
  for (const record::RencanaRecord& one : stored.rencana()) {
    ASSIGN_OR_RETURN(const RencanaPenarikan rencana, ToRencana(one));
    revisi.rencana.push_back(rencana);
  }
  RETURN_IF_ERROR(ReadPutusan(&stored, &revisi));
  return revisi;
}

template <>
absl::StatusOr<Setoran> DecodeDokumen(std::string_view id, std::string_view bytes) {
  ASSIGN_OR_RETURN(record::SetoranRecord stored, Parse<record::SetoranRecord>(bytes));
  Setoran setoran{.id = std::string(id),
                  .tahun = stored.tahun(),
                  .acuan = stored.acuan(),
                  .rincian = ToRincian(stored.rincian()),
                  .jumlah = Rupiah::FromInt(stored.jumlah()),
                  .nomor_bukti = std::move(*stored.mutable_nomor_bukti()),
                  .keterangan = std::move(*stored.mutable_keterangan()),
                  .transaksi = stored.transaksi(),
                  .pencatat = ToPencatat(std::move(*stored.mutable_pencatat()))};
  ASSIGN_OR_RETURN(setoran.jenis, FromNumber(stored.jenis(), JenisSetoran::kBayarRetur));
  ASSIGN_OR_RETURN(setoran.tanggal, ToTanggal(stored.tanggal()));
  return setoran;
}

template <>
absl::StatusOr<Koreksi> DecodeDokumen(std::string_view id, std::string_view bytes) {
  ASSIGN_OR_RETURN(record::KoreksiRecord stored, Parse<record::KoreksiRecord>(bytes));
  Koreksi koreksi{.id = std::string(id),
                  .tahun = stored.tahun(),
                  .acuan = stored.acuan(),
                  .alasan = std::move(*stored.mutable_alasan()),
                  .pengganti = ToRincian(stored.pengganti()),
                  .pengusul = {},
                  .pemutus = {},
                  .alasan_putusan = {},
                  .pembalik = stored.pembalik(),
                  .transaksi = stored.transaksi()};
  ASSIGN_OR_RETURN(koreksi.tanggal, ToTanggal(stored.tanggal()));
  RETURN_IF_ERROR(ReadPutusan(&stored, &koreksi));
  return koreksi;
}

template <>
absl::StatusOr<Pembukaan> DecodeDokumen(std::string_view id, std::string_view bytes) {
  ASSIGN_OR_RETURN(record::PembukaanRecord stored, Parse<record::PembukaanRecord>(bytes));
  Pembukaan pembukaan{.id = std::string(id),
                      .tahun = stored.tahun(),
                      .bulan = stored.bulan(),
                      .alasan = std::move(*stored.mutable_alasan()),
                      .pengusul = {},
                      .pemutus = {},
                      .alasan_putusan = {}};
  RETURN_IF_ERROR(ReadPutusan(&stored, &pembukaan));
  return pembukaan;
}

absl::StatusOr<AktaPeriode> DecodeAkta(std::string_view bytes) {
  ASSIGN_OR_RETURN(record::AktaPeriodeRecord stored, Parse<record::AktaPeriodeRecord>(bytes));
  if (stored.bulan() < 1 || stored.bulan() > 12) {
    return parts::Unreadable();
  }
  AktaPeriode akta{.bulan = stored.bulan(),
                   .alasan = std::move(*stored.mutable_alasan()),
                   .pembukaan = std::move(*stored.mutable_pembukaan()),
                   .neraca = {},
                   .oleh = ToPencatat(std::move(*stored.mutable_oleh()))};
  ASSIGN_OR_RETURN(akta.menjadi, FromNumber(stored.menjadi(), StatusPeriode::kTutup));
  ASSIGN_OR_RETURN(akta.tanggal, ToTanggal(stored.tanggal()));
  if (stored.has_neraca()) {
    const record::NeracaRecord& neraca = stored.neraca();
    akta.neraca = Neraca{.nomor = neraca.nomor(),
                         .total = parts::ToSaldo(neraca.total()),
                         .kas = parts::ToKas(neraca.kas()),
                         .realisasi_bulan = Rupiah::FromInt(neraca.realisasi_bulan()),
                         .realisasi_sampai = Rupiah::FromInt(neraca.realisasi_sampai())};
  }
  return akta;
}

absl::StatusOr<std::string> DecodeNomor(std::string_view bytes) {
  ASSIGN_OR_RETURN(record::NomorRecord stored, Parse<record::NomorRecord>(bytes));
  return std::move(*stored.mutable_dokumen());
}

absl::StatusOr<Padanan> DecodePadanan(std::string_view lama, std::string_view bytes) {
  ASSIGN_OR_RETURN(record::PadananRecord stored, Parse<record::PadananRecord>(bytes));
  return Padanan{.lama = std::string(lama),
                 .baru = std::move(*stored.mutable_baru()),
                 .keterangan = std::move(*stored.mutable_keterangan())};
}

absl::StatusOr<Rupiah> DecodePembanding(std::string_view bytes) {
  ASSIGN_OR_RETURN(const record::PembandingRecord stored, Parse<record::PembandingRecord>(bytes));
  return Rupiah::FromInt(stored.jumlah());
}

absl::StatusOr<Penjelasan> DecodePenjelasan(SumberPembanding sumber, std::string_view pagu,
                                            std::string_view bytes) {
  ASSIGN_OR_RETURN(record::PenjelasanRecord stored, Parse<record::PenjelasanRecord>(bytes));
  return Penjelasan{.sumber = sumber,
                    .pagu = std::string(pagu),
                    .di_sini = Rupiah::FromInt(stored.di_sini()),
                    .di_sana = Rupiah::FromInt(stored.di_sana()),
                    .teks = std::move(*stored.mutable_teks()),
                    .oleh = ToPencatat(std::move(*stored.mutable_oleh()))};
}

}  // namespace sakip::budget
