#include "services/planning/perencanaan.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "common/status/status_macros.h"
#include "services/planning/findings.h"
#include "services/planning/perencanaan_rules.h"

namespace sakip::planning {
namespace {

constexpr int32_t kDesimalMax = 8;
constexpr int32_t kPegawaiMax = 100000;

std::string Item(std::string_view list, size_t i) {
  return std::string(list) + "[" + std::to_string(i) + "]";
}

// Checks one request and reads its targets in place.
class Checker {
 public:
  Checker(const PerencanaanContext& context, PerencanaanRequest& request)
      : context_(context), request_(request), asked_(request.perencanaan) {
    // The request's indikator win: a document is read against what it is imported with.
    for (const Perencanaan* known : {&context.stored, static_cast<const Perencanaan*>(&asked_)}) {
      for (const Indikator& indikator : known->indikator) {
        satuan_[indikator.name] = indikator.satuan;
      }
      for (const UnitKerja& unit : known->unit_kerja) {
        unit_kerja_.insert(unit.name);
      }
    }
  }

  absl::Status Run() {
    if (!context_.satker_known) {
      findings_.Reference("parent", request_.parent + " is not known",
                          request_.parent + " tidak dikenal");
    }
    CheckMasaBerlaku(context_, request_, findings_);
    if (request_.satker_given) {
      findings_.Field("perencanaan.satker",
                      "must be unset: offices are entered with ImportRegister",
                      "tidak boleh diisi: satker dimasukkan lewat ImportRegister");
    }
    CheckUnitKerja();
    CheckPegawai();
    CheckIndikator();
    CheckMakna(context_, request_, findings_);
    CheckRenstra();
    CheckRkt();
    CheckPerjanjianKinerja();
    CheckRencanaAksi();
    CheckUkuran(context_, request_, findings_);
    return findings_.ToStatus();
  }

 private:
  // --- rules that several documents share

  void Name(const std::string& path, const std::string& name) {
    if (Owned(path, name) && !names_.insert(name).second) {
      findings_.Field(path, "comes more than once in the request",
                      "muncul lebih dari sekali dalam permintaan");
    }
  }

  bool Owned(const std::string& path, const std::string& name) {
    if (name.starts_with(request_.parent + "/")) {
      return true;
    }
    findings_.Field(path, "must be of " + request_.parent, "harus milik " + request_.parent);
    return false;
  }

  void Text(const std::string& path, const std::string& text) {
    if (text.empty()) {
      findings_.Required(path);
    }
  }

  void Unknown(const std::string& path, const std::string& name) {
    findings_.Reference(path, name + " is not known", name + " tidak dikenal");
  }

  // The indikator's unit of measure; nullopt, and a finding, when it is not known.
  std::optional<std::string_view> IndikatorRef(const std::string& path, const std::string& name) {
    if (name.empty()) {
      findings_.Required(path);
      return std::nullopt;
    }
    if (!Owned(path, name)) {
      return std::nullopt;
    }
    const auto found = satuan_.find(name);
    if (found == satuan_.end()) {
      Unknown(path, name);
      return std::nullopt;
    }
    return found->second;
  }

  void UnitKerjaRef(const std::string& path, const std::string& name) {
    if (Owned(path, name) && !unit_kerja_.contains(name)) {
      Unknown(path, name);
    }
  }

  void Nomor(const std::string& item, size_t i, int32_t nomor) {
    const std::string expected = std::to_string(i + 1);
    if (std::to_string(nomor) != expected) {
      findings_.Field(item + ".nomor", "must be " + expected + ": numbers run from 1 without gaps",
                      "harus " + expected + ": nomor urut dari 1 tanpa terlewat");
    }
  }

  void Tahun(const std::string& document, int32_t tahun) {
    if (tahun != request_.tahun) {
      const std::string year = std::to_string(request_.tahun);
      findings_.Field(document + ".tahun", "must be the request's year, " + year,
                      "harus tahun permintaan, " + year);
    }
  }

  // A document of which an office has one a year is named by the year alone.
  void NamedByYear(const std::string& document, const std::string& name) {
    const std::string year = std::to_string(request_.tahun);
    if (IdOf(name) != year) {
      findings_.Field(document + ".name", "must end in /" + year, "harus berakhir dengan /" + year);
    }
  }

  void AtMost(const std::string& path, size_t count, size_t max) {
    if (count > max) {
      findings_.Field(path, "the office would hold more than " + std::to_string(max),
                      "satker akan memiliki lebih dari " + std::to_string(max));
    }
  }

