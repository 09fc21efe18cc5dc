#ifndef SAKIP_COMMON_RPC_CALL_H_
#define SAKIP_COMMON_RPC_CALL_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace sakip::rpc {

// One role at one office. What a role may do and how far it reaches is in policy.cc.
struct Grant {
  std::string role;    // "OPERATOR_SATKER"
  std::string satker;  // "6474"; "00" for the national office
  bool operator==(const Grant&) const = default;
};

// Who calls, and from where. Filled by the gateway from its own store and its own socket, never
// from claims of a token.
struct Principal {
  std::string account;  // "akun/operator-6474"; request ids are scoped to it
  std::string person;   // NIP, or the system's name: duties are separated by person
  std::vector<Grant> grants;
  // Address the call came from, "203.0.113.7"; empty: from this process, or unknown.
  std::string origin = {};
  bool operator==(const Principal&) const = default;
};

// What a handler may know of its request. Valid during the handler only.
struct Call {
  Principal principal;
  std::string method;      // "/sakip.budget.v1.BudgetService/PostRealisasi"
  std::string request_id;  // empty on reads
  std::string trace_id;    // through all hops into the logs
  // Office named by the request's satker field; empty where the method has none.
  std::string satker;
  // One moment for the whole call: microseconds since 1970-01-01T00:00Z.
  int64_t now_us = 0;
  std::chrono::steady_clock::time_point deadline;
  // The principal as the gateway signed it; Client::UnaryFor passes it on unread.
  std::string passport;

  // Seals page tokens; only for page.h.
  std::string page_key;

  // Names a resource this mutation made or changed, for the change feed. In order, once each.
  void Changed(std::string resource_name) const { changed.push_back(std::move(resource_name)); }
  mutable std::vector<std::string> changed;
};

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_CALL_H_
