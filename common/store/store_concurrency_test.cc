// What every engine must do when several callers meet. In a group, Updates share one commit.
#include <algorithm>
#include <atomic>
#include <thread>

#include "common/store/store_test_util.h"

namespace sakip::store {
namespace {

using testing::ElementsAre;

class StoreConcurrencyTest : public EngineTest {};
INSTANTIATE_TEST_SUITE_P(Engines, StoreConcurrencyTest,
                         testing::Values(Engine::kMemory, Engine::kRocksDb), EngineName);

TEST_P(StoreConcurrencyTest, TwoIncrementsInAGroupBothCount) {
  WriterGate gate(*store_);
  auto first = Later(*store_, [](Txn& txn) { return Increment(txn, "n"); });
  auto second = Later(*store_, [](Txn& txn) { return Increment(txn, "n"); });
  gate.Release();
  EXPECT_EQ(first.get()->sequence, 1U);
  EXPECT_EQ(second.get()->sequence, 2U);
  EXPECT_EQ(NumberOf(*store_->GetSnapshot(), "n"), 2U);
}

TEST_P(StoreConcurrencyTest, OfTwoInsertsIfAbsentOneWins) {
  auto insert = [](const std::string& value) {
    return [value](Txn& txn) -> absl::Status {
      if (ValueOf(txn, kJurnal, "k") != "(absent)") {
        return absl::AlreadyExistsError("taken");
      }
      return txn.Put(kJurnal, "k", value);
    };
  };
  WriterGate gate(*store_);
  auto first = Later(*store_, insert("first"));
  auto second = Later(*store_, insert("second"));
  gate.Release();
  EXPECT_TRUE(first.get().ok());
  EXPECT_EQ(second.get().status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(ValueOf(*store_->GetSnapshot(), kJurnal, "k"), "first");
}

// Each takes its own line's budget if the two lines together stay above 0: both may not.
TEST_P(StoreConcurrencyTest, NoWriteSkew) {
  ASSERT_TRUE(store_->Update(PutOne(kPagu, "x", "1")).ok());
  ASSERT_TRUE(store_->Update(PutOne(kPagu, "y", "1")).ok());
  auto take = [](const std::string& own) {
    return [own](Txn& txn) -> absl::Status {
      if (NumberOf(txn, "x") + NumberOf(txn, "y") < 2) {
        return absl::FailedPreconditionError("would leave nothing");
      }
      return txn.Put(kPagu, own, "0");
    };
  };
  WriterGate gate(*store_);
  auto first = Later(*store_, take("x"));
  auto second = Later(*store_, take("y"));
  gate.Release();
  EXPECT_TRUE(first.get().ok());
  EXPECT_EQ(second.get().status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(Entries(*store_->GetSnapshot(), kPagu), ElementsAre("x=0", "y=1"));
}

TEST_P(StoreConcurrencyTest, ARefusedUpdateInAGroupLeavesNothingAndItsNeighboursStay) {
  ASSERT_TRUE(store_->Update(PutOne(kPagu, "base", "0")).ok());
  WriterGate gate(*store_);
  auto before = Later(*store_, PutOne(kPagu, "shared", "before"));
  auto refused = Later(*store_, [](Txn& txn) {
    EXPECT_EQ(ValueOf(txn, kPagu, "shared"), "before");
    EXPECT_TRUE(txn.Put(kPagu, "shared", "refused").ok());
    EXPECT_TRUE(txn.Put(kPagu, "own", "refused").ok());
    EXPECT_TRUE(txn.Delete(kPagu, "base").ok());
    return absl::FailedPreconditionError("no");
  });
  auto after = Later(*store_, [](Txn& txn) {
    EXPECT_THAT(Entries(txn, kPagu), ElementsAre("base=0", "shared=before"));
    EXPECT_EQ(txn.sequence(), 3U);
    return txn.Put(kPagu, "after", "1");
  });
  gate.Release();
  EXPECT_EQ(before.get()->sequence, 2U);
  EXPECT_EQ(refused.get().status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(after.get()->sequence, 3U);
  EXPECT_THAT(Entries(*store_->GetSnapshot(), kPagu),
              ElementsAre("after=1", "base=0", "shared=before"));
}

TEST_P(StoreConcurrencyTest, NobodySeesAGroupBeforeItIsDone) {
  WriterGate gate(*store_);
  auto first = Later(*store_, PutOne(kPagu, "a", "1"));
  auto second = Later(*store_, [this](Txn&) {
    auto snapshot = store_->GetSnapshot();
    EXPECT_EQ(snapshot->head().sequence, 0U);
    EXPECT_EQ(ValueOf(*snapshot, kPagu, "a"), "(absent)");
    return absl::OkStatus();
  });
  gate.Release();
  EXPECT_TRUE(first.get().ok());
  EXPECT_EQ(second.get()->sequence, 1U);
}

TEST_P(StoreConcurrencyTest, DoneRunsInOrderAndFindsItsWriteVisible) {
  std::vector<int> order;
  WriterGate gate(*store_);
  for (int i = 0; i < 200; ++i) {
    const std::string key = std::to_string(i);
    store_->Submit(PutOne(kPagu, key, "1"),
                   [this, i, key, &order](const absl::StatusOr<Head>& head) {
                     EXPECT_TRUE(head.ok());
                     order.push_back(i);
                     EXPECT_EQ(ValueOf(*store_->GetSnapshot(), kPagu, key), "1");
                   });
  }
  gate.Release();
  store_->Close();
  ASSERT_EQ(order.size(), 200U);
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST_P(StoreConcurrencyTest, DoneMaySubmitButNotUpdate) {
  std::promise<absl::StatusOr<Head>> nested;
  store_->Submit(PutOne(kPagu, "a", "1"), [&](const absl::StatusOr<Head>&) {
    EXPECT_EQ(store_->Update(PutOne(kPagu, "b", "1")).status().code(), absl::StatusCode::kInternal);
    store_->Submit(PutOne(kPagu, "c", "1"),
                   [&](absl::StatusOr<Head> head) { nested.set_value(std::move(head)); });
  });
  EXPECT_EQ(nested.get_future().get()->sequence, 2U);
  EXPECT_EQ(
      store_->Update([this](Txn&) { return store_->Update(PutOne(kPagu, "d", "1")).status(); })
          .status()
          .code(),
      absl::StatusCode::kInternal);
  EXPECT_THAT(Entries(*store_->GetSnapshot(), kPagu), ElementsAre("a=1", "c=1"));
}

TEST_P(StoreConcurrencyTest, LargeUpdatesInOneGroupAllCommit) {
  const std::string value(kValueBytesMax, 'v');
  WriterGate gate(*store_);
  std::vector<std::future<absl::StatusOr<Head>>> done;
  for (const char* key : {"a", "b", "c"}) {
    done.push_back(Later(*store_, PutOne(kPagu, key, value)));
  }
  gate.Release();
  for (uint64_t i = 0; i < done.size(); ++i) {
    EXPECT_EQ(done[i].get()->sequence, i + 1);
  }
  EXPECT_EQ(Entries(*store_->GetSnapshot(), kPagu).size(), 3U);
}

TEST_P(StoreConcurrencyTest, CloseFinishesTheQueueAndRefusesWhatComesLater) {
  ASSERT_TRUE(store_->Update(PutOne(kPagu, "a", "1")).ok());
  auto old = store_->GetSnapshot();
  WriterGate gate(*store_);
  auto queued = Later(*store_, PutOne(kPagu, "b", "1"));
  gate.Release();
  std::thread other([this] { store_->Close(); });
  store_->Close();
  other.join();
  store_->Close();
  EXPECT_TRUE(queued.get().ok());
  EXPECT_EQ(store_->Update(PutOne(kPagu, "c", "1")).status().code(),
            absl::StatusCode::kUnavailable);
  EXPECT_THAT(Entries(*old, kPagu), ElementsAre("a=1"));
  EXPECT_EQ(store_->GetSnapshot()->Get(kPagu, "a").status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(store_->GetSnapshot()->List(kPagu, {}, 1).status().code(),
            absl::StatusCode::kUnavailable);
}

TEST_P(StoreConcurrencyTest, ThirtyTwoWritersLoseNoIncrement) {
  constexpr uint64_t kWriters = 32;
  constexpr uint64_t kRounds = 100;
  std::atomic<bool> writing = true;
  // A reader beside them: the two counters of one Update are never seen apart.
  std::thread reader([&] {
    while (writing) {
      auto snapshot = store_->GetSnapshot();
      EXPECT_EQ(NumberOf(*snapshot, "debit"), NumberOf(*snapshot, "credit"));
      EXPECT_EQ(NumberOf(*snapshot, "debit"), snapshot->head().sequence);
    }
  });
  std::vector<std::thread> writers;
  for (uint64_t i = 0; i < kWriters; ++i) {
    writers.emplace_back([&] {
      for (uint64_t round = 0; round < kRounds; ++round) {
        absl::StatusOr<Head> head = store_->Update([](Txn& txn) {
          absl::Status status = Increment(txn, "debit");
          return status.ok() ? Increment(txn, "credit") : status;
        });
        EXPECT_TRUE(head.ok()) << head.status();
      }
    });
  }
  for (std::thread& writer : writers) {
    writer.join();
  }
  writing = false;
  reader.join();
  auto snapshot = store_->GetSnapshot();
  EXPECT_EQ(NumberOf(*snapshot, "debit"), kWriters * kRounds);
  EXPECT_EQ(snapshot->head().sequence, kWriters * kRounds);
}

}  // namespace
}  // namespace sakip::store
