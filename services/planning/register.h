#ifndef SAKIP_SERVICES_PLANNING_REGISTER_H_
#define SAKIP_SERVICES_PLANNING_REGISTER_H_

#include <cstddef>
#include <vector>

#include "absl/status/statusor.h"
#include "services/planning/planning.h"

// The national registers of offices and budget codes. Pure.
namespace sakip::planning {

// Codes in force in one fiscal year at most, so that all of them fit into one GetPerencanaan.
inline constexpr size_t kKodePerTahunMax = 5000;

struct Register {
  std::vector<Satker> satker;
  std::vector<Kode> kode;
};

// The entries of `requested` that are new or different from `stored` (the whole register), or every
// reason against them (INVALID_FIELD, UNKNOWN_REFERENCE; paths "satker[3].induk", "kode[0].kode").
//
// Offices: the level follows from the code (00; two digits; four digits); the parent is the office
// one level up whose code the office's begins with, in the request or the store; it must be in
// force on all days of the office, also of offices that are stored already. Codes: an entry is
// known by code and first year, and an entry that comes again replaces it whole. Years of one code
// never overlap, whatever its level. The parent of a kegiatan is a program, of an output a kegiatan
// whose code and a dot it starts with; it must be in force in all years of the child, also of
// children that are stored already. Those of a year keep to kUkuranKodeMax.
absl::StatusOr<Register> DecideRegister(const Register& stored, const Register& requested);

}  // namespace sakip::planning

#endif  // SAKIP_SERVICES_PLANNING_REGISTER_H_
