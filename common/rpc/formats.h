#ifndef SAKIP_COMMON_RPC_FORMATS_H_
#define SAKIP_COMMON_RPC_FORMATS_H_

#include <optional>
#include <string>
#include <string_view>

#include "sakip/common/v1/options.pb.h"

// The one definition of each named form of a text field. Pure; thread-safe.
namespace sakip::rpc {

struct BrokenRule {
  std::string english;
  std::string indonesian;
};

// Nothing when `text`, not empty and valid UTF-8, has the form.
std::optional<BrokenRule> CheckFormat(sakip::common::v1::FieldRules::Format format,
                                      std::string_view text);

bool IsUuid(std::string_view text);

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_FORMATS_H_
