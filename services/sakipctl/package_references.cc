#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/money/money.h"
#include "services/sakipctl/package_loader.h"

// What one file says of another. A list that the package does not bring is on the server already
// and checked there.
namespace sakip::sakipctl {
namespace {

namespace plan = planning::v1;
using Origins = std::map<std::string, Origin>;
using Names = std::set<std::string, std::less<>>;

std::string Item(const std::string& list, int index) {
  return list + "[" + std::to_string(index) + "]";
}

class Checker {
 public:
  explicit Checker(Loading& loading) : findings_(loading.findings), package_(loading.package) {
    for (const plan::Indikator& one : Plan().indikator()) {
      indikator_.insert(one.name());
    }
    for (const plan::UnitKerja& one : Plan().unit_kerja()) {
      unit_.insert(one.name());
    }
    for (const plan::Satker& one : package_.daftar.request.satker()) {
      satker_.insert(one.name());
    }
    for (const plan::Kode& one : package_.daftar.request.kode()) {
      kode_[one.jenis()].insert(one.kode());
    }
  }

  void Run() {
    CheckRegister();
    CheckIndikator();
    CheckRenstra();
    CheckBaris("perencanaan.rkt.baris", Plan().rkt().baris());
    for (int i = 0; i < Plan().perjanjian_kinerja_size(); ++i) {
      const std::string item = Item("perencanaan.perjanjian_kinerja", i);
      Known(unit_, Plan().perjanjian_kinerja(i).unit_kerja(), package_.perencanaan.origins,
            item + ".unit_kerja", "unit_kerja.csv");
      CheckBaris(item + ".baris", Plan().perjanjian_kinerja(i).baris());
    }
    for (int i = 0; i < Plan().rencana_aksi().baris_size(); ++i) {
      Known(unit_, Plan().rencana_aksi().baris(i).pelaksana(), package_.perencanaan.origins,
            Item("perencanaan.rencana_aksi.baris", i) + ".pelaksana", "unit_kerja.csv");
    }
    for (int i = 0; i < package_.realisasi.request.realisasi_size(); ++i) {
      Known(indikator_, package_.realisasi.request.realisasi(i).indikator(),
            package_.realisasi.origins, Item("realisasi", i) + ".indikator", "indikator.csv");
    }
    CheckPagu();
    CheckPostings();
  }

 private:
  const plan::Perencanaan& Plan() const { return package_.perencanaan.request.perencanaan(); }

  void Bad(const Origins& origins, const std::string& field, std::string english,
           std::string indonesian) {
    findings_.Add(Locate(origins, field, std::move(english), std::move(indonesian)));
  }

  void Known(const Names& names, const std::string& name, const Origins& origins,
             const std::string& field, const std::string& file) {
    if (names.empty() || name.empty() || names.count(name) > 0) {
      return;
    }
    const std::string id = name.substr(name.rfind('/') + 1);  // npos + 1 is 0: a code as it is
    Bad(origins, field, "'" + id + "' is not in " + file, "'" + id + "' tidak ada dalam " + file);
  }

  void CheckRegister() {
    const auto& part = package_.daftar;
    const std::string own = "satker/" + package_.satker;
    if (!satker_.empty() && satker_.count(own) == 0) {
      findings_.Add(
          {"satker.csv", 0, "kode",
           "'" + package_.satker + "', the office of paket.json, is not in this file",
           "'" + package_.satker + "', satker dalam paket.json, tidak ada di berkas ini"});
    }
    for (int i = 0; i < part.request.satker_size(); ++i) {
      Known(satker_, part.request.satker(i).induk(), part.origins, Item("satker", i) + ".induk",
            "satker.csv");
    }
    for (int i = 0; i < part.request.kode_size(); ++i) {
      const plan::Kode& one = part.request.kode(i);
      const auto parent = one.jenis() == plan::JENIS_KODE_OUTPUT ? plan::JENIS_KODE_KEGIATAN
                                                                 : plan::JENIS_KODE_PROGRAM;
      Known(kode_[parent], one.induk(), part.origins, Item("kode", i) + ".induk", "kode.csv");
    }
  }

