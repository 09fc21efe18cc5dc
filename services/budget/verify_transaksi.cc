#include <set>
#include <utility>

#include "services/budget/verify_dokumen.h"

namespace sakip::budget {
namespace {

using money::Rupiah;

// What a transaction moves: debit - credit, by line (empty: of the office) and account. Sums that
// leave the range of money are told elsewhere (I1).
using Gerak = std::map<std::pair<std::string, Akun>, Rupiah>;

void Tambah(Rupiah plus, Rupiah minus, Rupiah* sum) {
  const auto change = money::Sub(plus, minus);
  const auto total = change.ok() ? money::Add(*sum, *change) : change;
  *sum = total.ok() ? *total : *sum;
}

void Buang0(Gerak* gerak) {
  std::erase_if(*gerak, [](const auto& one) { return one.second == Rupiah(); });
}

// Of the accounts that a bill's steps fix; what faces them is where it came from or went to.
Gerak GerakOf(const TransaksiJurnal& transaksi, const std::set<Akun>& akun) {
  Gerak gerak;
  for (const Entri& entri : transaksi.entri) {
    if (akun.contains(entri.akun)) {
      Tambah(entri.debit, entri.kredit, &gerak[{entri.pagu, entri.akun}]);
    }
  }
  Buang0(&gerak);
  return gerak;
}

void Masuk(const std::vector<Rincian>& rincian, Akun akun, Gerak* gerak) {
  for (const Rincian& one : rincian) {
    Tambah(one.jumlah, {}, &(*gerak)[{one.pagu, akun}]);
  }
}

void Keluar(const std::vector<Rincian>& rincian, Akun akun, Gerak* gerak) {
  for (const Rincian& one : rincian) {
    Tambah({}, one.jumlah, &(*gerak)[{one.pagu, akun}]);
  }
}

Rupiah Jumlah(const std::vector<Rincian>& rincian) {
  Rupiah sum;
  for (const Rincian& one : rincian) {
    Tambah(one.jumlah, {}, &sum);
  }
  return sum;
}

const std::set<Akun> kAkunTagihan = {Akun::kSpp, Akun::kSpm,      Akun::kRealisasi, Akun::kUp,
                                     Akun::kTup, Akun::kKasHibah, Akun::kRetur};

void GerakKas(const Tagihan& tagihan, Gerak* gerak) {
  const Rupiah dibayar = Jumlah(tagihan.dibayar);
  switch (tagihan.jenis) {
    case JenisTagihan::kLsGaji:
    case JenisTagihan::kLsKontraktual:
    case JenisTagihan::kLsNonKontraktual:
    case JenisTagihan::kGup:
      break;
    case JenisTagihan::kUp:
      return Tambah(tagihan.jumlah, {}, &(*gerak)[{"", Akun::kUp}]);
    case JenisTagihan::kTup:
      return Tambah(tagihan.jumlah, {}, &(*gerak)[{"", Akun::kTup}]);
    case JenisTagihan::kGupNihil:
      return Tambah({}, dibayar, &(*gerak)[{"", Akun::kUp}]);
    case JenisTagihan::kPtup:
      return Tambah({}, dibayar, &(*gerak)[{"", Akun::kTup}]);
    case JenisTagihan::kSphl:
      return Tambah(tagihan.pendapatan_hibah, dibayar, &(*gerak)[{"", Akun::kKasHibah}]);
    case JenisTagihan::kSp4hl:
      return Tambah({}, tagihan.jumlah, &(*gerak)[{"", Akun::kKasHibah}]);
  }
}

// What the step to `langkah[i]` has to move.
Gerak GerakLangkah(const Tagihan& tagihan, size_t i) {
  Gerak gerak;
  const StatusTagihan sebelum = i == 0 ? StatusTagihan::kDraft : tagihan.langkah[i - 1].status;
  switch (tagihan.langkah[i].status) {
    case StatusTagihan::kDraft:
    case StatusTagihan::kSppTested:
    case StatusTagihan::kSent:
      break;
    case StatusTagihan::kSppIssued:
      Masuk(tagihan.rincian, Akun::kSpp, &gerak);
      break;
    case StatusTagihan::kSpmIssued:
      Masuk(tagihan.rincian, Akun::kSpm, &gerak);
      Keluar(tagihan.rincian, Akun::kSpp, &gerak);
      break;
    case StatusTagihan::kSp2dIssued:
      Masuk(tagihan.dibayar, Akun::kRealisasi, &gerak);
      Keluar(tagihan.rincian, Akun::kSpm, &gerak);
      GerakKas(tagihan, &gerak);
      break;
    case StatusTagihan::kRejected:
    case StatusTagihan::kExpired:
      if (sebelum == StatusTagihan::kSppIssued || sebelum == StatusTagihan::kSppTested) {
        Keluar(tagihan.rincian, Akun::kSpp, &gerak);
      } else if (sebelum == StatusTagihan::kSpmIssued || sebelum == StatusTagihan::kSent) {
        Keluar(tagihan.rincian, Akun::kSpm, &gerak);
      }
      break;
  }
  Buang0(&gerak);
  return gerak;
}

// What the setoran has to move. What comes back of a grant is money the office holds again.
Gerak GerakSetoran(const BukuLengkap& buku, const Setoran& setoran) {
  Gerak gerak;
  switch (setoran.jenis) {
    case JenisSetoran::kPengembalian:
      Keluar(setoran.rincian, Akun::kRealisasi, &gerak);
      for (const Rincian& one : setoran.rincian) {
        const auto baris = buku.baris.find(one.pagu);
        if (baris != buku.baris.end() && baris->second.pagu.sumber_dana == SumberDana::kHibah) {
          Tambah(one.jumlah, {}, &gerak[{"", Akun::kKasHibah}]);
        }
      }
      break;
    case JenisSetoran::kSetoranUp:
      Tambah({}, setoran.jumlah, &gerak[{"", Akun::kUp}]);
      break;
    case JenisSetoran::kSetoranTup:
      Tambah({}, setoran.jumlah, &gerak[{"", Akun::kTup}]);
      break;
    case JenisSetoran::kRetur:
      Tambah(setoran.jumlah, {}, &gerak[{"", Akun::kRetur}]);
      break;
    case JenisSetoran::kBayarRetur:
      Tambah({}, setoran.jumlah, &gerak[{"", Akun::kRetur}]);
      break;
  }
  Buang0(&gerak);
  return gerak;
}

JenisTransaksi JenisOf(StatusTagihan status) {
  switch (status) {
    case StatusTagihan::kSppIssued:
    case StatusTagihan::kSppTested:
    case StatusTagihan::kDraft:
      return JenisTransaksi::kSpp;
    case StatusTagihan::kSpmIssued:
    case StatusTagihan::kSent:
      return JenisTransaksi::kSpm;
    case StatusTagihan::kSp2dIssued:
      return JenisTransaksi::kSp2d;
    case StatusTagihan::kRejected:
      return JenisTransaksi::kTolak;
    case StatusTagihan::kExpired:
      break;
  }
  return JenisTransaksi::kKedaluwarsa;
}

JenisTransaksi JenisOf(JenisSetoran jenis) {
  switch (jenis) {
    case JenisSetoran::kPengembalian:
      return JenisTransaksi::kPengembalian;
    case JenisSetoran::kSetoranUp:
      return JenisTransaksi::kSetoranUp;
    case JenisSetoran::kSetoranTup:
      return JenisTransaksi::kSetoranTup;
    case JenisSetoran::kRetur:
      return JenisTransaksi::kRetur;
    case JenisSetoran::kBayarRetur:
      break;
  }
  return JenisTransaksi::kBayarRetur;
}

class TransaksiVerifier {
 public:
  TransaksiVerifier(const BukuLengkap& buku, std::vector<Temuan>* temuan)
      : buku_(buku), temuan_(temuan) {
    for (const JurnalTersimpan& jurnal : buku.jurnal) {
      const TransaksiJurnal& transaksi = jurnal.baris.transaksi;
      by_number_.emplace(transaksi.nomor, &transaksi);
    }
  }

