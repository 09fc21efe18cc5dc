#ifndef SAKIP_COMMON_STORE_ROCKSDB_RECORDS_H_
#define SAKIP_COMMON_STORE_ROCKSDB_RECORDS_H_

#include <rocksdb/db.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/store/store.h"

// The keys of the embedded store and the records that are its own, in table 255: identity, head,
// and the chain at the end of each group of commits. Not a public header.
namespace sakip::store {

inline constexpr char kIdentityKey[] = "\xffidentity";
inline constexpr char kHeadKey[] = "\xffhead";

inline rocksdb::Slice ToSlice(std::string_view bytes) {
  return {bytes.data(), bytes.size()};
}
inline std::string_view ToView(const rocksdb::Slice& slice) {
  return {slice.data(), slice.size()};
}

std::string FullKey(const Table& table, std::string_view key);

std::string EncodeHead(const Head& head);

// Where the chain record of the group that ended with `sequence` stands.
std::string ChainKey(uint64_t sequence);

// The chain there, and where the group before it ended, so that a lost group leaves a gap.
std::string EncodeChain(const std::string& chain, uint64_t previous);

// DATA_LOSS for damaged bytes, UNKNOWN when the disk refuses.
absl::Status ReadError(const rocksdb::Status& status);

absl::StatusOr<Head> ReadHead(rocksdb::DB& db, const rocksdb::ReadOptions& options);

// nullopt where no group ended. The chain at 0 is that of an empty store.
absl::StatusOr<std::optional<std::string>> ReadChain(rocksdb::DB& db, uint64_t sequence);

// DATA_LOSS unless the chain records lead from `head` back without a gap, over at most `links` of
// them. A log or a table file that the manifest does not know any more leaves one. CANCELLED when
// `go_on` says no; it is asked every few milliseconds.
absl::Status CheckLinks(rocksdb::DB& db, const rocksdb::ReadOptions& options, const Head& head,
                        uint64_t links, const std::function<bool()>& go_on = nullptr);

}  // namespace sakip::store

#endif  // SAKIP_COMMON_STORE_ROCKSDB_RECORDS_H_
