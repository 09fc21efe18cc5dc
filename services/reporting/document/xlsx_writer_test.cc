#include "services/reporting/document/xlsx_writer.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <thread>

#include "services/reporting/document/hostile_document.h"
#include "services/reporting/document/sample_document.h"
#include "services/reporting/document/xlsx_book.h"
#include "services/reporting/document/xlsx_sheets.h"

// What the file holds is read back in document_files_test.py, by readers that are not ours.
namespace sakip::document {
namespace {

TEST(Xlsx, SameDocumentSameBytesInEveryThread) {
  const auto first = WriteXlsx(SampleDocument());
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->substr(0, 4), "PK\x03\x04");
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      const auto again = WriteXlsx(SampleDocument());
      ASSERT_TRUE(again.ok()) << again.status();
      EXPECT_TRUE(*again == *first);
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
}

TEST(Xlsx, EveryHostileTextMayNameADocument) {
  for (const std::string& text : HostileTexts()) {
    const auto file = WriteXlsx(HostileDocument(text, {text}));
    EXPECT_TRUE(file.ok()) << text << ": " << file.status();
  }
}

TEST(Xlsx, RefusesWhatValidateRefuses) {
  const auto file = WriteXlsx(HostileDocument("Laporan", {"\xC0\x80"}));
  EXPECT_EQ(file.status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(Xlsx, DocumentsWithoutATableAreAListOfNone) {
  EXPECT_TRUE(WriteXlsx({.title = "Laporan", .language = "id", .date = "1970-01-01"}).ok());
}

TEST(Xlsx, SaysWhenThereIsNoTemporaryFolder) {
  const char* before = getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  setenv("TMPDIR", "/nonexistent", 1);
  EXPECT_EQ(WriteXlsx(SampleDocument()).status().code(), absl::StatusCode::kInternal);
  before == nullptr ? unsetenv("TMPDIR") : setenv("TMPDIR", kept.c_str(), 1);
}

TEST(Xlsx, BooksShareTheRoomOfTheTemporaryFolder) {
  const auto available = std::filesystem::space(std::filesystem::temp_directory_path()).available;
  auto first = XlsxBook::New(available / 3 * 2);
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(XlsxBook::New(available / 3 * 2).status().code(), absl::StatusCode::kInternal);
  first->reset();
  EXPECT_TRUE(XlsxBook::New(available / 3 * 2).ok());
}

TEST(Xlsx, NumbersLookAsPrinted) {
  EXPECT_EQ(NumberFormat({1963169000}), "#,##0");
  EXPECT_EQ(NumberFormat({8906, 2}), "#,##0.00");
  EXPECT_EQ(NumberFormat({775, 1, true}), "#,##0.0%");
  EXPECT_TRUE(FitsSheet({999'999'999'999'999}));
  EXPECT_FALSE(FitsSheet({1'000'000'000'000'000}));
  EXPECT_FALSE(FitsSheet({-1'000'000'000'000'000}));
}

std::vector<std::string> NamesOf(const std::vector<Block>& blocks) {
  std::vector<std::string> names;
  for (const TableSheet& sheet : TableSheets({.blocks = blocks})) {
    names.push_back(sheet.name);
  }
  return names;
}

TEST(XlsxSheets, AreNamedByCaptionOrHeadingAndNeverTwiceTheSame) {
  const auto table = [](std::string label) { return Table{.caption = {std::move(label), ""}}; };
  const auto heading = [](int level, const char* number, const char* text) {
    return Heading{.level = static_cast<std::uint8_t>(level), .number = number, .text = text};
  };
  EXPECT_EQ(NamesOf({table(""), heading(1, "", "IKHTISAR EKSEKUTIF"), table(""),
                     heading(1, "BAB III", "AKUNTABILITAS"), heading(2, "A.", "Capaian"),
                     table("Tabel 3.1"), table("TABEL 3.1"), heading(1, "LAMPIRAN 2", "PENGUKURAN"),
                     table(""), heading(2, "1.", "Ketua"), table(""), table(""), table("Daftar"),
                     table("History"), table("=A1:[b]*?/\\'!"), table("_x0041_"),
                     table(std::string(40, 'a')), table(std::string(40, 'A'))}),
            (std::vector<std::string>{"Tabel", "Ikhtisar eksekutif", "Tabel 3.1", "TABEL 3.1 (2)",
                                      "Lampiran 2", "Lampiran 2.1", "Lampiran 2.1 (2)",
                                      "Daftar (2)", "History (2)", "A1-b-", "x0041-",
                                      std::string(31, 'a'), std::string(27, 'A') + " (2)"}));
}

TEST(XlsxSheets, ATextThatIsTooLongSaysThatItWasCut) {
  const std::string max(kCellTextMax, 'a');
  EXPECT_EQ(CellText(max, kCellTextMax), max);
  EXPECT_EQ(CellText(max + "a", kCellTextMax),
            std::string(kCellTextMax - 12, 'a') + "… [dipotong]");
  // Beyond U+FFFF a character counts twice.
  EXPECT_EQ(CellText("😀😀😀😀😀😀😀😀", 15), "😀… [dipotong]");
}

TEST(XlsxSheets, CodesOfTheFormatAreTexts) {
  EXPECT_EQ(CellText("_x0041_", 100), "_x005F_x0041_");
  EXPECT_EQ(CellText("_x004", 100), "_x004");
  EXPECT_EQ(CellText("a\u202Eb\nc", 100), "a[U+202E]b\nc");
  EXPECT_EQ(HeaderText("&G & &\"Arial\"\n&P", 100), "＆G ＆ ＆\"Arial\" ＆P");
}

}  // namespace
}  // namespace sakip::document
