#ifndef SAKIP_SERVICES_BUDGET_RECORD_PARTS_H_
#define SAKIP_SERVICES_BUDGET_RECORD_PARTS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "common/status/status_macros.h"
#include "sakip/storage/v1/budget.pb.h"
#include "services/budget/dokumen.h"
#include "services/budget/ledger.h"

// What the records of the budget's store are made of. For *_records.cc only.
namespace sakip::budget::parts {

namespace record = ::sakip::storage::v1;

inline constexpr uint32_t kSchema = 1;

absl::Status Unreadable();

template <class Record>
absl::StatusOr<Record> Parse(std::string_view bytes) {
  Record parsed;
  if (!parsed.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) ||
      parsed.schema() != kSchema) {
    return Unreadable();
  }
  return parsed;
}

// Stored numbers are the enumerators' order plus 1; an enumerator is added at the end only.
template <class Enum>
uint32_t ToNumber(Enum value) {
  return static_cast<uint32_t>(value) + 1;
}

template <class Enum>
absl::StatusOr<Enum> FromNumber(uint32_t number, Enum last) {
  if (number == 0 || number > ToNumber(last)) {
    return Unreadable();
  }
  return static_cast<Enum>(number - 1);
}

absl::StatusOr<period::Tanggal> ToTanggal(const std::string& text);

void Fill(const Pencatat& pencatat, record::PencatatRecord* stored);
Pencatat ToPencatat(record::PencatatRecord stored);

void Fill(const Pagu& pagu, record::PaguRecord* stored);
absl::StatusOr<Pagu> ToPagu(std::string_view id, record::PaguRecord stored);

void Fill(const Saldo& saldo, record::SaldoRecord* stored);
Saldo ToSaldo(const record::SaldoRecord& stored);

void Fill(const Kas& kas, record::KasRecord* stored);
Kas ToKas(const record::KasRecord& stored);

}  // namespace sakip::budget::parts

#endif  // SAKIP_SERVICES_BUDGET_RECORD_PARTS_H_
