#include <fcntl.h>
#include <google/protobuf/util/json_util.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/fault/fault.h"
#include "common/status/status_macros.h"
#include "sakip/budget/v1/berkas_service.pb.h"
#include "services/sakipctl/berkas_pecah.h"
#include "services/sakipctl/commands.h"
#include "services/sakipctl/connection.h"
#include "services/sakipctl/exit_codes.h"
#include "services/sakipctl/print.h"
#include "services/sakipctl/table.h"

namespace sakip::sakipctl {
namespace {

namespace v1 = ::sakip::budget::v1;

constexpr int kPutusanMax = 1'000;

// A file mapped into memory: its pages need not stay there.
class Peta {
 public:
  static absl::StatusOr<Peta> Buka(const std::string& path) {
    Peta peta;
    peta.file_ = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat info {};
    if (peta.file_ < 0 || fstat(peta.file_, &info) != 0 || !S_ISREG(info.st_mode)) {
      return absl::InvalidArgumentError(absl::StrCat(path, " is no file that can be read"));
    }
    peta.size_ = static_cast<size_t>(info.st_size);
    if (peta.size_ == 0) {
      return peta;
    }
    peta.data_ = mmap(nullptr, peta.size_, PROT_READ, MAP_PRIVATE, peta.file_, 0);
    if (peta.data_ == MAP_FAILED) {
      return absl::InvalidArgumentError(absl::StrCat(path, " cannot be read"));
    }
    return peta;
  }
  Peta(Peta&& other) noexcept
      : file_(std::exchange(other.file_, -1)),
        data_(std::exchange(other.data_, MAP_FAILED)),
        size_(other.size_) {}
  Peta& operator=(Peta&&) = delete;
  ~Peta() {
    if (data_ != MAP_FAILED) {
      munmap(data_, size_);
    }
    if (file_ >= 0) {
      close(file_);
    }
  }

  std::string_view Isi() const {
    return data_ == MAP_FAILED ? std::string_view()
                               : std::string_view(static_cast<const char*>(data_), size_);
  }

 private:
  Peta() = default;

  int file_ = -1;
  void* data_ = MAP_FAILED;
  size_t size_ = 0;
};

// "kolom=judul;kolom=judul"
absl::Status BacaPeta(const std::string& teks, v1::Berkas* berkas) {
  std::istringstream semua(teks);
  std::string satu;
  while (std::getline(semua, satu, ';')) {
    const size_t sama = satu.find('=');
    if (sama == std::string::npos || sama == 0 || sama + 1 == satu.size()) {
      return absl::InvalidArgumentError(
          absl::StrCat("--peta is \"kolom=judul;kolom=judul\", not ", satu));
    }
    v1::PetaKolom* peta = berkas->add_peta();
    peta->set_kolom(satu.substr(0, sama));
    peta->set_judul(satu.substr(sama + 1));
  }
  return absl::OkStatus();
}

bool AdalahXlsx(std::string_view isi) {
  return isi.substr(0, 2) == "PK";
}

// What the three kinds have in common.
struct Kiriman {
  const Connection* connection = nullptr;
  const Arguments* arguments = nullptr;
  const Streams* streams = nullptr;
  OfficeYear office;
  v1::Berkas berkas;  // without its bytes
  std::string_view isi;

