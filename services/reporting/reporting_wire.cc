#include "services/reporting/reporting_wire.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "common/clock/clock.h"
#include "common/fault/fault.h"
#include "common/resource_name/resource_name.h"
#include "common/status/status_macros.h"

namespace sakip::reporting {
namespace {

namespace plan = sakip::planning::v1;
namespace perf = sakip::performance::v1;

NilaiTeks FromWire(const common::v1::Nilai& wire) {
  return {.teks = wire.teks(), .angka = wire.angka(), .satuan = wire.satuan()};
}

absl::StatusOr<std::optional<ratio::Ratio>> RasioOf(bool present, const common::v1::Rasio& wire) {
  if (!present) {
    return std::optional<ratio::Ratio>();
  }
  ASSIGN_OR_RETURN(ratio::Ratio value, ratio::Ratio::FromCanonical(wire.eksak()));
  return std::optional<ratio::Ratio>(std::move(value));
}

JenisPerjanjian JenisOf(plan::JenisPerjanjianKinerja jenis) {
  switch (jenis) {
    case plan::JENIS_PERJANJIAN_KINERJA_KETUA:
      return JenisPerjanjian::kKetua;
    case plan::JENIS_PERJANJIAN_KINERJA_SEKRETARIS:
      return JenisPerjanjian::kSekretaris;
    default:
      return JenisPerjanjian::kSubBagian;
  }
}

JenisKode JenisOf(plan::JenisKode jenis) {
  switch (jenis) {
    case plan::JENIS_KODE_PROGRAM:
      return JenisKode::kProgram;
    case plan::JENIS_KODE_KEGIATAN:
      return JenisKode::kKegiatan;
    default:
      return JenisKode::kOutput;
  }
}

StatusCapaian StatusOf(perf::StatusCapaian status) {
  switch (status) {
    case perf::STATUS_CAPAIAN_COMPUTED:
      return StatusCapaian::kComputed;
    case perf::STATUS_CAPAIAN_NO_CASE:
      return StatusCapaian::kNoCase;
    case perf::STATUS_CAPAIAN_NOT_APPLICABLE:
      return StatusCapaian::kNotApplicable;
    case perf::STATUS_CAPAIAN_T_ZERO:
      return StatusCapaian::kTargetZero;
    case perf::STATUS_CAPAIAN_UNIT_MISMATCH:
      return StatusCapaian::kUnitMismatch;
    default:
      return StatusCapaian::kMissing;
  }
}

TingkatRekap TingkatOf(perf::TingkatRekap tingkat) {
  switch (tingkat) {
    case perf::TINGKAT_REKAP_SASARAN:
      return TingkatRekap::kSasaran;
    case perf::TINGKAT_REKAP_PERJANJIAN:
      return TingkatRekap::kPerjanjian;
    default:
      return TingkatRekap::kSatker;
  }
}

// What resource names stand for on paper.
struct Labels {
  std::map<std::string, std::string> indikator;
  std::map<std::string, std::string> unit;
  std::map<std::string, std::string> unit_singkat;

