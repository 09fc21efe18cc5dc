#include "services/performance/capaian.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "services/performance/test_plan.h"

namespace sakip::performance {
namespace {

using testing::MakeIndikator;
using testing::MakeRealisasi;
using testing::R;
using testing::Rules;
using testing::Tertulis;

Capaian Compute(const std::string& target, const NilaiTahun& realisasi,
                Polaritas polaritas = Polaritas::kMaximize, const RuleSet& rules = Rules()) {
  Perjanjian pk;
  pk.name = "satker/6474/perjanjianKinerja/2017-ketua";
  const Indikator indikator = MakeIndikator("x", "%", polaritas);
  const BarisPerjanjian baris{.nomor = 1,
                              .sasaran = "Sasaran",
                              .indikator = indikator.name,
                              .uraian = "",
                              .target = Tertulis(target)};
  return HitungCapaian(pk, baris, indikator, realisasi, rules);
}

NilaiTahun OfYear(const std::string& text, StatusRealisasi status = StatusRealisasi::kMeasured) {
  const Realisasi one = MakeRealisasi("x", "2017", text, status);
  return Akumulasikan(Akumulasi::kLast, {&one});
}

// Evaluates "+ − × /", brackets and numbers with decimal comma, exactly.
class Evaluator {
 public:
  explicit Evaluator(std::string_view text) : rest_(text) {}

