#include "services/reporting/document/canonical.h"

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"

namespace sakip::document {
namespace {

constexpr std::string_view kMagic = "SKDM";
constexpr int kVersion = 2;

class Writer {
 public:
  static constexpr bool kWrites = true;
  static constexpr int version() { return kVersion; }

  void Int(std::uint64_t value, int bytes) {
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
      out_.push_back(static_cast<char>((value >> shift) & 0xFF));
    }
  }
  void Raw(std::string_view bytes) { out_.append(bytes); }
  std::string Take() { return std::move(out_); }

 private:
  std::string out_;
};

// Once something is wrong every further read gives zeros and the whole is refused at the end.
class Reader {
 public:
  static constexpr bool kWrites = false;

  Reader(std::string_view bytes, int version) : rest_(bytes), version_(version) {}

  int version() const { return version_; }
  std::uint64_t Int(int bytes) {
    const std::string_view raw = Raw(static_cast<std::size_t>(bytes));
    std::uint64_t value = 0;
    for (const char c : raw) {
      value = (value << 8) | static_cast<unsigned char>(c);
    }
    return value;
  }
  std::string_view Raw(std::size_t length) {
    if (length > rest_.size()) {
      Fail();
      return {};
    }
    const std::string_view raw = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return raw;
  }
  void Fail() {
    failed_ = true;
    rest_ = {};
  }
  std::size_t remaining() const { return rest_.size(); }
  bool failed() const { return failed_; }