  static std::string Of(const std::map<std::string, std::string>& labels, const std::string& name) {
    const auto found = labels.find(name);
    return found == labels.end() ? name : found->second;
  }
};

Labels LabelsOf(const plan::Perencanaan& wire) {
  Labels labels;
  for (const plan::Indikator& indikator : wire.indikator()) {
    labels.indikator[indikator.name()] = indikator.nama();
  }
  for (const plan::UnitKerja& unit : wire.unit_kerja()) {
    labels.unit[unit.name()] = unit.nama();
    labels.unit_singkat[unit.name()] = unit.singkatan().empty() ? unit.nama() : unit.singkatan();
  }
  return labels;
}

Renstra FromWire(const plan::Renstra& wire, const Labels& labels) {
  Renstra renstra{.tahun_dari = wire.tahun_dari(),
                  .tahun_sampai = wire.tahun_sampai(),
                  .dasar_hukum = wire.dasar_hukum(),
                  .visi = wire.visi(),
                  .misi = {},
                  .tujuan = {},
                  .sasaran = {},
                  .iku = {}};
  for (const auto& misi : wire.misi()) {
    renstra.misi.push_back({misi.nomor(), misi.uraian()});
  }
  for (const auto& tujuan : wire.tujuan()) {
    renstra.tujuan.push_back({tujuan.nomor(), tujuan.uraian()});
  }
  for (const auto& sasaran : wire.sasaran()) {
    SasaranRenstra out{.nomor = sasaran.nomor(), .uraian = sasaran.uraian(), .indikator = {}};
    for (const std::string& name : sasaran.indikator()) {
      out.indikator.push_back(Labels::Of(labels.indikator, name));
    }
    renstra.sasaran.push_back(std::move(out));
  }
  for (const auto& iku : wire.iku()) {
    renstra.iku.push_back({iku.nomor(), iku.uraian()});
  }
  return renstra;
}

BarisRencana FromWire(const plan::BarisRencana& wire, const Labels& labels) {
  return {.nomor = wire.nomor(),
          .sasaran = wire.sasaran(),
          .indikator = wire.indikator(),
          .uraian = wire.uraian().empty() ? Labels::Of(labels.indikator, wire.indikator())
                                          : wire.uraian(),
          .target = FromWire(wire.target())};
}

void AddPerjanjian(const plan::Perencanaan& wire, const Labels& labels, LakipData& data) {
  for (const auto& row : wire.rkt().baris()) {
    data.rkt.push_back(FromWire(row, labels));
  }
  for (const plan::PerjanjianKinerja& pk : wire.perjanjian_kinerja()) {
    Perjanjian perjanjian{.name = pk.name(),
                          .jenis = JenisOf(pk.jenis()),
                          .judul = pk.judul(),
                          .unit_kerja = Labels::Of(labels.unit, pk.unit_kerja()),
                          .baris = {}};
    for (const auto& row : pk.baris()) {
      perjanjian.baris.push_back(FromWire(row, labels));
    }
    data.perjanjian.push_back(std::move(perjanjian));
  }
  for (const plan::BarisRencanaAksi& row : wire.rencana_aksi().baris()) {
    data.rencana_aksi.push_back({.nomor = row.nomor(),
                                 .sasaran = row.sasaran(),
                                 .indikator = row.indikator(),
                                 .target = FromWire(row.target()),
                                 .kegiatan = row.kegiatan(),
                                 .bulan = {row.bulan().begin(), row.bulan().end()},
                                 .pelaksana = Labels::Of(labels.unit_singkat, row.pelaksana()),
                                 .catatan = row.catatan()});
  }
}

absl::StatusOr<BarisAnggaran> FromWire(const budget::v1::BarisAnggaran& wire) {
  ASSIGN_OR_RETURN(auto serapan, RasioOf(wire.has_serapan(), wire.serapan()));
  return BarisAnggaran{.kode = wire.kode(),
                       .uraian = wire.uraian(),
                       .pagu = money::Rupiah::FromInt(wire.pagu()),
                       .realisasi = money::Rupiah::FromInt(wire.realisasi()),
                       .sisa = money::Rupiah::FromInt(wire.sisa()),
                       .serapan = std::move(serapan)};
}

template <class Rows>
absl::Status AddBaris(const Rows& rows, std::vector<BarisAnggaran>& out) {
  for (const auto& row : rows) {
    ASSIGN_OR_RETURN(BarisAnggaran baris, FromWire(row));
    out.push_back(std::move(baris));
  }
  return absl::OkStatus();
}

absl::StatusOr<Rekap> FromWire(const perf::RekapCapaian& wire) {
  Rekap rekap{.tingkat = TingkatOf(wire.tingkat()),
              .perjanjian = wire.perjanjian_kinerja(),
              .sasaran = wire.sasaran(),
              .rata_mentah = {},
              .rata_dibatasi = {},
              .kategori = wire.kategori(),
              .jumlah = wire.jumlah(),
              .computed = wire.jumlah_computed(),
              .no_case = wire.jumlah_no_case(),
              .not_applicable = wire.jumlah_not_applicable(),
              .missing = wire.jumlah_missing(),
              .t_zero = wire.jumlah_t_zero(),
              .unit_mismatch = wire.jumlah_unit_mismatch()};
  ASSIGN_OR_RETURN(rekap.rata_mentah, RasioOf(wire.has_rata_mentah(), wire.rata_mentah()));
  ASSIGN_OR_RETURN(rekap.rata_dibatasi, RasioOf(wire.has_rata_dibatasi(), wire.rata_dibatasi()));
  return rekap;
}

absl::StatusOr<Capaian> FromWire(const perf::Capaian& wire) {
  Capaian capaian{.perjanjian = wire.perjanjian_kinerja(),
                  .nomor = wire.nomor(),
                  .sasaran = wire.sasaran(),
                  .indikator = wire.indikator(),
                  .uraian = wire.uraian(),
                  .target = FromWire(wire.target()),
                  .realisasi = FromWire(wire.realisasi()),
                  .status = StatusOf(wire.status()),
                  .mentah = {},
                  .dibatasi = {},
                  .kategori = wire.kategori(),
                  .aturan = wire.aturan(),
                  .alasan = wire.alasan(),
                  .kode_output = wire.kode_output()};
  ASSIGN_OR_RETURN(capaian.mentah, RasioOf(wire.has_mentah(), wire.mentah()));
  ASSIGN_OR_RETURN(capaian.dibatasi, RasioOf(wire.has_dibatasi(), wire.dibatasi()));
  return capaian;
}

// The realisasi of an indikator come together, in the order of their periods: of those with a
// narrative the last one tells the year.
void AddNarasiIndikator(const perf::Pengukuran& wire, std::vector<NarasiIndikator>& out) {
  for (const perf::Realisasi& row : wire.realisasi()) {
    const perf::Narasi& narasi = row.narasi();
    if (narasi.ByteSizeLong() == 0) {
      continue;
    }
    if (!out.empty() && out.back().indikator == row.indikator()) {
      out.pop_back();
    }
    out.push_back({.indikator = row.indikator(),
                   .uraian = narasi.uraian(),
                   .faktor_pendukung = narasi.faktor_pendukung(),
                   .kendala = narasi.kendala(),
                   .tindak_lanjut = narasi.tindak_lanjut()});
  }
}

}  // namespace

void FromWire(const plan::Perencanaan& wire, LakipData& data) {
  const Labels labels = LabelsOf(wire);
  data.nama_satker = wire.satker().nama();
  if (wire.has_renstra()) {
    data.renstra = FromWire(wire.renstra(), labels);
  }
  for (const plan::Indikator& indikator : wire.indikator()) {
    data.indikator.push_back({.name = indikator.name(),
                              .nama = indikator.nama(),
                              .satuan = indikator.satuan(),
                              .kode_output = indikator.kode_output(),
                              .rincian = {indikator.rincian().begin(), indikator.rincian().end()}});
  }
  AddPerjanjian(wire, labels, data);
  for (const plan::Pegawai& pegawai : wire.pegawai()) {
    data.pegawai.push_back({pegawai.kelompok(), pegawai.uraian(), pegawai.jumlah()});
  }
  for (const plan::Kode& kode : wire.kode()) {
    data.kode.push_back({JenisOf(kode.jenis()), kode.kode(), kode.uraian(), kode.induk()});
  }
}

absl::Status FromWire(const perf::Pengukuran& wire, LakipData& data) {
  for (const perf::Capaian& row : wire.capaian()) {
    ASSIGN_OR_RETURN(Capaian capaian, FromWire(row));
    if (capaian.uraian.empty()) {  // worded as registered, as in the plan's own rows
      const auto registered =
          std::find_if(data.indikator.begin(), data.indikator.end(),
                       [&](const Indikator& one) { return one.name == capaian.indikator; });
      capaian.uraian = registered == data.indikator.end() ? row.indikator() : registered->nama;
    }
    data.capaian.push_back(std::move(capaian));
  }
  for (const perf::RekapCapaian& row : wire.rekap()) {
    ASSIGN_OR_RETURN(Rekap rekap, FromWire(row));
    data.rekap.push_back(std::move(rekap));
  }
  data.batas_atas = wire.batas_atas();
  AddNarasiIndikator(wire, data.narasi_indikator);
  return absl::OkStatus();
}

absl::Status FromWire(const budget::v1::Anggaran& wire, LakipData& data) {
  RETURN_IF_ERROR(AddBaris(wire.output(), data.anggaran.output));
  RETURN_IF_ERROR(AddBaris(wire.kegiatan(), data.anggaran.kegiatan));
  RETURN_IF_ERROR(AddBaris(wire.program(), data.anggaran.program));
  ASSIGN_OR_RETURN(data.anggaran.total, FromWire(wire.total()));
  data.anggaran.saldo_impor = money::Rupiah::FromInt(wire.saldo_impor());
  return absl::OkStatus();
}

Sumber SumberOf(std::string layanan, const common::v1::Revision& revision) {
  return {.layanan = std::move(layanan),
          .store = revision.store(),
          .epoch = revision.epoch(),
          .sequence = revision.sequence()};
}

absl::StatusOr<Naskah> FromWire(const v1::NaskahLakip& wire, const std::string& satker) {
  fault::Violations violations;
  Naskah naskah{.tempat = wire.tempat(),
                .tanggal = {},
                .jabatan_penandatangan = wire.jabatan_penandatangan(),
                .nama_penandatangan = wire.nama_penandatangan(),
                .narasi = {}};
  const std::string name = "satker/" + satker + "/naskahLakip/" + std::to_string(wire.tahun());
  if (wire.name() != name) {
    violations.Add("naskah.name", "must be " + name + ", the parent's office and `tahun`",
                   "harus " + name + ", sesuai satker pada `parent` dan `tahun`");
  }
  const auto tanggal = period::Tanggal::ParseIso(wire.tanggal());
  if (tanggal.ok()) {
    naskah.tanggal = *tanggal;
  } else {
    violations.Add("naskah.tanggal", "is no calendar date such as 2018-02-02",
                   "bukan tanggal seperti 2018-02-02");
  }
  if (tanggal.ok() && tanggal->year() < wire.tahun()) {
    violations.Add("naskah.tanggal", "lies before the year that is reported",
                   "mendahului tahun yang dilaporkan");
  }
  std::set<v1::BagianNarasi> seen;
  for (int i = 0; i < wire.narasi_size(); ++i) {
    const v1::Narasi& narasi = wire.narasi(i);
    if (!seen.insert(narasi.bagian()).second) {
      violations.Add("naskah.narasi[" + std::to_string(i) + "].bagian",
                     "stands twice; each part has one narrative",
                     "muncul dua kali; setiap bagian memiliki satu narasi");
    }
    naskah.narasi.push_back({.bagian = static_cast<BagianNarasi>(narasi.bagian() - 1),
                             .paragraf = {narasi.paragraf().begin(), narasi.paragraf().end()}});
  }
  RETURN_IF_ERROR(violations.ToStatus());
  return naskah;
}

v1::NaskahLakip ToWire(const std::string& satker, int tahun, const Naskah& naskah) {
  v1::NaskahLakip wire;
  wire.set_name("satker/" + satker + "/naskahLakip/" + std::to_string(tahun));
  wire.set_tahun(tahun);
  wire.set_tempat(naskah.tempat);
  if (naskah.tanggal.has_value()) {
    wire.set_tanggal(naskah.tanggal->Iso());
  }
  wire.set_jabatan_penandatangan(naskah.jabatan_penandatangan);
  wire.set_nama_penandatangan(naskah.nama_penandatangan);
  for (const Narasi& narasi : naskah.narasi) {
    v1::Narasi& out = *wire.add_narasi();
    out.set_bagian(static_cast<v1::BagianNarasi>(static_cast<int>(narasi.bagian) + 1));
    for (const std::string& paragraf : narasi.paragraf) {
      out.add_paragraf(paragraf);
    }
  }
  return wire;
}

v1::Lakip ToWire(const VersiLakip& lakip) {
  v1::Lakip wire;
  wire.set_name("satker/" + lakip.satker + "/lakip/" + std::to_string(lakip.tahun) + "-" +
                std::to_string(lakip.versi));
  wire.set_tahun(lakip.tahun);
  wire.set_versi(static_cast<int32_t>(lakip.versi));
  wire.set_hash(lakip.hash);
  for (const Sumber& sumber : lakip.sumber) {
    v1::Sumber& out = *wire.add_sumber();
    out.set_layanan(sumber.layanan);
    out.mutable_revision()->set_store(sumber.store);
    out.mutable_revision()->set_epoch(sumber.epoch);
    out.mutable_revision()->set_sequence(sumber.sequence);
  }
  wire.set_pembuat(lakip.pembuat);
  wire.set_create_time(clock::FormatRfc3339({lakip.waktu_us}));
  return wire;
}

}  // namespace sakip::reporting
