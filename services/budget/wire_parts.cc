#include "services/budget/wire_parts.h"

#include <iterator>

#include "common/clock/clock.h"
#include "common/resource_name/resource_name.h"

namespace sakip::budget {
namespace {

constexpr std::string_view kPaguPattern = "satker/{satker}/pagu/{pagu}";

constexpr EnumPair<v1::StatusUsulan, StatusUsulan> kStatusUsulan[] = {
    {v1::STATUS_USULAN_DIUSULKAN, StatusUsulan::kDiusulkan},
    {v1::STATUS_USULAN_DISETUJUI, StatusUsulan::kDisetujui},
    {v1::STATUS_USULAN_DITOLAK, StatusUsulan::kDitolak},
};
static_assert(std::size(kStatusUsulan) == v1::StatusUsulan_ARRAYSIZE - 1);

}  // namespace

std::string Indexed(std::string_view field, int i) {
  return std::string(field) + "[" + std::to_string(i) + "]";
}

std::string NamaDokumen(std::string_view satker, std::string_view collection, std::string_view id) {
  if (id.empty()) {
    return {};
  }
  std::string name("satker/");
  name.append(satker).append("/").append(collection).append("/").append(id);
  return name;
}

std::string WireReader::Id(std::string_view pattern, const std::string& name,
                           const std::string& path) {
  const auto ids = resource_name::Match(pattern, name);
  if (!ids.ok()) {
    violations_.AddStatus(path, ids.status());
    return {};
  }
  if (ids->front() != satker_) {
    violations_.Add(path, "belongs to another satker than the request",
                    "milik satker lain daripada permintaan");
    return {};
  }
  return ids->back();
}

std::string WireReader::PaguId(const std::string& name, const std::string& path) {
  return Id(kPaguPattern, name, path);
}

period::Tanggal WireReader::Tanggal(const std::string& text, const std::string& path) {
  const auto tanggal = period::Tanggal::ParseIso(text);
  violations_.AddStatus(path, tanggal.status());
  return tanggal.ok() ? *tanggal : period::Tanggal::FromEpochDays(0);
}

std::optional<period::Tanggal> WireReader::TanggalBila(const std::string& text,
                                                       const std::string& path) {
  return text.empty() ? std::nullopt : std::optional(Tanggal(text, path));
}

std::vector<Rincian> WireReader::Daftar(const google::protobuf::RepeatedPtrField<v1::Rincian>& wire,
                                        const std::string& path) {
  std::vector<Rincian> rincian;
  rincian.reserve(static_cast<size_t>(wire.size()));
  for (int i = 0; i < wire.size(); ++i) {
    rincian.push_back({.pagu = PaguId(wire[i].pagu(), Indexed(path, i) + ".pagu"),
                       .jumlah = money::Rupiah::FromInt(wire[i].jumlah())});
  }
  return rincian;
}

money::Rupiah JumlahAtauTotal(int64_t jumlah, const std::vector<Rincian>& rincian) {
  std::vector<money::Rupiah> amounts;
  amounts.reserve(rincian.size());
  for (const Rincian& one : rincian) {
    amounts.push_back(one.jumlah);
  }
  const auto total = money::Sum(amounts);
  return jumlah == 0 && total.ok() ? *total : money::Rupiah::FromInt(jumlah);
}

v1::Pelaku ToWire(const Pencatat& pencatat) {
  v1::Pelaku wire;
  wire.set_akun(pencatat.akun);
  wire.set_orang(pencatat.orang);
  wire.set_waktu(clock::FormatRfc3339({pencatat.waktu_us}));
  wire.set_request_id(pencatat.request_id);
  wire.set_asal(pencatat.asal);
  return wire;
}

void ToWire(std::string_view satker, const std::vector<Rincian>& rincian,
            google::protobuf::RepeatedPtrField<v1::Rincian>* wire) {
  for (const Rincian& one : rincian) {
    v1::Rincian* out = wire->Add();
    out->set_pagu(NamaPagu(satker, one.pagu));
    out->set_jumlah(one.jumlah.value());
  }
}

v1::StatusUsulan ToWire(StatusUsulan status) {
  return WireOf(kStatusUsulan, status);
}

}  // namespace sakip::budget