  void Run() {
    CheckPostings();
    for (const auto& [id, versi] : buku_.tagihan) {
      CheckTagihan(versi.back());
    }
    for (const auto& [id, versi] : buku_.setoran) {
      CheckSetoran(versi.back());
    }
    for (const auto& [id, versi] : buku_.koreksi) {
      CheckKoreksi(versi.back());
    }
    for (const auto& [id, versi] : buku_.revisi) {
      CheckRevisi(versi.back());
    }
    for (const auto& [id, versi] : buku_.komitmen) {
      CheckKomitmen(versi.back());
    }
    CheckBound();
    for (const auto& [nomor, transaksi] : by_number_) {
      if (!dibuat_.contains(nomor)) {
        Find("POSTING", "transaction " + std::to_string(nomor) +
                            " was made by nothing: " + transaksi->dokumen);
      }
    }
  }

 private:
  void Find(std::string invariant, std::string what) {
    temuan_->push_back({std::move(invariant), std::move(what)});
  }

  // The transaction `nomor` of that kind, which says that `dokumen` made it; null, told, when there
  // is none or another thing made it, too.
  const TransaksiJurnal* Made(std::string_view by, int64_t nomor, JenisTransaksi jenis,
                              std::string_view dokumen) {
    const auto found = by_number_.find(nomor);
    if (found == by_number_.end() || found->second->jenis != jenis ||
        found->second->dokumen != dokumen || !dibuat_.insert(nomor).second) {
      Find("POSTING", std::string(by) + " names transaction " + std::to_string(nomor) +
                          ", which is not its own");
      return nullptr;
    }
    return found->second;
  }

