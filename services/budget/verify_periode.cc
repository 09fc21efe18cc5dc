#include <array>
#include <set>
#include <utility>

#include "services/budget/verify_dokumen.h"

namespace sakip::budget {
namespace {

using money::Rupiah;

constexpr size_t kBulan = 12;

std::string Bulan(size_t i) {
  return "month " + std::to_string(i + 1);
}

// A time in which a month was closed.
struct Kunci {
  int64_t dari_nomor = 0;            // transactions after this one
  std::optional<int64_t> sampai_us;  // until it was reopened
};

// Adds what stays in range; what leaves it is told elsewhere (I1).
void Tambah(Rupiah plus, Rupiah minus, Rupiah* sum) {
  const auto change = money::Sub(plus, minus);
  const auto total = change.ok() ? money::Add(*sum, *change) : change;
  *sum = total.ok() ? *total : *sum;
}

class PeriodeVerifier {
 public:
  PeriodeVerifier(const BukuLengkap& buku, std::vector<Temuan>* temuan)
      : buku_(buku), temuan_(temuan) {}

  void Run() {
    for (const AktaPeriode& akta : buku_.akta) {
      if (akta.bulan < 1 || akta.bulan > static_cast<int32_t>(kBulan)) {
        Find("I9", "a closing names no month");
        continue;
      }
      const size_t i = static_cast<size_t>(akta.bulan - 1);
      if (akta.menjadi == StatusPeriode::kTutup) {
        Tutup(akta, i);
      } else {
        Buka(akta, i);
      }
    }
    if (tutup_ != buku_.bulan_tutup) {
      Find("I9", "the closed months are not those that were closed");
    }
    Fold();
  }

 private:
  void Find(std::string invariant, std::string what) {
    temuan_->push_back({std::move(invariant), std::move(what)});
  }

  void Tutup(const AktaPeriode& akta, size_t i) {
    if (tutup_.at(i) || !akta.neraca) {
      Find("I9", Bulan(i) + (akta.neraca ? " was closed twice" : " was closed without its sums"));
    }
    tutup_.at(i) = true;
    const int64_t nomor = akta.neraca ? akta.neraca->nomor : 0;
    kunci_.at(i).push_back({.dari_nomor = nomor, .sampai_us = {}});
    if (akta.neraca) {
      neraca_.emplace(nomor, &akta);
    }
  }

  void Buka(const AktaPeriode& akta, size_t i) {
    if (!tutup_.at(i)) {
      return Find("I9", Bulan(i) + " was reopened while it was open");
    }
    tutup_.at(i) = false;
    kunci_.at(i).back().sampai_us = akta.oleh.waktu_us;
    const auto pembukaan = buku_.pembukaan.find(akta.pembukaan);
    if (pembukaan == buku_.pembukaan.end() || pembukaan->second.empty() ||
        pembukaan->second.back().status != StatusUsulan::kDisetujui ||
        pembukaan->second.back().bulan != akta.bulan || !dipakai_.insert(akta.pembukaan).second) {
      Find("I7", Bulan(i) + " was reopened without an approved request of its own");
    }
  }

  void Fold() {
    CheckNeraca(0);
    for (const JurnalTersimpan& jurnal : buku_.jurnal) {
      const TransaksiJurnal& transaksi = jurnal.baris.transaksi;
      const size_t i = static_cast<size_t>(transaksi.tanggal.month() - 1);
      for (const Kunci& kunci : kunci_.at(i)) {
        if (transaksi.nomor > kunci.dari_nomor &&
            (!kunci.sampai_us || jurnal.baris.pencatat.waktu_us < *kunci.sampai_us)) {
          Find("I9", "transaction " + std::to_string(transaksi.nomor) + " is dated in " + Bulan(i) +
                         ", which was closed then");
          break;
        }
      }
      if (transaksi.jenis == JenisTransaksi::kSaldoImpor) {
        impor_.insert(transaksi.nomor);
      }
      // A balance that leaves the range of money is told elsewhere (I1).
      Terapkan(transaksi.jenis, impor_.contains(transaksi.acuan), transaksi.entri, &posisi_)
          .IgnoreError();
      for (const Entri& entri : transaksi.entri) {
        if (entri.akun == Akun::kRealisasi) {
          Tambah(entri.debit, entri.kredit, &realisasi_.at(i));
        }
      }
      CheckNeraca(transaksi.nomor);
    }
    if (!neraca_.empty()) {
      Find("I9", Bulan(static_cast<size_t>(neraca_.begin()->second->bulan - 1)) +
                     " was closed at a transaction that does not exist");
    }
  }

  // The sums kept by the closings that came right after transaction `nomor`.
  void CheckNeraca(int64_t nomor) {
    const auto [begin, end] = neraca_.equal_range(nomor);
    for (auto it = begin; it != end; ++it) {
      const size_t bulan = static_cast<size_t>(it->second->bulan - 1);
      if (*it->second->neraca != Susun(nomor, bulan)) {
        Find("I3",
             "the sums kept when " + Bulan(bulan) + " was closed are not those of the journal");
      }
    }
    neraca_.erase(begin, end);
  }

  Neraca Susun(int64_t nomor, size_t bulan) const {
    Neraca neraca;
    neraca.nomor = nomor;
    neraca.kas = posisi_.kas;
    Saldo& total = neraca.total;
    for (const auto& [id, saldo] : posisi_.baris) {
      Tambah(saldo.dipa, {}, &total.dipa);
      Tambah(saldo.tersedia, {}, &total.tersedia);
      Tambah(saldo.realisasi, {}, &total.realisasi);
      Tambah(saldo.saldo_impor, {}, &total.saldo_impor);
      Tambah(saldo.komitmen, {}, &total.komitmen);
      Tambah(saldo.spp, {}, &total.spp);
      Tambah(saldo.spm, {}, &total.spm);
    }
    neraca.realisasi_bulan = realisasi_.at(bulan);
    for (size_t i = 0; i <= bulan; ++i) {
      Tambah(realisasi_.at(i), {}, &neraca.realisasi_sampai);
    }
    return neraca;
  }

  const BukuLengkap& buku_;
  std::vector<Temuan>* temuan_;
  BulanTutup tutup_{};
  std::array<std::vector<Kunci>, kBulan> kunci_;
  std::multimap<int64_t, const AktaPeriode*> neraca_;  // by the transaction they came after
  std::set<std::string> dipakai_;
  Posisi posisi_;
  std::set<int64_t> impor_;
  std::array<Rupiah, kBulan> realisasi_{};
};

}  // namespace

void VerifyPeriode(const BukuLengkap& buku, std::vector<Temuan>* temuan) {
  PeriodeVerifier(buku, temuan).Run();
}

}  // namespace sakip::budget
