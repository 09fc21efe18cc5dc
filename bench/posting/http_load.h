#ifndef SAKIP_BENCH_POSTING_HTTP_LOAD_H_
#define SAKIP_BENCH_POSTING_HTTP_LOAD_H_

#include "bench/posting/grpc_load.h"

namespace sakip::bench {

// The closed loop over HTTP/1.1 for the REST peer: `plan.in_flight` connections to the TCP port
// `plan.address` of this host, each with one POST to `plan.method` at a time, whose body
// `make_request` gives.
LoadResult RunHttpLoad(const LoadPlan& plan, const MakeRequest& make_request);

}  // namespace sakip::bench

#endif  // SAKIP_BENCH_POSTING_HTTP_LOAD_H_
