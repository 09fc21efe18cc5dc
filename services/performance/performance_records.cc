#include "services/performance/performance_records.h"

#include <optional>
#include <utility>

#include "common/rpc/crypto.h"
#include "common/status/status_macros.h"
#include "sakip/storage/v1/performance.pb.h"

namespace sakip::performance {
namespace {

namespace record = ::sakip::storage::v1;

constexpr uint32_t kSchema = 1;
constexpr size_t kEtagChars = 16;

absl::Status Unreadable() {
  return absl::DataLossError("a record of performance's store cannot be read");
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

constexpr std::pair<StatusRealisasi, record::RealisasiState> kRealisasiStates[] = {
    {StatusRealisasi::kMeasured, record::REALISASI_STATE_MEASURED},
    {StatusRealisasi::kNoCase, record::REALISASI_STATE_NO_CASE},
    {StatusRealisasi::kNotApplicable, record::REALISASI_STATE_NOT_APPLICABLE},
    {StatusRealisasi::kMissing, record::REALISASI_STATE_MISSING},
    {StatusRealisasi::kRejected, record::REALISASI_STATE_REJECTED},
};
constexpr std::pair<StatusCapaian, record::CapaianState> kCapaianStates[] = {
    {StatusCapaian::kComputed, record::CAPAIAN_STATE_COMPUTED},
    {StatusCapaian::kNoCase, record::CAPAIAN_STATE_NO_CASE},
    {StatusCapaian::kNotApplicable, record::CAPAIAN_STATE_NOT_APPLICABLE},
    {StatusCapaian::kMissing, record::CAPAIAN_STATE_MISSING},
    {StatusCapaian::kTZero, record::CAPAIAN_STATE_T_ZERO},
    {StatusCapaian::kUnitMismatch, record::CAPAIAN_STATE_UNIT_MISMATCH},
};
constexpr std::pair<JenisPerjanjian, record::CapaianPerjanjian> kPerjanjian[] = {
    {JenisPerjanjian::kKetua, record::CAPAIAN_PERJANJIAN_KETUA},
    {JenisPerjanjian::kSekretaris, record::CAPAIAN_PERJANJIAN_SEKRETARIS},
    {JenisPerjanjian::kSubBagian, record::CAPAIAN_PERJANJIAN_SUB_BAGIAN},
};
constexpr std::pair<TingkatRekap, record::RekapTingkat> kTingkat[] = {
    {TingkatRekap::kSasaran, record::REKAP_TINGKAT_SASARAN},
    {TingkatRekap::kPerjanjian, record::REKAP_TINGKAT_PERJANJIAN},
    {TingkatRekap::kSatker, record::REKAP_TINGKAT_SATKER},
};

template <class Ours, class Stored, size_t kSize>
Stored ToStored(const std::pair<Ours, Stored> (&table)[kSize], Ours value) {
  for (const auto& [ours, stored] : table) {
    if (ours == value) {
      return stored;
    }
  }
  return Stored{};
}

template <class Ours, class Stored, size_t kSize>
absl::StatusOr<Ours> FromStored(const std::pair<Ours, Stored> (&table)[kSize], Stored value) {
  for (const auto& [ours, stored] : table) {
    if (stored == value) {
      return ours;
    }
  }
  return Unreadable();
}

void Write(const nilai::Nilai& nilai, record::NilaiKinerja& stored) {
  stored.set_teks(nilai.raw);
  stored.set_angka(nilai.angka);
  stored.set_satuan(nilai.satuan);
}

nilai::Nilai Read(const record::NilaiKinerja& stored) {
  return {.raw = stored.teks(), .angka = stored.angka(), .satuan = stored.satuan()};
}

std::string Exact(const std::optional<ratio::Ratio>& value) {
  return value ? value->ToCanonical() : "";
}

absl::StatusOr<std::optional<ratio::Ratio>> ReadExact(const std::string& text) {
  if (text.empty()) {
    return std::nullopt;
  }
  const auto value = ratio::Ratio::FromCanonical(text);
  if (!value.ok()) {
    return Unreadable();
  }
  return *value;
}

void Write(const RekapCapaian& rekap, record::RekapRecord& stored) {
  stored.set_tingkat(ToStored(kTingkat, rekap.tingkat));
  stored.set_perjanjian_kinerja(rekap.perjanjian);
  stored.set_sasaran(rekap.sasaran);
  stored.set_rata_mentah(Exact(rekap.rata_mentah));
  stored.set_rata_dibatasi(Exact(rekap.rata_dibatasi));
  stored.set_kategori(rekap.kategori);
  stored.set_jumlah(rekap.jumlah);
  stored.set_computed(rekap.computed);
  stored.set_no_case(rekap.no_case);
  stored.set_not_applicable(rekap.not_applicable);
  stored.set_missing(rekap.missing);
  stored.set_t_zero(rekap.t_zero);
  stored.set_unit_mismatch(rekap.unit_mismatch);
}

absl::StatusOr<RekapCapaian> Read(const record::RekapRecord& stored, const std::string& aturan) {
  RekapCapaian rekap;
  ASSIGN_OR_RETURN(rekap.tingkat, FromStored(kTingkat, stored.tingkat()));
  rekap.perjanjian = stored.perjanjian_kinerja();
  rekap.sasaran = stored.sasaran();
  ASSIGN_OR_RETURN(rekap.rata_mentah, ReadExact(stored.rata_mentah()));
  ASSIGN_OR_RETURN(rekap.rata_dibatasi, ReadExact(stored.rata_dibatasi()));
  rekap.kategori = stored.kategori();
  rekap.jumlah = stored.jumlah();
  rekap.computed = stored.computed();
  rekap.no_case = stored.no_case();
  rekap.not_applicable = stored.not_applicable();
  rekap.missing = stored.missing();
  rekap.t_zero = stored.t_zero();
  rekap.unit_mismatch = stored.unit_mismatch();
  rekap.aturan = aturan;
  return rekap;
}

}  // namespace

std::string EtagOf(const Realisasi& realisasi) {
  return rpc::EncodeHex(rpc::Sha256(CanonicalBytes(realisasi))).substr(0, kEtagChars);
}

std::string EncodeRealisasi(const Realisasi& realisasi) {
  record::RealisasiKinerjaRecord stored;
  stored.set_schema(kSchema);
  stored.set_indikator(realisasi.indikator);
  stored.set_periode(realisasi.periode.ToString());
  stored.set_status(ToStored(kRealisasiStates, realisasi.status));
  Write(realisasi.nilai, *stored.mutable_nilai());
  stored.set_alasan(realisasi.alasan);
  stored.set_uraian(realisasi.narasi.uraian);
  stored.set_faktor_pendukung(realisasi.narasi.faktor_pendukung);
  stored.set_kendala(realisasi.narasi.kendala);
  stored.set_tindak_lanjut(realisasi.narasi.tindak_lanjut);
  stored.set_historis(realisasi.historis);
  stored.set_update_us(realisasi.update_us);
  return stored.SerializeAsString();
}

absl::StatusOr<Realisasi> DecodeRealisasi(std::string_view bytes) {
  ASSIGN_OR_RETURN(const auto stored, Parse<record::RealisasiKinerjaRecord>(bytes));
  const auto periode = period::Periode::Parse(stored.periode());
  if (!periode.ok()) {
    return Unreadable();
  }
  ASSIGN_OR_RETURN(const StatusRealisasi status, FromStored(kRealisasiStates, stored.status()));
  Realisasi realisasi{.indikator = stored.indikator(),
                      .periode = *periode,
                      .status = status,
                      .nilai = Read(stored.nilai()),
                      .alasan = stored.alasan(),
                      .narasi = {.uraian = stored.uraian(),
                                 .faktor_pendukung = stored.faktor_pendukung(),
                                 .kendala = stored.kendala(),
                                 .tindak_lanjut = stored.tindak_lanjut()},
                      .historis = stored.historis(),
                      .update_us = stored.update_us(),
                      .etag = ""};
  realisasi.etag = EtagOf(realisasi);
  return realisasi;
}

std::string EncodeCapaian(const Capaian& capaian) {
  record::CapaianRecord stored;
  stored.set_schema(kSchema);
  stored.set_perjanjian_kinerja(capaian.perjanjian);
  stored.set_jenis(ToStored(kPerjanjian, capaian.jenis));
  stored.set_unit_kerja(capaian.unit_kerja);
  stored.set_nomor(capaian.nomor);
  stored.set_sasaran(capaian.sasaran);
  stored.set_indikator(capaian.indikator);
  stored.set_uraian(capaian.uraian);
  stored.set_kode_output(capaian.kode_output);
  Write(capaian.target, *stored.mutable_target());
  stored.set_status_realisasi(ToStored(kRealisasiStates, capaian.status_realisasi));
  Write(capaian.realisasi, *stored.mutable_realisasi());
  stored.set_status(ToStored(kCapaianStates, capaian.status));
  stored.set_mentah(Exact(capaian.mentah));
  stored.set_dibatasi(Exact(capaian.dibatasi));
  stored.set_kategori(capaian.kategori);
  stored.set_aturan(capaian.aturan);
  for (const std::string& step : capaian.penjelasan) {
    stored.add_penjelasan(step);
  }
  stored.set_alasan(capaian.alasan);
  return stored.SerializeAsString();
}

absl::StatusOr<Capaian> DecodeCapaian(std::string_view bytes) {
  ASSIGN_OR_RETURN(const auto stored, Parse<record::CapaianRecord>(bytes));
  Capaian capaian;
  capaian.perjanjian = stored.perjanjian_kinerja();
  ASSIGN_OR_RETURN(capaian.jenis, FromStored(kPerjanjian, stored.jenis()));
  capaian.unit_kerja = stored.unit_kerja();
  capaian.nomor = stored.nomor();
  capaian.sasaran = stored.sasaran();
  capaian.indikator = stored.indikator();
  capaian.uraian = stored.uraian();
  capaian.kode_output = stored.kode_output();
  capaian.target = Read(stored.target());
  ASSIGN_OR_RETURN(capaian.status_realisasi,
                   FromStored(kRealisasiStates, stored.status_realisasi()));
  capaian.realisasi = Read(stored.realisasi());
  ASSIGN_OR_RETURN(capaian.status, FromStored(kCapaianStates, stored.status()));
  ASSIGN_OR_RETURN(capaian.mentah, ReadExact(stored.mentah()));
  ASSIGN_OR_RETURN(capaian.dibatasi, ReadExact(stored.dibatasi()));
  capaian.kategori = stored.kategori();
  capaian.aturan = stored.aturan();
  capaian.penjelasan.assign(stored.penjelasan().begin(), stored.penjelasan().end());
  capaian.alasan = stored.alasan();
  return capaian;
}

std::string EncodeRingkasan(const Ringkasan& ringkasan) {
  record::PengukuranRecord stored;
  stored.set_schema(kSchema);
  stored.set_perencanaan_store(ringkasan.perencanaan.store);
  stored.set_perencanaan_epoch(ringkasan.perencanaan.epoch);
  stored.set_perencanaan_sequence(ringkasan.perencanaan.sequence);
  stored.set_aturan(ringkasan.aturan);
  stored.set_batas_atas(ringkasan.batas_atas);
  for (const RekapCapaian& rekap : ringkasan.rekap) {
    Write(rekap, *stored.add_rekap());
  }
  return stored.SerializeAsString();
}

absl::StatusOr<Ringkasan> DecodeRingkasan(std::string_view bytes) {
  ASSIGN_OR_RETURN(const auto stored, Parse<record::PengukuranRecord>(bytes));
  Ringkasan ringkasan;
  ringkasan.perencanaan = {.store = stored.perencanaan_store(),
                           .epoch = stored.perencanaan_epoch(),
                           .sequence = stored.perencanaan_sequence()};
  ringkasan.aturan = stored.aturan();
  ringkasan.batas_atas = stored.batas_atas();
  for (const record::RekapRecord& rekap : stored.rekap()) {
    ASSIGN_OR_RETURN(ringkasan.rekap.emplace_back(), Read(rekap, stored.aturan()));
  }
  return ringkasan;
}

}  // namespace sakip::performance
