#ifndef SAKIP_COMMON_RPC_VALIDATOR_H_
#define SAKIP_COMMON_RPC_VALIDATOR_H_

#include <google/protobuf/message.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/fault/fault.h"
#include "sakip/common/v1/options.pb.h"

// Checks requests against the field rules of sakip/common/v1/options.proto. Thread-safe.
//
// A field at its implicit default (empty string, 0, no elements) is absent: `required` refuses it,
// the other rules do not apply to it. A number that may really be 0 is declared `optional` or not
// required. Whatever the rules say, enum numbers must be known and texts free of characters that
// cannot be seen.
namespace sakip::rpc {

class Validator {
 public:
  // Compiles the rules of a request message and all messages in it. INTERNAL naming the field for a
  // rule that does not fit its field, and for fields that requests cannot have (maps, floating
  // point).
  static absl::StatusOr<Validator> Compile(const google::protobuf::Descriptor& request);

  // Clears fields marked OUTPUT_ONLY: a client that sends back what it read means no harm by it.
  void ClearOutputOnly(google::protobuf::Message& request) const;

  // Adds every violation found, with paths like "pagu[3].jumlah".
  void Check(const google::protobuf::Message& request, fault::Violations& violations) const;

 private:
  struct Field {
    const google::protobuf::FieldDescriptor* field = nullptr;
    sakip::common::v1::FieldRules rules;
    std::vector<std::string> patterns;  // of rules.resource
    bool output_only = false;
  };
  using Plan = std::vector<Field>;
  class Run;

  absl::Status CompileMessage(const google::protobuf::Descriptor& descriptor);

  std::map<const google::protobuf::Descriptor*, Plan> plans_;
  const google::protobuf::Descriptor* root_ = nullptr;
};

// Whether the serialized message holds at most `max` strings and messages, nested at most
// `depth_max` deep. Counted on the wire, because decoding is what a hostile message makes
// expensive. Broken encodings answer true: the parser refuses them.
bool ElementsWithin(const google::protobuf::Descriptor& descriptor, std::string_view bytes,
                    size_t max, int depth_max);

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_VALIDATOR_H_
