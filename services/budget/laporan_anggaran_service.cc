#include "services/budget/laporan_anggaran_service.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/fault/fault.h"
#include "common/resource_name/resource_name.h"
#include "common/rpc/page.h"
#include "common/status/status_macros.h"
#include "sakip/budget/v1/laporan_anggaran_service.pb.h"
#include "services/budget/budget_repository.h"
#include "services/budget/laporan_wire.h"
#include "services/budget/mutation.h"
#include "services/budget/rekonsiliasi.h"
#include "services/budget/skor_handlers.h"
#include "services/budget/totals.h"

namespace sakip::budget {
namespace {

using period::Tanggal;
using rpc::Call;
using store::Reader;
using store::Txn;

constexpr std::string_view kPaguPattern = "satker/{satker}/pagu/{pagu}";
constexpr int32_t kBulanMax = 12;
// Documents in memory at once.
constexpr size_t kHalamanDokumen = 500;

absl::StatusOr<std::vector<Pagu>> LoadPagu(const Reader& reader, const std::string& satker,
                                           int32_t tahun) {
  ASSIGN_OR_RETURN(std::vector<Baris> baris, LoadBaris(reader, satker, tahun));
  std::vector<Pagu> pagu;
  pagu.reserve(baris.size());
  for (Baris& satu : baris) {
    pagu.push_back(std::move(satu.pagu));
  }
  return pagu;
}

// The report of the month of `sampai`, up to that day.
absl::StatusOr<v1::Lppa> SusunLppa(const Reader& reader, const std::string& satker, Tanggal sampai,
                                   Kelompok kelompok, int64_t sampai_nomor) {
  const int32_t tahun = sampai.year();
  PenyusunLppa penyusun(AwalBulan(tahun, sampai.month()), sampai);
  RETURN_IF_ERROR(
      LoadJurnal(reader, satker, tahun, sampai_nomor, [&](const JurnalTersimpan& jurnal) {
        return JumlahMeluap(penyusun.Ambil(jurnal.baris.transaksi));
      }));
  ASSIGN_OR_RETURN(const std::vector<Pagu> pagu, LoadPagu(reader, satker, tahun));
  ASSIGN_OR_RETURN(const DaftarKode kode, LoadKode(reader, satker, tahun));
  ASSIGN_OR_RETURN(const Lppa lppa, penyusun.Selesai(pagu, kode, kelompok));
  ASSIGN_OR_RETURN(const Kepala kepala, LoadKepala(reader, satker, tahun));
  v1::Lppa wire = ToWire(lppa);
  wire.set_tahun(tahun);
  wire.set_bulan(sampai.month());
  wire.set_tutup(kepala.bulan_tutup[static_cast<size_t>(sampai.month() - 1)]);
  return wire;
}

absl::StatusOr<v1::GetLppaResponse> GetLppa(const Reader& reader, const Call& call,
                                            const v1::GetLppaRequest& request) {
  ASSIGN_OR_RETURN(const Kelompok kelompok, ToKelompok(request.kelompok(), Kelompok::kBaris));
  v1::GetLppaResponse response;
  ASSIGN_OR_RETURN(*response.mutable_lppa(),
                   SusunLppa(reader, call.satker, AkhirBulan(request.tahun(), request.bulan()),
                             kelompok, request.sampai_nomor()));
  return response;
}

absl::StatusOr<v1::GetLraResponse> GetLra(const Reader& reader, const Call& call,
                                          const v1::GetLraRequest& request) {
  ASSIGN_OR_RETURN(const Kelompok kelompok, ToKelompok(request.kelompok(), Kelompok::kOutput));
  ASSIGN_OR_RETURN(const Tanggal sampai,
                   ToPerTanggal(request.per_tanggal(), AkhirBulan(request.tahun(), kBulanMax)));
  if (sampai.year() != request.tahun()) {
    fault::Violations violations;
    violations.Add("per_tanggal", "must be a day of the fiscal year",
                   "harus hari dalam tahun anggaran");
    return violations.ToStatus();
  }
  v1::GetLraResponse response;
  ASSIGN_OR_RETURN(*response.mutable_lra(),
                   SusunLppa(reader, call.satker, sampai, kelompok, /*sampai_nomor=*/0));
  return response;
}

absl::StatusOr<v1::GetPenarikanResponse> GetPenarikan(const Reader& reader, const Call& call,
                                                      const v1::GetPenarikanRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<Pagu> pagu, LoadPagu(reader, call.satker, request.tahun()));
  PenyusunBulanan penyusun(pagu);
  RETURN_IF_ERROR(LoadJurnal(reader, call.satker, request.tahun(), /*sampai_nomor=*/0,
                             [&](const JurnalTersimpan& jurnal) {
                               return JumlahMeluap(penyusun.Ambil(jurnal.baris.transaksi));
                             }));
  RencanaAkhirBulan rencana;
  for (int32_t bulan = 1; bulan <= kBulanMax; ++bulan) {
    ASSIGN_OR_RETURN(RencanaBerlaku berlaku, LoadRencana(reader, call.satker, request.tahun(),
                                                         AkhirBulan(request.tahun(), bulan)));
    rencana[static_cast<size_t>(bulan - 1)] = std::move(berlaku.rencana);
  }
  ASSIGN_OR_RETURN(const Bulanan bulanan, penyusun.Selesai(rencana));
  ASSIGN_OR_RETURN(const std::vector<BarisPenarikan> baris, SusunPenarikan(bulanan, rencana));
  v1::GetPenarikanResponse response;
  for (const BarisPenarikan& satu : baris) {
    *response.add_baris() = ToWire(satu);
  }
  return response;
}

absl::StatusOr<v1::ListKartuResponse> ListKartuOf(const Reader& reader, const Call& call,
                                                  const v1::ListKartuRequest& request) {
  ASSIGN_OR_RETURN(const auto ids, resource_name::Match(kPaguPattern, request.name()));
  ASSIGN_OR_RETURN(const std::optional<Baris> baris, FindBaris(reader, ids[0], ids[1]));
  if (!baris) {
    return TidakAda(request.name());
  }
  ASSIGN_OR_RETURN(const rpc::Page page, rpc::StartPage(call, request));
  ASSIGN_OR_RETURN(const Halaman<BarisKartu> halaman,
                   ListKartu(reader, ids[0], ids[1], page.after, page.size));
  v1::ListKartuResponse response;
  for (const BarisKartu& satu : halaman.rows) {
    *response.add_baris() = ToWire(ids[0], satu);
  }
  if (!halaman.next.empty()) {
    response.set_next_page_token(rpc::NextToken(page, halaman.next));
  }
  return response;
}

absl::StatusOr<v1::ListOutstandingResponse> ListOutstanding(
    const Reader& reader, const Call& call, const v1::ListOutstandingRequest& request) {
  ASSIGN_OR_RETURN(const Tanggal per_tanggal, ToPerTanggal(request.per_tanggal(), HariIni(call)));
  ASSIGN_OR_RETURN(const BelumSelesai dokumen,
                   LoadBelumSelesai(reader, call.satker, request.tahun()));
  PenyusunOutstanding penyusun(per_tanggal, LiburTercatat());
  for (const Tagihan& tagihan : dokumen.tagihan) {
    RETURN_IF_ERROR(JumlahMeluap(penyusun.Ambil(tagihan)));
  }
  for (const Komitmen& komitmen : dokumen.komitmen) {
    RETURN_IF_ERROR(JumlahMeluap(penyusun.Ambil(komitmen)));
  }
  v1::ListOutstandingResponse response;
  for (const BarisOutstanding& baris : std::move(penyusun).Selesai()) {
    *response.add_baris() = ToWire(call.satker, baris);
  }
  return response;
}

absl::StatusOr<std::vector<BarisAnggaran>> LoadKelompok(const Reader& reader,
                                                        const std::string& satker, int32_t tahun,
                                                        Kelompok kelompok) {
  ASSIGN_OR_RETURN(const std::vector<Baris> baris, LoadBaris(reader, satker, tahun));
  ASSIGN_OR_RETURN(const DaftarKode kode, LoadKode(reader, satker, tahun));
  ASSIGN_OR_RETURN(Anggaran anggaran, Jumlahkan(baris, kode));
  switch (kelompok) {
    case Kelompok::kOutput:
      return std::move(anggaran.output);
    case Kelompok::kKegiatan:
      return std::move(anggaran.kegiatan);
    case Kelompok::kProgram:
      return std::move(anggaran.program);
    case Kelompok::kBaris:
    case Kelompok::kAkun:
    case Kelompok::kJenisBelanja:
    case Kelompok::kSumberDana:
      break;
  }
  fault::Violations violations;
  violations.Add("kelompok", "must be output, kegiatan or program",
                 "harus output, kegiatan, atau program");
  return violations.ToStatus();
}

absl::StatusOr<v1::GetPerbandinganResponse> GetPerbandingan(
    const Reader& reader, const Call& call, const v1::GetPerbandinganRequest& request) {
  ASSIGN_OR_RETURN(const Kelompok kelompok, ToKelompok(request.kelompok(), Kelompok::kOutput));
  if (request.tahun_awal() >= request.tahun()) {
    fault::Violations violations;
    violations.Add("tahun_awal", "must be before tahun", "harus sebelum tahun");
    return violations.ToStatus();
  }
  ASSIGN_OR_RETURN(const std::vector<BarisAnggaran> awal,
                   LoadKelompok(reader, call.satker, request.tahun_awal(), kelompok));
  ASSIGN_OR_RETURN(const std::vector<BarisAnggaran> akhir,
                   LoadKelompok(reader, call.satker, request.tahun(), kelompok));
  ASSIGN_OR_RETURN(const std::vector<Padanan> padanan, LoadPadanan(reader));
  ASSIGN_OR_RETURN(const DaftarPadanan daftar, DaftarPadanan::Of(padanan));
  ASSIGN_OR_RETURN(const std::vector<BarisPerbandingan> baris,
                   Bandingkan(awal, request.tahun_awal(), akhir, request.tahun(), daftar));
  v1::GetPerbandinganResponse response;
  for (const BarisPerbandingan& satu : baris) {
    *response.add_baris() = ToWire(satu);
  }
  return response;
}

// Page by page: a year may have more documents than memory should hold.
template <class Dokumen>
absl::Status AmbilDokumen(const Reader& reader, const std::string& satker, int32_t tahun,
                          PenyusunPengecualian* penyusun) {
  std::string after;
  do {
    ASSIGN_OR_RETURN(const Halaman<Dokumen> halaman,
                     ListDokumen<Dokumen>(reader, satker, tahun, after, kHalamanDokumen));
    for (const Dokumen& dokumen : halaman.rows) {
      RETURN_IF_ERROR(JumlahMeluap(penyusun->Ambil(dokumen)));
    }
    after = halaman.next;
  } while (!after.empty());
  return absl::OkStatus();
}

absl::StatusOr<v1::ListPengecualianResponse> ListPengecualian(
    const Reader& reader, const Call& call, const v1::ListPengecualianRequest& request) {
  const std::string& satker = call.satker;
  const int32_t tahun = request.tahun();
  ASSIGN_OR_RETURN(const Tanggal per_tanggal, ToPerTanggal(request.per_tanggal(), HariIni(call)));
  ASSIGN_OR_RETURN(std::vector<AktaPeriode> akta, LoadPeriode(reader, satker, tahun));
  PenyusunPengecualian penyusun(tahun, std::move(akta), per_tanggal, LiburTercatat());
  ASSIGN_OR_RETURN(const std::vector<Baris> baris, LoadBaris(reader, satker, tahun));
  for (const Baris& satu : baris) {
    RETURN_IF_ERROR(JumlahMeluap(penyusun.Ambil(satu)));
  }
  RETURN_IF_ERROR(AmbilDokumen<Tagihan>(reader, satker, tahun, &penyusun));
  RETURN_IF_ERROR(AmbilDokumen<Komitmen>(reader, satker, tahun, &penyusun));
  RETURN_IF_ERROR(AmbilDokumen<Revisi>(reader, satker, tahun, &penyusun));
  RETURN_IF_ERROR(AmbilDokumen<Koreksi>(reader, satker, tahun, &penyusun));
  RETURN_IF_ERROR(AmbilDokumen<Pembukaan>(reader, satker, tahun, &penyusun));
  RETURN_IF_ERROR(LoadJurnal(
      reader, satker, tahun, /*sampai_nomor=*/0,
      [&](const JurnalTersimpan& jurnal) { return JumlahMeluap(penyusun.Ambil(jurnal.baris)); }));
  v1::ListPengecualianResponse response;
  for (const Pengecualian& temuan : std::move(penyusun).Selesai()) {
    *response.add_pengecualian() = ToWire(satker, temuan);
  }
  return response;
}

absl::StatusOr<v1::PutPembandingResponse> PutPembanding(Txn& txn, const Call& call,
                                                        const v1::PutPembandingRequest& request) {
  ASSIGN_OR_RETURN(const SetPembanding set, ToSetPembanding(request, call.satker, HariIni(call)));
  ASSIGN_OR_RETURN(const int32_t selisih, SimpanPembanding(txn, call, request.tahun(), set));
  v1::PutPembandingResponse response;
  response.set_selisih(selisih);
  return response;
}

absl::StatusOr<v1::GetRekonsiliasiResponse> GetRekonsiliasi(
    const Reader& reader, const Call& call, const v1::GetRekonsiliasiRequest& request) {
  ASSIGN_OR_RETURN(
      const std::vector<Selisih> selisih,
      MuatSelisih(reader, call.satker, request.tahun(), HariIni(call), request.dengan_selesai()));
  v1::GetRekonsiliasiResponse response;
  for (const Selisih& satu : selisih) {
    *response.add_selisih() = ToWire(call.satker, satu);
  }
  return response;
}

absl::StatusOr<v1::ExplainSelisihResponse> ExplainSelisih(
    Txn& txn, const Call& call, const v1::ExplainSelisihRequest& request) {
  ASSIGN_OR_RETURN(const auto ids, resource_name::Match(kPaguPattern, request.name()));
  ASSIGN_OR_RETURN(const SumberPembanding sumber, ToSumberPembanding(request.sumber()));
  ASSIGN_OR_RETURN(Selisih selisih, CariSelisih(txn, ids[0], ids[1], sumber, HariIni(call)));
  const Penjelasan penjelasan{.sumber = sumber,
                              .pagu = ids[1],
                              .di_sini = selisih.di_sini,
                              .di_sana = selisih.di_sana,
                              .teks = request.penjelasan(),
                              .oleh = PelakuOf(call).pencatat};
  RETURN_IF_ERROR(SavePenjelasan(txn, ids[0], TahunOf(ids[1]).value_or(0), penjelasan));
  call.Changed(request.name());
  selisih.status = StatusSelisih::kDijelaskan;
  selisih.penjelasan = penjelasan.teks;
  selisih.penjelas = penjelasan.oleh;
  v1::ExplainSelisihResponse response;
  *response.mutable_selisih() = ToWire(ids[0], selisih);
  return response;
}

}  // namespace

