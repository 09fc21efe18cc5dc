#include "services/planning/planning_wire.h"

#include <string>
#include <utility>
#include <vector>

namespace sakip::planning {
namespace {

// Numbers of the public enums and of ours are the same; the asserts keep the ends together.
static_assert(static_cast<int>(TingkatSatker::kKabkota) == v1::TINGKAT_SATKER_KABKOTA);
static_assert(static_cast<int>(JenisKode::kOutput) == v1::JENIS_KODE_OUTPUT);
static_assert(static_cast<int>(Polaritas::kMinimize) == v1::POLARITAS_MINIMIZE);
static_assert(static_cast<int>(Akumulasi::kAverage) == v1::AKUMULASI_AVERAGE);
static_assert(static_cast<int>(JenisNilai::kOrdinal) == v1::JENIS_NILAI_ORDINAL);
static_assert(static_cast<int>(JenisPerjanjianKinerja::kSubBagian) ==
              v1::JENIS_PERJANJIAN_KINERJA_SUB_BAGIAN);

template <class Enum>
Enum ReadEnum(int number, Enum last) {
  return number >= 0 && number <= static_cast<int>(last) ? static_cast<Enum>(number)
                                                         : Enum::kUnspecified;
}

template <class Wire, class Enum>
Wire WriteEnum(Enum value) {
  return static_cast<Wire>(value);
}

Satker Read(const v1::Satker& in) {
  return {in.name(),     in.nama(),         ReadEnum(in.tingkat(), TingkatSatker::kKabkota),
          in.induk(),    in.berlaku_dari(), in.berlaku_sampai(),
          in.kode_dipa()};
}

Kode Read(const v1::Kode& in) {
  return {ReadEnum(in.jenis(), JenisKode::kOutput),
          in.kode(),
          in.uraian(),
          in.induk(),
          in.tahun_dari(),
          in.tahun_sampai()};
}

Indikator Read(const v1::Indikator& in) {
  return {in.name(),
          in.nama(),
          in.satuan(),
          ReadEnum(in.polaritas(), Polaritas::kMinimize),
          ReadEnum(in.akumulasi(), Akumulasi::kAverage),
          ReadEnum(in.jenis_nilai(), JenisNilai::kOrdinal),
          in.desimal(),
          in.kode_output(),
          in.unit_kerja(),
          {in.rincian().begin(), in.rincian().end()}};
}

Target Read(const sakip::common::v1::Nilai& in) {
  return {in.teks(), in.angka(), in.satuan(), KeadaanTarget::kTerbaca};
}

void Write(const Target& target, sakip::common::v1::Nilai& out) {
  out.set_teks(target.teks);
  out.set_angka(target.angka);
  out.set_satuan(target.satuan);
}

template <class Repeated>
std::vector<BarisRencana> ReadBaris(const Repeated& in) {
  std::vector<BarisRencana> baris;
  for (const v1::BarisRencana& row : in) {
    baris.push_back(
        {row.nomor(), row.sasaran(), row.indikator(), row.uraian(), Read(row.target())});
  }
  return baris;
}

template <class Repeated>
void WriteBaris(const std::vector<BarisRencana>& baris, Repeated& out) {
  for (const BarisRencana& row : baris) {
    v1::BarisRencana& item = *out.Add();
    item.set_nomor(row.nomor);
    item.set_sasaran(row.sasaran);
    item.set_indikator(row.indikator);
    item.set_uraian(row.uraian);
    Write(row.target, *item.mutable_target());
  }
}

template <class Repeated>
std::vector<ButirRenstra> ReadButir(const Repeated& in) {
  std::vector<ButirRenstra> butir;
  for (const v1::ButirRenstra& item : in) {
    butir.push_back({item.nomor(), item.uraian()});
  }
  return butir;
}

template <class Repeated>
void WriteButir(const std::vector<ButirRenstra>& butir, Repeated& out) {
  for (const ButirRenstra& one : butir) {
    v1::ButirRenstra& item = *out.Add();
    item.set_nomor(one.nomor);
    item.set_uraian(one.uraian);
  }
}

Renstra Read(const v1::Renstra& in) {
  Renstra renstra = {in.name(), in.tahun_dari(),      in.tahun_sampai(),      in.dasar_hukum(),
                     in.visi(), ReadButir(in.misi()), ReadButir(in.tujuan()), {},
                     {}};
  for (const v1::Sasaran& sasaran : in.sasaran()) {
    renstra.sasaran.push_back({sasaran.nomor(),
                               sasaran.uraian(),
                               {sasaran.indikator().begin(), sasaran.indikator().end()}});
  }
  for (const v1::Iku& iku : in.iku()) {
    renstra.iku.push_back({iku.nomor(), iku.uraian(), iku.indikator()});
  }
  return renstra;
}

PerjanjianKinerja Read(const v1::PerjanjianKinerja& in) {
  return {in.name(),       in.tahun(), ReadEnum(in.jenis(), JenisPerjanjianKinerja::kSubBagian),
          in.unit_kerja(), in.judul(), ReadBaris(in.baris())};
}

RencanaAksi Read(const v1::RencanaAksi& in) {
  RencanaAksi rencana_aksi = {in.name(), in.tahun(), {}};
  for (const v1::BarisRencanaAksi& row : in.baris()) {
    rencana_aksi.baris.push_back(
        {row.nomor(),
         row.sasaran(),
         row.indikator(),
         row.has_target() ? std::optional<Target>(Read(row.target())) : std::nullopt,
         row.kegiatan(),
         {row.bulan().begin(), row.bulan().end()},
         row.pelaksana(),
         row.catatan()});
  }
  return rencana_aksi;
}

}  // namespace

Register Read(const v1::ImportRegisterRequest& request) {
  Register out;
  for (const v1::Satker& satker : request.satker()) {
    out.satker.push_back(Read(satker));
  }
  for (const v1::Kode& kode : request.kode()) {
    out.kode.push_back(Read(kode));
  }
  return out;
}

PerencanaanRequest Read(const v1::ImportPerencanaanRequest& request) {
  const v1::Perencanaan& in = request.perencanaan();
  PerencanaanRequest out = {request.parent(),
                            request.tahun(),
                            request.historis() ? Mode::kHistoris : Mode::kBerjalan,
                            in.has_satker(),
                            {}};
  Perencanaan& p = out.perencanaan;
  for (const v1::UnitKerja& unit : in.unit_kerja()) {
    p.unit_kerja.push_back({unit.name(), unit.nama(), unit.singkatan()});
  }
  for (const v1::Pegawai& pegawai : in.pegawai()) {
    p.pegawai.push_back({pegawai.kelompok(), pegawai.uraian(), pegawai.jumlah()});
  }
  for (const v1::Indikator& indikator : in.indikator()) {
    p.indikator.push_back(Read(indikator));
  }
  if (in.has_renstra()) {
    p.renstra = Read(in.renstra());
  }
  if (in.has_rkt()) {
    p.rkt = Rkt{in.rkt().name(), in.rkt().tahun(), ReadBaris(in.rkt().baris())};
  }
  for (const v1::PerjanjianKinerja& pk : in.perjanjian_kinerja()) {
    p.perjanjian_kinerja.push_back(Read(pk));
  }
  if (in.has_rencana_aksi()) {
    p.rencana_aksi = Read(in.rencana_aksi());
  }
  return out;
}

void Write(const Satker& satker, v1::Satker& out) {
  out.set_name(satker.name);
  out.set_nama(satker.nama);
  out.set_tingkat(WriteEnum<v1::TingkatSatker>(satker.tingkat));
  out.set_induk(satker.induk);
  out.set_berlaku_dari(satker.berlaku_dari);
  out.set_berlaku_sampai(satker.berlaku_sampai);
  out.set_kode_dipa(satker.kode_dipa);
}

void Write(const UnitKerja& unit_kerja, v1::UnitKerja& out) {
  out.set_name(unit_kerja.name);
  out.set_nama(unit_kerja.nama);
  out.set_singkatan(unit_kerja.singkatan);
}

void Write(const Kode& kode, v1::Kode& out) {
  out.set_name(KodeName(kode));
  out.set_jenis(WriteEnum<v1::JenisKode>(kode.jenis));
  out.set_kode(kode.kode);
  out.set_uraian(kode.uraian);
  out.set_induk(kode.induk);
  out.set_tahun_dari(kode.tahun_dari);
  out.set_tahun_sampai(kode.tahun_sampai);
}

void Write(const Indikator& indikator, v1::Indikator& out) {
  out.set_name(indikator.name);
  out.set_nama(indikator.nama);
  out.set_satuan(indikator.satuan);
  out.set_polaritas(WriteEnum<v1::Polaritas>(indikator.polaritas));
  out.set_akumulasi(WriteEnum<v1::Akumulasi>(indikator.akumulasi));
  out.set_jenis_nilai(WriteEnum<v1::JenisNilai>(indikator.jenis_nilai));
  out.set_desimal(indikator.desimal);
  out.set_kode_output(indikator.kode_output);
  out.set_unit_kerja(indikator.unit_kerja);
  out.mutable_rincian()->Assign(indikator.rincian.begin(), indikator.rincian.end());
}

void Write(const Renstra& renstra, v1::Renstra& out) {
  out.set_name(renstra.name);
  out.set_tahun_dari(renstra.tahun_dari);
  out.set_tahun_sampai(renstra.tahun_sampai);
  out.set_dasar_hukum(renstra.dasar_hukum);
  out.set_visi(renstra.visi);
  WriteButir(renstra.misi, *out.mutable_misi());
  WriteButir(renstra.tujuan, *out.mutable_tujuan());
  for (const Sasaran& sasaran : renstra.sasaran) {
    v1::Sasaran& item = *out.add_sasaran();
    item.set_nomor(sasaran.nomor);
    item.set_uraian(sasaran.uraian);
    item.mutable_indikator()->Assign(sasaran.indikator.begin(), sasaran.indikator.end());
  }
  for (const Iku& iku : renstra.iku) {
    v1::Iku& item = *out.add_iku();
    item.set_nomor(iku.nomor);
    item.set_uraian(iku.uraian);
    item.set_indikator(iku.indikator);
  }
}

void Write(const Rkt& rkt, v1::Rkt& out) {
  out.set_name(rkt.name);
  out.set_tahun(rkt.tahun);
  WriteBaris(rkt.baris, *out.mutable_baris());
}

void Write(const PerjanjianKinerja& perjanjian_kinerja, v1::PerjanjianKinerja& out) {
  out.set_name(perjanjian_kinerja.name);
  out.set_tahun(perjanjian_kinerja.tahun);
  out.set_jenis(WriteEnum<v1::JenisPerjanjianKinerja>(perjanjian_kinerja.jenis));
  out.set_unit_kerja(perjanjian_kinerja.unit_kerja);
  out.set_judul(perjanjian_kinerja.judul);
  WriteBaris(perjanjian_kinerja.baris, *out.mutable_baris());
}

void Write(const RencanaAksi& rencana_aksi, v1::RencanaAksi& out) {
  out.set_name(rencana_aksi.name);
  out.set_tahun(rencana_aksi.tahun);
  for (const BarisRencanaAksi& row : rencana_aksi.baris) {
    v1::BarisRencanaAksi& item = *out.add_baris();
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
}

void Write(const OfficeYear& year, v1::Perencanaan& out) {
  const Perencanaan& p = year.perencanaan;
  Write(year.satker, *out.mutable_satker());
  for (const UnitKerja& unit_kerja : p.unit_kerja) {
    Write(unit_kerja, *out.add_unit_kerja());
  }
  for (const Pegawai& pegawai : p.pegawai) {
    v1::Pegawai& item = *out.add_pegawai();
    item.set_kelompok(pegawai.kelompok);
    item.set_uraian(pegawai.uraian);
    item.set_jumlah(pegawai.jumlah);
  }
  for (const Indikator& indikator : p.indikator) {
    Write(indikator, *out.add_indikator());
  }
  if (p.renstra.has_value()) {
    Write(*p.renstra, *out.mutable_renstra());
  }
  if (p.rkt.has_value()) {
    Write(*p.rkt, *out.mutable_rkt());
  }
  for (const PerjanjianKinerja& pk : p.perjanjian_kinerja) {
    Write(pk, *out.add_perjanjian_kinerja());
  }
  if (p.rencana_aksi.has_value()) {
    Write(*p.rencana_aksi, *out.mutable_rencana_aksi());
  }
  for (const Kode& kode : year.kode) {
    Write(kode, *out.add_kode());
  }
}

}  // namespace sakip::planning
