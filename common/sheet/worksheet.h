#ifndef SAKIP_COMMON_SHEET_WORKSHEET_H_
#define SAKIP_COMMON_SHEET_WORKSHEET_H_

#include <vector>

#include "absl/status/status.h"
#include "common/sheet/collector.h"
#include "common/sheet/shared_strings.h"
#include "common/sheet/sheet.h"
#include "common/sheet/workbook.h"
#include "common/sheet/zip_reader.h"

// The cells of one sheet of a workbook. Internal to common/sheet.
namespace sakip::sheet {

// `dates` as ReadDateStyles answers them.
absl::Status ReadWorksheet(ZipReader& zip, const Workbook& book, const SharedStrings& strings,
                           const std::vector<bool>& dates, const Options& options,
                           Collector& collector);

}  // namespace sakip::sheet

#endif  // SAKIP_COMMON_SHEET_WORKSHEET_H_