  template <class Request>
  void Kepala(Request* request) const {
    request->set_parent(office.parent);
    request->set_request_id(RandomRequestId());
    request->set_validate_only(arguments->Has("validate-only"));
    *request->mutable_berkas() = berkas;
  }
  bool Json() const { return arguments->output == Output::kJson; }
};

// ---- POK

absl::Status BacaRevisi(const Arguments& arguments, v1::Revisi* revisi) {
  const std::string path = arguments.Get("data").value_or("");
  std::ifstream file(path, std::ios::binary);
  std::ostringstream isi;
  if (path.empty() || !(isi << file.rdbuf())) {
    return absl::InvalidArgumentError(
        "a POK needs --data FILE: the revisi without its lines, as JSON");
  }
  const auto status = google::protobuf::util::JsonStringToMessage(isi.str(), revisi);
  return status.ok() ? absl::OkStatus()
                     : absl::InvalidArgumentError(
                           absl::StrCat(path, " is no revisi: ", std::string(status.message())));
}

int KirimPok(const Kiriman& kiriman) {
  v1::ImportBerkasPokRequest request;
  kiriman.Kepala(&request);
  request.mutable_berkas()->set_isi(std::string(kiriman.isi));
  if (const absl::Status status = BacaRevisi(*kiriman.arguments, request.mutable_revisi());
      !status.ok()) {
    return PrintUsage(status, kiriman.streams->err);
  }
  if (request.revisi().tahun() == 0) {
    request.mutable_revisi()->set_tahun(kiriman.office.tahun);
  }
  const auto answer = kiriman.connection->Call<v1::ImportBerkasPokResponse>(
      "budget.v1.BerkasService/ImportBerkasPok", request);
  if (!answer.ok()) {
    return PrintRefusal(answer.status(), kiriman.arguments->output, kiriman.streams->err);
  }
  if (kiriman.Json()) {
    kiriman.streams->out << Json(*answer);
  } else {
    kiriman.streams->out << answer->baris() << " baris dibaca; " << answer->revisi().baris_size()
                         << " baris pagu berbeda dalam usulan " << answer->revisi().name() << ".\n";
  }
  return kExitOk;
}

// ---- Pembanding

int KirimPembanding(const Kiriman& kiriman) {
  v1::ImportBerkasPembandingRequest request;
  kiriman.Kepala(&request);
  request.mutable_berkas()->set_isi(std::string(kiriman.isi));
  request.set_tahun(kiriman.office.tahun);
  request.set_per_tanggal(kiriman.arguments->Get("per-tanggal").value_or(""));
  const std::string sumber = kiriman.arguments->Get("sumber").value_or("");
  request.set_sumber(sumber == "pok"    ? v1::SUMBER_PEMBANDING_POK
                     : sumber == "sp2d" ? v1::SUMBER_PEMBANDING_SP2D
                     : sumber == "lppa" ? v1::SUMBER_PEMBANDING_LPPA
                                        : v1::SUMBER_PEMBANDING_UNSPECIFIED);
  if (request.sumber() == v1::SUMBER_PEMBANDING_UNSPECIFIED || request.per_tanggal().empty()) {
    return PrintUsage(
        absl::InvalidArgumentError("pembanding needs --sumber pok|sp2d|lppa and --per-tanggal"),
        kiriman.streams->err);
  }
  const auto answer = kiriman.connection->Call<v1::ImportBerkasPembandingResponse>(
      "budget.v1.BerkasService/ImportBerkasPembanding", request);
  if (!answer.ok()) {
    return PrintRefusal(answer.status(), kiriman.arguments->output, kiriman.streams->err);
  }
  if (kiriman.Json()) {
    kiriman.streams->out << Json(*answer);
  } else {
    kiriman.streams->out << answer->baris() << " baris dibaca; " << answer->selisih()
                         << " baris pagu berbeda dengan jurnal.\n";
  }
  return kExitOk;
}

// ---- SP2D

// With the places of the whole file.
absl::Status Utuh(const absl::Status& status, const std::vector<int>& baris) {
  std::optional<fault::Fault> fault = fault::FromStatus(status);
  if (!fault) {
    return status;
  }
  for (fault::Violation& satu : fault->violations) {
    const std::string utuh = JalurUtuh(satu.field, baris);
    // A refusal of fields repeats the first of them.
    for (std::string* teks : {&fault->english, &fault->indonesian}) {
      const size_t tempat = teks->find(satu.field + ": ");
      if (&satu == &fault->violations.front() && tempat != std::string::npos) {
        teks->replace(tempat, satu.field.size(), utuh);
      }
    }
    satu.field = utuh;
  }
  return fault::ToStatus(*fault);
}

class PengirimSp2d {
 public:
  explicit PengirimSp2d(const Kiriman& kiriman) : kiriman_(kiriman) {}

  absl::Status Kirim(const Potongan& potongan) {
    v1::ImportBerkasSp2dRequest request;
    kiriman_.Kepala(&request);
    request.mutable_berkas()->set_isi(potongan.isi);
    request.set_tahun(kiriman_.office.tahun);
    request.set_cara(kiriman_.arguments->Has("per-baris") ? v1::CARA_IMPOR_PER_BARIS
                                                          : v1::CARA_IMPOR_SEMUA);
    const auto answer = kiriman_.connection->Call<v1::ImportBerkasSp2dResponse>(
        "budget.v1.BerkasService/ImportBerkasSp2d", request);
    if (!answer.ok()) {
      ditolak_server_ = true;
      return Utuh(answer.status(), potongan.baris);
    }
    Gabung(*answer, potongan.baris);
    baris_ += static_cast<int64_t>(potongan.rows);
    if (kiriman_.streams->progress) {
      kiriman_.streams->err << "\r" << baris_ << " baris" << std::flush;
    }
    return absl::OkStatus();
  }

