// What every engine must do, one Update or reader at a time. store_concurrency_test.cc has the
// rest.
#include <algorithm>
#include <map>
#include <random>

#include "absl/strings/str_cat.h"
#include "common/store/store_test_util.h"

namespace sakip::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class StoreConformanceTest : public EngineTest {};
INSTANTIATE_TEST_SUITE_P(Engines, StoreConformanceTest,
                         testing::Values(Engine::kMemory, Engine::kRocksDb), EngineName);

TEST_P(StoreConformanceTest, AnEmptyStoreHasAHeadAndAnIdentity) {
  EXPECT_EQ(store_->identity().service, "planning");
  EXPECT_EQ(store_->identity().store_id.size(), 32U);
  EXPECT_EQ(store_->identity().epoch, 1U);
  auto snapshot = store_->GetSnapshot();
  EXPECT_EQ(snapshot->head().sequence, 0U);
  EXPECT_EQ(snapshot->head().chain, std::string(32, '\0'));
  EXPECT_EQ(ValueOf(*snapshot, kPagu, "a"), "(absent)");
  EXPECT_THAT(Entries(*snapshot, kPagu), IsEmpty());
}

TEST_P(StoreConformanceTest, KeysAreInOrderOfUnsignedBytes) {
  const std::vector<std::string> ordered = {
      "",
      std::string(1, '\0'),
      std::string(2, '\0'),
      "\x01",
      "\x7f",
      "\x7f\xff",
      "\x80",
      "\x80\x01",
      "\xff",
      "\xff\xff",
  };
  MustUpdate([&](Txn& txn) {
    for (const std::string& key : std::vector<std::string>(ordered.rbegin(), ordered.rend())) {
      EXPECT_TRUE(txn.Put(kLast, key, "v").ok());
    }
    return absl::OkStatus();
  });
  std::vector<std::string> forward;
  auto snapshot = store_->GetSnapshot();
  EXPECT_TRUE(snapshot
                  ->Scan(kLast, {},
                         [&](std::string_view key, std::string_view) {
                           forward.emplace_back(key);
                           return true;
                         })
                  .ok());
  EXPECT_EQ(forward, ordered);
  std::vector<std::string> backward;
  EXPECT_TRUE(snapshot
                  ->ScanReverse(kLast, {},
                                [&](std::string_view key, std::string_view) {
                                  backward.insert(backward.begin(), std::string(key));
                                  return true;
                                })
                  .ok());
  EXPECT_EQ(backward, ordered);
}

TEST_P(StoreConformanceTest, RangesIncludeTheirBeginAndExcludeTheirEnd) {
  MustUpdate([](Txn& txn) {
    for (const char* key : {"a", "b", "ba", "c", "\xff", "\xff\x01"}) {
      EXPECT_TRUE(txn.Put(kPagu, key, "1").ok());
    }
    return absl::OkStatus();
  });
  struct Case {
    Range range;
    std::vector<std::string> keys;
  };
  const std::vector<Case> cases = {
      {{"a", "c"}, {"a=1", "b=1", "ba=1"}},
      {{"", "b"}, {"a=1"}},
      {{"c", ""}, {"c=1", "\xff=1", "\xff\x01=1"}},
      {{"bb", "bc"}, {}},
      {{"b", "b"}, {}},
      {{"c", "a"}, {}},
      {{std::string("a\0", 2), "b"}, {}},
      {PrefixRange("b"), {"b=1", "ba=1"}},
      {PrefixRange("\xff"), {"\xff=1", "\xff\x01=1"}},
      {PrefixRange("zz"), {}},
      {PrefixRange(""), {"a=1", "b=1", "ba=1", "c=1", "\xff=1", "\xff\x01=1"}},
  };
  auto snapshot = store_->GetSnapshot();
  for (const Case& c : cases) {
    SCOPED_TRACE("[" + c.range.begin + ", " + c.range.end + ")");
    EXPECT_EQ(Entries(*snapshot, kPagu, c.range), c.keys);
    std::vector<std::string> reversed(c.keys.rbegin(), c.keys.rend());
    EXPECT_EQ(Entries(*snapshot, kPagu, c.range, /*reverse=*/true), reversed);
    MustUpdate([&](Txn& txn) {
      EXPECT_EQ(Entries(txn, kPagu, c.range), c.keys);
      EXPECT_EQ(Entries(txn, kPagu, c.range, /*reverse=*/true), reversed);
      return absl::OkStatus();
    });
  }
}

