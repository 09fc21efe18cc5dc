#include "services/budget/skor_rules.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

#include <cstdint>
#include <optional>

#include "absl/strings/numbers.h"
#include "common/period/period.h"
#include "common/rpc/crypto.h"
#include "common/status/status_macros.h"
#include "sakip/storage/v1/rules.pb.h"

namespace sakip::budget {
namespace {

namespace record = ::sakip::storage::v1;

constexpr uint32_t kSchema = 1;
constexpr size_t kHashChars = 12;
// A formula prints weights as they are, so they must be short.
constexpr int kDesimalMax = 8;

// Keeps the first error instead of printing it.
class FirstError : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, int column, const std::string& message) override {
    if (text_.empty()) {
      text_ = absl::StrCat("line ", line + 1, ", column ", column + 1, ": ", message);
    }
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

absl::Status Unknown(std::string_view field) {
  return absl::InvalidArgumentError(absl::StrCat(std::string(field), " is missing or unknown"));
}

absl::StatusOr<ratio::Ratio> ReadPercent(const std::string& text, std::string_view field) {
  const auto value = ratio::Ratio::FromDecimal(text);
  if (!value.ok() || ratio::Ratio::FromDecimal(value->RoundHalfAway(kDesimalMax)) != value) {
    return Unknown(field);
  }
  return value;
}

// Reads the text and the fields that both messages have.
template <typename Message, typename Rules>
absl::Status ReadHead(std::string_view textproto, Message& stored, Rules& rules) {
  FirstError error;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&error);
  if (!parser.ParseFromString(std::string(textproto), &stored)) {
    return absl::InvalidArgumentError(error.text());
  }
  if (stored.schema() != kSchema) {
    return Unknown("schema");
  }
  if (stored.nama().empty()) {
    return Unknown("nama");
  }
  RETURN_IF_ERROR(period::TahunAnggaran::Of(stored.tahun_dari()).status());
  rules.id = absl::StrCat(stored.nama(), "@",
                          rpc::EncodeHex(rpc::Sha256(textproto)).substr(0, kHashChars));
  rules.tahun_dari = stored.tahun_dari();
  if (stored.tahun_sampai() != 0) {
    if (stored.tahun_sampai() < stored.tahun_dari()) {
      return absl::InvalidArgumentError("tahun_sampai is before tahun_dari");
    }
    rules.tahun_sampai = stored.tahun_sampai();
  }
  return absl::OkStatus();
}

absl::StatusOr<IndikatorIkpa> ReadIndikator(record::IkpaIndikator stored) {
  switch (stored) {
    case record::IKPA_INDIKATOR_REVISI_DIPA:
      return IndikatorIkpa::kRevisiDipa;
    case record::IKPA_INDIKATOR_DEVIASI_HALAMAN_III:
      return IndikatorIkpa::kDeviasiHalamanIii;
    case record::IKPA_INDIKATOR_PENYERAPAN_ANGGARAN:
      return IndikatorIkpa::kPenyerapanAnggaran;
    case record::IKPA_INDIKATOR_BELANJA_KONTRAKTUAL:
      return IndikatorIkpa::kBelanjaKontraktual;
    case record::IKPA_INDIKATOR_PENYELESAIAN_TAGIHAN:
      return IndikatorIkpa::kPenyelesaianTagihan;
    case record::IKPA_INDIKATOR_UP_TUP:
      return IndikatorIkpa::kUpTup;
    case record::IKPA_INDIKATOR_DISPENSASI_SPM:
      return IndikatorIkpa::kDispensasiSpm;
    case record::IKPA_INDIKATOR_CAPAIAN_OUTPUT:
      return IndikatorIkpa::kCapaianOutput;
    default:
      return Unknown("bobot.indikator");
  }
}

absl::StatusOr<RataJenis> ReadRataJenis(record::SkorRataJenis stored) {
  switch (stored) {
    case record::SKOR_RATA_JENIS_PAGU:
      return RataJenis::kPagu;
    case record::SKOR_RATA_JENIS_SAMA:
      return RataJenis::kSama;
    default:
      return Unknown("rata_jenis");
  }
}

absl::Status ReadTarget(const record::IkpaTargetPenyerapan& stored, IkpaRules& rules) {
  int jenis = 0;
  std::array<ratio::Ratio, 4> target;
  if (!absl::SimpleAtoi(stored.jenis_belanja(), &jenis) ||
      stored.target_size() != static_cast<int>(target.size())) {
    return Unknown("target_penyerapan");
  }
  for (size_t i = 0; i < target.size(); ++i) {
    ASSIGN_OR_RETURN(target[i],
                     ReadPercent(stored.target(static_cast<int>(i)), "target_penyerapan.target"));
  }
  if (!rules.target_penyerapan.emplace(jenis, std::move(target)).second) {
    return absl::InvalidArgumentError(
        absl::StrCat("target_penyerapan of ", jenis, " stands there twice"));
  }
  return absl::OkStatus();
}

absl::StatusOr<KomponenNka> ReadKomponen(record::NkaKomponen stored) {
  switch (stored) {
    case record::NKA_KOMPONEN_PENYERAPAN:
      return KomponenNka::kPenyerapan;
    case record::NKA_KOMPONEN_KONSISTENSI:
      return KomponenNka::kKonsistensi;
    case record::NKA_KOMPONEN_CAPAIAN_RO:
      return KomponenNka::kCapaianRo;
    case record::NKA_KOMPONEN_EFISIENSI:
      return KomponenNka::kEfisiensi;
    case record::NKA_KOMPONEN_EFISIENSI_SBK:
      return KomponenNka::kEfisiensiSbk;
    case record::NKA_KOMPONEN_IKPA:
      return KomponenNka::kIkpa;
    default:
      return Unknown("aspek.komponen.komponen");
  }
}

absl::StatusOr<AgregasiRo> ReadAgregasi(record::NkaAgregasi stored) {
  switch (stored) {
    case record::NKA_AGREGASI_RERATA_GEOMETRIK:
      return AgregasiRo::kRerataGeometrik;
    case record::NKA_AGREGASI_RERATA:
      return AgregasiRo::kRerata;
    default:
      return Unknown("agregasi_ro");
  }
}

absl::StatusOr<RoTanpaKasus> ReadTanpaKasus(record::NkaTanpaKasus stored) {
  switch (stored) {
    case record::NKA_TANPA_KASUS_DIKELUARKAN:
      return RoTanpaKasus::kDikeluarkan;
    case record::NKA_TANPA_KASUS_NOL:
      return RoTanpaKasus::kNol;
    default:
      return Unknown("tanpa_kasus");
  }
}

absl::StatusOr<AspekNka> ReadAspek(const record::NkaAspek& stored) {
  AspekNka aspek;
  aspek.nama = stored.nama();
  ASSIGN_OR_RETURN(aspek.bobot, ReadPercent(stored.bobot(), "aspek.bobot"));
  for (const record::NkaBobot& satu : stored.komponen()) {
    BobotNka& bobot = aspek.komponen.emplace_back();
    ASSIGN_OR_RETURN(bobot.komponen, ReadKomponen(satu.komponen()));
    ASSIGN_OR_RETURN(bobot.bobot, ReadPercent(satu.bobot(), "aspek.komponen.bobot"));
  }
  return aspek;
}

}  // namespace