  // Lines that were entered, and postings: each names no number, so the journal is searched.
  void CheckPostings() {
    std::set<std::string> entered;
    std::set<std::string> posted;
    for (const auto& [nomor, transaksi] : by_number_) {
      const std::string where = "transaction " + std::to_string(nomor);
      if (transaksi->jenis == JenisTransaksi::kPagu) {
        dibuat_.insert(nomor);
        CheckPagu(*transaksi, where, &entered);
      } else if (transaksi->jenis == JenisTransaksi::kSaldoImpor ||
                 transaksi->jenis == JenisTransaksi::kSp2dImpor) {
        dibuat_.insert(nomor);
        CheckPosting(*transaksi, where, &posted);
      }
    }
    for (const auto& [id, versi] : buku_.revisi) {
      if (versi.back().status == StatusUsulan::kDisetujui) {
        for (const Pagu& pagu : versi.back().baris) {
          entered.insert(pagu.id);
        }
      }
    }
    for (const auto& [id, baris] : buku_.baris) {
      if (baris.pagu.jumlah != Rupiah() && !entered.contains(id)) {
        Find("POSTING", "line " + id + " was never entered in the journal");
      }
    }
    for (const auto& [id, realisasi] : buku_.realisasi) {
      if (!posted.contains(id)) {
        Find("POSTING", "posting " + id + " is not in the journal");
      }
    }
  }

  void CheckPagu(const TransaksiJurnal& transaksi, const std::string& where,
                 std::set<std::string>* entered) {
    const std::string id = transaksi.entri.empty() ? "" : transaksi.entri.front().pagu;
    const auto baris = buku_.baris.find(id);
    if (baris == buku_.baris.end() || !entered->insert(id).second) {
      return Find("POSTING", where + " enters line " + id + ", unknown or entered before");
    }
    const auto expected = Transaksi::UntukPagu(id, baris->second.pagu.jumlah);
    if (!expected.ok() || expected->entri() != transaksi.entri || !transaksi.dokumen.empty() ||
        transaksi.tanggal.Iso() != std::to_string(buku_.tahun) + "-01-01") {
      Find("POSTING", where + " is not the pagu of line " + id);
    }
  }

