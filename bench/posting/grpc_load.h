#ifndef SAKIP_BENCH_POSTING_GRPC_LOAD_H_
#define SAKIP_BENCH_POSTING_GRPC_LOAD_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "bench/posting/histogram.h"

// Load over gRPC from one process: one thread takes answers, and in the open loop another one
// sends.
namespace sakip::bench {

struct Request {
  std::string body;      // serialized message, or JSON
  std::string passport;  // over gRPC, unless empty
};

// The request of call `number`.
using MakeRequest = std::function<Request(uint64_t number)>;

struct LoadPlan {
  std::string address;
  std::string method;
  int in_flight = 64;  // closed: calls at any time; open: at most
  double rate = 0;     // open: calls a second, at the instants of a Poisson process; 0: closed
  std::chrono::nanoseconds warm_up{};
  std::chrono::nanoseconds measured{};
  uint64_t seed = 1;
  bool keep_answered = false;  // fill LoadResult::answered
  // Of a call with many postings: how many of them an answer says were taken. Null: one.
  std::function<uint64_t(const std::string& response)> accepted = nullptr;
};

struct LoadResult {
  Histogram latency;      // of calls that ended, or open: were due, in the measured time
  double seconds = 0;     // the measured time
  uint64_t accepted = 0;  // postings of the calls that were OK
  uint64_t done = 0;      // OK, warm-up and drain included
  uint64_t refused = 0;   // answered by a rule of the service
  uint64_t failed = 0;    // not answered, or by a fault of the service
  std::string first_error;
  std::vector<uint64_t> answered;  // numbers of calls that were OK
  uint64_t next_number = 0;        // above it nothing was sent
};

// Ends early, having waited for what was sent, when a call fails because the server is gone.
LoadResult RunLoad(const LoadPlan& plan, const MakeRequest& make_request);

}  // namespace sakip::bench

#endif  // SAKIP_BENCH_POSTING_GRPC_LOAD_H_
