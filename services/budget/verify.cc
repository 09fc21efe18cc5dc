#include "services/budget/verify.h"

#include <set>
#include <utility>

#include "services/budget/verify_dokumen.h"

namespace sakip::budget {
namespace {

using money::Rupiah;

// Folds the journal anew and compares after each transaction.
class Verifier {
 public:
  explicit Verifier(const BukuLengkap& buku) : buku_(buku), rantai_(RantaiAwal()) {}

  std::vector<Temuan> Run() {
    for (const JurnalTersimpan& jurnal : buku_.jurnal) {
      CheckTransaction(jurnal);
    }
    CheckEnd();
    VerifyVersi(buku_, &temuan_);
    VerifyTransaksi(buku_, &temuan_);
    VerifyPeriode(buku_, &temuan_);
    return std::move(temuan_);
  }

 private:
  void Find(std::string invariant, std::string what) {
    temuan_.push_back({std::move(invariant), std::move(what)});
  }

  void CheckTransaction(const JurnalTersimpan& jurnal) {
    const TransaksiJurnal& transaksi = jurnal.baris.transaksi;
    const std::string where = "transaction " + std::to_string(transaksi.nomor);
    if (transaksi.nomor != ++nomor_) {
      Find("I4", where + " is in place " + std::to_string(nomor_));
      nomor_ = transaksi.nomor;
    }
    if (const auto balanced = Transaksi::Of(transaksi.entri); !balanced.ok()) {
      Find("I1", where + ": " + std::string(balanced.status().message()));
    }
    if (transaksi.jenis == JenisTransaksi::kSp2d) {
      sp2d_[transaksi.nomor] = transaksi.dokumen;
    }
    CheckAcuan(transaksi, where);
    const auto acuan = jenis_.find(transaksi.acuan);
    const bool dari_impor = acuan != jenis_.end() && acuan->second == JenisTransaksi::kSaldoImpor;
    if (!Terapkan(transaksi.jenis, dari_impor, transaksi.entri, &posisi_).ok()) {
      Find("I1", where + ": a balance leaves the range of money");
    }
    jenis_.emplace(transaksi.nomor, transaksi.jenis);
    CheckAfter(jurnal, where);
    CheckRantai(jurnal, where);
    CheckRevisi(transaksi, where);
  }

  // What a transaction takes from or undoes: it exists, is undone once, and keeps something or
  // nothing.
  void CheckAcuan(const TransaksiJurnal& transaksi, const std::string& where) {
    const bool pembalik = transaksi.jenis == JenisTransaksi::kPembalik;
    const bool menyebut = pembalik || transaksi.jenis == JenisTransaksi::kPengembalian ||
                          transaksi.jenis == JenisTransaksi::kRetur ||
                          transaksi.jenis == JenisTransaksi::kBayarRetur;
    const auto acuan = jenis_.find(transaksi.acuan);
    if (menyebut != (transaksi.acuan != 0) || (menyebut && acuan == jenis_.end())) {
      return Find("I10", where + " names " + std::to_string(transaksi.acuan) +
                             (menyebut ? ", which is not before it" : ", and may name none"));
    }
    if (menyebut && !BolehDiacu(transaksi.jenis, acuan->second)) {
      Find("I10", where + " names " + std::to_string(transaksi.acuan) + ", of another kind");
    }
    if (pembalik && !dibalik_.insert(transaksi.acuan).second) {
      Find("I10", where + " undoes " + std::to_string(transaksi.acuan) + " once more");
    }
    if (pembalik && DariSetoran(acuan->second) && !Berlawanan(transaksi, transaksi.acuan)) {
      Find("I10", where + " is not the opposite of " + std::to_string(transaksi.acuan));
    }
    const int64_t akar = menyebut ? akar_[transaksi.acuan] : transaksi.nomor;
    akar_[transaksi.nomor] = akar;
    for (const Entri& entri : transaksi.entri) {
      if (entri.akun != Akun::kRealisasi && entri.akun != Akun::kRetur) {
        continue;
      }
      // Returned transfers are counted beside the lines.
      const Rupiah sisa = Tambah(entri, &sisa_[{akar, entri.pagu}]);
      if (sisa < Rupiah()) {
        Find("I10", where + " takes more from " + std::to_string(akar) + " than is left" +
                        (entri.pagu.empty() ? "" : " on line " + entri.pagu));
      }
    }
    CheckKembali(transaksi, akar, where);
  }

