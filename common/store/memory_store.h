#ifndef SAKIP_COMMON_STORE_MEMORY_STORE_H_
#define SAKIP_COMMON_STORE_MEMORY_STORE_H_

#include <memory>
#include <string>

#include "common/store/store.h"

namespace sakip::store {

// An empty store in memory, for tests: nothing is durable and old versions are never freed.
// Its store_id is a function of `service`, so that what tests derive from it is the same each run.
std::unique_ptr<Store> NewMemoryStore(std::string service);

}  // namespace sakip::store

#endif  // SAKIP_COMMON_STORE_MEMORY_STORE_H_
