#ifndef SAKIP_SERVICES_PERFORMANCE_PLAN_H_
#define SAKIP_SERVICES_PERFORMANCE_PLAN_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "common/nilai/nilai.h"

// What performance takes from planning for one office-year: the targets a capaian stands on.
namespace sakip::performance {

enum class Polaritas { kMaximize, kMinimize };
enum class Akumulasi { kSum, kCumulative, kLast, kAverage };
enum class JenisNilai { kJumlah, kPersentase, kOrdinal };
enum class JenisPerjanjian { kKetua, kSekretaris, kSubBagian };

struct Indikator {
  std::string name;  // "satker/6474/indikator/3355.003"
  std::string nama;
  std::string satuan;
  Polaritas polaritas = Polaritas::kMaximize;
  Akumulasi akumulasi = Akumulasi::kLast;
  JenisNilai jenis = JenisNilai::kJumlah;
  std::string kode_output;  // empty when none is registered
};

// One row of a Perjanjian Kinerja.
struct BarisPerjanjian {
  int nomor = 0;
  std::string sasaran;  // rows of one agreement with the same text form one sasaran
  std::string indikator;
  std::string uraian;  // as the agreement words it; empty: as registered
  nilai::Nilai target;
};

struct Perjanjian {
  std::string name;  // "satker/6474/perjanjianKinerja/2017-sekretaris"
  JenisPerjanjian jenis = JenisPerjanjian::kKetua;
  std::string unit_kerja;
  std::vector<BarisPerjanjian> baris;  // by nomor
};

// A moment of planning's store.
struct SourceRevision {
  std::string store;
  uint64_t epoch = 0;
  uint64_t sequence = 0;
  bool operator==(const SourceRevision&) const = default;
};

struct Plan {
  std::map<std::string, Indikator> indikator;  // by name
  std::vector<Perjanjian> perjanjian;          // by name
  SourceRevision revision;
};

}  // namespace sakip::performance

#endif  // SAKIP_SERVICES_PERFORMANCE_PLAN_H_