  ratio::Ratio Sum() {
    ratio::Ratio value = Product();
    for (;;) {
      if (Take("+")) {
        value = value + Product();
      } else if (Take("−")) {
        value = value - Product();
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
  ratio::Ratio Product() {
    ratio::Ratio value = Operand();
    for (;;) {
      if (Take("×")) {
        value = value * Operand();
      } else if (Take("/")) {
        value = ratio::Div(value, Operand()).value();
      } else {
        return value;
      }
    }
  }

  ratio::Ratio Operand() {
    if (Take("(")) {
      const ratio::Ratio value = Sum();
      EXPECT_TRUE(Take(")")) << rest_;
      return value;
    }
    const bool negative = Take("-");
    std::string digits;
    while (!rest_.empty() && std::string_view("0123456789.,").find(rest_[0]) != rest_.npos) {
      if (rest_[0] != '.') {
        digits.push_back(rest_[0] == ',' ? '.' : rest_[0]);
      }
      rest_.remove_prefix(1);
    }
    const auto number = ratio::Ratio::FromDecimal(digits);
    EXPECT_TRUE(number.ok()) << digits;
    return negative ? -number.value_or(R("0")) : number.value_or(R("0"));
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
};

// What the explanation's expression is worth; nullopt without one.
std::optional<ratio::Ratio> Explained(const Capaian& capaian) {
  constexpr std::string_view kStep = "Perhitungan: ";
  for (const std::string& step : capaian.penjelasan) {
    if (!step.starts_with(kStep)) {
      continue;
    }
    std::string_view text = std::string_view(step).substr(kStep.size());
    const size_t end = std::min(text.find(" = "), text.find(" ≈ "));
    Evaluator evaluator(text.substr(0, end));
    const ratio::Ratio value = evaluator.Sum();
    EXPECT_TRUE(evaluator.AtEnd()) << step;
    return value;
  }
  return std::nullopt;
}

struct Case {
  std::string target, realisasi;
  Polaritas polaritas;
  std::string mentah, dibatasi;  // two decimals
};

TEST(Capaian, Computed) {
  constexpr auto kMax = Polaritas::kMaximize;
  constexpr auto kMin = Polaritas::kMinimize;
  const Case cases[] = {
      {"77,5%", "79,9%", kMax, "103,10", "103,10"},
      {"75%", "40,9%", kMax, "54,53", "54,53"},
      {"80%", "100%", kMax, "125,00", "120,00"},
      {"60%", "100%", kMax, "166,67", "120,00"},
      {"12 Bln", "9 bulan", kMax, "75,00", "75,00"},
      {"2 Laporan", "0 Laporan", kMax, "0,00", "0,00"},
      {"7", "6,5", kMin, "107,14", "107,14"},
      {"8", "9", kMin, "87,50", "87,50"},
      {"10", "5", kMin, "150,00", "120,00"},
      {"10", "0", kMin, "200,00", "120,00"},
      {"10", "25", kMin, "-50,00", "0,00"},
  };
  for (const Case& c : cases) {
    const Capaian got = Compute(c.target, OfYear(c.realisasi), c.polaritas);
    SCOPED_TRACE(c.target + " / " + c.realisasi);
    ASSERT_EQ(got.status, StatusCapaian::kComputed) << got.alasan;
    EXPECT_EQ(got.mentah->FormatIndonesian(2), c.mentah);
    EXPECT_EQ(got.dibatasi->FormatIndonesian(2), c.dibatasi);
    EXPECT_EQ(Explained(got), got.mentah);
    EXPECT_EQ(got.alasan, "");
    EXPECT_EQ(got.aturan, Rules().id);
  }
}

TEST(Capaian, StatesInTheirOrder) {
  constexpr auto kMeasured = StatusRealisasi::kMeasured;
  const struct {
    std::string target, realisasi;
    StatusRealisasi status;
    StatusCapaian want;
  } cases[] = {
      {"100%", "Tidak ada kasus", StatusRealisasi::kNoCase, StatusCapaian::kNoCase},
      {"0", "Tidak ada kasus", StatusRealisasi::kNoCase, StatusCapaian::kNoCase},
      {"100%", "", StatusRealisasi::kNotApplicable, StatusCapaian::kNotApplicable},
      {"100%", "", StatusRealisasi::kMissing, StatusCapaian::kMissing},
      {"100%", "", StatusRealisasi::kRejected, StatusCapaian::kMissing},
      {"0", "100%", kMeasured, StatusCapaian::kTZero},
      {"0", "tidak terbaca", kMeasured, StatusCapaian::kTZero},
      {"-5", "3", kMeasured, StatusCapaian::kTZero},
      {"2 Laporan", "100%", kMeasured, StatusCapaian::kUnitMismatch},
      {"5 Laporan", "100%", kMeasured, StatusCapaian::kUnitMismatch},
      {"1", "100%", kMeasured, StatusCapaian::kUnitMismatch},
      {"100%", "belum selesai", kMeasured, StatusCapaian::kUnitMismatch},
      {"sesuai jadwal", "100%", kMeasured, StatusCapaian::kUnitMismatch},
  };
  for (const auto& c : cases) {
    const Capaian got = Compute(c.target, OfYear(c.realisasi, c.status));
    SCOPED_TRACE(c.target + " / " + c.realisasi);
    EXPECT_EQ(got.status, c.want);
    EXPECT_NE(got.alasan, "");
    EXPECT_EQ(got.mentah, std::nullopt);
    EXPECT_EQ(got.dibatasi, std::nullopt);
    EXPECT_EQ(got.kategori, "");
    EXPECT_TRUE(got.penjelasan.empty());
  }
}

TEST(Capaian, ATargetOfZeroIsAStateForBothPolarities) {
  for (const Polaritas polaritas : {Polaritas::kMaximize, Polaritas::kMinimize}) {
    for (const char* realisasi : {"0%", "0,20%", "100%"}) {
      const Capaian got = Compute("0%", OfYear(realisasi), polaritas);
      EXPECT_EQ(got.status, StatusCapaian::kTZero) << realisasi;
      EXPECT_EQ(got.alasan, "Target 0: capaian tidak dapat dihitung");
      EXPECT_EQ(got.mentah, std::nullopt);
    }
  }
}

TEST(Capaian, ARuleSetMayGiveATargetOfZeroAValue) {
  RuleSet rules = Rules();
  rules.minimize_nol = TargetNol::kSeratusAtauNol;
  const struct {
    std::string target, realisasi, mentah;
  } cases[] = {{"0", "0", "100,00"}, {"0%", "0,20%", "0,00"}};
  for (const auto& c : cases) {
    const Capaian got = Compute(c.target, OfYear(c.realisasi), Polaritas::kMinimize, rules);
    ASSERT_EQ(got.status, StatusCapaian::kComputed) << got.alasan;
    EXPECT_EQ(got.mentah->FormatIndonesian(2), c.mentah);
    EXPECT_EQ(Explained(got), got.mentah);
  }
  EXPECT_EQ(Compute("0", OfYear("0"), Polaritas::kMaximize, rules).status, StatusCapaian::kTZero);
  EXPECT_EQ(Compute("0", OfYear("1%"), Polaritas::kMinimize, rules).status,
            StatusCapaian::kUnitMismatch);
}

TEST(Capaian, NeverReportedIsMissing) {
  const Capaian got = Compute("77,5%", Akumulasikan(Akumulasi::kLast, {}));
  EXPECT_EQ(got.status, StatusCapaian::kMissing);
  EXPECT_EQ(got.alasan, "Realisasi belum dilaporkan");
}

TEST(Capaian, ExplainsEachStep) {
  EXPECT_EQ(Compute("80%", OfYear("100%")).penjelasan,
            (std::vector<std::string>{
                "Rumus: realisasi / target × 100 (maximize)", "Perhitungan: 100 / 80 × 100 = 125",
                "Dibatasi 120 (aturan capaian-2015@000000000000)", "Kategori: Sangat Tinggi"}));
  EXPECT_EQ(Compute("7", OfYear("6,5"), Polaritas::kMinimize).penjelasan,
            (std::vector<std::string>{"Rumus: (2 × target − realisasi) / target × 100 (minimize)",
                                      "Perhitungan: (2 × 7 − 6,5) / 7 × 100 ≈ 107,14285714",
                                      "Kategori: Sangat Tinggi"}));
}

struct PeriodCase {
  Akumulasi akumulasi;
  std::vector<std::pair<std::string, std::string>> values;
  std::string target, mentah;
};

TEST(Capaian, PeriodsMakeTheYear) {
  const PeriodCase cases[] = {
      {Akumulasi::kSum, {{"2017-01", "1"}, {"2017-02", "1"}, {"2017-03", "7"}}, "12", "75,00"},
      {Akumulasi::kCumulative,
       {{"2017-TW1", "2"}, {"2017-TW2", "5"}, {"2017-TW3", "9"}},
       "12",
       "75,00"},
      {Akumulasi::kLast, {{"2017-TW1", "90%"}, {"2017-TW2", "60%"}}, "80%", "75,00"},
      {Akumulasi::kAverage,
       {{"2017-01", "100%"}, {"2017-02", "50%"}, {"2017-03", "50%"}},
       "100%",
       "66,67"},
      {Akumulasi::kAverage, {{"2017-01", "1.000"}, {"2017-02", "500,5"}}, "1.500", "50,02"},
  };
  for (const PeriodCase& c : cases) {
    std::vector<Realisasi> values;
    for (const auto& [periode, text] : c.values) {
      values.push_back(MakeRealisasi("x", periode, text));
    }
    std::vector<const Realisasi*> pointers;
    for (const Realisasi& one : values) {
      pointers.push_back(&one);
    }
    const Capaian got = Compute(c.target, Akumulasikan(c.akumulasi, pointers));
    SCOPED_TRACE(c.target);
    ASSERT_EQ(got.status, StatusCapaian::kComputed) << got.alasan;
    EXPECT_EQ(got.mentah->FormatIndonesian(2), c.mentah);
    EXPECT_EQ(Explained(got), got.mentah);
    EXPECT_TRUE(got.penjelasan[1].starts_with("Realisasi tahun: ")) << got.penjelasan[1];
  }
}

TEST(Akumulasi, CountsOnlyMeasuredPeriods) {
  const Realisasi january = MakeRealisasi("x", "2017-01", "80%");
  const Realisasi none = MakeRealisasi("x", "2017-02", "Tidak ada kasus", StatusRealisasi::kNoCase);
  const NilaiTahun some = Akumulasikan(Akumulasi::kAverage, {&january, &none});
  EXPECT_EQ(some.status, StatusRealisasi::kMeasured);
  EXPECT_EQ(some.angka, R("80"));
  const Realisasi na = MakeRealisasi("x", "2017-01", "", StatusRealisasi::kNotApplicable);
  EXPECT_EQ(Akumulasikan(Akumulasi::kSum, {&na, &none}).status, StatusRealisasi::kNoCase);
  EXPECT_EQ(Akumulasikan(Akumulasi::kSum, {&na}).status, StatusRealisasi::kNotApplicable);
}

TEST(Akumulasi, DoesNotAddDifferentUnits) {
  const Realisasi january = MakeRealisasi("x", "2017-01", "2 Laporan");
  const Realisasi february = MakeRealisasi("x", "2017-02", "50%");
  const NilaiTahun year = Akumulasikan(Akumulasi::kSum, {&january, &february});
  EXPECT_EQ(year.angka, std::nullopt);
  EXPECT_EQ(Compute("4 Laporan", year).status, StatusCapaian::kUnitMismatch);
}

TEST(Akumulasi, ShowsAMeanThatDoesNotEndWithEightDecimals) {
  const Realisasi a = MakeRealisasi("x", "2017-01", "100%");
  const Realisasi b = MakeRealisasi("x", "2017-02", "50%");
  const Realisasi c = MakeRealisasi("x", "2017-03", "50%");
  const NilaiTahun year = Akumulasikan(Akumulasi::kAverage, {&a, &b, &c});
  EXPECT_EQ(year.nilai.angka, "66.66666667");
  EXPECT_EQ(year.nilai.raw, "66,66666667%");
  EXPECT_EQ(year.langkah,
            "Realisasi tahun: rata-rata 3 periode, ((100 + 50 + 50) / 3) ≈ 66,66666667");
}

TEST(Capaian, MonotoneInRealisasiByPolarity) {
  const uint32_t seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  std::uniform_int_distribution<int> number(0, 30'000);
  const auto text = [](int value) {
    return std::to_string(value / 100) + "," + std::to_string(value % 100 + 100).substr(1) + "%";
  };
  for (int round = 0; round < 500; ++round) {
    const std::string target = text(number(random) + 1);
    int low = number(random);
    int high = number(random);
    if (low > high) {
      std::swap(low, high);
    }
    const auto value = [&](int realisasi, Polaritas polaritas) {
      const Capaian got = Compute(target, OfYear(text(realisasi)), polaritas);
      EXPECT_EQ(Explained(got), got.mentah);
      return got;
    };
    const Capaian max_low = value(low, Polaritas::kMaximize);
    const Capaian max_high = value(high, Polaritas::kMaximize);
    EXPECT_LE(*max_low.mentah, *max_high.mentah);
    EXPECT_LE(*max_low.dibatasi, *max_high.dibatasi);
    const Capaian min_low = value(low, Polaritas::kMinimize);
    const Capaian min_high = value(high, Polaritas::kMinimize);
    EXPECT_GE(*min_low.mentah, *min_high.mentah);
    EXPECT_GE(*min_low.dibatasi, *min_high.dibatasi);
  }
}

}  // namespace
}  // namespace sakip::performance
