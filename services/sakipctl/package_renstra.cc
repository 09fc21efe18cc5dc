#include <string>

#include "services/sakipctl/json_reader.h"
#include "services/sakipctl/package_loader.h"

namespace sakip::sakipctl {

// renstra.json: text of a few long sentences and short lists, unfit for a table.
void LoadRenstra(Loading& loading, planning::v1::Perencanaan& out) {
  const auto json = loading.Json("renstra.json");
  if (!json.has_value()) {
    return;
  }
  loading.package.perencanaan.origins["perencanaan.renstra"] = {"renstra.json", 0};
  const std::string indikator = loading.Prefix() + "indikator/";
  const JsonReader top(*json, "renstra.json", "", loading.findings);
  top.Only({"kode", "tahun_dari", "tahun_sampai", "dasar_hukum", "visi", "misi", "tujuan",
            "sasaran", "iku"});
  planning::v1::Renstra& renstra = *out.mutable_renstra();
  renstra.set_name(loading.Prefix() + "renstra/" + top.Text("kode"));
  renstra.set_tahun_dari(top.Int("tahun_dari"));
  renstra.set_tahun_sampai(top.Int("tahun_sampai"));
  renstra.set_dasar_hukum(top.Text("dasar_hukum", /*required=*/false));
  renstra.set_visi(top.Text("visi"));
  for (const JsonReader& misi : top.List("misi")) {
    misi.Only({"nomor", "uraian"});
    auto& butir = *renstra.add_misi();
    butir.set_nomor(misi.Int("nomor"));
    butir.set_uraian(misi.Text("uraian"));
  }
  for (const JsonReader& tujuan : top.List("tujuan")) {
    tujuan.Only({"nomor", "uraian"});
    auto& butir = *renstra.add_tujuan();
    butir.set_nomor(tujuan.Int("nomor"));
    butir.set_uraian(tujuan.Text("uraian"));
  }
  for (const JsonReader& one : top.List("sasaran")) {
    one.Only({"nomor", "uraian", "indikator"});
    auto& sasaran = *renstra.add_sasaran();
    sasaran.set_nomor(one.Int("nomor"));
    sasaran.set_uraian(one.Text("uraian"));
    for (const std::string& kode : one.Texts("indikator")) {
      sasaran.add_indikator(indikator + kode);
    }
  }
  for (const JsonReader& one : top.List("iku")) {
    one.Only({"nomor", "uraian", "indikator"});
    auto& iku = *renstra.add_iku();
    iku.set_nomor(one.Int("nomor"));
    iku.set_uraian(one.Text("uraian"));
    iku.set_indikator(indikator + one.Text("indikator"));
  }
}

}  // namespace sakip::sakipctl
