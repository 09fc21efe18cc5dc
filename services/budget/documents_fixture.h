#ifndef SAKIP_SERVICES_BUDGET_DOCUMENTS_FIXTURE_H_
#define SAKIP_SERVICES_BUDGET_DOCUMENTS_FIXTURE_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "services/budget/budget_service_fixture.h"

// For tests: Bontang's lines of 2017 are entered, and its officers make documents.
namespace sakip::budget {

inline constexpr char kBesar[] = "satker/6474/pagu/2017-01.3355.994";  // pagu 1.963.169.000

inline std::string NamaUji(const std::string& collection, const std::string& id) {
  return "satker/6474/" + collection + "/" + id;
}

// The first field that a refusal names; empty without one.
inline std::string FirstField(const absl::Status& status) {
  const std::vector<std::string> fields = rpc::FieldsOf(status);
  return fields.empty() ? "" : fields.front();
}

class DocumentsTest : public BudgetServiceTest {
 protected:
  using Lines = std::vector<std::pair<std::string, int64_t>>;

  DocumentsTest() { EXPECT_THAT(Call(Import(1, false)), IsOk()); }

  static void Fill(const Lines& lines, google::protobuf::RepeatedPtrField<v1::Rincian>* rincian) {
    for (const auto& [pagu, jumlah] : lines) {
      v1::Rincian* one = rincian->Add();
      one->set_pagu(pagu);
      one->set_jumlah(jumlah);
    }
  }

  static v1::CreateTagihanRequest Bill(
      const std::string& id, const Lines& lines,
      v1::JenisTagihan jenis = v1::JENIS_TAGIHAN_LS_NON_KONTRAKTUAL) {
    v1::CreateTagihanRequest request;
    request.set_parent(kParent);
    v1::Tagihan* tagihan = request.mutable_tagihan();
    tagihan->set_name(NamaUji("tagihan", id));
    tagihan->set_tahun(2017);
    tagihan->set_jenis(jenis);
    tagihan->set_uraian("Sewa " + id);
    Fill(lines, tagihan->mutable_rincian());
    return request;
  }
  absl::StatusOr<v1::CreateTagihanResponse> Draft(const std::string& id, const Lines& lines) {
    return As<v1::CreateTagihanResponse>("operator", Bill(id, lines));
  }

  static v1::CreateKomitmenRequest Contract(const std::string& id, const Lines& lines) {
    v1::CreateKomitmenRequest request;
    request.set_parent(kParent);
    v1::Komitmen* komitmen = request.mutable_komitmen();
    komitmen->set_name(NamaUji("komitmen", id));
    komitmen->set_tahun(2017);
    komitmen->set_nomor_kontrak("K/" + id);
    komitmen->set_uraian("Kontrak " + id);
    komitmen->set_tanggal("2017-02-01");
    komitmen->set_berakhir("2017-11-30");
    Fill(lines, komitmen->mutable_rincian());
    return request;
  }

  // A step of a bill with its number, if it has one, and a reason, if it needs one.
  template <class Request>
  static Request Step(const std::string& id, const std::string& tanggal = "2017-03-01") {
    Request request;
    request.set_name(NamaUji("tagihan", id));
    request.set_tanggal(tanggal);
    if constexpr (requires { request.set_nomor(""); }) {
      request.set_nomor(Request::descriptor()->name() + "/" + id);
    }
    if constexpr (requires { request.set_alasan(""); }) {
      request.set_alasan("berkas tidak lengkap");
    }
    return request;
  }
  absl::StatusOr<v1::IssueSppResponse> Spp(const std::string& id, const std::string& day) {
    return As<v1::IssueSppResponse>("ppk", Step<v1::IssueSppRequest>(id, day));
  }
  absl::StatusOr<v1::TestSppResponse> Test(const std::string& id, const std::string& day) {
    return As<v1::TestSppResponse>("ppspm", Step<v1::TestSppRequest>(id, day));
  }
  absl::StatusOr<v1::IssueSpmResponse> Spm(const std::string& id, const std::string& day) {
    return As<v1::IssueSpmResponse>("ppspm", Step<v1::IssueSpmRequest>(id, day));
  }
  absl::StatusOr<v1::SendSpmResponse> Send(const std::string& id, const std::string& day) {
    return As<v1::SendSpmResponse>("ppspm", Step<v1::SendSpmRequest>(id, day));
  }
  absl::StatusOr<v1::RecordSp2dResponse> Sp2d(const std::string& id, const std::string& day) {
    return As<v1::RecordSp2dResponse>("bendahara", Step<v1::RecordSp2dRequest>(id, day));
  }

