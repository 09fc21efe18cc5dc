#ifndef SAKIP_SERVICES_BUDGET_SKOR_TEST_UTIL_H_
#define SAKIP_SERVICES_BUDGET_SKOR_TEST_UTIL_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/budget/skor.h"
#include "services/budget/skor_langkah.h"
#include "services/budget/skor_rules.h"

// What the tests of the scores share.
namespace sakip::budget::testing {

inline ratio::Ratio R(std::string_view decimal) {
  return ratio::Ratio::FromDecimal(decimal).value();
}

inline const SkorRules& Shipped() {
  static const auto* const rules = new SkorRules(ShippedSkorRules().value());
  return *rules;
}

inline const KomponenSkor& KomponenOf(const Skor& skor, std::string_view kode) {
  const auto found = std::find_if(skor.komponen.begin(), skor.komponen.end(),
                                  [&](const KomponenSkor& one) { return one.kode == kode; });
  EXPECT_NE(found, skor.komponen.end()) << kode;
  return *found;
}

inline std::vector<LangkahSkor> LangkahOf(const Skor& skor) {
  std::vector<LangkahSkor> all;
  for (const KomponenSkor& komponen : skor.komponen) {
    all.insert(all.end(), komponen.langkah.begin(), komponen.langkah.end());
  }
  all.insert(all.end(), skor.langkah.begin(), skor.langkah.end());
  return all;
}

// The hasil of a step with two decimals; empty when there is no such step.
inline std::string HasilOf(const Skor& skor, std::string_view nama) {
  for (const LangkahSkor& langkah : LangkahOf(skor)) {
    if (langkah.nama == nama) {
      return langkah.hasil.FormatIndonesian(2);
    }
  }
  return "";
}

// The value of a component with two decimals; empty without one.
inline std::string NilaiOf(const Skor& skor, std::string_view kode) {
  const KomponenSkor& komponen = KomponenOf(skor, kode);
  return komponen.nilai ? komponen.nilai->FormatIndonesian(2) : "";
}

// Evaluates the language of LangkahSkor::rumus, exactly.
class Penilai {
 public:
  explicit Penilai(const LangkahSkor& langkah) : rest_(langkah.rumus) {
    for (const MasukanSkor& satu : langkah.masukan) {
      EXPECT_TRUE(masukan_.emplace(satu.nama, satu.tepat).second) << satu.nama;
    }
  }

  ratio::Ratio Jumlah() {
    ratio::Ratio value = Kali();
    for (;;) {
      if (Take("+")) {
        value = value + Kali();
      } else if (Take("−")) {
        value = value - Kali();
      } else {
        return value;
      }
    }
  }

  bool AtEnd() {
    Blank();
    return rest_.empty();
  }

 private:
  ratio::Ratio Kali() {
    ratio::Ratio value = Operan();
    for (;;) {
      if (Take("×")) {
        value = value * Operan();
      } else if (Take("/")) {
        const auto quotient = ratio::Div(value, Operan());
        EXPECT_TRUE(quotient.ok());
        value = quotient.value_or(ratio::Ratio());
      } else {
        return value;
      }
    }
  }

  ratio::Ratio Operan() {
    if (Take("(")) {
      const ratio::Ratio value = Jumlah();
      EXPECT_TRUE(Take(")")) << rest_;
      return value;
    }
    if (Take("|")) {
      const ratio::Ratio value = Jumlah();
      EXPECT_TRUE(Take("|")) << rest_;
      return ratio::Abs(value);
    }
    const std::string kata = Kata();
    if (Take("(")) {
      return Fungsi(kata);
    }
    if (const auto found = masukan_.find(kata); found != masukan_.end()) {
      return found->second;
    }
    std::string angka = kata;
    std::replace(angka.begin(), angka.end(), ',', '.');
    const auto number = ratio::Ratio::FromDecimal(angka);
    EXPECT_TRUE(number.ok()) << kata;
    return number.value_or(ratio::Ratio());
  }

  ratio::Ratio Fungsi(const std::string& nama) {
    std::vector<ratio::Ratio> values = {Jumlah()};
    while (Take(";")) {
      values.push_back(Jumlah());
    }
    EXPECT_TRUE(Take(")")) << rest_;
    if (nama == "min") {
      return *std::min_element(values.begin(), values.end());
    }
    if (nama == "max") {
      return *std::max_element(values.begin(), values.end());
    }
    EXPECT_EQ(nama, "rerata_geometrik");
    return RerataGeometrik(values).value();
  }

  std::string Kata() {
    Blank();
    const size_t end = std::min(rest_.find_first_of(" ;()|"), rest_.size());
    std::string kata(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return kata;
  }

  void Blank() {
    while (rest_.starts_with(' ')) {
      rest_.remove_prefix(1);
    }
  }

  bool Take(std::string_view token) {
    Blank();
    if (!rest_.starts_with(token)) {
      return false;
    }
    rest_.remove_prefix(token.size());
    return true;
  }

  std::string_view rest_;
  std::map<std::string, ratio::Ratio> masukan_;
};

// Every step is worth what it says, the last one is the result, and result and components agree and
// keep their range.
inline void ExpectMenjelaskan(const Skor& skor) {
  for (const LangkahSkor& langkah : LangkahOf(skor)) {
    SCOPED_TRACE(langkah.nama + ": " + langkah.rumus);
    Penilai penilai(langkah);
    EXPECT_EQ(penilai.Jumlah(), langkah.hasil);
    EXPECT_TRUE(penilai.AtEnd());
    for (const MasukanSkor& satu : langkah.masukan) {
      EXPECT_EQ(satu.nilai, satu.tepat.FormatIndonesian(8, true));
    }
  }
  ratio::Ratio sumbangan;
  ratio::Ratio bobot;
  for (const KomponenSkor& komponen : skor.komponen) {
    SCOPED_TRACE(komponen.kode);
    EXPECT_EQ(komponen.nilai.has_value(), komponen.status == StatusKomponen::kDihitung);
    EXPECT_EQ(komponen.nilai.has_value(), komponen.alasan.empty());
    EXPECT_EQ(komponen.nilai.has_value(), komponen.bobot_efektif.Sign() > 0);
    EXPECT_TRUE(DalamPersen(komponen.nilai.value_or(ratio::Ratio())));
    if (komponen.nilai && !komponen.langkah.empty()) {
      EXPECT_EQ(*komponen.nilai, komponen.langkah.back().hasil);
    }
    sumbangan = sumbangan + komponen.sumbangan;
    bobot = bobot + komponen.bobot_efektif;
  }
  EXPECT_EQ(skor.hasil.has_value(), skor.alasan.empty());
  if (skor.hasil) {
    EXPECT_TRUE(DalamPersen(*skor.hasil));
    EXPECT_EQ(*skor.hasil, skor.langkah.back().hasil);
    EXPECT_EQ(*skor.hasil, ratio::Max(ratio::Ratio(), sumbangan - skor.pengurang));
    EXPECT_EQ(bobot, Seratus());
  }
}

}  // namespace sakip::budget::testing

#endif  // SAKIP_SERVICES_BUDGET_SKOR_TEST_UTIL_H_
