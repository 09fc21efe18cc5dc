// posting_storage FOLDER SECONDS: what the disk and the engine alone can do, without RPC and
// without a ledger: postings of 96 bytes, packed N to one synced write.
//   raw    appended to a file, fdatasync
//   packed one RocksDB key a batch, synced log (S)
// Prints one line of JSON: postings a second by kind and N. The disk's own limit in S is that of
// "raw" with N = 1.
#include <fcntl.h>
#include <rocksdb/db.h>
#include <rocksdb/options.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "bench/posting/histogram.h"
#include "common/store/big_endian.h"
#include "nlohmann/json.hpp"

namespace sakip::bench {
namespace {

using nlohmann::json;
using std::chrono::steady_clock;

constexpr size_t kPostingBytes = 96;
constexpr int kBatches[] = {1, 64, 256, 1024};

// Calls `write` with a batch of n postings until the time is over. False when a write failed.
bool Measure(int n, double seconds, const std::function<bool(const std::string&)>& write,
             json& result) {
  Histogram latency;
  std::string batch;
  uint64_t number = 0;
  const auto begin = steady_clock::now();
  auto now = begin;
  while (now - begin < std::chrono::duration<double>(seconds)) {
    batch.clear();
    for (int i = 0; i < n; ++i) {
      store::AppendBigEndian64(batch, ++number);
      batch.resize(batch.size() + kPostingBytes - 8, static_cast<char>(number));
    }
    if (!write(batch)) {
      return false;
    }
    const auto after = steady_clock::now();
    latency.Add(static_cast<uint64_t>(std::chrono::nanoseconds(after - now).count()));
    now = after;
  }
  const double took = std::chrono::duration<double>(now - begin).count();
  result[std::to_string(n)] = {{"per_second", static_cast<double>(number) / took},
                               {"p50_ms", static_cast<double>(latency.Quantile(0.5)) / 1e6},
                               {"p99_ms", static_cast<double>(latency.Quantile(0.99)) / 1e6}};
  return true;
}

bool MeasureRaw(const std::string& folder, double seconds, json& result) {
  const std::string path = folder + "/raw";
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
  if (fd < 0) {
    return false;
  }
  bool good = true;
  for (const int n : kBatches) {
    good = good && Measure(
                       n, seconds,
                       [fd](const std::string& batch) {
                         return ::write(fd, batch.data(), batch.size()) ==
                                    static_cast<ssize_t>(batch.size()) &&
                                ::fdatasync(fd) == 0;
                       },
                       result);
  }
  ::close(fd);
  ::unlink(path.c_str());
  return good;
}

bool MeasurePacked(const std::string& folder, double seconds, json& result) {
  rocksdb::Options options;
  options.create_if_missing = true;
  rocksdb::DB* opened = nullptr;
  if (!rocksdb::DB::Open(options, folder + "/packed", &opened).ok()) {
    return false;
  }
  const std::unique_ptr<rocksdb::DB> db(opened);
  rocksdb::WriteOptions durable;
  durable.sync = true;
  uint64_t batches = 0;
  bool good = true;
  for (const int n : kBatches) {
    good = good && Measure(
                       n, seconds,
                       [&](const std::string& batch) {
                         std::string key;
                         store::AppendBigEndian64(key, ++batches);
                         return db->Put(durable, key, batch).ok();
                       },
                       result);
  }
  return good;
}

int Main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "posting_storage FOLDER SECONDS\n";
    return 1;
  }
  const std::string folder = argv[1];
  const double seconds = std::strtod(argv[2], nullptr);
  json result;
  if (!MeasureRaw(folder, seconds, result["raw"]) ||
      !MeasurePacked(folder, seconds, result["packed"])) {
    std::cerr << "cannot write in " << folder << "\n";
    return 1;
  }
  std::fputs((result.dump() + "\n").c_str(), stdout);
  return 0;
}

}  // namespace
}  // namespace sakip::bench

int main(int argc, char** argv) {
  return sakip::bench::Main(argc, argv);
}
