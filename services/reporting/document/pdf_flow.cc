#include "services/reporting/document/pdf_flow.h"

#include <string_view>
#include <utility>

namespace sakip::document {
namespace {

std::string Roman(int number) {
  struct Numeral {
    int value;
    std::string_view text;
  };
  constexpr Numeral kNumerals[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"},
                                   {90, "xc"},  {50, "l"},   {40, "xl"}, {10, "x"},   {9, "ix"},
                                   {5, "v"},    {4, "iv"},   {1, "i"}};
  std::string text;
  for (const Numeral& numeral : kNumerals) {
    for (; number >= numeral.value; number -= numeral.value) {
      text += numeral.text;
    }
  }
  return text;
}

}  // namespace

PageShape ShapeOf(bool landscape) {
  if (!landscape) {
    return {};
  }
  return {.width = 841.89, .height = 595.28, .left = 62, .right = 62, .top = 86, .bottom = 62};
}

std::string Page::Label() const {
  if (cover) {
    return "";
  }
  return numbering == Numbering::kRoman ? Roman(number) : std::to_string(number);
}

void Flow::SetLandscape(bool landscape) {
  if (landscape != landscape_) {
    BreakPage();
    landscape_ = landscape;
  }
}

void Flow::RestartNumbers(Numbering numbering) {
  if (numbering != Numbering::kContinue) {
    numbering_ = numbering;
    next_number_ = 1;
  }
}

void Flow::AddCover(DrawOp op) {
  OpenPage(true);
  Draw(std::move(op));
  BreakPage();
}

void Flow::OpenPage(bool cover) {
  if (pages_.size() >= static_cast<std::size_t>(max_pages_)) {
    exhausted_ = true;
    pages_.clear();  // nothing of it will be drawn
    heading_pages_.clear();
  }
  Page page{.landscape = landscape_, .cover = cover, .numbering = numbering_};
  if (!cover) {
    page.number = next_number_++;
  }
  pages_.push_back(std::move(page));
  open_ = true;
  y_ = Shape().top;
  gap_ = 0;
}

double Flow::Remaining() const {
  const PageShape shape = Shape();
  if (AtTop()) {
    return shape.TextHeight();
  }
  return shape.height - shape.bottom - y_ - gap_;
}

double Flow::Advance(double height) {
  if (!open_) {
    OpenPage(false);
  }
  if (!AtTop()) {
    y_ += gap_;
  }
  gap_ = 0;
  const double top = y_;
  y_ += height;
  return top;
}

void Flow::Draw(DrawOp op) {
  if (!exhausted_) {
    pages_.back().ops.push_back(std::move(op));
  }
}

void Flow::MarkHeading(const std::string& id) {
  heading_pages_[id] = pages_.size() - 1;
}

std::map<std::string, std::string> Flow::PageLabels() const {
  std::map<std::string, std::string> labels;
  for (const auto& [id, page] : heading_pages_) {
    labels[id] = pages_[page].Label();
  }
  return labels;
}

}  // namespace sakip::document
