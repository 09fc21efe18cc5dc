#include "services/reporting/document/pdf_writer.h"

#include <cairo-pdf.h>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/reporting/document/block_rules.h"
#include "services/reporting/document/pdf_blocks.h"
#include "services/reporting/document/pdf_finish.h"
#include "services/reporting/document/pdf_flow.h"
#include "services/reporting/document/pdf_text.h"
#include "services/reporting/document/text.h"

namespace sakip::document {
namespace {

struct CairoDelete {
  void operator()(cairo_t* cr) const { cairo_destroy(cr); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};

class Layout {
 public:
  Layout(const Document& document, const FontSet& fonts, int max_pages)
      : document_(document),
        fonts_(fonts),
        landscape_(LandscapeBlocks(document.blocks)),
        placed_(document.blocks.size()),
        flow_(max_pages) {}

  absl::Status Run() {
    for (std::size_t i = 0; i < placed_.size() && !flow_.exhausted(); ++i) {
      if (std::holds_alternative<PageBreak>(document_.blocks[i])) {
        flow_.BreakPage();
      }
      flow_.SetLandscape(landscape_[i]);
      if (i > 0 && IsNote(document_.blocks[i - 1]) && IsNote(document_.blocks[i])) {
        flow_.CloseUp(kBetweenNotes);
      }
      BlockAt(i).Place(flow_, Tail(i, 0));
    }
    if (flow_.pages().empty()) {
      flow_.Advance(0);  // a PDF has at least one page
    }
    return flow_.exhausted()
               ? absl::ResourceExhaustedError("the document has more pages than allowed")
               : absl::OkStatus();
  }

  const Flow& flow() const { return flow_; }

 private:
  static constexpr double kBetweenNotes = 2;

  PlacedBlock& BlockAt(std::size_t i) {
    if (placed_[i] == nullptr) {
      placed_[i] = PlaceableBlock(document_.blocks[i], document_, fonts_, ShapeOf(landscape_[i]));
    }
    return *placed_[i];
  }

  double Tail(std::size_t i, int depth) {
    constexpr int kLongestChain = 6;  // headings in a row
    if (i + 1 >= placed_.size() || depth == kLongestChain ||
        !StaysWithNext(document_.blocks, landscape_, i)) {
      return 0;
    }
    return BlockAt(i + 1).HeadHeight(Tail(i + 1, depth + 1));
  }

  const Document& document_;
  const FontSet& fonts_;
  std::vector<bool> landscape_;
  std::vector<std::unique_ptr<PlacedBlock>> placed_;
  Flow flow_;
};

void DrawHeadAndFoot(const DrawContext& context, const Page& page, const Document& document,
                     int last_arabic) {
  if (page.cover) {
    return;
  }
  const PageShape shape = ShapeOf(page.landscape);
  const TypeStyle style{.family = kSans, .size = 8, .colour = kGrey};
  const double right = shape.width - shape.right;
  if (!document.running_head.empty()) {
    DrawText(context.cr, *context.fonts, style, shape.left, 50, Anchor::kStart,
             document.running_head, shape.TextWidth());
    SetColour(context.cr, kRule);
    cairo_set_line_width(context.cr, 0.5);
    cairo_move_to(context.cr, shape.left, 57);
    cairo_line_to(context.cr, right, 57);
    cairo_stroke(context.cr);
  }
  const std::string label = page.numbering == Numbering::kRoman
                                ? absl::StrCat("Halaman ", page.Label())
                                : absl::StrCat("Halaman ", page.Label(), " dari ", last_arabic);
  DrawText(context.cr, *context.fonts, style, right, shape.height - 38, Anchor::kEnd, label);
}

void SetMetadata(cairo_surface_t* surface, const Document& document) {
  const auto set = [surface](cairo_pdf_metadata_t key, const std::string& text) {
    cairo_pdf_surface_set_metadata(surface, key, VisibleText(text, LineFeeds::kSpace).c_str());
  };
  set(CAIRO_PDF_METADATA_TITLE, document.title);
  set(CAIRO_PDF_METADATA_AUTHOR, document.author);
  set(CAIRO_PDF_METADATA_CREATOR, "SAKIP");
  set(CAIRO_PDF_METADATA_CREATE_DATE, document.date + "T00:00:00Z");
}

// Bookmarks: each heading under the last one of a lower level.
void AddOutline(cairo_surface_t* surface, const Document& document) {
  int parents[5] = {};  // the last bookmark of each level; 0 is the root
  for (const Block& block : document.blocks) {
    const auto* heading = std::get_if<Heading>(&block);
    if (heading == nullptr) {
      continue;
    }
    const std::string text =
        VisibleText(heading->number.empty() ? heading->text : heading->number + " " + heading->text,
                    LineFeeds::kSpace);
    const int id = cairo_pdf_surface_add_outline(
        surface, parents[heading->level - 1], text.c_str(), ("dest='" + heading->id + "'").c_str(),
        heading->level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN
                            : static_cast<cairo_pdf_outline_flags_t>(0));
    std::fill(parents + heading->level, parents + 5, id);
  }
}

std::vector<std::string> AlternativeTexts(const Document& document) {
  std::vector<std::string> texts;
  for (const Block& block : document.blocks) {
    if (const auto* chart = std::get_if<Chart>(&block)) {
      texts.push_back(VisibleText(chart->alt, LineFeeds::kSpace));
    }
  }
  return texts;
}

cairo_status_t Append(void* out, const unsigned char* bytes, unsigned int length) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), length);
  return CAIRO_STATUS_SUCCESS;
}

