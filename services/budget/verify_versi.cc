#include <algorithm>
#include <set>
#include <utility>

#include "services/budget/verify_dokumen.h"

namespace sakip::budget {
namespace {

using money::Rupiah;

bool Berikut(StatusTagihan dari, StatusTagihan ke) {
  switch (ke) {
    case StatusTagihan::kDraft:
      return false;
    case StatusTagihan::kSppIssued:
      return dari == StatusTagihan::kDraft;
    case StatusTagihan::kSppTested:
      return dari == StatusTagihan::kSppIssued;
    case StatusTagihan::kSpmIssued:
      return dari == StatusTagihan::kSppTested;
    case StatusTagihan::kSent:
      return dari == StatusTagihan::kSpmIssued;
    case StatusTagihan::kSp2dIssued:
      return dari == StatusTagihan::kSent;
    case StatusTagihan::kRejected:
    case StatusTagihan::kExpired:
      break;
  }
  return !Selesai(dari);
}

// What no step changes.
Tagihan Tetap(Tagihan tagihan) {
  tagihan.status = StatusTagihan::kDraft;
  tagihan.potongan = Rupiah();
  tagihan.dibayar.clear();
  tagihan.langkah.clear();
  return tagihan;
}

Komitmen Tetap(Komitmen komitmen) {
  komitmen.sisa.clear();
  komitmen.status = StatusKomitmen::kAktif;
  komitmen.alasan.clear();
  komitmen.transaksi.clear();
  komitmen.pencatat = {};
  return komitmen;
}

// What a decision on a proposal does not change.
template <class Usulan>
Usulan TetapUsulan(Usulan usulan) {
  usulan.status = StatusUsulan::kDiusulkan;
  usulan.pemutus.reset();
  usulan.alasan_putusan.clear();
  return usulan;
}
Revisi Tetap(Revisi revisi) {
  revisi.transaksi = 0;
  return TetapUsulan(std::move(revisi));
}
Koreksi Tetap(Koreksi koreksi) {
  koreksi.pembalik = 0;
  koreksi.transaksi = 0;
  return TetapUsulan(std::move(koreksi));
}
Pembukaan Tetap(Pembukaan pembukaan) {
  return TetapUsulan(std::move(pembukaan));
}

// Whether each of `part` is a line of `whole` with at most its amount, and none is twice.
bool Within(const std::vector<Rincian>& part, const std::vector<Rincian>& whole) {
  std::map<std::string, Rupiah> left;
  for (const Rincian& one : whole) {
    left.emplace(one.pagu, one.jumlah);
  }
  for (const Rincian& one : part) {
    const auto found = left.find(one.pagu);
    if (found == left.end() || one.jumlah < Rupiah() || one.jumlah > found->second) {
      return false;
    }
    left.erase(found);
  }
  return true;
}

class VersiVerifier {
 public:
  VersiVerifier(const BukuLengkap& buku, std::vector<Temuan>* temuan)
      : buku_(buku), temuan_(temuan) {}

  void Run() {
    for (const auto& [id, versi] : buku_.tagihan) {
      CheckTagihan(Sebut("tagihan", id), versi);
    }
    for (const auto& [id, versi] : buku_.komitmen) {
      CheckKomitmen(Sebut("komitmen", id), versi);
    }
    for (const auto& [id, versi] : buku_.setoran) {
      if (versi.size() != 1) {
        Find("I7", Sebut("setoran", id) + " was changed");
      }
      tugas_[versi.back().pencatat.orang].insert(Tugas::kBendahara);
    }
    for (const auto& [id, versi] : buku_.revisi) {
      CheckUsulan(Sebut("revisi", id), versi);
      if (versi.back().kewenangan == Kewenangan::kKpa && versi.back().pemutus) {
        tugas_[versi.back().pemutus->orang].insert(Tugas::kKpa);
      }
    }
    for (const auto& [id, versi] : buku_.koreksi) {
      CheckUsulan(Sebut("koreksi", id), versi);
    }
    for (const auto& [id, versi] : buku_.pembukaan) {
      CheckUsulan(Sebut("pembukaan", id), versi);
      if (versi.back().pemutus) {
        tugas_[versi.back().pemutus->orang].insert(Tugas::kKpa);
      }
    }
    for (const AktaPeriode& akta : buku_.akta) {
      if (akta.menjadi == StatusPeriode::kTutup) {
        tugas_[akta.oleh.orang].insert(Tugas::kBendahara);
      }
    }
    CheckTugas();
  }

 private:
  void Find(std::string invariant, std::string what) {
    temuan_->push_back({std::move(invariant), std::move(what)});
  }

