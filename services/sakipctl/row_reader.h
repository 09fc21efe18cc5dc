#ifndef SAKIP_SERVICES_SAKIPCTL_ROW_READER_H_
#define SAKIP_SERVICES_SAKIPCTL_ROW_READER_H_

#include <google/protobuf/descriptor.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "sakip/common/v1/nilai.pb.h"
#include "services/sakipctl/csv.h"

namespace sakip::sakipctl {

// Typed cells of one row. A cell that breaks its rule adds a finding and reads as empty or 0.
class RowReader {
 public:
  RowReader(const CsvTable& table, const CsvRow& row, Findings& findings)
      : table_(table), row_(row), findings_(findings) {}

  std::string Text(std::string_view column) const;
  std::string Required(std::string_view column) const;
  // A whole number in [min, max].
  int32_t Int(std::string_view column, int32_t min, int32_t max) const;
  // The same; an empty cell reads as 0.
  int32_t OptionalInt(std::string_view column, int32_t min, int32_t max) const;
  // Whole rupiah without separators or sign.
  int64_t Rupiah(std::string_view column) const;
  // An enum value without its prefix: "PUSAT" for TINGKAT_SATKER_PUSAT.
  int Enum(std::string_view column, const google::protobuf::EnumDescriptor& type) const;
  // Two columns: with a unit, a plain decimal; without, a text as an office writes it. `number`
  // demands that there is a number in it. NaN and infinities are refused always.
  common::v1::Nilai Nilai(std::string_view column, std::string_view unit_column, bool number) const;
  // An id, and "<prefix><id>"; empty for an empty cell.
  std::string Reference(std::string_view column, std::string_view prefix) const;

  void Fault(std::string_view column, std::string english, std::string indonesian) const;
  int line() const { return row_.line; }

 private:
  const CsvTable& table_;
  const CsvRow& row_;
  Findings& findings_;
};

// What RowReader::Enum says of a text that names no value.
std::string EnumNames(const google::protobuf::EnumDescriptor& type);
// The value's number; 0 when `text` names none.
int EnumValue(std::string_view text, const google::protobuf::EnumDescriptor& type);

}  // namespace sakip::sakipctl

#endif  // SAKIP_SERVICES_SAKIPCTL_ROW_READER_H_