  void CheckIndikator() {
    for (int i = 0; i < Plan().indikator_size(); ++i) {
      const plan::Indikator& one = Plan().indikator(i);
      const std::string item = Item("perencanaan.indikator", i);
      Known(unit_, one.unit_kerja(), package_.perencanaan.origins, item + ".unit_kerja",
            "unit_kerja.csv");
      Known(kode_[plan::JENIS_KODE_OUTPUT], one.kode_output(), package_.perencanaan.origins,
            item + ".kode_output", "kode.csv");
    }
  }

  void CheckRenstra() {
    const plan::Renstra& renstra = Plan().renstra();
    for (int i = 0; i < renstra.sasaran_size(); ++i) {
      for (int j = 0; j < renstra.sasaran(i).indikator_size(); ++j) {
        Known(indikator_, renstra.sasaran(i).indikator(j), package_.perencanaan.origins,
              Item(Item("perencanaan.renstra.sasaran", i) + ".indikator", j), "indikator.csv");
      }
    }
    for (int i = 0; i < renstra.iku_size(); ++i) {
      Known(indikator_, renstra.iku(i).indikator(), package_.perencanaan.origins,
            Item("perencanaan.renstra.iku", i) + ".indikator", "indikator.csv");
    }
  }

  void CheckBaris(const std::string& list,
                  const google::protobuf::RepeatedPtrField<plan::BarisRencana>& rows) {
    for (int i = 0; i < rows.size(); ++i) {
      Known(indikator_, rows.Get(i).indikator(), package_.perencanaan.origins,
            Item(list, i) + ".indikator", "indikator.csv");
    }
  }

  void CheckPagu() {
    const auto& part = package_.anggaran;
    std::vector<money::Rupiah> amounts;
    for (int i = 0; i < part.request.pagu_size(); ++i) {
      const budget::v1::Pagu& one = part.request.pagu(i);
      const std::string item = Item("pagu", i);
      Known(kode_[plan::JENIS_KODE_PROGRAM], one.kode_program(), part.origins,
            item + ".kode_program", "kode.csv");
      Known(kode_[plan::JENIS_KODE_KEGIATAN], one.kode_kegiatan(), part.origins,
            item + ".kode_kegiatan", "kode.csv");
      Known(kode_[plan::JENIS_KODE_OUTPUT], one.kode_output(), part.origins, item + ".kode_output",
            "kode.csv");
      amounts.push_back(money::Rupiah::FromInt(one.jumlah()));
    }
    CheckTotal("pagu.csv", amounts);
  }

  void CheckTotal(const char* file, const std::vector<money::Rupiah>& amounts) {
    if (!money::Sum(amounts).ok()) {
      findings_.Add({file, 0, "jumlah", "the total does not fit 64 bits",
                     "jumlah seluruhnya melebihi batas 64 bit"});
    }
  }

  // Postings to one line count together, in the order of the file.
  void CheckPostings() {
    const auto& part = package_.anggaran;
    std::map<std::string, money::Rupiah, std::less<>> left;
    for (const budget::v1::Pagu& one : part.request.pagu()) {
      left[one.name()] = money::Rupiah::FromInt(one.jumlah());
    }
    std::vector<money::Rupiah> amounts;
    for (int i = 0; i < part.request.realisasi_size(); ++i) {
      const budget::v1::RealisasiAnggaran& one = part.request.realisasi(i);
      const auto amount = money::Rupiah::FromInt(one.jumlah());
      amounts.push_back(amount);
      const auto line = left.find(one.pagu());
      if (line == left.end()) {
        if (!left.empty()) {
          Bad(part.origins, Item("realisasi", i) + ".pagu",
              "'" + one.pagu() + "' is no line of pagu.csv",
              "'" + one.pagu() + "' bukan baris pagu.csv");
        }
        continue;
      }
      if (amount > line->second) {
        Bad(part.origins, Item("realisasi", i) + ".jumlah",
            money::FormatRupiah(amount) + " is more than the " + money::FormatRupiah(line->second) +
                " left on the line",
            money::FormatRupiah(amount) + " melebihi sisa pagu " +
                money::FormatRupiah(line->second));
        continue;
      }
      line->second = money::Sub(line->second, amount).value_or(money::Rupiah());
    }
    CheckTotal("realisasi_anggaran.csv", amounts);
  }

  Findings& findings_;
  const Package& package_;
  Names indikator_;
  Names unit_;
  Names satker_;
  std::map<plan::JenisKode, Names> kode_;
};

}  // namespace

void CheckReferences(Loading& loading) {
  Checker(loading).Run();
}

}  // namespace sakip::sakipctl
