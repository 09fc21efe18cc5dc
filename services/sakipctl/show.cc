#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "sakip/budget/v1/budget_service.pb.h"
#include "sakip/planning/v1/planning_service.pb.h"
#include "sakip/reporting/v1/reporting_service.pb.h"
#include "services/sakipctl/commands.h"
#include "services/sakipctl/connection.h"
#include "services/sakipctl/exit_codes.h"
#include "services/sakipctl/print.h"
#include "services/sakipctl/show_plan.h"
#include "services/sakipctl/table.h"

namespace sakip::sakipctl {
namespace {

namespace plan = planning::v1;

// What one `show` works with.
struct Showing {
  const Arguments& arguments;
  const Connection& connection;
  const Streams& streams;
  std::string name;   // of the one resource; empty: the office-year's
  OfficeYear office;  // set when `name` is empty

  int Done(const google::protobuf::Message& answer, const std::string& text) const {
    streams.out << (arguments.output == Output::kJson ? Json(answer) : text);
    return kExitOk;
  }
  int Refuse(const absl::Status& status) const {
    return PrintRefusal(status, arguments.output, streams.err);
  }
};

// The resource called `name`.
template <class Request, class Response, class Text>
int ShowOne(const Showing& showing, const std::string& method, const std::string& name, Text text) {
  Request request;
  request.set_name(name);
  const auto answer = showing.connection.Call<Response>(method, request);
  return answer.ok() ? showing.Done(*answer, text(*answer)) : showing.Refuse(answer.status());
}

// All pages of a list as one answer.
template <class Response, class Request, class Text>
int ShowAll(const Showing& showing, const std::string& method, Request request, Text text) {
  Response all;
  request.set_page_size(500);
  do {
    auto page = showing.connection.Call<Response>(method, request);
    if (!page.ok()) {
      return showing.Refuse(page.status());
    }
    request.set_page_token(page->next_page_token());
    page->clear_next_page_token();
    all.MergeFrom(*page);
  } while (!request.page_token().empty());
  return showing.Done(all, text(all));
}

absl::StatusOr<plan::GetPerencanaanResponse> Plan(const Showing& showing) {
  plan::GetPerencanaanRequest request;
  request.set_parent(showing.office.parent);
  request.set_tahun(showing.office.tahun);
  return showing.connection.Call<plan::GetPerencanaanResponse>(
      "planning.v1.PlanningService/GetPerencanaan", request);
}

int ShowSatker(const Showing& showing) {
  return ShowOne<plan::GetSatkerRequest, plan::GetSatkerResponse>(
      showing, "planning.v1.PlanningService/GetSatker",
      showing.name.empty() ? showing.office.parent : showing.name,
      [](const auto& answer) { return SatkerText(answer.satker()); });
}

int ShowRenstra(const Showing& showing) {
  const auto text = [](const auto& answer) { return RenstraText(answer.renstra()); };
  constexpr const char* kMethod = "planning.v1.PlanningService/GetRenstra";
  if (!showing.name.empty()) {
    return ShowOne<plan::GetRenstraRequest, plan::GetRenstraResponse>(showing, kMethod,
                                                                      showing.name, text);
  }
  const auto plan = Plan(showing);
  if (!plan.ok()) {
    return showing.Refuse(plan.status());
  }
  const plan::Renstra& renstra = plan->perencanaan().renstra();
  return showing.Done(renstra, RenstraText(renstra));
}

int ShowIndikator(const Showing& showing) {
  if (!showing.name.empty()) {
    return ShowOne<plan::GetIndikatorRequest, plan::GetIndikatorResponse>(
        showing, "planning.v1.PlanningService/GetIndikator", showing.name, [](const auto& answer) {
          google::protobuf::RepeatedPtrField<plan::Indikator> one;
          *one.Add() = answer.indikator();
          return IndikatorText(one);
        });
  }
  plan::ListIndikatorRequest request;
  request.set_parent(showing.office.parent);
  return ShowAll<plan::ListIndikatorResponse>(
      showing, "planning.v1.PlanningService/ListIndikator", request,
      [](const auto& all) { return IndikatorText(all.indikator()); });
}

int ShowRkt(const Showing& showing) {
  return ShowOne<plan::GetRktRequest, plan::GetRktResponse>(
      showing, "planning.v1.PlanningService/GetRkt",
      showing.name.empty() ? absl::StrCat(showing.office.parent, "/rkt/", showing.office.tahun)
                           : showing.name,
      [](const auto& answer) { return RktText(answer.rkt()); });
}

int ShowPk(const Showing& showing) {
  if (!showing.name.empty()) {
    return ShowOne<plan::GetPerjanjianKinerjaRequest, plan::GetPerjanjianKinerjaResponse>(
        showing, "planning.v1.PlanningService/GetPerjanjianKinerja", showing.name,
        [](const auto& answer) { return PerjanjianText(answer.perjanjian_kinerja()); });
  }
  const auto plan = Plan(showing);
  if (!plan.ok()) {
    return showing.Refuse(plan.status());
  }
  plan::ListPerjanjianKinerjaResponse all;
  *all.mutable_perjanjian_kinerja() = plan->perencanaan().perjanjian_kinerja();
  std::string text;
  for (const plan::PerjanjianKinerja& one : all.perjanjian_kinerja()) {
    text += PerjanjianText(one) + "\n";
  }
  return showing.Done(all, text);
}

int ShowRencanaAksi(const Showing& showing) {
  return ShowOne<plan::GetRencanaAksiRequest, plan::GetRencanaAksiResponse>(
      showing, "planning.v1.PlanningService/GetRencanaAksi",
      showing.name.empty()
          ? absl::StrCat(showing.office.parent, "/rencanaAksi/", showing.office.tahun)
          : showing.name,
      [](const auto& answer) { return RencanaAksiText(answer.rencana_aksi()); });
}

std::string PaguText(const google::protobuf::RepeatedPtrField<budget::v1::Pagu>& lines) {
  Table table({{"Pagu"},
               {"Uraian"},
               {"Jumlah (Rp)", Align::kRight},
               {"Realisasi (Rp)", Align::kRight},
               {"Tersedia (Rp)", Align::kRight}});
  for (const budget::v1::Pagu& one : lines) {
    table.Add({LastId(one.name()), one.uraian(), Rupiah(one.jumlah()), Rupiah(one.realisasi()),
               Rupiah(one.tersedia())});
  }
  return table.Text();
}

int ShowPagu(const Showing& showing) {
  if (!showing.name.empty()) {
    return ShowOne<budget::v1::GetPaguRequest, budget::v1::GetPaguResponse>(
        showing, "budget.v1.BudgetService/GetPagu", showing.name, [](const auto& answer) {
          google::protobuf::RepeatedPtrField<budget::v1::Pagu> one;
          *one.Add() = answer.pagu();
          return PaguText(one);
        });
  }
  budget::v1::ListPaguRequest request;
  request.set_parent(showing.office.parent);
  request.set_tahun(showing.office.tahun);
  return ShowAll<budget::v1::ListPaguResponse>(
      showing, "budget.v1.BudgetService/ListPagu", request,
      [](const auto& all) { return PaguText(all.pagu()); });
}

std::string JurnalText(const budget::v1::ListJurnalResponse& all) {
  Table table({{"No", Align::kRight},
               {"Tanggal"},
               {"Dokumen"},
               {"Akun"},
               {"Pagu"},
               {"Debit (Rp)", Align::kRight},
               {"Kredit (Rp)", Align::kRight}});
  constexpr size_t kPrefix = std::char_traits<char>::length("AKUN_JURNAL_");
  for (const budget::v1::TransaksiJurnal& one : all.transaksi()) {
    bool first = true;
    for (const budget::v1::EntriJurnal& entry : one.entri()) {
      table.Add({first ? std::to_string(one.nomor()) : "", first ? one.tanggal() : "",
                 first ? LastId(one.dokumen()) : "",
                 budget::v1::AkunJurnal_Name(entry.akun()).substr(kPrefix), LastId(entry.pagu()),
                 entry.debit() == 0 ? "" : Rupiah(entry.debit()),
                 entry.kredit() == 0 ? "" : Rupiah(entry.kredit())});
      first = false;
    }
  }
  return table.Text();
}

// With a name: the journal of that line, whose year its id begins with.
int ShowJurnal(const Showing& showing) {
  budget::v1::ListJurnalRequest request;
  request.set_parent(showing.office.parent);
  request.set_tahun(showing.office.tahun);
  request.set_pagu(showing.name);
  return ShowAll<budget::v1::ListJurnalResponse>(showing, "budget.v1.BudgetService/ListJurnal",
                                                 request, JurnalText);
}

int ShowLakip(const Showing& showing) {
  const auto table_of = [](const auto& versions) {
    Table table({{"Lakip"}, {"Tahun"}, {"Versi", Align::kRight}, {"Dibuat"}, {"Oleh"}, {"Hash"}});
    for (const reporting::v1::Lakip& one : versions) {
      table.Add({LastId(one.name()), std::to_string(one.tahun()), std::to_string(one.versi()),
                 one.create_time(), LastId(one.pembuat()), one.hash().substr(0, 16)});
    }
    return table.Text();
  };
  if (!showing.name.empty()) {
    return ShowOne<reporting::v1::GetLakipRequest, reporting::v1::GetLakipResponse>(
        showing, "reporting.v1.ReportingService/GetLakip", showing.name, [&](const auto& answer) {
          return table_of(std::vector<reporting::v1::Lakip>{answer.lakip()});
        });
  }
  reporting::v1::ListLakipRequest request;
  request.set_parent(showing.office.parent);
  return ShowAll<reporting::v1::ListLakipResponse>(
      showing, "reporting.v1.ReportingService/ListLakip", request,
      [&](const auto& all) { return table_of(all.lakip()); });
}

const std::map<std::string, int (*)(const Showing&), std::less<>>& Kinds() {
  static const auto& kinds = *new std::map<std::string, int (*)(const Showing&), std::less<>>{
      {"satker", ShowSatker},
      {"renstra", ShowRenstra},
      {"indikator", ShowIndikator},
      {"rkt", ShowRkt},
      {"pk", ShowPk},
      {"pagu", ShowPagu},
      {"rencana-aksi", ShowRencanaAksi},
      {"jurnal", ShowJurnal},
      {"lakip", ShowLakip}};
  return kinds;
}

}  // namespace

int Show(const Arguments& arguments, const Streams& streams) {
  const auto& words = arguments.positional;
  const auto kind = words.empty() ? Kinds().end() : Kinds().find(words.front());
  if (kind == Kinds().end()) {
    return PrintUsage(absl::InvalidArgumentError(
                          "show what? satker, renstra, indikator, rkt, pk, rencana-aksi, pagu, "
                          "jurnal or lakip"),
                      streams.err);
  }
  OfficeYear office;
  if (words.size() < 2 || kind->first == "jurnal") {
    auto asked = OfficeYearOf(arguments);
    if (!asked.ok()) {
      return PrintUsage(asked.status(), streams.err);
    }
    office = *std::move(asked);
  }
  const auto connection = Connection::Open(arguments, arguments.token_file);
  if (!connection.ok()) {
    return PrintUsage(connection.status(), streams.err);
  }
  return kind->second({.arguments = arguments,
                       .connection = *connection,
                       .streams = streams,
                       .name = words.size() < 2 ? "" : words[1],
                       .office = std::move(office)});
}

}  // namespace sakip::sakipctl
