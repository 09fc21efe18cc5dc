// The document model: what a report says, before any format. Assemblers fill it with finished
// Indonesian texts (numbers already formatted); writers (PDF, HTML, DOCX, XLSX) only set them.
// Plain values: copy, compare and share between threads freely. No floating point: widths are
// weights, chart values are integers. Members have `= {}` so that designated initialisers may leave
// them out (g++ warns otherwise).
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_DOCUMENT_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_DOCUMENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/status.h"

namespace sakip::document {

// All strings are UTF-8. Outside Paragraph spans, Cell texts and Signatory lines a line feed is
// set as a space.

enum class Align : std::uint8_t { kLeft = 0, kCenter = 1, kRight = 2, kJustify = 3 };

// The first page, without running head or foot. Only as the first block of a document.
struct Cover {
  std::vector<std::string> institution = {};  // one line each, e.g. "KOMISI PEMILIHAN UMUM"
  std::string title = {};                     // "LAPORAN KINERJA"
  std::string subtitle = {};                  // may be empty
  std::string year = {};                      // "2017"; "TAHUN 2017" is set as given
  std::vector<std::string> imprint = {};      // lines at the foot: place, year, status of the draft

  bool operator==(const Cover&) const = default;
};

// Level 1 is a chapter and starts a new page: its number ("BAB I", "LAMPIRAN 1") stands on a line
// of its own above the text. Levels 2-4 stay with what follows them.
struct Heading {
  std::uint8_t level = 1;   // 1..4
  std::string number = {};  // "BAB I", "A.", "1.2"; may be empty
  std::string text = {};    // not empty
  std::string id = {};      // unique in the document, [a-z0-9-], 1..64 bytes: link target
  bool in_contents = true;  // false for the heading of the contents itself

  bool operator==(const Heading&) const = default;
};

struct Span {
  std::string text = {};  // a line feed forces a new line
  bool bold = false;
  bool italic = false;

  bool operator==(const Span&) const = default;
};

enum class ParagraphStyle : std::uint8_t {
  kBody = 0,
  kListItem = 1,  // `marker` hangs in front of the text, indented by `depth`
  kNote = 2,      // small: source lines and explanations under tables; stays with the table above
  kLead = 3,      // a centred line that carries weight: "PERJANJIAN KINERJA TAHUN 2017"
};

struct Paragraph {
  std::vector<Span> spans = {};
  ParagraphStyle style = ParagraphStyle::kBody;
  Align align = Align::kJustify;
  std::string marker = {};  // kListItem only: "1.", "a.", "•"
  std::uint8_t depth = 0;   // kListItem only: 0..3

  bool operator==(const Paragraph&) const = default;
};

// "Tabel 2.1" + "Pagu dan realisasi menurut output". Set above a table and below a chart.
// No caption when both are empty.
struct Caption {
  std::string label = {};
  std::string text = {};

  bool operator==(const Caption&) const = default;
};

// What a printed cell says as a number, for the formats that calculate.
struct Number {
  std::int64_t units = 0;     // value times 10^decimals: 89,06 is {8906, 2}
  std::uint8_t decimals = 0;  // 0..8
  bool percent = false;       // printed with a percent sign: 77,5% is {775, 1, true}

  bool operator==(const Number&) const = default;
};

struct Cell {
  std::string text = {};            // already formatted: "1.963.169.000", "77,5%"
  std::optional<Align> align = {};  // the column's when absent
  bool bold = false;
  std::uint8_t col_span = 1;  // 1..columns
  std::uint8_t row_span = 1;  // header rows only: rows this cell covers downwards
  // Body rows only: this cell is one with the cell above. Repeat the text of the cell above: it is
  // shown again only where a new page starts.
  bool merge_above = false;
  std::optional<Number> number = {};  // only where `text` is that number and nothing else

  bool operator==(const Cell&) const = default;
};

enum class RowKind : std::uint8_t {
  kBody = 0,
  kGroup = 1,     // a heading inside the table; stays with the next row
  kSubtotal = 2,  // stays with the row above
  kTotal = 3,     // bold under a rule; stays with the row above
};

struct Row {
  RowKind kind = RowKind::kBody;
  // Left to right; the col_spans add up to the number of columns. In header rows, columns covered
  // by a row_span from above are left out.
  std::vector<Cell> cells = {};

