#include "common/rpc/token.h"

#include <optional>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/fault/fault.h"
#include "common/rpc/crypto.h"

namespace sakip::rpc {
namespace {

constexpr char kVersion[] = "1";

absl::Status Broken() {
  fault::Violations violations;
  violations.Add("consistency_token", "is not a token of this system",
                 "bukan token dari sistem ini");
  return violations.ToStatus();
}

}  // namespace

std::string ConsistencyToken(const store::Identity& identity, uint64_t sequence) {
  return EncodeBase64Url(
      absl::StrCat(kVersion, ":", identity.store_id, ":", identity.epoch, ":", sequence));
}

absl::Status CheckConsistencyToken(std::string_view token, const store::Identity& identity,
                                   uint64_t head_sequence) {
  if (token.empty()) {
    return absl::OkStatus();
  }
  const std::optional<std::string> text = DecodeBase64Url(token);
  if (!text.has_value()) {
    return Broken();
  }
  const std::vector<std::string> parts = absl::StrSplit(*text, ':');
  uint64_t epoch = 0;
  uint64_t sequence = 0;
  if (parts.size() != 4 || parts[0] != kVersion || !absl::SimpleAtoi(parts[2], &epoch) ||
      !absl::SimpleAtoi(parts[3], &sequence)) {
    return Broken();
  }
  if (parts[1] != identity.store_id || epoch != identity.epoch) {
    return fault::Refuse(fault::Reason::kStoreEpochChanged, "", "");
  }
  if (sequence > head_sequence) {
    return fault::Refuse(fault::Reason::kNotYetVisible, "", "");
  }
  return absl::OkStatus();
}

}  // namespace sakip::rpc
