#include "common/rpc/peer_address.h"

#include <algorithm>

namespace sakip::rpc {
namespace {

// Between `open` and the last `close` before the port; empty when either is missing.
std::string_view Between(std::string_view text, std::string_view open, std::string_view close) {
  const size_t end = text.rfind(close);
  if (!text.starts_with(open) || end == std::string_view::npos || end < open.size()) {
    return {};
  }
  return text.substr(open.size(), end - open.size());
}

// Nothing else gets into a record that is kept for ever.
bool IsAddress(std::string_view text) {
  constexpr size_t kCharsMax = 64;  // of IPv6 with a zone
  return text.size() <= kCharsMax && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  c == '.' || c == ':' || c == '%';
         });
}

}  // namespace

std::string PeerAddress(std::string_view peer) {
  std::string_view address = Between(peer, "ipv4:", ":");
  if (address.empty()) {
    address = Between(peer, "ipv6:%5B", "%5D:");
  }
  if (address.empty()) {
    address = Between(peer, "ipv6:[", "]:");
  }
  return IsAddress(address) ? std::string(address) : std::string();
}

}  // namespace sakip::rpc