rpc::MethodTable LaporanAnggaranMethods() {
  rpc::MethodTable table("sakip.budget.v1.LaporanAnggaranService");
  // Each folds an office-year or lists what may be thousands: none belongs on the polling thread.
  table.LongRead<v1::GetLppaRequest, v1::GetLppaResponse>("GetLppa", GetLppa);
  table.LongRead<v1::GetLraRequest, v1::GetLraResponse>("GetLra", GetLra);
  table.LongRead<v1::GetPenarikanRequest, v1::GetPenarikanResponse>("GetPenarikan", GetPenarikan);
  table.LongRead<v1::ListKartuRequest, v1::ListKartuResponse>("ListKartu", ListKartuOf);
  table.LongRead<v1::ListOutstandingRequest, v1::ListOutstandingResponse>("ListOutstanding",
                                                                          ListOutstanding);
  table.LongRead<v1::GetPerbandinganRequest, v1::GetPerbandinganResponse>("GetPerbandingan",
                                                                          GetPerbandingan);
  table.LongRead<v1::ListPengecualianRequest, v1::ListPengecualianResponse>("ListPengecualian",
                                                                            ListPengecualian);
  table.LongRead<v1::GetRekonsiliasiRequest, v1::GetRekonsiliasiResponse>("GetRekonsiliasi",
                                                                          GetRekonsiliasi);
  table.LongRead<v1::GetIkpaRequest, v1::GetIkpaResponse>("GetIkpa", GetIkpa);
  table.LongRead<v1::GetNkaRequest, v1::GetNkaResponse>("GetNka", GetNka);
  table.Mutation<v1::PutPembandingRequest, v1::PutPembandingResponse>("PutPembanding",
                                                                      PutPembanding);
  table.Mutation<v1::ExplainSelisihRequest, v1::ExplainSelisihResponse>("ExplainSelisih",
                                                                        ExplainSelisih);
  return table;
}

}  // namespace sakip::budget