  void Baris(const std::string& document, std::vector<BarisRencana>& baris) {
    if (baris.empty()) {
      findings_.Required(document + ".baris");
    }
    std::set<std::string_view> seen;
    for (size_t i = 0; i < baris.size(); ++i) {
      const std::string item = Item(document + ".baris", i);
      Nomor(item, i, baris[i].nomor);
      if (!seen.insert(baris[i].indikator).second && request_.mode != Mode::kHistoris) {
        findings_.Field(item + ".indikator", "stands in this document already, with a target",
                        "sudah ada dalam dokumen ini dengan targetnya");
      }
      Text(item + ".sasaran", baris[i].sasaran);
      const auto satuan = IndikatorRef(item + ".indikator", baris[i].indikator);
      ReadTarget(item + ".target", satuan, request_.mode, baris[i].target, findings_);
    }
  }

  // --- the documents

  void CheckUnitKerja() {
    for (size_t i = 0; i < asked_.unit_kerja.size(); ++i) {
      const std::string item = Item("perencanaan.unit_kerja", i);
      Name(item + ".name", asked_.unit_kerja[i].name);
      Text(item + ".nama", asked_.unit_kerja[i].nama);
    }
    AtMost("perencanaan.unit_kerja", unit_kerja_.size(), kUnitKerjaMax);
  }

  void CheckPegawai() {
    std::set<std::pair<std::string_view, std::string_view>> seen;
    for (size_t i = 0; i < asked_.pegawai.size(); ++i) {
      const Pegawai& pegawai = asked_.pegawai[i];
      const std::string item = Item("perencanaan.pegawai", i);
      Text(item + ".kelompok", pegawai.kelompok);
      Text(item + ".uraian", pegawai.uraian);
      if (pegawai.jumlah < 0 || pegawai.jumlah > kPegawaiMax) {
        findings_.Field(item + ".jumlah", "must be from 0 to 100000", "harus 0 sampai 100000");
      }
      if (!seen.emplace(pegawai.kelompok, pegawai.uraian).second) {
        findings_.Field(item + ".uraian", "comes more than once in its kelompok",
                        "muncul lebih dari sekali dalam kelompoknya");
      }
    }
  }

  void CheckIndikator() {
    for (size_t i = 0; i < asked_.indikator.size(); ++i) {
      CheckOneIndikator(Item("perencanaan.indikator", i), asked_.indikator[i]);
    }
    AtMost("perencanaan.indikator", satuan_.size(), kIndikatorMax);
  }

  void CheckOneIndikator(const std::string& item, const Indikator& indikator) {
    Name(item + ".name", indikator.name);
    Text(item + ".nama", indikator.nama);
    if (request_.mode == Mode::kBerjalan) {
      Text(item + ".satuan", indikator.satuan);
    }
    if (indikator.polaritas == Polaritas::kUnspecified) {
      findings_.Required(item + ".polaritas");
    }
    if (indikator.akumulasi == Akumulasi::kUnspecified) {
      findings_.Required(item + ".akumulasi");
    }
    if (indikator.jenis_nilai == JenisNilai::kOrdinal &&
        (indikator.akumulasi == Akumulasi::kSum || indikator.akumulasi == Akumulasi::kAverage)) {
      findings_.Field(item + ".akumulasi", "places on a scale have no sum and no mean",
                      "peringkat pada skala tidak dapat dijumlahkan atau dirata-ratakan");
    }
    if (indikator.jenis_nilai == JenisNilai::kUnspecified) {
      findings_.Required(item + ".jenis_nilai");
    }
    if (indikator.desimal < 0 || indikator.desimal > kDesimalMax) {
      findings_.Field(item + ".desimal", "must be from 0 to 8", "harus 0 sampai 8");
    }
    if (!indikator.kode_output.empty() && !context_.kode_output.contains(indikator.kode_output)) {
      const std::string year = std::to_string(request_.tahun);
      findings_.Reference(item + ".kode_output",
                          "output " + indikator.kode_output + " is not in force in " + year,
                          "output " + indikator.kode_output + " tidak berlaku pada tahun " + year);
    }
    if (!indikator.unit_kerja.empty()) {
      UnitKerjaRef(item + ".unit_kerja", indikator.unit_kerja);
    }
  }

  void CheckPeriode(const Renstra& renstra) {
    const std::string path = "perencanaan.renstra";
    const std::string period =
        std::to_string(renstra.tahun_dari) + "-" + std::to_string(renstra.tahun_sampai);
    if (renstra.tahun_sampai < renstra.tahun_dari) {
      findings_.Field(path + ".tahun_sampai", "must not be before tahun_dari",
                      "tidak boleh sebelum tahun_dari");
      return;
    }
    if (request_.tahun < renstra.tahun_dari || request_.tahun > renstra.tahun_sampai) {
      findings_.Field(path + ".tahun_dari", "the request's year is outside " + period,
                      "tahun permintaan di luar " + period);
    }
    if (IdOf(renstra.name) != period) {
      findings_.Field(path + ".name", "must end in its period, /" + period,
                      "harus berakhir dengan periodenya, /" + period);
      return;
    }
    for (const Renstra& other : context_.renstra) {
      if (other.name != renstra.name && other.tahun_dari <= renstra.tahun_sampai &&
          renstra.tahun_dari <= other.tahun_sampai) {
        findings_.Field(path + ".tahun_dari", "shares years with " + other.name,
                        "bertumpang tindih dengan " + other.name);
      }
    }
  }

