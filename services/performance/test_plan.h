#ifndef SAKIP_SERVICES_PERFORMANCE_TEST_PLAN_H_
#define SAKIP_SERVICES_PERFORMANCE_TEST_PLAN_H_

#include <optional>
#include <string>
#include <string_view>

#include "common/nilai/nilai.h"
#include "common/period/period.h"
#include "common/ratio/ratio.h"
#include "services/performance/plan.h"
#include "services/performance/realisasi.h"
#include "services/performance/rule_set.h"

// Small plans for this folder's tests.
namespace sakip::performance::testing {

inline ratio::Ratio R(std::string_view decimal) {
  return ratio::Ratio::FromDecimal(decimal).value();
}

// The rules of capaian-2015.textproto.
inline RuleSet Rules(std::optional<int> cap = 120) {
  RuleSet rules;
  rules.id = "capaian-2015@000000000000";
  rules.tahun_dari = 2015;
  if (cap) {
    rules.batas_atas = ratio::Ratio::FromInt(*cap);
  }
  rules.batas_bawah = ratio::Ratio();
  rules.kategori = {{"Sangat Rendah", std::nullopt},
                    {"Rendah", R("51")},
                    {"Sedang", R("66")},
                    {"Tinggi", R("76")},
                    {"Sangat Tinggi", R("91")}};
  return rules;
}

// As an office wrote it; a text without number stays a text.
inline nilai::Nilai Tertulis(const std::string& text) {
  const auto parsed = nilai::ParseNilai(text, nilai::Sign::kAllow);
  return parsed.ok() ? *parsed : nilai::Nilai{.raw = text, .angka = "", .satuan = ""};
}

inline std::string IndikatorName(const std::string& id) {
  return "satker/6474/indikator/" + id;
}

inline Indikator MakeIndikator(const std::string& id, const std::string& satuan = "%",
                               Polaritas polaritas = Polaritas::kMaximize,
                               Akumulasi akumulasi = Akumulasi::kLast) {
  return {.name = IndikatorName(id),
          .nama = "Indikator " + id,
          .satuan = satuan,
          .polaritas = polaritas,
          .akumulasi = akumulasi,
          .jenis = satuan == "%" ? JenisNilai::kPersentase : JenisNilai::kJumlah,
          .kode_output = ""};
}

inline Realisasi MakeRealisasi(const std::string& id, const std::string& periode,
                               const std::string& text,
                               StatusRealisasi status = StatusRealisasi::kMeasured) {
  const bool measured = status == StatusRealisasi::kMeasured;
  return {.indikator = IndikatorName(id),
          .periode = period::Periode::Parse(periode).value(),
          .status = status,
          .nilai = measured ? Tertulis(text) : nilai::Nilai{.raw = text, .angka = "", .satuan = ""},
          .alasan = measured ? "" : "alasan",
          .narasi = {},
          .historis = false,
          .update_us = 0,
          .etag = ""};
}

}  // namespace sakip::performance::testing

#endif  // SAKIP_SERVICES_PERFORMANCE_TEST_PLAN_H_
