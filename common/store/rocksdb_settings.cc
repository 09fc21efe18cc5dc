#include "common/store/rocksdb_settings.h"

#include <rocksdb/cache.h>
#include <rocksdb/file_checksum.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/listener.h>
#include <rocksdb/table.h>

#include <cstdarg>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/failpoint/failpoint.h"

namespace sakip::store {
namespace {

constexpr size_t kMiB = size_t{1} << 20;

class Listener final : public rocksdb::EventListener {
 public:
  explicit Listener(std::function<void(const std::string&)> on_error)
      : on_error_(std::move(on_error)) {}

  // RocksDB would go on read-only, or resume and silently lose the failed record.
  void OnBackgroundError(rocksdb::BackgroundErrorReason reason, rocksdb::Status* error) override {
    if (!failpoint::Planted(failpoint::Defect::kRetryAfterSyncError)) {
      on_error_(
          absl::StrCat("background error ", static_cast<int>(reason), ": ", error->ToString()));
    }
  }
  void OnFlushBegin(rocksdb::DB*, const rocksdb::FlushJobInfo&) override {
    failpoint::Reach(failpoint::Point::kFlush);
  }
  void OnCompactionBegin(rocksdb::DB*, const rocksdb::CompactionJobInfo&) override {
    failpoint::Reach(failpoint::Point::kCompaction);
  }

 private:
  std::function<void(const std::string&)> on_error_;
};

class NoLog final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

// Small, since four services may be in one process.
constexpr size_t kCacheBytes = 16 * kMiB;

rocksdb::BlockBasedTableOptions TableSettings() {
  rocksdb::BlockBasedTableOptions table;
  // One for each open, never shared: RocksDB knows a cached block by the file that it was written
  // to first, so a copy of a store would be read, and found well, from the blocks of its original.
  // Two shards: by default each would have half a MiB, and what does not fit into a shard is read
  // and unpacked anew at every lookup.
  table.block_cache = rocksdb::NewLRUCache(kCacheBytes, /*num_shard_bits=*/1);
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  // In parts of a few KiB: those of one large file would alone fill the cache.
  table.index_type = rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
  table.partition_filters = true;
  table.enable_index_compression = false;
  table.checksum = rocksdb::kXXH3;
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  return table;
}

// What can be under way at once must fit into the disk reserve, 512 MiB unless an operator says
// otherwise, since writes are refused only from there on:
//   - one compaction writes its inputs anew before it lets go of them. From level 0: at most
//     12 + 2 files of 8 MiB, and of level 1 at most 14 / 4 times 64 MiB, or its own turn would have
//     come first: 336 MiB. From a deeper level: a file of 16 MiB, and what it overlaps, 128 MiB
//     and a file at either end: 176 MiB.
//   - two memtables and their log, 32 MiB, one flush of them at a time, a new manifest, the logs.
// All stores of a process share one thread for compactions and one for flushes. Files from before
// these settings may need more until they are merged once.
void KeepSmall(rocksdb::Options& options) {
  options.write_buffer_size = 8 * kMiB;
  options.max_write_buffer_number = 2;
  options.max_total_wal_size = 32 * kMiB;
  options.max_background_jobs = 2;
  options.max_subcompactions = 1;
  options.level0_file_num_compaction_trigger = 4;
  options.level0_slowdown_writes_trigger = 8;
  options.level0_stop_writes_trigger = 12;
  options.target_file_size_base = 16 * kMiB;
  options.max_bytes_for_level_base = 64 * kMiB;
  options.max_compaction_bytes = 128 * kMiB;
}

}  // namespace

rocksdb::Options RocksDbSettings(rocksdb::Env* env,
                                 std::function<void(const std::string&)> on_error) {
  rocksdb::Options options;
  if (env != nullptr) {
    options.env = env;
  }
  options.create_if_missing = false;
  options.error_if_exists = false;

  // Notice damage, and keep the means to notice it later.
  options.paranoid_checks = true;
  options.force_consistency_checks = true;
  options.flush_verify_memtable_count = true;
  options.file_checksum_gen_factory = rocksdb::GetFileChecksumGenCrc32cFactory();
  options.write_dbid_to_manifest = true;
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  // Never retry behind our back: resuming may lose the record whose write failed.
  options.max_bgerror_resume_count = 0;
  options.listeners.push_back(std::make_shared<Listener>(std::move(on_error)));

  // 7.8 has fixed-later faults in each of these; off is stated, not assumed.
  options.manual_wal_flush = false;
  options.wal_compression = rocksdb::kNoCompression;
  options.recycle_log_file_num = 0;
  options.two_write_queues = false;
  options.unordered_write = false;
  options.enable_pipelined_write = false;
  options.allow_mmap_reads = false;
  options.allow_mmap_writes = false;
  options.track_and_verify_wals_in_manifest = false;

  KeepSmall(options);
  // Most lookups of a write are for keys that are not there yet: 160 KiB that say so at once.
  options.memtable_whole_key_filtering = true;
  options.memtable_prefix_bloom_size_ratio = 0.02;
  options.compression = rocksdb::kLZ4Compression;
  options.bottommost_compression = rocksdb::kZSTD;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(TableSettings()));

  // Warnings carry file names and offsets, never keys or values.
  options.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;
  options.max_log_file_size = 4 * kMiB;
  options.keep_log_file_num = 4;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  return options;
}

rocksdb::Options ReadOnlySettings(rocksdb::Env* env) {
  rocksdb::Options options = RocksDbSettings(env, [](const std::string&) {});
  options.info_log = std::make_shared<NoLog>();
  return options;
}

rocksdb::ReadOptions CheckedRead() {
  rocksdb::ReadOptions options;
  options.verify_checksums = true;
  return options;
}

rocksdb::WriteOptions DurableWrite() {
  rocksdb::WriteOptions options;
  options.sync = !failpoint::Planted(failpoint::Defect::kNoSync);
  options.disableWAL = false;
  return options;
}

}  // namespace sakip::store
