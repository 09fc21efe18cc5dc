#ifndef SAKIP_COMMON_RPC_LIMITS_H_
#define SAKIP_COMMON_RPC_LIMITS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>

// Every fixed limit of a call, on one page. What a site may want to change is in ServerOptions.
namespace sakip::rpc {

// Messages.
// Encoded elements (messages, strings, packed runs) of one request. 4 MiB of empty messages grow to
// 464 MiB when decoded, so they are counted on the wire before anything is decoded.
inline constexpr size_t kElementsMax = 100'000;
// Nesting of a request; protobuf's own parser stops at 100.
inline constexpr int kDepthMax = 64;
// Unknown fields of a mutation: a few from a newer client are ignored, a load is refused.
inline constexpr size_t kUnknownBytesMax = 1024;
// A mutation's answer is kept with its request id for ever.
inline constexpr size_t kMutationResponseBytesMax = size_t{1} << 20;
// Violations collected before looking further stops; a client sees at most fault::kViolationsMax.
inline constexpr size_t kViolationsCollectedMax = 1'000;

// Errors. Clients refuse more than 8 KiB of metadata by default and then see nothing at all.
inline constexpr size_t kErrorTextBytesMax = 600;
inline constexpr size_t kErrorDetailBytesMax = size_t{4} << 10;

// Lists.
inline constexpr int kPageSizeDefault = 50;
inline constexpr int kPageSizeMax = 500;
// FORMAT_TOKEN of options.proto.
inline constexpr size_t kTokenCharsMax = 1024;
// A listing that was left for a day starts again.
inline constexpr int64_t kPageTokenLifeUs = int64_t{24} * 3600 * 1'000'000;

// The longest time a site may give a call (ServerOptions::deadline_max).
inline constexpr std::chrono::seconds kDeadlineMax{60};

// Identity. Between gateway and service: a passport covers the longest call, and clocks of two
// hosts that differ by half a minute.
inline constexpr int64_t kPassportLifeUs = (kDeadlineMax.count() + 30) * 1'000'000;
inline constexpr size_t kPassportKeyBytesMin = 32;

// Transport. Edge and network are not trusted to be slow honestly.
inline constexpr int kStreamsPerConnectionMax = 100;
inline constexpr int kMetadataBytesMax = 16 * 1024;  // a client's errors pass the gateway too
inline constexpr int kHandshakeMs = 5'000;
inline constexpr int kKeepaliveMs = 60'000;
inline constexpr int kKeepaliveTimeoutMs = 20'000;
inline constexpr int kPingIntervalMinMs = 300'000;
inline constexpr int kPingStrikesMax = 2;
inline constexpr int kConnectionIdleMs = 5 * 60'000;
inline constexpr int kConnectionAgeMs = 30 * 60'000;
inline constexpr int kConnectionGraceMs = 30'000;
// gRPC's own message limit lies this far above ours, so that ours can answer by name.
inline constexpr size_t kReceiveSlackBytes = size_t{64} << 10;

// Work.
// Health checks and reflection streams that may be open at once, beside the calls in flight:
// neither takes a place from the other, and both may be asked by strangers.
inline constexpr size_t kHealthChecksMax = 32;
inline constexpr size_t kReflectionStreamsMax = 8;
// A call this long past its deadline whose caller takes no answer is cut.
inline constexpr std::chrono::milliseconds kDeadlineGrace{1'000};
inline constexpr size_t kWorkerQueueMax = 64;
inline constexpr size_t kReflectionRequestsMax = 1'000;
// Longest text of a log field that a caller chose.
inline constexpr size_t kTraceIdCharsMax = 64;

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_LIMITS_H_
