#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "common/digest/digest.h"
#include "common/fault/fault.h"
#include "services/budget/koreksi.h"
#include "services/budget/simulator_commands.h"
#include "services/budget/verify.h"

// Random sequences of every command against the naive bookkeeping of simulator_world.h. After every
// command the invariants hold; a refusal changes nothing; what is sent again changes nothing; the
// same seed gives the same digest. One thread, no I/O, no clock.
//
//   SAKIP_ROBUSTNESS=T1|T2   more sequences
//   SAKIP_SEED=n             that sequence alone
namespace sakip::budget {
namespace {

struct JenisPerintah {
  const char* nama;
  Perintah (*buat)(Dunia&);
  int64_t bobot;  // how often, against the others
};

constexpr JenisPerintah kPerintah[] = {
    {"impor baris", ImporBaris, 3},
    {"impor realisasi", ImporRealisasi, 6},
    {"komitmen", BuatKomitmen, 6},
    {"lepas komitmen", LepasSatuKomitmen, 1},
    {"tagihan", BuatSatuTagihan, 22},
    {"SPP", Spp, 16},
    {"uji SPP", Uji, 11},
    {"SPM", Spm, 10},
    {"kirim SPM", Kirim, 9},
    {"SP2D", Sp2d, 9},
    {"tolak", Tolak, 3},
    {"kedaluwarsa", Kedaluwarsa, 3},
    {"setoran", BuatSetoran, 8},
    {"usul koreksi", UsulKoreksi, 6},
    {"putus koreksi", PutusKoreksi, 6},
    {"usul revisi", UsulRevisi, 6},
    {"putus revisi", PutusRevisi, 6},
    {"tutup bulan", TutupBulan, 3},
    {"usul pembukaan", UsulPembukaan, 2},
    {"putus pembukaan", PutusPembukaan, 2},
    {"kirim ulang", Ulang, 4},
};
constexpr size_t kJenis = std::size(kPerintah);

struct Hitungan {
  int64_t diterima = 0;
  std::map<std::string, int64_t> ditolak;  // by reason
};
using Hitungans = std::array<Hitungan, kJenis>;

std::string Lingkungan(const char* nama) {
  const char* nilai = std::getenv(nama);  // NOLINT(concurrency-mt-unsafe): nobody sets it
  return nilai == nullptr ? "" : nilai;
}

// Under the sanitizers what fits in half a minute.
#if defined(__SANITIZE_ADDRESS__)
constexpr uint64_t kUrutanT0 = 800;
#elif defined(__has_feature)
constexpr uint64_t kUrutanT0 = __has_feature(address_sanitizer) ? 800 : 5'000;
#else
constexpr uint64_t kUrutanT0 = 5'000;
#endif

uint64_t BanyakUrutan() {
  const std::string ukuran = Lingkungan("SAKIP_ROBUSTNESS");
  return ukuran == "T2" ? 100'000 : ukuran == "T1" ? 5'000 : kUrutanT0;
}

// One sequence. Ends at the first thing that is wrong.
class Urutan {
 public:
  explicit Urutan(uint64_t seed) : dunia_(seed), seed_(seed) {}

  void Jalankan(Hitungans* hitungan) {
    const int64_t panjang = dunia_.acak.Antara(50, 500);
    for (int64_t i = 0; i < panjang && !::testing::Test::HasFailure(); ++i) {
      Maju(i);
      const size_t jenis = i < 3 ? 0 : Undi();  // no office without lines
      SCOPED_TRACE("seed " + std::to_string(seed_) + ", command " + std::to_string(i) + ": " +
                   kPerintah[jenis].nama);
      const std::string ditolak = Satu(kPerintah[jenis].buat(dunia_));
      ++(ditolak.empty() ? (*hitungan)[jenis].diterima : (*hitungan)[jenis].ditolak[ditolak]);
    }
    SCOPED_TRACE("seed " + std::to_string(seed_) + ", at the end");
    Akhir();
  }

