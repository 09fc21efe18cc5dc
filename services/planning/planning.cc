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

void SortForReading(std::vector<PerjanjianKinerja>& perjanjian_kinerja) {
  std::sort(perjanjian_kinerja.begin(), perjanjian_kinerja.end(),
            [](const PerjanjianKinerja& a, const PerjanjianKinerja& b) {
              return std::tie(a.jenis, a.name) < std::tie(b.jenis, b.name);
            });
}

}  // namespace sakip::planning
