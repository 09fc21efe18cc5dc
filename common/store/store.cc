#include "common/store/store.h"

#include <future>
#include <string>
#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace sakip::store {
namespace {

// True while this thread runs an UpdateFn or a Done of any store.
thread_local bool on_writer = false;

class WriterScope {
 public:
  WriterScope() : before_(on_writer) { on_writer = true; }
  ~WriterScope() { on_writer = before_; }
  WriterScope(const WriterScope&) = delete;
  WriterScope& operator=(const WriterScope&) = delete;

 private:
  bool before_;
};

// Messages name the table and never the key: a key may hold a person's number.
std::string Name(const Table& table) {
  return absl::StrCat("table ", std::string(table.name), " (", int{table.id}, ")");
}

absl::Status CheckTable(const Table& table) {
  if (table.id == 0 || table.id == 255) {
    return absl::InternalError(absl::StrCat(Name(table), " is the store's own"));
  }
  return absl::OkStatus();
}

absl::Status CheckKey(const Table& table, std::string_view key) {
  if (key.size() > kKeyBytesMax) {
    return absl::InvalidArgumentError(
        absl::StrCat("key of ", Name(table), " has ", key.size(), " bytes, limit ", kKeyBytesMax));
  }
  return CheckTable(table);
}

// What tells StorageLow from another RESOURCE_EXHAUSTED.
constexpr char kStorageLowUrl[] = "sakip.store/storage-low";

}  // namespace

absl::Status StorageLow(std::string_view message) {
  absl::Status status =
      absl::ResourceExhaustedError(absl::string_view(message.data(), message.size()));
  status.SetPayload(kStorageLowUrl, absl::Cord());
  return status;
}

bool IsStorageLow(const absl::Status& status) {
  return status.GetPayload(kStorageLowUrl).has_value();
}

Range PrefixRange(std::string_view prefix) {
  Range range{.begin = std::string(prefix), .end = std::string(prefix)};
  // The next prefix of the same length; a trailing 0xff has no successor and is dropped.
  while (!range.end.empty() && range.end.back() == '\xff') {
    range.end.pop_back();
  }
  if (!range.end.empty()) {
    range.end.back() = static_cast<char>(static_cast<unsigned char>(range.end.back()) + 1);
  }
  return range;
}

absl::StatusOr<std::optional<std::string>> Reader::Get(const Table& table,
                                                       std::string_view key) const {
  if (absl::Status status = CheckKey(table, key); !status.ok()) {
    return status;
  }
  return DoGet(table, key);
}

absl::Status Reader::CheckedScan(const Table& table, const Range& range, bool reverse,
                                 const Visitor& visit) const {
  if (absl::Status status = CheckTable(table); !status.ok()) {
    return status;
  }
  if (!range.end.empty() && range.begin >= range.end) {
    return absl::OkStatus();
  }
  ++scans_;
  absl::Status status = DoScan(table, range, reverse, visit);
  --scans_;
  return status;
}

absl::Status Reader::Scan(const Table& table, const Range& range, const Visitor& visit) const {
  return CheckedScan(table, range, /*reverse=*/false, visit);
}

absl::Status Reader::ScanReverse(const Table& table, const Range& range,
                                 const Visitor& visit) const {
  return CheckedScan(table, range, /*reverse=*/true, visit);
}

absl::StatusOr<std::vector<Entry>> Reader::List(const Table& table, const Range& range,
                                                size_t limit) const {
  std::vector<Entry> entries;
  if (limit == 0) {
    return entries;
  }
  absl::Status status = Scan(table, range, [&](std::string_view key, std::string_view value) {
    entries.push_back({.key = std::string(key), .value = std::string(value)});
    return entries.size() < limit;
  });
  if (!status.ok()) {
    return status;
  }
  return entries;
}

absl::Status Txn::CheckWrite(const Table& table, std::string_view key, size_t value_bytes) const {
  if (!failed_.ok()) {
    return failed_;
  }
  if (absl::Status status = CheckKey(table, key); !status.ok()) {
    return status;
  }
  if (scans_ > 0) {
    return absl::InternalError(absl::StrCat("write to ", Name(table), " during a Scan"));
  }
  if (value_bytes > kValueBytesMax) {
    return absl::InvalidArgumentError(absl::StrCat("value for ", Name(table), " has ", value_bytes,
                                                   " bytes, limit ", kValueBytesMax));
  }
  if (bytes_ + key.size() + value_bytes > kUpdateBytesMax) {
    return absl::InvalidArgumentError(
        absl::StrCat("one update writes more than ", kUpdateBytesMax, " bytes"));
  }
  if (writes_ >= kUpdateWritesMax) {
    return absl::InvalidArgumentError(
        absl::StrCat("one update makes more than ", kUpdateWritesMax, " writes"));
  }
  return absl::OkStatus();
}

absl::Status Txn::CheckAppendOnly(const Table& table, std::string_view key, bool deletes) const {
  if (!table.append_only) {
    return absl::OkStatus();
  }
  if (deletes) {
    return absl::InternalError(absl::StrCat("delete from append-only ", Name(table)));
  }
  absl::StatusOr<std::optional<std::string>> existing = DoGet(table, key);
  if (!existing.ok()) {
    return existing.status();
  }
  if (existing->has_value()) {
    return absl::InternalError(absl::StrCat("overwrite in append-only ", Name(table)));
  }
  return absl::OkStatus();
}

absl::Status Txn::Put(const Table& table, std::string_view key, std::string_view value) {
  absl::Status status = CheckWrite(table, key, value.size());
  if (status.ok()) {
    status = CheckAppendOnly(table, key, /*deletes=*/false);
  }
  if (status.ok()) {
    status = DoPut(table, key, value);
  }
  if (!status.ok()) {
    return failed_ = status;
  }
  bytes_ += key.size() + value.size();
  ++writes_;
  return status;
}

absl::Status Txn::Delete(const Table& table, std::string_view key) {
  absl::Status status = CheckWrite(table, key, 0);
  if (status.ok()) {
    status = CheckAppendOnly(table, key, /*deletes=*/true);
  }
  if (status.ok()) {
    status = DoDelete(table, key);
  }
  if (!status.ok()) {
    return failed_ = status;
  }
  bytes_ += key.size();
  ++writes_;
  return status;
}

void Store::Submit(UpdateFn fn, Done done) {
  DoSubmit(std::move(fn), std::move(done));
}

absl::StatusOr<Head> Store::Update(UpdateFn fn) {
  if (on_writer) {
    return absl::InternalError("Store::Update called inside an Update or a Done");
  }
  // Shared, because the writer may still be inside set_value when this thread wakes up.
  auto promise = std::make_shared<std::promise<absl::StatusOr<Head>>>();
  std::future<absl::StatusOr<Head>> outcome = promise->get_future();
  Submit(std::move(fn),
         [promise](absl::StatusOr<Head> result) { promise->set_value(std::move(result)); });
  return outcome.get();
}

absl::Status Store::Run(const UpdateFn& fn, Txn& txn) {
  WriterScope scope;
  absl::Status status = fn(txn);
  return status.ok() ? txn.failed_ : status;
}

void Store::Answer(const Done& done, absl::StatusOr<Head> outcome) {
  WriterScope scope;
  done(std::move(outcome));
}

}  // namespace sakip::store
