#include <string>
#include <utility>

#include "services/sakipctl/package_loader.h"

namespace sakip::sakipctl {
namespace {

namespace plan = planning::v1;

std::string Path(const char* list, int index) {
  return std::string(list) + "[" + std::to_string(index) + "]";
}

std::string Id(const RowReader& row, const char* column, const std::string& prefix) {
  if (row.Text(column).empty()) {
    row.Fault(column, "is required", "wajib diisi");
  }
  return row.Reference(column, prefix);
}

void LoadUnits(Loading& loading, plan::Perencanaan& out) {
  Unique units;
  loading.EachRow("unit_kerja.csv", {"kode", "nama", "singkatan"}, [&](const RowReader& row) {
    loading.package.perencanaan.origins[Path("perencanaan.unit_kerja", out.unit_kerja_size())] = {
        "unit_kerja.csv", row.line()};
    plan::UnitKerja& unit = *out.add_unit_kerja();
    unit.set_name(Id(row, "kode", loading.Prefix() + "unitKerja/"));
    unit.set_nama(row.Required("nama"));
    unit.set_singkatan(row.Text("singkatan"));
    units.Check(row, "kode", row.Text("kode"));
  });
  Unique pegawai;
  loading.EachRow("pegawai.csv", {"kelompok", "uraian", "jumlah"}, [&](const RowReader& row) {
    loading.package.perencanaan.origins[Path("perencanaan.pegawai", out.pegawai_size())] = {
        "pegawai.csv", row.line()};
    plan::Pegawai& one = *out.add_pegawai();
    one.set_kelompok(row.Required("kelompok"));
    one.set_uraian(row.Required("uraian"));
    one.set_jumlah(row.Int("jumlah", 0, 100'000));
    pegawai.Check(row, "uraian", one.kelompok() + " / " + one.uraian());
  });
}

void LoadIndikator(Loading& loading, plan::Perencanaan& out) {
  Unique codes;
  loading.EachRow(
      "indikator.csv",
      {"kode", "nama", "satuan", "polaritas", "akumulasi", "jenis_nilai", "desimal", "kode_output",
       "unit_kerja", "rincian"},
      [&](const RowReader& row) {
        loading.package.perencanaan.origins[Path("perencanaan.indikator", out.indikator_size())] = {
            "indikator.csv", row.line()};
        plan::Indikator& one = *out.add_indikator();
        one.set_name(Id(row, "kode", loading.Prefix() + "indikator/"));
        one.set_nama(row.Required("nama"));
        one.set_satuan(row.Text("satuan"));
        one.set_polaritas(
            static_cast<plan::Polaritas>(row.Enum("polaritas", *plan::Polaritas_descriptor())));
        one.set_akumulasi(
            static_cast<plan::Akumulasi>(row.Enum("akumulasi", *plan::Akumulasi_descriptor())));
        one.set_jenis_nilai(
            static_cast<plan::JenisNilai>(row.Enum("jenis_nilai", *plan::JenisNilai_descriptor())));
        one.set_desimal(row.Int("desimal", 0, 8));
        one.set_kode_output(row.Reference("kode_output", ""));
        one.set_unit_kerja(row.Reference("unit_kerja", loading.Prefix() + "unitKerja/"));
        const std::string rincian = row.Text("rincian");
        for (size_t begin = 0; begin < rincian.size();) {
          const size_t end = std::min(rincian.find("; ", begin), rincian.size());
          one.add_rincian(rincian.substr(begin, end - begin));
          begin = end + 2;
        }
        codes.Check(row, "kode", row.Text("kode"));
      });
}

void FillBaris(const Loading& loading, const RowReader& row, plan::BarisRencana& baris) {
  baris.set_nomor(row.Int("nomor", 1, 500));
  baris.set_sasaran(row.Required("sasaran"));
  baris.set_indikator(Id(row, "indikator", loading.Prefix() + "indikator/"));
  baris.set_uraian(row.Text("uraian"));
  row.Required("target");
  *baris.mutable_target() = row.Nilai("target", "satuan", /*number=*/!loading.package.historis);
}

void LoadRkt(Loading& loading, plan::Perencanaan& out) {
  Unique numbers;
  const std::string year = std::to_string(loading.package.tahun);
  loading.EachRow(
      "rkt.csv", {"nomor", "sasaran", "indikator", "uraian", "target", "satuan"},
      [&](const RowReader& row) {
        plan::Rkt& rkt = *out.mutable_rkt();
        rkt.set_name(loading.Prefix() + "rkt/" + year);
        rkt.set_tahun(loading.package.tahun);
        loading.package.perencanaan.origins[Path("perencanaan.rkt.baris", rkt.baris_size())] = {
            "rkt.csv", row.line()};
        FillBaris(loading, row, *rkt.add_baris());
        numbers.Check(row, "nomor", row.Text("nomor"));
      });
}

void LoadPerjanjian(Loading& loading, plan::Perencanaan& out) {
  std::map<std::string, int> places;
  Unique codes;
  loading.EachRow("pk.csv", {"kode", "jenis", "unit_kerja", "judul"}, [&](const RowReader& row) {
    const int place = out.perjanjian_kinerja_size();
    loading.package.perencanaan.origins[Path("perencanaan.perjanjian_kinerja", place)] = {
        "pk.csv", row.line()};
    plan::PerjanjianKinerja& pk = *out.add_perjanjian_kinerja();
    pk.set_name(Id(row, "kode", loading.Prefix() + "perjanjianKinerja/"));
    pk.set_tahun(loading.package.tahun);
    pk.set_jenis(static_cast<plan::JenisPerjanjianKinerja>(
        row.Enum("jenis", *plan::JenisPerjanjianKinerja_descriptor())));
    pk.set_unit_kerja(row.Reference("unit_kerja", loading.Prefix() + "unitKerja/"));
    pk.set_judul(row.Required("judul"));
    codes.Check(row, "kode", row.Text("kode"));
    places.emplace(row.Text("kode"), place);
  });
  Unique numbers;
  loading.EachRow(
      "pk_baris.csv", {"pk", "nomor", "sasaran", "indikator", "uraian", "target", "satuan"},
      [&](const RowReader& row) {
        const auto place = places.find(row.Text("pk"));
        if (place == places.end()) {
          row.Fault("pk", "'" + row.Text("pk") + "' is not in pk.csv",
                    "'" + row.Text("pk") + "' tidak ada dalam pk.csv");
          return;
        }
        plan::PerjanjianKinerja& pk = *out.mutable_perjanjian_kinerja(place->second);
        const std::string list = Path("perencanaan.perjanjian_kinerja", place->second) + ".baris";
        loading.package.perencanaan.origins[Path(list.c_str(), pk.baris_size())] = {"pk_baris.csv",
                                                                                    row.line()};
        FillBaris(loading, row, *pk.add_baris());
        numbers.Check(row, "nomor", row.Text("pk") + " / " + row.Text("nomor"));
      });
}

void LoadRencanaAksi(Loading& loading, plan::Perencanaan& out) {
  std::vector<std::string> columns = {"nomor", "sasaran", "indikator", "target", "kegiatan"};
  for (int month = 1; month <= 12; ++month) {
    columns.push_back("B" + std::to_string(month));
  }
  columns.insert(columns.end(), {"pelaksana", "catatan"});
  Unique numbers;
  loading.EachRow("rencana_aksi.csv", columns, [&](const RowReader& row) {
    plan::RencanaAksi& plan = *out.mutable_rencana_aksi();
    plan.set_name(loading.Prefix() + "rencanaAksi/" + std::to_string(loading.package.tahun));
    plan.set_tahun(loading.package.tahun);
    loading.package.perencanaan.origins[Path("perencanaan.rencana_aksi.baris", plan.baris_size())] =
        {"rencana_aksi.csv", row.line()};
    plan::BarisRencanaAksi& baris = *plan.add_baris();
    baris.set_nomor(row.Int("nomor", 1, 1000));
    baris.set_sasaran(row.Required("sasaran"));
    baris.set_indikator(row.Required("indikator"));
    if (!row.Text("target").empty()) {
      *baris.mutable_target() = row.Nilai("target", "", /*number=*/!loading.package.historis);
    }
    baris.set_kegiatan(row.Required("kegiatan"));
    for (int month = 1; month <= 12; ++month) {
      if (row.Int("B" + std::to_string(month), 0, 1) == 1) {
        baris.add_bulan(month);
      }
    }
    baris.set_pelaksana(row.Reference("pelaksana", loading.Prefix() + "unitKerja/"));
    baris.set_catatan(row.Text("catatan"));
    numbers.Check(row, "nomor", row.Text("nomor"));
  });
}

}  // namespace

void LoadRegister(Loading& loading) {
  auto& part = loading.package.daftar;
  part.request.set_parent("satker/00");
  Unique offices;
  loading.EachRow(
      "satker.csv",
      {"kode", "nama", "tingkat", "induk", "berlaku_dari", "berlaku_sampai", "kode_dipa"},
      [&](const RowReader& row) {
        part.origins[Path("satker", part.request.satker_size())] = {"satker.csv", row.line()};
        plan::Satker& satker = *part.request.add_satker();
        satker.set_name(Id(row, "kode", "satker/"));
        satker.set_nama(row.Required("nama"));
        satker.set_tingkat(static_cast<plan::TingkatSatker>(
            row.Enum("tingkat", *plan::TingkatSatker_descriptor())));
        satker.set_induk(row.Reference("induk", "satker/"));
        satker.set_berlaku_dari(row.Required("berlaku_dari"));
        satker.set_berlaku_sampai(row.Text("berlaku_sampai"));
        satker.set_kode_dipa(row.Reference("kode_dipa", ""));
        offices.Check(row, "kode", row.Text("kode"));
      });
  Unique codes;
  loading.EachRow("kode.csv", {"jenis", "kode", "uraian", "induk", "tahun_dari", "tahun_sampai"},
                  [&](const RowReader& row) {
                    part.origins[Path("kode", part.request.kode_size())] = {"kode.csv", row.line()};
                    plan::Kode& kode = *part.request.add_kode();
                    kode.set_jenis(static_cast<plan::JenisKode>(
                        row.Enum("jenis", *plan::JenisKode_descriptor())));
                    kode.set_kode(Id(row, "kode", ""));
                    kode.set_uraian(row.Required("uraian"));
                    kode.set_induk(row.Reference("induk", ""));
                    kode.set_tahun_dari(row.Int("tahun_dari", 2010, 2100));
                    kode.set_tahun_sampai(row.OptionalInt("tahun_sampai", 2010, 2100));
                    codes.Check(row, "kode", row.Text("kode") + "~" + row.Text("tahun_dari"));
                  });
}

void LoadPerencanaan(Loading& loading) {
  auto& request = loading.package.perencanaan.request;
  request.set_parent("satker/" + loading.package.satker);
  request.set_tahun(loading.package.tahun);
  request.set_historis(loading.package.historis);
  plan::Perencanaan& out = *request.mutable_perencanaan();
  LoadUnits(loading, out);
  LoadIndikator(loading, out);
  LoadRenstra(loading, out);
  LoadRkt(loading, out);
  LoadPerjanjian(loading, out);
  LoadRencanaAksi(loading, out);
}

}  // namespace sakip::sakipctl
