#ifndef SAKIP_COMMON_RPC_STATUS_H_
#define SAKIP_COMMON_RPC_STATUS_H_

#include "absl/status/status.h"

namespace grpc {
class Status;
}

// The only file that builds a grpc::Status. Pure; thread-safe.
namespace sakip::rpc {

// What goes on the wire: canonical code, English text, and google.rpc.Status with ErrorInfo,
// BadRequest, PreconditionFailure and an Indonesian LocalizedMessage, kept small enough for a
// client's default limit of metadata. INTERNAL and every status without a fault get the
// catalogue's text: the cause is for the log.
grpc::Status ToWire(const absl::Status& status);

// A peer's refusal, to be answered as it came: ToWire gives its code, text and details back byte
// for byte, also where this program does not know the reason. For forwarding; `status` is not OK.
absl::Status Verbatim(const grpc::Status& status);

// The status as it will be answered: with a fault, or verbatim.
absl::Status WithFault(const absl::Status& status);

// Whether the answer says less than `status` does, which then belongs in the log.
bool HidesCause(const absl::Status& status);

// The other way, for clients. A status without our details becomes kDependencyDown,
// kDeadlineExceeded, or stays plain.
absl::Status FromWire(const grpc::Status& status);

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_STATUS_H_
