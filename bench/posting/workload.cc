#include "bench/posting/workload.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/clock/clock.h"
#include "common/rpc/limits.h"
#include "common/rpc/passport.h"

namespace sakip::bench {
namespace {

namespace planning_v1 = ::sakip::planning::v1;
namespace budget_v1 = ::sakip::budget::v1;

constexpr int32_t kYear = 2017;
constexpr int kOutputs = 10;
constexpr int kOfficesOfProvince = 50;
constexpr int64_t kPagu = 1'000'000'000'000'000;
constexpr int64_t kAmount = 12'345;
constexpr int kHotLines = 8;

std::string Province(int office) {
  return absl::StrCat(11 + office / kOfficesOfProvince);
}

std::string Output(int line) {
  return absl::StrFormat("3355.%03d", 1 + line % kOutputs);
}

std::string LineName(const Place& place) {
  return absl::StrFormat("%s/pagu/%d-01.%s.%04d", OfficeName(place.office), kYear,
                         Output(place.line), place.line);
}

void AddOffice(const std::string& id, const std::string& parent, planning_v1::TingkatSatker level,
               planning_v1::ImportRegisterRequest& request) {
  planning_v1::Satker& office = *request.add_satker();
  office.set_name("satker/" + id);
  office.set_nama("KPU " + id);
  office.set_tingkat(level);
  office.set_induk(parent);
  office.set_berlaku_dari("2010-01-01");
}

void AddCode(planning_v1::JenisKode kind, const std::string& code, const std::string& parent,
             planning_v1::ImportRegisterRequest& request) {
  planning_v1::Kode& kode = *request.add_kode();
  kode.set_jenis(kind);
  kode.set_kode(code);
  kode.set_uraian("Kode " + code);
  kode.set_induk(parent);
  kode.set_tahun_dari(kYear);
  kode.set_tahun_sampai(kYear);
}

void Fill(const Posting& posting, budget_v1::RealisasiAnggaran& realisasi) {
  realisasi.set_name(PostingName(posting));
  realisasi.set_pagu(LineName(posting.place));
  realisasi.set_jenis(budget_v1::JENIS_REALISASI_SALDO_IMPOR);
  realisasi.set_jumlah(kAmount);
  realisasi.set_tanggal("2017-06-15");
}

}  // namespace

Places::Places(Size size, bool hot, uint64_t seed)
    : random_(seed),
      office_(0, hot ? 0 : size.offices - 1),
      line_(0, (hot ? kHotLines : size.lines) - 1) {}

Place Places::Next() {
  const int office = office_(random_);
  return {.office = office, .line = line_(random_)};
}

std::string OfficeName(int office) {
  return absl::StrFormat("satker/%s%02d", Province(office), 1 + office % kOfficesOfProvince);
}

std::string PostingName(const Posting& posting) {
  return absl::StrFormat("%s/realisasiAnggaran/%d-%08x-%012x", OfficeName(posting.place.office),
                         kYear, posting.run, posting.number);
}

std::string RequestId(uint32_t run, uint64_t number) {
  return absl::StrFormat("%08x-0000-4000-8000-%012x", run, number);
}

budget_v1::PostRealisasiRequest PostingRequest(const Posting& posting) {
  budget_v1::PostRealisasiRequest request;
  request.set_parent(OfficeName(posting.place.office));
  request.set_request_id(RequestId(posting.run, posting.number));
  Fill(posting, *request.mutable_realisasi());
  return request;
}

budget_v1::BatchPostRealisasiRequest BatchRequest(Places& places, uint32_t run, uint64_t number,
                                                  int count) {
  budget_v1::BatchPostRealisasiRequest request;
  const int office = places.Next().office;
  request.set_parent(OfficeName(office));
  request.set_request_id(RequestId(run, number));
  request.set_tahun(kYear);
  for (int i = 0; i < count; ++i) {
    const Place place{.office = office, .line = places.Next().line};
    const uint64_t own = number * static_cast<uint64_t>(count) + static_cast<uint64_t>(i);
    Fill({.place = place, .run = run, .number = own}, *request.add_realisasi());
  }
  return request;
}

uint64_t AcceptedOf(const std::string& batch_response) {
  budget_v1::BatchPostRealisasiResponse response;
  uint64_t accepted = 0;
  if (response.ParseFromString(batch_response)) {
    for (const budget_v1::PutusanRealisasi& verdict : response.putusan()) {
      accepted += verdict.diterima() ? 1 : 0;
    }
  }
  return accepted;
}

planning_v1::ImportRegisterRequest RegisterRequest(Size size) {
  planning_v1::ImportRegisterRequest request;
  request.set_parent("satker/00");
  request.set_request_id(RequestId(0, 0));
  AddOffice("00", "", planning_v1::TINGKAT_SATKER_PUSAT, request);
  for (int office = 0; office < size.offices; ++office) {
    const std::string province = Province(office);
    if (office % kOfficesOfProvince == 0) {
      AddOffice(province, "satker/00", planning_v1::TINGKAT_SATKER_PROVINSI, request);
    }
    AddOffice(OfficeName(office).substr(7), "satker/" + province,
              planning_v1::TINGKAT_SATKER_KABKOTA, request);
  }
  AddCode(planning_v1::JENIS_KODE_PROGRAM, "01", "", request);
  AddCode(planning_v1::JENIS_KODE_KEGIATAN, "3355", "01", request);
  for (int i = 0; i < kOutputs; ++i) {
    AddCode(planning_v1::JENIS_KODE_OUTPUT, Output(i), "3355", request);
  }
  return request;
}

budget_v1::ImportAnggaranRequest LinesRequest(Size size, int office) {
  budget_v1::ImportAnggaranRequest request;
  request.set_parent(OfficeName(office));
  request.set_request_id(RequestId(0, static_cast<uint64_t>(office) + 1));
  request.set_tahun(kYear);
  for (int line = 0; line < size.lines; ++line) {
    budget_v1::Pagu& pagu = *request.add_pagu();
    pagu.set_name(LineName({.office = office, .line = line}));
    pagu.set_tahun(kYear);
    pagu.set_kode_program("01");
    pagu.set_kode_kegiatan("3355");
    pagu.set_kode_output(Output(line));
    pagu.set_uraian(absl::StrCat("Belanja barang rincian ", line));
    pagu.set_sumber_dana(budget_v1::SUMBER_DANA_RM);
    pagu.set_jumlah(kPagu);
  }
  return request;
}

int32_t Year() {
  return kYear;
}

const std::string& Passports::Of(std::string_view office_name) {
  const clock::Timestamp now = clock::SystemClock().Now();
  auto found = signed_.find(office_name);
  if (found == signed_.end() || now.micros - found->second.when_us > rpc::kPassportLifeUs / 2) {
    const std::string satker(office_name.substr(office_name.find('/') + 1));
    const rpc::Principal principal{.account = "akun/integrasi-" + satker,
                                   .person = "SISTEM-" + satker,
                                   .grants = {{.role = "INTEGRATION", .satker = satker}}};
    found = signed_
                .insert_or_assign(std::string(office_name),
                                  Signed{.when_us = now.micros,
                                         .passport = rpc::SignPassport(principal, key_, now)})
                .first;
  }
  return found->second.passport;
}

}  // namespace sakip::bench