  // Money that came back and waits as retur, through all corrections, is part of what is left of
  // the payment, without the deductions that never left.
  void CheckKembali(const TransaksiJurnal& transaksi, int64_t akar, const std::string& where) {
    int64_t asal = asal_.contains(akar) ? asal_[akar] : akar;
    if (transaksi.jenis == JenisTransaksi::kKoreksi) {
      asal = asal_dokumen_.contains(transaksi.dokumen) ? asal_dokumen_[transaksi.dokumen] : akar;
    } else if (transaksi.jenis == JenisTransaksi::kPembalik) {
      asal_dokumen_[transaksi.dokumen] = asal;
    }
    asal_[transaksi.nomor] = asal;
    Rupiah& ada = tersisa_[asal];
    Rupiah& retur = retur_[asal];
    for (const Entri& entri : transaksi.entri) {
      if (entri.akun == Akun::kRealisasi) {
        Tambah(entri, &ada);
      } else if (entri.akun == Akun::kRetur) {
        Tambah(entri, &retur);
      }
    }
    const bool naik = transaksi.jenis == JenisTransaksi::kRetur ||
                      (transaksi.jenis == JenisTransaksi::kPembalik &&
                       jenis_.at(transaksi.acuan) == JenisTransaksi::kBayarRetur);
    if (naik && !Ditransfer(asal)) {
      Find("I10", where + " returns a transfer of " + std::to_string(asal) + ", which made none");
    }
    const Rupiah potongan = naik ? PotonganOf(asal) : Rupiah();
    const auto bebas = money::Sub(ada, potongan);
    if (retur > Rupiah() && !MenungguPengganti(transaksi) && (!bebas.ok() || retur > *bebas)) {
      Find("I10",
           where + " leaves " + std::to_string(asal) + " with more that came back than paid");
    }
  }

  // `sum` with the entry; unchanged where it leaves the range of money, which I1 tells.
  static Rupiah Tambah(const Entri& entri, Rupiah* sum) {
    const auto change = money::Sub(entri.debit, entri.kredit);
    const auto total = change.ok() ? money::Add(*sum, *change) : change;
    *sum = total.ok() ? *total : *sum;
    return *sum;
  }

  // The kPembalik of a koreksi that puts something in its place: what is left comes with that.
  bool MenungguPengganti(const TransaksiJurnal& transaksi) const {
    const auto koreksi = buku_.koreksi.find(transaksi.dokumen);
    return transaksi.jenis == JenisTransaksi::kPembalik && koreksi != buku_.koreksi.end() &&
           koreksi->second.back().transaksi != 0;
  }

  bool Berlawanan(const TransaksiJurnal& pembalik, int64_t nomor) const {
    for (const JurnalTersimpan& jurnal : buku_.jurnal) {
      if (jurnal.baris.transaksi.nomor == nomor) {
        std::vector<Entri> entri = jurnal.baris.transaksi.entri;
        for (Entri& one : entri) {
          std::swap(one.debit, one.kredit);
        }
        return entri == pembalik.entri;
      }
    }
    return false;
  }

  const Tagihan* TagihanOf(int64_t nomor) const {
    const auto dokumen = sp2d_.find(nomor);
    const auto tagihan =
        dokumen == sp2d_.end() ? buku_.tagihan.end() : buku_.tagihan.find(dokumen->second);
    return tagihan == buku_.tagihan.end() ? nullptr : &tagihan->second.back();
  }

  // An import says nothing of how it was paid.
  bool Ditransfer(int64_t asal) const {
    const Tagihan* tagihan = TagihanOf(asal);
    if (tagihan == nullptr) {
      const auto jenis = jenis_.find(asal);
      return jenis != jenis_.end() && jenis->second == JenisTransaksi::kSp2dImpor;
    }
    return tagihan->jenis == JenisTagihan::kLsGaji ||
           tagihan->jenis == JenisTagihan::kLsKontraktual ||
           tagihan->jenis == JenisTagihan::kLsNonKontraktual ||
           tagihan->jenis == JenisTagihan::kGup;
  }

  Rupiah PotonganOf(int64_t asal) const {
    const Tagihan* tagihan = TagihanOf(asal);
    return tagihan == nullptr ? Rupiah() : tagihan->potongan;
  }

  static bool DariSetoran(JenisTransaksi jenis) {
    return jenis == JenisTransaksi::kPengembalian || jenis == JenisTransaksi::kSetoranUp ||
           jenis == JenisTransaksi::kSetoranTup || jenis == JenisTransaksi::kRetur ||
           jenis == JenisTransaksi::kBayarRetur;
  }

  static bool BolehDiacu(JenisTransaksi jenis, JenisTransaksi acuan) {
    if (jenis == JenisTransaksi::kBayarRetur) {
      return acuan == JenisTransaksi::kRetur;
    }
    const bool bayar = acuan == JenisTransaksi::kSp2dImpor || acuan == JenisTransaksi::kSp2d ||
                       acuan == JenisTransaksi::kKoreksi;
    const bool lain = acuan == JenisTransaksi::kSaldoImpor || DariSetoran(acuan);
    return bayar || (jenis == JenisTransaksi::kPembalik && lain);
  }