TEST_P(StoreConformanceTest, AVisitorStopsAScanAndListStopsAtItsLimit) {
  MustUpdate([](Txn& txn) {
    for (const char* key : {"a", "b", "c"}) {
      EXPECT_TRUE(txn.Put(kPagu, key, "1").ok());
    }
    return absl::OkStatus();
  });
  auto snapshot = store_->GetSnapshot();
  int visits = 0;
  auto once = [&](std::string_view, std::string_view) { return ++visits, false; };
  EXPECT_TRUE(snapshot->Scan(kPagu, {}, once).ok());
  EXPECT_EQ(visits, 1);
  EXPECT_TRUE(snapshot->ScanReverse(kPagu, {}, once).ok());
  EXPECT_EQ(visits, 2);
  EXPECT_EQ(snapshot->List(kPagu, {}, 0)->size(), 0U);
  EXPECT_EQ(snapshot->List(kPagu, {}, 2)->back().key, "b");
  EXPECT_EQ(snapshot->List(kPagu, {}, 9)->size(), 3U);
}

TEST_P(StoreConformanceTest, TablesNeverMeet) {
  const Table first{.id = 1, .name = "first"};
  const Table second{.id = 2, .name = "second"};
  MustUpdate([&](Txn& txn) {
    EXPECT_TRUE(txn.Put(first, "k", "1").ok());
    EXPECT_TRUE(txn.Put(first, "\xff\xff", "1").ok());
    EXPECT_TRUE(txn.Put(second, "", "2").ok());
    EXPECT_TRUE(txn.Put(second, "k", "2").ok());
    EXPECT_EQ(Entries(txn, first).size(), 2U);
    EXPECT_EQ(Entries(txn, first, {}, /*reverse=*/true).size(), 2U);
    return txn.Delete(second, "k");
  });
  auto snapshot = store_->GetSnapshot();
  EXPECT_THAT(Entries(*snapshot, first), ElementsAre("k=1", "\xff\xff=1"));
  EXPECT_THAT(Entries(*snapshot, second), ElementsAre("=2"));
  EXPECT_THAT(Entries(*snapshot, second, {}, /*reverse=*/true), ElementsAre("=2"));
}

TEST_P(StoreConformanceTest, ASnapshotStaysAtItsMoment) {
  const Head before = MustUpdate([](Txn& txn) {
    EXPECT_TRUE(txn.Put(kPagu, "changed", "old").ok());
    return txn.Put(kPagu, "deleted", "old");
  });
  auto snapshot = store_->GetSnapshot();
  MustUpdate([](Txn& txn) {
    EXPECT_TRUE(txn.Put(kPagu, "changed", "new").ok());
    EXPECT_TRUE(txn.Put(kPagu, "added", "new").ok());
    return txn.Delete(kPagu, "deleted");
  });
  EXPECT_THAT(Entries(*snapshot, kPagu), ElementsAre("changed=old", "deleted=old"));
  EXPECT_EQ(ValueOf(*snapshot, kPagu, "added"), "(absent)");
  EXPECT_EQ(snapshot->head().sequence, before.sequence);
  EXPECT_EQ(snapshot->head().chain, before.chain);
  EXPECT_THAT(Entries(*store_->GetSnapshot(), kPagu), ElementsAre("added=new", "changed=new"));
}

