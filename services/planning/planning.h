#ifndef SAKIP_SERVICES_PLANNING_PLANNING_H_
#define SAKIP_SERVICES_PLANNING_PLANNING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The nouns of the planning service as plain values. `name` fields and references are full resource
// names ("satker/6474/indikator/k3355-a"). What each field means is said once, in
// protos/sakip/planning/v1/planning.proto. Enum numbers are stored: never change one.
namespace sakip::planning {

enum class TingkatSatker { kUnspecified = 0, kPusat = 1, kProvinsi = 2, kKabkota = 3 };
enum class JenisKode { kUnspecified = 0, kProgram = 1, kKegiatan = 2, kOutput = 3 };
enum class Polaritas { kUnspecified = 0, kMaximize = 1, kMinimize = 2 };
enum class Akumulasi { kUnspecified = 0, kSum = 1, kCumulative = 2, kLast = 3, kAverage = 4 };
enum class JenisNilai { kUnspecified = 0, kJumlah = 1, kPersentase = 2, kOrdinal = 3 };
enum class JenisPerjanjianKinerja {
  kUnspecified = 0,
  kKetua = 1,
  kSekretaris = 2,
  kSubBagian = 3,
};

struct Satker {
  std::string name;
  std::string nama;
  TingkatSatker tingkat = TingkatSatker::kUnspecified;
  std::string induk;           // empty for the national office
  std::string berlaku_dari;    // "2015-01-01"; ISO dates compare as text
  std::string berlaku_sampai;  // empty while it holds
  std::string kode_dipa;
  bool operator==(const Satker&) const = default;
};

struct UnitKerja {
  std::string name;
  std::string nama;
  std::string singkatan;
  bool operator==(const UnitKerja&) const = default;
};

struct Pegawai {
  std::string kelompok;
  std::string uraian;
  int32_t jumlah = 0;
  bool operator==(const Pegawai&) const = default;
};

struct Kode {
  JenisKode jenis = JenisKode::kUnspecified;
  std::string kode;
  std::string uraian;
  std::string induk;
  int32_t tahun_dari = 0;
  int32_t tahun_sampai = 0;  // 0: still in force
  bool operator==(const Kode&) const = default;
};

struct Indikator {
  std::string name;
  std::string nama;
  std::string satuan;
  Polaritas polaritas = Polaritas::kUnspecified;
  Akumulasi akumulasi = Akumulasi::kUnspecified;
  JenisNilai jenis_nilai = JenisNilai::kUnspecified;
  int32_t desimal = 0;
  std::string kode_output;
  std::string unit_kerja;
  std::vector<std::string> rincian;
  bool operator==(const Indikator&) const = default;
};

// How a target was read when it was imported.
enum class KeadaanTarget {
  kTerbaca = 0,        // a number, in the indikator's unit where there is one
  kBukanAngka = 1,     // historical text without a number: `angka` is empty
  kSatuanBerbeda = 2,  // a number in another unit than the indikator's
};

struct Target {
  std::string teks;    // as entered; empty when a system gave only a number
  std::string angka;   // canonical decimal or empty
  std::string satuan;  // as entered
  KeadaanTarget keadaan = KeadaanTarget::kTerbaca;
  bool operator==(const Target&) const = default;
};

struct ButirRenstra {
  int32_t nomor = 0;
  std::string uraian;
  bool operator==(const ButirRenstra&) const = default;
};

struct Sasaran {
  int32_t nomor = 0;
  std::string uraian;
  std::vector<std::string> indikator;
  bool operator==(const Sasaran&) const = default;
};

struct Iku {
  int32_t nomor = 0;
  std::string uraian;
  std::string indikator;
  bool operator==(const Iku&) const = default;
};

struct Renstra {
  std::string name;
  int32_t tahun_dari = 0;
  int32_t tahun_sampai = 0;
  std::string dasar_hukum;
  std::string visi;
  std::vector<ButirRenstra> misi;
  std::vector<ButirRenstra> tujuan;
  std::vector<Sasaran> sasaran;
  std::vector<Iku> iku;
  bool operator==(const Renstra&) const = default;
};

struct BarisRencana {
  int32_t nomor = 0;
  std::string sasaran;
  std::string indikator;
  std::string uraian;
  Target target;
  bool operator==(const BarisRencana&) const = default;
};

struct Rkt {
  std::string name;
  int32_t tahun = 0;
  std::vector<BarisRencana> baris;
  bool operator==(const Rkt&) const = default;
};

struct PerjanjianKinerja {
  std::string name;
  int32_t tahun = 0;
  JenisPerjanjianKinerja jenis = JenisPerjanjianKinerja::kUnspecified;
  std::string unit_kerja;
  std::string judul;
  std::vector<BarisRencana> baris;
  bool operator==(const PerjanjianKinerja&) const = default;
};

struct BarisRencanaAksi {
  int32_t nomor = 0;
  std::string sasaran;
  std::string indikator;
  std::optional<Target> target;
  std::string kegiatan;
  std::vector<int32_t> bulan;
  std::string pelaksana;
  std::string catatan;
  bool operator==(const BarisRencanaAksi&) const = default;
};

struct RencanaAksi {
  std::string name;
  int32_t tahun = 0;
  std::vector<BarisRencanaAksi> baris;
  bool operator==(const RencanaAksi&) const = default;
};

// Planning documents of one office-year: what a request brings, what is to be written, or what is
// read back. An empty or unset part is "not given" or "none".
struct Perencanaan {
  std::vector<UnitKerja> unit_kerja;
  std::vector<Pegawai> pegawai;
  std::vector<Indikator> indikator;
  std::optional<Renstra> renstra;
  std::optional<Rkt> rkt;
  std::vector<PerjanjianKinerja> perjanjian_kinerja;
  std::optional<RencanaAksi> rencana_aksi;
};

// Last segment of a resource name: "2017-ketua".
std::string_view IdOf(std::string_view name);

// "satker/00/kode/3355.003~2015".
std::string KodeName(const Kode& kode);

// Whether `kode` is in force in the fiscal year.
bool InForce(const Kode& kode, int32_t tahun);

// Names of everything in `changes`, in the order of the struct. Head counts have no resource of
// their own and are told as "satker/6474/pegawai/2017".
std::vector<std::string> NamesOf(const Perencanaan& changes, std::string_view parent,
                                 int32_t tahun);

// Orders agreements as an office reads them: Ketua, Sekretaris, then sub-bagian; by name within.
void SortForReading(std::vector<PerjanjianKinerja>& perjanjian_kinerja);

}  // namespace sakip::planning

#endif  // SAKIP_SERVICES_PLANNING_PLANNING_H_
