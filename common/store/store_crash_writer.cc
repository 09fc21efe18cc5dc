// What rocksdb_store_test runs and kills.
//   store_crash_writer DIR write        four threads insert numbers and print each acknowledged one
//   store_crash_writer DIR break-disk   acknowledges one write, then the disk fails under the next
//   store_crash_writer DIR break-disk-unheard   the same with a stderr that is full and never read
//   store_crash_writer DIR open         opens the store and says how that went
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "common/store/fault_env.h"
#include "common/store/rocksdb_store.h"
#include "common/store/store.h"

namespace {

// Flushed at once: the reader kills us after any line.
void Say(const std::string& line) {
  std::puts(line.c_str());
  std::fflush(stdout);
}

using sakip::store::Store;
using sakip::store::Table;
using sakip::store::Txn;

constexpr Table kNumbers{.id = 1, .name = "numbers", .append_only = true};

bool Insert(Store& store, const std::string& key) {
  return store.Update([&](Txn& txn) { return txn.Put(kNumbers, key, "v"); }).ok();
}

[[noreturn]] void WriteUntilKilled(Store& store) {
  std::mutex print;
  std::vector<std::thread> threads;
  for (char name : {'a', 'b', 'c', 'd'}) {
    threads.emplace_back([&store, &print, name] {
      for (int i = 0;; ++i) {
        const std::string key = std::string(1, name) + std::to_string(i);
        if (!Insert(store, key)) {
          std::abort();
        }
        std::lock_guard lock(print);
        Say(key);
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  std::abort();
}

// From now on what is written to stderr is read by nobody and does not fit.
bool FillStderr() {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
    return false;
  }
  while (::write(pipe[1], "x", 1) == 1) {
  }
  return errno == EAGAIN && ::fcntl(pipe[1], F_SETFL, 0) == 0 &&
         ::dup2(pipe[1], STDERR_FILENO) == STDERR_FILENO;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    return 2;
  }
  const std::string mode = argv[2];
  sakip::store::FaultyDisk disk;
  auto store = sakip::store::OpenRocksDbStore(
      {.dir = argv[1], .service = "planning", .test_only = {.env = disk.env.get()}});
  if (!store.ok()) {
    Say(store.status().ToString());
    return 3;
  }
  if (mode == "write") {
    WriteUntilKilled(**store);
  }
  if (mode == "break-disk-unheard" && !FillStderr()) {
    return 4;
  }
  if (mode.starts_with("break-disk")) {
    Say(Insert(**store, "first") ? "first" : "refused");
    disk.files->Break(sakip::store::Fault::kLogSync);
    Say(Insert(**store, "second") ? "second" : "refused");
  }
  return 0;
}