  // Takes a draft on to `status`, every step on the same day.
  void Bring(const std::string& id, v1::StatusTagihan status,
             const std::string& day = "2017-03-01") {
    if (status >= v1::STATUS_TAGIHAN_SPP_ISSUED) {
      ASSERT_THAT(Spp(id, day), IsOk());
    }
    if (status >= v1::STATUS_TAGIHAN_SPP_TESTED) {
      ASSERT_THAT(Test(id, day), IsOk());
    }
    if (status >= v1::STATUS_TAGIHAN_SPM_ISSUED) {
      ASSERT_THAT(Spm(id, day), IsOk());
    }
    if (status >= v1::STATUS_TAGIHAN_SENT) {
      ASSERT_THAT(Send(id, day), IsOk());
    }
    if (status >= v1::STATUS_TAGIHAN_SP2D_ISSUED) {
      ASSERT_THAT(Sp2d(id, day), IsOk());
    }
  }
  // A new bill that is paid.
  void Pay(const std::string& id, const Lines& lines, const std::string& day = "2017-03-01") {
    ASSERT_THAT(Draft(id, lines), IsOk());
    Bring(id, v1::STATUS_TAGIHAN_SP2D_ISSUED, day);
  }

  v1::Tagihan Stored(const std::string& id) {
    v1::GetTagihanRequest request;
    request.set_name(NamaUji("tagihan", id));
    const auto response = As<v1::GetTagihanResponse>("operator", request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->tagihan() : v1::Tagihan();
  }
  // Number of the transaction of that step.
  int64_t NumberOf(const std::string& id, v1::StatusTagihan status) {
    const v1::Tagihan stored = Stored(id);
    for (const v1::LangkahTagihan& langkah : stored.langkah()) {
      if (langkah.status() == status) {
        return langkah.transaksi();
      }
    }
    return 0;
  }

  v1::Pagu Line(const std::string& name, const std::string& per_tanggal = "",
                int64_t sampai_nomor = 0) {
    v1::GetPaguRequest request;
    request.set_name(name);
    request.set_per_tanggal(per_tanggal);
    request.set_sampai_nomor(sampai_nomor);
    const auto response = As<v1::GetPaguResponse>("operator", request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->pagu() : v1::Pagu();
  }

  // Every transaction of the year, by number.
  std::vector<v1::TransaksiJurnal> Journal() {
    v1::ListJurnalRequest request;
    request.set_parent(kParent);
    request.set_tahun(2017);
    request.set_page_size(500);
    std::vector<v1::TransaksiJurnal> journal;
    do {
      const auto response = As<v1::ListJurnalResponse>("operator", request);
      EXPECT_THAT(response, IsOk());
      if (!response.ok()) {
        break;
      }
      journal.insert(journal.end(), response->transaksi().begin(), response->transaksi().end());
      request.set_page_token(response->next_page_token());
    } while (!request.page_token().empty());
    return journal;
  }

  // Closes the months of 2017 up to `bulan`.
  void Close(int32_t bulan) {
    for (int32_t i = 1; i <= bulan; ++i) {
      v1::ClosePeriodeRequest request;
      request.set_parent(kParent);
      request.set_tahun(2017);
      request.set_bulan(i);
      request.set_tanggal_tutup_buku("2018-01-31");
      ASSERT_THAT(As<v1::ClosePeriodeResponse>("bendahara", request), IsOk()) << i;
    }
  }
};

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_DOCUMENTS_FIXTURE_H_
