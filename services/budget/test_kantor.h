#ifndef SAKIP_SERVICES_BUDGET_TEST_KANTOR_H_
#define SAKIP_SERVICES_BUDGET_TEST_KANTOR_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/fault/fault.h"
#include "services/budget/buku.h"
#include "services/budget/tagihan.h"
#include "services/budget/verify.h"

// For tests of the domain: one office-year in memory, everything loaded, and short ways to make
// what is put into it.
namespace sakip::budget {

inline constexpr int32_t kTahunUji = 2017;

inline period::Tanggal Hari(int bulan, int hari, int tahun = kTahunUji) {
  return *period::Tanggal::Of(tahun, bulan, hari);
}

inline money::Rupiah Rp(int64_t rupiah) {
  return money::Rupiah::FromInt(rupiah);
}

// "3355.003" -> the line "2017-01.3355.003" of programme 01. Four digits, a dot, three digits, as
// deep as it goes.
inline std::string IdBaris(const std::string& output) {
  return std::to_string(kTahunUji) + "-01." + output;
}

inline Pagu BarisUji(const std::string& output, int64_t jumlah,
                     SumberDana sumber = SumberDana::kRm) {
  Pagu pagu;
  pagu.id = IdBaris(output);
  pagu.tahun = kTahunUji;
  pagu.kode_program = "01";
  pagu.kode_kegiatan = output.substr(0, 4);
  pagu.kode_output = output.substr(0, 8);
  pagu.uraian = "Layanan " + output;
  pagu.sumber_dana = sumber;
  pagu.jumlah = Rp(jumlah);
  return pagu;
}

// {{"3355.003", 100}, ...} as the lines of a document.
inline std::vector<Rincian> RincianUji(
    const std::vector<std::pair<std::string, int64_t>>& jumlah_per_output) {
  std::vector<Rincian> rincian;
  rincian.reserve(jumlah_per_output.size());
  for (const auto& [output, jumlah] : jumlah_per_output) {
    rincian.push_back({.pagu = IdBaris(output), .jumlah = Rp(jumlah)});
  }
  return rincian;
}

inline Tagihan TagihanUji(const std::string& id, JenisTagihan jenis,
                          const std::vector<std::pair<std::string, int64_t>>& jumlah_per_output) {
  Tagihan tagihan;
  tagihan.id = id;
  tagihan.tahun = kTahunUji;
  tagihan.jenis = jenis;
  tagihan.uraian = "Tagihan " + id;
  tagihan.rincian = RincianUji(jumlah_per_output);
  return tagihan;
}

// Of a kind without lines.
inline Tagihan TagihanKas(const std::string& id, JenisTagihan jenis, int64_t jumlah) {
  Tagihan tagihan = TagihanUji(id, jenis, {});
  tagihan.jumlah = Rp(jumlah);
  return tagihan;
}

inline Komitmen KomitmenUji(const std::string& id,
                            const std::vector<std::pair<std::string, int64_t>>& jumlah_per_output) {
  Komitmen komitmen;
  komitmen.id = id;
  komitmen.tahun = kTahunUji;
  komitmen.nomor_kontrak = "KONTRAK/" + id;
  komitmen.uraian = "Kontrak " + id;
  komitmen.tanggal = Hari(1, 10);
  komitmen.berakhir = Hari(11, 30);
  komitmen.rincian = RincianUji(jumlah_per_output);
  return komitmen;
}

inline std::optional<fault::Reason> ReasonOf(const absl::Status& status) {
  const std::optional<fault::Fault> fault = fault::FromStatus(status);
  return fault ? std::optional<fault::Reason>(fault->reason) : std::nullopt;
}

// The fields a refusal names, in its order.
inline std::vector<std::string> FieldsOf(const absl::Status& status) {
  std::vector<std::string> fields;
  if (const std::optional<fault::Fault> fault = fault::FromStatus(status)) {
    for (const fault::Violation& violation : fault->violations) {
      fields.push_back(violation.field);
    }
  }
  return fields;
}

inline std::map<std::string, std::string> FactsOf(const absl::Status& status) {
  const std::optional<fault::Fault> fault = fault::FromStatus(status);
  return fault ? fault->metadata : std::map<std::string, std::string>{};
}

// One office-year. Today is 31 December of it unless a test moves it.
class Kantor {
 public:
  // Somebody under an account of his own; `orang` is what duties are separated by.
  Pelaku Orang(const std::string& orang, std::set<Tugas> jabatan = {},
               const std::string& akun = "") const {
    Pelaku pelaku{.pencatat = {},
                  .jabatan = std::move(jabatan),
                  .nasional = false,
                  .sistem = false,
                  .hari_ini = hari_ini};
    pelaku.pencatat.akun = akun.empty() ? "akun/" + orang : akun;
    pelaku.pencatat.orang = orang;
    pelaku.pencatat.waktu_us = waktu_us;
    pelaku.pencatat.request_id = "req-" + std::to_string(buku.nomor_terakhir);
    return pelaku;
  }
  Pelaku Pembuat() const { return Orang("pembuat", {Tugas::kPembuat}); }
  Pelaku Ppk() const { return Orang("ppk", {Tugas::kPpk}); }
  Pelaku Ppspm() const { return Orang("ppspm", {Tugas::kPpspm}); }
  Pelaku Bendahara() const { return Orang("bendahara", {Tugas::kBendahara}); }
  Pelaku Kpa() const { return Orang("kpa", {Tugas::kKpa}); }
  Pelaku Admin() const {
    Pelaku admin = Orang("admin");
    admin.nasional = true;
    return admin;
  }

