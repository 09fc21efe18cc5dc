#include "services/performance/measure.h"

#include <gtest/gtest.h>

#include <memory>

#include "common/fault/fault.h"
#include "common/store/memory_store.h"
#include "services/performance/test_plan.h"

namespace sakip::performance {
namespace {

class MeasureTest : public ::testing::Test {
 protected:
  absl::Status MeasureAt(const SourceRevision& revision) {
    Prepared prepared{{"6474", 2017}, &rules_, {}};
    prepared.plan.revision = revision;
    return store_
        ->Update(
            [&](store::Txn& txn) { return Measure(txn, rpc::Call(), prepared, {}, {}).status(); })
        .status();
  }

  RuleSet rules_ = testing::Rules();
  std::unique_ptr<store::Store> store_ = store::NewMemoryStore("performance");
};

TEST_F(MeasureTest, AnOlderMomentOfThePlanNeverReplacesANewerOne) {
  EXPECT_TRUE(MeasureAt({"a", 1, 5}).ok());
  EXPECT_TRUE(MeasureAt({"a", 1, 5}).ok());
  EXPECT_TRUE(MeasureAt({"a", 1, 6}).ok());
  const auto fault = fault::FromStatus(MeasureAt({"a", 1, 5}));
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->reason, fault::Reason::kNotYetVisible);
}

TEST_F(MeasureTest, AfterARestoreOfPlanningItsNumbersStartAnew) {
  EXPECT_TRUE(MeasureAt({"a", 1, 5}).ok());
  EXPECT_TRUE(MeasureAt({"a", 2, 1}).ok());
}

TEST_F(MeasureTest, AWithdrawnValueReadsAsMissingAndMayBeReplaced) {
  Prepared prepared{{"6474", 2017}, &rules_, {}};
  const Indikator indikator = testing::MakeIndikator("x");
  prepared.plan.indikator.emplace(indikator.name, indikator);
  prepared.plan.perjanjian = {{.name = "satker/6474/perjanjianKinerja/2017-ketua",
                               .jenis = JenisPerjanjian::kKetua,
                               .unit_kerja = "",
                               .baris = {{.nomor = 1,
                                          .sasaran = "Sasaran",
                                          .indikator = indikator.name,
                                          .uraian = "",
                                          .target = testing::Tertulis("50%")}}}};
  const auto record = [&](const std::string& periode, const std::string& teks,
                          const std::string& etag) {
    Entry entry;
    entry.field = "realisasi";
    entry.indikator = indikator.name;
    entry.periode = periode;
    entry.status = teks.empty() ? StatusRealisasi::kMissing : StatusRealisasi::kMeasured;
    entry.alasan = teks.empty() ? "Salah indikator" : "";
    entry.teks = teks;
    entry.etag = etag;
    Written written;
    const auto head = store_->Update([&](store::Txn& txn) {
      auto result = Measure(txn, rpc::Call(), prepared, {entry}, {.corrects = true});
      written = result.ok() ? *std::move(result) : Written();
      return result.status();
    });
    EXPECT_EQ(head.ok(), written.realisasi.size() == 1) << head.status();
    return written;
  };
  EXPECT_TRUE(record("2017-06", "", "00aa").realisasi.empty());  // nothing to withdraw
  const Written june = record("2017-06", "50%", "");
  ASSERT_EQ(june.realisasi.size(), 1u);
  EXPECT_TRUE(record("2017", "60%", "").realisasi.empty());
  EXPECT_TRUE(record("2017-06", "", "00aa").realisasi.empty());
  const Written gone = record("2017-06", "", june.realisasi[0].etag);
  ASSERT_EQ(gone.realisasi.size(), 1u);
  EXPECT_EQ(gone.realisasi[0].status, StatusRealisasi::kMissing);
  EXPECT_EQ(gone.realisasi[0].alasan, "Salah indikator");
  EXPECT_EQ(gone.capaian[0].status, StatusCapaian::kMissing);
  const Written again = record("2017-06", "100%", gone.realisasi[0].etag);
  ASSERT_EQ(again.realisasi.size(), 1u);
  EXPECT_EQ(again.capaian[0].mentah, testing::R("200"));
  ASSERT_EQ(record("2017-06", "", again.realisasi[0].etag).changed, 1);
  EXPECT_EQ(record("2017", "60%", "").capaian[0].mentah, testing::R("120"));
}

}  // namespace
}  // namespace sakip::performance