  // Of all that was decided and of all that is stored.
  std::string Intisari() const { return digest::Sha256(catatan_); }

 private:
  // The year passes within the sequence.
  void Maju(int64_t i) {
    const int64_t hari = i < 10 || dunia_.acak.SatuDari(2) ? 0 : dunia_.acak.Antara(0, 2);
    dunia_.kantor.hari_ini = std::min(
        Hari(12, 31), period::Tanggal::FromEpochDays(dunia_.kantor.hari_ini.epoch_days() + hari));
  }

  size_t Undi() {
    int64_t semua = 0;
    for (const JenisPerintah& satu : kPerintah) {
      semua += satu.bobot;
    }
    int64_t undian = dunia_.acak.Antara(0, semua - 1);
    size_t jenis = 0;
    while (undian >= kPerintah[jenis].bobot) {
      undian -= kPerintah[jenis].bobot;
      ++jenis;
    }
    return jenis;
  }

  // Why it was refused; empty: it was accepted.
  std::string Satu(const Perintah& perintah) {
    const Buku& buku = dunia_.kantor.buku;
    const absl::StatusOr<Perubahan> putusan = perintah.putuskan(buku, perintah.pelaku);
    if (dunia_.acak.SatuDari(8)) {
      Sama(putusan, perintah.putuskan(buku, perintah.pelaku));
    }
    if (!putusan.ok()) {
      return Tertolak(perintah, putusan.status());
    }
    if (perintah.tersimpan) {
      EXPECT_EQ(CountWrites(*putusan), 0U) << "what is stored was written again";
      return "";
    }
    for (const Tercatat& satu : putusan->jurnal) {
      Masuk(satu.transaksi);
    }
    dunia_.kantor.Terapkan(perintah.pelaku, *putusan);
    perintah.catat(*putusan, &dunia_.model);
    Bandingkan();
    const absl::StatusOr<Perubahan> lagi = perintah.putuskan(buku, perintah.pelaku);
    EXPECT_EQ(lagi.ok(), perintah.berulang) << "sent again: " << lagi.status();
    if (lagi.ok()) {
      EXPECT_EQ(CountWrites(*lagi), 0U) << "sent again it was written again";
    }
    catatan_ += "ok " + std::to_string(buku.nomor_terakhir) + "\n";
    return "";
  }

  static void Sama(const absl::StatusOr<Perubahan>& satu, const absl::StatusOr<Perubahan>& lagi) {
    ASSERT_EQ(satu.status(), lagi.status()) << "a decision that depends on more than the books";
    if (satu.ok()) {
      EXPECT_EQ(satu->jurnal, lagi->jurnal);
      EXPECT_EQ(CountWrites(*satu), CountWrites(*lagi));
    }
  }

  std::string Tertolak(const Perintah& perintah, const absl::Status& status) {
    const std::optional<fault::Fault> fault = fault::FromStatus(status);
    if (!fault || fault->reason == fault::Reason::kInternal) {
      ADD_FAILURE() << "refused without a reason to act on: " << status;
      return "?";
    }
    EXPECT_FALSE(perintah.tersimpan) << "what is stored was refused: " << status;
    EXPECT_FALSE(fault->english.empty() || fault->indonesian.empty()) << status;
    // No over-refusal: somewhere the line really had less.
    if (fault->reason == fault::Reason::kPaguExceeded && !perintah.minta.empty()) {
      EXPECT_TRUE(std::any_of(perintah.minta.begin(), perintah.minta.end(), [&](const auto& satu) {
        return dunia_.model.Tersedia(satu.first) < satu.second;
      })) << status;
    }
    std::string nama(fault::Info(fault->reason).name);
    catatan_ += nama + "\n";
    return nama;
  }

