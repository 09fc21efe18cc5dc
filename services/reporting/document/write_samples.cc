// Writes documents in every format into a folder, for document_files_test.py to read with programs
// that are not ours: write_samples FOLDER.
//   sample.*    a report
//   hostile.*   HostileTexts in every place; hostile.hex has them, one a line, in hexadecimal
//   unbroken.*  the same places with 5,000 characters and no space
//   huge.*      a paragraph and a cell of a million bytes
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/escaping.h"
#include "services/reporting/document/docx_writer.h"
#include "services/reporting/document/hostile_document.h"
#include "services/reporting/document/html_writer.h"
#include "services/reporting/document/pdf_writer.h"
#include "services/reporting/document/sample_document.h"
#include "services/reporting/document/xlsx_writer.h"

namespace sakip::document {
namespace {

absl::StatusOr<std::string> Docx(const Document& document) {
  const auto pages = PagesOfHeadings(document);
  return pages.ok() ? WriteDocx(document, *pages) : pages.status();
}

bool WriteAll(const std::filesystem::path& folder, const std::string& name,
              const Document& document) {
  using Writer = absl::StatusOr<std::string> (*)(const Document&);
  for (const auto& [ending, writer] : {std::pair<const char*, Writer>{".html", WriteHtml},
                                       {".xlsx", WriteXlsx},
                                       {".docx", Docx},
                                       {".pdf", [](const Document& d) { return WritePdf(d); }}}) {
    const auto begin = std::chrono::steady_clock::now();
    const auto bytes = writer(document);
    const auto took = std::chrono::steady_clock::now() - begin;
    if (!bytes.ok()) {
      std::cerr << name << ending << ": " << bytes.status() << "\n";
      return false;
    }
    std::ofstream(folder / (name + ending), std::ios::binary) << *bytes;
    std::cerr << name << ending << " " << bytes->size() << " bytes in "
              << std::chrono::duration_cast<std::chrono::milliseconds>(took).count() << " ms\n";
  }
  return true;
}

bool Write(const std::filesystem::path& folder) {
  std::string together;
  std::ofstream hex(folder / "hostile.hex");
  for (const std::string& text : HostileTexts()) {
    together += text + " ";
    hex << absl::BytesToHexString(text) << "\n";
  }
  const std::string unbroken(5000, 'M');
  return hex.good() && WriteAll(folder, "sample", SampleDocument()) &&
         WriteAll(folder, "hostile", HostileDocument(together, HostileTexts())) &&
         WriteAll(folder, "unbroken", HostileDocument(unbroken, {unbroken})) &&
         WriteAll(folder, "huge", HugeDocument());
}

}  // namespace
}  // namespace sakip::document

int main(int argc, char** argv) {
  return argc == 2 && sakip::document::Write(argv[1]) ? EXIT_SUCCESS : EXIT_FAILURE;
}
