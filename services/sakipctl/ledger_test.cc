#include "services/sakipctl/ledger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "sakip/budget/v1/laporan_anggaran_service.pb.h"
#include "sakip/budget/v1/pembayaran_service.pb.h"
#include "sakip/common/v1/options.pb.h"
#include "services/sakipctl/exit_codes.h"

namespace sakip::sakipctl {
namespace {

namespace v1 = budget::v1;
using google::protobuf::FieldDescriptor;
using testing::HasSubstr;

const Perintah& Row(const std::string& noun, const std::string& verb) {
  for (const Perintah& one : DaftarPerintah()) {
    if (one.noun == noun && one.verb == verb) {
      return one;
    }
  }
  ADD_FAILURE() << noun << " " << verb;
  return DaftarPerintah().front();
}

// A file that is gone after the test.
class DataFile {
 public:
  explicit DataFile(const std::string& text)
      : path_(std::filesystem::temp_directory_path() /
              ("sakipctl-ledger-" + std::to_string(getpid()) + ".json")) {
    std::ofstream(path_) << text;
  }
  ~DataFile() { std::filesystem::remove(path_); }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

absl::StatusOr<std::unique_ptr<google::protobuf::Message>> Make(
    const std::vector<std::string>& words) {
  const auto arguments =
      ParseArguments(words, [](const char*) { return std::optional<std::string>(); });
  if (!arguments.ok()) {
    return arguments.status();
  }
  const auto& rest = arguments->positional;
  const std::string verb = rest.empty() ? "" : rest[0];
  return BuatPermintaan(Row(arguments->command, verb), *arguments, rest.size() > 1 ? rest[1] : "");
}

TEST(LedgerTable, HasEveryMethodOnce) {
  std::set<std::string> offered;
  for (const Perintah& one : DaftarPerintah()) {
    EXPECT_TRUE(offered.insert(one.method).second) << one.method;
  }
  const auto& pool = *google::protobuf::DescriptorPool::generated_pool();
  for (const char* name :
       {"DipaService", "PembayaranService", "PembukuanService", "LaporanAnggaranService"}) {
    const auto* service = pool.FindServiceByName(std::string("sakip.budget.v1.") + name);
    ASSERT_NE(service, nullptr) << name;
    for (int i = 0; i < service->method_count(); ++i) {
      EXPECT_EQ(offered.erase(std::string(name) + "/" + service->method(i)->name()), 1u)
          << name << "/" << service->method(i)->name();
    }
  }
  EXPECT_THAT(offered, testing::IsEmpty());
}

// What the contract calls required can be given, of the request and of its document.
TEST(LedgerTable, ReachesEveryRequiredField) {
  for (const Perintah& one : DaftarPerintah()) {
    const auto& request = *MethodOf(one).input_type();
    const auto options = OptionsOf(one);
    const FieldDescriptor* document = DokumenOf(request);
    const auto reached = [&](const FieldDescriptor& field) {
      std::string option = field.name();
      std::replace(option.begin(), option.end(), '_', '-');
      const bool listed = field.is_repeated() || field.message_type() != nullptr;
      return field.name() == "parent" || &field == NamaOf(request) || options.count(option) > 0 ||
             (listed && options.count("data") > 0);
    };
    for (const auto* type : {&request, document == nullptr ? nullptr : document->message_type()}) {
      for (int i = 0; type != nullptr && i < type->field_count(); ++i) {
        const auto& rules = type->field(i)->options().GetExtension(common::v1::rules);
        if (rules.required() || rules.min_items() > 0) {
          EXPECT_TRUE(reached(*type->field(i))) << one.method << "." << type->field(i)->name();
        }
      }
    }
  }
}

// A column that names no field would silently be empty.
TEST(LedgerTable, ShowsFieldsThatExist) {
  const auto find = [](const google::protobuf::Descriptor* type, std::string path) {
    const FieldDescriptor* field = nullptr;
    while (type != nullptr && !path.empty()) {
      const size_t dot = path.find('.');
      field = type->FindFieldByName(path.substr(0, dot));
      path = dot == std::string::npos ? "" : path.substr(dot + 1);
      type = field == nullptr ? nullptr : field->message_type();
    }
    return path.empty() ? field : nullptr;
  };
  for (const Perintah& one : DaftarPerintah()) {
    const auto* answer = MethodOf(one).output_type();
    EXPECT_FALSE(one.tampilan.empty()) << one.method;
    for (const Bagian& bagian : one.tampilan) {
      const auto* row = bagian.field.empty() ? answer : find(answer, bagian.field)->message_type();
      for (const Kolom& kolom : bagian.kolom) {
        EXPECT_NE(find(row, kolom.field), nullptr) << one.method << ": " << kolom.field;
      }
      for (const Kolom& total : bagian.total) {
        EXPECT_NE(find(answer, total.field), nullptr) << one.method << ": " << total.field;
      }
    }
  }
}

TEST(LedgerRequest, TakesADocumentFromAFileAndFieldsFromTheLine) {
  const DataFile file(
      R"({"jenis": "JENIS_TAGIHAN_LS_GAJI", "uraian": "Gaji",
          "rincian": [{"pagu": "satker/6474/pagu/2017-01.3355.003", "jumlah": "5000000"}]})");
  const auto made = Make({"tagihan", "create", "2017-gaji-01", "--satker", "6474", "--tahun",
                          "2017", "--uraian", "Gaji Maret", "--data", file.path()});
  ASSERT_TRUE(made.ok()) << made.status();
  const auto& request = dynamic_cast<const v1::CreateTagihanRequest&>(**made);
  EXPECT_EQ(request.parent(), "satker/6474");
  EXPECT_EQ(request.request_id().size(), 36u);
  EXPECT_EQ(request.tagihan().name(), "satker/6474/tagihan/2017-gaji-01");
  EXPECT_EQ(request.tagihan().tahun(), 2017);
  EXPECT_EQ(request.tagihan().uraian(), "Gaji Maret");
  EXPECT_EQ(request.tagihan().rincian(0).jumlah(), 5'000'000);
}

TEST(LedgerRequest, TakesAStepFromTheLineAlone) {
  const auto made = Make({"tagihan", "spm", "satker/6474/tagihan/2017-gaji-01", "--nomor=00012",
                          "--tanggal=2017-03-01", "--potongan=250000", "--validate-only",
                          "--request-id=00000000-0000-4000-8000-000000000001"});
  ASSERT_TRUE(made.ok()) << made.status();
  const auto& request = dynamic_cast<const v1::IssueSpmRequest&>(**made);
  EXPECT_EQ(request.name(), "satker/6474/tagihan/2017-gaji-01");
  EXPECT_EQ(request.nomor(), "00012");
  EXPECT_EQ(request.potongan(), 250'000);
  EXPECT_TRUE(request.validate_only());
  EXPECT_EQ(request.request_id(), "00000000-0000-4000-8000-000000000001");
}

TEST(LedgerRequest, ReadsEnumsAndDecisionsAsPeopleWriteThem) {
  const auto lppa =
      Make({"lppa", "--satker=6474", "--tahun=2017", "--bulan=12", "--kelompok=jenis-belanja"});
  ASSERT_TRUE(lppa.ok()) << lppa.status();
  EXPECT_EQ(dynamic_cast<const v1::GetLppaRequest&>(**lppa).kelompok(), v1::KELOMPOK_JENIS_BELANJA);
  const auto decided =
      Make({"koreksi", "decide", "2017-01", "--satker=6474", "--setuju=ya", "--alasan=Sesuai"});
  ASSERT_TRUE(decided.ok()) << decided.status();
  EXPECT_TRUE(dynamic_cast<const v1::DecideKoreksiRequest&>(**decided).setuju());
  const auto kartu = Make({"kartu", "--satker=6474", "--pagu=2017-01.3355.003"});
  ASSERT_TRUE(kartu.ok()) << kartu.status();
  EXPECT_EQ(dynamic_cast<const v1::ListKartuRequest&>(**kartu).name(),
            "satker/6474/pagu/2017-01.3355.003");
}

TEST(LedgerRequest, SaysWhatIsWrongWithACommandLine) {
  const DataFile file(R"({"uraian": "Gaji", "jenus": 1})");
  const struct {
    std::vector<std::string> words;
    const char* message;
  } cases[] = {
      {{"lppa", "--tahun=2017", "--bulan=1"}, "--satker"},
      {{"lppa", "--satker=6474", "--tahun=dua", "--bulan=1"}, "--tahun is a whole number"},
      {{"lppa", "--satker=6474", "--kelompok=bulan"}, "--kelompok is one of BARIS, OUTPUT"},
      {{"tagihan", "spp", "--satker=6474"}, "NAME is missing"},
      {{"tagihan", "spp", "2017-gaji-01"}, "needs --satker"},
      {{"tagihan", "spp", "a b", "--satker=6474"}, "is no name"},
      {{"koreksi", "decide", "x", "--satker=6474", "--setuju=1"}, "--setuju is ya or tidak"},
      {{"tagihan", "create", "--satker=6474", "--data=/nonexistent"}, "cannot be read"},
      {{"tagihan", "create", "--satker=6474", "--data=" + file.path()}, "jenus"},
      {{"tagihan", "spm", "x", "--satker=6474", "--potongan=1.000"}, "without dots"},
  };
  for (const auto& c : cases) {
    const auto made = Make(c.words);
    ASSERT_FALSE(made.ok()) << c.message;
    EXPECT_THAT(std::string(made.status().message()), HasSubstr(c.message));
  }
}

TEST(LedgerCommand, RefusesWordsAndOptionsThatMeanNothing) {
  const struct {
    std::vector<std::string> words;
    const char* message;
  } cases[] = {
      {{"tagihan"}, "tagihan what? create|spp|uji|spm|kirim|sp2d|tolak"},
      {{"tagihan", "bayar"}, "tagihan what?"},
      {{"tagihan", "uji", "x", "--nomor=1"}, "--nomor is no option of tagihan uji"},
      {{"lppa", "6474"}, "'6474' is too much"},
      {{"tagihan", "uji", "x", "y"}, "'y' is too much"},
  };
  for (const auto& c : cases) {
    std::ostringstream out;
    std::ostringstream err;
    const auto arguments =
        ParseArguments(c.words, [](const char*) { return std::optional<std::string>(); });
    ASSERT_TRUE(arguments.ok()) << arguments.status();
    EXPECT_EQ(sakipctl::Run(*arguments, {.out = out, .err = err}), kExitUsage);
    EXPECT_THAT(err.str(), HasSubstr(c.message));
    EXPECT_EQ(out.str(), "");
  }
}

TEST(LedgerHelp, ShowsTheOptionsOfANoun) {
  EXPECT_THAT(LedgerHelp("tagihan"), HasSubstr("tagihan sp2d NAME"));
  EXPECT_THAT(LedgerHelp("tagihan"), HasSubstr("--tanggal [--tanggal-buku]"));
  EXPECT_THAT(LedgerHelp(), HasSubstr("create|spp|uji|spm|kirim|sp2d|tolak"));
}

TEST(LedgerPrint, GroupsMoneyAndPutsTotalsBelowARule) {
  v1::GetLppaResponse answer;
  auto* lppa = answer.mutable_lppa();
  auto* row = lppa->add_baris();
  row->set_kode("3355.003");
  row->set_pagu(27'404'000);
  row->mutable_serapan()->set_eksak("31/40");
  lppa->mutable_total()->set_pagu(27'404'000);
  lppa->set_bulan(3);
  const std::string text = Tampilkan(Row("lppa", ""), answer, false);
  EXPECT_THAT(text, HasSubstr("27.404.000"));
  EXPECT_THAT(text, HasSubstr("0,78"));
  EXPECT_THAT(text, HasSubstr("Jumlah"));
  EXPECT_THAT(text, testing::Not(HasSubstr("Tanpa hibah")));
  EXPECT_THAT(text, HasSubstr("Bulan: 3"));
  EXPECT_EQ(Tampilkan(Row("outstanding", ""), v1::ListOutstandingResponse(), false),
            "Tidak ada data.\n");
}

TEST(LedgerPrint, ShowsADocumentWithItsLists) {
  v1::GetTagihanResponse answer;
  auto* tagihan = answer.mutable_tagihan();
  tagihan->set_name("satker/6474/tagihan/2017-gaji-01");
  tagihan->set_jenis(v1::JENIS_TAGIHAN_LS_GAJI);
  tagihan->set_jumlah(5'000'000);
  auto* langkah = tagihan->add_langkah();
  langkah->set_status(v1::STATUS_TAGIHAN_SPP_ISSUED);
  langkah->mutable_oleh()->set_akun("akun/ppk-6474");
  const std::string text = Tampilkan(Row("tagihan", "show"), answer, false);
  for (const char* part : {"Tagihan: 2017-gaji-01\n", "Jenis: LS_GAJI\n", "Jumlah (Rp): 5.000.000",
                           "Langkah\n", "SPP_ISSUED", "ppk-6474"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

}  // namespace
}  // namespace sakip::sakipctl
