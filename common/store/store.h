#ifndef SAKIP_COMMON_STORE_STORE_H_
#define SAKIP_COMMON_STORE_STORE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// One service's data: ordered byte keys in tables, read from one moment, written atomically and
// durably. Engines: memory (tests) and RocksDB (the embedded default). A store belongs to one
// process. Every engine passes the conformance suite in store_conformance_test.cc.
namespace sakip::store {

// A named part of the key space. Ids are written in the data: never reuse or renumber one.
// Keys of different tables never meet, whatever their bytes.
struct Table {
  // 1..199 for services, 200..254 for common/rpc. 0 and 255 are the store's own: using one is
  // INTERNAL.
  uint8_t id = 0;
  std::string_view name;
  // A key of an append-only table can be inserted once and never overwritten or deleted; an attempt
  // fails the whole Update with INTERNAL, since only a programmer can cause it.
  bool append_only = false;
};

// Limits, checked once for every engine. Exceeding one is INVALID_ARGUMENT. An empty key is a key.
inline constexpr size_t kKeyBytesMax = 1024;
inline constexpr size_t kValueBytesMax = size_t{4} << 20;    // a LAKIP's document model fits
inline constexpr size_t kUpdateBytesMax = size_t{16} << 20;  // keys and values of one Update
inline constexpr size_t kUpdateWritesMax = 20'000;           // Puts and Deletes of one Update

// Who a store is, written by init and checked at every open.
struct Identity {
  std::string service;   // "planning"; a store never serves another service
  std::string store_id;  // 32 hexadecimal digits, random, made by init
  uint64_t epoch = 1;    // one more after each restore
  uint32_t format = 2;   // layout of keys and records; an unknown one refuses to open
};

// The refusal of a write that would eat the disk reserve: RESOURCE_EXHAUSTED, nothing written. It
// passes when there is space again; reads go on.
absl::Status StorageLow(std::string_view message);
bool IsStorageLow(const absl::Status& status);

// The moment after a commit. `sequence` counts committed Updates that wrote something, dense from
// 1; `chain` is the rolling SHA-256 over every byte written up to there:
// SHA-256(previous chain || sequence || canonical encoding of the Update's writes, in the order
// they were made). The bytes are in docs/DATA_FORMAT.md; an empty store has sequence 0 and 32 zero
// bytes.
struct Head {
  uint64_t sequence = 0;
  std::string chain;  // 32 bytes
};

struct Entry {
  std::string key;
  std::string value;
};

// Keys [begin, end) of a table as unsigned bytes; an empty `end` means to the table's end.
struct Range {
  std::string begin;
  std::string end;
};

// All keys that start with `prefix`.
Range PrefixRange(std::string_view prefix);

// Reads one moment. Not thread-safe: one reader, one thread.
class Reader {
 public:
  virtual ~Reader() = default;

  // The value, or nullopt when the key is absent. DATA_LOSS when stored bytes fail their checksum.
  absl::StatusOr<std::optional<std::string>> Get(const Table& table, std::string_view key) const;

  // Calls `visit` for each entry of `range` in key order until it returns false. The views are
  // valid during the call only. A damaged block is DATA_LOSS, never a shortened answer with OK.
  // `visit` may read but not write: a Put or Delete during a Scan of the same Txn is INTERNAL.
  using Visitor = std::function<bool(std::string_view key, std::string_view value)>;
  absl::Status Scan(const Table& table, const Range& range, const Visitor& visit) const;

  // The same from the last key of `range` backwards.
  absl::Status ScanReverse(const Table& table, const Range& range, const Visitor& visit) const;

  // At most `limit` entries of `range`.
  absl::StatusOr<std::vector<Entry>> List(const Table& table, const Range& range,
                                          size_t limit) const;

 private:
  virtual absl::StatusOr<std::optional<std::string>> DoGet(const Table& table,
                                                           std::string_view key) const = 0;
  virtual absl::Status DoScan(const Table& table, const Range& range, bool reverse,
                              const Visitor& visit) const = 0;
  absl::Status CheckedScan(const Table& table, const Range& range, bool reverse,
                           const Visitor& visit) const;

  mutable int scans_ = 0;  // Scans running now
  friend class Txn;
};

// A reader fixed to one moment; holds no lock. Release it soon: it pins old data.
class Snapshot : public Reader {
 public:
  virtual const Head& head() const = 0;
};

// What a function inside Update sees: the moment of the commit plus its own writes.
class Txn : public Reader {
 public:
  // The sequence this Update will get if it commits with a write.
  virtual uint64_t sequence() const = 0;

  absl::Status Put(const Table& table, std::string_view key, std::string_view value);
  absl::Status Delete(const Table& table, std::string_view key);

  // Bytes and writes so far, against kUpdateBytesMax and kUpdateWritesMax.
  size_t bytes() const { return bytes_; }
  size_t writes() const { return writes_; }

 private:
  virtual absl::Status DoPut(const Table& table, std::string_view key, std::string_view value) = 0;
  virtual absl::Status DoDelete(const Table& table, std::string_view key) = 0;
  absl::Status CheckWrite(const Table& table, std::string_view key, size_t value_bytes) const;
  absl::Status CheckAppendOnly(const Table& table, std::string_view key, bool deletes) const;

  size_t bytes_ = 0;
  size_t writes_ = 0;
  // The first refused write. An Update whose function ignores it does not commit.
  absl::Status failed_;
  friend class Store;
};

// Thread-safe.
class Store {
 public:
  virtual ~Store() = default;

  virtual const Identity& identity() const = 0;
  virtual std::unique_ptr<Snapshot> GetSnapshot() const = 0;

  // Runs when the outcome is final: on OK the writes are on disk and visible, on an error nothing
  // of this Update is. May run on the writer's thread: be quick, never call Update from it.
  using Done = std::function<void(absl::StatusOr<Head>)>;

  // Decides and writes. Everything it read is unchanged at commit. It may run again on some
  // engines, so it keeps no state across runs and has no effect but its writes. A non-OK status
  // rolls it back alone. An Update that writes nothing gets the current head. One that writes while
  // the disk reserve is reached is rolled back alone with StorageLow.
  using UpdateFn = std::function<absl::Status(Txn&)>;

  // Queues `fn`; never blocks. After Close, `done` gets UNAVAILABLE.
  void Submit(UpdateFn fn, Done done);

  // The same, waiting. Never call it from a thread that must not block, nor from an UpdateFn or a
  // Done (INTERNAL: it would wait for itself).
  absl::StatusOr<Head> Update(UpdateFn fn);

  // Finishes what is queued, refuses what comes later, releases the files. Idempotent. A snapshot
  // taken before stays readable and keeps the files until it is released; one taken after Close
  // answers UNAVAILABLE. Never call it from an UpdateFn or a Done.
  virtual void Close() = 0;

 protected:
  // For engines: the outcome of running `fn` on `txn`, refused writes included.
  static absl::Status Run(const UpdateFn& fn, Txn& txn);
  // For engines: calls `done`.
  static void Answer(const Done& done, absl::StatusOr<Head> outcome);

 private:
  virtual void DoSubmit(UpdateFn fn, Done done) = 0;
};

}  // namespace sakip::store

#endif  // SAKIP_COMMON_STORE_STORE_H_
