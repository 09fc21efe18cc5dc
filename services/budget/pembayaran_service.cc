#include "services/budget/pembayaran_service.h"

#include <set>
#include <string>
#include <vector>

#include "common/fault/fault.h"
#include "common/rpc/page.h"
#include "common/status/status_macros.h"
#include "sakip/budget/v1/pembayaran_service.pb.h"
#include "services/budget/budget_repository.h"
#include "services/budget/komitmen.h"
#include "services/budget/koreksi.h"
#include "services/budget/mutation.h"
#include "services/budget/pembayaran_wire.h"
#include "services/budget/tagihan.h"
#include "services/budget/wire_parts.h"

namespace sakip::budget {
namespace {

using rpc::Call;
using store::Reader;
using store::Txn;

std::set<std::string> LinesOf(const std::vector<Rincian>& rincian) {
  std::set<std::string> lines;
  for (const Rincian& one : rincian) {
    lines.insert(one.pagu);
  }
  return lines;
}

// ---- Komitmen

absl::StatusOr<v1::CreateKomitmenResponse> CreateKomitmen(
    Txn& txn, const Call& call, const v1::CreateKomitmenRequest& request) {
  ASSIGN_OR_RETURN(const Komitmen komitmen, ToKomitmen(call.satker, request.komitmen()));
  Kebutuhan kebutuhan = KebutuhanOf(call);
  kebutuhan.komitmen = {komitmen.id};
  kebutuhan.baris = LinesOf(komitmen.rincian);
  kebutuhan.nomor = {{JenisNomor::kKontrak, komitmen.nomor_kontrak}};
  RETURN_IF_ERROR(
      Jalankan(txn, call, komitmen.tahun, kebutuhan, [&](const Buku& buku, const Pelaku& pelaku) {
        return CatatKomitmen(buku, pelaku, komitmen);
      }).status());
  ASSIGN_OR_RETURN(const Komitmen stored,
                   Tersimpan<Komitmen>(txn, call.satker, komitmen.id, request.komitmen().name()));
  v1::CreateKomitmenResponse response;
  *response.mutable_komitmen() = ToWire(call.satker, stored);
  return response;
}

absl::StatusOr<v1::ReleaseKomitmenResponse> ReleaseKomitmen(
    Txn& txn, const Call& call, const v1::ReleaseKomitmenRequest& request) {
  ASSIGN_OR_RETURN(const Alamat alamat, AlamatOf(kKomitmenPattern, request.name()));
  ASSIGN_OR_RETURN(const period::Tanggal tanggal, ToTanggal(request.tanggal(), "tanggal"));
  Kebutuhan kebutuhan = KebutuhanOf(call);
  kebutuhan.komitmen = {alamat.id};
  RETURN_IF_ERROR(
      Jalankan(txn, call, alamat.tahun, kebutuhan, [&](const Buku& buku, const Pelaku& pelaku) {
        return LepasKomitmen(buku, pelaku, alamat.id, tanggal, request.alasan());
      }).status());
  ASSIGN_OR_RETURN(const Komitmen stored,
                   Tersimpan<Komitmen>(txn, call.satker, alamat.id, request.name()));
  v1::ReleaseKomitmenResponse response;
  *response.mutable_komitmen() = ToWire(call.satker, stored);
  return response;
}

absl::StatusOr<v1::GetKomitmenResponse> GetKomitmen(const Reader& reader, const Call&,
                                                    const v1::GetKomitmenRequest& request) {
  ASSIGN_OR_RETURN(const Alamat alamat, AlamatOf(kKomitmenPattern, request.name()));
  ASSIGN_OR_RETURN(const Komitmen stored,
                   Tersimpan<Komitmen>(reader, alamat.satker, alamat.id, request.name()));
  v1::GetKomitmenResponse response;
  *response.mutable_komitmen() = ToWire(alamat.satker, stored);
  return response;
}

// ---- Tagihan

absl::Status CheckEtag(const Buku& buku, const std::string& id, const std::string& etag) {
  const auto found = buku.tagihan.find(id);
  if (etag.empty() || found == buku.tagihan.end() || EtagOf(found->second) == etag) {
    return absl::OkStatus();
  }
  return fault::Refuse(fault::Reason::kEtagMismatch, "", "");
}

// One step of a bill. `jenis` is that of the number it brings, if any.
template <class Response, class Request, class Decide>
absl::StatusOr<Response> Langkahkan(Txn& txn, const Call& call, const Request& request,
                                    const std::set<Nomor>& nomor, const Decide& decide) {
  ASSIGN_OR_RETURN(const Alamat alamat, AlamatOf(kTagihanPattern, request.name()));
  ASSIGN_OR_RETURN(const period::Tanggal tanggal, ToTanggal(request.tanggal(), "tanggal"));
  IsiLangkah isi{.id = alamat.id, .nomor = {}, .tanggal = tanggal};
  if (!nomor.empty()) {
    isi.nomor = nomor.begin()->second;
  }
  Kebutuhan kebutuhan = KebutuhanOf(call);
  kebutuhan.tagihan = {alamat.id};
  kebutuhan.nomor = nomor;
  const auto keputusan = [&](const Buku& buku, const Pelaku& pelaku) -> absl::StatusOr<Perubahan> {
    RETURN_IF_ERROR(CheckEtag(buku, alamat.id, request.etag()));
    return decide(buku, pelaku, isi);
  };
  RETURN_IF_ERROR(Jalankan(txn, call, alamat.tahun, kebutuhan, keputusan).status());
  ASSIGN_OR_RETURN(const Tagihan stored,
                   Tersimpan<Tagihan>(txn, call.satker, alamat.id, request.name()));
  Response response;
  *response.mutable_tagihan() = ToWire(call.satker, stored);
  return response;
}

absl::StatusOr<v1::CreateTagihanResponse> CreateTagihan(Txn& txn, const Call& call,
                                                        const v1::CreateTagihanRequest& request) {
  ASSIGN_OR_RETURN(const Tagihan tagihan, ToTagihan(call.satker, request.tagihan()));
  Kebutuhan kebutuhan = KebutuhanOf(call);
  kebutuhan.tagihan = {tagihan.id};
  kebutuhan.baris = LinesOf(tagihan.rincian);
  if (!tagihan.komitmen.empty()) {
    kebutuhan.komitmen = {tagihan.komitmen};
  }
  RETURN_IF_ERROR(
      Jalankan(txn, call, tagihan.tahun, kebutuhan, [&](const Buku& buku, const Pelaku& pelaku) {
        return BuatTagihan(buku, pelaku, tagihan);
      }).status());
  ASSIGN_OR_RETURN(const Tagihan stored,
                   Tersimpan<Tagihan>(txn, call.satker, tagihan.id, request.tagihan().name()));
  v1::CreateTagihanResponse response;
  *response.mutable_tagihan() = ToWire(call.satker, stored);
  return response;
}

absl::StatusOr<v1::IssueSppResponse> IssueSpp(Txn& txn, const Call& call,
                                              const v1::IssueSppRequest& request) {
  return Langkahkan<v1::IssueSppResponse>(txn, call, request, {{JenisNomor::kSpp, request.nomor()}},
                                          TerbitkanSpp);
}

absl::StatusOr<v1::TestSppResponse> TestSpp(Txn& txn, const Call& call,
                                            const v1::TestSppRequest& request) {
  return Langkahkan<v1::TestSppResponse>(txn, call, request, {}, UjiSpp);
}

absl::StatusOr<v1::IssueSpmResponse> IssueSpm(Txn& txn, const Call& call,
                                              const v1::IssueSpmRequest& request) {
  return Langkahkan<v1::IssueSpmResponse>(
      txn, call, request, {{JenisNomor::kSpm, request.nomor()}},
      [&](const Buku& buku, const Pelaku& pelaku, const IsiLangkah& isi) {
        return TerbitkanSpm(buku, pelaku, isi, money::Rupiah::FromInt(request.potongan()));
      });
}

absl::StatusOr<v1::SendSpmResponse> SendSpm(Txn& txn, const Call& call,
                                            const v1::SendSpmRequest& request) {
  return Langkahkan<v1::SendSpmResponse>(txn, call, request, {}, KirimSpm);
}

absl::StatusOr<v1::RecordSp2dResponse> RecordSp2d(Txn& txn, const Call& call,
                                                  const v1::RecordSp2dRequest& request) {
  ASSIGN_OR_RETURN(const IsiSp2d isi, ToSp2d(call.satker, request));
  return Langkahkan<v1::RecordSp2dResponse>(
      txn, call, request, {{JenisNomor::kSp2d, request.nomor()}},
      [&](const Buku& buku, const Pelaku& pelaku, const IsiLangkah&) {
        return CatatSp2d(buku, pelaku, isi);
      });
}

absl::StatusOr<v1::RejectTagihanResponse> RejectTagihan(Txn& txn, const Call& call,
                                                        const v1::RejectTagihanRequest& request) {
  return Langkahkan<v1::RejectTagihanResponse>(
      txn, call, request, {}, [&](const Buku& buku, const Pelaku& pelaku, const IsiLangkah& isi) {
        return TolakTagihan(buku, pelaku, isi, request.alasan());
      });
}

absl::StatusOr<v1::ReleaseExpiredResponse> ReleaseExpired(
    Txn& txn, const Call& call, const v1::ReleaseExpiredRequest& request) {
  ASSIGN_OR_RETURN(const period::Tanggal per_tanggal,
                   ToTanggal(request.per_tanggal(), "per_tanggal"));
  Kebutuhan kebutuhan = KebutuhanOf(call);
  kebutuhan.belum_selesai = true;
  ASSIGN_OR_RETURN(
      const Perubahan perubahan,
      Jalankan(txn, call, request.tahun(), kebutuhan, [&](const Buku& buku, const Pelaku& pelaku) {
        return LepasKedaluwarsa(buku, pelaku, per_tanggal);
      }));
  v1::ReleaseExpiredResponse response;
  for (const Tagihan& tagihan : perubahan.tagihan) {
    response.add_dilepas(NamaDokumen(call.satker, "tagihan", tagihan.id));
  }
  for (const Komitmen& komitmen : perubahan.komitmen) {
    // An expired bill gives back to a contract that may go on.
    if (komitmen.status == StatusKomitmen::kKedaluwarsa) {
      response.add_dilepas(NamaDokumen(call.satker, "komitmen", komitmen.id));
    }
  }
  return response;
}

absl::StatusOr<v1::GetTagihanResponse> GetTagihan(const Reader& reader, const Call&,
                                                  const v1::GetTagihanRequest& request) {
  ASSIGN_OR_RETURN(const Alamat alamat, AlamatOf(kTagihanPattern, request.name()));
  ASSIGN_OR_RETURN(const Tagihan stored,
                   Tersimpan<Tagihan>(reader, alamat.satker, alamat.id, request.name()));
  v1::GetTagihanResponse response;
  *response.mutable_tagihan() = ToWire(alamat.satker, stored);
  return response;
}

absl::StatusOr<v1::ListTagihanResponse> ListTagihan(const Reader& reader, const Call& call,
                                                    const v1::ListTagihanRequest& request) {
  ASSIGN_OR_RETURN(const std::optional<StatusTagihan> status, ToStatusTagihan(request.status()));
  ASSIGN_OR_RETURN(const rpc::Page page, rpc::StartPage(call, request));
  v1::ListTagihanResponse response;
  std::string after = page.after;
  do {
    const size_t missing = page.size - static_cast<size_t>(response.tagihan_size());
    ASSIGN_OR_RETURN(const auto halaman,
                     ListDokumen<Tagihan>(reader, call.satker, request.tahun(), after, missing));
    for (const Tagihan& tagihan : halaman.rows) {
      if (!status || tagihan.status == *status) {
        *response.add_tagihan() = ToWire(call.satker, tagihan);
      }
    }
    after = halaman.next;
  } while (!after.empty() && static_cast<size_t>(response.tagihan_size()) < page.size);
  if (!after.empty()) {
    response.set_next_page_token(rpc::NextToken(page, after));
  }
  return response;
}

// ---- Setoran, koreksi

absl::StatusOr<v1::PostSetoranResponse> PostSetoran(Txn& txn, const Call& call,
                                                    const v1::PostSetoranRequest& request) {
  ASSIGN_OR_RETURN(const Setoran setoran, ToSetoran(call.satker, request.setoran()));
  Kebutuhan kebutuhan = KebutuhanOf(call);
  kebutuhan.setoran = {setoran.id};
  kebutuhan.baris = LinesOf(setoran.rincian);
  kebutuhan.nomor = {{JenisNomor::kBukti, setoran.nomor_bukti}};
  if (setoran.acuan != 0) {
    kebutuhan.transaksi = {setoran.acuan};
  }
  RETURN_IF_ERROR(
      Jalankan(txn, call, setoran.tahun, kebutuhan, [&](const Buku& buku, const Pelaku& pelaku) {
        return CatatSetoran(buku, pelaku, setoran);
      }).status());
  ASSIGN_OR_RETURN(const Setoran stored,
                   Tersimpan<Setoran>(txn, call.satker, setoran.id, request.setoran().name()));
  v1::PostSetoranResponse response;
  *response.mutable_setoran() = ToWire(call.satker, stored);
  return response;
}

absl::StatusOr<v1::ProposeKoreksiResponse> ProposeKoreksi(
    Txn& txn, const Call& call, const v1::ProposeKoreksiRequest& request) {
  ASSIGN_OR_RETURN(const Koreksi koreksi, ToKoreksi(call.satker, request.koreksi()));
  Kebutuhan kebutuhan = KebutuhanOf(call);
  kebutuhan.koreksi = {koreksi.id};
  kebutuhan.baris = LinesOf(koreksi.pengganti);
  kebutuhan.transaksi = {koreksi.acuan};
  RETURN_IF_ERROR(
      Jalankan(txn, call, koreksi.tahun, kebutuhan, [&](const Buku& buku, const Pelaku& pelaku) {
        return AjukanKoreksi(buku, pelaku, koreksi);
      }).status());
  ASSIGN_OR_RETURN(const Koreksi stored,
                   Tersimpan<Koreksi>(txn, call.satker, koreksi.id, request.koreksi().name()));
  v1::ProposeKoreksiResponse response;
  *response.mutable_koreksi() = ToWire(call.satker, stored);
  return response;
}

absl::StatusOr<v1::DecideKoreksiResponse> DecideKoreksi(Txn& txn, const Call& call,
                                                        const v1::DecideKoreksiRequest& request) {
  ASSIGN_OR_RETURN(const Alamat alamat, AlamatOf(kKoreksiPattern, request.name()));
  Kebutuhan kebutuhan = KebutuhanOf(call);
  kebutuhan.koreksi = {alamat.id};
  RETURN_IF_ERROR(
      Jalankan(txn, call, alamat.tahun, kebutuhan, [&](const Buku& buku, const Pelaku& pelaku) {
        return PutuskanKoreksi(buku, pelaku, alamat.id, request.setuju(), request.alasan());
      }).status());
  ASSIGN_OR_RETURN(const Koreksi stored,
                   Tersimpan<Koreksi>(txn, call.satker, alamat.id, request.name()));
  v1::DecideKoreksiResponse response;
  *response.mutable_koreksi() = ToWire(call.satker, stored);
  return response;
}

// One page of the documents of a year; `add` gives the next place in the response.
template <class Dokumen, class Response, class Request, class Add>
absl::StatusOr<Response> Daftarkan(const Reader& reader, const Call& call, const Request& request,
                                   const Add& add) {
  ASSIGN_OR_RETURN(const rpc::Page page, rpc::StartPage(call, request));
  ASSIGN_OR_RETURN(const auto halaman, ListDokumen<Dokumen>(reader, call.satker, request.tahun(),
                                                            page.after, page.size));
  Response response;
  for (const Dokumen& dokumen : halaman.rows) {
    *add(response) = ToWire(call.satker, dokumen);
  }
  if (!halaman.next.empty()) {
    response.set_next_page_token(rpc::NextToken(page, halaman.next));
  }
  return response;
}

absl::StatusOr<v1::ListKomitmenResponse> ListKomitmen(const Reader& reader, const Call& call,
                                                      const v1::ListKomitmenRequest& request) {
  return Daftarkan<Komitmen, v1::ListKomitmenResponse>(
      reader, call, request,
      [](v1::ListKomitmenResponse& response) { return response.add_komitmen(); });
}

absl::StatusOr<v1::ListSetoranResponse> ListSetoran(const Reader& reader, const Call& call,
                                                    const v1::ListSetoranRequest& request) {
  return Daftarkan<Setoran, v1::ListSetoranResponse>(
      reader, call, request,
      [](v1::ListSetoranResponse& response) { return response.add_setoran(); });
}

absl::StatusOr<v1::ListKoreksiResponse> ListKoreksi(const Reader& reader, const Call& call,
                                                    const v1::ListKoreksiRequest& request) {
  return Daftarkan<Koreksi, v1::ListKoreksiResponse>(
      reader, call, request,
      [](v1::ListKoreksiResponse& response) { return response.add_koreksi(); });
}

}  // namespace

rpc::MethodTable PembayaranMethods() {
  rpc::MethodTable table("sakip.budget.v1.PembayaranService");
  table.Mutation<v1::CreateKomitmenRequest, v1::CreateKomitmenResponse>("CreateKomitmen",
                                                                        CreateKomitmen);
  table.Mutation<v1::ReleaseKomitmenRequest, v1::ReleaseKomitmenResponse>("ReleaseKomitmen",
                                                                          ReleaseKomitmen);
  table.Read<v1::GetKomitmenRequest, v1::GetKomitmenResponse>("GetKomitmen", GetKomitmen);
  table.Mutation<v1::CreateTagihanRequest, v1::CreateTagihanResponse>("CreateTagihan",
                                                                      CreateTagihan);
  table.Mutation<v1::IssueSppRequest, v1::IssueSppResponse>("IssueSpp", IssueSpp);
  table.Mutation<v1::TestSppRequest, v1::TestSppResponse>("TestSpp", TestSpp);
  table.Mutation<v1::IssueSpmRequest, v1::IssueSpmResponse>("IssueSpm", IssueSpm);
  table.Mutation<v1::SendSpmRequest, v1::SendSpmResponse>("SendSpm", SendSpm);
  table.Mutation<v1::RecordSp2dRequest, v1::RecordSp2dResponse>("RecordSp2d", RecordSp2d);
  table.Mutation<v1::RejectTagihanRequest, v1::RejectTagihanResponse>("RejectTagihan",
                                                                      RejectTagihan);
  table.Mutation<v1::ReleaseExpiredRequest, v1::ReleaseExpiredResponse>("ReleaseExpired",
                                                                        ReleaseExpired);
  table.Read<v1::GetTagihanRequest, v1::GetTagihanResponse>("GetTagihan", GetTagihan);
  table.Mutation<v1::PostSetoranRequest, v1::PostSetoranResponse>("PostSetoran", PostSetoran);
  table.Mutation<v1::ProposeKoreksiRequest, v1::ProposeKoreksiResponse>("ProposeKoreksi",
                                                                        ProposeKoreksi);
  table.Mutation<v1::DecideKoreksiRequest, v1::DecideKoreksiResponse>("DecideKoreksi",
                                                                      DecideKoreksi);
  // Documents have up to 1,000 lines each, and a filter may read the whole year.
  table.LongRead<v1::ListKomitmenRequest, v1::ListKomitmenResponse>("ListKomitmen", ListKomitmen);
  table.LongRead<v1::ListTagihanRequest, v1::ListTagihanResponse>("ListTagihan", ListTagihan);
  table.LongRead<v1::ListSetoranRequest, v1::ListSetoranResponse>("ListSetoran", ListSetoran);
  table.LongRead<v1::ListKoreksiRequest, v1::ListKoreksiResponse>("ListKoreksi", ListKoreksi);
  return table;
}

}  // namespace sakip::budget