  void CheckPosting(const TransaksiJurnal& transaksi, const std::string& where,
                    std::set<std::string>* posted) {
    const auto posting = buku_.realisasi.find(transaksi.dokumen);
    if (posting == buku_.realisasi.end() || !posted->insert(transaksi.dokumen).second) {
      return Find("POSTING",
                  where + " names posting " + transaksi.dokumen + ", unknown or named before");
    }
    const Realisasi& realisasi = posting->second;
    const bool impor = realisasi.jenis == JenisRealisasi::kSaldoImpor;
    const auto expected = Transaksi::UntukRealisasi(realisasi.pagu, realisasi.jumlah);
    if (!expected.ok() || expected->entri() != transaksi.entri ||
        realisasi.tanggal != transaksi.tanggal ||
        impor != (transaksi.jenis == JenisTransaksi::kSaldoImpor)) {
      Find("POSTING", where + " is not posting " + transaksi.dokumen);
    }
  }

  void CheckTagihan(const Tagihan& tagihan) {
    const std::string which = Sebut("tagihan", tagihan.id);
    for (size_t i = 0; i < tagihan.langkah.size(); ++i) {
      const Langkah& langkah = tagihan.langkah[i];
      const Gerak expected = GerakLangkah(tagihan, i);
      if (langkah.transaksi == 0) {
        if (!expected.empty()) {
          Find("I8", which + ", step " + std::to_string(i + 1) + ", moved nothing");
        }
        continue;
      }
      const TransaksiJurnal* transaksi =
          Made(which, langkah.transaksi, JenisOf(langkah.status), tagihan.id);
      if (transaksi == nullptr) {
        continue;
      }
      // A payment is entered later where the month of its own date is closed.
      const bool sp2d = langkah.status == StatusTagihan::kSp2dIssued;
      if (GerakOf(*transaksi, kAkunTagihan) != expected ||
          (sp2d ? transaksi->tanggal < langkah.tanggal : transaksi->tanggal != langkah.tanggal)) {
        Find("I8", "transaction " + std::to_string(langkah.transaksi) + " is not what " + which +
                       " moves in step " + std::to_string(i + 1));
      }
    }
  }

  void CheckSetoran(const Setoran& setoran) {
    const std::string which = Sebut("setoran", setoran.id);
    const TransaksiJurnal* transaksi =
        Made(which, setoran.transaksi, JenisOf(setoran.jenis), setoran.id);
    if (transaksi != nullptr &&
        (GerakOf(*transaksi, kAkunTagihan) != GerakSetoran(buku_, setoran) ||
         transaksi->tanggal != setoran.tanggal || transaksi->acuan != setoran.acuan)) {
      Find("I8", "transaction " + std::to_string(setoran.transaksi) + " is not " + which);
    }
  }

  void CheckKoreksi(const Koreksi& koreksi) {
    const std::string which = Sebut("koreksi", koreksi.id);
    if (koreksi.status != StatusUsulan::kDisetujui) {
      if (koreksi.pembalik != 0 || koreksi.transaksi != 0) {
        Find("I7", which + " moved money without approval");
      }
      return;
    }
    const TransaksiJurnal* pembalik =
        Made(which, koreksi.pembalik, JenisTransaksi::kPembalik, koreksi.id);
    if (pembalik != nullptr &&
        (pembalik->acuan != koreksi.acuan || pembalik->tanggal != koreksi.tanggal)) {
      Find("I10", which + " undoes another transaction than it names");
    }
    Gerak expected;
    Masuk(koreksi.pengganti, Akun::kRealisasi, &expected);
    if (koreksi.transaksi == 0 && koreksi.pengganti.empty()) {
      return;
    }
    const TransaksiJurnal* transaksi =
        Made(which, koreksi.transaksi, JenisTransaksi::kKoreksi, koreksi.id);
    if (transaksi == nullptr) {
      return;
    }
    if (GerakOf(*transaksi, kAkunTagihan) != expected || transaksi->tanggal != koreksi.tanggal) {
      Find("I8", "transaction " + std::to_string(koreksi.transaksi) + " is not what " + which +
                     " puts in place");
    }
    CheckTotal(koreksi, pembalik, *transaksi);
  }

