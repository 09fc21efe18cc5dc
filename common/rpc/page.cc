#include "common/rpc/page.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <optional>

#include "common/fault/fault.h"
#include "common/rpc/canonical.h"
#include "common/rpc/crypto.h"
#include "common/rpc/limits.h"
#include "common/store/big_endian.h"

namespace sakip::rpc {
namespace {

constexpr size_t kSealBytes = 16;
constexpr size_t kTimeBytes = 8;

absl::Status Broken() {
  fault::Violations violations;
  violations.Add("page_token", "does not continue this listing; start again without it",
                 "tidak melanjutkan daftar ini; mulailah lagi tanpa token");
  return violations.ToStatus();
}

// Half of the HMAC: 128 bits are beyond guessing, and the token stays short.
std::string Seal(const Page& page, std::string_view body) {
  std::string message;
  store::AppendBigEndian64(message, page.binding.size());
  message.append(page.binding).append(body);
  return HmacSha256(page.seal_key, message).substr(0, kSealBytes);
}

absl::Status ReadToken(std::string_view token, Page& page) {
  const std::optional<std::string> bytes = DecodeBase64Url(token);
  if (!bytes.has_value() || bytes->size() < kSealBytes + kTimeBytes) {
    return Broken();
  }
  const std::string_view seal = std::string_view(*bytes).substr(0, kSealBytes);
  const std::string_view body = std::string_view(*bytes).substr(kSealBytes);
  if (!EqualSecret(seal, Seal(page, body))) {
    return Broken();
  }
  const auto issued_us = static_cast<int64_t>(store::ReadBigEndian64(body));
  if (page.now_us - issued_us > kPageTokenLifeUs) {
    return Broken();
  }
  page.after = std::string(body.substr(kTimeBytes));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Page> StartPage(const Call& call, const google::protobuf::Message& request) {
  const auto* size_field = request.GetDescriptor()->FindFieldByName("page_size");
  const auto* token_field = request.GetDescriptor()->FindFieldByName("page_token");
  if (size_field == nullptr || token_field == nullptr || call.page_key.empty()) {
    return absl::InternalError("StartPage needs page_size, page_token and a dispatched call");
  }
  Page page;
  page.seal_key = call.page_key;
  page.now_us = call.now_us;
  page.binding = call.method + '\n' + call.principal.account + '\n' +
                 Fingerprint(request, {"page_size", "page_token", "consistency_token"});
  const int size = request.GetReflection()->GetInt32(request, size_field);
  if (size < 0) {
    fault::Violations violations;
    violations.Add("page_size", "must not be negative", "tidak boleh negatif");
    return violations.ToStatus();
  }
  page.size = static_cast<size_t>(size == 0 ? kPageSizeDefault : std::min(size, kPageSizeMax));
  const std::string token = request.GetReflection()->GetString(request, token_field);
  if (!token.empty()) {
    if (absl::Status status = ReadToken(token, page); !status.ok()) {
      return status;
    }
  }
  return page;
}

std::string NextToken(const Page& page, std::string_view last_key) {
  std::string body;
  store::AppendBigEndian64(body, static_cast<uint64_t>(page.now_us));
  body.append(last_key);
  return EncodeBase64Url(Seal(page, body) + body);
}

}  // namespace sakip::rpc
