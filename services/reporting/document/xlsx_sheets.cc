#include "services/reporting/document/xlsx_sheets.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "services/reporting/document/text.h"

namespace sakip::document {
namespace {

constexpr std::size_t kNameMax = 31;

char Lower(char c) {
  return absl::ascii_tolower(static_cast<unsigned char>(c));
}

// "LAMPIRAN 2" -> "Lampiran 2".
std::string SentenceCase(std::string text) {
  std::transform(text.begin() + (text.empty() ? 0 : 1), text.end(),
                 text.begin() + (text.empty() ? 0 : 1), Lower);
  return text;
}

std::string LegalName(std::string_view wanted) {
  constexpr std::string_view kAlso = " .,()-";
  std::string name;
  for (const char c : VisibleText(wanted, LineFeeds::kSpace)) {
    const bool legal = absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
                       (kAlso.find(c) != std::string_view::npos && !(name.empty() && c == ' '));
    if (legal || (!name.empty() && name.back() != '-')) {
      name += legal ? c : '-';
    }
  }
  name.resize(std::min(name.size(), kNameMax));
  while (!name.empty() && name.back() == ' ') {
    name.pop_back();
  }
  return name.empty() ? "Tabel" : name;
}

class NameGiver {
 public:
  // "History" is a name Excel keeps for itself.
  NameGiver() : taken_{"history"} { Give(kListSheet); }

  std::string Give(std::string_view wanted) {
    const std::string base = LegalName(wanted);
    std::string name = base;
    for (int n = 2; !taken_.insert(Folded(name)).second; ++n) {
      const std::string suffix = " (" + std::to_string(n) + ")";
      name = base.substr(0, kNameMax - suffix.size()) + suffix;
    }
    return name;
  }

 private:
  static std::string Folded(std::string name) {
    std::transform(name.begin(), name.end(), name.begin(), Lower);
    return name;
  }

  std::set<std::string> taken_;
};

std::string Joined(std::string_view first, std::string_view second, std::string_view between) {
  std::string joined(first);
  if (!first.empty() && !second.empty()) {
    joined += between;
  }
  return joined.append(second);
}

std::string WithNumber(const Heading* heading) {
  return heading == nullptr ? "" : Joined(heading->number, heading->text, " ");
}

// The headings over a block: the chapter, and the nearest heading when it is another one.
struct Headings {
  const Heading* chapter = nullptr;
  const Heading* nearest = nullptr;

  void Pass(const Heading& heading) {
    chapter = heading.level == 1 ? &heading : chapter;
    nearest = heading.level == 1 ? nullptr : &heading;
  }
  std::string Title() const { return WithNumber(nearest != nullptr ? nearest : chapter); }
  std::string Place() const { return Joined(WithNumber(chapter), WithNumber(nearest), " – "); }
  // "Lampiran 2.1" of LAMPIRAN 2, heading 1.
  std::string Name() const {
    if (chapter == nullptr || chapter->number.empty()) {
      return SentenceCase(chapter == nullptr ? Title() : chapter->text);
    }
    std::string number = nearest == nullptr ? "" : nearest->number;
    while (!number.empty() && number.back() == '.') {
      number.pop_back();
    }
    return Joined(SentenceCase(chapter->number), number, ".");
  }
};

std::size_t Utf16Units(std::uint32_t code_point) {
  return code_point > 0xFFFF ? 2 : 1;
}

bool IsHex(char c) {
  return absl::ascii_isxdigit(static_cast<unsigned char>(c));
}

// "_x0041_" -> "_x005F_x0041_".
std::string EscapeCodes(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i, 7);
    const bool code = rest.size() == 7 && rest[0] == '_' && rest[1] == 'x' && rest[6] == '_' &&
                      std::all_of(rest.begin() + 2, rest.begin() + 6, IsHex);
    out += code ? "_x005F" : "";
    out += text[i];
  }
  return out;
}

std::string Cut(const std::string& text, std::size_t max) {
  constexpr std::string_view kCut = "… [dipotong]";
  constexpr std::size_t kCutUnits = 12;
  std::size_t units = 0;
  std::size_t room = 0;  // bytes that fit together with the remark
  for (std::size_t pos = 0; pos < text.size();) {
    units += Utf16Units(NextCodePoint(text, pos));
    if (units + kCutUnits <= max) {
      room = pos;
    }
    if (units > max) {
      return text.substr(0, room).append(kCut);
    }
  }
  return text;
}

}  // namespace

std::vector<TableSheet> TableSheets(const Document& document) {
  std::vector<TableSheet> sheets;
  NameGiver names;
  Headings headings;
  for (const Block& block : document.blocks) {
    if (const auto* heading = std::get_if<Heading>(&block)) {
      headings.Pass(*heading);
    } else if (const auto* table = std::get_if<Table>(&block)) {
      const Caption& caption = table->caption;
      std::string title = Joined(caption.label, caption.text, " ");
      sheets.push_back({.table = table,
                        .name = names.Give(caption.label.empty() ? headings.Name() : caption.label),
                        .title = title.empty() ? headings.Title() : std::move(title),
                        .place = headings.Place()});
    }
  }
  return sheets;
}

std::string CellText(std::string_view text, std::size_t max) {
  return Cut(EscapeCodes(VisibleText(text, LineFeeds::kKeep)), max);
}

std::string HeaderText(std::string_view text, std::size_t max) {
  std::string out;
  for (const char c : Cut(EscapeCodes(VisibleText(text, LineFeeds::kSpace)), max)) {
    if (c == '&') {
      out += "＆";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace sakip::document