absl::StatusOr<IkpaRules> ParseIkpaRules(std::string_view textproto) {
  record::IkpaRuleSet stored;
  IkpaRules rules;
  RETURN_IF_ERROR(ReadHead(textproto, stored, rules));
  for (const record::IkpaBobot& satu : stored.bobot()) {
    BobotIkpa& bobot = rules.bobot.emplace_back();
    ASSIGN_OR_RETURN(bobot.indikator, ReadIndikator(satu.indikator()));
    ASSIGN_OR_RETURN(bobot.bobot, ReadPercent(satu.bobot(), "bobot.bobot"));
  }
  rules.kuota_revisi = static_cast<int>(stored.kuota_revisi());
  ASSIGN_OR_RETURN(rules.toleransi_deviasi,
                   ReadPercent(stored.toleransi_deviasi(), "toleransi_deviasi"));
  ASSIGN_OR_RETURN(rules.batas_deviasi, ReadPercent(stored.batas_deviasi(), "batas_deviasi"));
  ASSIGN_OR_RETURN(rules.rata_jenis, ReadRataJenis(stored.rata_jenis()));
  for (const record::IkpaTargetPenyerapan& target : stored.target_penyerapan()) {
    RETURN_IF_ERROR(ReadTarget(target, rules));
  }
  rules.dispensasi_mengurangi = stored.dispensasi_mengurangi();
  rules.kode_revisi.insert(stored.kode_revisi().begin(), stored.kode_revisi().end());
  return rules;
}

absl::StatusOr<NkaRules> ParseNkaRules(std::string_view textproto) {
  record::NkaRuleSet stored;
  NkaRules rules;
  RETURN_IF_ERROR(ReadHead(textproto, stored, rules));
  for (const record::NkaAspek& satu : stored.aspek()) {
    ASSIGN_OR_RETURN(AspekNka aspek, ReadAspek(satu));
    rules.aspek.push_back(std::move(aspek));
  }
  ASSIGN_OR_RETURN(rules.agregasi_ro, ReadAgregasi(stored.agregasi_ro()));
  ASSIGN_OR_RETURN(rules.tanpa_kasus, ReadTanpaKasus(stored.tanpa_kasus()));
  ASSIGN_OR_RETURN(rules.batas_capaian_ro,
                   ReadPercent(stored.batas_capaian_ro(), "batas_capaian_ro"));
  ASSIGN_OR_RETURN(rules.batas_efisiensi, ReadPercent(stored.batas_efisiensi(), "batas_efisiensi"));
  return rules;
}

absl::StatusOr<SkorRules> ShippedSkorRules() {
  std::vector<IkpaRules> ikpa;
  for (const std::string_view file : ShippedIkpaFiles()) {
    ASSIGN_OR_RETURN(IkpaRules rules, ParseIkpaRules(file));
    ikpa.push_back(std::move(rules));
  }
  std::vector<NkaRules> nka;
  for (const std::string_view file : ShippedNkaFiles()) {
    ASSIGN_OR_RETURN(NkaRules rules, ParseNkaRules(file));
    nka.push_back(std::move(rules));
  }
  ASSIGN_OR_RETURN(auto ikpa_book, SkorRuleBook<IkpaRules>::Of(std::move(ikpa)));
  ASSIGN_OR_RETURN(auto nka_book, SkorRuleBook<NkaRules>::Of(std::move(nka)));
  return SkorRules{.ikpa = std::move(ikpa_book), .nka = std::move(nka_book)};
}

}  // namespace sakip::budget
