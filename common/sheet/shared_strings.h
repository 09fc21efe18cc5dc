#ifndef SAKIP_COMMON_SHEET_SHARED_STRINGS_H_
#define SAKIP_COMMON_SHEET_SHARED_STRINGS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/sheet/sheet.h"
#include "common/sheet/zip_reader.h"

// The texts that the cells of a workbook refer to. Internal to common/sheet.
namespace sakip::sheet {

// What a text element holds: its own text or that of its rich-text runs, without the phonetic
// hints of East Asian texts. For shared and inline strings.
class RichText {
 public:
  // Texts longer than this are cut; a length beyond the limit of a cell tells.
  explicit RichText(size_t bytes_max) : bytes_max_(bytes_max) {}

  void Clear() { text_.clear(); }
  void Start(std::string_view name);
  void End(std::string_view name);
  void Text(std::string_view text);
  std::string Take();  // decoded, unless it was cut: decoding must not make it fit again

 private:
  size_t bytes_max_;
  std::string text_;
  bool in_text_ = false;
  bool in_phonetic_ = false;
};

// "_x000D_" and the like replaced by the characters they stand for.
std::string DecodeEscapes(std::string text);

// Bytes that hold any text within the limit, and one more.
size_t CellBytesMax(const Limits& limits);

class SharedStrings {
 public:
  // One buffer for all texts: a million small strings would take four times the memory.
  std::optional<std::string_view> Get(size_t index) const;
  // False when the limits are reached.
  bool Add(std::string_view text, const Limits& limits);

 private:
  std::string texts_;
  std::vector<uint32_t> ends_;
};

// `part` may be empty: there are no strings then.
absl::StatusOr<SharedStrings> ReadSharedStrings(ZipReader& zip, const std::string& part,
                                                const Limits& limits);

}  // namespace sakip::sheet

#endif  // SAKIP_COMMON_SHEET_SHARED_STRINGS_H_
