// The bytes a document is stored and hashed as. Our own encoding, because a hash over protobuf
// bytes would change with the library.
//
// Format, version 2. Big-endian. Magic "SKDM\x02", then Document's fields in the order
// document.h declares them:
//   string    u32 length, bytes          vector  u32 count, elements
//   bool      u8 0 or 1                  enum    u8
//   u8, u16   as is                      i64     8 bytes, two's complement
//   optional  bool, value if true        variant u8 index, the alternative's fields
//   struct    its fields in order, nothing around them
// Encode gives each document one byte string; each accepted byte string stands for one document.
// A change of any struct is a new version; Parse keeps reading the old ones. Version 1 is the same
// without Cell::number, Chart::reference and Chart::reference_label, and knows ChartKind 0 alone.
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_CANONICAL_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_CANONICAL_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/reporting/document/document.h"

namespace sakip::document {

inline constexpr std::size_t kMaxEncodedBytes = std::size_t{64} << 20;

std::string Encode(const Document& document);

// Strict: anything Encode of version 1 or 2 did not write (another version, a length past the end,
// an unknown enum value, trailing bytes, more than kMaxEncodedBytes) is INVALID_ARGUMENT. Does not
// call Validate.
absl::StatusOr<Document> Parse(std::string_view bytes);

// SHA-256 over Encode(document), 64 lower-case hex digits. The report's identity: equal documents
// have equal hashes whatever format they are rendered in.
std::string ContentHash(const Document& document);

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_CANONICAL_H_
