#include "common/rpc/validator.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "common/rpc/limits.h"
#include "common/rpc/testing.h"
#include "testdata/notes.pb.h"

namespace sakip::rpc {
namespace {

namespace v1 = sakip::rpctest::v1;
using testing::ElementsAre;

// `text` completes a request that is otherwise right.
v1::RulesRequest Parse(const std::string& text) {
  v1::RulesRequest request;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &request)) << text;
  return request;
}

absl::Status Check(const v1::RulesRequest& request) {
  static const auto validator = Validator::Compile(*v1::RulesRequest::descriptor());
  fault::Violations violations;
  validator->Check(request, violations);
  return violations.ToStatus();
}

constexpr char kGood[] = "color: COLOR_RED maybe: 0 ";

struct Case {
  std::string text;
  std::string field;  // the one that is refused; empty: accepted
};

TEST(Validator, Table) {
  const std::string digits = "123456789012345";
  const std::vector<Case> cases = {
      {"", ""},
      {"uuid: '123e4567-e89b-12d3-a456-426614174000'", ""},
      {"uuid: '123E4567-e89b-12d3-a456-426614174000'", "uuid"},
      {"uuid: '123e4567e89b-12d3-a456-4266141740000'", "uuid"},
      {"uuid: '00000000-0000-0000-0000-000000000000'", "uuid"},
      {"line: 'aé€😀.'", ""},  // five characters
      {"line: 'aé€😀..'", "line"},
      {"line: ' a'", "line"},
      {"line: 'a '", "line"},
      {"line: '\\302\\240a'", "line"},
      {"line: 'a\\nb'", "line"},
      {"line: 'a\\342\\200\\256b'", "line"},  // right-to-left override
      {"line: 'a\\000b'", "line"},
      {"text: 'a\\nb\\tc'", ""},
      {"text: 'a'", "text"},  // too short
      {"text: 'a\\rb'", "text"},
      {"satker: '6474'", ""},
      {"satker: '00'", ""},
      {"satker: '64.74'", "satker"},
      {"angka: '-77.5'", ""},
      {"angka: '" + digits + ".12345678'", ""},
      {"angka: '" + digits + "6'", "angka"},
      {"angka: '1.123456789'", "angka"},
      {"angka: '1.'", "angka"},
      {"angka: '.5'", "angka"},
      {"angka: '-'", "angka"},
      {"angka: 'NaN'", "angka"},
      {"angka: '1e3'", "angka"},
      {"angka: '77,5'", "angka"},
      {"tanggal: '2016-02-29'", ""},
      {"tanggal: '2017-02-29'", "tanggal"},
      {"periode: '2017-TW2'", ""},
      {"periode: '2017-13'", "periode"},
      {"token: 'aZ09-_'", ""},
      {"token: 'a+b'", "token"},
      {"token: '" + std::string(kTokenCharsMax + 1, 'a') + "'", "token"},
      {"name: 'satker/6474/b/x'", ""},
      {"name: 'satker/6474/c/x'", "name"},
      {"name: 'satker/6474/a/..'", "name"},
      {"plain: 'anything, even two\\nlines'", ""},
      {"plain: 'a\\033b'", "plain"},
      {"other: COLOR_RED", ""},
      {"other: 99", "other"},
      {"other: -1", "other"},
      {"pagu {jumlah: 1 kode: 'x'}", ""},
      {"pagu {jumlah: 100 kode: 'x'} pagu {jumlah: 101 kode: 'x'}", "pagu[1].jumlah"},
      {"pagu {jumlah: -1 kode: 'x'}", "pagu[0].jumlah"},
      {"pagu {jumlah: 1}", "pagu[0].kode"},
      {"single {jumlah: 1}", "single.kode"},
      {"ids: 'a' ids: 'b/c'", "ids[1]"},
      {"ids: ''", "ids[0]"},
      {"blob: '\\377\\000\\377'", ""},
      {"blob: '1234'", "blob"},
  };
  for (const Case& c : cases) {
    const absl::Status status = Check(Parse(kGood + c.text));
    if (c.field.empty()) {
      EXPECT_THAT(status, IsOk()) << c.text;
    } else {
      EXPECT_THAT(FieldsOf(status), ElementsAre(c.field)) << c.text;
    }
  }
}

TEST(Validator, RequiredFieldsMustBeThere) {
  EXPECT_THAT(FieldsOf(Check(Parse(""))), ElementsAre("color", "maybe"));
  EXPECT_THAT(FieldsOf(Check(Parse("color: COLOR_UNSPECIFIED maybe: 10"))),
              ElementsAre("color", "maybe"));
}

TEST(Validator, TooManyElementsAreOneViolation) {
  EXPECT_THAT(FieldsOf(Check(Parse(std::string(kGood) + "pagu {} pagu {} pagu {} pagu {}"))),
              ElementsAre("pagu"));
}

TEST(Validator, ViolationsAreBilingual) {
  const auto fault = fault::FromStatus(Check(Parse(std::string(kGood) + "satker: 'x'")));
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->violations[0].english, "must be an area code of two or four digits");
  EXPECT_EQ(fault->violations[0].indonesian, "harus berupa kode wilayah dua atau empat angka");
}

TEST(Validator, ClearsOutputOnlyFieldsAtEveryDepth) {
  const auto validator = Validator::Compile(*v1::RulesRequest::descriptor());
  v1::RulesRequest request =
      Parse("total: 1 plain: 'x' single {total: 2 jumlah: 3} pagu {total: 4 jumlah: 5}");
  validator->ClearOutputOnly(request);
  EXPECT_EQ(request.SerializeAsString(),
            Parse("plain: 'x' single {jumlah: 3} pagu {jumlah: 5}").SerializeAsString());
}

TEST(ElementsWithin, CountsMessagesAndStringsOnTheWire) {
  v1::RulesRequest request = Parse("pagu {kode: 'a'} pagu {} ids: 'x' maybe: 7");  // 4 elements
  const std::string bytes = request.SerializeAsString();
  const auto& descriptor = *v1::RulesRequest::descriptor();
  EXPECT_TRUE(ElementsWithin(descriptor, bytes, 4, 10));
  EXPECT_FALSE(ElementsWithin(descriptor, bytes, 3, 10));
  EXPECT_FALSE(ElementsWithin(descriptor, bytes, 4, 1));
  EXPECT_TRUE(ElementsWithin(descriptor, "\x0a\xff\xff", 0 + 1, 10));  // for the parser to refuse
}

}  // namespace
}  // namespace sakip::rpc
