#ifndef SAKIP_COMMON_FAILPOINT_FAILPOINT_H_
#define SAKIP_COMMON_FAILPOINT_FAILPOINT_H_

#include <string_view>

// Places where a test may kill the process, and defects a test may plant to see that it is caught.
// Only builds with -DSAKIP_TEST_SWITCHES=ON (presets test and tsan) hold them: elsewhere every
// function here is an empty inline one, and CMake refuses the switch in a release build.
// Thread-safe.
namespace sakip::failpoint {

// Every place, once. The name in the environment is the part after k in kebab-case, as in Name().
enum class Point {
  kCommitBegin,        // a group is decided, nothing is in the batch's way yet
  kCommitBeforeWrite,  // the batch is built, before it is written
  kCommitAfterWrite,   // written and synced, nobody answered yet
  kFlush,              // RocksDB begins to write a table file
  kCompaction,         // RocksDB begins to merge table files
  kWitness,            // one slot of the witness is written, not yet synced
  kCheckpoint,         // a backup's checkpoint is made, nothing copied yet
  kBackupManifest,     // files copied, before the manifest
  kRestoreIdentity,    // files restored, before the new identity
  kMigrateStep,        // a step's batch is written, before the identity file
};
inline constexpr int kPoints = 10;

// Each is one known way of losing or inventing data; tests/robustness must catch every one.
enum class Defect {
  kAnswerBeforeWrite,     // N1: a write is answered before it is on disk
  kNoSync,                // N2: written, not synced
  kRecordApart,           // N3: effect and idempotency record in two writes
  kAuditApart,            // N5: the audit record outside the effect's write
  kIgnoreIteratorStatus,  // N7: a scan that ends at a damaged block ends with OK
  kRetryAfterSyncError,   // N8: a failed write is tried again instead of stopping
  kNoWitness,             // the witness is not compared
  kNoReserve,             // the disk reserve is not kept
};
inline constexpr int kDefects = 8;

std::string_view Name(Point point);    // "commit-begin"
std::string_view Name(Defect defect);  // "answer-before-write"

#ifdef SAKIP_TEST_SWITCHES

inline constexpr bool kCompiledIn = true;

// Kills the process with SIGKILL at the n-th time when the environment says FAILPOINT=name:n.
void Reach(Point point);

// Whether the environment says DEFECT=name, or a test said Plant(defect).
bool Planted(Defect defect);

// For tests in one process; the environment's defect stays.
void Plant(Defect defect, bool on);

#else

inline constexpr bool kCompiledIn = false;
inline void Reach(Point) {}
constexpr bool Planted(Defect) {
  return false;
}

#endif

}  // namespace sakip::failpoint

#endif  // SAKIP_COMMON_FAILPOINT_FAILPOINT_H_