TEST_P(StoreConformanceTest, AnUpdateReadsItsOwnWritesOverTheBase) {
  MustUpdate([](Txn& txn) {
    for (const char* key : {"b", "d", "f"}) {
      EXPECT_TRUE(txn.Put(kPagu, key, "base").ok());
    }
    return absl::OkStatus();
  });
  MustUpdate([](Txn& txn) {
    EXPECT_TRUE(txn.Put(kPagu, "a", "own").ok());
    EXPECT_TRUE(txn.Put(kPagu, "d", "own").ok());
    EXPECT_TRUE(txn.Delete(kPagu, "f").ok());
    EXPECT_TRUE(txn.Put(kPagu, "g", "own").ok());
    EXPECT_TRUE(txn.Put(kPagu, "h", "own").ok());
    EXPECT_TRUE(txn.Delete(kPagu, "h").ok());
    EXPECT_EQ(ValueOf(txn, kPagu, "d"), "own");
    EXPECT_EQ(ValueOf(txn, kPagu, "f"), "(absent)");
    EXPECT_THAT(Entries(txn, kPagu), ElementsAre("a=own", "b=base", "d=own", "g=own"));
    EXPECT_THAT(Entries(txn, kPagu, {}, /*reverse=*/true),
                ElementsAre("g=own", "d=own", "b=base", "a=own"));
    EXPECT_THAT(Entries(txn, kPagu, {"b", "g"}, /*reverse=*/true), ElementsAre("d=own", "b=base"));
    EXPECT_TRUE(txn.Put(kPagu, "f", "again").ok());
    EXPECT_EQ(ValueOf(txn, kPagu, "f"), "again");
    return absl::OkStatus();
  });
  EXPECT_THAT(Entries(*store_->GetSnapshot(), kPagu),
              ElementsAre("a=own", "b=base", "d=own", "f=again", "g=own"));
}

TEST_P(StoreConformanceTest, ARefusedUpdateLeavesNothing) {
  const Head before = MustUpdate(PutOne(kPagu, "kept", "1"));
  absl::StatusOr<Head> refused = store_->Update([](Txn& txn) {
    EXPECT_TRUE(txn.Put(kPagu, "lost", "1").ok());
    EXPECT_TRUE(txn.Delete(kPagu, "kept").ok());
    return absl::FailedPreconditionError("over pagu");
  });
  EXPECT_EQ(refused.status(), absl::FailedPreconditionError("over pagu"));
  auto snapshot = store_->GetSnapshot();
  EXPECT_THAT(Entries(*snapshot, kPagu), ElementsAre("kept=1"));
  EXPECT_EQ(snapshot->head().chain, before.chain);
}

TEST_P(StoreConformanceTest, AppendOnlyKeysAreInsertedOnce) {
  MustUpdate(PutOne(kJurnal, "1", "debit"));
  EXPECT_EQ(UpdateCode(PutOne(kJurnal, "1", "changed")), absl::StatusCode::kInternal);
  EXPECT_EQ(UpdateCode(PutOne(kJurnal, "1", "debit")), absl::StatusCode::kInternal);
  EXPECT_EQ(UpdateCode([](Txn& txn) { return txn.Delete(kJurnal, "1"); }),
            absl::StatusCode::kInternal);
  EXPECT_EQ(UpdateCode([](Txn& txn) { return txn.Delete(kJurnal, "absent"); }),
            absl::StatusCode::kInternal);
  EXPECT_EQ(UpdateCode([](Txn& txn) {
              EXPECT_TRUE(txn.Put(kJurnal, "2", "once").ok());
              return txn.Put(kJurnal, "2", "twice");
            }),
            absl::StatusCode::kInternal);
  EXPECT_EQ(UpdateCode([](Txn& txn) {
              EXPECT_TRUE(txn.Put(kPagu, "a", "1").ok());
              (void)txn.Put(kJurnal, "1", "changed");  // ignoring the refusal must not help
              EXPECT_FALSE(txn.Put(kPagu, "b", "1").ok());
              return absl::OkStatus();
            }),
            absl::StatusCode::kInternal);
  auto snapshot = store_->GetSnapshot();
  EXPECT_THAT(Entries(*snapshot, kJurnal), ElementsAre("1=debit"));
  EXPECT_THAT(Entries(*snapshot, kPagu), IsEmpty());
}

TEST_P(StoreConformanceTest, TheStoresOwnTablesAreClosed) {
  for (uint8_t id : {uint8_t{0}, uint8_t{255}}) {
    const Table own{.id = id, .name = "own"};
    EXPECT_EQ(UpdateCode(PutOne(own, "head", "x")), absl::StatusCode::kInternal);
    auto snapshot = store_->GetSnapshot();
    EXPECT_EQ(snapshot->Get(own, "head").status().code(), absl::StatusCode::kInternal);
    EXPECT_EQ(snapshot->List(own, {}, 1).status().code(), absl::StatusCode::kInternal);
  }
}

