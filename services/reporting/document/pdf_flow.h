// Pages being filled from top to bottom. Layout only records what to draw: page numbers are known
// when the last block is placed, and drawing happens after that.
#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_FLOW_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_FLOW_H_

#include <cairo.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "services/reporting/document/document.h"
#include "services/reporting/document/pdf_fonts.h"

namespace sakip::document {

struct DrawContext {
  cairo_t* cr = nullptr;
  const FontSet* fonts = nullptr;
  const std::map<std::string, std::string>* page_labels = nullptr;  // by heading id
};
using DrawOp = std::function<void(const DrawContext&)>;

// A4 in points. The binding edge is the left one in portrait and the upper one in landscape.
struct PageShape {
  double width = 595.28;
  double height = 841.89;
  double left = 85;
  double right = 71;
  double top = 86;
  double bottom = 74;

  double TextWidth() const { return width - left - right; }
  double TextHeight() const { return height - top - bottom; }
};
PageShape ShapeOf(bool landscape);

struct Page {
  bool landscape = false;
  bool cover = false;
  Numbering numbering = Numbering::kArabic;  // kRoman or kArabic
  int number = 1;
  std::vector<DrawOp> ops = {};

  std::string Label() const;  // "iv", "12"; empty on the cover
};

class Flow {
 public:
  explicit Flow(int max_pages) : max_pages_(max_pages) {}

  // The next content goes on pages of this shape.
  void SetLandscape(bool landscape);
  PageShape Shape() const { return ShapeOf(landscape_); }

  // The next content starts a new page; nothing happens when the page is still empty.
  void BreakPage() { open_ = false; }
  void RestartNumbers(Numbering numbering);
  void AddCover(DrawOp op);

  bool AtTop() const { return !open_ || y_ <= Shape().top; }
  // Room below the pending gap.
  double Remaining() const;
  bool Fits(double height) const { return height <= Remaining() + 0.01; }

  // White space before the next content, unless that starts a page. Gaps don't add up.
  void Gap(double height) { gap_ = gap_ > height ? gap_ : height; }
  // Replaces the pending white space: what comes next belongs together with what was.
  void CloseUp(double height) { gap_ = height; }
  // Takes `height` on the current page, opening one if need be, and answers its upper edge.
  double Advance(double height);
  // Content of the page Advance was on last.
  void Draw(DrawOp op);
  void MarkHeading(const std::string& id);

  bool exhausted() const { return exhausted_; }
  const std::vector<Page>& pages() const { return pages_; }
  // By heading id.
  std::map<std::string, std::string> PageLabels() const;

 private:
  void OpenPage(bool cover);

  int max_pages_;
  bool exhausted_ = false;
  std::vector<Page> pages_;
  std::map<std::string, std::size_t> heading_pages_;
  bool open_ = false;
  bool landscape_ = false;
  double y_ = 0;
  double gap_ = 0;
  Numbering numbering_ = Numbering::kArabic;
  int next_number_ = 1;
};

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_PDF_FLOW_H_
