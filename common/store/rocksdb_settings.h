#ifndef SAKIP_COMMON_STORE_ROCKSDB_SETTINGS_H_
#define SAKIP_COMMON_STORE_ROCKSDB_SETTINGS_H_

#include <rocksdb/options.h>

#include <functional>
#include <string>

namespace sakip::store {

// What every store is opened with; `on_error` hears of each background error. Not a public header.
rocksdb::Options RocksDbSettings(rocksdb::Env* env,
                                 std::function<void(const std::string&)> on_error);

// For a read-only open that must change no file: no log of its own either.
rocksdb::Options ReadOnlySettings(rocksdb::Env* env);

rocksdb::ReadOptions CheckedRead();
rocksdb::WriteOptions DurableWrite();

}  // namespace sakip::store

#endif  // SAKIP_COMMON_STORE_ROCKSDB_SETTINGS_H_
