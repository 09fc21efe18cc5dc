#ifndef SAKIP_COMMON_STORE_BACKUP_RECORDS_H_
#define SAKIP_COMMON_STORE_BACKUP_RECORDS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/store/store.h"

// The store's own records in the database of a folder at rest, past the rules of an open store: for
// restore and migrate, which hold the folder's lock. Not a public header.
namespace sakip::store {

// DATA_LOSS for a log that does not end where a record ends. Changes no file. For formats without a
// witness, where nothing else would tell a log that damage cut short.
absl::Status CheckLog(const std::string& dir);

// One atomic, synced write; keys are whole, with the table's byte.
absl::Status WriteOwnRecords(const std::string& dir, const std::vector<Entry>& records);

Entry IdentityEntry(const Identity& identity);
// What lets a witness know the store by its commit at `head`.
Entry ChainEntry(const Head& head);

}  // namespace sakip::store

#endif  // SAKIP_COMMON_STORE_BACKUP_RECORDS_H_
