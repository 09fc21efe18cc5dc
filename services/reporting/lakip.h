#ifndef SAKIP_SERVICES_REPORTING_LAKIP_H_
#define SAKIP_SERVICES_REPORTING_LAKIP_H_

#include <vector>

#include "absl/status/status.h"
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

// Refuses, as NOT_YET_VISIBLE, data that was read from an earlier moment of a service than the
// newest version was made from: of two callers at once, the slower one must not put older figures
// into a newer version.
absl::Status CheckNotOlder(const std::vector<Sumber>& sumber, const std::vector<Sumber>& newest);

}  // namespace sakip::reporting

#endif  // SAKIP_SERVICES_REPORTING_LAKIP_H_
