#include "services/performance/capaian_rules.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/rpc/crypto.h"
#include "common/status/status_macros.h"
#include "sakip/storage/v1/rules.pb.h"

namespace sakip::performance {
namespace {

namespace record = ::sakip::storage::v1;

constexpr uint32_t kSchema = 1;
constexpr size_t kHashChars = 12;

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

absl::StatusOr<Rumus> ReadRumus(record::CapaianRumus stored, std::string_view field) {
  switch (stored) {
    case record::CAPAIAN_RUMUS_RASIO:
      return Rumus::kRasio;
    case record::CAPAIAN_RUMUS_CERMIN:
      return Rumus::kCermin;
    default:
      return Unknown(field);
  }
}

absl::StatusOr<TargetNol> ReadTargetNol(record::CapaianTargetNol stored, std::string_view field) {
  switch (stored) {
    case record::CAPAIAN_TARGET_NOL_STATUS:
      return TargetNol::kStatus;
    case record::CAPAIAN_TARGET_NOL_SERATUS_ATAU_NOL:
      return TargetNol::kSeratusAtauNol;
    default:
      return Unknown(field);
  }
}

absl::StatusOr<std::optional<ratio::Ratio>> ReadPercent(const std::string& text) {
  if (text.empty()) {
    return std::nullopt;
  }
  ASSIGN_OR_RETURN(ratio::Ratio value, ratio::Ratio::FromDecimal(text));
  return value;
}

absl::StatusOr<record::CapaianRuleSet> ParseText(std::string_view textproto) {
  record::CapaianRuleSet stored;
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
  return stored;
}

}  // namespace

absl::StatusOr<RuleSet> ParseRuleSet(std::string_view textproto) {
  ASSIGN_OR_RETURN(const record::CapaianRuleSet stored, ParseText(textproto));
  RuleSet rules;
  rules.id = absl::StrCat(stored.nama(), "@",
                          rpc::EncodeHex(rpc::Sha256(textproto)).substr(0, kHashChars));
  rules.tahun_dari = stored.tahun_dari();
  if (stored.tahun_sampai() != 0) {
    rules.tahun_sampai = stored.tahun_sampai();
  }
  ASSIGN_OR_RETURN(rules.maximize, ReadRumus(stored.rumus_maximize(), "rumus_maximize"));
  ASSIGN_OR_RETURN(rules.minimize, ReadRumus(stored.rumus_minimize(), "rumus_minimize"));
  ASSIGN_OR_RETURN(rules.maximize_nol,
                   ReadTargetNol(stored.target_nol_maximize(), "target_nol_maximize"));
  ASSIGN_OR_RETURN(rules.minimize_nol,
                   ReadTargetNol(stored.target_nol_minimize(), "target_nol_minimize"));
  ASSIGN_OR_RETURN(rules.batas_atas, ReadPercent(stored.batas_atas()));
  ASSIGN_OR_RETURN(rules.batas_bawah, ReadPercent(stored.batas_bawah()));
  if (stored.agregasi() != record::CAPAIAN_AGREGASI_RERATA) {
    return Unknown("agregasi");
  }
  for (const record::CapaianKategori& kategori : stored.kategori()) {
    ASSIGN_OR_RETURN(std::optional<ratio::Ratio> dari, ReadPercent(kategori.dari()));
    rules.kategori.push_back({kategori.nama(), std::move(dari)});
  }
  return rules;
}

absl::StatusOr<RuleBook> ShippedRules() {
  std::vector<RuleSet> sets;
  for (const std::string_view file : ShippedRuleFiles()) {
    ASSIGN_OR_RETURN(RuleSet rules, ParseRuleSet(file));
    sets.push_back(std::move(rules));
  }
  return RuleBook::Of(std::move(sets));
}

}  // namespace sakip::performance
