#include "services/budget/laporan_wire.h"

#include <gtest/gtest.h>

#include <set>

namespace sakip::budget {
namespace {

// Every value of an enum but the unspecified one.
std::set<int> Values(const google::protobuf::EnumDescriptor* type) {
  std::set<int> values;
  for (int i = 0; i < type->value_count(); ++i) {
    if (type->value(i)->number() != 0) {
      values.insert(type->value(i)->number());
    }
  }
  return values;
}

TEST(LaporanWireTest, EveryKelompokIsRead) {
  std::set<Kelompok> kelompok;
  for (const int value : Values(v1::Kelompok_descriptor())) {
    const auto hasil = ToKelompok(static_cast<v1::Kelompok>(value), Kelompok::kBaris);
    ASSERT_TRUE(hasil.ok()) << value;
    kelompok.insert(*hasil);
  }
  EXPECT_EQ(kelompok.size(), Values(v1::Kelompok_descriptor()).size());
  EXPECT_EQ(*ToKelompok(v1::KELOMPOK_UNSPECIFIED, Kelompok::kAkun), Kelompok::kAkun);
  EXPECT_FALSE(ToKelompok(static_cast<v1::Kelompok>(99), Kelompok::kAkun).ok());
}

TEST(LaporanWireTest, EverySourceGoesBothWays) {
  for (const int value : Values(v1::SumberPembanding_descriptor())) {
    const auto sumber = ToSumberPembanding(static_cast<v1::SumberPembanding>(value));
    ASSERT_TRUE(sumber.ok()) << value;
    Selisih selisih;
    selisih.sumber = *sumber;
    EXPECT_EQ(ToWire("6474", selisih).sumber(), value);
  }
  EXPECT_FALSE(ToSumberPembanding(v1::SUMBER_PEMBANDING_UNSPECIFIED).ok());
}

TEST(LaporanWireTest, EveryStateOfADifferenceIsWritten) {
  std::set<int> written;
  for (const auto status :
       {StatusSelisih::kTerbuka, StatusSelisih::kDijelaskan, StatusSelisih::kSelesai}) {
    Selisih selisih;
    selisih.status = status;
    written.insert(ToWire("6474", selisih).status());
  }
  EXPECT_EQ(written, Values(v1::StatusSelisih_descriptor()));
}

TEST(LaporanWireTest, EveryKindOfExceptionIsWritten) {
  std::set<int> written;
  for (int i = 0; i <= static_cast<int>(JenisPengecualian::kDipecah); ++i) {
    Pengecualian temuan;
    temuan.jenis = static_cast<JenisPengecualian>(i);
    written.insert(ToWire("6474", temuan).jenis());
  }
  EXPECT_EQ(written, Values(v1::JenisPengecualian_descriptor()));
}

TEST(LaporanWireTest, WhatAnExceptionIsAboutIsNamed) {
  using Hal = Pengecualian::Hal;
  const std::pair<Hal, const char*> cases[] = {
      {Hal::kBaris, "satker/6474/pagu/x"},        {Hal::kTagihan, "satker/6474/tagihan/x"},
      {Hal::kKomitmen, "satker/6474/komitmen/x"}, {Hal::kRevisi, "satker/6474/revisi/x"},
      {Hal::kKoreksi, "satker/6474/koreksi/x"},   {Hal::kPembukaan, "satker/6474/pembukaan/x"},
  };
  for (const auto& [hal, name] : cases) {
    Pengecualian temuan;
    temuan.hal = hal;
    temuan.id = "x";
    EXPECT_EQ(ToWire("6474", temuan).name(), name);
  }
}

}  // namespace
}  // namespace sakip::budget
