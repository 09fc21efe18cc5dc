#include "common/fault/fault.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace sakip::fault {
namespace {

TEST(Catalogue, HasOneRowPerReasonInOrderWithItsOwnName) {
  std::set<std::string_view> names;
  size_t row = 0;
  for (const ReasonInfo& info : Catalogue()) {
    EXPECT_EQ(static_cast<size_t>(info.reason), row++) << info.name;
    EXPECT_TRUE(names.insert(info.name).second) << info.name;
    EXPECT_NE(info.code, absl::StatusCode::kOk) << info.name;
    EXPECT_FALSE(info.english.empty()) << info.name;
    EXPECT_FALSE(info.indonesian.empty()) << info.name;
    EXPECT_FALSE(info.meaning.empty()) << info.name;
  }
  // The last enumerator: a reason added without its row fails here.
  EXPECT_EQ(Catalogue().size(), static_cast<size_t>(Reason::kRevisionBelowRealised) + 1);
}

TEST(Fault, TravelsInAStatus) {
  Fault fault;
  fault.reason = Reason::kPaguExceeded;
  fault.english = "one rupiah too much";
  fault.indonesian = "kelebihan satu rupiah";
  fault.violations = {{"pagu[3].jumlah", "too much", "terlalu besar"}};
  fault.metadata = {
      {"line", "01.3355.003"}, {"shortfall", "1"}, {"blob", std::string("\0\x01", 2)}};
  const absl::Status status = ToStatus(fault);
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(status.message(), "one rupiah too much");
  EXPECT_EQ(FromStatus(status), fault);
}

TEST(Fault, TakesEmptyTextsFromTheCatalogue) {
  const std::optional<Fault> fault = FromStatus(Refuse(Reason::kNotFound, "", ""));
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->english, Info(Reason::kNotFound).english);
  EXPECT_EQ(fault->indonesian, Info(Reason::kNotFound).indonesian);
}

TEST(Fault, IsAbsentFromOtherStatuses) {
  EXPECT_EQ(FromStatus(absl::OkStatus()), std::nullopt);
  EXPECT_EQ(FromStatus(absl::NotFoundError("x")), std::nullopt);
  absl::Status damaged = absl::NotFoundError("x");
  damaged.SetPayload("sakip/fault", absl::Cord("\x01 short"));
  EXPECT_EQ(FromStatus(damaged), std::nullopt);
}

TEST(Violations, AreOkWhenEmpty) {
  EXPECT_TRUE(Violations().ToStatus().ok());
}

TEST(Violations, NestUnderAFieldPath) {
  Violations inner;
  inner.Add("jumlah", "must be positive", "harus positif");
  inner.Add("[2]", "too long", "terlalu panjang");
  Violations outer;
  outer.AddStatus("pagu[3]", inner.ToStatus());
  outer.AddStatus("tahun", absl::InvalidArgumentError("out of range"));
  outer.AddStatus("ignored", absl::OkStatus());
  const std::optional<Fault> fault = FromStatus(outer.ToStatus());
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->reason, Reason::kInvalidField);
  EXPECT_THAT(fault->violations,
              testing::ElementsAre(Violation{"pagu[3].jumlah", "must be positive", "harus positif"},
                                   Violation{"pagu[3][2]", "too long", "terlalu panjang"},
                                   Violation{"tahun", "out of range", "tidak sah: out of range"}));
}

TEST(Violations, ListAHundredAndCountTheRest) {
  Violations violations;
  for (int i = 0; i < 250; ++i) {
    violations.Add("f", "bad", "buruk");
  }
  const std::optional<Fault> fault = FromStatus(violations.ToStatus());
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->violations.size(), kViolationsMax);
  EXPECT_EQ(fault->metadata.at("violations"), "250");
}

}  // namespace
}  // namespace sakip::fault
