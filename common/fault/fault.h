#ifndef SAKIP_COMMON_FAULT_FAULT_H_
#define SAKIP_COMMON_FAULT_FAULT_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"

// Refusals that a caller can act on. Domain code makes them, common/rpc puts them on the wire
// (ErrorInfo, BadRequest, PreconditionFailure, LocalizedMessage); between the two they travel as
// an absl::Status with a payload. Pure; thread-safe.
namespace sakip::fault {

// Stable reasons. The catalogue (catalogue.cc) gives each its wire name, canonical code, texts and
// meaning; docs/ERRORS.md is printed from it. Add at the end; never rename one.
enum class Reason {
  kInvalidField,       // INVALID_ARGUMENT: one or more fields, listed as violations
  kMalformedRequest,   // INVALID_ARGUMENT: bytes are not the method's request message
  kNotOneMessage,      // INVALID_ARGUMENT: a unary call carried no message or several
  kMessageTooLarge,    // RESOURCE_EXHAUSTED
  kUnknownMethod,      // UNIMPLEMENTED
  kNotAuthenticated,   // UNAUTHENTICATED
  kPermissionDenied,   // PERMISSION_DENIED: same text whether the resource exists or not
  kRequestIdReused,    // ALREADY_EXISTS: the id was used with other content
  kNotFound,           // NOT_FOUND
  kAlreadyExists,      // ALREADY_EXISTS
  kEtagMismatch,       // ABORTED: somebody changed the resource meanwhile
  kStoreEpochChanged,  // FAILED_PRECONDITION: token of before a restore, or of another store
  kNotYetVisible,      // UNAVAILABLE: the store has not reached the asked revision
  kUnknownReference,   // FAILED_PRECONDITION: a named satker, kegiatan, indikator ... is not known
  kPaguExceeded,       // FAILED_PRECONDITION: metadata line, tersedia, shortfall
  kAmountOverflow,     // INVALID_ARGUMENT: a sum leaves the range of money
  kNoData,             // FAILED_PRECONDITION: nothing to report on
  kDeadlineExceeded,   // DEADLINE_EXCEEDED
  kOverloaded,         // RESOURCE_EXHAUSTED
  kShuttingDown,       // UNAVAILABLE
  kDependencyDown,     // UNAVAILABLE: another service did not answer
  kInternal,           // INTERNAL: fixed text outside, the cause in the log
  kCapaianOutdated,    // FAILED_PRECONDITION: capaian were computed from another plan
  kStorageLow,         // RESOURCE_EXHAUSTED: the disk reserve is reached; reads go on
  kWrongState,         // FAILED_PRECONDITION: the document's state does not allow the step
  kDutyConflict,       // PERMISSION_DENIED: one person may not do both; metadata duty, conflict
  kPeriodClosed,       // FAILED_PRECONDITION: dated in a closed month; metadata month
  kPeriodNotOver,      // FAILED_PRECONDITION: the month has not ended
  kAmountExceeded,   // FAILED_PRECONDITION: more than a document or account has; metadata shortfall
  kAlreadyReversed,  // FAILED_PRECONDITION: the transaction was undone; metadata by
  kDocumentExpired,  // FAILED_PRECONDITION: past the document's last day
  kRevisionBelowRealised,  // FAILED_PRECONDITION: a pagu below what is bound and spent
};

// One broken rule of one field. `field` is the path in the request: "pagu[3].jumlah".
struct Violation {
  std::string field;
  std::string english;
  std::string indonesian;
  bool operator==(const Violation&) const = default;
};

struct Fault {
  Reason reason = Reason::kInternal;
  // What happened and what to do; empty takes the catalogue's text.
  std::string english;
  std::string indonesian;
  std::vector<Violation> violations;
  std::map<std::string, std::string> metadata;
  bool operator==(const Fault&) const = default;
};

struct ReasonInfo {
  Reason reason;
  absl::StatusCode code;
  std::string_view name;  // "PAGU_EXCEEDED"
  std::string_view english;
  std::string_view indonesian;
  std::string_view meaning;  // one line for the documentation
};

// Every reason, in the order of the enum.
const std::vector<ReasonInfo>& Catalogue();
const ReasonInfo& Info(Reason reason);

// A status that carries `fault`; its code and, where empty, its texts come from the catalogue.
absl::Status ToStatus(const Fault& fault);
absl::Status Refuse(Reason reason, std::string english, std::string indonesian,
                    std::map<std::string, std::string> metadata = {});

// The fault a status carries; nullopt for a status made elsewhere.
std::optional<Fault> FromStatus(const absl::Status& status);

// Collects every violation of a request before answering.
class Violations {
 public:
  void Add(std::string field, std::string english, std::string indonesian);
  // Adds the status's violations, or its message as one, under `field` as a path prefix.
  void AddStatus(std::string_view field, const absl::Status& status);
  bool empty() const { return violations_.empty(); }
  // OK when empty, else kInvalidField with all of them (at most kViolationsMax, then a count).
  absl::Status ToStatus() const;

 private:
  std::vector<Violation> violations_;
};

inline constexpr size_t kViolationsMax = 100;

}  // namespace sakip::fault

#endif  // SAKIP_COMMON_FAULT_FAULT_H_
