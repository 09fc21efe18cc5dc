#ifndef SAKIP_SERVICES_GATEWAY_GATEWAY_KEYS_H_
#define SAKIP_SERVICES_GATEWAY_GATEWAY_KEYS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "common/store/big_endian.h"
#include "common/store/store.h"

// The layout of the gateway's store; no other file knows it.
namespace sakip::gateway {

// "akun/operator-6474" -> AccountRecord
inline constexpr store::Table kAccountTable{.id = 1, .name = "account"};
// issuer NUL subject -> SubjectRecord
inline constexpr store::Table kSubjectTable{.id = 2, .name = "subject"};
// sequence of the commit -> RefusalRecord
inline constexpr store::Table kRefusalTable{.id = 3, .name = "refusal", .append_only = true};

// Neither part contains NUL: both are checked as ids before.
inline std::string SubjectKey(std::string_view issuer, std::string_view subject) {
  std::string key(issuer);
  key += '\0';
  key += subject;
  return key;
}

inline std::string RefusalKey(uint64_t sequence) {
  std::string key;
  store::AppendBigEndian64(key, sequence);
  return key;
}

}  // namespace sakip::gateway

#endif  // SAKIP_SERVICES_GATEWAY_GATEWAY_KEYS_H_
