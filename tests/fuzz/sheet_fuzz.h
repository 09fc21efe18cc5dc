#ifndef SAKIP_TESTS_FUZZ_SHEET_FUZZ_H_
#define SAKIP_TESTS_FUZZ_SHEET_FUZZ_H_

#include <string_view>

// What a fuzzer, and the test that replays its corpus, do with any bytes. Both stop the process
// when a promise of common/sheet/sheet.h is broken.
namespace sakip::fuzz {

// The bytes are an uploaded file.
void SheetFile(std::string_view bytes);

// The bytes are the XML of a sheet, then of the shared strings, then of the styles of a workbook:
// random changes of packed bytes never get that far.
void SheetXml(std::string_view bytes);

}  // namespace sakip::fuzz

#endif  // SAKIP_TESTS_FUZZ_SHEET_FUZZ_H_
