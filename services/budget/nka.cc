#include "services/budget/nka.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/fault/fault.h"
#include "common/period/period.h"
#include "common/status/status_macros.h"
#include "services/budget/skor_langkah.h"

namespace sakip::budget {
namespace {

using ratio::Ratio;

// An RO that counts, with its capaian.
struct RoDihitung {
  const RoNka* ro = nullptr;
  Ratio capaian;  // percent
};

// What capaian RO and efisiensi are computed from.
struct CapaianRo {
  std::vector<RoDihitung> ro;      // by code
  std::vector<std::string> belum;  // codes without a report
};

// Leaves `ro` out, saying why.
void Keluarkan(const RoNka& ro, std::string_view alasan, Skor& skor) {
  skor.catatan.push_back(
      absl::StrCat("RO ", ro.kode, " tidak diperhitungkan: ", std::string(alasan)));
}

void TambahTanpaKasus(const NkaRules& rules, const RoNka& ro, CapaianRo& capaian, Skor& skor) {
  switch (rules.tanpa_kasus) {
    case RoTanpaKasus::kDikeluarkan:
      Keluarkan(ro, "tidak ada kasus", skor);
      return;
    case RoTanpaKasus::kNol:
      capaian.ro.push_back(
          {&ro, Tambah(skor, absl::StrCat("Capaian RO ", ro.kode, " (tidak ada kasus)"), "0", {},
                       Ratio())});
      return;
  }
}

void TambahTerukur(const NkaRules& rules, const RoNka& ro, CapaianRo& capaian, Skor& skor) {
  if (ro.target.IsZero()) {
    Keluarkan(ro, "target 0", skor);
    return;
  }
  const Ratio nilai = ratio::Div(ro.volume * Seratus(), ro.target).value_or(Ratio());
  capaian.ro.push_back(
      {&ro, Tambah(skor, absl::StrCat("Capaian RO ", ro.kode), "min(batas; volume / target × 100)",
                   {Masukan("volume", ro.volume), Masukan("target", ro.target),
                    Masukan("batas", rules.batas_capaian_ro)},
                   ratio::Min(rules.batas_capaian_ro, nilai))});
}

CapaianRo PerRo(const NkaRules& rules, const std::vector<const RoNka*>& ro, Skor& skor) {
  CapaianRo capaian;
  for (const RoNka* satu : ro) {
    switch (satu->status) {
      case StatusRo::kTerukur:
        TambahTerukur(rules, *satu, capaian, skor);
        break;
      case StatusRo::kTanpaKasus:
        TambahTanpaKasus(rules, *satu, capaian, skor);
        break;
      case StatusRo::kBelumDilaporkan:
        capaian.belum.push_back(satu->kode);
        break;
    }
  }
  return capaian;
}

// Why neither capaian RO nor efisiensi has a value; nullopt when both may.
std::optional<NilaiKomponen> Terhalang(const CapaianRo& capaian) {
  if (!capaian.belum.empty()) {
    return TanpaNilai(StatusKomponen::kBelumAda, absl::StrCat("Capaian RO belum dilaporkan: ",
                                                              absl::StrJoin(capaian.belum, ", ")));
  }
  if (capaian.ro.empty()) {
    return TanpaNilai(StatusKomponen::kBelumAda, "Tidak ada RO yang diperhitungkan");
  }
  return std::nullopt;
}

NilaiKomponen Capaian(const NkaRules& rules, const CapaianRo& capaian, Skor& skor) {
  if (auto terhalang = Terhalang(capaian)) {
    return *std::move(terhalang);
  }
  std::vector<MasukanSkor> masukan;
  std::vector<Ratio> nilai;
  std::vector<std::string> nama;
  for (const RoDihitung& satu : capaian.ro) {
    nama.push_back(absl::StrCat("capaian_", satu.ro->kode));
    nilai.push_back(satu.capaian);
    masukan.push_back(Masukan(nama.back(), satu.capaian));
  }
  switch (rules.agregasi_ro) {
    case AgregasiRo::kRerataGeometrik:
      break;
    case AgregasiRo::kRerata:
      return Terhitung(TambahRata(skor, "Capaian RO", std::move(masukan)));
  }
  return Terhitung(Tambah(skor, "Capaian RO",
                          absl::StrCat("rerata_geometrik(", absl::StrJoin(nama, "; "), ")"),
                          std::move(masukan), RerataGeometrik(nilai).value_or(Ratio())));
}

NilaiKomponen Efisiensi(const NkaRules& rules, const CapaianRo& capaian, Skor& skor) {
  if (auto terhalang = Terhalang(capaian)) {
    return *std::move(terhalang);
  }
  std::vector<MasukanSkor> seharusnya;
  std::vector<MasukanSkor> belanja;
  for (const auto& [ro, nilai] : capaian.ro) {
    const Ratio pagu = Ratio::FromRupiah(ro->pagu);
    const Ratio layak = ratio::Div(pagu * nilai, Seratus()).value_or(Ratio());
    seharusnya.push_back(Masukan(
        absl::StrCat("seharusnya_", ro->kode),
        Tambah(skor, absl::StrCat("Pengeluaran seharusnya ", ro->kode), "pagu × capaian / 100",
               {Masukan("pagu", pagu), Masukan("capaian", nilai)}, layak)));
    belanja.push_back(Masukan(absl::StrCat("realisasi_", ro->kode), ro->realisasi));
  }
  const Ratio s = TambahJumlah(skor, "Pengeluaran seharusnya", std::move(seharusnya));
  const Ratio ra = TambahJumlah(skor, "Realisasi RO yang diperhitungkan", std::move(belanja));
  if (s.Sign() <= 0) {
    return TanpaNilai(StatusKomponen::kTidakTerhitung, "Pengeluaran seharusnya 0");
  }
  const Ratio& batas = rules.batas_efisiensi;
  Ratio e = Tambah(skor, "Efisiensi", "(seharusnya − realisasi) / seharusnya × 100",
                   {Masukan("seharusnya", s), Masukan("realisasi", ra)},
                   ratio::Div((s - ra) * Seratus(), s).value_or(Ratio()));
  e = Tambah(skor, "Efisiensi dalam batas", "max(0 − batas; min(batas; efisiensi))",
             {Masukan("efisiensi", e), Masukan("batas", batas)},
             ratio::Max(-batas, ratio::Min(batas, e)));
  const Ratio lima_puluh = Ratio::FromInt(50);
  return Terhitung(Tambah(skor, "Nilai Efisiensi", "50 + efisiensi / batas × 50",
                          {Masukan("efisiensi", e), Masukan("batas", batas)},
                          lima_puluh + ratio::Div(e * lima_puluh, batas).value_or(Ratio())));
}

NilaiKomponen Penyerapan(const std::vector<const RoNka*>& ro, Skor& skor) {
  Ratio pagu;
  Ratio realisasi;
  for (const RoNka* satu : ro) {
    pagu = pagu + Ratio::FromRupiah(satu->pagu);
    realisasi = realisasi + Ratio::FromRupiah(satu->realisasi);
  }
  if (pagu.IsZero()) {
    return TanpaNilai(StatusKomponen::kTidakTerhitung, "Pagu 0");
  }
  const Ratio nilai = ratio::Div(realisasi * Seratus(), pagu).value_or(Ratio());
  return Terhitung(Tambah(skor, "Penyerapan Anggaran", "min(100; max(0; RA / PA × 100))",
                          {Masukan("RA", realisasi), Masukan("PA", pagu)},
                          ratio::Min(Seratus(), ratio::Max(Ratio(), nilai))));
}

NilaiKomponen Konsistensi(const FaktaNka& fakta, Skor& skor) {
  std::vector<MasukanSkor> per_bulan;
  std::vector<std::string> catatan;
  Ratio rpd;
  Ratio ra;
  for (size_t i = 0; i < static_cast<size_t>(fakta.sampai_bulan); ++i) {
    const std::string bulan(period::NamaBulan(static_cast<int>(i) + 1));
    rpd = rpd + Ratio::FromRupiah(fakta.rpd[i]);
    ra = ra + Ratio::FromRupiah(fakta.realisasi[i]);
    std::vector<MasukanSkor> masukan = {Masukan("RPD_kumulatif", rpd), Masukan("RA_kumulatif", ra)};
    if (!rpd.IsZero()) {
      const Ratio nilai =
          ratio::Div((rpd - ratio::Abs(rpd - ra)) * Seratus(), rpd).value_or(Ratio());
      per_bulan.push_back(Masukan(
          bulan, Tambah(skor, absl::StrCat("Konsistensi ", bulan),
                        "max(0; (RPD_kumulatif − |RPD_kumulatif − RA_kumulatif|) / RPD_kumulatif "
                        "× 100)",
                        std::move(masukan), ratio::Max(Ratio(), nilai))));
    } else if (!ra.IsZero()) {
      per_bulan.push_back(
          Masukan(bulan, Tambah(skor, absl::StrCat("Konsistensi ", bulan, " (tanpa rencana)"), "0",
                                std::move(masukan), Ratio())));
    } else {
      catatan.push_back(
          absl::StrCat("Konsistensi ", bulan, " tidak diperhitungkan: tanpa rencana dan belanja"));
    }
  }
  if (rpd.IsZero()) {
    return TanpaNilai(StatusKomponen::kBelumAda, "Rencana penarikan dana (halaman III) belum ada");
  }
  skor.catatan.insert(skor.catatan.end(), catatan.begin(), catatan.end());
  return Terhitung(TambahRata(skor, "Konsistensi", std::move(per_bulan)));
}

bool KodeSah(std::string_view kode) {
  return !kode.empty() && std::all_of(kode.begin(), kode.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.';
  });
}

void CheckRo(const std::vector<RoNka>& ro, fault::Violations& violations) {
  std::set<std::string> kode;
  for (size_t i = 0; i < ro.size(); ++i) {
    const std::string field = absl::StrCat("ro[", i, "]");
    if (!KodeSah(ro[i].kode)) {
      violations.Add(field + ".kode", "must be letters, digits and dots",
                     "harus berupa huruf, angka dan titik");
    } else if (!kode.insert(ro[i].kode).second) {
      violations.Add(field + ".kode", "stands here twice", "tercantum dua kali");
    }
    if (ro[i].target.Sign() < 0) {
      violations.Add(field + ".target", "must not be negative", "tidak boleh negatif");
    }
    if (ro[i].volume.Sign() < 0) {
      violations.Add(field + ".volume", "must not be negative", "tidak boleh negatif");
    }
    if (ro[i].pagu.value() < 0) {
      violations.Add(field + ".pagu", "must not be negative", "tidak boleh negatif");
    }
  }
}

absl::Status CheckFakta(const FaktaNka& fakta) {
  fault::Violations violations;
  if (fakta.sampai_bulan < 1 || fakta.sampai_bulan > 12) {
    violations.Add("sampai_bulan", "must be 1 to 12", "harus 1 sampai dengan 12");
  }
  for (size_t i = 0; i < fakta.rpd.size(); ++i) {
    if (fakta.rpd[i].value() < 0) {
      violations.Add(absl::StrCat("rpd[", i, "]"), "must not be negative", "tidak boleh negatif");
    }
  }
  CheckRo(fakta.ro, violations);
  CheckDiberikan("efisiensi_sbk", fakta.efisiensi_sbk, violations);
  CheckDiberikan("ikpa", fakta.ikpa, violations);
  return violations.ToStatus();
}

absl::Status CheckAspek(const AspekNka& aspek, std::set<KomponenNka>& komponen) {
  Ratio jumlah;
  for (const BobotNka& satu : aspek.komponen) {
    if (satu.bobot.Sign() <= 0 || !komponen.insert(satu.komponen).second) {
      return absl::InvalidArgumentError("each komponen needs one bobot above 0");
    }
    jumlah = jumlah + satu.bobot;
  }
  if (aspek.bobot.Sign() <= 0 || jumlah != Seratus()) {
    return absl::InvalidArgumentError(
        absl::StrCat("aspek ", aspek.nama, " has no bobot, or its komponen do not sum to 100"));
  }
  return absl::OkStatus();
}

std::vector<const RoNka*> Urut(const std::vector<RoNka>& ro) {
  std::vector<const RoNka*> urut;
  for (const RoNka& satu : ro) {
    urut.push_back(&satu);
  }
  std::sort(urut.begin(), urut.end(),
            [](const RoNka* a, const RoNka* b) { return a->kode < b->kode; });
  return urut;
}

}  // namespace

