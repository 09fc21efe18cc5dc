#ifndef SAKIP_SERVICES_REPORTING_DOCUMENT_CHART_BAR_H_
#define SAKIP_SERVICES_REPORTING_DOCUMENT_CHART_BAR_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/reporting/document/chart_parts.h"

namespace sakip::document {

// kGroupedBar and kStackedBar: bars to the right (negative ones to the left), one band per
// category from top to bottom. `chart` must outlive it.
class BarChart {
 public:
  BarChart(const Chart& chart, double width);
  double height() const { return height_; }
  void Draw(Canvas& canvas) const;

 private:
  // What stands at the end of a bar, and how far it reaches; absent without any data.
  struct Bar {
    std::optional<std::int64_t> value = {};
    std::string label = {};
  };
  struct Band {
    std::vector<std::string> name = {};
    std::vector<Bar> bars = {};
    double height = 0;
  };

  bool Stacked() const { return chart_.kind == ChartKind::kStackedBar; }
  Bar SumBar(std::size_t category) const;
  void FillBands();
  void SetSizes();
  void SetPlot();
  double X(double value) const { return left_ + scale_.Share(value) * plot_width_; }

  void DrawAxis(Canvas& canvas) const;
  void DrawBand(std::size_t category, double top, Canvas& canvas) const;
  void DrawSegments(std::size_t category, double top, Canvas& canvas) const;
  void DrawLabel(const Bar& bar, double top, Canvas& canvas) const;

  const Chart& chart_;
  double width_;
  ChartHead head_;
  std::vector<Band> bands_;
  Scale scale_;
  double size_ = kChartTextSize;  // of the labels; smaller where there are many bars
  double bar_ = 0;                // thickness
  double pitch_ = 0;              // of bars in a band
  double name_width_ = 0;
  bool values_shown_ = true;
  double left_ = 0;  // of the plot
  double plot_width_ = 0;
  double height_ = 0;
};

}  // namespace sakip::document

#endif  // SAKIP_SERVICES_REPORTING_DOCUMENT_CHART_BAR_H_
