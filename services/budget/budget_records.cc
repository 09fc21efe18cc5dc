#include "services/budget/budget_records.h"

#include <utility>

#include "common/status/status_macros.h"
#include "sakip/storage/v1/budget.pb.h"

namespace sakip::budget {
namespace {

namespace record = ::sakip::storage::v1;

using money::Rupiah;

constexpr uint32_t kSchema = 1;

absl::Status Unreadable() {
  return absl::DataLossError("a record of the budget's store cannot be read");
}

template <class Record>
absl::StatusOr<Record> Parse(std::string_view bytes) {
  Record parsed;
  if (!parsed.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) ||
      parsed.schema() != kSchema) {
    return Unreadable();
  }
  return parsed;
}

// Stored numbers are the enumerators' order plus 1; an enumerator is added at the end only.
template <class Enum>
uint32_t ToNumber(Enum value) {
  return static_cast<uint32_t>(value) + 1;
}

template <class Enum>
absl::StatusOr<Enum> FromNumber(uint32_t number, Enum last) {
  if (number == 0 || number > ToNumber(last)) {
    return Unreadable();
  }
  return static_cast<Enum>(number - 1);
}

absl::StatusOr<period::Tanggal> ToTanggal(const std::string& text) {
  absl::StatusOr<period::Tanggal> tanggal = period::Tanggal::ParseIso(text);
  if (!tanggal.ok()) {
    return Unreadable();
  }
  return tanggal;
}

absl::StatusOr<Entri> ToEntri(const record::EntriRecord& stored) {
  ASSIGN_OR_RETURN(const Akun akun, FromNumber(stored.akun(), Akun::kRealisasi));
  return Entri{.akun = akun,
               .pagu = stored.pagu(),
               .debit = Rupiah::FromInt(stored.debit()),
               .kredit = Rupiah::FromInt(stored.kredit())};
}

}  // namespace

std::string Encode(const Pagu& pagu) {
  record::PaguRecord stored;
  stored.set_schema(kSchema);
  stored.set_tahun(pagu.tahun);
  stored.set_kode_program(pagu.kode_program);
  stored.set_kode_kegiatan(pagu.kode_kegiatan);
  stored.set_kode_output(pagu.kode_output);
  stored.set_uraian(pagu.uraian);
  stored.set_sumber_dana(ToNumber(pagu.sumber_dana));
  stored.set_jumlah(pagu.jumlah.value());
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
  return stored.SerializeAsString();
}

std::string Encode(const BarisJurnal& baris) {
  record::TransaksiRecord stored;
  stored.set_schema(kSchema);
  stored.set_jenis(ToNumber(baris.transaksi.jenis));
  stored.set_realisasi(baris.transaksi.realisasi);
  stored.set_tanggal(baris.transaksi.tanggal.Iso());
  for (const Entri& entri : baris.transaksi.entri) {
    record::EntriRecord* one = stored.add_entri();
    one->set_akun(ToNumber(entri.akun));
    one->set_pagu(entri.pagu);
    one->set_debit(entri.debit.value());
    one->set_kredit(entri.kredit.value());
  }
  stored.set_akun(baris.pencatat.akun);
  stored.set_orang(baris.pencatat.orang);
  stored.set_waktu_us(baris.pencatat.waktu_us);
  stored.set_request_id(baris.pencatat.request_id);
  return stored.SerializeAsString();
}

