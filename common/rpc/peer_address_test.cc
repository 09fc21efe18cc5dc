#include "common/rpc/peer_address.h"

#include <gtest/gtest.h>

namespace sakip::rpc {
namespace {

TEST(PeerAddress, IsTheAddressWithoutThePort) {
  const struct {
    const char* peer;
    const char* address;
  } kCases[] = {
      {"ipv4:203.0.113.7:4711", "203.0.113.7"},
      {"ipv6:%5B2001:db8::1%5D:4711", "2001:db8::1"},
      {"ipv6:[::1]:4711", "::1"},
      {"ipv6:%5Bfe80::1%25eth0%5D:1", "fe80::1%25eth0"},
      {"unix:/run/sakip/x.sock", ""},
      {"unix:", ""},
      {"inproc", ""},
      {"", ""},
      {"ipv4:", ""},
      {"ipv4::", ""},
      {"ipv4:a b:1", ""},
      {"ipv6:%5D:%5B", ""},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(PeerAddress(c.peer), c.address) << c.peer;
  }
}

}  // namespace
}  // namespace sakip::rpc
