#include "services/budget/skor_langkah.h"

#include <gmpxx.h>

#include <algorithm>
#include <cassert>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace sakip::budget {
namespace {

using ratio::Ratio;

constexpr int kDesimalTampil = 8;

// For a divisor that is known not to be 0.
Ratio Bagi(const Ratio& a, const Ratio& b) {
  assert(!b.IsZero());
  return ratio::Div(a, b).value_or(Ratio());
}

std::string Deret(const std::vector<MasukanSkor>& masukan) {
  return absl::StrJoin(masukan, " + ",
                       [](std::string* out, const MasukanSkor& one) { out->append(one.nama); });
}

// Of one aspek, or of the whole: what has a value, with its weight.
struct Timbangan {
  std::vector<MasukanSkor> nilai;
  std::vector<Ratio> bobot;
};

Ratio JumlahBobot(const Timbangan& timbangan) {
  return ratio::Sum(timbangan.bobot);
}

// Weights are written into the formula as numbers: a rule set's are decimal.
Ratio Timbang(Skor& skor, std::string nama, Timbangan timbangan) {
  std::vector<std::string> atas;
  std::vector<std::string> bawah;
  Ratio jumlah;
  for (size_t i = 0; i < timbangan.bobot.size(); ++i) {
    const std::string bobot = timbangan.bobot[i].FormatIndonesian(ratio::kDecimalsMax, true);
    atas.push_back(absl::StrCat(bobot, " × ", timbangan.nilai[i].nama));
    bawah.push_back(bobot);
    jumlah = jumlah + timbangan.bobot[i] * timbangan.nilai[i].tepat;
  }
  const Ratio hasil = Bagi(jumlah, JumlahBobot(timbangan));
  return Tambah(
      skor, std::move(nama),
      absl::StrCat("(", absl::StrJoin(atas, " + "), ") / (", absl::StrJoin(bawah, " + "), ")"),
      std::move(timbangan.nilai), hasil);
}

void TambahKomponen(const AspekSkor& aspek, const BobotSkor& bobot, const NilaiKomponen& nilai,
                    Skor& skor) {
  skor.komponen.push_back({.kode = bobot.kode,
                           .nama = bobot.nama,
                           .aspek = aspek.nama,
                           .bobot = bobot.bobot,
                           .status = nilai.status,
                           .nilai = nilai.nilai,
                           .bobot_efektif = {},
                           .sumbangan = {},
                           .alasan = nilai.alasan,
                           .langkah = nilai.langkah});
}

// The components of one aspek and, where one has a value, the aspek's own.
Timbangan NilaiAspek(const AspekSkor& aspek, const std::vector<NilaiKomponen>& nilai, size_t first,
                     Skor& skor) {
  Timbangan timbangan;
  for (size_t i = 0; i < aspek.komponen.size(); ++i) {
    const BobotSkor& bobot = aspek.komponen[i];
    const NilaiKomponen& satu = nilai[first + i];
    TambahKomponen(aspek, bobot, satu, skor);
    if (satu.nilai) {
      timbangan.nilai.push_back(Masukan(Pengenal(bobot.nama), *satu.nilai));
      timbangan.bobot.push_back(bobot.bobot);
    }
  }
  return timbangan;
}

// Shares `bobot_aspek`, percent of the whole, out to the components of an aspek that have a value.
void BagiBobot(std::string_view aspek, const Ratio& bobot_aspek, const Ratio& jumlah_bobot,
               Skor& skor) {
  for (KomponenSkor& komponen : skor.komponen) {
    if (komponen.aspek == aspek && komponen.nilai) {
      komponen.bobot_efektif = Bagi(bobot_aspek * komponen.bobot, jumlah_bobot);
      komponen.sumbangan = Bagi(komponen.bobot_efektif * *komponen.nilai, Seratus());
    }
  }
}

}  // namespace

