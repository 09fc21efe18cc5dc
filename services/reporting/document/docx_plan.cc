#include "services/reporting/document/docx_plan.h"

#include <array>
#include <charconv>
#include <string_view>
#include <utility>

#include "services/reporting/document/block_rules.h"
#include "services/reporting/document/text.h"

namespace sakip::document {
namespace {

constexpr std::array<std::string_view, 21> kRoman = {
    "",   "i",   "ii",   "iii", "iv", "v",   "vi",   "vii",   "viii", "ix", "x",
    "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix",  "xx"};
constexpr int kMostItems = 9999;

std::string Value(ListFormat format, int value) {
  switch (format) {
    case ListFormat::kBullet:
      return "";
    case ListFormat::kDecimal:
      return value <= kMostItems ? std::to_string(value) : "";
    case ListFormat::kLowerLetter:
      return value <= 26 ? std::string(1, static_cast<char>('a' + value - 1)) : "";
    case ListFormat::kUpperLetter:
      return value <= 26 ? std::string(1, static_cast<char>('A' + value - 1)) : "";
    case ListFormat::kLowerRoman:
      return static_cast<std::size_t>(value) < kRoman.size()
                 ? std::string(kRoman[static_cast<std::size_t>(value)])
                 : "";
  }
  return "";
}

bool IsBullet(std::string_view marker) {
  constexpr std::array<std::string_view, 5> kBullets = {"•", "–", "-", "o", "*"};
  for (const std::string_view bullet : kBullets) {
    if (marker == bullet) {
      return true;
    }
  }
  return false;
}

// The list that would start with this marker.
std::optional<DocxList> ListStartingWith(std::string_view marker, std::uint8_t depth) {
  DocxList list{.depth = depth};
  if (IsBullet(marker)) {
    list.format = ListFormat::kBullet;
    list.before = marker;
    return list;
  }
  if (marker.starts_with("(")) {
    list.before = "(";
    marker.remove_prefix(1);
  }
  if (marker.ends_with(".") || marker.ends_with(")")) {
    list.after = marker.back();
    marker.remove_suffix(1);
  }
  if (marker == "i") {
    list.format = ListFormat::kLowerRoman;
  } else if (marker.size() == 1 && marker[0] >= 'a' && marker[0] <= 'z') {
    list.format = ListFormat::kLowerLetter;
    list.start = marker[0] - 'a' + 1;
  } else if (marker.size() == 1 && marker[0] >= 'A' && marker[0] <= 'Z') {
    list.format = ListFormat::kUpperLetter;
    list.start = marker[0] - 'A' + 1;
  } else {
    list.start = 0;
    std::from_chars(marker.data(), marker.data() + marker.size(), list.start);
    if (list.start < 1 || list.start > kMostItems || std::to_string(list.start) != marker) {
      return std::nullopt;
    }
  }
  return list;
}

class ListPlanner {
 public:
  explicit ListPlanner(DocxPlan& plan) : plan_(plan) {}

  void Visit(std::size_t i, const Block& block) {
    const auto* item = std::get_if<Paragraph>(&block);
    if (item == nullptr || item->style != ParagraphStyle::kListItem) {
      open_ = {};
      return;
    }
    for (std::size_t depth = item->depth + 1U; depth < open_.size(); ++depth) {
      open_[depth].reset();
    }
    const std::string marker = VisibleText(item->marker, LineFeeds::kSpace);
    std::optional<Open>& open = open_[item->depth];
    if (open && !marker.empty() && MarkerOf(plan_.lists[open->list], open->value + 1) == marker) {
      ++open->value;
    } else if (std::optional<DocxList> list = ListStartingWith(marker, item->depth)) {
      open = Open{plan_.lists.size(), list->start};
      plan_.lists.push_back(*std::move(list));
    } else {
      open.reset();
      return;
    }
    plan_.list_of[i] = open->list;
  }

 private:
  struct Open {
    std::size_t list;
    int value;  // of its last item
  };
  DocxPlan& plan_;
  std::array<std::optional<Open>, 4> open_ = {};  // by depth
};

class SectionPlanner {
 public:
  explicit SectionPlanner(DocxPlan& plan) : plan_(plan) {}

  void Visit(std::size_t i, const Block& block) {
    if (const auto* page_break = std::get_if<PageBreak>(&block)) {
      breaks_page_ = true;
      if (page_break->numbering != Numbering::kContinue) {
        numbering_ = page_break->numbering;
        restart_ = true;
      }
      return;
    }
    const bool cover = std::holds_alternative<Cover>(block);
    const bool first = plan_.sections.empty();
    if (first || plan_.sections.back().cover || restart_ ||
        plan_.sections.back().landscape != plan_.landscape[i]) {
      const bool restart = first || restart_ || plan_.sections.back().cover;
      plan_.sections.push_back({.cover = cover,
                                .landscape = plan_.landscape[i],
                                .numbering = numbering_,
                                .restart = restart});
    } else {
      plan_.new_page[i] = breaks_page_;
    }
    plan_.sections.back().last_block = i;
    restart_ = restart_ && cover;
    breaks_page_ = false;
  }

 private:
  DocxPlan& plan_;
  Numbering numbering_ = Numbering::kArabic;
  bool restart_ = false;
  bool breaks_page_ = false;
};

}  // namespace

std::string MarkerOf(const DocxList& list, int value) {
  if (list.format == ListFormat::kBullet) {
    return list.before;
  }
  const std::string text = Value(list.format, value);
  return text.empty() ? "" : list.before + text + list.after;
}

DocxPlan PlanDocx(const std::vector<Block>& blocks) {
  DocxPlan plan;
  plan.landscape = LandscapeBlocks(blocks);
  plan.new_page.resize(blocks.size(), false);
  plan.list_of.resize(blocks.size());
  ListPlanner lists(plan);
  SectionPlanner sections(plan);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    lists.Visit(i, blocks[i]);
    sections.Visit(i, blocks[i]);
  }
  if (plan.sections.empty()) {
    plan.sections.push_back({.restart = true});
  }
  return plan;
}

}  // namespace sakip::document
