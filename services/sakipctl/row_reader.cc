#include "services/sakipctl/row_reader.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <utility>

#include "common/money/money.h"
#include "common/nilai/nilai.h"
#include "common/resource_name/resource_name.h"

namespace sakip::sakipctl {
namespace {

// TingkatSatker -> "TINGKAT_SATKER_".
std::string PrefixOf(const google::protobuf::EnumDescriptor& type) {
  const std::string zero = type.FindValueByNumber(0)->name();
  return zero.substr(0, zero.size() - std::string_view("UNSPECIFIED").size());
}

// NaN, -inf, Infinity% and the like, which programs write for a number they do not have; words that
// only begin so ("Nantinya") are texts.
bool IsNoNumber(std::string_view text) {
  std::string word;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalpha(byte) != 0) {
      word += static_cast<char>(std::tolower(byte));
    } else if (!word.empty()) {
      break;
    } else if (c != '+' && c != '-' && c != ' ') {
      return false;
    }
  }
  return word == "nan" || word == "inf" || word == "infinity";
}

}  // namespace

int EnumValue(std::string_view text, const google::protobuf::EnumDescriptor& type) {
  const auto* value = type.FindValueByName(PrefixOf(type) + std::string(text));
  return value == nullptr ? 0 : value->number();
}

std::string EnumNames(const google::protobuf::EnumDescriptor& type) {
  std::string names;
  for (int i = 1; i < type.value_count(); ++i) {
    names += (names.empty() ? "" : ", ") + type.value(i)->name().substr(PrefixOf(type).size());
  }
  return names;
}

void RowReader::Fault(std::string_view column, std::string english, std::string indonesian) const {
  findings_.Add(
      {table_.file, row_.line, std::string(column), std::move(english), std::move(indonesian)});
}

std::string RowReader::Text(std::string_view column) const {
  const auto found = std::find(table_.columns.begin(), table_.columns.end(), column);
  return found == table_.columns.end()
             ? std::string()
             : row_.cells[static_cast<size_t>(found - table_.columns.begin())];
}

std::string RowReader::Required(std::string_view column) const {
  std::string text = Text(column);
  if (text.empty()) {
    Fault(column, "is required", "wajib diisi");
  }
  return text;
}

int32_t RowReader::Int(std::string_view column, int32_t min, int32_t max) const {
  const std::string text = Text(column);
  int32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < min || value > max) {
    const std::string bounds = std::to_string(min) + "-" + std::to_string(max);
    Fault(column, "'" + text + "' is no whole number in " + bounds,
          "'" + text + "' bukan bilangan bulat dalam " + bounds);
    return 0;
  }
  return value;
}

int32_t RowReader::OptionalInt(std::string_view column, int32_t min, int32_t max) const {
  return Text(column).empty() ? 0 : Int(column, min, max);
}

int64_t RowReader::Rupiah(std::string_view column) const {
  const std::string text = Text(column);
  const auto amount = money::ParseRupiah(text);
  if (!amount.ok()) {
    Fault(column, "'" + text + "': " + std::string(amount.status().message()),
          "'" + text +
              "' bukan jumlah rupiah: angka bulat tanpa tanda, titik, atau koma, paling "
              "besar 10^15");
    return 0;
  }
  return amount->value();
}

int RowReader::Enum(std::string_view column, const google::protobuf::EnumDescriptor& type) const {
  const std::string text = Text(column);
  const int value = EnumValue(text, type);
  if (value == 0) {
    Fault(column, "'" + text + "' is none of " + EnumNames(type),
          "'" + text + "' bukan salah satu dari " + EnumNames(type));
  }
  return value;
}

common::v1::Nilai RowReader::Nilai(std::string_view column, std::string_view unit_column,
                                   bool number) const {
  common::v1::Nilai nilai;
  const std::string text = Text(column);
  const std::string unit = unit_column.empty() ? std::string() : Text(unit_column);
  if (!unit.empty()) {
    const auto angka = nilai::ParseAngka(text);
    if (!angka.ok()) {
      Fault(column, "'" + text + "': " + std::string(angka.status().message()),
            "'" + text + "' bukan angka desimal biasa seperti 12 atau 77.5");
      return nilai;
    }
    nilai.set_angka(*angka);
    nilai.set_satuan(unit);
    return nilai;
  }
  nilai.set_teks(text);
  if (const auto parsed = nilai::ParseNilai(text); !parsed.ok() && (number || IsNoNumber(text))) {
    Fault(column, "'" + text + "': " + std::string(parsed.status().message()),
          "'" + text + "' bukan nilai seperti 77,5% atau 2 Laporan");
  }
  return nilai;
}

std::string RowReader::Reference(std::string_view column, std::string_view prefix) const {
  const std::string id = Text(column);
  if (id.empty()) {
    return id;
  }
  if (!resource_name::IsId(id)) {
    Fault(column, "'" + id + "' is no id: letters, digits and . _ - ~",
          "'" + id + "' bukan kode: huruf, angka, dan . _ - ~");
    return std::string();
  }
  return std::string(prefix) + id;
}

}  // namespace sakip::sakipctl