  bool operator==(const Row&) const = default;
};

struct Column {
  std::uint16_t weight = 1;  // relative width, 1..10000; a writer may widen it for a long word
  Align align = Align::kLeft;

  bool operator==(const Column&) const = default;
};

struct Table {
  Caption caption = {};
  std::vector<Column> columns = {};  // 1..40
  std::vector<Row> header = {};      // repeated on each page; may be empty
  std::vector<Row> rows = {};
  bool landscape = false;   // on landscape pages; headings just above go along
  bool small_text = false;  // for many columns

  bool operator==(const Table&) const = default;
};

inline constexpr std::int64_t kMaxChartValue = 100'000'000'000'000'000;  // 10^17

enum class ChartKind : std::uint8_t {
  kGroupedBar = 0,
  kStackedBar = 1,    // no negative values; the sum stands at the end of each bar
  kLine = 2,          // categories are moments in order
  kSerapanCurve = 3,  // cumulative amounts month by month against `reference`, which is 100%; the
                      // first series is drawn solid over its area, a second (the plan) dashed
};

struct Series {
  std::string name = {};
  std::vector<std::optional<std::int64_t>> values = {};  // one per category; absent: no data

  bool operator==(const Series&) const = default;
};

// Values are shown divided by `divisor` and rounded half away from zero to `decimals`: rupiah with
// divisor 1'000'000, unit "juta rupiah", decimals 1 gives "1.998,9".
struct Chart {
  ChartKind kind = ChartKind::kGroupedBar;
  Caption caption = {};
  std::string title = {};                    // drawn inside; may be empty
  std::string unit = {};                     // "juta rupiah"
  std::int64_t divisor = 1;                  // 1..10^12
  std::uint8_t decimals = 0;                 // 0..4
  std::vector<std::string> categories = {};  // 1..24
  std::vector<Series> series = {};           // 1..4
  std::string alt = {};  // what the picture shows, for readers who cannot see it; not empty
  // A level drawn across kLine and kSerapanCurve: a target, the pagu. The latter needs it, above
  // zero; bars have none.
  std::optional<std::int64_t> reference = {};
  std::string reference_label = {};  // "Pagu"; empty exactly when there is no reference

  bool operator==(const Chart&) const = default;
};

// Headings up to `depth`, with page numbers where the format has pages, and links.
struct Contents {
  std::string title = {};  // "DAFTAR ISI"; set like a chapter; may be empty
  std::uint8_t depth = 2;  // 1..4

  bool operator==(const Contents&) const = default;
};

enum class Numbering : std::uint8_t { kContinue = 0, kRoman = 1, kArabic = 2 };

// A new page; with kRoman or kArabic page numbers start again from i or 1. Before a chapter only
// one new page comes of it. A document without any is numbered 1, 2, ... after its cover.
struct PageBreak {
  Numbering numbering = Numbering::kContinue;

  bool operator==(const PageBreak&) const = default;
};

struct Signatory {
  std::vector<std::string> above = {};  // "Bontang, 2 Februari 2018", "Sekretaris"
  std::string name = {};                // empty: a dotted line to be filled in by hand
  std::vector<std::string> below = {};  // "NIP ..."

  bool operator==(const Signatory&) const = default;
};

// One party stands at the right, two stand left and right (a Perjanjian Kinerja: second party
// left, first party right). Never split over pages.
struct Signatures {
  std::vector<Signatory> parties = {};  // 1..2

  bool operator==(const Signatures&) const = default;
};

// Order matters: the index is the tag in the canonical encoding. Append only.
using Block =
    std::variant<Cover, Heading, Paragraph, Table, Chart, Contents, PageBreak, Signatures>;

struct Document {
  std::string title = {};         // metadata and the HTML title; not empty
  std::string language = {};      // BCP 47: "id"
  std::string author = {};        // the institution
  std::string running_head = {};  // one line at the head of each page; may be empty
  std::string date = {};  // YYYY-MM-DD, the date the document bears; file metadata comes from it
  std::vector<Block> blocks = {};

  bool operator==(const Document&) const = default;
};

// What every writer relies on: the limits stated above, unique heading ids, tables whose rows fill
// their columns, valid UTF-8. INVALID_ARGUMENT names the block by its index.
absl::Status Validate(const Document& document);

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_DOCUMENT_H_