  // A payment keeps its total; an imported one may shrink.
  void CheckTotal(const Koreksi& koreksi, const TransaksiJurnal* pembalik,
                  const TransaksiJurnal& pengganti) {
    const auto acuan = by_number_.find(koreksi.acuan);
    if (pembalik == nullptr || acuan == by_number_.end() ||
        acuan->second->jenis == JenisTransaksi::kSaldoImpor) {
      return;
    }
    Rupiah total;
    for (const TransaksiJurnal* one : {pembalik, &pengganti}) {
      for (const auto& [tempat, jumlah] : GerakOf(*one, {Akun::kRealisasi})) {
        Tambah(jumlah, {}, &total);
      }
    }
    const bool impor = acuan->second->jenis == JenisTransaksi::kSp2dImpor;
    if (impor ? total > Rupiah() : total != Rupiah()) {
      Find("I10", Sebut("koreksi", koreksi.id) + " changes the total of a payment");
    }
  }

  void CheckRevisi(const Revisi& revisi) {
    const std::string which = Sebut("revisi", revisi.id);
    if (revisi.status != StatusUsulan::kDisetujui || revisi.transaksi == 0) {
      if (revisi.transaksi != 0) {
        Find("I7", which + " moved money without approval");
      }
      return;
    }
    const TransaksiJurnal* transaksi =
        Made(which, revisi.transaksi, JenisTransaksi::kRevisi, revisi.id);
    if (transaksi != nullptr && transaksi->tanggal != revisi.tanggal) {
      Find("I8", "transaction " + std::to_string(revisi.transaksi) + " is not dated as " + which);
    }
  }

  // A contract shares transactions with the bills that draw on it.
  void CheckKomitmen(const Komitmen& komitmen) {
    const std::string which = Sebut("komitmen", komitmen.id);
    for (const int64_t nomor : komitmen.transaksi) {
      const auto found = by_number_.find(nomor);
      const std::string dokumen = found == by_number_.end() ? "" : found->second->dokumen;
      const auto tagihan = buku_.tagihan.find(dokumen);
      const bool of_bill =
          tagihan != buku_.tagihan.end() && tagihan->second.back().komitmen == komitmen.id;
      if (found == by_number_.end() || (dokumen != komitmen.id && !of_bill)) {
        Find("POSTING",
             which + " names transaction " + std::to_string(nomor) + ", which is not its own");
        continue;
      }
      const JenisTransaksi jenis = found->second->jenis;
      if (jenis == JenisTransaksi::kKomitmen || jenis == JenisTransaksi::kLepasKomitmen ||
          (jenis == JenisTransaksi::kKedaluwarsa && dokumen == komitmen.id)) {
        dibuat_.insert(nomor);
      }
    }
  }

  // What documents hold is what the lines say.
  void CheckBound() {
    std::map<std::string, Saldo> held;
    for (const auto& [id, versi] : buku_.komitmen) {
      for (const Rincian& one : versi.back().sisa) {
        Tambah(one.jumlah, {}, &held[one.pagu].komitmen);
      }
    }
    for (const auto& [id, versi] : buku_.tagihan) {
      const StatusTagihan status = versi.back().status;
      const bool spp = status == StatusTagihan::kSppIssued || status == StatusTagihan::kSppTested;
      const bool spm = status == StatusTagihan::kSpmIssued || status == StatusTagihan::kSent;
      if (spp || spm) {
        for (const Rincian& one : versi.back().rincian) {
          Tambah(one.jumlah, {}, spp ? &held[one.pagu].spp : &held[one.pagu].spm);
        }
      }
    }
    for (const auto& [id, baris] : buku_.baris) {
      const Saldo& of_line = held[id];
      if (of_line.komitmen != baris.saldo.komitmen || of_line.spp != baris.saldo.spp ||
          of_line.spm != baris.saldo.spm) {
        Find("I8", "line " + id + " is bound to another amount than its documents hold");
      }
    }
  }

  const BukuLengkap& buku_;
  std::vector<Temuan>* temuan_;
  std::map<int64_t, const TransaksiJurnal*> by_number_;
  std::set<int64_t> dibuat_;  // transactions that something says it made
};

}  // namespace

std::string Sebut(std::string_view jenis, std::string_view id) {
  return std::string(jenis) + " " + std::string(id);
}

void VerifyTransaksi(const BukuLengkap& buku, std::vector<Temuan>* temuan) {
  TransaksiVerifier(buku, temuan).Run();
}

}  // namespace sakip::budget
