#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_CHART_LINE_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_CHART_LINE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "services/reporting/document/chart_parts.h"

namespace sakip::document {

// kLine and kSerapanCurve: moments from left to right, each series named at the end of its line.
// `chart` must outlive it.
class LineChart {
 public:
  LineChart(const Chart& chart, double width);
  double height() const { return height_; }
  void Draw(Canvas& canvas) const;

 private:
  // Name and last value of a line, in the column at the right.
  struct EndLabel {
    std::vector<std::string> name = {};
    std::string value = {};  // bold, below the name; may be empty
    Point from = {};         // the end of the line
    double top = 0;

    double Height() const;
  };
  struct Moment {
    std::vector<std::string> lines = {};
    double x = 0;  // the middle of its label
  };

  bool Serapan() const { return chart_.kind == ChartKind::kSerapanCurve; }
  double Reference() const;
  // Where a value stands on the axis: amounts, or percent of the reference.
  double OnAxis(std::int64_t value) const;
  double Y(double on_axis) const { return bottom_ - scale_.Share(on_axis) * (bottom_ - top_); }
  Point At(std::size_t series, std::size_t moment) const;
  std::string Value(std::int64_t value, int percent_decimals) const;
  std::string Tick(std::int64_t index) const;

  void SetScale();
  void MakeEndLabels();
  void SetPlot();
  void SpreadEndLabels();
  // Every `stride`-th moment is named; true when no word is cut and no two names touch.
  bool NameMoments(std::size_t stride);
  // Unbroken stretches of a series: first and last moment.
  std::vector<std::pair<std::size_t, std::size_t>> Stretches(std::size_t series) const;
  std::vector<Point> Points(std::size_t series, std::pair<std::size_t, std::size_t> stretch) const;

  void DrawAxes(Canvas& canvas) const;
  void DrawArea(Canvas& canvas) const;
  void DrawSeries(std::size_t series, Canvas& canvas) const;
  void DrawEndLabels(Canvas& canvas) const;
  void DrawValues(Canvas& canvas) const;

  const Chart& chart_;
  double width_;
  ChartHead head_;
  Scale scale_;
  std::vector<EndLabel> ends_;
  std::vector<Moment> moments_;
  double left_ = 0;  // of the plot
  double right_ = 0;
  double top_ = 0;
  double bottom_ = 0;
  double height_ = 0;
};

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_CHART_LINE_H_
