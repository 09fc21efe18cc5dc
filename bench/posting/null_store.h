#ifndef SAKIP_BENCH_POSTING_NULL_STORE_H_
#define SAKIP_BENCH_POSTING_NULL_STORE_H_

#include <memory>

#include "common/store/store.h"

// A store that is none, to see what a service costs without one. Everything is in one hash map
// behind one lock: no disk, no log, no checksums or hash chain, no groups, no thread of its own: an
// Update runs on the caller's thread and is answered before Submit returns.
//
// Until Freeze it keeps what is written. Afterwards
//   kKeepsBalances  the Update runs as ever and sees its own writes; then keys that were there at
//                   Freeze get their new values, and new keys (journal, records, feed) are dropped,
//                   so that memory and the cost of a call stand still
//   kAnswersOnly    the Update does not run at all: every one is answered with the head of Freeze
// A snapshot reads the present, not a moment. Thread-safe.
namespace sakip::bench {

class NullStore : public store::Store {
 public:
  enum class Mode { kKeepsBalances, kAnswersOnly };
  virtual void Freeze() = 0;
};

std::unique_ptr<NullStore> NewNullStore(std::string service, NullStore::Mode mode);

}  // namespace sakip::bench

#endif  // SAKIP_BENCH_POSTING_NULL_STORE_H_