std::string DenganAngka(const LangkahSkor& langkah) {
  constexpr std::string_view kBatas = " ;()|";
  const std::string_view rumus = langkah.rumus;
  std::string text;
  for (size_t at = 0; at < rumus.size();) {
    const size_t end = std::min(rumus.find_first_of(kBatas, at), rumus.size());
    const std::string_view kata = rumus.substr(at, end - at);
    const auto found = std::find_if(langkah.masukan.begin(), langkah.masukan.end(),
                                    [&](const MasukanSkor& satu) { return satu.nama == kata; });
    if (found == langkah.masukan.end()) {
      text.append(kata);
    } else if (found->nilai.starts_with('-')) {
      text.append(absl::StrCat("(", found->nilai, ")"));
    } else {
      text.append(found->nilai);
    }
    if (end < rumus.size()) {
      text.push_back(rumus[end]);
    }
    at = end + 1;
  }
  return text;
}

NilaiKomponen Terhitung(Ratio nilai) {
  return {
      .status = StatusKomponen::kDihitung, .nilai = std::move(nilai), .alasan = "", .langkah = {}};
}

NilaiKomponen TanpaNilai(StatusKomponen status, std::string alasan) {
  return {.status = status, .nilai = std::nullopt, .alasan = std::move(alasan), .langkah = {}};
}

NilaiKomponen DariLuar(const NilaiDiberikan& diberikan) {
  if (diberikan.nilai) {
    return Terhitung(*diberikan.nilai);
  }
  return diberikan.tidak_berlaku
             ? TanpaNilai(StatusKomponen::kTidakBerlaku, "Tidak berlaku bagi satker ini")
             : TanpaNilai(StatusKomponen::kBelumAda, "Nilai belum diberikan");
}

void CheckDiberikan(const std::string& field, const NilaiDiberikan& diberikan,
                    fault::Violations& violations) {
  if (diberikan.nilai && !DalamPersen(*diberikan.nilai)) {
    violations.Add(field + ".nilai", "must be 0 to 100", "harus 0 sampai dengan 100");
  }
  if (diberikan.nilai && diberikan.tidak_berlaku) {
    violations.Add(field, "has a value and does not apply", "bernilai tetapi tidak berlaku");
  }
}

NilaiKomponen Selesai(NilaiKomponen nilai, Skor& skor) {
  nilai.langkah = std::exchange(skor.langkah, {});
  return nilai;
}

Ratio Seratus() {
  return Ratio::FromInt(100);
}

bool DalamPersen(const Ratio& value) {
  return value.Sign() >= 0 && value <= Seratus();
}

void Gabungkan(std::string_view nama, const std::vector<AspekSkor>& aspek,
               const std::vector<NilaiKomponen>& nilai, const Ratio& pengurang, Skor& skor) {
  const bool banyak_aspek = aspek.size() > 1;
  Timbangan seluruh;
  std::vector<std::pair<const AspekSkor*, Ratio>> bernilai;  // and Σ bobot of their components
  size_t first = 0;
  for (const AspekSkor& satu : aspek) {
    Timbangan timbangan = NilaiAspek(satu, nilai, first, skor);
    first += satu.komponen.size();
    if (timbangan.bobot.empty()) {
      continue;
    }
    bernilai.emplace_back(&satu, JumlahBobot(timbangan));
    const std::string judul = banyak_aspek ? absl::StrCat("Aspek ", satu.nama)
                                           : absl::StrCat("Nilai ", std::string(nama));
    const Ratio hasil = Timbang(skor, judul, std::move(timbangan));
    seluruh.nilai.push_back(Masukan(Pengenal(satu.nama), hasil));
    seluruh.bobot.push_back(satu.bobot);
  }
  skor.pengurang = pengurang;
  if (bernilai.empty()) {
    skor.alasan = "Tidak ada komponen yang bernilai";
    return;
  }
  const Ratio jumlah_bobot = JumlahBobot(seluruh);
  for (const auto& [satu, jumlah] : bernilai) {
    BagiBobot(satu->nama, Bagi(satu->bobot * Seratus(), jumlah_bobot), jumlah, skor);
  }
  Ratio hasil = seluruh.nilai.front().tepat;
  if (banyak_aspek) {
    hasil = Timbang(skor, absl::StrCat("Nilai ", std::string(nama)), std::move(seluruh));
  }
  if (!pengurang.IsZero()) {
    hasil = Tambah(skor, absl::StrCat(std::string(nama), " setelah pengurang"),
                   "max(0; nilai − pengurang)",
                   {Masukan("nilai", hasil), Masukan("pengurang", pengurang)},
                   ratio::Max(Ratio(), hasil - pengurang));
  }
  skor.hasil = hasil;
}

