#ifndef SAKIP_COMMON_RPC_BYTE_BUFFER_H_
#define SAKIP_COMMON_RPC_BYTE_BUFFER_H_

#include <grpcpp/support/byte_buffer.h>

#include <string>
#include <string_view>
#include <vector>

namespace sakip::rpc {

inline grpc::ByteBuffer ToBuffer(std::string_view bytes) {
  const grpc::Slice slice(bytes.data(), bytes.size());
  return {&slice, 1};
}

// False when the buffer cannot be read (a broken length or encoding on the wire).
inline bool FromBuffer(const grpc::ByteBuffer& buffer, std::string& bytes) {
  std::vector<grpc::Slice> slices;
  if (!buffer.Valid() || !buffer.Dump(&slices).ok()) {
    return false;
  }
  bytes.clear();
  bytes.reserve(buffer.Length());
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return true;
}

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_BYTE_BUFFER_H_
