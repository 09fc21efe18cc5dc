#ifndef SAKIP_COMMON_STORE_STORE_TEST_UTIL_H_
#define SAKIP_COMMON_STORE_STORE_TEST_UTIL_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/store/memory_store.h"
#include "common/store/rocksdb_store.h"
#include "common/store/store.h"

namespace sakip::store {

inline constexpr Table kPagu{.id = 1, .name = "pagu"};
inline constexpr Table kJurnal{.id = 2, .name = "jurnal", .append_only = true};
inline constexpr Table kLast{.id = 254, .name = "last"};

// A new folder, removed at the end with what a store in it has beside it.
class TempDir {
 public:
  TempDir() {
    std::string pattern = testing::TempDir() + "sakip-store-XXXXXX";
    EXPECT_NE(::mkdtemp(pattern.data()), nullptr);
    path_ = pattern;
  }
  ~TempDir() {
    std::filesystem::remove_all(path_);
    std::filesystem::remove(path_ + ".witness");
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

inline std::string ValueOf(const Reader& reader, const Table& table, std::string_view key) {
  absl::StatusOr<std::optional<std::string>> value = reader.Get(table, key);
  if (!value.ok()) {
    return value.status().ToString();
  }
  return value->value_or("(absent)");
}

// "key=value" of every entry.
inline std::vector<std::string> Entries(const Reader& reader, const Table& table,
                                        const Range& range = {}, bool reverse = false) {
  std::vector<std::string> entries;
  auto visit = [&](std::string_view key, std::string_view value) {
    entries.push_back(std::string(key) + "=" + std::string(value));
    return true;
  };
  absl::Status status =
      reverse ? reader.ScanReverse(table, range, visit) : reader.Scan(table, range, visit);
  EXPECT_TRUE(status.ok()) << status;
  return entries;
}

inline Store::UpdateFn PutOne(const Table& table, std::string key, std::string value) {
  return [table, key = std::move(key), value = std::move(value)](Txn& txn) {
    return txn.Put(table, key, value);
  };
}

inline uint64_t NumberOf(const Reader& reader, std::string_view key) {
  const std::string value = ValueOf(reader, kPagu, key);
  return value == "(absent)" ? 0 : std::stoull(value);
}

inline absl::Status Increment(Txn& txn, std::string_view key) {
  return txn.Put(kPagu, key, std::to_string(NumberOf(txn, key) + 1));
}

// Submits, and answers later.
inline std::future<absl::StatusOr<Head>> Later(Store& store, Store::UpdateFn fn) {
  auto promise = std::make_shared<std::promise<absl::StatusOr<Head>>>();
  auto future = promise->get_future();
  store.Submit(std::move(fn),
               [promise](absl::StatusOr<Head> outcome) { promise->set_value(std::move(outcome)); });
  return future;
}

// Holds the writer inside an Update until Release, so that what is submitted meanwhile becomes one
// group.
class WriterGate {
 public:
  explicit WriterGate(Store& store) {
    done_ = Later(store, [this](Txn&) {
      entered_.set_value();
      release_.get_future().wait();
      return absl::OkStatus();
    });
    entered_.get_future().wait();
  }
  void Release() {
    release_.set_value();
    EXPECT_TRUE(done_.get().ok());
  }

 private:
  std::promise<void> entered_;
  std::promise<void> release_;
  std::future<absl::StatusOr<Head>> done_;
};

enum class Engine { kMemory, kRocksDb };

// Runs a test on a new store of each engine.
class EngineTest : public testing::TestWithParam<Engine> {
 protected:
  void SetUp() override {
    switch (GetParam()) {
      case Engine::kMemory:
        store_ = NewMemoryStore("planning");
        return;
      case Engine::kRocksDb:
        ASSERT_TRUE(InitRocksDbStore(dir_.path(), "planning").ok());
        auto store = OpenRocksDbStore({.dir = dir_.path(), .service = "planning"});
        ASSERT_TRUE(store.ok()) << store.status();
        store_ = *std::move(store);
        return;
    }
  }

  Head MustUpdate(Store::UpdateFn fn) {
    absl::StatusOr<Head> head = store_->Update(std::move(fn));
    EXPECT_TRUE(head.ok()) << head.status();
    return head.value_or(Head{});
  }

  absl::StatusCode UpdateCode(Store::UpdateFn fn) {
    return store_->Update(std::move(fn)).status().code();
  }

  TempDir dir_;
  std::unique_ptr<Store> store_;
};

inline std::string EngineName(const testing::TestParamInfo<Engine>& engine) {
  return engine.param == Engine::kMemory ? "Memory" : "RocksDb";
}

}  // namespace sakip::store

#endif  // SAKIP_COMMON_STORE_STORE_TEST_UTIL_H_