std::string_view KodeOf(KomponenNka komponen) {
  switch (komponen) {
    case KomponenNka::kPenyerapan:
      return "PENYERAPAN";
    case KomponenNka::kKonsistensi:
      return "KONSISTENSI";
    case KomponenNka::kCapaianRo:
      return "CAPAIAN_RO";
    case KomponenNka::kEfisiensi:
      return "EFISIENSI";
    case KomponenNka::kEfisiensiSbk:
      return "EFISIENSI_SBK";
    case KomponenNka::kIkpa:
      return "IKPA";
  }
  return "";
}

std::string_view NamaOf(KomponenNka komponen) {
  switch (komponen) {
    case KomponenNka::kPenyerapan:
      return "Penyerapan Anggaran";
    case KomponenNka::kKonsistensi:
      return "Konsistensi";
    case KomponenNka::kCapaianRo:
      return "Capaian RO";
    case KomponenNka::kEfisiensi:
      return "Nilai Efisiensi";
    case KomponenNka::kEfisiensiSbk:
      return "Efisiensi SBK";
    case KomponenNka::kIkpa:
      return "IKPA";
  }
  return "";
}

absl::Status CheckRules(const NkaRules& rules) {
  std::set<std::string> nama;
  std::set<KomponenNka> komponen;
  Ratio jumlah;
  for (const AspekNka& aspek : rules.aspek) {
    if (aspek.nama.empty() || !nama.insert(aspek.nama).second) {
      return absl::InvalidArgumentError("each aspek needs a name of its own");
    }
    RETURN_IF_ERROR(CheckAspek(aspek, komponen));
    jumlah = jumlah + aspek.bobot;
  }
  if (jumlah != Seratus()) {
    return absl::InvalidArgumentError("aspek do not sum to 100");
  }
  if (rules.batas_capaian_ro.IsZero() || !DalamPersen(rules.batas_capaian_ro)) {
    return absl::InvalidArgumentError("batas_capaian_ro is not above 0 and up to 100");
  }
  if (rules.batas_efisiensi.Sign() <= 0) {
    return absl::InvalidArgumentError("batas_efisiensi is not above 0");
  }
  return absl::OkStatus();
}

