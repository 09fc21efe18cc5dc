#ifndef SAKIP_SERVICES_BUDGET_WIRE_PARTS_H_
#define SAKIP_SERVICES_BUDGET_WIRE_PARTS_H_

#include <google/protobuf/repeated_ptr_field.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "common/fault/fault.h"
#include "sakip/budget/v1/dokumen.pb.h"
#include "services/budget/dokumen.h"

// What the conversions of all documents share. Pure.
namespace sakip::budget {

// "tagihan[3]"
std::string Indexed(std::string_view field, int i);

// "satker/6474/tagihan/2017-gaji-01" of collection "tagihan"; empty for an empty id.
std::string NamaDokumen(std::string_view satker, std::string_view collection, std::string_view id);

// The values of an enum on both sides; each table asserts below itself that it has all of them.
template <class Wire, class Domain>
struct EnumPair {
  Wire wire;
  Domain domain;
};
template <class Wire, class Domain, size_t N>
Wire WireOf(const EnumPair<Wire, Domain> (&table)[N], Domain domain) {
  for (const auto& pair : table) {
    if (pair.domain == domain) {
      return pair.wire;
    }
  }
  return static_cast<Wire>(0);
}

// Reads one request of an office: values come out, what is wrong is collected.
class WireReader {
 public:
  explicit WireReader(std::string satker) : satker_(std::move(satker)) {}

  const std::string& satker() const { return satker_; }
  fault::Violations& violations() { return violations_; }
  bool ok() const { return violations_.empty(); }
  absl::Status ToStatus() const { return violations_.ToStatus(); }

  // The id at the end of a name of `pattern`; a wrong name or one of another office is a violation.
  std::string Id(std::string_view pattern, const std::string& name, const std::string& path);
  std::string PaguId(const std::string& name, const std::string& path);
  period::Tanggal Tanggal(const std::string& text, const std::string& path);
  // Unset for an empty text.
  std::optional<period::Tanggal> TanggalBila(const std::string& text, const std::string& path);
  std::vector<Rincian> Daftar(const google::protobuf::RepeatedPtrField<v1::Rincian>& wire,
                              const std::string& path);

  template <class Wire, class Domain, size_t N>
  Domain Enum(const EnumPair<Wire, Domain> (&table)[N], Wire wire, const std::string& path) {
    for (const auto& pair : table) {
      if (pair.wire == wire) {
        return pair.domain;
      }
    }
    violations_.Add(path, "is not a value of this field", "bukan nilai isian ini");
    return table[0].domain;
  }

 private:
  std::string satker_;
  fault::Violations violations_;
};

// `jumlah`, or where it is 0 the sum of `rincian`; what does not fit is left for the checks to
// refuse.
money::Rupiah JumlahAtauTotal(int64_t jumlah, const std::vector<Rincian>& rincian);

v1::Pelaku ToWire(const Pencatat& pencatat);
void ToWire(std::string_view satker, const std::vector<Rincian>& rincian,
            google::protobuf::RepeatedPtrField<v1::Rincian>* wire);
v1::StatusUsulan ToWire(StatusUsulan status);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_WIRE_PARTS_H_
