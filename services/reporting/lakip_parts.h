#ifndef SAKIP_SERVICES_REPORTING_LAKIP_PARTS_H_
#define SAKIP_SERVICES_REPORTING_LAKIP_PARTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/reporting/document/document.h"
#include "services/reporting/lakip_data.h"

// The parts of a LAKIP, one file each, and what they share. Internal to lakip.cc and its tests.
namespace sakip::reporting {

using Blocks = std::vector<document::Block>;

// Numbers headings and tables while the parts are written in order.
class Numbering {
 public:
  // Starts a chapter: "BAB III", its tables are "Tabel 3.n".
  void Chapter(int number);
  std::string NextTable();                        // "Tabel 3.1"
  std::string NextFigure();                       // "Gambar 3.1"
  std::string NextSection();                      // "A.", "B.", ...
  std::string NextAnchor(std::string_view what);  // "sasaran-7": unique in the report

 private:
  int chapter_ = 0;
  int table_ = 0;
  int figure_ = 0;
  int section_ = 0;
  int anchor_ = 0;
};

// --- texts (lakip_text.cc)

// "77,5%", "2 Laporan", "12 Bln"; "–" when nothing was written.
std::string PrintNilai(const NilaiTeks& nilai);
// "109,61"; the state in words when there is no number: "Tidak ada kasus".
std::string PrintCapaian(const Capaian& capaian, bool dibatasi);
std::string PrintPersen(const std::optional<ratio::Ratio>& persen);  // "89,06"; "–" when absent
std::string_view StatusText(StatusCapaian status);
// "Perjanjian Kinerja Sub Bagian Hukum", without the year.
std::string PerjanjianTitle(const Perjanjian& perjanjian);

document::Paragraph Body(std::string text);
document::Paragraph Note(std::string text);
document::Paragraph ListItem(std::string marker, std::string text);

// Cells that hold a number also say it as one, exactly as it is printed; texts do not.
document::Cell TextCell(std::string text);
document::Cell CountCell(int64_t count);  // "1.409"
document::Cell RupiahCell(money::Rupiah amount);
document::Cell PersenCell(const std::optional<ratio::Ratio>& persen);
document::Cell CapaianCell(const Capaian& capaian, bool dibatasi);
// A number only when nothing but the number, or the number and %, is printed: not "2 Laporan".
document::Cell NilaiCell(const NilaiTeks& nilai);
document::Row BodyRow(std::vector<document::Cell> cells);
document::Row HeaderRow(std::vector<std::string> cells);
document::Row RowOf(document::RowKind kind, std::vector<document::Cell> cells);
// Marks cell `column` of each body row that repeats the one above as one cell with it.
void MergeRepeats(document::Table& table, size_t column);
void AddNarasi(const LakipData& data, BagianNarasi bagian, Blocks& out);
// Below a heading that must stand even when the office has written nothing for it.
void AddEmptyNote(Blocks& out);
bool HasNarasi(const LakipData& data, BagianNarasi bagian);
const Indikator* FindIndikator(const LakipData& data, std::string_view name);
std::string KodeUraian(const LakipData& data, std::string_view kode);
// The kegiatan an output belongs to: its parent in the register, else the code before the dot.
std::string KegiatanOf(const LakipData& data, std::string_view output);

// --- parts, in the order of the report
void AddFront(const LakipData& data, Blocks& out);                              // lakip_front.cc
void AddPendahuluan(const LakipData& data, Numbering& numbering, Blocks& out);  // lakip_bab_1.cc
void AddPerencanaan(const LakipData& data, Numbering& numbering, Blocks& out);  // lakip_bab_2.cc
void AddCapaian(const LakipData& data, Numbering& numbering, Blocks& out);      // lakip_bab_3a.cc
void AddAnggaran(const LakipData& data, Numbering& numbering, Blocks& out);     // lakip_bab_3b.cc
void AddPenutup(const LakipData& data, Numbering& numbering, Blocks& out);      // lakip_bab_4.cc
void AddLampiran(const LakipData& data, Blocks& out);                           // lakip_lampiran.cc

}  // namespace sakip::reporting

#endif  // SAKIP_SERVICES_REPORTING_LAKIP_PARTS_H_
