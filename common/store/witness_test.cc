#include "common/store/witness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <string>
#include <thread>

#include "common/store/store_file_test_util.h"
#include "common/store/store_test_util.h"

namespace sakip::store {
namespace {

using testing::HasSubstr;

constexpr size_t kSecondSlot = 4096;

Head HeadAt(uint64_t sequence) {
  return {.sequence = sequence, .chain = std::string(32, static_cast<char>('a' + sequence % 26))};
}

class WitnessTest : public testing::Test {
 protected:
  std::string file() const { return temp_.path() + "/planning.witness"; }
  Witness At(uint64_t sequence) const {
    return {.store_id = std::string(32, '7'), .epoch = 3, .head = HeadAt(sequence)};
  }
  absl::StatusOr<std::unique_ptr<WitnessKeeper>> Keep(
      const Witness& last, std::function<void(const std::string&)> on_fatal) {
    absl::StatusOr<WitnessLock> lock = WitnessLock::Take(file());
    return lock.ok() ? WitnessKeeper::Open(*std::move(lock), last, std::move(on_fatal))
                     : lock.status();
  }
  std::unique_ptr<WitnessKeeper> MustKeep(const Witness& last) {
    auto keeper = Keep(last, [](const std::string& message) { ADD_FAILURE() << message; });
    EXPECT_TRUE(keeper.ok()) << keeper.status();
    return keeper.ok() ? *std::move(keeper) : nullptr;
  }
  // Waits, with a deadline, until the file says so.
  testing::AssertionResult Shows(uint64_t sequence) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    absl::StatusOr<Witness> seen;
    do {
      seen = ReadWitness(file());
      if (seen.ok() && seen->head.sequence == sequence) {
        return testing::AssertionSuccess();
      }
      std::this_thread::yield();
    } while (std::chrono::steady_clock::now() < deadline);
    return testing::AssertionFailure() << seen.status() << " " << seen->head.sequence;
  }

