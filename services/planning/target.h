#ifndef SAKIP_SERVICES_PLANNING_TARGET_H_
#define SAKIP_SERVICES_PLANNING_TARGET_H_

#include <optional>
#include <string>
#include <string_view>

#include "services/planning/findings.h"
#include "services/planning/planning.h"

namespace sakip::planning {

// Whether documents are of the past and kept as their source words them.
enum class Mode { kBerjalan, kHistoris };

// Reads a target as entered: fills `angka` (canonical), `satuan` and `keadaan` from `teks`, or
// checks the `angka` that was given. `satuan_indikator` is the unit it must be in; nullopt where
// the row names no registered indikator.
//
// Reports under `path`: neither text nor number; a number that is none or negative; text and number
// or unit that disagree. In kBerjalan also a text without a number and another unit than the
// indikator's; in kHistoris those become a state, and a number given beside a text that cannot be
// read counts as its reading.
void ReadTarget(const std::string& path, std::optional<std::string_view> satuan_indikator,
                Mode mode, Target& target, Findings& findings);

}  // namespace sakip::planning

#endif  // SAKIP_SERVICES_PLANNING_TARGET_H_
