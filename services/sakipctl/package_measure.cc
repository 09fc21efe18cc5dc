#include <string>
#include <utility>

#include "common/period/period.h"
#include "services/sakipctl/json_reader.h"
#include "services/sakipctl/package_loader.h"

namespace sakip::sakipctl {
namespace {

std::string Path(const char* list, int index) {
  return std::string(list) + "[" + std::to_string(index) + "]";
}

std::string RequiredId(const RowReader& row, const char* column, const std::string& prefix) {
  row.Required(column);
  return row.Reference(column, prefix);
}

void CheckPeriode(const RowReader& row, const std::string& text, int tahun) {
  const auto periode = period::Periode::Parse(text);
  if (!periode.ok()) {
    row.Fault("periode", "'" + text + "' is no period such as 2017, 2017-TW2 or 2017-06",
              "'" + text + "' bukan periode seperti 2017, 2017-TW2, atau 2017-06");
  } else if (periode->tahun().value() != tahun) {
    row.Fault("periode", "'" + text + "' is not in the package's year",
              "'" + text + "' bukan dalam tahun paket");
  }
}

// A historical package may hold texts without a number: the service gives such a row a state.
void FillNilai(const RowReader& row, bool historis, performance::v1::Realisasi& one) {
  const bool measured = one.status() == performance::v1::STATUS_REALISASI_MEASURED;
  if (measured) {
    if (!row.Required("nilai").empty()) {
      *one.mutable_nilai() = row.Nilai("nilai", "satuan", /*number=*/!historis);
    }
    return;
  }
  if (!row.Text("satuan").empty()) {
    row.Fault("satuan", "must be empty unless the status is MEASURED",
              "harus kosong kecuali status MEASURED");
  }
  if (one.status() != performance::v1::STATUS_REALISASI_UNSPECIFIED && row.Text("alasan").empty()) {
    row.Fault("alasan", "is required unless the status is MEASURED",
              "wajib diisi kecuali status MEASURED");
  }
  if (one.status() == performance::v1::STATUS_REALISASI_NO_CASE && row.Text("uraian").empty()) {
    row.Fault("uraian", "is required when the status is NO_CASE",
              "wajib diisi bila status NO_CASE");
  }
  if (!row.Text("nilai").empty()) {
    one.mutable_nilai()->set_teks(row.Text("nilai"));
  }
}

void FillNarasi(const RowReader& row, performance::v1::Realisasi& one) {
  const bool any = !row.Text("uraian").empty() || !row.Text("faktor_pendukung").empty() ||
                   !row.Text("kendala").empty() || !row.Text("tindak_lanjut").empty();
  if (!any) {
    return;
  }
  performance::v1::Narasi& narasi = *one.mutable_narasi();
  narasi.set_uraian(row.Text("uraian"));
  narasi.set_faktor_pendukung(row.Text("faktor_pendukung"));
  narasi.set_kendala(row.Text("kendala"));
  narasi.set_tindak_lanjut(row.Text("tindak_lanjut"));
}

void LoadPagu(Loading& loading) {
  auto& part = loading.package.anggaran;
  Unique lines;
  loading.EachRow(
      "pagu.csv",
      {"kode_program", "kode_kegiatan", "kode_output", "uraian", "sumber_dana", "jumlah"},
      [&](const RowReader& row) {
        part.origins[Path("pagu", part.request.pagu_size())] = {"pagu.csv", row.line()};
        budget::v1::Pagu& pagu = *part.request.add_pagu();
        pagu.set_tahun(loading.package.tahun);
        pagu.set_kode_program(RequiredId(row, "kode_program", ""));
        pagu.set_kode_kegiatan(RequiredId(row, "kode_kegiatan", ""));
        pagu.set_kode_output(RequiredId(row, "kode_output", ""));
        const std::string id = std::to_string(loading.package.tahun) + "-" + pagu.kode_program() +
                               "." + pagu.kode_output();
        pagu.set_name(loading.Prefix() + "pagu/" + id);
        pagu.set_uraian(row.Required("uraian"));
        pagu.set_sumber_dana(static_cast<budget::v1::SumberDana>(
            row.Enum("sumber_dana", *budget::v1::SumberDana_descriptor())));
        pagu.set_jumlah(row.Rupiah("jumlah"));
        lines.Check(row, "kode_output", id);
      });
}

void LoadPostings(Loading& loading) {
  auto& part = loading.package.anggaran;
  Unique codes;
  loading.EachRow(
      "realisasi_anggaran.csv", {"kode", "pagu", "jenis", "jumlah", "tanggal", "keterangan"},
      [&](const RowReader& row) {
        part.origins[Path("realisasi", part.request.realisasi_size())] = {"realisasi_anggaran.csv",
                                                                          row.line()};
        budget::v1::RealisasiAnggaran& one = *part.request.add_realisasi();
        one.set_name(RequiredId(row, "kode", loading.Prefix() + "realisasiAnggaran/"));
        one.set_pagu(RequiredId(row, "pagu", loading.Prefix() + "pagu/"));
        one.set_jenis(static_cast<budget::v1::JenisRealisasi>(
            row.Enum("jenis", *budget::v1::JenisRealisasi_descriptor())));
        one.set_jumlah(row.Rupiah("jumlah"));
        one.set_tanggal(row.Required("tanggal"));
        one.set_keterangan(row.Text("keterangan"));
        const auto tanggal = period::Tanggal::ParseIso(one.tanggal());
        if (!tanggal.ok() || tanggal->year() != loading.package.tahun) {
          row.Fault("tanggal",
                    "'" + one.tanggal() + "' is no date YYYY-MM-DD in the package's year",
                    "'" + one.tanggal() + "' bukan tanggal TTTT-BB-HH dalam tahun paket");
        }
        codes.Check(row, "kode", row.Text("kode"));
      });
}

}  // namespace

void LoadRealisasi(Loading& loading) {
  auto& part = loading.package.realisasi;
  part.request.set_parent("satker/" + loading.package.satker);
  part.request.set_tahun(loading.package.tahun);
  part.request.set_historis(loading.package.historis);
  Unique keys;
  loading.EachRow(
      "realisasi.csv",
      {"indikator", "periode", "status", "nilai", "satuan", "alasan", "uraian", "faktor_pendukung",
       "kendala", "tindak_lanjut"},
      [&](const RowReader& row) {
        part.origins[Path("realisasi", part.request.realisasi_size())] = {"realisasi.csv",
                                                                          row.line()};
        performance::v1::Realisasi& one = *part.request.add_realisasi();
        one.set_indikator(RequiredId(row, "indikator", loading.Prefix() + "indikator/"));
        one.set_periode(row.Text("periode"));
        CheckPeriode(row, one.periode(), loading.package.tahun);
        one.set_status(static_cast<performance::v1::StatusRealisasi>(
            row.Enum("status", *performance::v1::StatusRealisasi_descriptor())));
        one.set_alasan(row.Text("alasan"));
        FillNilai(row, loading.package.historis, one);
        FillNarasi(row, one);
        keys.Check(row, "indikator", row.Text("indikator") + "~" + one.periode());
      });
}

void LoadAnggaran(Loading& loading) {
  auto& request = loading.package.anggaran.request;
  request.set_parent("satker/" + loading.package.satker);
  request.set_tahun(loading.package.tahun);
  LoadPagu(loading);
  LoadPostings(loading);
}

void LoadNaskah(Loading& loading) {
  const auto json = loading.Json("naskah.json");
  if (!json.has_value()) {
    return;
  }
  auto& part = loading.package.naskah.emplace();
  part.request.set_parent("satker/" + loading.package.satker);
  part.origins["naskah"] = {"naskah.json", 0};
  reporting::v1::NaskahLakip& naskah = *part.request.mutable_naskah();
  const JsonReader top(*json, "naskah.json", "", loading.findings);
  top.Only({"tempat", "tanggal", "jabatan_penandatangan", "nama_penandatangan", "narasi"});
  naskah.set_name(loading.Prefix() + "naskahLakip/" + std::to_string(loading.package.tahun));
  naskah.set_tahun(loading.package.tahun);
  naskah.set_tempat(top.Text("tempat"));
  naskah.set_tanggal(top.Text("tanggal"));
  naskah.set_jabatan_penandatangan(top.Text("jabatan_penandatangan"));
  naskah.set_nama_penandatangan(top.Text("nama_penandatangan", /*required=*/false));
  for (const JsonReader& one : top.List("narasi")) {
    one.Only({"bagian", "paragraf"});
    const std::string bagian = one.Text("bagian");
    const int value = EnumValue(bagian, *reporting::v1::BagianNarasi_descriptor());
    if (value == 0) {
      const std::string names = EnumNames(*reporting::v1::BagianNarasi_descriptor());
      one.Fault("bagian", "'" + bagian + "' is none of " + names,
                "'" + bagian + "' bukan salah satu dari " + names);
    }
    reporting::v1::Narasi& narasi = *naskah.add_narasi();
    narasi.set_bagian(static_cast<reporting::v1::BagianNarasi>(value));
    for (const std::string& paragraf : one.Texts("paragraf")) {
      narasi.add_paragraf(paragraf);
    }
  }
}

}  // namespace sakip::sakipctl
