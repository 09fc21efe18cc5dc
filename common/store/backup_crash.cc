// What backup_test and tests/compat kill at a failpoint.
//   store_backup_crash backup DIR SERVICE TO
//   store_backup_crash restore DIR SERVICE FROM
//   store_backup_crash migrate DIR SERVICE TO
#include <cstdio>
#include <string>

#include "common/store/backup.h"
#include "common/store/migrate.h"
#include "common/store/rocksdb_store.h"

int main(int argc, char** argv) {
  if (argc != 5) {
    return 2;
  }
  using namespace sakip::store;
  const std::string what = argv[1];
  const RocksDbOptions store{.dir = argv[2], .service = argv[3]};
  const BackupOptions backup{.to = argv[4], .program = "test 1", .time = "2018-02-02T08:00:00Z"};
  absl::Status status;
  if (what == "backup") {
    status = BackUpAtRest(store, backup).status();
  } else if (what == "restore") {
    status = Restore(argv[4], store, {}).status();
  } else {
    status = Migrate(store, backup).status();
  }
  std::puts(status.ToString().c_str());
  return status.ok() ? 0 : 3;
}