  // Programme 01, a kegiatan and an output, for every line `TambahBaris` takes.
  static DaftarKode Kode(const std::vector<std::string>& outputs) {
    DaftarKode kode;
    const auto add = [&](JenisKode jenis, const std::string& code, const std::string& induk) {
      kode[code] = {.jenis = jenis, .kode = code, .uraian = "Kode " + code, .induk = induk};
    };
    add(JenisKode::kProgram, "01", "");
    for (const std::string& output : outputs) {
      add(JenisKode::kKegiatan, output.substr(0, 4), "01");
      add(JenisKode::kOutput, output.substr(0, 8), output.substr(0, 4));
    }
    return kode;
  }

  // As an import does: the line, its codes and its pagu.
  void TambahBaris(const std::string& output, int64_t jumlah, SumberDana sumber = SumberDana::kRm) {
    Perubahan perubahan;
    perubahan.pagu = {BarisUji(output, jumlah, sumber)};
    for (const auto& [code, kode] : Kode({output})) {
      perubahan.kode.push_back(kode);
    }
    buku.baris[IdBaris(output)].pagu = perubahan.pagu.front();
    if (jumlah > 0) {
      Ledger ledger = LedgerOf(buku);
      const absl::Status status =
          ledger.Catat({.jenis = JenisTransaksi::kPagu, .dokumen = "", .tanggal = Hari(1, 1)},
                       *Transaksi::UntukPagu(IdBaris(output), Rp(jumlah)));
      if (!status.ok()) {
        return;  // the test sees that the line has no pagu
      }
      perubahan.jurnal = ledger.tercatat();
      perubahan.kas = ledger.kas();
    }
    Terapkan(Orang("impor"), perubahan);
  }

  // What the store does with a decision.
  void Terapkan(const Pelaku& pelaku, const Perubahan& p) {
    TerapkanBaris(p);
    TerapkanDokumen(p);
    for (const AktaPeriode& satu : p.akta) {
      buku.bulan_tutup[static_cast<size_t>(satu.bulan - 1)] = satu.menjadi == StatusPeriode::kTutup;
      akta.push_back(satu);
    }
    for (const auto& [nomor, dokumen] : p.nomor) {
      buku.nomor[nomor] = dokumen;
    }
    for (const Tugas tugas : p.tugas) {
      buku.tugas[pelaku.pencatat.orang].insert(tugas);
    }
    for (const Tercatat& satu : p.jurnal) {
      buku.transaksi.emplace(satu.transaksi.nomor, satu.transaksi);
      buku.nomor_terakhir = satu.transaksi.nomor;
      jurnal.push_back(
          {.baris = {satu.transaksi, pelaku.pencatat}, .sesudah = satu.sesudah, .rantai = ""});
      for (const auto& [pagu, saldo] : satu.sesudah) {
        buku.baris[pagu].saldo = saldo;
      }
    }
    if (!p.jurnal.empty()) {
      buku.kas = p.kas;
    }
  }

  // Takes the decision in when it is one, and answers its status.
  absl::Status Lakukan(const Pelaku& pelaku, const absl::StatusOr<Perubahan>& putusan) {
    if (putusan.ok()) {
      Terapkan(pelaku, *putusan);
    }
    return putusan.status();
  }

