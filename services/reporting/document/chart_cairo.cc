#include "services/reporting/document/chart_cairo.h"

#include "services/reporting/document/pdf_text.h"

namespace sakip::document {
namespace {

class CairoCanvas : public Canvas {
 public:
  CairoCanvas(cairo_t* cr, const FontSet& fonts) : cr_(cr), fonts_(fonts) {}

  void Box(double x, double y, double width, double height, Colour fill) override {
    SetColour(cr_, fill);
    cairo_rectangle(cr_, x, y, width, height);
    cairo_fill(cr_);
  }
  void Line(double x1, double y1, double x2, double y2, double thickness, Colour colour) override {
    SetColour(cr_, colour);
    cairo_set_line_width(cr_, thickness);
    cairo_move_to(cr_, x1, y1);
    cairo_line_to(cr_, x2, y2);
    cairo_stroke(cr_);
  }
  void Polyline(const std::vector<Point>& points, const Stroke& stroke) override {
    cairo_save(cr_);
    SetColour(cr_, stroke.colour);
    cairo_set_line_width(cr_, stroke.thickness);
    cairo_set_line_join(cr_, CAIRO_LINE_JOIN_ROUND);
    if (stroke.dash > 0) {
      const double dashes[] = {stroke.dash, stroke.gap};
      cairo_set_dash(cr_, dashes, 2, 0);
    }
    Path(points);
    cairo_stroke(cr_);
    cairo_restore(cr_);
  }
  void Polygon(const std::vector<Point>& points, Colour fill) override {
    SetColour(cr_, fill);
    Path(points);
    cairo_close_path(cr_);
    cairo_fill(cr_);
  }
  void Text(double x, double baseline, const TextStyle& style, std::string_view text) override {
    const TypeStyle type{
        .family = kSans, .size = style.size, .bold = style.bold, .colour = style.colour};
    DrawText(cr_, fonts_, type, x, baseline, style.anchor, text);
  }

 private:
  void Path(const std::vector<Point>& points) {
    cairo_new_path(cr_);
    for (const Point& point : points) {
      cairo_line_to(cr_, point.x, point.y);
    }
  }

  cairo_t* cr_;
  const FontSet& fonts_;
};

}  // namespace

void DrawChartOnCairo(const Chart& chart, double width, cairo_t* cr, const FontSet& fonts) {
  CairoCanvas canvas(cr, fonts);
  DrawChart(chart, width, canvas);
}

}  // namespace sakip::document
