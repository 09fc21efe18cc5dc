#ifndef SAKIP_COMMON_RPC_PEER_ADDRESS_H_
#define SAKIP_COMMON_RPC_PEER_ADDRESS_H_

#include <string>
#include <string_view>

namespace sakip::rpc {

// The address in gRPC's name of a peer, without the port: "203.0.113.7" of "ipv4:203.0.113.7:4711",
// "2001:db8::1" of "ipv6:%5B2001:db8::1%5D:4711". Empty for a peer without one and for any other
// text. Pure.
std::string PeerAddress(std::string_view peer);

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_PEER_ADDRESS_H_
