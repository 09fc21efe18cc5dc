#include "common/status/status_macros.h"

#include <memory>

#include "gtest/gtest.h"

namespace sakip {
namespace {

absl::StatusOr<std::unique_ptr<int>> Make(int value) {
  if (value < 0) {
    return absl::NotFoundError("negative");
  }
  return std::make_unique<int>(value);
}

absl::StatusOr<int> Total(int a, int b, int* evaluated) {
  RETURN_IF_ERROR((++*evaluated, absl::OkStatus()));
  ASSIGN_OR_RETURN(const std::unique_ptr<int> first, Make(a));
  int second = 0;
  ASSIGN_OR_RETURN(second, absl::StatusOr<int>(b));
  if (b > 9) {
    RETURN_IF_ERROR(absl::OutOfRangeError("big"));
  }
  return *first + second;
}

TEST(StatusMacros, PassValuesAndStopAtTheFirstError) {
  int evaluated = 0;
  EXPECT_EQ(*Total(1, 2, &evaluated), 3);
  EXPECT_EQ(evaluated, 1);
  EXPECT_EQ(Total(-1, 2, &evaluated).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Total(1, 10, &evaluated).status().code(), absl::StatusCode::kOutOfRange);
}

}  // namespace
}  // namespace sakip