absl::StatusOr<std::string> Draw(const Document& document, const Flow& flow, const FontSet& fonts) {
  std::string pdf;
  const PageShape first = ShapeOf(flow.pages().front().landscape);
  const std::unique_ptr<cairo_surface_t, CairoDelete> surface(
      cairo_pdf_surface_create_for_stream(Append, &pdf, first.width, first.height));
  SetMetadata(surface.get(), document);
  int last_arabic = 0;
  for (const Page& page : flow.pages()) {
    if (!page.cover && page.numbering == Numbering::kArabic) {
      last_arabic = std::max(last_arabic, page.number);
    }
  }
  const std::map<std::string, std::string> labels = flow.PageLabels();
  std::unique_ptr<cairo_t, CairoDelete> cr(cairo_create(surface.get()));
  const DrawContext context{cr.get(), &fonts, &labels};
  for (const Page& page : flow.pages()) {
    const PageShape shape = ShapeOf(page.landscape);
    cairo_pdf_surface_set_size(surface.get(), shape.width, shape.height);
    cairo_pdf_surface_set_page_label(surface.get(), page.cover ? "Sampul" : page.Label().c_str());
    for (const DrawOp& op : page.ops) {
      op(context);
    }
    DrawHeadAndFoot(context, page, document, last_arabic);
    cairo_show_page(cr.get());
  }
  AddOutline(surface.get(), document);
  cairo_status_t status = cairo_status(cr.get());
  cr.reset();
  cairo_surface_finish(surface.get());
  status = status == CAIRO_STATUS_SUCCESS ? cairo_surface_status(surface.get()) : status;
  if (status != CAIRO_STATUS_SUCCESS) {
    return absl::InternalError(absl::StrCat("cairo: ", cairo_status_to_string(status)));
  }
  return pdf;
}

struct LaidOut {
  std::unique_ptr<FontSet> fonts;  // the layout's lines need it
  std::unique_ptr<Layout> layout;
};

absl::StatusOr<LaidOut> LayOut(const Document& document, const PdfOptions& options) {
  if (absl::Status status = Validate(document); !status.ok()) {
    return status;
  }
  absl::StatusOr<std::unique_ptr<FontSet>> fonts = FontSet::Create();
  if (!fonts.ok()) {
    return fonts.status();
  }
  auto layout = std::make_unique<Layout>(document, **fonts, options.max_pages);
  if (absl::Status status = layout->Run(); !status.ok()) {
    return status;
  }
  return LaidOut{std::move(*fonts), std::move(layout)};
}

}  // namespace

absl::StatusOr<std::string> WritePdf(const Document& document, const PdfOptions& options) {
  absl::StatusOr<LaidOut> laid_out = LayOut(document, options);
  if (!laid_out.ok()) {
    return laid_out.status();
  }
  absl::StatusOr<std::string> pdf = Draw(document, laid_out->layout->flow(), *laid_out->fonts);
  if (!pdf.ok()) {
    return pdf;
  }
  // Before qpdf takes the file apart: the two together would be the most memory a report needs.
  laid_out->layout.reset();
  laid_out->fonts.reset();
  const std::string language = document.language == "id" ? "id-ID" : document.language;
  return FinishPdf(*pdf, language, AlternativeTexts(document));
}

absl::StatusOr<std::vector<HeadingPage>> PagesOfHeadings(const Document& document,
                                                         const PdfOptions& options) {
  const absl::StatusOr<LaidOut> laid_out = LayOut(document, options);
  if (!laid_out.ok()) {
    return laid_out.status();
  }
  const std::map<std::string, std::string> labels = laid_out->layout->flow().PageLabels();
  std::vector<HeadingPage> pages;
  for (const Block& block : document.blocks) {
    const auto* heading = std::get_if<Heading>(&block);
    if (heading != nullptr && heading->in_contents) {
      pages.push_back({heading->id, labels.at(heading->id)});
    }
  }
  return pages;
}

}  // namespace sakip::document
