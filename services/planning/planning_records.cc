#include "services/planning/planning_records.h"

#include <cstdint>
#include <utility>

#include "common/status/status_macros.h"
#include "sakip/storage/v1/planning.pb.h"

namespace sakip::planning {
namespace {

namespace record = sakip::storage::v1;

constexpr uint32_t kSchema = 1;

template <class Record>
absl::Status Parse(std::string_view bytes, Record& out) {
  if (bytes.size() > INT32_MAX ||
      !out.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) ||
      out.schema() != kSchema) {
    return absl::DataLossError("no " + Record::descriptor()->name() + " of schema 1");
  }
  return absl::OkStatus();
}

template <class Enum>
uint32_t Number(Enum value) {
  return static_cast<uint32_t>(value);
}

// The enum's value of that number, `last` being its highest.
template <class Enum>
absl::Status ReadEnum(uint32_t number, Enum last, Enum& out) {
  if (number > Number(last)) {
    return absl::DataLossError("unknown number " + std::to_string(number) + " of a stored kind");
  }
  out = static_cast<Enum>(number);
  return absl::OkStatus();
}

void Write(const Target& target, record::TargetRencana& out) {
  out.set_teks(target.teks);
  out.set_angka(target.angka);
  out.set_satuan(target.satuan);
  out.set_keadaan(Number(target.keadaan));
}

absl::Status Read(const record::TargetRencana& in, Target& target) {
  target.teks = in.teks();
  target.angka = in.angka();
  target.satuan = in.satuan();
  return ReadEnum(in.keadaan(), KeadaanTarget::kSatuanBerbeda, target.keadaan);
}

template <class Repeated>
void WriteBaris(const std::vector<BarisRencana>& baris, Repeated& out) {
  for (const BarisRencana& row : baris) {
    record::BarisRencanaItem& item = *out.Add();
    item.set_nomor(row.nomor);
    item.set_sasaran(row.sasaran);
    item.set_indikator(row.indikator);
    item.set_uraian(row.uraian);
    Write(row.target, *item.mutable_target());
  }
}

template <class Repeated>
absl::Status ReadBaris(const Repeated& in, std::vector<BarisRencana>& baris) {
  for (const record::BarisRencanaItem& item : in) {
    BarisRencana& row = baris.emplace_back();
    row.nomor = item.nomor();
    row.sasaran = item.sasaran();
    row.indikator = item.indikator();
    row.uraian = item.uraian();
    RETURN_IF_ERROR(Read(item.target(), row.target));
  }
  return absl::OkStatus();
}

template <class Repeated>
void WriteButir(const std::vector<ButirRenstra>& butir, Repeated& out) {
  for (const ButirRenstra& one : butir) {
    record::RenstraRecord::Butir& item = *out.Add();
    item.set_nomor(one.nomor);
    item.set_uraian(one.uraian);
  }
}

template <class Repeated>
void ReadButir(const Repeated& in, std::vector<ButirRenstra>& butir) {
  for (const record::RenstraRecord::Butir& item : in) {
    butir.push_back({item.nomor(), item.uraian()});
  }
}

// Schema is set last, so that no record is written without it.
template <class Record>
std::string Serialize(Record& out) {
  out.set_schema(kSchema);
  return out.SerializeAsString();
}

}  // namespace

std::string Encode(const Satker& satker) {
  record::SatkerRecord out;
  out.set_name(satker.name);
  out.set_nama(satker.nama);
  out.set_tingkat(Number(satker.tingkat));
  out.set_induk(satker.induk);
  out.set_berlaku_dari(satker.berlaku_dari);
  out.set_berlaku_sampai(satker.berlaku_sampai);
  out.set_kode_dipa(satker.kode_dipa);
  return Serialize(out);
}

absl::Status Decode(std::string_view bytes, Satker& satker) {
  record::SatkerRecord in;
  RETURN_IF_ERROR(Parse(bytes, in));
  satker = {in.name(),           in.nama(),     {}, in.induk(), in.berlaku_dari(),
            in.berlaku_sampai(), in.kode_dipa()};
  return ReadEnum(in.tingkat(), TingkatSatker::kKabkota, satker.tingkat);
}

std::string Encode(const UnitKerja& unit_kerja) {
  record::UnitKerjaRecord out;
  out.set_name(unit_kerja.name);
  out.set_nama(unit_kerja.nama);
  out.set_singkatan(unit_kerja.singkatan);
  return Serialize(out);
}

