#include "services/performance/performance_wire.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/clock/clock.h"
#include "common/fault/fault.h"
#include "common/status/status_macros.h"

namespace sakip::performance {
namespace {

namespace plan_pb = ::sakip::planning::v1;

constexpr int kDesimal = 8;  // of Rasio.desimal

absl::Status NotKnown(const std::string& name) {
  return fault::Refuse(
      fault::Reason::kUnknownMethod,
      absl::StrCat(name, " has a polarity, accumulation or kind of value of a later release"),
      absl::StrCat(name, " memakai polaritas, akumulasi, atau jenis nilai dari rilis kemudian"));
}

absl::StatusOr<Polaritas> PolaritasOf(const plan_pb::Indikator& indikator) {
  switch (indikator.polaritas()) {
    case plan_pb::POLARITAS_MAXIMIZE:
      return Polaritas::kMaximize;
    case plan_pb::POLARITAS_MINIMIZE:
      return Polaritas::kMinimize;
    default:
      return NotKnown(indikator.name());
  }
}

absl::StatusOr<Akumulasi> AkumulasiOf(const plan_pb::Indikator& indikator) {
  switch (indikator.akumulasi()) {
    case plan_pb::AKUMULASI_SUM:
      return Akumulasi::kSum;
    case plan_pb::AKUMULASI_CUMULATIVE:
      return Akumulasi::kCumulative;
    case plan_pb::AKUMULASI_LAST:
      return Akumulasi::kLast;
    case plan_pb::AKUMULASI_AVERAGE:
      return Akumulasi::kAverage;
    default:
      return NotKnown(indikator.name());
  }
}

absl::StatusOr<JenisNilai> JenisOf(const plan_pb::Indikator& indikator) {
  switch (indikator.jenis_nilai()) {
    case plan_pb::JENIS_NILAI_JUMLAH:
      return JenisNilai::kJumlah;
    case plan_pb::JENIS_NILAI_PERSENTASE:
      return JenisNilai::kPersentase;
    case plan_pb::JENIS_NILAI_ORDINAL:
      return JenisNilai::kOrdinal;
    default:
      return NotKnown(indikator.name());
  }
}

absl::StatusOr<JenisPerjanjian> JenisOf(const plan_pb::PerjanjianKinerja& pk) {
  switch (pk.jenis()) {
    case plan_pb::JENIS_PERJANJIAN_KINERJA_KETUA:
      return JenisPerjanjian::kKetua;
    case plan_pb::JENIS_PERJANJIAN_KINERJA_SEKRETARIS:
      return JenisPerjanjian::kSekretaris;
    case plan_pb::JENIS_PERJANJIAN_KINERJA_SUB_BAGIAN:
      return JenisPerjanjian::kSubBagian;
    default:
      return NotKnown(pk.name());
  }
}

absl::StatusOr<Indikator> IndikatorOf(const plan_pb::Indikator& message) {
  Indikator indikator;
  indikator.name = message.name();
  indikator.nama = message.nama();
  indikator.satuan = message.satuan();
  ASSIGN_OR_RETURN(indikator.polaritas, PolaritasOf(message));
  ASSIGN_OR_RETURN(indikator.akumulasi, AkumulasiOf(message));
  ASSIGN_OR_RETURN(indikator.jenis, JenisOf(message));
  indikator.kode_output = message.kode_output();
  return indikator;
}

nilai::Nilai NilaiOf(const common::v1::Nilai& message) {
  return {.raw = message.teks(), .angka = message.angka(), .satuan = message.satuan()};
}

absl::StatusOr<Perjanjian> PerjanjianOf(const plan_pb::PerjanjianKinerja& message) {
  Perjanjian perjanjian;
  perjanjian.name = message.name();
  ASSIGN_OR_RETURN(perjanjian.jenis, JenisOf(message));
  perjanjian.unit_kerja = message.unit_kerja();
  for (const plan_pb::BarisRencana& baris : message.baris()) {
    perjanjian.baris.push_back({.nomor = baris.nomor(),
                                .sasaran = baris.sasaran(),
                                .indikator = baris.indikator(),
                                .uraian = baris.uraian(),
                                .target = NilaiOf(baris.target())});
  }
  std::sort(perjanjian.baris.begin(), perjanjian.baris.end(),
            [](const auto& a, const auto& b) { return a.nomor < b.nomor; });
  return perjanjian;
}

StatusRealisasi StatusOf(v1::StatusRealisasi status) {
  switch (status) {
    case v1::STATUS_REALISASI_MEASURED:
      return StatusRealisasi::kMeasured;
    case v1::STATUS_REALISASI_NO_CASE:
      return StatusRealisasi::kNoCase;
    case v1::STATUS_REALISASI_NOT_APPLICABLE:
      return StatusRealisasi::kNotApplicable;
    case v1::STATUS_REALISASI_MISSING:
      return StatusRealisasi::kMissing;
    default:
      return StatusRealisasi::kRejected;  // as every status that cannot be entered
  }
}

v1::StatusRealisasi ToWire(StatusRealisasi status) {
  switch (status) {
    case StatusRealisasi::kMeasured:
      return v1::STATUS_REALISASI_MEASURED;
    case StatusRealisasi::kNoCase:
      return v1::STATUS_REALISASI_NO_CASE;
    case StatusRealisasi::kNotApplicable:
      return v1::STATUS_REALISASI_NOT_APPLICABLE;
    case StatusRealisasi::kMissing:
      return v1::STATUS_REALISASI_MISSING;
    case StatusRealisasi::kRejected:
      return v1::STATUS_REALISASI_REJECTED;
  }
  return v1::STATUS_REALISASI_UNSPECIFIED;
}

v1::StatusCapaian ToWire(StatusCapaian status) {
  switch (status) {
    case StatusCapaian::kComputed:
      return v1::STATUS_CAPAIAN_COMPUTED;
    case StatusCapaian::kNoCase:
      return v1::STATUS_CAPAIAN_NO_CASE;
    case StatusCapaian::kNotApplicable:
      return v1::STATUS_CAPAIAN_NOT_APPLICABLE;
    case StatusCapaian::kMissing:
      return v1::STATUS_CAPAIAN_MISSING;
    case StatusCapaian::kTZero:
      return v1::STATUS_CAPAIAN_T_ZERO;
    case StatusCapaian::kUnitMismatch:
      return v1::STATUS_CAPAIAN_UNIT_MISMATCH;
  }
  return v1::STATUS_CAPAIAN_UNSPECIFIED;
}

v1::TingkatRekap ToWire(TingkatRekap tingkat) {
  switch (tingkat) {
    case TingkatRekap::kSasaran:
      return v1::TINGKAT_REKAP_SASARAN;
    case TingkatRekap::kPerjanjian:
      return v1::TINGKAT_REKAP_PERJANJIAN;
    case TingkatRekap::kSatker:
      return v1::TINGKAT_REKAP_SATKER;
  }
  return v1::TINGKAT_REKAP_UNSPECIFIED;
}

void Write(const nilai::Nilai& nilai, common::v1::Nilai& message) {
  message.set_teks(nilai.raw);
  message.set_angka(nilai.angka);
  message.set_satuan(nilai.satuan);
}

void Write(const ratio::Ratio& value, common::v1::Rasio& message) {
  message.set_eksak(value.ToCanonical());
  message.set_desimal(value.RoundHalfAway(kDesimal));
}

}  // namespace

absl::StatusOr<Plan> PlanOf(const plan_pb::GetPerencanaanResponse& response) {
  Plan plan;
  for (const plan_pb::Indikator& message : response.perencanaan().indikator()) {
    ASSIGN_OR_RETURN(Indikator indikator, IndikatorOf(message));
    plan.indikator.emplace(message.name(), std::move(indikator));
  }
  for (const plan_pb::PerjanjianKinerja& message : response.perencanaan().perjanjian_kinerja()) {
    ASSIGN_OR_RETURN(plan.perjanjian.emplace_back(), PerjanjianOf(message));
  }
  std::sort(plan.perjanjian.begin(), plan.perjanjian.end(),
            [](const Perjanjian& a, const Perjanjian& b) { return a.name < b.name; });
  plan.revision = {.store = response.revision().store(),
                   .epoch = response.revision().epoch(),
                   .sequence = response.revision().sequence()};
  return plan;
}

Entry EntryOf(const v1::Realisasi& message, std::string field) {
  Entry entry;
  entry.field = std::move(field);
  entry.indikator = message.indikator();
  entry.periode = message.periode();
  entry.status = StatusOf(message.status());
  entry.teks = message.nilai().teks();
  entry.angka = message.nilai().angka();
  entry.satuan = message.nilai().satuan();
  entry.alasan = message.alasan();
  entry.narasi = {.uraian = message.narasi().uraian(),
                  .faktor_pendukung = message.narasi().faktor_pendukung(),
                  .kendala = message.narasi().kendala(),
                  .tindak_lanjut = message.narasi().tindak_lanjut()};
  entry.etag = message.etag();
  return entry;
}

v1::Realisasi ToWire(const Realisasi& realisasi) {
  v1::Realisasi message;
  message.set_name(RealisasiName(realisasi.indikator, realisasi.periode).value_or(""));
  message.set_indikator(realisasi.indikator);
  message.set_periode(realisasi.periode.ToString());
  message.set_status(ToWire(realisasi.status));
  if (realisasi.nilai != nilai::Nilai()) {
    Write(realisasi.nilai, *message.mutable_nilai());
  }
  message.set_alasan(realisasi.alasan);
  message.mutable_narasi()->set_uraian(realisasi.narasi.uraian);
  message.mutable_narasi()->set_faktor_pendukung(realisasi.narasi.faktor_pendukung);
  message.mutable_narasi()->set_kendala(realisasi.narasi.kendala);
  message.mutable_narasi()->set_tindak_lanjut(realisasi.narasi.tindak_lanjut);
  message.set_historis(realisasi.historis);
  message.set_etag(realisasi.etag);
  message.set_update_time(clock::FormatRfc3339({realisasi.update_us}));
  return message;
}

v1::Capaian ToWire(const Capaian& capaian) {
  v1::Capaian message;
  message.set_perjanjian_kinerja(capaian.perjanjian);
  message.set_nomor(capaian.nomor);
  message.set_sasaran(capaian.sasaran);
  message.set_indikator(capaian.indikator);
  message.set_uraian(capaian.uraian);
  Write(capaian.target, *message.mutable_target());
  message.set_status_realisasi(ToWire(capaian.status_realisasi));
  if (capaian.realisasi != nilai::Nilai()) {
    Write(capaian.realisasi, *message.mutable_realisasi());
  }
  message.set_status(ToWire(capaian.status));
  if (capaian.mentah) {
    Write(*capaian.mentah, *message.mutable_mentah());
  }
  if (capaian.dibatasi) {
    Write(*capaian.dibatasi, *message.mutable_dibatasi());
  }
  message.set_kategori(capaian.kategori);
  message.set_aturan(capaian.aturan);
  for (const std::string& step : capaian.penjelasan) {
    message.add_penjelasan(step);
  }
  message.set_alasan(capaian.alasan);
  message.set_kode_output(capaian.kode_output);
  message.set_unit_kerja(capaian.unit_kerja);
  return message;
}

v1::RekapCapaian ToWire(const RekapCapaian& rekap) {
  v1::RekapCapaian message;
  message.set_tingkat(ToWire(rekap.tingkat));
  message.set_perjanjian_kinerja(rekap.perjanjian);
  message.set_sasaran(rekap.sasaran);
  if (rekap.rata_mentah) {
    Write(*rekap.rata_mentah, *message.mutable_rata_mentah());
  }
  if (rekap.rata_dibatasi) {
    Write(*rekap.rata_dibatasi, *message.mutable_rata_dibatasi());
  }
  message.set_kategori(rekap.kategori);
  message.set_jumlah(rekap.jumlah);
  message.set_jumlah_computed(rekap.computed);
  message.set_jumlah_no_case(rekap.no_case);
  message.set_jumlah_not_applicable(rekap.not_applicable);
  message.set_jumlah_missing(rekap.missing);
  message.set_jumlah_t_zero(rekap.t_zero);
  message.set_jumlah_unit_mismatch(rekap.unit_mismatch);
  message.set_aturan(rekap.aturan);
  return message;
}

v1::Pengukuran ToWire(const std::vector<Realisasi>& realisasi, const std::vector<Capaian>& capaian,
                      const Ringkasan& ringkasan) {
  v1::Pengukuran message;
  for (const Realisasi& one : realisasi) {
    *message.add_realisasi() = ToWire(one);
  }
  for (const Capaian& row : capaian) {
    *message.add_capaian() = ToWire(row);
  }
  for (const RekapCapaian& rekap : ringkasan.rekap) {
    *message.add_rekap() = ToWire(rekap);
  }
  message.mutable_perencanaan()->set_store(ringkasan.perencanaan.store);
  message.mutable_perencanaan()->set_epoch(ringkasan.perencanaan.epoch);
  message.mutable_perencanaan()->set_sequence(ringkasan.perencanaan.sequence);
  message.set_batas_atas(ringkasan.batas_atas);
  return message;
}

}  // namespace sakip::performance
