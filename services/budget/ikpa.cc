#include "services/budget/ikpa.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/fault/fault.h"
#include "common/period/period.h"
#include "common/status/status_macros.h"
#include "services/budget/skor_langkah.h"

namespace sakip::budget {
namespace {

using ratio::Ratio;

constexpr int kBulanPerTriwulan = 3;
constexpr std::array<std::string_view, 4> kTriwulan = {"TW_I", "TW_II", "TW_III", "TW_IV"};

std::string Bulan(size_t index) {
  return std::string(period::NamaBulan(static_cast<int>(index) + 1));
}

// Facts in the order of the jenis, so that the same facts give the same explanation.
std::vector<const BelanjaIkpa*> Urut(const std::vector<BelanjaIkpa>& belanja) {
  std::vector<const BelanjaIkpa*> urut;
  for (const BelanjaIkpa& satu : belanja) {
    urut.push_back(&satu);
  }
  std::sort(urut.begin(), urut.end(),
            [](const BelanjaIkpa* a, const BelanjaIkpa* b) { return a->jenis < b->jenis; });
  return urut;
}

// The mean over the jenis of one month.
Ratio TambahRataJenis(RataJenis rata, std::string nama, const std::vector<MasukanSkor>& pagu,
                      std::vector<MasukanSkor> nilai, Skor& skor) {
  switch (rata) {
    case RataJenis::kPagu:
      return TambahRataTertimbang(skor, std::move(nama), pagu, nilai);
    case RataJenis::kSama:
      break;
  }
  return TambahRata(skor, std::move(nama), std::move(nilai));
}

NilaiKomponen Revisi(const IkpaRules& rules, const FaktaIkpa& fakta, Skor& skor) {
  const int dimulai = (fakta.sampai_bulan + kBulanPerTriwulan - 1) / kBulanPerTriwulan;
  std::vector<MasukanSkor> triwulan;
  for (size_t i = 0; i < static_cast<size_t>(dimulai); ++i) {
    const Ratio kuota = Ratio::FromInt(rules.kuota_revisi);
    const Ratio revisi = Ratio::FromInt(fakta.revisi[i]);
    Ratio nilai = ratio::Div(kuota * Seratus(), ratio::Max(kuota, revisi)).value_or(Ratio());
    nilai = Tambah(skor, absl::StrCat("Revisi DIPA ", std::string(kTriwulan[i])),
                   "kuota / max(kuota; revisi) × 100",
                   {Masukan("kuota", kuota), Masukan("revisi", revisi)}, std::move(nilai));
    triwulan.push_back(Masukan(std::string(kTriwulan[i]), std::move(nilai)));
  }
  return Terhitung(TambahRata(skor, "Revisi DIPA", std::move(triwulan)));
}

Ratio DeviasiBulan(const IkpaRules& rules, const BelanjaIkpa& belanja, size_t bulan, Skor& skor) {
  const Ratio rpd = Ratio::FromRupiah(belanja.rpd[bulan]);
  const Ratio ra = Ratio::FromRupiah(belanja.realisasi[bulan]);
  std::string nama = absl::StrCat("Deviasi ", belanja.jenis, " ", Bulan(bulan));
  std::vector<MasukanSkor> masukan = {Masukan("RA", ra), Masukan("RPD", rpd)};
  if (rpd.IsZero()) {
    masukan.push_back(Masukan("batas", rules.batas_deviasi));
    const bool tanpa_belanja = ra.IsZero();
    absl::StrAppend(&nama, " (tanpa rencana)");
    return Tambah(skor, std::move(nama), tanpa_belanja ? "0" : "batas", std::move(masukan),
                  tanpa_belanja ? Ratio() : rules.batas_deviasi);
  }
  const Ratio deviasi = ratio::Div(ratio::Abs(ra - rpd) * Seratus(), rpd).value_or(Ratio());
  masukan.push_back(Masukan("batas", rules.batas_deviasi));
  return Tambah(skor, std::move(nama), "min(batas; |RA − RPD| / RPD × 100)", std::move(masukan),
                ratio::Min(rules.batas_deviasi, deviasi));
}

NilaiKomponen Deviasi(const IkpaRules& rules, const FaktaIkpa& fakta, Skor& skor) {
  std::vector<MasukanSkor> per_bulan;
  for (size_t bulan = 0; bulan < static_cast<size_t>(fakta.sampai_bulan); ++bulan) {
    std::vector<MasukanSkor> pagu;
    std::vector<MasukanSkor> deviasi;
    for (const BelanjaIkpa* satu : Urut(fakta.belanja)) {
      if (satu->pagu[bulan].value() > 0) {
        pagu.push_back(Masukan(absl::StrCat("pagu_", satu->jenis), satu->pagu[bulan]));
        deviasi.push_back(Masukan(absl::StrCat("deviasi_", satu->jenis),
                                  DeviasiBulan(rules, *satu, bulan, skor)));
      }
    }
    if (!pagu.empty()) {
      per_bulan.push_back(Masukan(
          Bulan(bulan), TambahRataJenis(rules.rata_jenis, absl::StrCat("Deviasi ", Bulan(bulan)),
                                        pagu, std::move(deviasi), skor)));
    }
  }
  if (per_bulan.empty()) {
    return TanpaNilai(StatusKomponen::kBelumAda, "Belum ada pagu belanja");
  }
  const Ratio rata = TambahRata(skor, "Rata-rata deviasi", std::move(per_bulan));
  const bool ditoleransi = rata <= rules.toleransi_deviasi;
  return Terhitung(Tambah(
      skor,
      ditoleransi ? "Deviasi Halaman III DIPA (di dalam toleransi)" : "Deviasi Halaman III DIPA",
      ditoleransi ? "100" : "100 − rata_rata",
      {Masukan("rata_rata", rata), Masukan("toleransi", rules.toleransi_deviasi)},
      ditoleransi ? Seratus() : Seratus() - rata));
}

Ratio PenyerapanTriwulan(const IkpaRules& rules, const BelanjaIkpa& belanja, size_t triwulan,
                         Skor& skor) {
  const size_t akhir = (triwulan + 1) * kBulanPerTriwulan;
  Ratio ra;
  for (size_t bulan = 0; bulan < akhir; ++bulan) {
    ra = ra + Ratio::FromRupiah(belanja.realisasi[bulan]);
  }
  const Ratio pagu = Ratio::FromRupiah(belanja.pagu[akhir - 1]);
  const Ratio& target = rules.target_penyerapan.at(belanja.jenis)[triwulan];
  const Ratio nilai = ratio::Div(ra * Seratus() * Seratus(), pagu * target).value_or(Ratio());
  return Tambah(skor,
                absl::StrCat("Penyerapan ", belanja.jenis, " ", std::string(kTriwulan[triwulan])),
                "min(100; max(0; RA / (pagu × target / 100) × 100))",
                {Masukan("RA", ra), Masukan("pagu", pagu), Masukan("target", target)},
                ratio::Min(Seratus(), ratio::Max(Ratio(), nilai)));
}

NilaiKomponen Penyerapan(const IkpaRules& rules, const FaktaIkpa& fakta, Skor& skor) {
  const auto selesai = static_cast<size_t>(fakta.sampai_bulan / kBulanPerTriwulan);
  if (selesai == 0) {
    return TanpaNilai(StatusKomponen::kBelumAda, "Triwulan I belum selesai");
  }
  std::vector<MasukanSkor> per_triwulan;
  for (size_t triwulan = 0; triwulan < selesai; ++triwulan) {
    std::vector<MasukanSkor> pagu;
    std::vector<MasukanSkor> nilai;
    const size_t bulan = (triwulan + 1) * kBulanPerTriwulan - 1;
    for (const BelanjaIkpa* satu : Urut(fakta.belanja)) {
      if (satu->pagu[bulan].value() > 0) {
        pagu.push_back(Masukan(absl::StrCat("pagu_", satu->jenis), satu->pagu[bulan]));
        nilai.push_back(Masukan(absl::StrCat("penyerapan_", satu->jenis),
                                PenyerapanTriwulan(rules, *satu, triwulan, skor)));
      }
    }
    if (!pagu.empty()) {
      const std::string nama(kTriwulan[triwulan]);
      per_triwulan.push_back(
          Masukan(nama, TambahRataJenis(rules.rata_jenis, absl::StrCat("Penyerapan ", nama), pagu,
                                        std::move(nilai), skor)));
    }
  }
  if (per_triwulan.empty()) {
    return TanpaNilai(StatusKomponen::kBelumAda, "Belum ada pagu belanja");
  }
  return Terhitung(TambahRata(skor, "Penyerapan Anggaran", std::move(per_triwulan)));
}

void CheckBelanja(const IkpaRules& rules, const std::vector<BelanjaIkpa>& belanja,
                  fault::Violations& violations) {
  std::set<int> jenis;
  for (size_t i = 0; i < belanja.size(); ++i) {
    const std::string field = absl::StrCat("belanja[", i, "]");
    if (!rules.target_penyerapan.contains(belanja[i].jenis)) {
      violations.Add(field + ".jenis", "is not scored by this rule set",
                     "tidak dinilai oleh aturan ini");
    } else if (!jenis.insert(belanja[i].jenis).second) {
      violations.Add(field + ".jenis", "stands here twice", "tercantum dua kali");
    }
    for (size_t bulan = 0; bulan < belanja[i].pagu.size(); ++bulan) {
      if (belanja[i].pagu[bulan].value() < 0) {
        violations.Add(absl::StrCat(field, ".pagu[", bulan, "]"), "must not be negative",
                       "tidak boleh negatif");
      }
      if (belanja[i].rpd[bulan].value() < 0) {
        violations.Add(absl::StrCat(field, ".rpd[", bulan, "]"), "must not be negative",
                       "tidak boleh negatif");
      }
    }
  }
}

bool Berbobot(const IkpaRules& rules, IndikatorIkpa indikator) {
  return std::any_of(rules.bobot.begin(), rules.bobot.end(),
                     [&](const BobotIkpa& one) { return one.indikator == indikator; });
}

absl::Status CheckFakta(const IkpaRules& rules, const FaktaIkpa& fakta) {
  fault::Violations violations;
  if (fakta.sampai_bulan < 1 || fakta.sampai_bulan > 12) {
    violations.Add("sampai_bulan", "must be 1 to 12", "harus 1 sampai dengan 12");
  }
  for (size_t i = 0; i < fakta.revisi.size(); ++i) {
    if (fakta.revisi[i] < 0) {
      violations.Add(absl::StrCat("revisi[", i, "]"), "must not be negative",
                     "tidak boleh negatif");
    }
  }
  CheckBelanja(rules, fakta.belanja, violations);
  CheckDiberikan("belanja_kontraktual", fakta.belanja_kontraktual, violations);
  CheckDiberikan("penyelesaian_tagihan", fakta.penyelesaian_tagihan, violations);
  CheckDiberikan("up_tup", fakta.up_tup, violations);
  CheckDiberikan("capaian_output", fakta.capaian_output, violations);
  CheckDiberikan("dispensasi_spm", fakta.dispensasi_spm, violations);
  if (fakta.pengurang_dispensasi && !DalamPersen(*fakta.pengurang_dispensasi)) {
    violations.Add("pengurang_dispensasi", "must be 0 to 100", "harus 0 sampai dengan 100");
  }
  if (fakta.dispensasi_spm.nilai && !Berbobot(rules, IndikatorIkpa::kDispensasiSpm)) {
    violations.Add("dispensasi_spm", "has no weight in this rule set; give pengurang_dispensasi",
                   "tidak berbobot dalam aturan ini; isi pengurang_dispensasi");
  }
  if (fakta.pengurang_dispensasi && !rules.dispensasi_mengurangi) {
    violations.Add("pengurang_dispensasi",
                   "is not subtracted by this rule set; give dispensasi_spm",
                   "tidak mengurangi nilai dalam aturan ini; isi dispensasi_spm");
  }
  return violations.ToStatus();
}

absl::Status CheckTarget(const std::map<int, std::array<Ratio, 4>>& target) {
  static const std::set<int> kJenis = {51, 52, 53, 57};
  if (target.empty()) {
    return absl::InvalidArgumentError("target_penyerapan is missing");
  }
  for (const auto& [jenis, triwulan] : target) {
    const bool naik = std::is_sorted(triwulan.begin(), triwulan.end());
    if (!kJenis.contains(jenis) || !naik || triwulan.front().Sign() <= 0 ||
        triwulan.back() > Seratus()) {
      return absl::InvalidArgumentError(absl::StrCat(
          "target_penyerapan of ", jenis, " is not four ascending percentages of a known jenis"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

std::string_view KodeOf(IndikatorIkpa indikator) {
  switch (indikator) {
    case IndikatorIkpa::kRevisiDipa:
      return "REVISI_DIPA";
    case IndikatorIkpa::kDeviasiHalamanIii:
      return "DEVIASI_HALAMAN_III";
    case IndikatorIkpa::kPenyerapanAnggaran:
      return "PENYERAPAN_ANGGARAN";
    case IndikatorIkpa::kBelanjaKontraktual:
      return "BELANJA_KONTRAKTUAL";
    case IndikatorIkpa::kPenyelesaianTagihan:
      return "PENYELESAIAN_TAGIHAN";
    case IndikatorIkpa::kUpTup:
      return "UP_TUP";
    case IndikatorIkpa::kDispensasiSpm:
      return "DISPENSASI_SPM";
    case IndikatorIkpa::kCapaianOutput:
      return "CAPAIAN_OUTPUT";
  }
  return "";
}

std::string_view NamaOf(IndikatorIkpa indikator) {
  switch (indikator) {
    case IndikatorIkpa::kRevisiDipa:
      return "Revisi DIPA";
    case IndikatorIkpa::kDeviasiHalamanIii:
      return "Deviasi Halaman III DIPA";
    case IndikatorIkpa::kPenyerapanAnggaran:
      return "Penyerapan Anggaran";
    case IndikatorIkpa::kBelanjaKontraktual:
      return "Belanja Kontraktual";
    case IndikatorIkpa::kPenyelesaianTagihan:
      return "Penyelesaian Tagihan";
    case IndikatorIkpa::kUpTup:
      return "Pengelolaan UP dan TUP";
    case IndikatorIkpa::kDispensasiSpm:
      return "Dispensasi SPM";
    case IndikatorIkpa::kCapaianOutput:
      return "Capaian Output";
  }
  return "";
}

absl::Status CheckRules(const IkpaRules& rules) {
  std::set<IndikatorIkpa> indikator;
  Ratio jumlah;
  for (const BobotIkpa& satu : rules.bobot) {
    if (satu.bobot.Sign() <= 0 || !indikator.insert(satu.indikator).second) {
      return absl::InvalidArgumentError("each indikator needs one bobot above 0");
    }
    jumlah = jumlah + satu.bobot;
  }
  if (jumlah != Seratus()) {
    return absl::InvalidArgumentError("bobot does not sum to 100");
  }
  if (rules.dispensasi_mengurangi && indikator.contains(IndikatorIkpa::kDispensasiSpm)) {
    return absl::InvalidArgumentError("dispensasi is both weighed and subtracted");
  }
  if (rules.kuota_revisi < 1) {
    return absl::InvalidArgumentError("kuota_revisi is not 1 or more");
  }
  if (rules.batas_deviasi.IsZero() || !DalamPersen(rules.batas_deviasi) ||
      rules.toleransi_deviasi.Sign() < 0 || rules.toleransi_deviasi > rules.batas_deviasi) {
    return absl::InvalidArgumentError("not 0 <= toleransi_deviasi <= batas_deviasi <= 100");
  }
  return CheckTarget(rules.target_penyerapan);
}

absl::StatusOr<Skor> HitungIkpa(const IkpaRules& rules, const FaktaIkpa& fakta) {
  RETURN_IF_ERROR(CheckFakta(rules, fakta));
  Skor skor;
  std::map<IndikatorIkpa, NilaiKomponen> nilai;
  for (const BobotIkpa& satu : rules.bobot) {
    NilaiKomponen& hasil = nilai[satu.indikator];
    switch (satu.indikator) {
      case IndikatorIkpa::kRevisiDipa:
        hasil = Selesai(Revisi(rules, fakta, skor), skor);
        break;
      case IndikatorIkpa::kDeviasiHalamanIii:
        hasil = Selesai(Deviasi(rules, fakta, skor), skor);
        break;
      case IndikatorIkpa::kPenyerapanAnggaran:
        hasil = Selesai(Penyerapan(rules, fakta, skor), skor);
        break;
      case IndikatorIkpa::kBelanjaKontraktual:
        hasil = DariLuar(fakta.belanja_kontraktual);
        break;
      case IndikatorIkpa::kPenyelesaianTagihan:
        hasil = DariLuar(fakta.penyelesaian_tagihan);
        break;
      case IndikatorIkpa::kUpTup:
        hasil = DariLuar(fakta.up_tup);
        break;
      case IndikatorIkpa::kDispensasiSpm:
        hasil = DariLuar(fakta.dispensasi_spm);
        break;
      case IndikatorIkpa::kCapaianOutput:
        hasil = DariLuar(fakta.capaian_output);
        break;
    }
  }
  return TotalIkpa(rules, nilai, fakta.pengurang_dispensasi.value_or(Ratio()), std::move(skor));
}

Skor TotalIkpa(const IkpaRules& rules, const std::map<IndikatorIkpa, NilaiKomponen>& nilai,
               const Ratio& pengurang, Skor skor) {
  AspekSkor seluruh{.nama = "", .bobot = Seratus(), .komponen = {}};
  std::vector<NilaiKomponen> urut;
  for (const BobotIkpa& satu : rules.bobot) {
    seluruh.komponen.push_back({.kode = std::string(KodeOf(satu.indikator)),
                                .nama = std::string(NamaOf(satu.indikator)),
                                .bobot = satu.bobot});
    const auto found = nilai.find(satu.indikator);
    urut.push_back(found == nilai.end() ? DariLuar({}) : found->second);
  }
  skor.aturan = rules.id;
  Gabungkan("IKPA", {seluruh}, urut, pengurang, skor);
  return skor;
}

}  // namespace sakip::budget
