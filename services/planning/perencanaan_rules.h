#ifndef SAKIP_SERVICES_PLANNING_PERENCANAAN_RULES_H_
#define SAKIP_SERVICES_PLANNING_PERENCANAAN_RULES_H_

#include <string>
#include <string_view>

#include "services/planning/findings.h"
#include "services/planning/perencanaan.h"

// The rules of an import that look beyond the documents it brings. Pure.
namespace sakip::planning {

// Whether both measure the same: unit, polaritas, akumulasi, kind of value and output. Labels, the
// unit responsible and the printed decimals may differ.
bool SameMakna(const Indikator& a, const Indikator& b);

// Whether a row of the document names the indikator.
bool Names(const Rkt& rkt, std::string_view indikator);
bool Names(const PerjanjianKinerja& pk, std::string_view indikator);
bool Names(const Renstra& renstra, std::string_view indikator);

// The office is in force on at least one day of the year: one that began or ended within it plans
// and reports that year.
void CheckMasaBerlaku(const PerencanaanContext& context, const PerencanaanRequest& request,
                      Findings& findings);

// An indikator that documents of another year name keeps what it measures: those documents, and
// what was achieved against them, are read with it.
void CheckMakna(const PerencanaanContext& context, const PerencanaanRequest& request,
                Findings& findings);

// One agreement of the Ketua, one of the Sekretaris and one of each sub-bagian a year, over the
// stored and the asked ones: a second would be read as more of the first.
void CheckPihakTunggal(const PerencanaanContext& context, const PerencanaanRequest& request,
                       Findings& findings);

// What the request would leave stored can be read: the units and indikator with the longest Renstra
// of the office, and the year's documents, keep to the sizes of ukuran.h.
void CheckUkuran(const PerencanaanContext& context, const PerencanaanRequest& request,
                 Findings& findings);

}  // namespace sakip::planning

#endif  // SAKIP_SERVICES_PLANNING_PERENCANAAN_RULES_H_