MasukanSkor Masukan(std::string nama, Ratio nilai) {
  std::string teks = nilai.FormatIndonesian(kDesimalTampil, true);
  return {.nama = std::move(nama), .nilai = std::move(teks), .tepat = std::move(nilai)};
}

MasukanSkor Masukan(std::string nama, money::Rupiah nilai) {
  return Masukan(std::move(nama), Ratio::FromRupiah(nilai));
}

Ratio Tambah(Skor& skor, std::string nama, std::string rumus, std::vector<MasukanSkor> masukan,
             Ratio hasil) {
  skor.langkah.push_back({std::move(nama), std::move(rumus), std::move(masukan), hasil});
  return hasil;
}

Ratio TambahJumlah(Skor& skor, std::string nama, std::vector<MasukanSkor> masukan) {
  Ratio jumlah;
  for (const MasukanSkor& satu : masukan) {
    jumlah = jumlah + satu.tepat;
  }
  std::string rumus = Deret(masukan);
  return Tambah(skor, std::move(nama), std::move(rumus), std::move(masukan), std::move(jumlah));
}

Ratio TambahRata(Skor& skor, std::string nama, std::vector<MasukanSkor> masukan) {
  std::vector<Ratio> nilai;
  for (const MasukanSkor& satu : masukan) {
    nilai.push_back(satu.tepat);
  }
  std::string rumus = absl::StrCat("(", Deret(masukan), ") / ", masukan.size());
  Ratio hasil = ratio::Mean(nilai).value_or(Ratio());
  return Tambah(skor, std::move(nama), std::move(rumus), std::move(masukan), std::move(hasil));
}

Ratio TambahRataTertimbang(Skor& skor, std::string nama, const std::vector<MasukanSkor>& bobot,
                           const std::vector<MasukanSkor>& nilai) {
  assert(bobot.size() == nilai.size());
  std::vector<std::string> atas;
  std::vector<MasukanSkor> masukan;
  Ratio jumlah;
  Ratio jumlah_bobot;
  for (size_t i = 0; i < bobot.size(); ++i) {
    atas.push_back(absl::StrCat(bobot[i].nama, " × ", nilai[i].nama));
    jumlah = jumlah + bobot[i].tepat * nilai[i].tepat;
    jumlah_bobot = jumlah_bobot + bobot[i].tepat;
    masukan.push_back(bobot[i]);
    masukan.push_back(nilai[i]);
  }
  return Tambah(skor, std::move(nama),
                absl::StrCat("(", absl::StrJoin(atas, " + "), ") / (", Deret(bobot), ")"),
                std::move(masukan), Bagi(jumlah, jumlah_bobot));
}

std::string Pengenal(std::string_view nama) {
  std::string pengenal(nama);
  std::replace(pengenal.begin(), pengenal.end(), ' ', '_');
  return pengenal;
}

absl::StatusOr<Ratio> RerataGeometrik(const std::vector<Ratio>& values) {
  if (values.empty()) {
    return absl::InvalidArgumentError("the geometric mean of no values");
  }
  mpq_class product = 1;
  for (const Ratio& value : values) {
    if (value.Sign() < 0) {
      return absl::InvalidArgumentError("the geometric mean of a value below 0");
    }
    product *= mpq_class(value.ToCanonical());
  }
  // floor(root(x × 10^d)) = root(floor(x × 10^(n·d))), so one integer root has every digit right.
  const auto n = static_cast<unsigned long>(values.size());
  mpz_class scale;
  mpz_ui_pow_ui(scale.get_mpz_t(), 10, n * kDesimalGeometrik);
  const mpz_class scaled = product.get_num() * scale / product.get_den();
  mpz_class root;
  mpz_root(root.get_mpz_t(), scaled.get_mpz_t(), n);
  mpz_class unit;
  mpz_ui_pow_ui(unit.get_mpz_t(), 10, kDesimalGeometrik);
  mpq_class result(root, unit);
  result.canonicalize();
  return Ratio::FromCanonical(
      absl::StrCat(result.get_num().get_str(), "/", result.get_den().get_str()));
}

}  // namespace sakip::budget