  // I1, I4, I9, I10 of one new transaction; takes it into the fold.
  void Masuk(const TransaksiJurnal& transaksi) {
    EXPECT_TRUE(Transaksi::Of(transaksi.entri).ok()) << "not balanced";
    ++nomor_;
    EXPECT_EQ(transaksi.nomor, nomor_) << "numbers are not dense";
    // A ceiling counts from 1 January, whenever it was entered.
    if (transaksi.jenis != JenisTransaksi::kPagu) {
      EXPECT_FALSE(dunia_.model.tutup[static_cast<size_t>(transaksi.tanggal.month() - 1)])
          << "dated in a closed month";
      EXPECT_LE(transaksi.tanggal, dunia_.kantor.hari_ini) << "dated after today";
    }
    EXPECT_EQ(transaksi.tanggal.year(), kTahunUji);
    bool dari_impor = false;
    if (transaksi.jenis == JenisTransaksi::kPembalik) {
      EXPECT_TRUE(dunia_.dibalik.insert(transaksi.acuan).second) << "undone twice";
      EXPECT_LT(transaksi.acuan, transaksi.nomor);
      dari_impor = dunia_.model.tanpa_dokumen.contains(transaksi.acuan);
    }
    EXPECT_TRUE(Terapkan(transaksi.jenis, dari_impor, transaksi.entri, &dunia_.lipatan).ok());
    for (const Entri& entri : transaksi.entri) {
      if (IsOfLine(entri.akun)) {
        EXPECT_EQ(Pelanggaran(dunia_.lipatan.baris.at(entri.pagu)), "") << entri.pagu;  // I2
      }
    }
    EXPECT_EQ(Pelanggaran(dunia_.lipatan.kas), "");
  }

  // I3: what is stored is the fold of the journal, and what the naive books say.
  void Bandingkan() const {
    const Model& model = dunia_.model;
    const DaftarSaldo harap = model.Harap();
    EXPECT_EQ(harap.size(), dunia_.kantor.buku.baris.size());
    for (const auto& [pagu, baris] : dunia_.kantor.buku.baris) {
      const auto satu = harap.find(pagu);
      EXPECT_TRUE(satu != harap.end() && satu->second == baris.saldo)
          << "the books differ on " << pagu;
      const auto lipat = dunia_.lipatan.baris.find(pagu);
      EXPECT_EQ(lipat == dunia_.lipatan.baris.end() ? Saldo{} : lipat->second, baris.saldo);
    }
    const Kas kas{Rp(model.up), Rp(model.tup), Rp(model.hibah), Rp(model.retur)};
    EXPECT_EQ(dunia_.kantor.buku.kas, kas);
    EXPECT_EQ(dunia_.lipatan.kas, kas);
    EXPECT_EQ(dunia_.kantor.buku.bulan_tutup, model.tutup);
  }

  // Every SPP, SPM, SP2D, contract and receipt bears a number of its own.
  void NomorSekali() const {
    std::set<std::string> nomor;  // the kinds' numbers begin differently
    const auto sekali = [&](const std::string& satu) {
      EXPECT_TRUE(satu.empty() || nomor.insert(satu).second) << satu << " is borne twice";
    };
    for (const auto& [id, tagihan] : dunia_.kantor.buku.tagihan) {
      for (const Langkah& langkah : tagihan.langkah) {
        sekali(langkah.nomor);
      }
    }
    for (const auto& [id, komitmen] : dunia_.kantor.buku.komitmen) {
      sekali(komitmen.nomor_kontrak);
    }
    for (const auto& [id, setoran] : dunia_.kantor.buku.setoran) {
      sekali(setoran.nomor_bukti);
    }
  }

