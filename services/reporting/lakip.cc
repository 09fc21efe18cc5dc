#include "services/reporting/lakip.h"

#include <set>
#include <string>
#include <tuple>

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

// What a row of the plan says; a capaian of that row says the same.
using RowKey = std::tuple<std::string, int, std::string, std::string, std::string, std::string,
                          std::string, std::string, std::string>;

RowKey KeyOf(const LakipData& data, const std::string& perjanjian, const BarisRencana& row) {
  const Indikator* indikator = FindIndikator(data, row.indikator);
  return {perjanjian,       row.nomor,         row.sasaran,
          row.indikator,    row.uraian,        row.target.teks,
          row.target.angka, row.target.satuan, indikator == nullptr ? "" : indikator->kode_output};
}

RowKey KeyOf(const Capaian& row) {
  return {row.perjanjian,  row.nomor,        row.sasaran,       row.indikator,  row.uraian,
          row.target.teks, row.target.angka, row.target.satuan, row.kode_output};
}

// The plan and the capaian come from two services: a plan that changed after the capaian were
// computed would print one target in BAB II and another in BAB III.
absl::Status CheckOnePlan(const LakipData& data) {
  std::set<RowKey> measured;
  for (const Capaian& row : data.capaian) {
    measured.insert(KeyOf(row));
  }
  size_t rows = 0;
  for (const Perjanjian& perjanjian : data.perjanjian) {
    for (const BarisRencana& row : perjanjian.baris) {
      ++rows;
      if (measured.count(KeyOf(data, perjanjian.name, row)) == 0) {
        return fault::Refuse(
            fault::Reason::kCapaianOutdated, "", "",
            {{"perjanjian_kinerja", perjanjian.name}, {"nomor", std::to_string(row.nomor)}});
      }
    }
  }
  return rows == data.capaian.size() ? absl::OkStatus()
                                     : fault::Refuse(fault::Reason::kCapaianOutdated, "", "");
}

}  // namespace

absl::Status CheckNotOlder(const std::vector<Sumber>& sumber, const std::vector<Sumber>& newest) {
  for (const Sumber& now : sumber) {
    for (const Sumber& then : newest) {
      if (now.layanan == then.layanan && now.store == then.store && now.epoch == then.epoch &&
          now.sequence < then.sequence) {
        return fault::Refuse(fault::Reason::kNotYetVisible, "", "", {{"service", now.layanan}});
      }
    }
  }
  return absl::OkStatus();
}

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