std::string Encode(const Saldo& saldo) {
  record::SaldoRecord stored;
  stored.set_schema(kSchema);
  stored.set_dipa(saldo.dipa.value());
  stored.set_tersedia(saldo.tersedia.value());
  stored.set_realisasi(saldo.realisasi.value());
  stored.set_saldo_impor(saldo.saldo_impor.value());
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

absl::StatusOr<Pagu> DecodePagu(std::string_view id, std::string_view bytes) {
  ASSIGN_OR_RETURN(record::PaguRecord stored, Parse<record::PaguRecord>(bytes));
  ASSIGN_OR_RETURN(const SumberDana sumber, FromNumber(stored.sumber_dana(), SumberDana::kHibah));
  return Pagu{.id = std::string(id),
              .tahun = stored.tahun(),
              .kode_program = std::move(*stored.mutable_kode_program()),
              .kode_kegiatan = std::move(*stored.mutable_kode_kegiatan()),
              .kode_output = std::move(*stored.mutable_kode_output()),
              .uraian = std::move(*stored.mutable_uraian()),
              .sumber_dana = sumber,
              .jumlah = Rupiah::FromInt(stored.jumlah())};
}

absl::StatusOr<RealisasiBernomor> DecodeRealisasi(std::string_view id, std::string_view bytes) {
  ASSIGN_OR_RETURN(record::RealisasiRecord stored, Parse<record::RealisasiRecord>(bytes));
  ASSIGN_OR_RETURN(const JenisRealisasi jenis,
                   FromNumber(stored.jenis(), JenisRealisasi::kSaldoImpor));
  ASSIGN_OR_RETURN(const period::Tanggal tanggal, ToTanggal(stored.tanggal()));
  return RealisasiBernomor{.realisasi = {.id = std::string(id),
                                         .pagu = std::move(*stored.mutable_pagu()),
                                         .jenis = jenis,
                                         .jumlah = Rupiah::FromInt(stored.jumlah()),
                                         .tanggal = tanggal,
                                         .keterangan = std::move(*stored.mutable_keterangan())},
                           .nomor = stored.nomor()};
}

absl::StatusOr<BarisJurnal> DecodeJurnal(int64_t nomor, std::string_view bytes) {
  ASSIGN_OR_RETURN(record::TransaksiRecord stored, Parse<record::TransaksiRecord>(bytes));
  ASSIGN_OR_RETURN(const JenisTransaksi jenis,
                   FromNumber(stored.jenis(), JenisTransaksi::kSaldoImpor));
  ASSIGN_OR_RETURN(const period::Tanggal tanggal, ToTanggal(stored.tanggal()));
  BarisJurnal baris{.transaksi = {.nomor = nomor,
                                  .jenis = jenis,
                                  .realisasi = std::move(*stored.mutable_realisasi()),
                                  .tanggal = tanggal,
                                  .entri = {}},
                    .pencatat = {.akun = std::move(*stored.mutable_akun()),
                                 .orang = std::move(*stored.mutable_orang()),
                                 .waktu_us = stored.waktu_us(),
                                 .request_id = std::move(*stored.mutable_request_id())}};
  for (const record::EntriRecord& one : stored.entri()) {
    ASSIGN_OR_RETURN(Entri entri, ToEntri(one));
    baris.transaksi.entri.push_back(std::move(entri));
  }
  return baris;
}

absl::StatusOr<Saldo> DecodeSaldo(std::string_view bytes) {
  ASSIGN_OR_RETURN(const record::SaldoRecord stored, Parse<record::SaldoRecord>(bytes));
  return Saldo{.dipa = Rupiah::FromInt(stored.dipa()),
               .tersedia = Rupiah::FromInt(stored.tersedia()),
               .realisasi = Rupiah::FromInt(stored.realisasi()),
               .saldo_impor = Rupiah::FromInt(stored.saldo_impor())};
}

absl::StatusOr<Kode> DecodeKode(std::string_view kode, std::string_view bytes) {
  ASSIGN_OR_RETURN(record::KodeRecord stored, Parse<record::KodeRecord>(bytes));
  ASSIGN_OR_RETURN(const JenisKode jenis, FromNumber(stored.jenis(), JenisKode::kOutput));
  return Kode{.jenis = jenis,
              .kode = std::string(kode),
              .uraian = std::move(*stored.mutable_uraian()),
              .induk = std::move(*stored.mutable_induk())};
}

}  // namespace sakip::budget
