#include <tuple>

#include "services/reporting/lakip_parts.h"

namespace sakip::reporting {

void AddPenutup(const LakipData& data, Numbering& numbering, Blocks& out) {
  numbering.Chapter(4);
  out.emplace_back(document::Heading{.number = "BAB IV", .text = "PENUTUP", .id = "bab-4"});
  const size_t before = out.size();
  for (const auto& [bagian, title, id] :
       {std::tuple{BagianNarasi::kSimpulan, "Simpulan", "simpulan"},
        std::tuple{BagianNarasi::kLangkahPerbaikan, "Langkah Perbaikan", "langkah-perbaikan"}}) {
    if (!HasNarasi(data, bagian)) {
      continue;
    }
    out.emplace_back(
        document::Heading{.level = 2, .number = numbering.NextSection(), .text = title, .id = id});
    AddNarasi(data, bagian, out);
  }
  if (out.size() == before) {
    AddEmptyNote(out);
  }
}

}  // namespace sakip::reporting
