// Writes documents in every format into a folder, for document_files_test.py to read with programs
// that are not ours: write_samples FOLDER.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "absl/status/statusor.h"
#include "services/reporting/document/sample_document.h"
#include "services/reporting/document/xlsx_writer.h"

namespace sakip::document {
namespace {

bool Write(const std::filesystem::path& path, const absl::StatusOr<std::string>& bytes) {
  if (!bytes.ok()) {
    std::cerr << path << ": " << bytes.status() << "\n";
    return false;
  }
  std::ofstream out(path, std::ios::binary);
  out << *bytes;
  out.close();
  return out.good();
}

}  // namespace
}  // namespace sakip::document

int main(int argc, char** argv) {
  if (argc != 2) {
    return EXIT_FAILURE;
  }
  const std::filesystem::path folder = argv[1];
  const sakip::document::Document sample = sakip::document::SampleDocument();
  return sakip::document::Write(folder / "sample.xlsx", sakip::document::WriteXlsx(sample))
             ? EXIT_SUCCESS
             : EXIT_FAILURE;
}