  int Laporkan(const absl::Status& status) const {
    std::ostream& err = kiriman_.streams->err;
    if (kiriman_.streams->progress && baris_ > 0) {
      err << "\n";
    }
    if (kiriman_.Json()) {
      kiriman_.streams->out << Json(hasil_);
    } else {
      Tabel();
    }
    if (!status.ok()) {
      return ditolak_server_ ? PrintRefusal(status, kiriman_.arguments->output, err)
                             : PrintUsage(status, err);
    }
    return hasil_.ditolak() > 0 ? kExitRefused : kExitOk;
  }

 private:
  void Gabung(const v1::ImportBerkasSp2dResponse& answer, const std::vector<int>& baris) {
    hasil_.set_consistency_token(answer.consistency_token());
    hasil_.set_ditambahkan(hasil_.ditambahkan() + answer.ditambahkan());
    hasil_.set_sudah_ada(hasil_.sudah_ada() + answer.sudah_ada());
    hasil_.set_ditolak(hasil_.ditolak() + answer.ditolak());
    for (const v1::PutusanBaris& putusan : answer.putusan()) {
      if (!putusan.diterima() && hasil_.putusan_size() < kPutusanMax) {
        v1::PutusanBaris* satu = hasil_.add_putusan();
        *satu = putusan;
        satu->set_baris(BarisUtuh(putusan.baris(), baris));
      }
    }
  }

  void Tabel() const {
    std::ostream& out = kiriman_.streams->out;
    if (hasil_.putusan_size() > 0) {
      Table table({{"Baris", Align::kRight}, {"Kolom"}, {"Alasan"}, {"Keterangan"}});
      for (const v1::PutusanBaris& putusan : hasil_.putusan()) {
        table.Add({std::to_string(putusan.baris()), putusan.kolom(), putusan.alasan(),
                   putusan.pesan_lokal()});
      }
      out << table.Text() << "\n";
    }
    out << hasil_.ditambahkan() << " baris dicatat, " << hasil_.sudah_ada()
        << " sudah tercatat sebelumnya, " << hasil_.ditolak() << " ditolak.\n";
  }

  const Kiriman& kiriman_;
  v1::ImportBerkasSp2dResponse hasil_;  // of all calls; refused rows alone
  int64_t baris_ = 0;
  bool ditolak_server_ = false;
};

int KirimSp2d(const Kiriman& kiriman) {
  PengirimSp2d pengirim(kiriman);
  if (AdalahXlsx(kiriman.isi)) {
    return pengirim.Laporkan(
        pengirim.Kirim({.isi = std::string(kiriman.isi), .rows = 0, .baris = {}}));
  }
  std::string judul = "nomor_sp2d";
  for (const v1::PetaKolom& peta : kiriman.berkas.peta()) {
    judul = peta.kolom() == "nomor_sp2d" ? peta.judul() : judul;
  }
  return pengirim.Laporkan(
      Pecah(kiriman.isi, judul, Batas(),
            [&pengirim](const Potongan& potongan) { return pengirim.Kirim(potongan); }));
}

}  // namespace

int ImporBerkas(const Arguments& arguments, const Streams& streams) {
  if (arguments.positional.size() != 2) {
    return PrintUsage(absl::InvalidArgumentError("impor-berkas pok|sp2d|pembanding FILE"),
                      streams.err);
  }
  const std::string& jenis = arguments.positional[0];
  const auto kirim = jenis == "pok"          ? KirimPok
                     : jenis == "sp2d"       ? KirimSp2d
                     : jenis == "pembanding" ? KirimPembanding
                                             : nullptr;
  if (kirim == nullptr) {
    return PrintUsage(absl::InvalidArgumentError("impor-berkas takes pok, sp2d or pembanding"),
                      streams.err);
  }
  Kiriman kiriman;
  kiriman.arguments = &arguments;
  kiriman.streams = &streams;
  const auto office = OfficeYearOf(arguments);
  const auto file = Peta::Buka(arguments.positional[1]);
  const absl::Status peta = BacaPeta(arguments.Get("peta").value_or(""), &kiriman.berkas);
  const auto connection = Connection::Open(arguments, arguments.token_file);
  for (const absl::Status& status : {office.status(), file.status(), peta, connection.status()}) {
    if (!status.ok()) {
      return PrintUsage(status, streams.err);
    }
  }
  kiriman.connection = &*connection;
  kiriman.office = *office;
  kiriman.isi = file->Isi();
  kiriman.berkas.set_format(AdalahXlsx(kiriman.isi) ? v1::FORMAT_BERKAS_XLSX
                                                    : v1::FORMAT_BERKAS_CSV);
  return kirim(kiriman);
}

}  // namespace sakip::sakipctl
