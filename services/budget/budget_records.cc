#include "services/budget/budget_records.h"

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
using parts::ToTanggal;

absl::StatusOr<Entri> ToEntri(const record::EntriRecord& stored) {
  ASSIGN_OR_RETURN(const Akun akun, FromNumber(stored.akun(), Akun::kLuar));
  return Entri{.akun = akun,
               .pagu = stored.pagu(),
               .debit = Rupiah::FromInt(stored.debit()),
               .kredit = Rupiah::FromInt(stored.kredit())};
}

}  // namespace

std::string Encode(const Pagu& pagu) {
  record::PaguRecord stored;
  parts::Fill(pagu, &stored);
  return stored.SerializeAsString();
}

std::string Encode(const RealisasiBernomor& bernomor) {
  const Realisasi& realisasi = bernomor.realisasi;
  record::RealisasiRecord stored;
  stored.set_schema(kSchema);
  stored.set_pagu(realisasi.pagu);
  stored.set_jenis(ToNumber(realisasi.jenis));
  stored.set_jumlah(realisasi.jumlah.value());
  stored.set_tanggal(realisasi.tanggal.Iso());
  stored.set_keterangan(realisasi.keterangan);
  stored.set_nomor(bernomor.nomor);
  stored.set_nomor_sp2d(realisasi.nomor_sp2d);
  return stored.SerializeAsString();
}

std::string Encode(const JurnalTersimpan& jurnal) {
  const TransaksiJurnal& transaksi = jurnal.baris.transaksi;
  record::TransaksiRecord stored;
  stored.set_schema(kSchema);
  stored.set_jenis(ToNumber(transaksi.jenis));
  stored.set_dokumen(transaksi.dokumen);
  stored.set_tanggal(transaksi.tanggal.Iso());
  for (const Entri& entri : transaksi.entri) {
    record::EntriRecord* one = stored.add_entri();
    one->set_akun(ToNumber(entri.akun));
    one->set_pagu(entri.pagu);
    one->set_debit(entri.debit.value());
    one->set_kredit(entri.kredit.value());
  }
  const Pencatat& pencatat = jurnal.baris.pencatat;
  stored.set_akun(pencatat.akun);
  stored.set_orang(pencatat.orang);
  stored.set_waktu_us(pencatat.waktu_us);
  stored.set_request_id(pencatat.request_id);
  stored.set_asal(pencatat.asal);
  stored.set_acuan(transaksi.acuan);
  for (const auto& [pagu, saldo] : jurnal.sesudah) {
    record::SaldoBarisRecord* one = stored.add_sesudah();
    one->set_pagu(pagu);
    parts::Fill(saldo, one->mutable_saldo());
  }
  stored.set_rantai(jurnal.rantai);
  return stored.SerializeAsString();
}

std::string Encode(const Saldo& saldo) {
  record::SaldoRecord stored;
  parts::Fill(saldo, &stored);
  return stored.SerializeAsString();
}

std::string Encode(const Kode& kode, const Sumber& sumber) {
  record::KodeRecord stored;
  stored.set_schema(kSchema);
  stored.set_jenis(ToNumber(kode.jenis));
  stored.set_uraian(kode.uraian);
  stored.set_induk(kode.induk);
  stored.set_sumber_store(sumber.store);
  stored.set_sumber_epoch(sumber.epoch);
  stored.set_sumber_sequence(sumber.sequence);
  return stored.SerializeAsString();
}

std::string Encode(const Kepala& kepala) {
  record::KepalaRecord stored;
  stored.set_schema(kSchema);
  stored.set_nomor(kepala.nomor);
  stored.set_rantai(kepala.rantai);
  parts::Fill(kepala.kas, stored.mutable_kas());
  uint32_t tutup = 0;
  for (size_t i = 0; i < kepala.bulan_tutup.size(); ++i) {
    tutup |= kepala.bulan_tutup[i] ? 1U << i : 0U;
  }
  stored.set_bulan_tutup(tutup);
  stored.set_revisi_berikut(kepala.revisi_berikut);
  stored.set_label_berubah(kepala.label_berubah);
  return stored.SerializeAsString();
}

std::string EncodeLabel(const Pagu& pagu) {
  record::LabelRecord stored;
  stored.set_schema(kSchema);
  stored.set_uraian(pagu.uraian);
  stored.set_lokasi(pagu.lokasi);
  stored.set_kppn(pagu.kppn);
  return stored.SerializeAsString();
}

absl::StatusOr<Pagu> DecodePagu(std::string_view id, std::string_view bytes) {
  ASSIGN_OR_RETURN(record::PaguRecord stored, Parse<record::PaguRecord>(bytes));
  return parts::ToPagu(id, std::move(stored));
}