  void CheckTagihan(const std::string& which, const std::vector<Tagihan>& versi) {
    for (size_t i = 0; i < versi.size(); ++i) {
      const Tagihan& tagihan = versi[i];
      if (tagihan.langkah.size() != i + 1 || tagihan.langkah.back().status != tagihan.status) {
        return Find("I7", which + " has a version that is not one step");
      }
      if (i == 0) {
        if (tagihan.status != StatusTagihan::kDraft) {
          Find("I7", which + " did not begin as a draft");
        }
        continue;
      }
      const Tagihan& before = versi[i - 1];
      if (!std::equal(before.langkah.begin(), before.langkah.end(), tagihan.langkah.begin()) ||
          Tetap(before) != Tetap(tagihan)) {
        Find("I7", which + " was changed after the fact");
      }
      if (!Berikut(before.status, tagihan.status)) {
        Find("I7", which + ", step " + std::to_string(i + 1) + ", does not follow the one before");
      }
    }
    CheckPersons(which, versi.back());
    CheckAmounts(which, versi.back());
  }

  void CheckPersons(const std::string& which, const Tagihan& tagihan) {
    const std::string& maker = tagihan.langkah.front().oleh.orang;
    std::string ppk;
    std::string ppspm;
    for (const Langkah& langkah : tagihan.langkah) {
      const std::string& orang = langkah.oleh.orang;
      if (langkah.status == StatusTagihan::kSppIssued) {
        ppk = orang;
        tugas_[orang].insert(Tugas::kPpk);
      } else if (langkah.status == StatusTagihan::kSppTested ||
                 langkah.status == StatusTagihan::kSpmIssued ||
                 langkah.status == StatusTagihan::kSent) {
        tugas_[orang].insert(Tugas::kPpspm);
        if (orang == maker || orang == ppk ||
            (langkah.status == StatusTagihan::kSpmIssued && orang != ppspm)) {
          Find("I7", which + " was tested and ordered by persons who may not");
        }
        ppspm = orang;
      } else if (langkah.status == StatusTagihan::kSp2dIssued) {
        tugas_[orang].insert(Tugas::kBendahara);
      }
    }
    if (!ppk.empty() && ppk == maker) {
      Find("I7", which + " was made and asked for by one person");
    }
  }

  void CheckAmounts(const std::string& which, const Tagihan& tagihan) {
    std::vector<Rupiah> amounts;
    for (const Rincian& one : tagihan.rincian) {
      amounts.push_back(one.jumlah);
    }
    const auto sum = money::Sum(amounts);
    if (!amounts.empty() && (!sum.ok() || *sum != tagihan.jumlah)) {
      Find("I8", which + " is not the sum of its lines");
    }
    if (tagihan.potongan < Rupiah() || tagihan.potongan > tagihan.jumlah) {
      Find("I8", which + " has a net amount below 0");
    }
    if (!Within(tagihan.dibayar, tagihan.rincian)) {
      Find("I8", which + " was paid more than its SPM");
    }
  }

  void CheckKomitmen(const std::string& which, const std::vector<Komitmen>& versi) {
    for (size_t i = 0; i < versi.size(); ++i) {
      const Komitmen& komitmen = versi[i];
      if (!Within(komitmen.sisa, komitmen.rincian) ||
          komitmen.sisa.size() != komitmen.rincian.size()) {
        Find("I8", which + " binds more than was signed");
      }
      if (komitmen.status != StatusKomitmen::kKedaluwarsa) {
        // Drawn on by a bill, or ended: the newest version bears the name of its first recorder or
        // of who ended it.
        tugas_[komitmen.pencatat.orang].insert(Tugas::kPpk);
      }
      if (i > 0 && Tetap(versi[i - 1]) != Tetap(komitmen)) {
        Find("I7", which + " was changed after the fact");
      }
      if (i > 0 && versi[i - 1].status != StatusKomitmen::kAktif) {
        Find("I7", which + " was changed after it ended");
      }
    }
  }

  template <class Usulan>
  void CheckUsulan(const std::string& which, const std::vector<Usulan>& versi) {
    const Usulan& first = versi.front();
    if (versi.size() > 2 || first.status != StatusUsulan::kDiusulkan || first.pemutus) {
      return Find("I7", which + " was not proposed once and decided once");
    }
    if (versi.size() == 1) {
      return;
    }
    const Usulan& last = versi.back();
    if (last.status == StatusUsulan::kDiusulkan || !last.pemutus ||
        last.pemutus->orang == last.pengusul.orang) {
      Find("I7", which + " was not decided by another person");
    }
    if (Tetap(first) != Tetap(last)) {
      Find("I7", which + " was changed after it was proposed");
    }
  }

  // Duties that one person may not hold in one office-year.
  void CheckTugas() {
    for (const auto& [orang, tugas] : tugas_) {
      const bool ppk = tugas.contains(Tugas::kPpk);
      const bool ppspm = tugas.contains(Tugas::kPpspm);
      const bool bendahara = tugas.contains(Tugas::kBendahara);
      if ((ppk && ppspm) || (bendahara && (ppk || ppspm || tugas.contains(Tugas::kKpa)))) {
        Find("I7", "one person did what PPK, PPSPM and bendahara have to do apart");
      }
    }
  }

  const BukuLengkap& buku_;
  std::vector<Temuan>* temuan_;
  std::map<std::string, std::set<Tugas>> tugas_;  // by person
};

}  // namespace

void VerifyVersi(const BukuLengkap& buku, std::vector<Temuan>* temuan) {
  VersiVerifier(buku, temuan).Run();
}

}  // namespace sakip::budget
