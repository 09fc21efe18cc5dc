#include "services/budget/record_parts.h"

namespace sakip::budget::parts {

using money::Rupiah;

absl::Status Unreadable() {
  return absl::DataLossError("a record of the budget's store cannot be read");
}

absl::StatusOr<period::Tanggal> ToTanggal(const std::string& text) {
  absl::StatusOr<period::Tanggal> tanggal = period::Tanggal::ParseIso(text);
  if (!tanggal.ok()) {
    return Unreadable();
  }
  return tanggal;
}

void Fill(const Pencatat& pencatat, record::PencatatRecord* stored) {
  stored->set_akun(pencatat.akun);
  stored->set_orang(pencatat.orang);
  stored->set_waktu_us(pencatat.waktu_us);
  stored->set_request_id(pencatat.request_id);
  stored->set_asal(pencatat.asal);
}

Pencatat ToPencatat(record::PencatatRecord stored) {
  return {.akun = std::move(*stored.mutable_akun()),
          .orang = std::move(*stored.mutable_orang()),
          .waktu_us = stored.waktu_us(),
          .request_id = std::move(*stored.mutable_request_id()),
          .asal = std::move(*stored.mutable_asal())};
}

void Fill(const Pagu& pagu, record::PaguRecord* stored) {
  stored->set_schema(kSchema);
  stored->set_tahun(pagu.tahun);
  stored->set_kode_program(pagu.kode_program);
  stored->set_kode_kegiatan(pagu.kode_kegiatan);
  stored->set_kode_output(pagu.kode_output);
  stored->set_uraian(pagu.uraian);
  stored->set_sumber_dana(ToNumber(pagu.sumber_dana));
  stored->set_jumlah(pagu.jumlah.value());
  stored->set_kode_ro(pagu.kode_ro);
  stored->set_kode_komponen(pagu.kode_komponen);
  stored->set_kode_subkomponen(pagu.kode_subkomponen);
  stored->set_akun(pagu.akun);
  stored->set_lokasi(pagu.lokasi);
  stored->set_kppn(pagu.kppn);
}

absl::StatusOr<Pagu> ToPagu(std::string_view id, record::PaguRecord stored) {
  ASSIGN_OR_RETURN(const SumberDana sumber, FromNumber(stored.sumber_dana(), SumberDana::kHibah));
  return Pagu{.id = std::string(id),
              .tahun = stored.tahun(),
              .kode_program = std::move(*stored.mutable_kode_program()),
              .kode_kegiatan = std::move(*stored.mutable_kode_kegiatan()),
              .kode_output = std::move(*stored.mutable_kode_output()),
              .uraian = std::move(*stored.mutable_uraian()),
              .sumber_dana = sumber,
              .jumlah = Rupiah::FromInt(stored.jumlah()),
              .kode_ro = std::move(*stored.mutable_kode_ro()),
              .kode_komponen = std::move(*stored.mutable_kode_komponen()),
              .kode_subkomponen = std::move(*stored.mutable_kode_subkomponen()),
              .akun = std::move(*stored.mutable_akun()),
              .lokasi = std::move(*stored.mutable_lokasi()),
              .kppn = std::move(*stored.mutable_kppn())};
}

void Fill(const Saldo& saldo, record::SaldoRecord* stored) {
  stored->set_schema(kSchema);
  stored->set_dipa(saldo.dipa.value());
  stored->set_tersedia(saldo.tersedia.value());
  stored->set_realisasi(saldo.realisasi.value());
  stored->set_saldo_impor(saldo.saldo_impor.value());
  stored->set_komitmen(saldo.komitmen.value());
  stored->set_spp(saldo.spp.value());
  stored->set_spm(saldo.spm.value());
}

Saldo ToSaldo(const record::SaldoRecord& stored) {
  return {.dipa = Rupiah::FromInt(stored.dipa()),
          .tersedia = Rupiah::FromInt(stored.tersedia()),
          .realisasi = Rupiah::FromInt(stored.realisasi()),
          .saldo_impor = Rupiah::FromInt(stored.saldo_impor()),
          .komitmen = Rupiah::FromInt(stored.komitmen()),
          .spp = Rupiah::FromInt(stored.spp()),
          .spm = Rupiah::FromInt(stored.spm())};
}

void Fill(const Kas& kas, record::KasRecord* stored) {
  stored->set_up(kas.up.value());
  stored->set_tup(kas.tup.value());
  stored->set_hibah(kas.hibah.value());
  stored->set_retur(kas.retur.value());
}

Kas ToKas(const record::KasRecord& stored) {
  return {.up = Rupiah::FromInt(stored.up()),
          .tup = Rupiah::FromInt(stored.tup()),
          .hibah = Rupiah::FromInt(stored.hibah()),
          .retur = Rupiah::FromInt(stored.retur())};
}

}  // namespace sakip::budget::parts