absl::StatusOr<Skor> HitungNka(const NkaRules& rules, const FaktaNka& fakta) {
  RETURN_IF_ERROR(CheckFakta(fakta));
  Skor skor;
  const std::vector<const RoNka*> ro = Urut(fakta.ro);
  const CapaianRo capaian = PerRo(rules, ro, skor);
  // Shown with the first component that is made from them.
  std::vector<LangkahSkor> per_ro = std::exchange(skor.langkah, {});
  std::map<KomponenNka, NilaiKomponen> nilai;
  for (const AspekNka& aspek : rules.aspek) {
    for (const BobotNka& satu : aspek.komponen) {
      NilaiKomponen& hasil = nilai[satu.komponen];
      switch (satu.komponen) {
        case KomponenNka::kPenyerapan:
          hasil = Selesai(Penyerapan(ro, skor), skor);
          break;
        case KomponenNka::kKonsistensi:
          hasil = Selesai(Konsistensi(fakta, skor), skor);
          break;
        case KomponenNka::kCapaianRo:
          skor.langkah = std::exchange(per_ro, {});
          hasil = Selesai(Capaian(rules, capaian, skor), skor);
          break;
        case KomponenNka::kEfisiensi:
          skor.langkah = std::exchange(per_ro, {});
          hasil = Selesai(Efisiensi(rules, capaian, skor), skor);
          break;
        case KomponenNka::kEfisiensiSbk:
          hasil = DariLuar(fakta.efisiensi_sbk);
          break;
        case KomponenNka::kIkpa:
          hasil = DariLuar(fakta.ikpa);
          break;
      }
    }
  }
  return TotalNka(rules, nilai, std::move(skor));
}

Skor TotalNka(const NkaRules& rules, const std::map<KomponenNka, NilaiKomponen>& nilai, Skor skor) {
  std::vector<AspekSkor> aspek;
  std::vector<NilaiKomponen> urut;
  for (const AspekNka& satu : rules.aspek) {
    AspekSkor& tujuan = aspek.emplace_back();
    tujuan.nama = satu.nama;
    tujuan.bobot = satu.bobot;
    for (const BobotNka& bobot : satu.komponen) {
      tujuan.komponen.push_back({.kode = std::string(KodeOf(bobot.komponen)),
                                 .nama = std::string(NamaOf(bobot.komponen)),
                                 .bobot = bobot.bobot});
      const auto found = nilai.find(bobot.komponen);
      urut.push_back(found == nilai.end() ? DariLuar({}) : found->second);
    }
  }
  skor.aturan = rules.id;
  Gabungkan("NKA", aspek, urut, Ratio(), skor);
  return skor;
}

}  // namespace sakip::budget