TEST_P(StoreConformanceTest, AWriteDuringAScanIsRefused) {
  MustUpdate(PutOne(kPagu, "a", "1"));
  EXPECT_EQ(UpdateCode([](Txn& txn) {
              return txn.Scan(kPagu, {}, [&](std::string_view key, std::string_view) {
                EXPECT_EQ(ValueOf(txn, kPagu, key), "1");  // reading is fine
                EXPECT_FALSE(txn.Put(kPagu, "b", "1").ok());
                return true;
              });
            }),
            absl::StatusCode::kInternal);
}

TEST_P(StoreConformanceTest, KeysAndValuesReachTheirLimitAndNotOneMore) {
  const std::string key(kKeyBytesMax, '\xff');
  const std::string value(kValueBytesMax, 'v');
  MustUpdate(PutOne(kPagu, key, value));
  auto snapshot = store_->GetSnapshot();
  EXPECT_EQ(ValueOf(*snapshot, kPagu, key), value);
  EXPECT_EQ(UpdateCode(PutOne(kPagu, key + "k", "v")), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(UpdateCode(PutOne(kPagu, "k", value + "v")), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(UpdateCode([&](Txn& txn) { return txn.Delete(kPagu, key + "k"); }),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(snapshot->Get(kPagu, key + "k").status().code(), absl::StatusCode::kInvalidArgument);
  MustUpdate([&](Txn& txn) { return txn.Delete(kPagu, key); });
  EXPECT_THAT(Entries(*store_->GetSnapshot(), kPagu), IsEmpty());
}

TEST_P(StoreConformanceTest, AnUpdateReachesItsByteLimitAndNotOneMore) {
  auto fill = [](Txn& txn) {
    const std::string value(kValueBytesMax - 1, 'v');
    for (const char* key : {"a", "b", "c", "d"}) {
      EXPECT_TRUE(txn.Put(kPagu, key, value).ok());
    }
    EXPECT_EQ(txn.bytes(), kUpdateBytesMax);
    return absl::OkStatus();
  };
  MustUpdate(fill);
  EXPECT_EQ(Entries(*store_->GetSnapshot(), kPagu).size(), 4U);
  EXPECT_EQ(UpdateCode([&](Txn& txn) { return (void)fill(txn), txn.Put(kLast, "e", ""); }),
            absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(Entries(*store_->GetSnapshot(), kLast), IsEmpty());
}

TEST_P(StoreConformanceTest, AnUpdateReachesItsWriteLimitAndNotOneMore) {
  auto fill = [](Txn& txn) {
    absl::Status status;
    for (size_t i = 0; i < kUpdateWritesMax && status.ok(); ++i) {
      status = txn.Put(kPagu, std::to_string(i), "v");
    }
    EXPECT_EQ(txn.writes(), kUpdateWritesMax);
    return status;
  };
  MustUpdate(fill);
  EXPECT_EQ(Entries(*store_->GetSnapshot(), kPagu).size(), kUpdateWritesMax);
  EXPECT_EQ(UpdateCode([&](Txn& txn) { return (void)fill(txn), txn.Delete(kPagu, "1"); }),
            absl::StatusCode::kInvalidArgument);
}

TEST_P(StoreConformanceTest, SequencesAreDenseAndNothingWrittenKeepsTheHead) {
  const Head first = MustUpdate([](Txn& txn) {
    EXPECT_EQ(txn.sequence(), 1U);
    return txn.Put(kPagu, "a", "1");
  });
  EXPECT_EQ(first.sequence, 1U);
  const Head nothing = MustUpdate([](Txn&) { return absl::OkStatus(); });
  EXPECT_EQ(nothing.sequence, 1U);
  EXPECT_EQ(nothing.chain, first.chain);
  (void)store_->Update([](Txn&) { return absl::AbortedError("no"); });
  const Head second = MustUpdate(PutOne(kPagu, "a", "1"));
  EXPECT_EQ(second.sequence, 2U);
  EXPECT_NE(second.chain, first.chain);
  EXPECT_EQ(store_->GetSnapshot()->head().chain, second.chain);
}

// The example of docs/DATA_FORMAT.md, computed there by another program: the encoding is a promise.
TEST_P(StoreConformanceTest, TheChainIsTheDocumentedHash) {
  const Head head = MustUpdate([](Txn& txn) {
    EXPECT_TRUE(txn.Put(kPagu, "ab", "xyz").ok());
    return txn.Delete(kLast, "");
  });
  std::string hex;
  for (char c : head.chain) {
    constexpr char kDigits[] = "0123456789abcdef";
    hex.push_back(kDigits[static_cast<unsigned char>(c) >> 4]);
    hex.push_back(kDigits[static_cast<unsigned char>(c) & 15]);
  }
  EXPECT_EQ(hex, "59ac0d06eb500b8f0671ae262f5b7a306c020125bda0b76f044356a998db9100");
}

TEST(StoreChainTest, EnginesAgreeAndEveryDetailCounts) {
  TempDir dir;
  ASSERT_TRUE(InitRocksDbStore(dir.path(), "planning").ok());
  auto rocksdb = OpenRocksDbStore({.dir = dir.path(), .service = "planning"});
  ASSERT_TRUE(rocksdb.ok()) << rocksdb.status();
  auto memory = NewMemoryStore("planning");
  for (const Store::UpdateFn& fn : std::vector<Store::UpdateFn>{
           PutOne(kPagu, "a", "1"), PutOne(kPagu, "a", "1"), PutOne(kLast, "a", "1"),
           [](Txn& txn) { return txn.Delete(kPagu, "absent"); },
           [](Txn& txn) {
             return txn.Put(kPagu, "x", "").ok() ? txn.Put(kPagu, "y", "")
                                                 : absl::InternalError("");
           }}) {
    EXPECT_EQ((*rocksdb)->Update(fn)->chain, memory->Update(fn)->chain);
  }

  std::vector<std::string> chains;
  for (const Store::UpdateFn& fn : std::vector<Store::UpdateFn>{
           PutOne(kPagu, "a", "bc"), PutOne(kPagu, "ab", "c"), PutOne(kLast, "a", "bc"),
           [](Txn& txn) { return txn.Delete(kPagu, "a"); }}) {
    chains.push_back(NewMemoryStore("planning")->Update(fn)->chain);
  }
  std::sort(chains.begin(), chains.end());
  EXPECT_EQ(std::unique(chains.begin(), chains.end()), chains.end());
}

// Random Updates, some refused, against a std::map.
TEST_P(StoreConformanceTest, BehavesLikeAMap) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  auto below = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
  auto key = [&] { return std::string(below(3), static_cast<char>(0x7e + below(4))); };
  using Model = std::map<std::string, std::string>;
  auto expect_same = [](const Reader& reader, const Model& model, const Range& range) {
    std::vector<std::string> expected;
    for (const auto& [k, v] : model) {
      if (k >= range.begin && (range.end.empty() || k < range.end)) {
        expected.push_back(absl::StrCat(k, "=", v));
      }
    }
    EXPECT_EQ(Entries(reader, kPagu, range), expected);
    std::reverse(expected.begin(), expected.end());
    EXPECT_EQ(Entries(reader, kPagu, range, /*reverse=*/true), expected);
  };
  Model committed;
  for (int round = 0; round < 300 && !HasFailure(); ++round) {
    Model model = committed;
    const bool refuse = below(4) == 0;
    absl::StatusOr<Head> head = store_->Update([&](Txn& txn) {
      for (unsigned i = below(6); i > 0; --i) {
        const std::string k = key();
        if (below(3) == 0) {
          EXPECT_TRUE(txn.Delete(kPagu, k).ok());
          model.erase(k);
        } else {
          EXPECT_TRUE(txn.Put(kPagu, k, std::to_string(round)).ok());
          model[k] = std::to_string(round);
        }
        expect_same(txn, model, {key(), key()});
        const std::string asked = key();
        EXPECT_EQ(ValueOf(txn, kPagu, asked), model.contains(asked) ? model[asked] : "(absent)");
      }
      return refuse ? absl::AbortedError("refused") : absl::OkStatus();
    });
    ASSERT_EQ(head.ok(), !refuse);
    if (!refuse) {
      committed = model;
    }
    expect_same(*store_->GetSnapshot(), committed, {});
  }
}

}  // namespace
}  // namespace sakip::store
