#ifndef SAKIP_SERVICES_REPORTING_LAKIP_H_
#define SAKIP_SERVICES_REPORTING_LAKIP_H_

#include "absl/status/statusor.h"
#include "services/reporting/document/document.h"
#include "services/reporting/lakip_data.h"

namespace sakip::reporting {

// Builds the Laporan Kinerja of one office-year as a document model: cover, kata pengantar,
// ikhtisar eksekutif, daftar isi, BAB I-IV, lampiran (outline of PermenPANRB 53/2014, annex II).
// Every figure comes from `data`; narratives are set as they are. Pure: equal data, equal document.
// The source revisions are not part of the document: a report whose content did not change keeps
// its hash.
// FAILED_PRECONDITION with reason NO_DATA, naming every part that is missing, when there is no
// Perjanjian Kinerja, no budget line or no naskah; with reason CAPAIAN_OUTDATED when the capaian
// are not of exactly these agreements' rows and targets.
absl::StatusOr<document::Document> BuildLakip(const LakipData& data);

}  // namespace sakip::reporting

#endif  // SAKIP_SERVICES_REPORTING_LAKIP_H_
