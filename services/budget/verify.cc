#include "services/budget/verify.h"

#include <set>
#include <utility>

namespace sakip::budget {
namespace {

using money::Rupiah;

class Verifier {
 public:
  explicit Verifier(const BukuLengkap& buku) : buku_(buku) {}

  std::vector<Temuan> Run() {
    for (const Tercatat& tercatat : buku_.jurnal) {
      CheckTransaction(tercatat);
    }
    CheckEnd();
    return std::move(temuan_);
  }

 private:
  void Find(std::string invariant, std::string what) {
    temuan_.push_back({std::move(invariant), std::move(what)});
  }

  void CheckTransaction(const Tercatat& tercatat) {
    const TransaksiJurnal& transaksi = tercatat.transaksi;
    const std::string where = "transaction " + std::to_string(transaksi.nomor);
    if (transaksi.nomor != ++nomor_) {
      Find("I4", where + " is in place " + std::to_string(nomor_));
    }
    if (const auto balanced = Transaksi::Of(transaksi.entri); !balanced.ok()) {
      Find("I1", where + ": " + std::string(balanced.status().message()));
    }
    if (!Terapkan(transaksi.jenis, transaksi.entri, &saldo_).ok()) {
      Find("I1", where + ": a balance leaves the range of money");
    }
    CheckAfter(tercatat, where);
    CheckDocument(transaksi, where);
  }

  void CheckAfter(const Tercatat& tercatat, const std::string& where) {
    std::set<std::string> touched;
    for (const Entri& entri : tercatat.transaksi.entri) {
      touched.insert(entri.pagu);
    }
    for (const std::string& pagu : touched) {
      const Saldo& saldo = saldo_[pagu];
      const auto sum = money::Add(saldo.tersedia, saldo.realisasi);
      if (saldo.tersedia < Rupiah() || saldo.realisasi < Rupiah() || !sum.ok() ||
          *sum != saldo.dipa) {
        Find("I2", where + " overdraws line " + pagu);
      }
      const auto stored = tercatat.sesudah.find(pagu);
      if (stored == tercatat.sesudah.end() || stored->second != saldo) {
        Find("I3", where + ": stored balance of line " + pagu + " is not the fold");
      }
    }
  }

  void CheckDocument(const TransaksiJurnal& transaksi, const std::string& where) {
    switch (transaksi.jenis) {
      case JenisTransaksi::kPagu:
        return CheckPagu(transaksi, where);
      case JenisTransaksi::kSaldoImpor:
        return CheckPosting(transaksi, where);
    }
  }

  void CheckPagu(const TransaksiJurnal& transaksi, const std::string& where) {
    const std::string id = transaksi.entri.empty() ? "" : transaksi.entri.front().pagu;
    const auto baris = buku_.baris.find(id);
    if (baris == buku_.baris.end() || !entered_.insert(id).second) {
      return Find("POSTING", where + " enters line " + id + ", unknown or entered before");
    }
    const auto expected = Transaksi::UntukPagu(id, baris->second.pagu.jumlah);
    if (!expected.ok() || expected->entri() != transaksi.entri) {
      Find("POSTING", where + " is not the pagu of line " + id);
    }
  }

  void CheckPosting(const TransaksiJurnal& transaksi, const std::string& where) {
    const auto posting = buku_.realisasi.find(transaksi.realisasi);
    if (posting == buku_.realisasi.end() || !posted_.insert(transaksi.realisasi).second) {
      return Find("POSTING",
                  where + " names posting " + transaksi.realisasi + ", unknown or named before");
    }
    const Realisasi& realisasi = posting->second;
    const auto expected = Transaksi::UntukRealisasi(realisasi.pagu, realisasi.jumlah);
    if (!expected.ok() || expected->entri() != transaksi.entri ||
        realisasi.tanggal != transaksi.tanggal) {
      Find("POSTING", where + " is not posting " + transaksi.realisasi);
    }
  }

  void CheckEnd() {
    for (const auto& [id, baris] : buku_.baris) {
      if (baris.saldo != saldo_[id]) {
        Find("I3", "balance of line " + id + " is not the fold of the journal");
      }
      if (baris.pagu.jumlah != Rupiah() && !entered_.contains(id)) {
        Find("POSTING", "line " + id + " was never entered in the journal");
      }
    }
    for (const auto& [id, saldo] : saldo_) {
      if (!buku_.baris.contains(id)) {
        Find("I3", "the journal has a line that does not exist: " + id);
      }
    }
    for (const auto& [id, realisasi] : buku_.realisasi) {
      if (!posted_.contains(id)) {
        Find("POSTING", "posting " + id + " is not in the journal");
      }
    }
  }

  const BukuLengkap& buku_;
  DaftarSaldo saldo_;
  int64_t nomor_ = 0;
  std::set<std::string> entered_;
  std::set<std::string> posted_;
  std::vector<Temuan> temuan_;
};

}  // namespace

std::vector<Temuan> Verify(const BukuLengkap& buku) {
  return Verifier(buku).Run();
}

}  // namespace sakip::budget