absl::StatusOr<RealisasiBernomor> DecodeRealisasi(std::string_view id, std::string_view bytes) {
  ASSIGN_OR_RETURN(record::RealisasiRecord stored, Parse<record::RealisasiRecord>(bytes));
  ASSIGN_OR_RETURN(const JenisRealisasi jenis, FromNumber(stored.jenis(), JenisRealisasi::kSp2d));
  ASSIGN_OR_RETURN(const period::Tanggal tanggal, ToTanggal(stored.tanggal()));
  return RealisasiBernomor{.realisasi = {.id = std::string(id),
                                         .pagu = std::move(*stored.mutable_pagu()),
                                         .jenis = jenis,
                                         .jumlah = Rupiah::FromInt(stored.jumlah()),
                                         .tanggal = tanggal,
                                         .keterangan = std::move(*stored.mutable_keterangan()),
                                         .nomor_sp2d = std::move(*stored.mutable_nomor_sp2d())},
                           .nomor = stored.nomor()};
}

absl::StatusOr<JurnalTersimpan> DecodeJurnal(int64_t nomor, std::string_view bytes) {
  ASSIGN_OR_RETURN(record::TransaksiRecord stored, Parse<record::TransaksiRecord>(bytes));
  ASSIGN_OR_RETURN(const JenisTransaksi jenis,
                   FromNumber(stored.jenis(), JenisTransaksi::kKoreksi));
  ASSIGN_OR_RETURN(const period::Tanggal tanggal, ToTanggal(stored.tanggal()));
  JurnalTersimpan jurnal{
      .baris = {.transaksi = {.nomor = nomor,
                              .jenis = jenis,
                              .dokumen = std::move(*stored.mutable_dokumen()),
                              .tanggal = tanggal,
                              .entri = {},
                              .acuan = stored.acuan()},
                .pencatat = {.akun = std::move(*stored.mutable_akun()),
                             .orang = std::move(*stored.mutable_orang()),
                             .waktu_us = stored.waktu_us(),
                             .request_id = std::move(*stored.mutable_request_id()),
                             .asal = std::move(*stored.mutable_asal())}},
      .sesudah = {},
      .rantai = std::move(*stored.mutable_rantai())};
  for (const record::EntriRecord& one : stored.entri()) {
    ASSIGN_OR_RETURN(Entri entri, ToEntri(one));
    jurnal.baris.transaksi.entri.push_back(std::move(entri));
  }
  for (const record::SaldoBarisRecord& one : stored.sesudah()) {
    jurnal.sesudah.emplace(one.pagu(), parts::ToSaldo(one.saldo()));
  }
  return jurnal;
}

absl::StatusOr<Saldo> DecodeSaldo(std::string_view bytes) {
  ASSIGN_OR_RETURN(const record::SaldoRecord stored, Parse<record::SaldoRecord>(bytes));
  return parts::ToSaldo(stored);
}

absl::StatusOr<Kode> DecodeKode(std::string_view kode, std::string_view bytes) {
  ASSIGN_OR_RETURN(record::KodeRecord stored, Parse<record::KodeRecord>(bytes));
  ASSIGN_OR_RETURN(const JenisKode jenis, FromNumber(stored.jenis(), JenisKode::kOutput));
  return Kode{.jenis = jenis,
              .kode = std::string(kode),
              .uraian = std::move(*stored.mutable_uraian()),
              .induk = std::move(*stored.mutable_induk())};
}

absl::StatusOr<Kepala> DecodeKepala(std::string_view bytes) {
  ASSIGN_OR_RETURN(record::KepalaRecord stored, Parse<record::KepalaRecord>(bytes));
  Kepala kepala{.nomor = stored.nomor(),
                .rantai = std::move(*stored.mutable_rantai()),
                .kas = parts::ToKas(stored.kas()),
                .bulan_tutup = {},
                .revisi_berikut = stored.revisi_berikut(),
                .label_berubah = stored.label_berubah()};
  for (size_t i = 0; i < kepala.bulan_tutup.size(); ++i) {
    kepala.bulan_tutup[i] = (stored.bulan_tutup() >> i & 1U) != 0;
  }
  return kepala;
}

absl::Status DecodeLabel(std::string_view bytes, Pagu* pagu) {
  ASSIGN_OR_RETURN(record::LabelRecord stored, Parse<record::LabelRecord>(bytes));
  pagu->uraian = std::move(*stored.mutable_uraian());
  pagu->lokasi = std::move(*stored.mutable_lokasi());
  pagu->kppn = std::move(*stored.mutable_kppn());
  return absl::OkStatus();
}

}  // namespace sakip::budget
