#include "services/sakipctl/arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "services/sakipctl/commands.h"
#include "services/sakipctl/exit_codes.h"

namespace sakip::sakipctl {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::optional<std::string> NoEnvironment(const char* name) {
  static_cast<void>(name);
  return std::nullopt;
}

TEST(Arguments, ReadsOptionsAnywhereInBothForms) {
  const auto read = ParseArguments(
      {"--server=h:1", "show", "pk", "NAME", "--output", "json", "--timeout", "5"}, NoEnvironment);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->command, "show");
  EXPECT_THAT(read->positional, ElementsAre("pk", "NAME"));
  EXPECT_EQ(read->server, "h:1");
  EXPECT_EQ(read->output, Output::kJson);
  EXPECT_EQ(read->timeout, std::chrono::seconds(5));
}

TEST(Arguments, TakesServerAndTokenFromTheEnvironmentUnlessGiven) {
  const Environment environment = [](const char* name) {
    return std::optional<std::string>(std::string("env ") + name);
  };
  const auto read = ParseArguments({"capaian", "--token-file", "t"}, environment);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->server, "env SAKIPCTL_SERVER");
  EXPECT_EQ(read->token_file, "t");
  EXPECT_EQ(ParseArguments({"capaian"}, NoEnvironment)->server, "127.0.0.1:8470");
}

struct UsageCase {
  const char* name;
  std::vector<std::string> words;
  const char* message;
};

class UsageErrors : public testing::TestWithParam<UsageCase> {};

TEST_P(UsageErrors, ExitWithTwoSayingWhat) {
  std::ostringstream out;
  std::ostringstream err;
  const auto read = ParseArguments(GetParam().words, NoEnvironment);
  if (!read.ok()) {
    EXPECT_THAT(std::string(read.status().message()), HasSubstr(GetParam().message));
    return;
  }
  EXPECT_EQ(sakipctl::Run(*read, {.out = out, .err = err}), kExitUsage);
  EXPECT_THAT(err.str(), HasSubstr(GetParam().message));
  EXPECT_EQ(out.str(), "");
}

INSTANTIATE_TEST_SUITE_P(
    All, UsageErrors,
    testing::Values(
        UsageCase{"unknown_command", {"impor"}, "no command 'impor'"},
        UsageCase{"unknown_option", {"import", "--force"}, "--force is no option of sakipctl"},
        UsageCase{
            "option_of_another", {"anggaran", "--explain"}, "--explain is no option of anggaran"},
        UsageCase{"no_value", {"capaian", "--satker"}, "--satker needs a value"},
        UsageCase{"switch_value", {"capaian", "--explain=1"}, "takes no value"},
        UsageCase{"twice", {"capaian", "--tahun=2017", "--tahun=2018"}, "given twice"},
        UsageCase{"output", {"capaian", "--output", "xml"}, "table or json"},
        UsageCase{"timeout", {"capaian", "--timeout", "0"}, "1-3600"},
        UsageCase{"no_folder", {"import"}, "needs the folder"},
        UsageCase{"no_satker", {"capaian", "--tahun", "2017"}, "--satker"},
        UsageCase{"bad_tahun", {"capaian", "--satker", "6474", "--tahun", "17"}, "--tahun"},
        UsageCase{"no_token", {"capaian", "--satker", "6474", "--tahun", "2017"}, "no token"},
        UsageCase{
            "per", {"anggaran", "--satker", "6474", "--tahun", "2017", "--per", "x"}, "--per"},
        UsageCase{
            "format", {"laporan", "--satker=6474", "--tahun=2017", "--format=doc"}, "--format"},
        UsageCase{"show_what", {"show", "dipa"}, "show what?"},
        UsageCase{"too_many", {"capaian", "6474"}, "too much"},
        UsageCase{"token", {"token", "--subject", "a"}, "--key-file"},
        UsageCase{"no_key", {"token", "--subject=a", "--key-file=/nonexistent"}, "is no key"}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(Commands, HelpListsEveryCommandAndExitCode) {
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(sakipctl::Run(*ParseArguments({"help"}, NoEnvironment), {.out = out, .err = err}),
            kExitOk);
  for (const char* word :
       {"import", "capaian", "anggaran", "laporan", "show", "token", "\n  4  "}) {
    EXPECT_THAT(out.str(), HasSubstr(word));
  }
}

}  // namespace
}  // namespace sakip::sakipctl
