#include "services/reporting/lakip.h"

#include <algorithm>
#include <string>

#include "common/fault/fault.h"
#include "services/reporting/lakip_parts.h"

namespace sakip::reporting {
namespace {

absl::Status CheckComplete(const LakipData& data) {
  std::string english;
  std::string indonesian;
  const auto missing = [&](const char* what_english, const char* what_indonesian) {
    english += (english.empty() ? "" : ", ") + std::string(what_english);
    indonesian += (indonesian.empty() ? "" : ", ") + std::string(what_indonesian);
  };
  if (data.perjanjian.empty()) {
    missing("Perjanjian Kinerja", "Perjanjian Kinerja");
  }
  if (data.anggaran.output.empty()) {
    missing("budget lines", "baris pagu");
  }
  if (!data.naskah.has_value()) {
    missing("naskah (place, date, narratives)", "naskah (tempat, tanggal, narasi)");
  }
  if (english.empty()) {
    return absl::OkStatus();
  }
  const std::string what = "satker " + data.satker + " tahun " + std::to_string(data.tahun);
  return fault::Refuse(fault::Reason::kNoData, "no report for " + what + ": missing " + english,
                       "laporan " + what + " tidak dapat dibuat: belum ada " + indonesian);
}

bool SameTarget(const NilaiTeks& a, const NilaiTeks& b) {
  return a.teks == b.teks && a.angka == b.angka && a.satuan == b.satuan;
}

bool Measures(const Capaian& capaian, const Perjanjian& perjanjian, const BarisRencana& baris) {
  return capaian.perjanjian == perjanjian.name && capaian.nomor == baris.nomor &&
         capaian.indikator == baris.indikator && SameTarget(capaian.target, baris.target);
}

// The plan and the capaian come from two services: a plan that changed after the capaian were
// computed would print one target in BAB II and another in BAB III.
absl::Status CheckOnePlan(const LakipData& data) {
  size_t rows = 0;
  for (const Perjanjian& perjanjian : data.perjanjian) {
    for (const BarisRencana& baris : perjanjian.baris) {
      ++rows;
      const bool measured =
          std::any_of(data.capaian.begin(), data.capaian.end(),
                      [&](const Capaian& capaian) { return Measures(capaian, perjanjian, baris); });
      if (!measured) {
        return fault::Refuse(
            fault::Reason::kCapaianOutdated, "", "",
            {{"perjanjian_kinerja", perjanjian.name}, {"nomor", std::to_string(baris.nomor)}});
      }
    }
  }
  return rows == data.capaian.size() ? absl::OkStatus()
                                     : fault::Refuse(fault::Reason::kCapaianOutdated, "", "");
}

}  // namespace

absl::StatusOr<document::Document> BuildLakip(const LakipData& data) {
  if (absl::Status complete = CheckComplete(data); !complete.ok()) {
    return complete;
  }
  if (absl::Status one_plan = CheckOnePlan(data); !one_plan.ok()) {
    return one_plan;
  }
  document::Document result;
  result.title = "Laporan Kinerja " + data.nama_satker + " Tahun " + std::to_string(data.tahun);
  result.language = "id";
  result.author = data.nama_satker;
  result.running_head = result.title;
  if (data.naskah->tanggal.has_value()) {
    result.date = data.naskah->tanggal->Iso();
  }
  Numbering numbering;
  AddFront(data, result.blocks);
  AddPendahuluan(data, numbering, result.blocks);
  AddPerencanaan(data, numbering, result.blocks);
  AddCapaian(data, numbering, result.blocks);
  AddAnggaran(data, numbering, result.blocks);
  AddPenutup(data, numbering, result.blocks);
  AddLampiran(data, result.blocks);
  if (absl::Status valid = document::Validate(result); !valid.ok()) {
    return valid;
  }
  return result;
}

}  // namespace sakip::reporting
