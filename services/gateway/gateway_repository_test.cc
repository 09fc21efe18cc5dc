#include "services/gateway/gateway_repository.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "common/clock/clock.h"
#include "common/log/log.h"
#include "common/store/memory_store.h"
#include "services/gateway/gateway_keys.h"
#include "services/gateway/refusal_audit.h"

namespace sakip::gateway {
namespace {

class GatewayRepository : public testing::Test {
 protected:
  absl::Status Write(const store::Store::UpdateFn& fn) { return store_->Update(fn).status(); }

  const std::unique_ptr<store::Store> store_ = store::NewMemoryStore("gateway");
  const Account account_{
      .name = "akun/kpa-6474",
      .person = "kpa-6474",
      .grants = {{.role = "KPA",
                  .satker = "6474",
                  .valid_from = period::Tanggal::ParseIso("2017-01-02").value(),
                  .valid_until = period::Tanggal::ParseIso("2017-12-31").value()},
                 {.role = "OPERATOR_SATKER",
                  .satker = "6474",
                  .valid_from = period::Tanggal::ParseIso("2017-06-01").value(),
                  .valid_until = std::nullopt}}};
};

TEST_F(GatewayRepository, KeepsAnAccountWhole) {
  ASSERT_TRUE(Write([&](store::Txn& txn) { return PutAccount(txn, account_); }).ok());
  EXPECT_EQ(FindAccount(*store_->GetSnapshot(), "akun/kpa-6474").value(), account_);
  EXPECT_EQ(FindAccount(*store_->GetSnapshot(), "akun/other").value(), std::nullopt);
}

TEST_F(GatewayRepository, WritesNoBrokenAccount) {
  Account broken = account_;
  broken.person = "";
  EXPECT_FALSE(Write([&](store::Txn& txn) { return PutAccount(txn, broken); }).ok());
  EXPECT_EQ(FindAccount(*store_->GetSnapshot(), account_.name).value(), std::nullopt);
}

TEST_F(GatewayRepository, FindsAnAccountByIssuerAndSubjectOnly) {
  ASSERT_TRUE(Write([&](store::Txn& txn) {
                absl::Status status = PutAccount(txn, account_);
                return status.ok() ? PutSubject(txn, "dev", "kpa", account_.name) : status;
              }).ok());
  const auto snapshot = store_->GetSnapshot();
  EXPECT_EQ(FindAccountOf(*snapshot, "dev", "kpa").value(), account_);
  EXPECT_EQ(FindAccountOf(*snapshot, "other", "kpa").value(), std::nullopt);
  EXPECT_EQ(FindAccountOf(*snapshot, "dev", "kp").value(), std::nullopt);
  EXPECT_EQ(FindAccountOf(*snapshot, "de", "vkpa").value(), std::nullopt);
}

TEST_F(GatewayRepository, SubjectsAreIds) {
  for (const std::string& subject : {std::string(), std::string("a\0b", 3), std::string("a b")}) {
    EXPECT_FALSE(
        Write([&](store::Txn& txn) { return PutSubject(txn, "dev", subject, "akun/a"); }).ok());
  }
}

TEST_F(GatewayRepository, UnreadableRecordIsDataLoss) {
  ASSERT_TRUE(
      Write([](store::Txn& txn) { return txn.Put(kAccountTable, "akun/a", "\xff\xff"); }).ok());
  EXPECT_EQ(FindAccount(*store_->GetSnapshot(), "akun/a").status().code(),
            absl::StatusCode::kDataLoss);
}

class RefusalAuditTest : public GatewayRepository {
 protected:
  static Refusal By(std::string account) {
    return {.time_us = 0,
            .method = "/m",
            .code = "PERMISSION_DENIED",
            .account = std::move(account),
            .trace_id = "t",
            .suppressed = 0};
  }
  // All records, newest first, after what is queued was written.
  std::vector<Refusal> Records() {
    EXPECT_TRUE(store_->Update([](store::Txn&) { return absl::OkStatus(); }).ok());
    return ListRefusals(*store_->GetSnapshot(), 100).value();
  }

  clock::FakeClock clock_{{.micros = 1'517'540'645'000'000}};
  log::MemorySink sink_;
  const log::Logger logger_{clock_, sink_};
};

TEST_F(RefusalAuditTest, RecordsWhoAndWhen) {
  RefusalAudit audit(*store_, clock_, logger_);
  audit.Record(By("akun/a"));
  clock_.Advance(1);
  audit.Record(By("akun/b"));
  const std::vector<Refusal> records = Records();
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].account, "akun/b");
  EXPECT_EQ(records[1].account, "akun/a");
  EXPECT_EQ(records[1].time_us, 1'517'540'645'000'000);
  EXPECT_EQ(records[1].code, "PERMISSION_DENIED");
  EXPECT_TRUE(sink_.lines().empty());
}

TEST_F(RefusalAuditTest, AFloodIsCountedInTheNextRecord) {
  RefusalAudit audit(*store_, clock_, logger_, {.pending_max = 100, .per_second_max = 3});
  for (int i = 0; i < 8; ++i) {
    audit.Record(By("akun/a"));
  }
  EXPECT_EQ(Records().size(), 3U);
  EXPECT_EQ(sink_.lines().size(), 5U);
  clock_.Advance(1'000'000);
  audit.Record(By("akun/b"));
  EXPECT_EQ(Records().front().suppressed, 5U);
}

TEST_F(RefusalAuditTest, AFullQueueNeverBlocks) {
  RefusalAudit audit(*store_, clock_, logger_, {.pending_max = 0, .per_second_max = 3});
  audit.Record(By("akun/a"));
  EXPECT_TRUE(Records().empty());
  EXPECT_EQ(sink_.lines().size(), 1U);
}

}  // namespace
}  // namespace sakip::gateway
