#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "common/digest/digest.h"
#include "common/money/money.h"
#include "common/status/status_macros.h"
#include "services/budget/berkas_susun.h"
#include "services/budget/decide.h"
#include "services/budget/nomor_sp2d.h"
#include "services/budget/refusals.h"
#include "services/budget/tagihan.h"

namespace sakip::budget {
namespace {

using fault::Reason;
using money::Rupiah;

constexpr size_t kNomorAmanMax = 27;
constexpr size_t kBarisAmanMax = 42;
constexpr size_t kSidikBytes = 5;

bool AlfaNumerik(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// The text cut to fit an id, with a digest of all of it.
std::string DenganSidik(std::string_view teks, size_t max) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string aman;
  for (const char c : teks.substr(0, max - 2 * kSidikBytes - 1)) {
    aman += AlfaNumerik(c) ? c : '-';
  }
  aman += '~';
  for (const char c : digest::Sha256(teks).substr(0, kSidikBytes)) {
    const auto byte = static_cast<unsigned char>(c);
    aman += kHex[byte >> 4];
    aman += kHex[byte & 0xf];
  }
  return aman;
}

std::string NomorAman(std::string_view nomor) {
  const bool aman = nomor.size() <= kNomorAmanMax && !nomor.empty() &&
                    std::all_of(nomor.begin(), nomor.end(), AlfaNumerik);
  return aman ? std::string(nomor) : DenganSidik(nomor, kNomorAmanMax);
}

// Without the year, which stands in front of the whole id.
std::string BarisAman(std::string_view pagu) {
  const std::string_view kode = pagu.substr(std::min<size_t>(pagu.size(), 5));
  return kode.size() <= kBarisAmanMax ? std::string(kode) : DenganSidik(kode, kBarisAmanMax);
}

using PerBaris = std::map<std::string, Rupiah>;

PerBaris Jumlahkan(const std::vector<Rincian>& rincian) {
  PerBaris jumlah;
  for (const Rincian& satu : rincian) {
    if (satu.jumlah != Rupiah()) {
      jumlah[satu.pagu] = satu.jumlah;
    }
  }
  return jumlah;
}

std::vector<Rincian> RincianDari(const Bayaran& bayaran) {
  std::vector<Rincian> rincian;
  for (const Realisasi& satu : bayaran.realisasi) {
    rincian.push_back({.pagu = satu.pagu, .jumlah = satu.jumlah});
  }
  return rincian;
}

void TambahKurang(const std::string& tagihan, const std::string& pagu, Rupiah jumlah,
                  Refusals* refusals) {
  const std::string rupiah = money::FormatRupiah(jumlah);
  refusals->Add("",
                "tagihan " + tagihan + " also has Rp " + rupiah + " on line " + pagu +
                    ", which the file lacks",
                "tagihan " + tagihan + " juga memuat Rp " + rupiah + " pada baris " + pagu +
                    ", yang tidak ada dalam berkas");
}

// Every line on which the file and the bill differ.
absl::Status CheckSama(const Bayaran& bayaran, const std::vector<Rincian>& tagihan, Reason alasan) {
  PerBaris sisa = Jumlahkan(tagihan);
  Refusals refusals(alasan);
  for (size_t i = 0; i < bayaran.realisasi.size(); ++i) {
    const Realisasi& satu = bayaran.realisasi[i];
    const auto ada = sisa.find(satu.pagu);
    const Rupiah jumlah = ada == sisa.end() ? Rupiah() : ada->second;
    if (jumlah != satu.jumlah) {
      const std::string rupiah = money::FormatRupiah(jumlah);
      refusals.Add("realisasi[" + std::to_string(i) + "].jumlah",
                   "tagihan " + bayaran.tagihan + " has Rp " + rupiah + " on this line",
                   "tagihan " + bayaran.tagihan + " memuat Rp " + rupiah + " pada baris ini");
    }
    if (ada != sisa.end()) {
      sisa.erase(ada);
    }
  }
  for (const auto& [pagu, jumlah] : sisa) {
    TambahKurang(bayaran.tagihan, pagu, jumlah, &refusals);
  }
  return refusals.ToStatus();
}

absl::StatusOr<Perubahan> PutuskanTagihan(const Buku& buku, const Pelaku& pelaku,
                                          const Bayaran& bayaran) {
  const auto found = buku.tagihan.find(bayaran.tagihan);
  if (found == buku.tagihan.end()) {
    return absl::DataLossError("a number is borne by a tagihan that is not there: " +
                               bayaran.tagihan);
  }
  const Tagihan& tagihan = found->second;
  const Langkah* const dibayar = LangkahKe(tagihan, StatusTagihan::kSp2dIssued);
  if (dibayar != nullptr && dibayar->nomor == bayaran.nomor) {
    RETURN_IF_ERROR(CheckSama(bayaran, tagihan.dibayar, Reason::kAlreadyExists));
    Refusals refusals(Reason::kAlreadyExists);
    if (dibayar->tanggal != bayaran.tanggal) {
      refusals.Add("tanggal", "the SP2D is stored with the date " + dibayar->tanggal.Iso(),
                   "SP2D ini tersimpan dengan tanggal " + dibayar->tanggal.Iso());
    }
    RETURN_IF_ERROR(refusals.ToStatus());
    Perubahan tetap;
    tetap.kas = buku.kas;
    return tetap;
  }
  IsiSp2d isi;
  isi.langkah = {.id = bayaran.tagihan, .nomor = bayaran.nomor, .tanggal = bayaran.tanggal};
  isi.dibayar = RincianDari(bayaran);
  ASSIGN_OR_RETURN(Perubahan perubahan, CatatSp2d(buku, pelaku, isi));
  RETURN_IF_ERROR(CheckSama(bayaran, tagihan.rincian, Reason::kInvalidField));
  return perubahan;
}

// The 1 of "realisasi[1].jumlah" and "dibayar[1].jumlah".
std::optional<size_t> TempatDari(std::string_view jalur) {
  const size_t kurung = jalur.find('[');
  if (kurung == std::string_view::npos) {
    return std::nullopt;
  }
  size_t tempat = 0;
  const auto [akhir, salah] =
      std::from_chars(jalur.data() + kurung + 1, jalur.data() + jalur.size(), tempat);
  return salah == std::errc() ? std::optional(tempat) : std::nullopt;
}

std::string KolomSp2d(std::string_view jalur, bool satu_kode) {
  const size_t titik = jalur.rfind('.');
  const std::string_view field = titik == std::string_view::npos ? jalur : jalur.substr(titik + 1);
  if (field == "pagu") {
    return satu_kode ? "kode" : "";
  }
  if (field == "tanggal") {
    return "tanggal_sp2d";
  }
  if (field == "nomor") {
    return "nomor_sp2d";
  }
  const bool kolom = field == "jumlah" || field == "nomor_sp2d" || field == "nomor_spm" ||
                     field == "keterangan" || field == "sumber_dana";
  return kolom ? std::string(field) : "";
}

void PeriksaSeragam(const Sp2dBerkas& sp2d, BarisBerkas* baris, std::vector<SalahBaris>* salah) {
  const auto beda = [&](std::string_view kolom, const std::string& pertama) {
    baris->sah = false;
    salah->push_back({baris->nomor, std::string(kolom),
                      "differs from the first row of SP2D " + sp2d.nomor + ", " + pertama,
                      "berbeda dengan baris pertama SP2D " + sp2d.nomor + ", " + pertama});
  };
  if (baris->tanggal != sp2d.tanggal) {
    beda("tanggal_sp2d", sp2d.tanggal.Iso());
  }
  if (baris->nomor_spm != sp2d.nomor_spm) {
    beda("nomor_spm", sp2d.nomor_spm.empty() ? "-" : sp2d.nomor_spm);
  }
}

}  // namespace

std::vector<Sp2dBerkas> Kelompokkan(IsiBerkas* isi) {
  std::vector<Sp2dBerkas> daftar;
  std::map<std::string, size_t> tempat;
  for (size_t i = 0; i < isi->baris.size(); ++i) {
    BarisBerkas& baris = isi->baris[i];
    size_t ke = daftar.size();
    if (!baris.nomor_sp2d.empty()) {
      ke = tempat.emplace(baris.nomor_sp2d, ke).first->second;
    }
    if (ke == daftar.size()) {
      daftar.push_back({.nomor = baris.nomor_sp2d,
                        .nomor_spm = baris.nomor_spm,
                        .tanggal = baris.tanggal,
                        .baris = {}});
    } else if (baris.sah && daftar[ke].sah) {
      PeriksaSeragam(daftar[ke], &baris, &isi->salah);
    }
    daftar[ke].baris.push_back(i);
    daftar[ke].sah = daftar[ke].sah && baris.sah;
  }
  std::stable_sort(isi->salah.begin(), isi->salah.end(),
                   [](const SalahBaris& a, const SalahBaris& b) { return a.baris < b.baris; });
  return daftar;
}

Kebutuhan KebutuhanOf(const IsiBerkas& isi, const std::vector<Sp2dBerkas>& daftar) {
  Kebutuhan kebutuhan;
  for (const Sp2dBerkas& sp2d : daftar) {
    if (!sp2d.sah) {
      continue;
    }
    kebutuhan.nomor.emplace(JenisNomor::kSp2d, sp2d.nomor);
    if (!sp2d.nomor_spm.empty()) {
      kebutuhan.nomor.emplace(JenisNomor::kSpm, sp2d.nomor_spm);
    }
    for (const size_t i : sp2d.baris) {
      for (std::string& calon : CalonBaris(isi.baris[i])) {
        kebutuhan.baris.insert(std::move(calon));
      }
    }
  }
  return kebutuhan;
}

std::string IdRealisasiSp2d(std::string_view nomor, const std::string& pagu) {
  return pagu.substr(0, 4) + "-sp2d-" + NomorAman(nomor) + "-" + BarisAman(pagu);
}

absl::StatusOr<Bayaran> SusunBayaran(const Buku& buku, const IsiBerkas& isi,
                                     const Sp2dBerkas& sp2d) {
  Bayaran bayaran;
  bayaran.nomor = sp2d.nomor;
  bayaran.tanggal = sp2d.tanggal;
  const PenentuBaris penentu(buku);
  std::optional<fault::Fault> salah;
  std::map<std::string, size_t> tempat;
  for (size_t urutan = 0; urutan < sp2d.baris.size(); ++urutan) {
    const BarisBerkas& baris = isi.baris[sp2d.baris[urutan]];
    const absl::StatusOr<std::string> pagu = penentu.Tersimpan(baris);
    if (!pagu.ok()) {
      const fault::Fault satu = *fault::FromStatus(pagu.status());
      if (!salah) {
        salah.emplace().reason = satu.reason;
      }
      // Rows, not lines: which line they are of is not known.
      salah->violations.push_back(
          {"baris[" + std::to_string(urutan) + "]." +
               (satu.reason == Reason::kInvalidField ? "sumber_dana" : "pagu"),
           satu.violations.front().english, satu.violations.front().indonesian});
      continue;
    }
    const auto [ada, baru] = tempat.emplace(*pagu, bayaran.realisasi.size());
    if (baru) {
      bayaran.realisasi.push_back({.id = IdRealisasiSp2d(sp2d.nomor, *pagu),
                                   .pagu = *pagu,
                                   .jenis = JenisRealisasi::kSp2d,
                                   .jumlah = Rupiah(),
                                   .tanggal = sp2d.tanggal,
                                   .keterangan = baris.keterangan,
                                   .nomor_sp2d = sp2d.nomor});
      bayaran.baris.emplace_back();
    }
    Rupiah& jumlah = bayaran.realisasi[ada->second].jumlah;
    ASSIGN_OR_RETURN(jumlah, money::Add(jumlah, baris.pagu.jumlah));
    bayaran.baris[ada->second].push_back(sp2d.baris[urutan]);
  }
  if (salah) {
    return fault::ToStatus(*salah);
  }
  const auto pemilik = buku.nomor.find({JenisNomor::kSp2d, sp2d.nomor});
  const auto spm = buku.nomor.find({JenisNomor::kSpm, sp2d.nomor_spm});
  if (pemilik != buku.nomor.end()) {
    const bool posting = pemilik->second.find('/') != std::string::npos;
    bayaran.tagihan = posting ? "" : pemilik->second;
  } else if (!sp2d.nomor_spm.empty() && spm != buku.nomor.end()) {
    bayaran.tagihan = spm->second;
  }
  return bayaran;
}

Kebutuhan KebutuhanOf(const Bayaran& bayaran) {
  Kebutuhan kebutuhan;
  kebutuhan.nomor.emplace(JenisNomor::kSp2d, bayaran.nomor);
  if (!bayaran.tagihan.empty()) {
    kebutuhan.tagihan = {bayaran.tagihan};
  }
  for (const Realisasi& satu : bayaran.realisasi) {
    kebutuhan.baris.insert(satu.pagu);
    if (bayaran.tagihan.empty()) {
      kebutuhan.realisasi.insert(satu.id);
      for (Nomor& nomor : NomorDari(satu)) {
        kebutuhan.nomor.insert(std::move(nomor));
      }
    }
  }
  return kebutuhan;
}

absl::StatusOr<Perubahan> PutuskanBayaran(const Buku& buku, const Pelaku& pelaku,
                                          std::string_view satker, const Bayaran& bayaran) {
  if (!bayaran.tagihan.empty()) {
    return PutuskanTagihan(buku, pelaku, bayaran);
  }
  Usulan usulan{.satker = std::string(satker),
                .tahun = bayaran.tanggal.year(),
                .pagu = {},
                .realisasi = bayaran.realisasi,
                .hari_ini = pelaku.hari_ini};
  fault::Violations violations;
  CheckUsulan(usulan, &violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(Perubahan perubahan, Decide(buku, usulan, {}));
  RETURN_IF_ERROR(CatatPemosting(buku, pelaku, &perubahan));
  return perubahan;
}

std::vector<SalahBaris> SalahDari(const fault::Fault& fault, const IsiBerkas& isi,
                                  const Sp2dBerkas& sp2d, const Bayaran& bayaran) {
  std::vector<SalahBaris> salah;
  const auto nomor = [&](size_t baris) { return isi.baris[baris].nomor; };
  for (const fault::Violation& satu : fault.violations) {
    const std::optional<size_t> tempat = TempatDari(satu.field);
    int baris = nomor(sp2d.baris.front());
    if (tempat && satu.field.starts_with("baris[")) {
      baris = nomor(sp2d.baris[*tempat]);
    } else if (tempat && *tempat < bayaran.baris.size()) {
      baris = nomor(bayaran.baris[*tempat].front());
    }
    salah.push_back({baris, KolomSp2d(satu.field, isi.satu_kode), satu.english, satu.indonesian});
  }
  if (salah.empty()) {
    salah.push_back({nomor(sp2d.baris.front()), bayaran.tagihan.empty() ? "" : "nomor_spm",
                     fault.english, fault.indonesian});
  }
  return salah;
}

}  // namespace sakip::budget