absl::Status Decode(std::string_view bytes, UnitKerja& unit_kerja) {
  record::UnitKerjaRecord in;
  RETURN_IF_ERROR(Parse(bytes, in));
  unit_kerja = {in.name(), in.nama(), in.singkatan()};
  return absl::OkStatus();
}

std::string Encode(const std::vector<Pegawai>& pegawai) {
  record::PegawaiTahunRecord out;
  for (const Pegawai& row : pegawai) {
    record::PegawaiTahunRecord::Baris& item = *out.add_baris();
    item.set_kelompok(row.kelompok);
    item.set_uraian(row.uraian);
    item.set_jumlah(row.jumlah);
  }
  return Serialize(out);
}

absl::Status Decode(std::string_view bytes, std::vector<Pegawai>& pegawai) {
  record::PegawaiTahunRecord in;
  RETURN_IF_ERROR(Parse(bytes, in));
  pegawai.clear();
  for (const record::PegawaiTahunRecord::Baris& item : in.baris()) {
    pegawai.push_back({item.kelompok(), item.uraian(), item.jumlah()});
  }
  return absl::OkStatus();
}

std::string Encode(const Kode& kode) {
  record::RegisterKodeRecord out;
  out.set_jenis(Number(kode.jenis));
  out.set_kode(kode.kode);
  out.set_uraian(kode.uraian);
  out.set_induk(kode.induk);
  out.set_tahun_dari(kode.tahun_dari);
  out.set_tahun_sampai(kode.tahun_sampai);
  return Serialize(out);
}

absl::Status Decode(std::string_view bytes, Kode& kode) {
  record::RegisterKodeRecord in;
  RETURN_IF_ERROR(Parse(bytes, in));
  kode = {{}, in.kode(), in.uraian(), in.induk(), in.tahun_dari(), in.tahun_sampai()};
  return ReadEnum(in.jenis(), JenisKode::kOutput, kode.jenis);
}

std::string Encode(const Indikator& indikator) {
  record::IndikatorRecord out;
  out.set_name(indikator.name);
  out.set_nama(indikator.nama);
  out.set_satuan(indikator.satuan);
  out.set_polaritas(Number(indikator.polaritas));
  out.set_akumulasi(Number(indikator.akumulasi));
  out.set_jenis_nilai(Number(indikator.jenis_nilai));
  out.set_desimal(indikator.desimal);
  out.set_kode_output(indikator.kode_output);
  out.set_unit_kerja(indikator.unit_kerja);
  out.mutable_rincian()->Assign(indikator.rincian.begin(), indikator.rincian.end());
  return Serialize(out);
}

absl::Status Decode(std::string_view bytes, Indikator& indikator) {
  record::IndikatorRecord in;
  RETURN_IF_ERROR(Parse(bytes, in));
  indikator = {};
  indikator.name = in.name();
  indikator.nama = in.nama();
  indikator.satuan = in.satuan();
  indikator.desimal = in.desimal();
  indikator.kode_output = in.kode_output();
  indikator.unit_kerja = in.unit_kerja();
  indikator.rincian.assign(in.rincian().begin(), in.rincian().end());
  RETURN_IF_ERROR(ReadEnum(in.polaritas(), Polaritas::kMinimize, indikator.polaritas));
  RETURN_IF_ERROR(ReadEnum(in.akumulasi(), Akumulasi::kAverage, indikator.akumulasi));
  return ReadEnum(in.jenis_nilai(), JenisNilai::kOrdinal, indikator.jenis_nilai);
}

std::string Encode(const Renstra& renstra) {
  record::RenstraRecord out;
  out.set_name(renstra.name);
  out.set_tahun_dari(renstra.tahun_dari);
  out.set_tahun_sampai(renstra.tahun_sampai);
  out.set_dasar_hukum(renstra.dasar_hukum);
  out.set_visi(renstra.visi);
  WriteButir(renstra.misi, *out.mutable_misi());
  WriteButir(renstra.tujuan, *out.mutable_tujuan());
  for (const Sasaran& sasaran : renstra.sasaran) {
    record::RenstraRecord::Sasaran& item = *out.add_sasaran();
    item.set_nomor(sasaran.nomor);
    item.set_uraian(sasaran.uraian);
    item.mutable_indikator()->Assign(sasaran.indikator.begin(), sasaran.indikator.end());
  }
  for (const Iku& iku : renstra.iku) {
    record::RenstraRecord::Iku& item = *out.add_iku();
    item.set_nomor(iku.nomor);
    item.set_uraian(iku.uraian);
    item.set_indikator(iku.indikator);
  }
  return Serialize(out);
}