  void CheckButir(const std::string& list, const std::vector<ButirRenstra>& butir) {
    if (butir.empty()) {
      findings_.Required(list);
    }
    for (size_t i = 0; i < butir.size(); ++i) {
      Nomor(Item(list, i), i, butir[i].nomor);
      Text(Item(list, i) + ".uraian", butir[i].uraian);
    }
  }

  void CheckSasaran(const std::string& item, const Sasaran& sasaran) {
    Text(item + ".uraian", sasaran.uraian);
    if (sasaran.indikator.empty()) {
      findings_.Required(item + ".indikator");
    }
    std::set<std::string_view> seen;
    for (size_t i = 0; i < sasaran.indikator.size(); ++i) {
      const std::string path = Item(item + ".indikator", i);
      IndikatorRef(path, sasaran.indikator[i]);
      if (!seen.insert(sasaran.indikator[i]).second) {
        findings_.Field(path, "comes more than once in its sasaran",
                        "muncul lebih dari sekali dalam sasarannya");
      }
    }
  }

  void CheckRenstra() {
    if (!asked_.renstra.has_value()) {
      return;
    }
    const Renstra& renstra = *asked_.renstra;
    const std::string path = "perencanaan.renstra";
    Name(path + ".name", renstra.name);
    CheckPeriode(renstra);
    Text(path + ".visi", renstra.visi);
    CheckButir(path + ".misi", renstra.misi);
    CheckButir(path + ".tujuan", renstra.tujuan);
    if (renstra.sasaran.empty()) {
      findings_.Required(path + ".sasaran");
    }
    for (size_t i = 0; i < renstra.sasaran.size(); ++i) {
      const std::string item = Item(path + ".sasaran", i);
      Nomor(item, i, renstra.sasaran[i].nomor);
      CheckSasaran(item, renstra.sasaran[i]);
    }
    for (size_t i = 0; i < renstra.iku.size(); ++i) {
      const std::string item = Item(path + ".iku", i);
      Nomor(item, i, renstra.iku[i].nomor);
      Text(item + ".uraian", renstra.iku[i].uraian);
      IndikatorRef(item + ".indikator", renstra.iku[i].indikator);
    }
  }

  void CheckRkt() {
    if (!asked_.rkt.has_value()) {
      return;
    }
    const std::string path = "perencanaan.rkt";
    Name(path + ".name", asked_.rkt->name);
    NamedByYear(path, asked_.rkt->name);
    Tahun(path, asked_.rkt->tahun);
    Baris(path, asked_.rkt->baris);
  }

  void CheckPerjanjianKinerja() {
    std::set<std::string_view> all;
    for (const PerjanjianKinerja& stored : context_.stored.perjanjian_kinerja) {
      all.insert(stored.name);
    }
    for (size_t i = 0; i < asked_.perjanjian_kinerja.size(); ++i) {
      PerjanjianKinerja& pk = asked_.perjanjian_kinerja[i];
      all.insert(pk.name);
      CheckPihak(Item("perencanaan.perjanjian_kinerja", i), pk);
      Baris(Item("perencanaan.perjanjian_kinerja", i), pk.baris);
    }
    CheckPihakTunggal(context_, request_, findings_);
    AtMost("perencanaan.perjanjian_kinerja", all.size(), kPerjanjianKinerjaPerTahunMax);
  }

  // What an agreement says above its rows.
  void CheckPihak(const std::string& path, const PerjanjianKinerja& pk) {
    Name(path + ".name", pk.name);
    const std::string year = std::to_string(request_.tahun);
    const std::string_view id = IdOf(pk.name);
    if (id != year && !id.starts_with(year + "-")) {
      findings_.Field(path + ".name",
                      "its last part must begin with " + year + ", as " + year + "-ketua",
                      "bagian akhirnya harus diawali " + year + ", seperti " + year + "-ketua");
    }
    Tahun(path, pk.tahun);
    Text(path + ".judul", pk.judul);
    switch (pk.jenis) {
      case JenisPerjanjianKinerja::kUnspecified:
        findings_.Required(path + ".jenis");
        break;
      case JenisPerjanjianKinerja::kKetua:
      case JenisPerjanjianKinerja::kSekretaris:
        if (!pk.unit_kerja.empty()) {
          findings_.Field(path + ".unit_kerja", "only a sub-bagian's agreement names a unit",
                          "hanya perjanjian sub bagian yang menyebut unit kerja");
        }
        break;
      case JenisPerjanjianKinerja::kSubBagian:
        if (pk.unit_kerja.empty()) {
          findings_.Required(path + ".unit_kerja");
        } else {
          UnitKerjaRef(path + ".unit_kerja", pk.unit_kerja);
        }
        break;
    }
  }