  void Akhir() {
    const auto posisi = Lipat(dunia_.kantor.Jurnal());
    ASSERT_TRUE(posisi.ok());
    EXPECT_EQ(*posisi, dunia_.lipatan) << "the journal changed behind its end";
    for (const auto& [nomor, sisa] : dunia_.model.bayaran) {
      for (const auto& [pagu, jumlah] : Tersisa(dunia_.kantor.buku, nomor)) {
        EXPECT_EQ(jumlah.value(), sisa.at(pagu)) << "left of transaction " << nomor;
      }
    }
    NomorSekali();
    for (const Temuan& temuan : Verify(dunia_.kantor.Lengkap())) {
      ADD_FAILURE() << "verify: " << temuan.invariant << " " << temuan.what;
    }
    for (const auto& [pagu, baris] : dunia_.kantor.buku.baris) {
      catatan_ += pagu + " " + money::PlainRupiah(baris.saldo.dipa) + " " +
                  money::PlainRupiah(baris.saldo.realisasi) + "\n";
    }
    for (const TransaksiJurnal& satu : dunia_.kantor.Jurnal()) {
      catatan_ += satu.dokumen + " " + satu.tanggal.Iso() + " " + std::to_string(satu.acuan);
      for (const Entri& entri : satu.entri) {
        catatan_ += " " + std::to_string(static_cast<int>(entri.akun)) + entri.pagu + "+" +
                    money::PlainRupiah(entri.debit) + "-" + money::PlainRupiah(entri.kredit);
      }
      catatan_ += "\n";
    }
  }

  Dunia dunia_;
  uint64_t seed_;
  int64_t nomor_ = 0;
  std::string catatan_;
};

std::string Heksadesimal(const std::string& bytes) {
  static constexpr char kAngka[] = "0123456789abcdef";
  std::string teks;
  for (const char byte : bytes) {
    const auto nilai = static_cast<unsigned char>(byte);
    teks += kAngka[nilai >> 4U];
    teks += kAngka[nilai & 15U];
  }
  return teks;
}

TEST(SimulatorTest, RandomCommandsKeepEveryInvariant) {
  const std::string satu = Lingkungan("SAKIP_SEED");
  const uint64_t awal = satu.empty() ? 1 : std::stoull(satu);
  const uint64_t banyak = satu.empty() ? BanyakUrutan() : 1;
  Hitungans hitungan{};
  std::string intisari;
  for (uint64_t seed = awal; seed < awal + banyak; ++seed) {
    Urutan urutan(seed);
    urutan.Jalankan(&hitungan);
    intisari += urutan.Intisari();
    intisari = digest::Sha256(intisari);
    ASSERT_FALSE(HasFailure()) << "replay it alone with SAKIP_SEED=" << seed;
  }
  std::string laporan;
  int64_t semua = 0;
  for (size_t i = 0; i < kJenis; ++i) {
    const std::string nama = kPerintah[i].nama;
    EXPECT_TRUE(hitungan[i].diterima > 0 || !satu.empty()) << nama << " was never accepted";
    laporan += nama + ": ";
    laporan += std::to_string(hitungan[i].diterima) + " accepted";
    semua += hitungan[i].diterima;
    for (const auto& [alasan, kali] : hitungan[i].ditolak) {
      laporan += ", " + std::to_string(kali) + " " + alasan;
      semua += kali;
    }
    laporan += "\n";
  }
  laporan += std::to_string(banyak) + " sequences, " + std::to_string(semua) +
             " commands, digest " + Heksadesimal(intisari);
  std::puts(laporan.c_str());
}

TEST(SimulatorTest, TheSameSeedGivesTheSameDigest) {
  Hitungans hitungan{};
  std::set<std::string> semua;
  for (uint64_t seed = 1; seed <= 50; ++seed) {
    Urutan satu(seed);
    Urutan dua(seed);
    satu.Jalankan(&hitungan);
    dua.Jalankan(&hitungan);
    ASSERT_EQ(satu.Intisari(), dua.Intisari()) << "seed " << seed;
    semua.insert(satu.Intisari());
  }
  EXPECT_EQ(semua.size(), 50U) << "other seeds, other digests";
}

}  // namespace
}  // namespace sakip::budget
