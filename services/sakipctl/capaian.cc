#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/ratio/ratio.h"
#include "sakip/performance/v1/performance_service.pb.h"
#include "services/sakipctl/commands.h"
#include "services/sakipctl/connection.h"
#include "services/sakipctl/exit_codes.h"
#include "services/sakipctl/print.h"
#include "services/sakipctl/table.h"

namespace sakip::sakipctl {
namespace {

namespace perf = performance::v1;

std::string StatusWord(perf::StatusCapaian status) {
  switch (status) {
    case perf::STATUS_CAPAIAN_COMPUTED:
      return "DIHITUNG";
    case perf::STATUS_CAPAIAN_NO_CASE:
      return "TIDAK ADA KASUS";
    case perf::STATUS_CAPAIAN_NOT_APPLICABLE:
      return "TIDAK BERLAKU";
    case perf::STATUS_CAPAIAN_MISSING:
      return "BELUM DILAPORKAN";
    case perf::STATUS_CAPAIAN_T_ZERO:
      return "TARGET NOL";
    case perf::STATUS_CAPAIAN_UNIT_MISMATCH:
      return "SATUAN BERBEDA";
    default:
      return "STATUS " + std::to_string(static_cast<int>(status));
  }
}

void AddCount(int count, std::string_view word, std::string& text) {
  if (count > 0) {
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(word);
  }
}

std::string Counts(const perf::RekapCapaian& rekap) {
  std::string text;
  AddCount(rekap.jumlah_computed(), "dihitung", text);
  AddCount(rekap.jumlah_no_case(), "tidak ada kasus", text);
  AddCount(rekap.jumlah_not_applicable(), "tidak berlaku", text);
  AddCount(rekap.jumlah_missing(), "belum dilaporkan", text);
  AddCount(rekap.jumlah_t_zero(), "target nol", text);
  AddCount(rekap.jumlah_unit_mismatch(), "satuan berbeda", text);
  return text.empty() ? "tanpa baris" : text;
}

// "120" of "120.00".
std::string Batas(const std::string& text) {
  const auto ratio = ratio::Ratio::FromDecimal(text);
  return ratio.ok() ? ratio->FormatIndonesian(2, /*trim_zeros=*/true) : text;
}

std::string Mean(const perf::RekapCapaian& rekap, const std::string& batas) {
  if (!rekap.has_rata_dibatasi()) {
    return "Rata-rata: tidak ada yang dapat dihitung; " + Counts(rekap) + ".\n";
  }
  return "Rata-rata: " + Persen(rekap.rata_dibatasi()) +
         (batas.empty() ? "" : " (batas atas " + Batas(batas) + ")") + "; tanpa batas " +
         Persen(rekap.rata_mentah()) + "; " + rekap.kategori() + "; " + Counts(rekap) + ".\n";
}

struct Agreement {
  Table table{{{"No", Align::kRight},
               {"Indikator"},
               {"Target", Align::kRight},
               {"Realisasi", Align::kRight},
               {"Mentah (%)", Align::kRight},
               {"Capaian (%)", Align::kRight},
               {"Kategori"},
               {"Status"}}};
  std::string details;
  bool of_office = false;  // not a sub-bagian's
};

void AddRow(const perf::Capaian& row, Agreement& agreement) {
  const std::string name = row.uraian().empty() ? LastId(row.indikator()) : row.uraian();
  agreement.table.Add({std::to_string(row.nomor()), name, Nilai(row.target()),
                       Nilai(row.realisasi()), Persen(row.mentah()), Persen(row.dibatasi()),
                       row.kategori(), StatusWord(row.status())});
  agreement.details += "  " + std::to_string(row.nomor()) + ". " + Printable(name) + " [" +
                       Printable(row.aturan()) + "]\n";
  for (const std::string& step : row.penjelasan()) {
    agreement.details += "     " + Printable(step) + "\n";
  }
  if (!row.alasan().empty()) {
    agreement.details += "     " + StatusWord(row.status()) + ": " + Printable(row.alasan()) + "\n";
  }
}

void PrintTables(const perf::Pengukuran& all, bool explain, std::ostream& out) {
  std::map<std::string, Agreement> agreements;
  std::vector<std::string> order;
  for (const perf::Capaian& row : all.capaian()) {
    if (agreements.count(row.perjanjian_kinerja()) == 0) {
      order.push_back(row.perjanjian_kinerja());
    }
    AddRow(row, agreements[row.perjanjian_kinerja()]);
    agreements[row.perjanjian_kinerja()].of_office = row.unit_kerja().empty();
  }
  // As a report shows them: the office's own agreements before those of its units.
  std::stable_partition(order.begin(), order.end(),
                        [&](const std::string& name) { return agreements[name].of_office; });
  std::map<std::string, const perf::RekapCapaian*> means;
  const perf::RekapCapaian* office = nullptr;
  for (const perf::RekapCapaian& rekap : all.rekap()) {
    if (rekap.tingkat() == perf::TINGKAT_REKAP_PERJANJIAN) {
      means[rekap.perjanjian_kinerja()] = &rekap;
    } else if (rekap.tingkat() == perf::TINGKAT_REKAP_SATKER) {
      office = &rekap;
    }
  }
  for (const std::string& name : order) {
    out << "Perjanjian Kinerja " << LastId(name) << "\n" << agreements[name].table.Text();
    if (const auto mean = means.find(name); mean != means.end()) {
      out << Mean(*mean->second, all.batas_atas());
    }
    if (explain) {
      out << "Perhitungan:\n" << agreements[name].details;
    }
    out << "\n";
  }
  if (office != nullptr) {
    out << "Satuan kerja. " << Mean(*office, all.batas_atas());
  }
}

}  // namespace

int Capaian(const Arguments& arguments, const Streams& streams) {
  const auto office = OfficeYearOf(arguments);
  if (!office.ok()) {
    return PrintUsage(office.status(), streams.err);
  }
  const auto connection = Connection::Open(arguments, arguments.token_file);
  if (!connection.ok()) {
    return PrintUsage(connection.status(), streams.err);
  }
  perf::GetPengukuranRequest request;
  request.set_parent(office->parent);
  request.set_tahun(office->tahun);
  const auto answer = connection->Call<perf::GetPengukuranResponse>(
      "performance.v1.PerformanceService/GetPengukuran", request);
  if (!answer.ok()) {
    return PrintRefusal(answer.status(), arguments.output, streams.err);
  }
  if (arguments.output == Output::kJson) {
    streams.out << Json(*answer);
  } else if (answer->pengukuran().capaian().empty()) {
    streams.out << "Belum ada capaian untuk " << office->parent << " tahun " << office->tahun
                << ".\n";
  } else {
    PrintTables(answer->pengukuran(), arguments.Has("explain"), streams.out);
  }
  return kExitOk;
}

}  // namespace sakip::sakipctl
