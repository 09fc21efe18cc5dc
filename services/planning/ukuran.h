#ifndef SAKIP_SERVICES_PLANNING_UKURAN_H_
#define SAKIP_SERVICES_PLANNING_UKURAN_H_

#include <cstddef>
#include <vector>

#include "services/planning/planning.h"

// How many bytes values take in an answer, estimated from their texts and never too low. An
// office-year and the codes in force are answered by one GetPerencanaan of at most 4 MiB.
namespace sakip::planning {

// What all years of an office share: its units, indikator and the Renstra of a period.
inline constexpr size_t kUkuranBersamaMax = size_t{1} << 20;
// The codes in force in one year.
inline constexpr size_t kUkuranKodeMax = size_t{7} << 18;
// The documents and head counts of one year.
inline constexpr size_t kUkuranTahunMax = size_t{1} << 20;

size_t Ukuran(const Renstra& renstra);
size_t Ukuran(const Kode& kode);
// Units and indikator.
size_t UkuranRegistri(const Perencanaan& p);
// Head counts, RKT, agreements and Rencana Aksi.
size_t UkuranTahun(const Perencanaan& p);

}  // namespace sakip::planning

#endif  // SAKIP_SERVICES_PLANNING_UKURAN_H_