absl::Status Decode(std::string_view bytes, Renstra& renstra) {
  record::RenstraRecord in;
  RETURN_IF_ERROR(Parse(bytes, in));
  renstra = {};
  renstra.name = in.name();
  renstra.tahun_dari = in.tahun_dari();
  renstra.tahun_sampai = in.tahun_sampai();
  renstra.dasar_hukum = in.dasar_hukum();
  renstra.visi = in.visi();
  ReadButir(in.misi(), renstra.misi);
  ReadButir(in.tujuan(), renstra.tujuan);
  for (const record::RenstraRecord::Sasaran& item : in.sasaran()) {
    renstra.sasaran.push_back(
        {item.nomor(), item.uraian(), {item.indikator().begin(), item.indikator().end()}});
  }
  for (const record::RenstraRecord::Iku& item : in.iku()) {
    renstra.iku.push_back({item.nomor(), item.uraian(), item.indikator()});
  }
  return absl::OkStatus();
}

std::string Encode(const Rkt& rkt) {
  record::RktRecord out;
  out.set_name(rkt.name);
  out.set_tahun(rkt.tahun);
  WriteBaris(rkt.baris, *out.mutable_baris());
  return Serialize(out);
}

absl::Status Decode(std::string_view bytes, Rkt& rkt) {
  record::RktRecord in;
  RETURN_IF_ERROR(Parse(bytes, in));
  rkt = {in.name(), in.tahun(), {}};
  return ReadBaris(in.baris(), rkt.baris);
}

std::string Encode(const PerjanjianKinerja& perjanjian_kinerja) {
  record::PerjanjianKinerjaRecord out;
  out.set_name(perjanjian_kinerja.name);
  out.set_tahun(perjanjian_kinerja.tahun);
  out.set_jenis(Number(perjanjian_kinerja.jenis));
  out.set_unit_kerja(perjanjian_kinerja.unit_kerja);
  out.set_judul(perjanjian_kinerja.judul);
  WriteBaris(perjanjian_kinerja.baris, *out.mutable_baris());
  return Serialize(out);
}

absl::Status Decode(std::string_view bytes, PerjanjianKinerja& perjanjian_kinerja) {
  record::PerjanjianKinerjaRecord in;
  RETURN_IF_ERROR(Parse(bytes, in));
  perjanjian_kinerja = {in.name(), in.tahun(), {}, in.unit_kerja(), in.judul(), {}};
  RETURN_IF_ERROR(
      ReadEnum(in.jenis(), JenisPerjanjianKinerja::kSubBagian, perjanjian_kinerja.jenis));
  return ReadBaris(in.baris(), perjanjian_kinerja.baris);
}

std::string Encode(const RencanaAksi& rencana_aksi) {
  record::RencanaAksiRecord out;
  out.set_name(rencana_aksi.name);
  out.set_tahun(rencana_aksi.tahun);
  for (const BarisRencanaAksi& row : rencana_aksi.baris) {
    record::RencanaAksiRecord::Baris& item = *out.add_baris();
    item.set_nomor(row.nomor);
    item.set_sasaran(row.sasaran);
    item.set_indikator(row.indikator);
    if (row.target.has_value()) {
      Write(*row.target, *item.mutable_target());
    }
    item.set_kegiatan(row.kegiatan);
    item.mutable_bulan()->Assign(row.bulan.begin(), row.bulan.end());
    item.set_pelaksana(row.pelaksana);
    item.set_catatan(row.catatan);
  }
  return Serialize(out);
}

absl::Status Decode(std::string_view bytes, RencanaAksi& rencana_aksi) {
  record::RencanaAksiRecord in;
  RETURN_IF_ERROR(Parse(bytes, in));
  rencana_aksi = {in.name(), in.tahun(), {}};
  for (const record::RencanaAksiRecord::Baris& item : in.baris()) {
    BarisRencanaAksi& row = rencana_aksi.baris.emplace_back();
    row.nomor = item.nomor();
    row.sasaran = item.sasaran();
    row.indikator = item.indikator();
    if (item.has_target()) {
      RETURN_IF_ERROR(Read(item.target(), row.target.emplace()));
    }
    row.kegiatan = item.kegiatan();
    row.bulan.assign(item.bulan().begin(), item.bulan().end());
    row.pelaksana = item.pelaksana();
    row.catatan = item.catatan();
  }
  return absl::OkStatus();
}

}  // namespace sakip::planning