  void CheckRencanaAksi() {
    if (!asked_.rencana_aksi.has_value()) {
      return;
    }
    RencanaAksi& rencana_aksi = *asked_.rencana_aksi;
    const std::string path = "perencanaan.rencana_aksi";
    Name(path + ".name", rencana_aksi.name);
    NamedByYear(path, rencana_aksi.name);
    Tahun(path, rencana_aksi.tahun);
    if (rencana_aksi.baris.empty()) {
      findings_.Required(path + ".baris");
    }
    for (size_t i = 0; i < rencana_aksi.baris.size(); ++i) {
      Nomor(Item(path + ".baris", i), i, rencana_aksi.baris[i].nomor);
      CheckBarisRencanaAksi(Item(path + ".baris", i), rencana_aksi.baris[i]);
    }
  }

  void CheckBarisRencanaAksi(const std::string& item, BarisRencanaAksi& baris) {
    Text(item + ".sasaran", baris.sasaran);
    Text(item + ".indikator", baris.indikator);
    Text(item + ".kegiatan", baris.kegiatan);
    if (baris.target.has_value()) {
      ReadTarget(item + ".target", std::nullopt, request_.mode, *baris.target, findings_);
    } else if (request_.mode == Mode::kBerjalan) {
      findings_.Required(item + ".target");
    }
    if (!baris.pelaksana.empty()) {
      UnitKerjaRef(item + ".pelaksana", baris.pelaksana);
    } else if (request_.mode == Mode::kBerjalan) {
      findings_.Required(item + ".pelaksana");
    }
    for (size_t i = 0; i < baris.bulan.size(); ++i) {
      const int32_t bulan = baris.bulan[i];
      if (bulan < 1 || bulan > 12) {
        findings_.Field(Item(item + ".bulan", i), "must be a month from 1 to 12",
                        "harus bulan 1 sampai 12");
      } else if (i > 0 && bulan <= baris.bulan[i - 1]) {
        findings_.Field(Item(item + ".bulan", i), "months ascend, each once",
                        "bulan harus urut naik, masing-masing sekali");
      }
    }
  }

  const PerencanaanContext& context_;
  PerencanaanRequest& request_;
  Perencanaan& asked_;
  std::map<std::string_view, std::string_view> satuan_;  // by indikator
  std::set<std::string_view> unit_kerja_;
  std::set<std::string_view> names_;  // seen in the request
  Findings findings_;
};

// Those of `asked` that `stored` holds otherwise or not at all.
template <class T>
std::vector<T> Different(const std::vector<T>& stored, std::vector<T> asked) {
  std::map<std::string_view, const T*> before;
  for (const T& item : stored) {
    before[item.name] = &item;
  }
  std::vector<T> changed;
  for (T& item : asked) {
    const auto old = before.find(item.name);
    if (old == before.end() || *old->second != item) {
      changed.push_back(std::move(item));
    }
  }
  return changed;
}

template <class T>
std::optional<T> Different(const std::optional<T>& stored, std::optional<T> asked) {
  return asked == stored ? std::nullopt : std::move(asked);
}

}  // namespace

absl::StatusOr<Perencanaan> DecidePerencanaan(const PerencanaanContext& context,
                                              PerencanaanRequest request) {
  RETURN_IF_ERROR(Checker(context, request).Run());
  Perencanaan& asked = request.perencanaan;
  const Perencanaan& stored = context.stored;
  const auto same_renstra =
      std::find_if(context.renstra.begin(), context.renstra.end(), [&asked](const Renstra& other) {
        return asked.renstra.has_value() && other == *asked.renstra;
      });
  Perencanaan changes;
  changes.unit_kerja = Different(stored.unit_kerja, std::move(asked.unit_kerja));
  changes.indikator = Different(stored.indikator, std::move(asked.indikator));
  changes.perjanjian_kinerja =
      Different(stored.perjanjian_kinerja, std::move(asked.perjanjian_kinerja));
  if (asked.pegawai != stored.pegawai) {
    changes.pegawai = std::move(asked.pegawai);
  }
  if (same_renstra == context.renstra.end()) {
    changes.renstra = std::move(asked.renstra);
  }
  changes.rkt = Different(stored.rkt, std::move(asked.rkt));
  changes.rencana_aksi = Different(stored.rencana_aksi, std::move(asked.rencana_aksi));
  return changes;
}

}  // namespace sakip::planning
