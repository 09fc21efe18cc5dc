#include "services/sakipctl/berkas_pecah.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sakip::sakipctl {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Hasil {
  absl::Status status;
  std::vector<std::string> isi;
  std::vector<std::vector<int>> baris;
};

Hasil Belah(const std::string& csv, size_t baris, size_t bytes = 10'000) {
  Hasil hasil;
  hasil.status = Pecah(csv, "Nomor  SP2D", {baris, bytes}, [&](const Potongan& satu) {
    hasil.isi.push_back(satu.isi);
    hasil.baris.push_back(satu.baris);
    return absl::OkStatus();
  });
  return hasil;
}

TEST(BerkasPecahTest, EveryPartHasTheHeadingAndWholeSp2d) {
  const Hasil hasil = Belah("jumlah;nomor_sp2d\n1;A\n2;A\n3;B\n4;B\n5;C\n", 3);
  ASSERT_TRUE(hasil.status.ok()) << hasil.status;
  EXPECT_THAT(hasil.isi,
              ElementsAre("jumlah,nomor_sp2d\n1,A\n2,A\n", "jumlah,nomor_sp2d\n3,B\n4,B\n5,C\n"));
  EXPECT_THAT(hasil.baris, ElementsAre(ElementsAre(1, 1, 2, 3), ElementsAre(1, 1, 4, 5, 6)));
}

TEST(BerkasPecahTest, PartsStayBelowTheBytesOfACall) {
  std::string csv = "nomor_sp2d,jumlah\n";
  for (int i = 0; i < 500; ++i) {
    csv += std::to_string(10'000 + i) + ",1\n";
  }
  size_t rows = 0;
  const absl::Status status = Pecah(csv, "nomor_sp2d", {1'000, 200}, [&rows](const Potongan& satu) {
    EXPECT_LE(satu.isi.size(), 200u);
    rows += satu.rows;
    return absl::OkStatus();
  });
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_EQ(rows, 500u);
}

TEST(BerkasPecahTest, PlacesAreThoseOfTheWholeFile) {
  const Hasil hasil = Belah("nomor_sp2d,keterangan\nA,\"dua\nbaris, \"\"ya\"\"\"\nB,x\nC,y\n", 2);
  ASSERT_TRUE(hasil.status.ok()) << hasil.status;
  ASSERT_EQ(hasil.isi.size(), 2u);
  EXPECT_EQ(hasil.isi[0], "nomor_sp2d,keterangan\nA,\"dua\nbaris, \"\"ya\"\"\"\nB,x\n");
  // Line 4 of the first part is B, line 2 of the second C.
  EXPECT_EQ(JalurUtuh("berkas[4].jumlah", hasil.baris[0]), "berkas[4].jumlah");
  EXPECT_EQ(JalurUtuh("berkas[2].jumlah", hasil.baris[1]), "berkas[5].jumlah");
  EXPECT_EQ(JalurUtuh("berkas", hasil.baris[1]), "berkas");
  EXPECT_EQ(JalurUtuh("tahun", hasil.baris[1]), "tahun");
}

TEST(BerkasPecahTest, ListsThatCannotBeSplitAreRefused) {
  const std::string judul = "nomor_sp2d,jumlah\n";
  EXPECT_THAT(Belah(judul + "A,1\nB,1\nA,1\n", 9).status.message(), HasSubstr("line 4: SP2D A"));
  EXPECT_THAT(Belah(judul + "A,1\nA,1\nA,1\n", 2).status.message(), HasSubstr("line 4: SP2D A"));
  EXPECT_THAT(Belah("jumlah\n1\n", 2).status.message(), HasSubstr("no heading"));
  EXPECT_THAT(Belah(judul + "\"A,1\n", 2).status.message(), HasSubstr("line 2"));
  EXPECT_FALSE(Belah("", 2).status.ok());
}

TEST(BerkasPecahTest, TheFirstErrorOfACallEndsIt) {
  int calls = 0;
  const absl::Status status =
      Pecah("nomor_sp2d\nA\nB\nC\n", "nomor_sp2d", {1, 1'000}, [&calls](const Potongan&) {
        return ++calls == 2 ? absl::AbortedError("stop") : absl::OkStatus();
      });
  EXPECT_EQ(status.message(), "stop");
  EXPECT_EQ(calls, 2);
}

}  // namespace
}  // namespace sakip::sakipctl