  void CheckAfter(const JurnalTersimpan& jurnal, const std::string& where) {
    std::set<std::string> touched;
    for (const Entri& entri : jurnal.baris.transaksi.entri) {
      if (!entri.pagu.empty()) {
        touched.insert(entri.pagu);
      }
    }
    for (const std::string& pagu : touched) {
      const Saldo& saldo = posisi_.baris[pagu];
      if (const std::string rule = Pelanggaran(saldo); !rule.empty()) {
        Find("I2", where + " leaves line " + pagu + " with " + rule);
      }
      const auto stored = jurnal.sesudah.find(pagu);
      if (stored == jurnal.sesudah.end() || stored->second != saldo) {
        Find("I3", where + ": stored balance of line " + pagu + " is not the fold");
      }
    }
    if (jurnal.sesudah.size() > touched.size()) {
      Find("I3", where + " has balances of lines that it does not touch");
    }
    if (const std::string rule = Pelanggaran(posisi_.kas); !rule.empty()) {
      Find("I2", where + " leaves the office with " + rule);
    }
  }

  void CheckRantai(const JurnalTersimpan& jurnal, const std::string& where) {
    rantai_ = RantaiBerikut(rantai_, buku_.satker, buku_.tahun, jurnal.baris);
    if (jurnal.rantai.empty()) {
      if (berantai_) {
        Find("I5", where + " has no link in the hash chain");
      }
      return;
    }
    berantai_ = true;
    if (jurnal.rantai != rantai_) {
      Find("I5", where + " does not continue the hash chain");
      rantai_ = jurnal.rantai;  // so that the first bad one is told from those after it
    }
  }

  // At an approved revisi every line that it lists has its amount.
  void CheckRevisi(const TransaksiJurnal& transaksi, const std::string& where) {
    if (transaksi.jenis != JenisTransaksi::kRevisi) {
      return;
    }
    const auto revisi = buku_.revisi.find(transaksi.dokumen);
    if (revisi == buku_.revisi.end() || revisi->second.empty()) {
      return;  // VerifyTransaksi tells
    }
    std::set<std::string> listed;
    for (const Pagu& pagu : revisi->second.back().baris) {
      listed.insert(pagu.id);
      if (posisi_.baris[pagu.id].dipa != pagu.jumlah) {
        Find("POSTING", where + " does not bring line " + pagu.id + " to its revised amount");
      }
    }
    for (const Entri& entri : transaksi.entri) {
      if (!listed.contains(entri.pagu) ||
          (entri.akun != Akun::kDipa && entri.akun != Akun::kTersedia)) {
        return Find("POSTING", where + " moves more than revisi " + transaksi.dokumen + " lists");
      }
    }
  }

  void CheckEnd() {
    for (const auto& [id, baris] : buku_.baris) {
      if (baris.saldo != posisi_.baris[id]) {
        Find("I3", "balance of line " + id + " is not the fold of the journal");
      }
    }
    for (const auto& [id, saldo] : posisi_.baris) {
      if (!buku_.baris.contains(id)) {
        Find("I3", "the journal has a line that does not exist: " + id);
      }
    }
    if (buku_.kas != posisi_.kas) {
      Find("I3", "the cash of the office is not the fold of the journal");
    }
    if (buku_.nomor_terakhir != nomor_) {
      Find("I4", "the journal ends at " + std::to_string(nomor_) + ", the office-year at " +
                     std::to_string(buku_.nomor_terakhir));
    }
    if (berantai_ && buku_.rantai.empty()) {
      Find("I5", "the newest link of the hash chain was not kept");
    }
    if (!buku_.rantai.empty() && buku_.rantai != rantai_) {
      Find("I5", "the hash chain does not end at the newest link that was kept");
    }
  }

  const BukuLengkap& buku_;
  Posisi posisi_;
  int64_t nomor_ = 0;
  std::string rantai_;
  bool berantai_ = false;  // from the first link on, every entry has one
  std::map<int64_t, JenisTransaksi> jenis_;
  std::set<int64_t> dibalik_;
  std::map<int64_t, int64_t> akar_;  // the payment that a transaction is about in the end
  std::map<std::pair<int64_t, std::string>, Rupiah> sisa_;  // of it, by line
  std::map<int64_t, int64_t> asal_;              // that payment, or what it replaces by corrections
  std::map<std::string, int64_t> asal_dokumen_;  // the same, by the koreksi that undid it
  std::map<int64_t, Rupiah> tersisa_;            // of it, all lines
  std::map<int64_t, Rupiah> retur_;              // of it, what came back and waits
  std::map<int64_t, std::string> sp2d_;          // bills of payments
  std::vector<Temuan> temuan_;
};

}  // namespace

std::vector<Temuan> Verify(const BukuLengkap& buku) {
  return Verifier(buku).Run();
}

}  // namespace sakip::budget
