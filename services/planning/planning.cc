#include "services/planning/planning.h"

#include <algorithm>
#include <tuple>

namespace sakip::planning {

std::string_view IdOf(std::string_view name) {
  const size_t slash = name.rfind('/');
  return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

std::string KodeName(const Kode& kode) {
  return "satker/00/kode/" + kode.kode + "~" + std::to_string(kode.tahun_dari);
}

bool InForce(const Kode& kode, int32_t tahun) {
  return kode.tahun_dari <= tahun && (kode.tahun_sampai == 0 || tahun <= kode.tahun_sampai);
}

std::vector<std::string> NamesOf(const Perencanaan& changes, std::string_view parent,
                                 int32_t tahun) {
  std::vector<std::string> names;
  for (const UnitKerja& unit_kerja : changes.unit_kerja) {
    names.push_back(unit_kerja.name);
  }
  if (!changes.pegawai.empty()) {
    names.push_back(std::string(parent) + "/pegawai/" + std::to_string(tahun));
  }
  for (const Indikator& indikator : changes.indikator) {
    names.push_back(indikator.name);
  }
  if (changes.renstra.has_value()) {
    names.push_back(changes.renstra->name);
  }
  if (changes.rkt.has_value()) {
    names.push_back(changes.rkt->name);
  }
  for (const PerjanjianKinerja& pk : changes.perjanjian_kinerja) {
    names.push_back(pk.name);
  }
  if (changes.rencana_aksi.has_value()) {
    names.push_back(changes.rencana_aksi->name);
  }
  return names;
}

void SortForReading(std::vector<PerjanjianKinerja>& perjanjian_kinerja) {
  std::sort(perjanjian_kinerja.begin(), perjanjian_kinerja.end(),
            [](const PerjanjianKinerja& a, const PerjanjianKinerja& b) {
              return std::tie(a.jenis, a.name) < std::tie(b.jenis, b.name);
            });
}

}  // namespace sakip::planning
