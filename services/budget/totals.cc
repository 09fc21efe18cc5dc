#include "services/budget/totals.h"

#include <map>
#include <utility>

#include "common/fault/fault.h"
#include "common/status/status_macros.h"

namespace sakip::budget {
namespace {

using Groups = std::map<std::string, BarisAnggaran>;

absl::Status AddBaris(const Saldo& saldo, BarisAnggaran* group) {
  ASSIGN_OR_RETURN(group->pagu, money::Add(group->pagu, saldo.dipa));
  ASSIGN_OR_RETURN(group->realisasi, money::Add(group->realisasi, saldo.realisasi));
  return absl::OkStatus();
}

absl::Status Finish(BarisAnggaran* group) {
  ASSIGN_OR_RETURN(group->sisa, money::Sub(group->pagu, group->realisasi));
  if (group->pagu != money::Rupiah()) {
    ASSIGN_OR_RETURN(group->serapan, ratio::Percent(group->realisasi, group->pagu));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<BarisAnggaran>> Flatten(Groups groups, const DaftarKode& daftar) {
  std::vector<BarisAnggaran> flat;
  for (auto& [kode, group] : groups) {
    const auto known = daftar.find(kode);
    if (group.uraian.empty() && known != daftar.end()) {
      group.uraian = known->second.uraian;
    }
    group.kode = kode;
    RETURN_IF_ERROR(Finish(&group));
    flat.push_back(std::move(group));
  }
  return flat;
}

absl::StatusOr<Anggaran> Sum(const std::vector<Baris>& baris, const DaftarKode& kode) {
  Groups output;
  Groups kegiatan;
  Groups program;
  BarisAnggaran total;
  Anggaran anggaran;
  for (const Baris& satu : baris) {
    const Pagu& pagu = satu.pagu;
    RETURN_IF_ERROR(AddBaris(satu.saldo, &output[pagu.kode_output]));
    RETURN_IF_ERROR(AddBaris(satu.saldo, &kegiatan[pagu.kode_kegiatan]));
    RETURN_IF_ERROR(AddBaris(satu.saldo, &program[pagu.kode_program]));
    RETURN_IF_ERROR(AddBaris(satu.saldo, &total));
    ASSIGN_OR_RETURN(anggaran.saldo_impor,
                     money::Add(anggaran.saldo_impor, satu.saldo.saldo_impor));
    if (pagu.id == std::to_string(pagu.tahun) + "-" + pagu.kode_program + "." + pagu.kode_output) {
      output[pagu.kode_output].uraian = pagu.uraian;
    }
  }
  ASSIGN_OR_RETURN(anggaran.output, Flatten(std::move(output), kode));
  ASSIGN_OR_RETURN(anggaran.kegiatan, Flatten(std::move(kegiatan), kode));
  ASSIGN_OR_RETURN(anggaran.program, Flatten(std::move(program), kode));
  if (!baris.empty()) {
    RETURN_IF_ERROR(Finish(&total));
    anggaran.total = std::move(total);
  }
  return anggaran;
}

}  // namespace

absl::StatusOr<Anggaran> Jumlahkan(const std::vector<Baris>& baris, const DaftarKode& kode) {
  absl::StatusOr<Anggaran> anggaran = Sum(baris, kode);
  if (!anggaran.ok() && anggaran.status().code() == absl::StatusCode::kOutOfRange) {
    return fault::Refuse(fault::Reason::kAmountOverflow, "", "");
  }
  return anggaran;
}

}  // namespace sakip::budget
