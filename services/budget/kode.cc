#include "services/budget/kode.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sakip::budget {
namespace {

constexpr std::array kJenisBelanja = {JenisBelanja::kPegawai, JenisBelanja::kBarang,
                                      JenisBelanja::kModal, JenisBelanja::kBansos};
constexpr std::array kSumberDana = {SumberDana::kRm, SumberDana::kPnbp, SumberDana::kHln,
                                    SumberDana::kHibah};

constexpr size_t kAkunDigits = 6;

bool AreDigits(std::string_view text, size_t count) {
  return text.size() == count &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool AreCapitals(std::string_view text, size_t count) {
  return text.size() == count &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool IsProgram(std::string_view text, Generasi generasi) {
  switch (generasi) {
    case Generasi::kSampai2020:
      return AreDigits(text, 2);
    case Generasi::kDari2021:
      return AreCapitals(text, 2);
  }
  return false;
}

bool IsKegiatan(std::string_view text) {
  return AreDigits(text, 4);
}

// "3355.003", "3355.EBA".
bool IsOutput(std::string_view text, Generasi generasi) {
  if (text.size() != 8 || text[4] != '.' || !IsKegiatan(text.substr(0, 4))) {
    return false;
  }
  switch (generasi) {
    case Generasi::kSampai2020:
      return AreDigits(text.substr(5), 3);
    case Generasi::kDari2021:
      return AreCapitals(text.substr(5), 3);
  }
  return false;
}

// "A", "AB"; "0A" is the treasury's for none.
bool IsSubkomponen(std::string_view text) {
  return AreCapitals(text, 1) || AreCapitals(text, 2) ||
         (text.size() == 2 && text[0] == '0' && AreCapitals(text.substr(1), 1));
}

// "16.74": province and place.
bool IsLokasi(std::string_view text) {
  return text.size() == 5 && text[2] == '.' && AreDigits(text.substr(0, 2), 2) &&
         AreDigits(text.substr(3), 2);
}

std::string Pasangan(const Pagu& pagu) {
  return std::to_string(pagu.tahun) + "-" + pagu.kode_program + "." + pagu.kode_output;
}

class Pemeriksa {
 public:
  Pemeriksa(const Pagu& pagu, const std::string& path, fault::Violations* violations)
      : pagu_(pagu), path_(path), violations_(violations) {}

  void Periksa() {
    BagianAtas();
    BagianBawah();
    Akun();
    Keterangan();
    Id();
  }

 private:
  void Salah(std::string_view field, std::string english, std::string indonesian) {
    violations_->Add(path_ + std::string(field), std::move(english), std::move(indonesian));
  }

  void BagianAtas() {
    const bool baru = GenerasiOf(pagu_.tahun) == Generasi::kDari2021;
    if (!IsProgram(pagu_.kode_program, GenerasiOf(pagu_.tahun))) {
      Salah("kode_program",
            baru ? "a program from 2021 has two capital letters, as WA"
                 : "a program to 2020 has two digits, as 01",
            baru ? "program sejak 2021 terdiri atas dua huruf besar, seperti WA"
                 : "program sampai 2020 terdiri atas dua angka, seperti 01");
    }
    if (!IsKegiatan(pagu_.kode_kegiatan)) {
      Salah("kode_kegiatan", "a kegiatan has four digits", "kegiatan terdiri atas empat angka");
    }
    if (!IsOutput(pagu_.kode_output, GenerasiOf(pagu_.tahun))) {
      Salah("kode_output",
            baru ? "an output from 2021 is a kegiatan and a KRO of three capital letters, as "
                   "3355.EBA"
                 : "an output to 2020 is a kegiatan and three digits, as 3355.003",
            baru ? "output sejak 2021 adalah kegiatan dan KRO tiga huruf besar, seperti 3355.EBA"
                 : "output sampai 2020 adalah kegiatan dan tiga angka, seperti 3355.003");
    }
  }

  void BagianBawah() {
    Bawah("kode_ro", pagu_.kode_ro, true, AreDigits(pagu_.kode_ro, 3), "three digits",
          "tiga angka");
    Bawah("kode_komponen", pagu_.kode_komponen, !pagu_.kode_ro.empty(),
          AreDigits(pagu_.kode_komponen, 3), "three digits", "tiga angka");
    Bawah("kode_subkomponen", pagu_.kode_subkomponen, !pagu_.kode_komponen.empty(),
          IsSubkomponen(pagu_.kode_subkomponen), "one or two capital letters, or 0A",
          "satu atau dua huruf besar, atau 0A");
  }

  void Bawah(std::string_view field, const std::string& value, bool has_parent, bool well_formed,
             const std::string& english, const std::string& indonesian) {
    if (value.empty()) {
      return;
    }
    if (!has_parent) {
      Salah(field, "the part of the code above it is empty", "bagian kode di atasnya kosong");
    }
    if (!well_formed) {
      Salah(field, "must be " + english, "harus " + indonesian);
    }
  }

  void Akun() {
    Bawah("akun", pagu_.akun, !pagu_.kode_subkomponen.empty(), AreDigits(pagu_.akun, kAkunDigits),
          "six digits", "enam angka");
    if (AreDigits(pagu_.akun, kAkunDigits) && !JenisBelanjaOf(pagu_.akun)) {
      Salah("akun", "must begin with 51, 52, 53 or 57", "harus diawali 51, 52, 53, atau 57");
    }
  }

  void Keterangan() {
    if (!pagu_.lokasi.empty() && !IsLokasi(pagu_.lokasi)) {
      Salah("lokasi", "must be two digits, a dot and two digits, as 16.74",
            "harus dua angka, titik, dan dua angka, seperti 16.74");
    }
    if (!pagu_.kppn.empty() && !AreDigits(pagu_.kppn, 3)) {
      Salah("kppn", "must be three digits", "harus tiga angka");
    }
  }

  void Id() {
    std::string_view id = pagu_.id;
    const size_t sumber = id.rfind('~');
    if (sumber != std::string_view::npos) {
      if (id.substr(sumber + 1) != Nama(pagu_.sumber_dana)) {
        const std::string nama(Nama(pagu_.sumber_dana));
        Salah("name", "what follows ~ must be the line's sumber dana, " + nama,
              "yang mengikuti ~ harus sumber dana baris, " + nama);
      }
      id = id.substr(0, sumber);
    }
    if (pagu_.kode_ro.empty() && pagu_.kode_komponen.empty() && pagu_.kode_subkomponen.empty() &&
        pagu_.akun.empty()) {
      const std::string code = Pasangan(pagu_);
      const bool begins = id.substr(0, code.size()) == code;
      if (!begins || (id.size() > code.size() && id[code.size()] != '.')) {
        Salah("name", "the id must be \"" + code + "\", or that with deeper codes after a dot",
              "id harus \"" + code + "\", atau ditambah kode rincian setelah titik");
      }
    } else if (const std::string code = IdDariKode(pagu_); id != code) {
      Salah("name", "the id must be \"" + code + "\", as the codes are",
            "id harus \"" + code + "\", sesuai kodenya");
    }
  }

  const Pagu& pagu_;
  const std::string& path_;
  fault::Violations* violations_;
};

// Program, kegiatan or output, of one generation at least; nullopt for anything else.
std::optional<JenisKode> LevelOf(std::string_view kode, Generasi generasi) {
  if (IsProgram(kode, generasi)) {
    return JenisKode::kProgram;
  }
  if (IsKegiatan(kode)) {
    return JenisKode::kKegiatan;
  }
  return IsOutput(kode, generasi) ? std::optional(JenisKode::kOutput) : std::nullopt;
}

}  // namespace

Generasi GenerasiOf(int32_t tahun) {
  return tahun <= 2020 ? Generasi::kSampai2020 : Generasi::kDari2021;
}

std::string KodePenuh(const Pagu& pagu) {
  std::string kode =
      std::string(kBagianAnggaran) + "." + pagu.kode_program + "." + pagu.kode_output;
  for (const std::string& part :
       {pagu.kode_ro, pagu.kode_komponen, pagu.kode_subkomponen, pagu.akun}) {
    if (!part.empty()) {
      kode += "." + part;
    }
  }
  return kode;
}

std::optional<JenisBelanja> JenisBelanjaOf(std::string_view akun) {
  return AreDigits(akun, kAkunDigits) ? ParseJenisBelanja(akun.substr(0, 2)) : std::nullopt;
}

std::string_view KodeOf(JenisBelanja jenis) {
  switch (jenis) {
    case JenisBelanja::kPegawai:
      return "51";
    case JenisBelanja::kBarang:
      return "52";
    case JenisBelanja::kModal:
      return "53";
    case JenisBelanja::kBansos:
      return "57";
  }
  return "";
}

std::string_view Nama(JenisBelanja jenis) {
  switch (jenis) {
    case JenisBelanja::kPegawai:
      return "Belanja Pegawai";
    case JenisBelanja::kBarang:
      return "Belanja Barang";
    case JenisBelanja::kModal:
      return "Belanja Modal";
    case JenisBelanja::kBansos:
      return "Belanja Bantuan Sosial";
  }
  return "";
}

std::optional<JenisBelanja> ParseJenisBelanja(std::string_view kode) {
  for (const JenisBelanja jenis : kJenisBelanja) {
    if (KodeOf(jenis) == kode) {
      return jenis;
    }
  }
  return std::nullopt;
}

std::string_view Nama(SumberDana sumber) {
  switch (sumber) {
    case SumberDana::kRm:
      return "RM";
    case SumberDana::kPnbp:
      return "PNBP";
    case SumberDana::kHln:
      return "HLN";
    case SumberDana::kHibah:
      return "HIBAH";
  }
  return "";
}

std::optional<SumberDana> ParseSumberDana(std::string_view nama) {
  for (const SumberDana sumber : kSumberDana) {
    if (Nama(sumber) == nama) {
      return sumber;
    }
  }
  return std::nullopt;
}

std::string IdDariKode(const Pagu& pagu) {
  std::string id = Pasangan(pagu);
  for (const std::string& part :
       {pagu.kode_ro, pagu.kode_komponen, pagu.kode_subkomponen, pagu.akun}) {
    if (!part.empty()) {
      id += "." + part;
    }
  }
  return id;
}

void CheckKode(const Pagu& pagu, const std::string& path, fault::Violations* violations) {
  Pemeriksa(pagu, path, violations).Periksa();
}

absl::StatusOr<DaftarPadanan> DaftarPadanan::Of(const std::vector<Padanan>& padanan) {
  DaftarPadanan daftar;
  fault::Violations violations;
  for (size_t i = 0; i < padanan.size(); ++i) {
    const Padanan& satu = padanan[i];
    const std::string path = "padanan[" + std::to_string(i) + "].";
    const std::optional<JenisKode> lama = LevelOf(satu.lama, Generasi::kSampai2020);
    const std::optional<JenisKode> baru = LevelOf(satu.baru, Generasi::kDari2021);
    if (!lama) {
      violations.Add(path + "lama", "not a program, kegiatan or output to 2020: 01, 3355, 3355.003",
                     "bukan program, kegiatan, atau output sampai 2020: 01, 3355, 3355.003");
    }
    if (!baru) {
      violations.Add(path + "baru",
                     "not a program, kegiatan or output from 2021: WA, 3355, 3355.EBA",
                     "bukan program, kegiatan, atau output sejak 2021: WA, 3355, 3355.EBA");
    } else if (lama && *lama != *baru) {
      violations.Add(path + "baru", "must be of the same level as " + satu.lama,
                     "harus setingkat dengan " + satu.lama);
    }
    if (daftar.baru_.emplace(satu.lama, satu.baru).second) {
      daftar.lama_.emplace(satu.baru, satu.lama);
    } else {
      violations.Add(path + "lama", "code " + satu.lama + " is given twice",
                     "kode " + satu.lama + " diberikan dua kali");
    }
  }
  if (!violations.empty()) {
    return violations.ToStatus();
  }
  return daftar;
}

std::optional<std::string> DaftarPadanan::Cari(std::string_view kode, Generasi dari,
                                               Generasi ke) const {
  if (dari == ke) {
    return std::string(kode);
  }
  // What lies below the output has no counterpart of its own.
  const size_t titik = kode.find('.');
  const std::string_view dikenal =
      titik == std::string_view::npos ? kode : kode.substr(0, kode.find('.', titik + 1));
  if (dari == Generasi::kSampai2020) {
    const auto found = baru_.find(dikenal);
    return found == baru_.end() ? std::nullopt : std::optional(found->second);
  }
  const auto [first, last] = lama_.equal_range(dikenal);
  return first != last && std::next(first) == last ? std::optional(first->second) : std::nullopt;
}

}  // namespace sakip::budget
