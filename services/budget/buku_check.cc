#include "services/budget/buku_check.h"

#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/status_macros.h"
#include "services/budget/budget_keys.h"
#include "services/budget/nomor_sp2d.h"

namespace sakip::budget {
namespace {

using store::Snapshot;

class Check {
 public:
  Check(const Snapshot& snapshot, const BukuLengkap& buku, std::string_view where,
        rpc::Findings* findings)
      : snapshot_(snapshot), buku_(buku), where_(where), findings_(findings) {}

  absl::Status Run(size_t* cards) {
    RETURN_IF_ERROR(Cards(cards));
    RETURN_IF_ERROR(References());
    RETURN_IF_ERROR(Unfinished());
    return Numbers();
  }

 private:
  void Find(const store::Table& table, std::string_view what) {
    findings_->Add(table, absl::StrCat(where_, std::string(what)));
  }

  // The keys under `range` are those of `expected`.
  absl::Status Same(const store::Table& table, const store::Range& range,
                    const std::set<std::string>& expected, bool empty_values) {
    size_t found = 0;
    size_t strange = 0;
    RETURN_IF_ERROR(snapshot_.Scan(table, range, [&](std::string_view key, std::string_view value) {
      const bool known = expected.contains(std::string(key)) && (!empty_values || value.empty());
      found += known ? 1 : 0;
      strange += known ? 0 : 1;
      return true;
    }));
    if (found != expected.size() || strange != 0) {
      Find(table, absl::StrCat("I3: of ", expected.size(), " entries ", found, " are there, and ",
                               strange, " others"));
    }
    return absl::OkStatus();
  }

  absl::Status Cards(size_t* cards) {
    std::set<std::string> expected;
    std::set<std::string> with_balances;  // written before balances were in the journal
    for (const JurnalTersimpan& jurnal : buku_.jurnal) {
      for (const auto& [pagu, saldo] : jurnal.sesudah) {
        std::string key = NumberKey(buku_.satker, pagu, jurnal.baris.transaksi.nomor);
        (jurnal.rantai.empty() ? with_balances : expected).insert(std::move(key));
      }
    }
    *cards += expected.size() + with_balances.size();
    size_t found = 0;
    size_t strange = 0;
    RETURN_IF_ERROR(snapshot_.Scan(kKartuTable, LinesOfYear(buku_.satker, buku_.tahun),
                                   [&](std::string_view key, std::string_view value) {
                                     const std::string text(key);
                                     const bool known = value.empty()
                                                            ? expected.contains(text)
                                                            : with_balances.contains(text);
                                     found += known ? 1 : 0;
                                     strange += known ? 0 : 1;
                                     return true;
                                   }));
    if (found != expected.size() + with_balances.size() || strange != 0) {
      Find(kKartuTable, absl::StrCat("I3: of ", expected.size() + with_balances.size(), " entries ",
                                     found, " are there, and ", strange, " others"));
    }
    return absl::OkStatus();
  }

  absl::Status References() {
    std::set<std::string> expected;
    for (const JurnalTersimpan& jurnal : buku_.jurnal) {
      const TransaksiJurnal& transaksi = jurnal.baris.transaksi;
      if (transaksi.acuan != 0) {
        expected.insert(AcuanKey(buku_.satker, buku_.tahun, transaksi.acuan, transaksi.nomor));
      }
    }
    return Same(kAcuanTable, Under(buku_.satker, std::to_string(buku_.tahun)), expected, true);
  }

  absl::Status Unfinished() {
    std::set<std::string> expected;
    for (const auto& [id, versi] : buku_.tagihan) {
      if (!Selesai(versi.back().status)) {
        expected.insert(SignKey(buku_.satker, buku_.tahun, kJenisDokumen<Tagihan>.huruf, id));
      }
    }
    for (const auto& [id, versi] : buku_.komitmen) {
      if (versi.back().status == StatusKomitmen::kAktif) {
        expected.insert(SignKey(buku_.satker, buku_.tahun, kJenisDokumen<Komitmen>.huruf, id));
      }
    }
    return Same(kTerbukaTable, Under(buku_.satker, std::to_string(buku_.tahun)), expected, true);
  }

  void Add(std::set<std::string>* keys, JenisNomor jenis, std::string_view nomor) const {
    if (!nomor.empty()) {
      keys->insert(SignKey(buku_.satker, buku_.tahun, DigitOf(jenis), nomor));
    }
  }

  absl::Status Numbers() {
    std::set<std::string> expected;
    for (const auto& [id, versi] : buku_.tagihan) {
      for (const Langkah& langkah : versi.back().langkah) {
        switch (langkah.status) {
          case StatusTagihan::kSppIssued:
            Add(&expected, JenisNomor::kSpp, langkah.nomor);
            break;
          case StatusTagihan::kSpmIssued:
            Add(&expected, JenisNomor::kSpm, langkah.nomor);
            break;
          case StatusTagihan::kSp2dIssued:
            Add(&expected, JenisNomor::kSp2d, langkah.nomor);
            break;
          case StatusTagihan::kDraft:
          case StatusTagihan::kSppTested:
          case StatusTagihan::kSent:
          case StatusTagihan::kRejected:
          case StatusTagihan::kExpired:
            break;
        }
      }
    }
    for (const auto& [id, versi] : buku_.komitmen) {
      Add(&expected, JenisNomor::kKontrak, versi.back().nomor_kontrak);
    }
    for (const auto& [id, versi] : buku_.setoran) {
      Add(&expected, JenisNomor::kBukti, versi.back().nomor_bukti);
    }
    for (const auto& [id, realisasi] : buku_.realisasi) {
      for (const Nomor& nomor : NomorDari(realisasi)) {
        Add(&expected, nomor.first, nomor.second);
      }
    }
    return Same(kNomorTable, Under(buku_.satker, std::to_string(buku_.tahun)), expected, false);
  }

  const Snapshot& snapshot_;
  const BukuLengkap& buku_;
  const std::string where_;
  rpc::Findings* findings_;
};

}  // namespace

absl::Status CheckDerived(const Snapshot& snapshot, const BukuLengkap& buku, std::string_view where,
                          rpc::Findings* findings, size_t* cards) {
  return Check(snapshot, buku, where, findings).Run(cards);
}

}  // namespace sakip::budget
