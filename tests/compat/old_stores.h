#ifndef SAKIP_TESTS_COMPAT_OLD_STORES_H_
#define SAKIP_TESTS_COMPAT_OLD_STORES_H_

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "common/store/backup.h"
#include "common/store/migrate.h"
#include "common/store/rocksdb_store.h"
#include "common/store/store_test_util.h"

namespace sakip::compat {

// What the last program of an earlier format wrote when it imported Bontang 2017, and that of
// format 2 then posted to one line five times: five stores, unpacked anew.
class OldStores {
 public:
  explicit OldStores(int format) {
    const std::string command = "tar -xJf tests/compat/stores/format-" + std::to_string(format) +
                                ".tar.xz -C " + dir_.path();
    EXPECT_EQ(std::system(command.c_str()), 0) << command;  // NOLINT(cert-env33-c)
  }

  store::RocksDbOptions Options(const std::string& service) const {
    return {.dir = dir_.path() + "/" + service, .service = service};
  }

  store::BackupOptions Backup(const std::string& service) const {
    return {.to = dir_.path() + "/" + service + "-backup",
            .program = "sakipd test",
            .time = "2018-02-02T08:00:00Z"};
  }

  // By path below the store's folder, without its lock.
  std::map<std::string, std::string> Files(const std::string& service) const {
    namespace fs = std::filesystem;
    std::map<std::string, std::string> files;
    const std::string dir = Options(service).dir;
    for (const auto& entry : fs::recursive_directory_iterator(dir)) {
      if (entry.is_regular_file() && entry.path().filename() != "lock") {
        std::ifstream in(entry.path(), std::ios::binary);
        files[fs::relative(entry.path(), dir).string()] = {std::istreambuf_iterator<char>(in), {}};
      }
    }
    return files;
  }

  const std::string& path() const { return dir_.path(); }

 private:
  store::TempDir dir_;
};

}  // namespace sakip::compat

#endif  // SAKIP_TESTS_COMPAT_OLD_STORES_H_