  // Leads a bill as far as `sampai`, by the office's own officers, every step dated `tanggal`. The
  // numbers are "SPP/<id>", "SPM/<id>", "SP2D/<id>".
  absl::Status Jalankan(const Tagihan& tagihan, StatusTagihan sampai, period::Tanggal tanggal) {
    const auto isi = [&](const char* awal) {
      return IsiLangkah{
          .id = tagihan.id, .nomor = *awal == '\0' ? "" : awal + tagihan.id, .tanggal = tanggal};
    };
    absl::Status status = Lakukan(Pembuat(), BuatTagihan(buku, Pembuat(), tagihan));
    const auto langkah = [&](StatusTagihan ke, const Pelaku& oleh, const auto& putuskan) {
      if (status.ok() && sampai >= ke) {
        status = Lakukan(oleh, putuskan(oleh));
      }
    };
    langkah(StatusTagihan::kSppIssued, Ppk(),
            [&](const Pelaku& oleh) { return TerbitkanSpp(buku, oleh, isi("SPP/")); });
    langkah(StatusTagihan::kSppTested, Ppspm(),
            [&](const Pelaku& oleh) { return UjiSpp(buku, oleh, isi("")); });
    langkah(StatusTagihan::kSpmIssued, Ppspm(),
            [&](const Pelaku& oleh) { return TerbitkanSpm(buku, oleh, isi("SPM/"), Rp(0)); });
    langkah(StatusTagihan::kSent, Ppspm(),
            [&](const Pelaku& oleh) { return KirimSpm(buku, oleh, isi("")); });
    langkah(StatusTagihan::kSp2dIssued, Bendahara(), [&](const Pelaku& oleh) {
      return CatatSp2d(buku, oleh,
                       {.langkah = isi("SP2D/"), .dibayar = {}, .tanggal_buku = std::nullopt});
    });
    return status;
  }

  Saldo saldo(const std::string& output) const { return buku.baris.at(IdBaris(output)).saldo; }

  // For Verify: everything, with every version.
  BukuLengkap Lengkap() const {
    BukuLengkap lengkap = versi;
    lengkap.satker = "6474";
    lengkap.tahun = kTahunUji;
    lengkap.baris = buku.baris;
    lengkap.realisasi = buku.realisasi;
    lengkap.akta = akta;
    lengkap.jurnal = jurnal;
    lengkap.kas = buku.kas;
    lengkap.nomor_terakhir = buku.nomor_terakhir;
    lengkap.bulan_tutup = buku.bulan_tutup;
    return lengkap;
  }

  std::vector<TransaksiJurnal> Jurnal() const {
    std::vector<TransaksiJurnal> transaksi;
    for (const JurnalTersimpan& satu : jurnal) {
      transaksi.push_back(satu.baris.transaksi);
    }
    return transaksi;
  }

  Buku buku;
  std::vector<JurnalTersimpan> jurnal;
  std::vector<AktaPeriode> akta;
  BukuLengkap versi;  // of the documents alone
  period::Tanggal hari_ini = Hari(12, 31);
  int64_t waktu_us = 1;

 private:
  void TerapkanBaris(const Perubahan& p) {
    for (const Pagu& pagu : p.pagu) {
      buku.baris[pagu.id].pagu = pagu;
    }
    for (const Pagu& label : p.label) {
      Pagu& pagu = buku.baris.at(label.id).pagu;
      pagu.uraian = label.uraian;
      pagu.lokasi = label.lokasi;
      pagu.kppn = label.kppn;
    }
    for (const budget::Kode& kode : p.kode) {
      buku.kode[kode.kode] = kode;
    }
    for (const Realisasi& realisasi : p.realisasi) {
      buku.realisasi[realisasi.id] = realisasi;
    }
  }

  void TerapkanDokumen(const Perubahan& p) {
    const auto simpan = [](const auto& baru, auto* kini, auto* semua) {
      for (const auto& satu : baru) {
        (*kini)[satu.id] = satu;
        (*semua)[satu.id].push_back(satu);
      }
    };
    simpan(p.tagihan, &buku.tagihan, &versi.tagihan);
    simpan(p.komitmen, &buku.komitmen, &versi.komitmen);
    simpan(p.revisi, &buku.revisi, &versi.revisi);
    simpan(p.setoran, &buku.setoran, &versi.setoran);
    simpan(p.koreksi, &buku.koreksi, &versi.koreksi);
    simpan(p.pembukaan, &buku.pembukaan, &versi.pembukaan);
    for (const Revisi& revisi : p.revisi) {
      if (revisi.status == StatusUsulan::kDisetujui) {
        buku.revisi_berikut = revisi.nomor + 1;
      }
    }
  }
};

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_TEST_KANTOR_H_
