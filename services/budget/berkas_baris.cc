#include <utility>

#include "services/budget/berkas.h"
#include "services/budget/kode.h"
#include "services/budget/refusals.h"

namespace sakip::budget {
namespace {

constexpr std::string_view kKode = "kode";

}  // namespace

std::string KolomOf(std::string_view field, bool satu_kode) {
  constexpr std::string_view kPrefix = "kode_";
  const bool bagian = field.substr(0, kPrefix.size()) == kPrefix;
  if ((bagian || field == "akun") && satu_kode) {
    return std::string(kKode);
  }
  return std::string(bagian ? field.substr(kPrefix.size()) : field);
}

std::vector<std::string> CalonBaris(const BarisBerkas& baris) {
  std::vector<std::string> calon = {baris.pagu.id};
  for (const SumberDana sumber :
       {SumberDana::kRm, SumberDana::kPnbp, SumberDana::kHln, SumberDana::kHibah}) {
    calon.push_back(baris.pagu.id + "~" + std::string(Nama(sumber)));
  }
  return calon;
}

absl::StatusOr<std::string> PenentuBaris::Tersimpan(const BarisBerkas& baris) const {
  std::vector<std::string> cocok;
  for (std::string& calon : CalonBaris(baris)) {
    const auto ada = buku_.baris.find(calon);
    if (ada != buku_.baris.end() &&
        (!baris.sumber_dana || *baris.sumber_dana == ada->second.pagu.sumber_dana)) {
      cocok.push_back(std::move(calon));
    }
  }
  if (cocok.size() == 1) {
    return std::move(cocok.front());
  }
  Refusals refusals(cocok.empty() ? fault::Reason::kUnknownReference
                                  : fault::Reason::kInvalidField);
  if (cocok.empty()) {
    const std::string sumber(baris.sumber_dana ? " " + std::string(Nama(*baris.sumber_dana)) : "");
    const std::string nama = KodePenuh(baris.pagu) + sumber;
    refusals.Add(std::string(kKode), "line " + nama + " does not exist",
                 "baris pagu " + nama + " tidak ada");
  } else {
    refusals.Add("sumber_dana", "several lines have these codes; the file must say the sumber dana",
                 "beberapa baris pagu memiliki kode ini; berkas harus menyebut sumber dana");
  }
  return refusals.ToStatus();
}

absl::StatusOr<std::string> PenentuBaris::AtauBaru(const BarisBerkas& baris) {
  absl::StatusOr<std::string> tersimpan = Tersimpan(baris);
  const auto refused = fault::FromStatus(tersimpan.status());
  if (!refused || refused->reason != fault::Reason::kUnknownReference) {
    return tersimpan;
  }
  const std::string& id = baris.pagu.id;
  const SumberDana sumber = baris.pagu.sumber_dana;
  const auto lain = buku_.baris.find(id);
  if (lain == buku_.baris.end() && baru_.emplace(id, sumber).first->second == sumber) {
    return id;
  }
  return id + "~" + std::string(Nama(sumber));
}

}  // namespace sakip::budget
