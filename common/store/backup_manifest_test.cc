#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "common/store/backup.h"
#include "common/store/backup_files.h"
#include "common/store/memory_store.h"
#include "common/store/store_test_util.h"

namespace sakip::store {
namespace {

using testing::HasSubstr;

BackupManifest Sample() {
  return {.identity = {.service = "planning",
                       .store_id = "0f4b6c1de2a94f0c8f5e7a1b2c3d4e5f",
                       .epoch = 3},
          .head = {.sequence = 42, .chain = std::string(32, '\x5a')},
          .digest = std::string(64, 'd'),
          .program = "sakipd 0.1.0",
          .time = "2018-02-02T08:00:00Z",
          .files = {{.name = "000013.sst", .bytes = 1244, .sha256 = std::string(64, 'a')},
                    {.name = "CURRENT", .bytes = 16, .sha256 = std::string(64, 'b')}}};
}

// `body` with the last line it needs.
std::string Signed(const std::string& body) {
  files::Sha256Hex hash;
  hash.Add(body);
  return body + "sha256 " + hash.Finish() + "\n";
}

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

// Without its last line.
std::string BodyOf(const BackupManifest& manifest) {
  const std::string bytes = EncodeManifest(manifest);
  return bytes.substr(0, bytes.size() - 72);
}

TEST(BackupManifestTest, IsReadAsItWasWritten) {
  const absl::StatusOr<BackupManifest> read = DecodeManifest(EncodeManifest(Sample()));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(EncodeManifest(*read), EncodeManifest(Sample()));
  EXPECT_EQ(read->identity.epoch, 3U);
  EXPECT_EQ(read->head.sequence, 42U);
  EXPECT_EQ(read->head.chain, Sample().head.chain);
  ASSERT_EQ(read->files.size(), 2U);
  EXPECT_EQ(read->files[0].bytes, 1244U);
}

// docs/DATA_FORMAT.md publishes the bytes.
TEST(BackupManifestTest, HasTheDocumentedLines) {
  EXPECT_EQ(BodyOf(Sample()),
            "sakip-backup 1\n"
            "program sakipd 0.1.0\n"
            "time 2018-02-02T08:00:00Z\n"
            "service planning\n"
            "store_id 0f4b6c1de2a94f0c8f5e7a1b2c3d4e5f\n"
            "epoch 3\n"
            "format 2\n"
            "sequence 42\n"
            "chain 5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a\n"
            "digest " +
                std::string(64, 'd') + "\nfiles 2\nfile " + std::string(64, 'a') +
                " 1244 000013.sst\nfile " + std::string(64, 'b') + " 16 CURRENT\n");
}

TEST(BackupManifestTest, EveryChangedByteIsDamage) {
  const std::string bytes = EncodeManifest(Sample());
  for (size_t i = 0; i < bytes.size(); ++i) {
    std::string changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_EQ(DecodeManifest(changed).status().code(), absl::StatusCode::kDataLoss) << i;
    EXPECT_EQ(DecodeManifest(bytes.substr(0, i)).status().code(), absl::StatusCode::kDataLoss) << i;
  }
}

TEST(BackupManifestTest, ItSaysWhatAnotherProgramMade) {
  const std::string newer = Signed(Replaced(BodyOf(Sample()), "sakip-backup 1", "sakip-backup 2"));
  const absl::Status status = DecodeManifest(newer).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("layout 2"));
}

TEST(BackupManifestTest, OnlyWhatEncodeWritesIsRead) {
  for (const auto& [from, to] : std::initializer_list<std::pair<std::string, std::string>>{
           {"epoch 3", "epoch 03"},
           {"epoch 3", "epoch -3"},
           {"epoch 3\n", ""},
           {"files 2", "files 3"},
           {"files 2", "files 99999999999999999999"},
           {" CURRENT", " ../CURRENT"},
           {" CURRENT", " a/b"},
           {" CURRENT", " .."},
           {" CURRENT", " 000001.sst"},  // out of order
           {" CURRENT", " 000013.sst"},  // twice
           {"chain 5a", "chain 5A"},
           {"file b", "file  b"},
       }) {
    const std::string bytes = Signed(Replaced(BodyOf(Sample()), from, to));
    EXPECT_EQ(DecodeManifest(bytes).status().code(), absl::StatusCode::kDataLoss) << to;
  }
}

TEST(StateDigestTest, DependsOnEveryEntryAndOnTheHead) {
  const auto digest_of = [](const std::vector<Store::UpdateFn>& updates) {
    const std::unique_ptr<Store> store = NewMemoryStore("planning");
    for (const Store::UpdateFn& update : updates) {
      EXPECT_TRUE(store->Update(update).ok());
    }
    return *StateDigest(*store->GetSnapshot());
  };
  const std::string one = digest_of({PutOne(kPagu, "ab", "c")});
  EXPECT_EQ(one.size(), 64U);
  EXPECT_EQ(one, digest_of({PutOne(kPagu, "ab", "c")}));
  EXPECT_NE(one, digest_of({PutOne(kPagu, "a", "bc")}));
  EXPECT_NE(one, digest_of({PutOne(kLast, "ab", "c")}));
  EXPECT_NE(one, digest_of({}));
  // The same entries, another history.
  EXPECT_NE(one, digest_of({PutOne(kPagu, "ab", "x"), PutOne(kPagu, "ab", "c")}));
}

}  // namespace
}  // namespace sakip::store
