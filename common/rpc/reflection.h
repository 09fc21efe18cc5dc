#ifndef SAKIP_COMMON_RPC_REFLECTION_H_
#define SAKIP_COMMON_RPC_REFLECTION_H_

#include <google/protobuf/descriptor.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

// Server reflection from the linked descriptors, limited to what the listed services need: stored
// records are linked in, too, and are nobody's business. Thread-safe once made.
namespace sakip::rpc {

class Reflection {
 public:
  // Full names of services; a name that is not linked is listed without its files.
  explicit Reflection(std::vector<std::string> services);

  // One serialized ServerReflectionRequest to its response. Versions v1 and v1alpha have the same
  // bytes. An unreadable request answers with an error response, as does one for a foreign name.
  std::string Answer(std::string_view request) const;

 private:
  void Allow(const google::protobuf::FileDescriptor& file);

  std::vector<std::string> services_;
  std::set<const google::protobuf::FileDescriptor*> files_;
};

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_REFLECTION_H_
