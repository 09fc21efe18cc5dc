#ifndef SAKIP_COMMON_RPC_CANONICAL_H_
#define SAKIP_COMMON_RPC_CANONICAL_H_

#include <google/protobuf/message.h>

#include <string>
#include <string_view>
#include <vector>

// Our own encoding of a message for fingerprints: protobuf's bytes of one message differ from run
// to run (maps) and from version to version. Thread-safe.
//
// A field: number (4 bytes), kind (1 byte), and its value. Numbers are big-endian. Kinds and
// values:
//   'i' integers, bool, enum: 8 bytes, two's complement    's' strings, bytes: length (8) and bytes
//   'm' message: length (8) and its fields                 'r' repeated: count (8), kind, values
// Fields in the order of their numbers; a field at its implicit default is left out. Messages with
// maps, floating-point or unknown fields have no encoding: CanonicalError names what is in the way
// (unknown ones must be discarded before).
namespace sakip::rpc {

// `without`: names of fields of the top level to leave out.
std::string CanonicalBytes(const google::protobuf::Message& message,
                           const std::vector<std::string_view>& without = {});

// SHA-256 over a mark, the message's full name, and CanonicalBytes. A request's own request_id and
// validate_only are no part of its content.
std::string Fingerprint(const google::protobuf::Message& message,
                        const std::vector<std::string_view>& without = {"request_id",
                                                                        "validate_only"});

// Why messages of this type cannot be encoded: "sakip.x.v1.Foo.bar is a map"; empty when they can.
std::string CanonicalError(const google::protobuf::Descriptor& descriptor);

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_CANONICAL_H_
