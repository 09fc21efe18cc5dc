#include "absl/strings/str_format.h"
#include "services/reporting/document/chart.h"
#include "services/reporting/document/html_text.h"

namespace sakip::document {
namespace {

std::string Hex(Colour colour) {
  return absl::StrFormat("#%02x%02x%02x", colour.red, colour.green, colour.blue);
}

class SvgCanvas : public Canvas {
 public:
  void Box(double x, double y, double width, double height, Colour fill) override {
    absl::StrAppendFormat(
        &out_, "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"%s\"/>", x, y,
        width, height, Hex(fill));
  }
  void Line(double x1, double y1, double x2, double y2, double thickness, Colour colour) override {
    absl::StrAppendFormat(&out_,
                          "<line x1=\"%.2f\" y1=\"%.2f\" x2=\"%.2f\" y2=\"%.2f\" stroke=\"%s\" "
                          "stroke-width=\"%.2f\"/>",
                          x1, y1, x2, y2, Hex(colour), thickness);
  }
  void Polyline(const std::vector<Point>& points, const Stroke& stroke) override {
    absl::StrAppendFormat(&out_,
                          "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" "
                          "stroke-width=\"%.2f\" stroke-linejoin=\"round\"%s/>",
                          Points(points), Hex(stroke.colour), stroke.thickness,
                          stroke.dash > 0 ? absl::StrFormat(" stroke-dasharray=\"%.1f %.1f\"",
                                                            stroke.dash, stroke.gap)
                                          : "");
  }
  void Polygon(const std::vector<Point>& points, Colour fill) override {
    absl::StrAppendFormat(&out_, "<polygon points=\"%s\" fill=\"%s\"/>", Points(points), Hex(fill));
  }
  void Text(double x, double baseline, const TextStyle& style, std::string_view text) override {
    const char* anchor = style.anchor == Anchor::kStart    ? "start"
                         : style.anchor == Anchor::kMiddle ? "middle"
                                                           : "end";
    absl::StrAppendFormat(&out_,
                          "<text x=\"%.2f\" y=\"%.2f\" font-size=\"%.1f\" text-anchor=\"%s\"%s "
                          "fill=\"%s\">%s</text>",
                          x, baseline, style.size, anchor,
                          style.bold ? " font-weight=\"bold\"" : "", Hex(style.colour),
                          EscapeHtml(text, LineFeeds::kSpace));
  }
  const std::string& out() const { return out_; }

 private:
  static std::string Points(const std::vector<Point>& points) {
    std::string text;
    for (const Point& point : points) {
      absl::StrAppendFormat(&text, "%s%.2f,%.2f", text.empty() ? "" : " ", point.x, point.y);
    }
    return text;
  }

  std::string out_;
};

}  // namespace

std::string ChartSvg(const Chart& chart, double width) {
  SvgCanvas canvas;
  DrawChart(chart, width, canvas);
  return absl::StrFormat(
      "<svg viewBox=\"0 0 %.2f %.2f\" role=\"img\" aria-label=\"%s\" "
      "font-family=\"Liberation Sans,Arial,Helvetica,sans-serif\">%s</svg>",
      width, ChartHeight(chart, width), EscapeHtml(chart.alt, LineFeeds::kSpace), canvas.out());
}

}  // namespace sakip::document