  TempDir temp_;
};

TEST_F(WitnessTest, IsReadAsItWasWritten) {
  EXPECT_EQ(ReadWitness(file()).status().code(), absl::StatusCode::kNotFound);
  ASSERT_TRUE(WriteWitness(file(), At(5)).ok());
  EXPECT_EQ(*ReadWitness(file()), At(5));
  ASSERT_TRUE(WriteWitness(file(), At(2)).ok());  // replaces, whatever was there
  EXPECT_EQ(*ReadWitness(file()), At(2));
}

// The example of docs/DATA_FORMAT.md: the layout is a promise.
TEST_F(WitnessTest, HasTheDocumentedBytes) {
  ASSERT_TRUE(WriteWitness(file(), At(1)).ok());
  const std::string bytes = ReadAll(file());
  ASSERT_EQ(bytes.size(), 8192U);
  const std::string slot = bytes.substr(kSecondSlot, 512);
  using namespace std::string_literals;
  EXPECT_EQ(slot.substr(0, 8), "SAKIPWIT");
  EXPECT_EQ(slot.substr(8, 4), "\0\0\0\1"s);
  EXPECT_EQ(slot.substr(12, 8), "\0\0\0\0\0\0\0\3"s);  // epoch
  EXPECT_EQ(slot.substr(20, 8), "\0\0\0\0\0\0\0\2"s);  // counter
  EXPECT_EQ(slot.substr(28, 8), "\0\0\0\0\0\0\0\1"s);  // sequence
  EXPECT_EQ(slot.substr(36, 32), std::string(32, 'b'));
  EXPECT_EQ(slot.substr(68, 32), std::string(32, '7'));
  EXPECT_EQ(slot.substr(100, 408), std::string(408, '\0'));
  EXPECT_EQ(slot.substr(508), "\xbc\x8d\xa9\xdd"s);
}

TEST_F(WitnessTest, ATornSlotLeavesTheOther) {
  ASSERT_TRUE(WriteWitness(file(), At(1)).ok());
  for (uint64_t sequence : {2U, 3U}) {
    auto keeper = MustKeep(At(sequence));
    keeper->Close();
  }
  // 2 went to the first slot, 3 to the second.
  const std::string whole = ReadAll(file());
  EXPECT_EQ(ReadWitness(file())->head.sequence, 3U);
  for (size_t offset : {0U, 8U, 12U, 20U, 28U, 36U, 68U, 100U, 300U, 508U, 511U}) {
    FlipByte(file(), kSecondSlot + offset);
    EXPECT_EQ(ReadWitness(file())->head.sequence, 2U) << offset;
    WriteAll(file(), whole);
    FlipByte(file(), offset);
    EXPECT_EQ(ReadWitness(file())->head.sequence, 3U) << offset;
    FlipByte(file(), kSecondSlot + offset);
    EXPECT_EQ(ReadWitness(file()).status().code(), absl::StatusCode::kDataLoss) << offset;
    WriteAll(file(), whole);
  }
  WriteAll(file(), whole.substr(0, kSecondSlot + 511));
  EXPECT_EQ(ReadWitness(file())->head.sequence, 2U);
  WriteAll(file(), "");
  EXPECT_EQ(ReadWitness(file()).status().code(), absl::StatusCode::kDataLoss);
}

TEST_F(WitnessTest, AKeeperWritesTheOlderSlotAndNeverTheNewest) {
  ASSERT_TRUE(WriteWitness(file(), At(1)).ok());
  std::string before = ReadAll(file());
  for (uint64_t sequence = 2; sequence < 8; ++sequence) {
    MustKeep(At(sequence))->Close();
    const std::string after = ReadAll(file());
    const bool first = after.substr(0, 512) != before.substr(0, 512);
    const bool second = after.substr(kSecondSlot, 512) != before.substr(kSecondSlot, 512);
    EXPECT_NE(first, second);
    EXPECT_EQ(first, sequence % 2 == 0);
    EXPECT_EQ(ReadWitness(file())->head.sequence, sequence);
    before = after;
  }
}

TEST_F(WitnessTest, AKeeperWritesWhatItSawWithoutBeingClosed) {
  ASSERT_TRUE(WriteWitness(file(), At(1)).ok());
  auto keeper = MustKeep(At(4));
  EXPECT_TRUE(Shows(4));  // what the store had beyond its witness at the open
  for (uint64_t sequence : {5U, 6U, 7U}) {
    keeper->Saw(HeadAt(sequence));
  }
  EXPECT_TRUE(Shows(7));
  EXPECT_EQ(ReadWitness(file())->epoch, 3U);
  keeper->Saw(HeadAt(8));
  keeper->Close();
  keeper->Close();
  EXPECT_EQ(*ReadWitness(file()), At(8));
}

TEST_F(WitnessTest, AKeeperNeedsAWitnessThatCanBeRead) {
  auto ignore = [](const std::string&) {};
  EXPECT_EQ(Keep(At(1), ignore).status().code(), absl::StatusCode::kNotFound);
  WriteAll(file(), std::string(8192, '\0'));
  EXPECT_EQ(Keep(At(1), ignore).status().code(), absl::StatusCode::kDataLoss);
}

TEST_F(WitnessTest, OneHolderAtATime) {
  EXPECT_EQ(WitnessLock::Take(file()).status().code(), absl::StatusCode::kNotFound);
  ASSERT_TRUE(WriteWitness(file(), At(1)).ok());
  auto keeper = MustKeep(At(1));
  const absl::Status taken = WitnessLock::Take(file()).status();
  EXPECT_EQ(taken.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(taken.message()),
              HasSubstr("a running store uses the witness '" + file()));
  keeper.reset();
  {
    auto lock = WitnessLock::Take(file());
    ASSERT_TRUE(lock.ok()) << lock.status();
    EXPECT_EQ(WitnessLock::Take(file()).status().code(), absl::StatusCode::kUnavailable);
    // The lock is of the file that was replaced.
    ASSERT_TRUE(WriteWitness(file(), At(2)).ok());
    EXPECT_TRUE(WitnessLock::Take(file()).ok());
  }
  EXPECT_TRUE(WitnessLock::Take(file()).ok());
}

TEST_F(WitnessTest, AFailedWriteIsFatalOnce) {
  std::atomic<int> calls = 0;
  std::promise<std::string> fatal;
  ASSERT_TRUE(WriteWitness(file(), At(1)).ok());
  auto keeper = Keep(At(1), [&](const std::string& message) {
    ++calls;
    fatal.set_value(message);
  });
  ASSERT_TRUE(keeper.ok());
  ASSERT_TRUE(FillDiskUnder(file()));
  (*keeper)->Saw(HeadAt(2));
  EXPECT_THAT(fatal.get_future().get(), HasSubstr("witness"));
  (*keeper)->Saw(HeadAt(3));
  (*keeper)->Close();
  EXPECT_EQ(calls, 1);
}

struct Comparison {
  const char* name;
  Witness witness;
  absl::StatusCode code;
  const char* message;
};

TEST_F(WitnessTest, ComparesTheStoreWithWhatWasSeen) {
  const Identity identity{
      .service = "planning", .store_id = std::string(32, '7'), .epoch = 3, .format = 2};
  // The store ends at commit 5; groups ended at 1, 3 and 5.
  auto chain_at = [](uint64_t sequence) -> absl::StatusOr<std::optional<std::string>> {
    return sequence % 2 == 1 ? std::optional(HeadAt(sequence).chain) : std::nullopt;
  };
  auto with = [this](uint64_t sequence, auto change) {
    Witness witness = At(sequence);
    change(witness);
    return witness;
  };
  const std::vector<Comparison> comparisons = {
      {"the same", At(5), absl::StatusCode::kOk, ""},
      {"older witness", At(3), absl::StatusCode::kOk, ""},
      {"after a restore", with(3, [](Witness& w) { w.epoch = 2; }), absl::StatusCode::kOk, ""},
      {"shorter store", At(7), absl::StatusCode::kDataLoss,
       "ends at commit 5, but its witness saw commit 7"},
      {"other past", with(3, [](Witness& w) { w.head.chain[0] = 'x'; }),
       absl::StatusCode::kDataLoss, "another history than its witness saw at commit 3"},
      {"other present", with(5, [](Witness& w) { w.head.chain[0] = 'x'; }),
       absl::StatusCode::kDataLoss, "another history"},
      {"no group there", At(4), absl::StatusCode::kDataLoss, "another history"},
      {"older epoch", with(3, [](Witness& w) { w.epoch = 4; }), absl::StatusCode::kDataLoss,
       "epoch 3, but its witness saw epoch 4"},
      {"other instance", with(3, [](Witness& w) { w.store_id[0] = '8'; }),
       absl::StatusCode::kDataLoss, "its witness is of the instance 8777"},
  };
  for (const Comparison& c : comparisons) {
    const absl::Status status = CompareWitness(c.witness, identity, HeadAt(5), chain_at);
    EXPECT_EQ(status.code(), c.code) << c.name;
    EXPECT_THAT(std::string(status.message()), HasSubstr(c.message)) << c.name;
  }
  auto unreadable = [](uint64_t) -> absl::StatusOr<std::optional<std::string>> {
    return absl::UnknownError("disk");
  };
  EXPECT_EQ(CompareWitness(At(3), identity, HeadAt(5), unreadable), absl::UnknownError("disk"));
}

}  // namespace
}  // namespace sakip::store
