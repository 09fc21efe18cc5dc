#ifndef SAKIP_SERVICES_BUDGET_SIMULATOR_WORLD_H_
#define SAKIP_SERVICES_BUDGET_SIMULATOR_WORLD_H_

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/budget/buku.h"
#include "services/budget/test_kantor.h"

// What the simulator plays with: chance from a seed, an office, and a second, naive bookkeeping of
// the same office that knows nothing of entries and accounts.
namespace sakip::budget {

// splitmix64: the same numbers under every compiler, which the distributions of <random> are not.
class Acak {
 public:
  explicit Acak(uint64_t seed) : state_(seed) {}

  uint64_t Angka() {
    state_ += 0x9e3779b97f4a7c15ULL;
    uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31U);
  }
  int64_t Antara(int64_t dari, int64_t sampai) {  // both included
    return dari + static_cast<int64_t>(Angka() % static_cast<uint64_t>(sampai - dari + 1));
  }
  bool SatuDari(int64_t n) { return Antara(1, n) == 1; }
  template <class T>
  const T& Pilih(const std::vector<T>& dari) {
    return dari[static_cast<size_t>(Antara(0, static_cast<int64_t>(dari.size()) - 1))];
  }

 private:
  uint64_t state_;
};

using PerBaris = std::map<std::string, int64_t>;

// The naive bookkeeping: sums per line, and what each open document holds.
struct Model {
  enum class Tempat { kTidakAda, kSpp, kSpm };
  struct Bon {  // an unfinished bill
    JenisTagihan jenis = JenisTagihan::kUp;
    std::string kontrak;
    PerBaris rincian;
    int64_t jumlah = 0;
    int64_t hibah = 0;
    int64_t potongan = 0;
    std::optional<period::Tanggal> sampai;
    Tempat tempat = Tempat::kTidakAda;
    bool terkirim = false;  // to the paying office: it does not expire
  };
  struct Kontrak {  // an active contract
    PerBaris sisa;
    period::Tanggal mulai = Hari(1, 1);
    period::Tanggal berakhir = Hari(12, 31);
  };

  PerBaris dipa;
  PerBaris realisasi;
  PerBaris impor;
  std::map<std::string, Bon> bon;
  std::map<std::string, Kontrak> kontrak;
  std::map<int64_t, PerBaris> bayaran;  // what is left of each payment, by its transaction
  std::set<int64_t> tanpa_dokumen;      // of those, the saldo impor
  struct Masuk {                        // money that came back
    Setoran setoran;
    int64_t hibah = 0;  // of it, on lines of grants
  };
  std::map<int64_t, Masuk> masuk;          // by its transaction; what was undone is gone
  std::map<int64_t, int64_t> ganti;        // of a correction, the payment it stands for in the end
  std::map<int64_t, int64_t> belum_bayar;  // of that, what came back and was not paid again
  int64_t up = 0;
  int64_t tup = 0;
  int64_t hibah = 0;
  int64_t retur = 0;
  BulanTutup tutup{};

  void Pesan(const std::string& id, period::Tanggal tanggal);  // SPP: the bill takes its money
  void Bayar(const std::string& id, const PerBaris& dibayar, int64_t transaksi);
  void Batal(const std::string& id);  // refused or expired
  void Belanja(int64_t transaksi, const PerBaris& jumlah, bool dari_impor);
  void Kembali(int64_t transaksi, const std::string& pagu, int64_t jumlah);
  void Balik(int64_t transaksi);
  int64_t Asal(int64_t transaksi) const;
  void Terima(int64_t transaksi, const Setoran& setoran, int64_t dari_hibah);
  void Lepas(int64_t transaksi);  // undoes what Terima did

  // Balances of every line.
  DaftarSaldo Harap() const;
  int64_t Tersedia(const std::string& pagu) const;

 private:
  void Gerakkan(const Masuk& satu, int64_t tanda);
  void KeAsal(const Bon& satu, const std::string& pagu, int64_t jumlah);
};

struct Dunia {
  explicit Dunia(uint64_t seed);

  // Mostly who has the duty; now and then somebody else.
  Pelaku Petugas(const std::string& nama);
  // Mostly today, else some days before; seldom a day to come.
  period::Tanggal Tanggal();
  // Mostly 1 to `wajar`; seldom what nobody should ask for.
  int64_t Jumlah(int64_t wajar);
  // One to three lines with amounts.
  std::vector<Rincian> Rinci(const std::vector<std::string>& baris, int64_t wajar);
  std::string Id(const std::string& awal) { return "2017-" + awal + std::to_string(++urut); }
  std::string Nomor(const std::string& awal);
  // The id of a bill in that state if there is one; now and then of any.
  std::string Bon(StatusTagihan status);
  std::vector<std::string> Baris(bool hibah) const;

  Acak acak;
  Kantor kantor;
  Model model;
  Posisi lipatan;  // fold of the journal so far
  std::set<int64_t> dibalik;
  DaftarKode kode;
  int64_t urut = 0;
};

// One command with its arguments.
struct Perintah {
  Pelaku pelaku;
  std::function<absl::StatusOr<Perubahan>(const Buku&, const Pelaku&)> putuskan;
  // Keeps the naive books, once the command was accepted; of what was decided it reads no entry,
  // only under which number a transaction went.
  std::function<void(const Perubahan&, Model*)> catat;
  // Sent again it is accepted and writes nothing; else it is refused.
  bool berulang = false;
  // It sends again what is stored: accepted, and nothing to write, the first time too.
  bool tersimpan = false;
  // What it asks of the lines: PAGU_EXCEEDED is right only where one of them has less.
  PerBaris minta;
};

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_SIMULATOR_WORLD_H_
