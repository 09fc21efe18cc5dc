#include "common/store/rocksdb_records.h"

#include "absl/strings/str_cat.h"
#include "common/store/big_endian.h"
#include "common/store/chain.h"
#include "common/store/rocksdb_settings.h"

namespace sakip::store {
namespace {

constexpr size_t kHeadRecordBytes = 40;
constexpr size_t kChainBytes = 32;

}  // namespace

std::string FullKey(const Table& table, std::string_view key) {
  std::string full(1, static_cast<char>(table.id));
  full.append(key);
  return full;
}

std::string EncodeHead(const Head& head) {
  std::string record;
  AppendBigEndian64(record, head.sequence);
  return record + head.chain;
}

std::string ChainKey(uint64_t sequence) {
  std::string key =
      "\xff"
      "chain";
  AppendBigEndian64(key, sequence);
  return key;
}

absl::Status ReadError(const rocksdb::Status& status) {
  // A file that is gone is damage; what else the system refuses may pass.
  if (status.IsIOError() && !status.IsPathNotFound()) {
    return absl::UnknownError(absl::StrCat("the disk refuses: ", status.ToString()));
  }
  return absl::DataLossError(absl::StrCat("stored data is damaged: ", status.ToString()));
}

absl::StatusOr<Head> ReadHead(rocksdb::DB& db, const rocksdb::ReadOptions& options) {
  std::string record;
  rocksdb::Status status = db.Get(options, kHeadKey, &record);
  if (status.IsNotFound() || (status.ok() && record.size() != kHeadRecordBytes)) {
    return absl::DataLossError("the head record is missing or damaged");
  }
  if (!status.ok()) {
    return ReadError(status);
  }
  return Head{.sequence = ReadBigEndian64(record), .chain = record.substr(8)};
}

absl::StatusOr<std::optional<std::string>> ReadChain(rocksdb::DB& db, uint64_t sequence) {
  if (sequence == 0) {
    return std::optional(EmptyChain());
  }
  std::string record;
  rocksdb::Status status = db.Get(CheckedRead(), ChainKey(sequence), &record);
  if (status.IsNotFound()) {
    return std::optional<std::string>();
  }
  if (!status.ok()) {
    return ReadError(status);
  }
  if (record.size() != kChainBytes) {
    return absl::DataLossError(
        absl::StrCat("the chain record of commit ", sequence, " is damaged"));
  }
  return std::optional(std::move(record));
}

}  // namespace sakip::store
