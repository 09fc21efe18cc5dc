#include "services/budget/pagu.h"

namespace sakip::budget {

std::optional<int32_t> TahunOf(std::string_view pagu_id) {
  if (pagu_id.size() < 5 || pagu_id[4] != '-') {
    return std::nullopt;
  }
  const auto tahun = period::TahunAnggaran::Parse(pagu_id.substr(0, 4));
  return tahun.ok() ? std::optional<int32_t>(tahun->value()) : std::nullopt;
}

std::string NamaPagu(std::string_view satker, std::string_view id) {
  return "satker/" + std::string(satker) + "/pagu/" + std::string(id);
}

std::string NamaRealisasi(std::string_view satker, std::string_view id) {
  return "satker/" + std::string(satker) + "/realisasiAnggaran/" + std::string(id);
}

}  // namespace sakip::budget
