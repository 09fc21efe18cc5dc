#include "common/rpc/status.h"

#include <gmock/gmock.h>
#include <grpcpp/support/status.h>
#include <gtest/gtest.h>

#include "common/fault/fault.h"
#include "common/rpc/testing.h"
#include "common/store/store.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace sakip::rpc {
namespace {

using fault::Fault;
using fault::Reason;

google::rpc::Status Details(const grpc::Status& status) {
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  return details;
}

TEST(Status, EveryReasonCrossesTheWire) {
  for (const fault::ReasonInfo& info : fault::Catalogue()) {
    const grpc::Status wire = ToWire(fault::Refuse(info.reason, "", "", {{"k", "v"}}));
    EXPECT_EQ(static_cast<int>(wire.error_code()), static_cast<int>(info.code)) << info.name;
    const auto back = fault::FromStatus(FromWire(wire));
    ASSERT_TRUE(back.has_value()) << info.name;
    EXPECT_EQ(back->reason, info.reason);
    EXPECT_EQ(back->english, info.english);
    EXPECT_EQ(back->indonesian, info.indonesian);
    EXPECT_EQ(back->metadata.count("k"), info.reason == Reason::kInternal ? 0U : 1U) << info.name;
  }
}

TEST(Status, ViolationsCrossTheWireInBothLanguages) {
  Fault fault;
  fault.reason = Reason::kInvalidField;
  fault.english = "two";
  fault.indonesian = "dua";
  fault.violations = {{"a[1].b", "bad", "buruk"}, {"c", "worse", "lebih buruk"}};
  EXPECT_EQ(fault::FromStatus(FromWire(ToWire(fault::ToStatus(fault)))), fault);
}

TEST(Status, UsesGooglesDetailTypes) {
  const grpc::Status wire =
      ToWire(fault::Refuse(Reason::kPaguExceeded, "x", "y", {{"line", "01.3355.003"}}));
  const google::rpc::Status details = Details(wire);
  std::vector<std::string> types;
  for (const auto& any : details.details()) {
    types.push_back(any.type_url());
  }
  EXPECT_THAT(types, testing::ElementsAre("type.googleapis.com/google.rpc.ErrorInfo",
                                          "type.googleapis.com/google.rpc.PreconditionFailure",
                                          "type.googleapis.com/google.rpc.LocalizedMessage"));
  google::rpc::PreconditionFailure failure;
  ASSERT_TRUE(failure.ParseFromString(details.details(1).value()));
  EXPECT_EQ(failure.violations(0).type(), "PAGU_EXCEEDED");
  EXPECT_EQ(failure.violations(0).subject(), "01.3355.003");
}

TEST(Status, StaysBelowAClientsMetadataLimit) {
  Fault fault;
  fault.reason = Reason::kInvalidField;
  fault.english = std::string(5000, 'e');
  fault.indonesian = std::string(5000, 'i');
  for (int i = 0; i < 100; ++i) {
    fault.violations.push_back({std::string(200, 'f'), std::string(900, 'e'), "\xff"});
  }
  const grpc::Status wire = ToWire(fault::ToStatus(fault));
  EXPECT_LT(wire.error_details().size() + wire.error_message().size(), 7'500U);
  const auto back = fault::FromStatus(FromWire(wire));
  ASSERT_TRUE(back.has_value());
  EXPECT_GE(back->violations.size(), 1U);
}

TEST(Status, CausesNeverLeaveTheProcess) {
  for (const absl::Status& status :
       {fault::Refuse(Reason::kInternal, "secret", "rahasia", {{"k", "secret"}}),
        absl::InternalError("secret"), absl::DataLossError("secret"), absl::UnknownError("secret"),
        absl::FailedPreconditionError("secret"), absl::AbortedError("secret"),
        absl::UnavailableError("secret"), absl::PermissionDeniedError("secret"),
        absl::InvalidArgumentError("secret"), absl::NotFoundError("secret"),
        absl::AlreadyExistsError("secret"), absl::UnimplementedError("secret")}) {
    EXPECT_TRUE(HidesCause(status));
    const grpc::Status wire = ToWire(status);
    EXPECT_THAT(wire.error_message(), testing::Not(testing::HasSubstr("secret")));
    EXPECT_THAT(wire.error_details(), testing::Not(testing::HasSubstr("secret")));
    EXPECT_THAT(wire.error_details(), testing::Not(testing::HasSubstr("rahasia")));
  }
}

TEST(Status, ADiskThatIsAlmostFullIsToldFromTooManyCalls) {
  const absl::Status low = store::StorageLow("/srv/secret: 12 bytes free");
  EXPECT_THAT(FromWire(ToWire(low)), IsRefused(Reason::kStorageLow));
  EXPECT_THAT(ToWire(low).error_details(), testing::Not(testing::HasSubstr("secret")));
  EXPECT_THAT(FromWire(ToWire(absl::ResourceExhaustedError("full"))),
              IsRefused(Reason::kOverloaded));
}

TEST(Status, TransportErrorsHaveReasonsToo) {
  EXPECT_THAT(FromWire(grpc::Status(grpc::UNAVAILABLE, "connect failed")),
              IsRefused(Reason::kDependencyDown));
  EXPECT_THAT(FromWire(grpc::Status(grpc::DEADLINE_EXCEEDED, "")),
              IsRefused(Reason::kDeadlineExceeded));
  const absl::Status plain = FromWire(grpc::Status(grpc::NOT_FOUND, "foreign", "not a proto"));
  EXPECT_EQ(plain.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReasonOf(plain), std::nullopt);
}

}  // namespace
}  // namespace sakip::rpc
