#include "common/rpc/policy.h"

#include <algorithm>
#include <set>

namespace sakip::rpc {
namespace {

using Permissions = std::vector<std::string_view>;

// What an official who works with an office's figures may read.
constexpr std::string_view kReads[] = {"account.read", "budget.read", "performance.read",
                                       "planning.read", "reporting.read"};
// Feeds tell of every office, so only a national reader follows them.
constexpr std::string_view kFeeds[] = {"budget.changes.read", "performance.changes.read",
                                       "planning.changes.read", "reporting.changes.read"};

Permissions Reads(Permissions more) {
  more.insert(more.end(), std::begin(kReads), std::end(kReads));
  std::sort(more.begin(), more.end());
  return more;
}

Permissions NationalReads(Permissions more) {
  more.insert(more.end(), std::begin(kFeeds), std::end(kFeeds));
  return Reads(std::move(more));
}

std::vector<Role> MakeRoles() {
  return {
      {"OPERATOR_SATKER", Reach::kOwn,
       Reads({"planning.import", "performance.realisasi.write", "performance.import",
              "reporting.narasi.write", "reporting.lakip.create", "budget.koreksi.propose",
              "budget.periode.propose", "budget.rekonsiliasi.write", "budget.revisi.propose",
              "budget.tagihan.reject", "budget.tagihan.write"})},
      {"VERIFIKATOR_PROVINSI", Reach::kProvince, Reads({})},
      {"ADMIN_NASIONAL", Reach::kNational,
       NationalReads({"planning.register.import", "budget.padanan.import", "budget.revisi.decide",
                      "budget.revisi.propose"})},
      {"KPA", Reach::kOwn,
       Reads({"reporting.lakip.create", "budget.koreksi.decide", "budget.periode.decide",
              "budget.revisi.decide"})},
      {"PPK", Reach::kOwn,
       Reads({"budget.komitmen.write", "budget.koreksi.decide", "budget.spp.issue",
              "budget.tagihan.reject"})},
      {"PPSPM", Reach::kOwn,
       Reads({"budget.koreksi.decide", "budget.spm.issue", "budget.spp.test",
              "budget.tagihan.reject"})},
      {"BENDAHARA", Reach::kOwn,
       Reads({"budget.koreksi.propose", "budget.periode.close", "budget.periode.propose",
              "budget.realisasi.write", "budget.rekonsiliasi.write", "budget.setoran.write",
              "budget.sp2d.record", "budget.tagihan.reject", "budget.tagihan.release",
              "budget.tagihan.write"})},
      {"APIP", Reach::kNational, NationalReads({})},
      {"PUBLIC_READER", Reach::kOwn, {}},
      {"INTEGRATION", Reach::kOwn,
       Reads({"planning.import", "planning.register.import", "performance.realisasi.write",
              "performance.import", "budget.import", "budget.realisasi.write",
              "reporting.narasi.write", "reporting.lakip.create", "budget.koreksi.propose",
              "budget.rekonsiliasi.write", "budget.revisi.propose", "budget.setoran.write",
              "budget.sp2d.record", "budget.tagihan.reject", "budget.tagihan.release",
              "budget.tagihan.write"})},
      {"PLATFORM_OPERATOR", Reach::kOwn, {}},
  };
}

bool Carries(const Role& role, std::string_view permission) {
  return std::binary_search(role.permissions.begin(), role.permissions.end(), permission);
}

bool Reaches(Reach reach, std::string_view from, std::string_view satker) {
  switch (reach) {
    case Reach::kOwn:
      return from == satker;
    case Reach::kProvince:
      return from.size() == 2 && from != "00" && satker.substr(0, 2) == from;
    case Reach::kNational:
      return true;
  }
  return false;
}

}  // namespace

const std::vector<Role>& Roles() {
  static const std::vector<Role>* const roles = new std::vector<Role>(MakeRoles());
  return *roles;
}

const Role* FindRole(std::string_view name) {
  for (const Role& role : Roles()) {
    if (role.name == name) {
      return &role;
    }
  }
  return nullptr;
}

bool IsPermission(std::string_view permission) {
  return std::any_of(Roles().begin(), Roles().end(),
                     [permission](const Role& role) { return Carries(role, permission); });
}

std::vector<std::string> PermissionsOf(const Principal& principal) {
  std::set<std::string_view> all;
  for (const Grant& grant : principal.grants) {
    if (const Role* role = FindRole(grant.role); role != nullptr) {
      all.insert(role->permissions.begin(), role->permissions.end());
    }
  }
  return {all.begin(), all.end()};
}

bool MayCall(const Principal& principal, std::string_view permission) {
  return Allowed(principal, permission, {});
}

bool Allowed(const Principal& principal, std::string_view permission, std::string_view satker) {
  for (const Grant& grant : principal.grants) {
    const Role* role = FindRole(grant.role);
    if (role != nullptr && Carries(*role, permission) &&
        (satker.empty() || Reaches(role->reach, grant.satker, satker))) {
      return true;
    }
  }
  return false;
}

}  // namespace sakip::rpc
