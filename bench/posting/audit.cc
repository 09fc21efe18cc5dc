#include "bench/posting/audit.h"

#include <google/protobuf/util/message_differencer.h>

#include <map>
#include <unordered_set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/rpc/passport.h"
#include "common/status/status_macros.h"

namespace sakip::bench {
namespace {

namespace budget_v1 = ::sakip::budget::v1;

constexpr size_t kFaultsMax = 10;
constexpr size_t kSentAgain = 2'000;
constexpr int kPageSize = 500;

rpc::Client::Options WithPassport(const std::string& passport) {
  rpc::Client::Options options;
  options.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  options.metadata[rpc::kPassportMetadata] = passport;
  return options;
}

// What the journal says of a line: the sums of the entries of each account, debit less credit.
struct Sums {
  int64_t dipa = 0;
  int64_t tersedia = 0;
  int64_t realisasi = 0;
};

class Auditor {
 public:
  Auditor(const rpc::Client& budget, Passports& passports)
      : budget_(budget), passports_(passports) {}

  absl::Status ReadOffice(int office) {
    RETURN_IF_ERROR(ReadJournal(office));
    return CompareLines(office);
  }

  absl::Status Check(const std::vector<Posting>& acknowledged) {
    for (const Posting& posting : acknowledged) {
      if (!documents_.contains(PostingName(posting))) {
        ++result_.missing;
        Fault("acknowledged and not there: " + PostingName(posting));
      }
    }
    const size_t first = acknowledged.size() > kSentAgain ? acknowledged.size() - kSentAgain : 0;
    for (size_t i = first; i < acknowledged.size(); ++i) {
      const auto request = PostingRequest(acknowledged[i]);
      ASSIGN_OR_RETURN(const auto response,
                       budget_.Unary<budget_v1::PostRealisasiResponse>(
                           kPostRealisasi, request, WithPassport(passports_.Of(request.parent()))));
      ++result_.repeated;
      if (!google::protobuf::util::MessageDifferencer::Equals(response.realisasi(),
                                                              request.realisasi())) {
        Fault("sent again and answered otherwise: " + request.realisasi().name());
      }
    }
    return absl::OkStatus();
  }

  AuditResult Take() { return std::move(result_); }

 private:
  void Fault(std::string what) {
    if (result_.faults.size() < kFaultsMax) {
      result_.faults.push_back(std::move(what));
    }
  }

  absl::Status ReadJournal(int office) {
    sums_.clear();
    budget_v1::ListJurnalRequest request;
    request.set_parent(OfficeName(office));
    request.set_tahun(Year());
    request.set_page_size(kPageSize);
    int64_t number = 0;
    do {
      ASSIGN_OR_RETURN(const auto page, budget_.Unary<budget_v1::ListJurnalResponse>(
                                            "/sakip.budget.v1.BudgetService/ListJurnal", request,
                                            WithPassport(passports_.Of(request.parent()))));
      for (const budget_v1::TransaksiJurnal& transaction : page.transaksi()) {
        Add(transaction, ++number, request.parent());
      }
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return absl::OkStatus();
  }

  void Add(const budget_v1::TransaksiJurnal& transaction, int64_t number,
           const std::string& office) {
    ++result_.transactions;
    if (transaction.nomor() != number) {
      Fault(absl::StrCat(office, ": transaction ", number, " has number ", transaction.nomor()));
    }
    if (transaction.dokumen() != "PAGU") {
      ++result_.postings;
      if (!documents_.insert(transaction.dokumen()).second) {
        Fault("twice in the journal: " + transaction.dokumen());
      }
    }
    for (const budget_v1::EntriJurnal& entry : transaction.entri()) {
      Sums& sums = sums_[entry.pagu()];
      const int64_t amount = entry.debit() - entry.kredit();
      switch (entry.akun()) {
        case budget_v1::AKUN_JURNAL_DIPA:
          sums.dipa += amount;
          break;
        case budget_v1::AKUN_JURNAL_TERSEDIA:
          sums.tersedia += amount;
          break;
        case budget_v1::AKUN_JURNAL_REALISASI:
          sums.realisasi += amount;
          break;
        default:
          Fault(absl::StrCat(office, ": unknown account in transaction ", number));
      }
    }
  }

  absl::Status CompareLines(int office) {
    budget_v1::ListPaguRequest request;
    request.set_parent(OfficeName(office));
    request.set_tahun(Year());
    request.set_page_size(kPageSize);
    do {
      ASSIGN_OR_RETURN(const auto page, budget_.Unary<budget_v1::ListPaguResponse>(
                                            "/sakip.budget.v1.BudgetService/ListPagu", request,
                                            WithPassport(passports_.Of(request.parent()))));
      for (const budget_v1::Pagu& line : page.pagu()) {
        const Sums sums = sums_[line.name()];
        if (-sums.dipa != line.jumlah() || sums.tersedia != line.tersedia() ||
            sums.realisasi != line.realisasi() || line.tersedia() < 0) {
          Fault(line.name() + ": its balances are not the sums of its journal");
        }
      }
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return absl::OkStatus();
  }

  const rpc::Client& budget_;
  Passports& passports_;
  std::map<std::string, Sums> sums_;  // of the office being read, by line
  std::unordered_set<std::string> documents_;
  AuditResult result_;
};

}  // namespace

absl::Status Seed(const rpc::Client& planning, const rpc::Client& budget, Passports& passports,
                  Size size) {
  RETURN_IF_ERROR(planning
                      .Unary<::sakip::planning::v1::ImportRegisterResponse>(
                          "/sakip.planning.v1.PlanningService/ImportRegister",
                          RegisterRequest(size), WithPassport(passports.Of("satker/00")))
                      .status());
  for (int office = 0; office < size.offices; ++office) {
    RETURN_IF_ERROR(budget
                        .Unary<budget_v1::ImportAnggaranResponse>(
                            "/sakip.budget.v1.BudgetService/ImportAnggaran",
                            LinesRequest(size, office),
                            WithPassport(passports.Of(OfficeName(office))))
                        .status());
  }
  return absl::OkStatus();
}

absl::StatusOr<AuditResult> Audit(const rpc::Client& budget, Passports& passports, Size size,
                                  const std::vector<Posting>& acknowledged) {
  Auditor auditor(budget, passports);
  for (int office = 0; office < size.offices; ++office) {
    RETURN_IF_ERROR(auditor.ReadOffice(office));
  }
  RETURN_IF_ERROR(auditor.Check(acknowledged));
  return auditor.Take();
}

}  // namespace sakip::bench
