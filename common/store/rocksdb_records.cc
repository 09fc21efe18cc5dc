#include "common/store/rocksdb_records.h"

#include "absl/strings/str_cat.h"
#include "common/store/big_endian.h"
#include "common/store/chain.h"
#include "common/store/rocksdb_settings.h"

namespace sakip::store {
namespace {

constexpr size_t kHeadRecordBytes = 40;
constexpr char kChainPrefix[] =
    "\xff"
    "chain";
constexpr size_t kChainKeyBytes = 14;
constexpr size_t kChainBytes = 32;
constexpr size_t kChainRecordBytes = kChainBytes + 8;

constexpr uint64_t kLinksBetweenQuestions = 1024;

// A migration begins with the chain alone.
bool IsChainRecord(std::string_view record) {
  return record.size() == kChainBytes || record.size() == kChainRecordBytes;
}

absl::Status DamagedChain(uint64_t sequence) {
  return absl::DataLossError(absl::StrCat("has a damaged chain record of commit ", sequence));
}

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
  std::string key = kChainPrefix;
  AppendBigEndian64(key, sequence);
  return key;
}

std::string EncodeChain(const std::string& chain, uint64_t previous) {
  std::string record = chain;
  AppendBigEndian64(record, previous);
  return record;
}

absl::Status ReadError(const rocksdb::Status& status) {
  // A file that is gone is damage; what else the system refuses may pass.
  if (status.IsIOError() && !status.IsPathNotFound()) {
    return absl::UnknownError(absl::StrCat("the disk refuses to read: ", status.ToString()));
  }
  return absl::DataLossError(absl::StrCat("holds damaged data: ", status.ToString()));
}

absl::StatusOr<Head> ReadHead(rocksdb::DB& db, const rocksdb::ReadOptions& options) {
  std::string record;
  rocksdb::Status status = db.Get(options, kHeadKey, &record);
  if (status.IsNotFound() || (status.ok() && record.size() != kHeadRecordBytes)) {
    return absl::DataLossError("has no whole head record");
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
  if (!IsChainRecord(record)) {
    return DamagedChain(sequence);
  }
  return std::optional(record.substr(0, kChainBytes));
}

absl::Status CheckLinks(rocksdb::DB& db, const rocksdb::ReadOptions& options, const Head& head,
                        uint64_t links, const std::function<bool()>& go_on) {
  std::unique_ptr<rocksdb::Iterator> it(db.NewIterator(options));
  it->SeekForPrev(ChainKey(head.sequence));
  uint64_t expected = head.sequence;
  for (uint64_t i = 0; i < links && expected > 0; ++i, it->Prev()) {
    if (go_on && i % kLinksBetweenQuestions == 0 && !go_on()) {
      return absl::CancelledError("the check of the history was stopped");
    }
    const bool record =
        it->Valid() && it->key().starts_with(kChainPrefix) && it->key().size() == kChainKeyBytes;
    if (!it->status().ok()) {
      return ReadError(it->status());
    }
    const uint64_t found =
        record ? ReadBigEndian64(ToView(it->key()).substr(kChainKeyBytes - 8)) : 0;
    if (found != expected) {
      return absl::DataLossError(absl::StrCat("lost the commits ", found + 1, " to ", expected,
                                              ", though later ones are there"));
    }
    const std::string_view value = ToView(it->value());
    if (!IsChainRecord(value)) {
      return DamagedChain(expected);
    }
    expected = value.size() == kChainRecordBytes ? ReadBigEndian64(value.substr(kChainBytes)) : 0;
  }
  return absl::OkStatus();
}

}  // namespace sakip::store
