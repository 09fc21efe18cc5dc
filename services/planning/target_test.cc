#include "services/planning/target.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/planning/test_refusal.h"

namespace sakip::planning {
namespace {

constexpr KeadaanTarget kTerbaca = KeadaanTarget::kTerbaca;

std::string Read(std::optional<std::string_view> satuan, Mode mode, Target& target) {
  Findings findings;
  ReadTarget("t", satuan, mode, target, findings);
  return Refusal(findings.ToStatus());
}

TEST(Target, IsReadFromItsTextOrNumber) {
  struct Case {
    Target given;
    const char* satuan;
    Target read;
  };
  const std::vector<Case> cases = {
      {{"77,5%", "", "", {}}, "%", {"77,5%", "77.5", "%", kTerbaca}},
      {{"0,20%", "", "", {}}, "persen", {"0,20%", "0.2", "%", kTerbaca}},
      {{"2 Laporan", "2", "lap", {}}, "Laporan", {"2 Laporan", "2", "Laporan", kTerbaca}},
      {{"1", "", "Lap", {}}, "Lap", {"1", "1", "Lap", kTerbaca}},
      {{"", "077.50", "%", {}}, "%", {"", "77.5", "%", kTerbaca}},
      {{"0", "", "", {}}, "", {"0", "0", "", kTerbaca}},
      {{"3 Kecamatan", "", "", {}}, nullptr, {"3 Kecamatan", "3", "Kecamatan", kTerbaca}},
  };
  for (const Case& c : cases) {
    for (const Mode mode : {Mode::kBerjalan, Mode::kHistoris}) {
      Target target = c.given;
      const auto satuan =
          c.satuan == nullptr ? std::nullopt : std::optional<std::string_view>(c.satuan);
      EXPECT_EQ(Read(satuan, mode, target), "") << c.given.teks;
      EXPECT_EQ(target, c.read) << c.given.teks << " -> " << target.angka << target.satuan;
    }
  }
}

TEST(Target, WhatCannotBePlannedWithIsRefused) {
  struct Case {
    Target given;
    std::string berjalan;
    std::string historis;
    KeadaanTarget keadaan;
  };
  constexpr KeadaanTarget kBukanAngka = KeadaanTarget::kBukanAngka;
  constexpr KeadaanTarget kSatuanBerbeda = KeadaanTarget::kSatuanBerbeda;
  const std::vector<Case> cases = {
      {{"", "", "%", {}}, "INVALID_FIELD t", "INVALID_FIELD t", kTerbaca},
      {{"", "x", "%", {}}, "INVALID_FIELD t.angka", "INVALID_FIELD t.angka", kTerbaca},
      {{"", "-1", "%", {}}, "INVALID_FIELD t.angka", "INVALID_FIELD t.angka", kTerbaca},
      {{"5%", "6", "", {}}, "INVALID_FIELD t.angka", "INVALID_FIELD t.angka", kTerbaca},
      {{"5%", "", "Lap", {}}, "INVALID_FIELD t.satuan", "INVALID_FIELD t.satuan", kTerbaca},
      {{"NaN", "", "%", {}}, "INVALID_FIELD t.teks", "", kBukanAngka},
      {{"-5%", "", "", {}}, "INVALID_FIELD t.teks", "", kBukanAngka},
      {{"77.5", "77.5", "%", {}}, "INVALID_FIELD t.teks", "", kTerbaca},
      {{"2 Laporan", "", "", {}}, "INVALID_FIELD t.satuan", "", kSatuanBerbeda},
      {{"12", "", "", {}}, "INVALID_FIELD t.satuan", "", kSatuanBerbeda},
  };
  for (const Case& c : cases) {
    Target berjalan = c.given;
    EXPECT_EQ(Read("%", Mode::kBerjalan, berjalan), c.berjalan) << c.given.teks;
    Target historis = c.given;
    EXPECT_EQ(Read("%", Mode::kHistoris, historis), c.historis) << c.given.teks;
    EXPECT_EQ(historis.keadaan, c.keadaan) << c.given.teks;
    EXPECT_EQ(historis.teks, c.given.teks);
  }
}

}  // namespace
}  // namespace sakip::planning