 private:
  std::string_view rest_;
  int version_;
  bool failed_ = false;
};

// One list of fields serves both directions: a Writer sees them const.
template <class A, class T>
using Of = std::conditional_t<A::kWrites, const T, T>;

constexpr std::uint8_t LastOf(Align) {
  return static_cast<std::uint8_t>(Align::kJustify);
}
constexpr std::uint8_t LastOf(ParagraphStyle) {
  return static_cast<std::uint8_t>(ParagraphStyle::kLead);
}
constexpr std::uint8_t LastOf(RowKind) {
  return static_cast<std::uint8_t>(RowKind::kTotal);
}
constexpr std::uint8_t LastOf(ChartKind) {
  return static_cast<std::uint8_t>(ChartKind::kSerapanCurve);
}
constexpr std::uint8_t LastOf(Numbering) {
  return static_cast<std::uint8_t>(Numbering::kArabic);
}

template <class T>
constexpr bool kIsVector = false;
template <class T>
constexpr bool kIsVector<std::vector<T>> = true;
template <class T>
constexpr bool kIsOptional = false;
template <class T>
constexpr bool kIsOptional<std::optional<T>> = true;

template <class A, class V>
void Value(A& a, V& value);

template <class A, class... V>
void All(A& a, V&... values) {
  (Value(a, values), ...);
}

template <class A>
void Fields(A& a, Of<A, Cover>& v) {
  All(a, v.institution, v.title, v.subtitle, v.year, v.imprint);
}
template <class A>
void Fields(A& a, Of<A, Heading>& v) {
  All(a, v.level, v.number, v.text, v.id, v.in_contents);
}
template <class A>
void Fields(A& a, Of<A, Span>& v) {
  All(a, v.text, v.bold, v.italic);
}
template <class A>
void Fields(A& a, Of<A, Paragraph>& v) {
  All(a, v.spans, v.style, v.align, v.marker, v.depth);
}
template <class A>
void Fields(A& a, Of<A, Caption>& v) {
  All(a, v.label, v.text);
}
template <class A>
void Fields(A& a, Of<A, Number>& v) {
  All(a, v.units, v.decimals, v.percent);
}
template <class A>
void Fields(A& a, Of<A, Cell>& v) {
  All(a, v.text, v.align, v.bold, v.col_span, v.row_span, v.merge_above);
  if (a.version() >= 2) {
    All(a, v.number);
  }
}
template <class A>
void Fields(A& a, Of<A, Row>& v) {
  All(a, v.kind, v.cells);
}
template <class A>
void Fields(A& a, Of<A, Column>& v) {
  All(a, v.weight, v.align);
}
template <class A>
void Fields(A& a, Of<A, Table>& v) {
  All(a, v.caption, v.columns, v.header, v.rows, v.landscape, v.small_text);
}
template <class A>
void Fields(A& a, Of<A, Series>& v) {
  All(a, v.name, v.values);
}
template <class A>
void Fields(A& a, Of<A, Chart>& v) {
  All(a, v.kind, v.caption, v.title, v.unit, v.divisor, v.decimals, v.categories, v.series, v.alt);
  if (a.version() >= 2) {
    All(a, v.reference, v.reference_label);
  }
  if constexpr (!A::kWrites) {
    if (a.version() < 2 && v.kind != ChartKind::kGroupedBar) {
      a.Fail();
    }
  }
}
template <class A>
void Fields(A& a, Of<A, Contents>& v) {
  All(a, v.title, v.depth);
}
template <class A>
void Fields(A& a, Of<A, PageBreak>& v) {
  All(a, v.numbering);
}
template <class A>
void Fields(A& a, Of<A, Signatory>& v) {
  All(a, v.above, v.name, v.below);
}
template <class A>
void Fields(A& a, Of<A, Signatures>& v) {
  All(a, v.parties);
}
template <class A>
void Fields(A& a, Of<A, Document>& v) {
  All(a, v.title, v.language, v.author, v.running_head, v.date, v.blocks);
}

void Put(Writer& w, const std::string& text) {
  w.Int(text.size(), 4);
  w.Raw(text);
}
void Put(Reader& r, std::string& text) {
  text = r.Raw(r.Int(4));
}

void Put(Writer& w, bool value) {
  w.Int(value ? 1 : 0, 1);
}
void Put(Reader& r, bool& value) {
  const std::uint64_t byte = r.Int(1);
  value = byte == 1;
  if (byte > 1) {
    r.Fail();
  }
}

template <class T>
void PutInt(Writer& w, T value) {
  w.Int(static_cast<std::uint64_t>(value), static_cast<int>(sizeof(T)));
}
template <class T>
void PutInt(Reader& r, T& value) {
  value = static_cast<T>(r.Int(static_cast<int>(sizeof(T))));
}

template <class T>
void PutEnum(Writer& w, T value) {
  w.Int(static_cast<std::uint8_t>(value), 1);
}
template <class T>
void PutEnum(Reader& r, T& value) {
  const std::uint64_t byte = r.Int(1);
  if (byte > LastOf(T{})) {
    r.Fail();
    return;
  }
  value = static_cast<T>(byte);
}

template <class T>
void PutVector(Writer& w, const std::vector<T>& items) {
  w.Int(items.size(), 4);
  for (const T& item : items) {
    Value(w, item);
  }
}
template <class T>
void PutVector(Reader& r, std::vector<T>& items) {
  const std::uint64_t count = r.Int(4);
  if (count > r.remaining()) {  // each element takes at least one byte
    r.Fail();
  }
  for (std::uint64_t i = 0; i < count && !r.failed(); ++i) {
    Value(r, items.emplace_back());
  }
}

template <class T>
void PutOptional(Writer& w, const std::optional<T>& value) {
  Put(w, value.has_value());
  if (value) {
    Value(w, *value);
  }
}
template <class T>
void PutOptional(Reader& r, std::optional<T>& value) {
  bool present = false;
  Put(r, present);
  if (present) {
    Value(r, value.emplace());
  }
}

void Put(Writer& w, const Block& block) {
  w.Int(block.index(), 1);
  std::visit([&w](const auto& alternative) { Fields(w, alternative); }, block);
}

template <std::size_t kIndex = 0>
void ReadAlternative(Reader& r, std::uint64_t index, Block& block) {
  if constexpr (kIndex < std::variant_size_v<Block>) {
    if (index == kIndex) {
      Fields(r, block.emplace<kIndex>());
    } else {
      ReadAlternative<kIndex + 1>(r, index, block);
    }
  } else {
    r.Fail();
  }
}
void Put(Reader& r, Block& block) {
  ReadAlternative(r, r.Int(1), block);
}

template <class A, class V>
void Value(A& a, V& value) {
  using T = std::remove_const_t<V>;
  if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, bool> ||
                std::is_same_v<T, Block>) {
    Put(a, value);
  } else if constexpr (std::is_enum_v<T>) {
    PutEnum(a, value);
  } else if constexpr (std::is_integral_v<T>) {
    PutInt(a, value);
  } else if constexpr (kIsVector<T>) {
    PutVector(a, value);
  } else if constexpr (kIsOptional<T>) {
    PutOptional(a, value);
  } else {
    Fields(a, value);
  }
}

}  // namespace

std::string Encode(const Document& document) {
  Writer writer;
  writer.Raw(kMagic);
  writer.Int(kVersion, 1);
  Fields(writer, document);
  return writer.Take();
}

absl::StatusOr<Document> Parse(std::string_view bytes) {
  if (bytes.size() > kMaxEncodedBytes) {
    return absl::InvalidArgumentError("document model: larger than 64 MiB");
  }
  const int version = bytes.size() > kMagic.size() ? bytes[kMagic.size()] : 0;
  if (bytes.substr(0, kMagic.size()) != kMagic || version < 1 || version > kVersion) {
    return absl::InvalidArgumentError("document model: not a document model of version 1 or 2");
  }
  Reader reader(bytes.substr(kMagic.size() + 1), version);
  Document document;
  Fields(reader, document);
  if (reader.failed() || reader.remaining() != 0) {
    return absl::InvalidArgumentError("document model: damaged bytes");
  }
  return document;
}

std::string ContentHash(const Document& document) {
  const std::string bytes = Encode(document);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr);
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(digest.data()), length));
}

}  // namespace sakip::document
