#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "sakip/budget/v1/budget_service.pb.h"
#include "services/sakipctl/commands.h"
#include "services/sakipctl/connection.h"
#include "services/sakipctl/exit_codes.h"
#include "services/sakipctl/print.h"
#include "services/sakipctl/table.h"

namespace sakip::sakipctl {
namespace {

using Rows = google::protobuf::RepeatedPtrField<budget::v1::BarisAnggaran>;

void AddRow(const budget::v1::BarisAnggaran& row, const std::string& kode, Table& table) {
  table.Add({kode, row.uraian(), Rupiah(row.pagu()), Rupiah(row.realisasi()), Rupiah(row.sisa()),
             Persen(row.serapan())});
}

std::string TableOf(const Rows& rows, const budget::v1::BarisAnggaran& total,
                    const std::string& heading) {
  Table table({{heading},
               {"Uraian"},
               {"Pagu (Rp)", Align::kRight},
               {"Realisasi (Rp)", Align::kRight},
               {"Sisa (Rp)", Align::kRight},
               {"Serapan (%)", Align::kRight}});
  for (const budget::v1::BarisAnggaran& row : rows) {
    AddRow(row, row.kode(), table);
  }
  table.Rule();
  AddRow(total, "Jumlah", table);
  return table.Text();
}

}  // namespace

int Anggaran(const Arguments& arguments, const Streams& streams) {
  const auto office = OfficeYearOf(arguments);
  if (!office.ok()) {
    return PrintUsage(office.status(), streams.err);
  }
  const std::string per = arguments.Get("per").value_or("");
  if (!per.empty() && per != "output" && per != "kegiatan" && per != "program") {
    return PrintUsage(absl::InvalidArgumentError("--per is output, kegiatan or program"),
                      streams.err);
  }
  const auto connection = Connection::Open(arguments, arguments.token_file);
  if (!connection.ok()) {
    return PrintUsage(connection.status(), streams.err);
  }
  budget::v1::GetAnggaranRequest request;
  request.set_parent(office->parent);
  request.set_tahun(office->tahun);
  const auto answer = connection->Call<budget::v1::GetAnggaranResponse>(
      "budget.v1.BudgetService/GetAnggaran", request);
  if (!answer.ok()) {
    return PrintRefusal(answer.status(), arguments.output, streams.err);
  }
  if (arguments.output == Output::kJson) {
    streams.out << Json(*answer);
    return kExitOk;
  }
  const budget::v1::Anggaran& anggaran = answer->anggaran();
  if (!anggaran.has_total()) {
    streams.out << "Belum ada pagu untuk " << office->parent << " tahun " << office->tahun << ".\n";
    return kExitOk;
  }
  if (per.empty() || per == "output") {
    streams.out << TableOf(anggaran.output(), anggaran.total(), "Output") << "\n";
  }
  if (per.empty() || per == "kegiatan") {
    streams.out << TableOf(anggaran.kegiatan(), anggaran.total(), "Kegiatan") << "\n";
  }
  if (per.empty() || per == "program") {
    streams.out << TableOf(anggaran.program(), anggaran.total(), "Program") << "\n";
  }
  if (anggaran.saldo_impor() > 0) {
    streams.out << "Dari realisasi itu Rp" << Rupiah(anggaran.saldo_impor())
                << " berasal dari saldo impor, tanpa bukti per pembayaran.\n";
  }
  return kExitOk;
}

}  // namespace sakip::sakipctl
