#include "services/performance/pengukuran.h"

#include <map>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace sakip::performance {
namespace {

// A group under way.
struct Group {
  RekapCapaian rekap;
  std::vector<ratio::Ratio> mentah;
  std::vector<ratio::Ratio> dibatasi;
};

void Count(const Capaian& row, Group& group) {
  RekapCapaian& rekap = group.rekap;
  ++rekap.jumlah;
  switch (row.status) {
    case StatusCapaian::kComputed:
      ++rekap.computed;
      group.mentah.push_back(*row.mentah);
      group.dibatasi.push_back(*row.dibatasi);
      return;
    case StatusCapaian::kNoCase:
      ++rekap.no_case;
      return;
    case StatusCapaian::kNotApplicable:
      ++rekap.not_applicable;
      return;
    case StatusCapaian::kMissing:
      ++rekap.missing;
      return;
    case StatusCapaian::kTZero:
      ++rekap.t_zero;
      return;
    case StatusCapaian::kUnitMismatch:
      ++rekap.unit_mismatch;
      return;
  }
}

RekapCapaian Close(Group group, const RuleSet& rules) {
  RekapCapaian& rekap = group.rekap;
  rekap.aturan = rules.id;
  if (!group.mentah.empty()) {
    switch (rules.agregasi) {
      case Agregasi::kRerata:
        rekap.rata_mentah = ratio::Mean(group.mentah).value_or(ratio::Ratio());
        rekap.rata_dibatasi = ratio::Mean(group.dibatasi).value_or(ratio::Ratio());
        break;
    }
    rekap.kategori = KategoriOf(rules, *rekap.rata_dibatasi);
  }
  return std::move(rekap);
}

bool OfOffice(JenisPerjanjian jenis) {
  switch (jenis) {
    case JenisPerjanjian::kKetua:
    case JenisPerjanjian::kSekretaris:
      return true;
    case JenisPerjanjian::kSubBagian:
      return false;
  }
  return false;
}

// One agreement's groups, its sasaran in the order of their lowest rows.
struct PerjanjianGroups {
  std::map<std::string, Group> sasaran;
  std::map<std::string, int> first_nomor;
  Group all;
};

void AppendPerjanjian(PerjanjianGroups groups, const RuleSet& rules,
                      std::vector<RekapCapaian>& rekap) {
  std::map<std::pair<int, std::string>, Group*> ordered;
  for (auto& [text, group] : groups.sasaran) {
    ordered[{groups.first_nomor[text], text}] = &group;
  }
  for (auto& [key, group] : ordered) {
    rekap.push_back(Close(std::move(*group), rules));
  }
  rekap.push_back(Close(std::move(groups.all), rules));
}

}  // namespace

std::vector<RekapCapaian> Rekapitulasi(const std::vector<Capaian>& capaian, const RuleSet& rules) {
  std::map<std::string, PerjanjianGroups> perjanjian;
  Group satker;
  satker.rekap.tingkat = TingkatRekap::kSatker;
  for (const Capaian& row : capaian) {
    PerjanjianGroups& groups = perjanjian[row.perjanjian];
    groups.all.rekap.tingkat = TingkatRekap::kPerjanjian;
    groups.all.rekap.perjanjian = row.perjanjian;
    Group& sasaran = groups.sasaran[row.sasaran];
    sasaran.rekap.tingkat = TingkatRekap::kSasaran;
    sasaran.rekap.perjanjian = row.perjanjian;
    sasaran.rekap.sasaran = row.sasaran;
    const auto [first, fresh] = groups.first_nomor.emplace(row.sasaran, row.nomor);
    if (!fresh && row.nomor < first->second) {
      first->second = row.nomor;
    }
    Count(row, sasaran);
    Count(row, groups.all);
    if (OfOffice(row.jenis)) {
      Count(row, satker);
    }
  }
  std::vector<RekapCapaian> rekap;
  for (auto& [name, groups] : perjanjian) {
    AppendPerjanjian(std::move(groups), rules, rekap);
  }
  if (!capaian.empty()) {
    rekap.push_back(Close(std::move(satker), rules));
  }
  return rekap;
}

absl::StatusOr<Pengukuran> Ukur(const Plan& plan, const std::vector<Realisasi>& realisasi,
                                const RuleSet& rules) {
  std::map<std::string_view, std::vector<const Realisasi*>> of_indikator;
  for (const Realisasi& one : realisasi) {
    of_indikator[one.indikator].push_back(&one);
  }
  Pengukuran pengukuran;
  for (const Perjanjian& perjanjian : plan.perjanjian) {
    for (const BarisPerjanjian& baris : perjanjian.baris) {
      const auto indikator = plan.indikator.find(baris.indikator);
      if (indikator == plan.indikator.end()) {
        return absl::InternalError(absl::StrCat(perjanjian.name, " names ", baris.indikator,
                                                ", which planning did not send"));
      }
      const NilaiTahun tahun =
          Akumulasikan(indikator->second.akumulasi, of_indikator[baris.indikator]);
      pengukuran.capaian.push_back(
          HitungCapaian(perjanjian, baris, indikator->second, tahun, rules));
    }
  }
  Ringkasan& ringkasan = pengukuran.ringkasan;
  ringkasan.rekap = Rekapitulasi(pengukuran.capaian, rules);
  ringkasan.perencanaan = plan.revision;
  ringkasan.aturan = rules.id;
  if (rules.batas_atas) {
    ringkasan.batas_atas = nilai::ParseAngka(rules.batas_atas->RoundHalfAway(8)).value_or("");
  }
  return pengukuran;
}

}  // namespace sakip::performance
