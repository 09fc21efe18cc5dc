#ifndef SAKIP_SERVICES_REPORTING_LAKIP_DATA_H_
#define SAKIP_SERVICES_REPORTING_LAKIP_DATA_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/money/money.h"
#include "common/period/period.h"
#include "common/ratio/ratio.h"

// What a LAKIP is built from: one office-year as reporting read it from the other services, each
// at one moment. Plain values; references between them are resolved by code or name.
namespace sakip::reporting {

// A target or realisasi as printed: the text as entered where there is one.
struct NilaiTeks {
  std::string teks;    // "77,5%", "2 Laporan"; empty when unknown
  std::string angka;   // canonical decimal, empty when the text holds no number
  std::string satuan;  // empty when the source names none
};

struct Butir {
  int nomor = 0;
  std::string uraian;
};

struct SasaranRenstra {
  int nomor = 0;
  std::string uraian;
  std::vector<std::string> indikator;  // names as registered, in order
};

struct Renstra {
  int tahun_dari = 0;
  int tahun_sampai = 0;
  std::string dasar_hukum;
  std::string visi;
  std::vector<Butir> misi;
  std::vector<Butir> tujuan;
  std::vector<SasaranRenstra> sasaran;
  std::vector<Butir> iku;
};

struct Indikator {
  std::string name;  // resource name
  std::string nama;
  std::string satuan;
  std::string kode_output;  // empty when no budget is linked
  std::vector<std::string> rincian;
};

struct BarisRencana {
  int nomor = 0;
  std::string sasaran;
  std::string indikator;  // resource name
  std::string uraian;     // as this document words it
  NilaiTeks target;
};

enum class JenisPerjanjian { kKetua, kSekretaris, kSubBagian };

struct Perjanjian {
  std::string name;
  JenisPerjanjian jenis = JenisPerjanjian::kKetua;
  std::string judul;
  std::string unit_kerja;  // its label; empty for the office's own
  std::vector<BarisRencana> baris;
};

struct BarisRencanaAksi {
  int nomor = 0;
  std::string sasaran;
  std::string indikator;
  NilaiTeks target;
  std::string kegiatan;
  std::vector<int> bulan;  // 1..12, ascending
  std::string pelaksana;   // short name of the unit; empty when the source is silent
  std::string catatan;
};

struct Pegawai {
  std::string kelompok;
  std::string uraian;
  int jumlah = 0;
};

enum class JenisKode { kProgram, kKegiatan, kOutput };

struct Kode {
  JenisKode jenis = JenisKode::kProgram;
  std::string kode;
  std::string uraian;
  std::string induk;
};

enum class StatusCapaian {
  kComputed,
  kNoCase,
  kNotApplicable,
  kMissing,
  kTargetZero,
  kUnitMismatch
};

struct Capaian {
  std::string perjanjian;  // resource name
  int nomor = 0;
  std::string sasaran;
  std::string indikator;
  std::string uraian;
  NilaiTeks target;
  NilaiTeks realisasi;  // all empty when missing
  StatusCapaian status = StatusCapaian::kMissing;
  std::optional<ratio::Ratio> mentah;    // percent, before cap and floor
  std::optional<ratio::Ratio> dibatasi;  // percent, after them
  std::string kategori;
  std::string aturan;
  std::string alasan;  // why there is no number
  std::string kode_output;
};

enum class TingkatRekap { kSasaran, kPerjanjian, kSatker };

struct Rekap {
  TingkatRekap tingkat = TingkatRekap::kSatker;
  std::string perjanjian;
  std::string sasaran;
  std::optional<ratio::Ratio> rata_mentah;
  std::optional<ratio::Ratio> rata_dibatasi;
  std::string kategori;
  int jumlah = 0;
  int computed = 0;
  int no_case = 0;
  int not_applicable = 0;
  int missing = 0;
  int t_zero = 0;
  int unit_mismatch = 0;
};

// The office's own words on one indikator.
struct NarasiIndikator {
  std::string indikator;  // resource name
  std::string uraian;
  std::string faktor_pendukung;
  std::string kendala;
  std::string tindak_lanjut;
};

struct BarisAnggaran {
  std::string kode;
  std::string uraian;
  money::Rupiah pagu;
  money::Rupiah realisasi;
  money::Rupiah sisa;
  std::optional<ratio::Ratio> serapan;  // percent; absent when pagu is 0
};

struct Anggaran {
  std::vector<BarisAnggaran> output;
  std::vector<BarisAnggaran> kegiatan;
  std::vector<BarisAnggaran> program;
  BarisAnggaran total;
  money::Rupiah saldo_impor;
};

enum class BagianNarasi {
  kKataPengantar,
  kIkhtisarEksekutif,
  kGambaranUmum,
  kTugasDanFungsi,
  kIsuStrategis,
  kOrganisasi,
  kPerencanaan,
  kCapaian,
  kRealisasiAnggaran,
  kSimpulan,
  kLangkahPerbaikan,
};

struct Narasi {
  BagianNarasi bagian = BagianNarasi::kKataPengantar;
  std::vector<std::string> paragraf;
};

struct Naskah {
  std::string tempat;
  std::optional<period::Tanggal> tanggal;
  std::string jabatan_penandatangan;
  std::string nama_penandatangan;  // empty until signed
  std::vector<Narasi> narasi;
};

// The moment of one service's store that its part was read from.
struct Sumber {
  std::string layanan;  // "planning"
  std::string store;
  uint64_t epoch = 0;
  uint64_t sequence = 0;
};

struct LakipData {
  std::string satker;       // "6474"
  std::string nama_satker;  // "Sekretariat KPU Kota Bontang"
  int tahun = 0;
  std::optional<Renstra> renstra;
  std::vector<Indikator> indikator;
  std::vector<BarisRencana> rkt;
  std::vector<Perjanjian> perjanjian;  // Ketua, Sekretaris, then the sub-bagian
  std::vector<BarisRencanaAksi> rencana_aksi;
  std::vector<Pegawai> pegawai;
  std::vector<Kode> kode;
  std::vector<Capaian> capaian;
  std::vector<Rekap> rekap;
  std::string batas_atas;  // cap in percent, canonical decimal; empty: none
  std::vector<NarasiIndikator> narasi_indikator;
  Anggaran anggaran;
  std::optional<Naskah> naskah;
  std::vector<Sumber> sumber;  // planning, performance, budget
};

}  // namespace sakip::reporting

#endif  // SAKIP_SERVICES_REPORTING_LAKIP_DATA_H_
