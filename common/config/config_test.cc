#include "common/config/config.h"

#include <algorithm>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sakip::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Table Options() {
  return {
      {.name = "config", .type = Type::kPath, .doc = "The file.", .not_in_file = true},
      {.name = "data-dir", .type = Type::kPath, .default_value = "/data", .doc = "Where data is."},
      {.name = "services", .default_value = "all", .doc = "Which services."},
      {.name = "reflection", .type = Type::kBool, .default_value = "false", .doc = "Reflection."},
      {.name = "threads",
       .type = Type::kInt,
       .default_value = "4",
       .doc = "Threads.",
       .min = 1,
       .max = 64},
      {.name = "deadline",
       .type = Type::kDurationMs,
       .default_value = "30s",
       .doc = "Deadline.",
       .min = 1,
       .max = 3'600'000},
      {.name = "message-max",
       .type = Type::kBytes,
       .default_value = "4MiB",
       .doc = "Size.",
       .min = 1'024},
      {.name = "listen",
       .type = Type::kAddressList,
       .default_value = "127.0.0.1:0",
       .doc = "Addresses."},
      {.name = "key-file", .type = Type::kPath, .doc = "Key.", .secret = true},
  };
}

Input Args(std::vector<std::string> args) {
  return {.args = std::move(args)};
}

std::string Problems(const Input& input) {
  const auto config = Parse(Options(), input);
  EXPECT_EQ(config.status().code(), absl::StatusCode::kInvalidArgument);
  const auto message = config.status().message();
  return {message.data(), message.size()};
}

TEST(Config, DefaultsWhenNothingIsGiven) {
  const auto config = Parse(Options(), {.environment = {{"HOME", "/root"}, {"SAKIPX", "1"}}});
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->Path("data-dir"), "/data");
  EXPECT_EQ(config->String("services"), "all");
  EXPECT_FALSE(config->Bool("reflection"));
  EXPECT_EQ(config->Int("threads"), 4);
  EXPECT_EQ(config->DurationMs("deadline"), 30'000);
  EXPECT_EQ(config->Bytes("message-max"), 4 << 20);
  EXPECT_THAT(config->Addresses("listen"), ElementsAre("127.0.0.1:0"));
  EXPECT_EQ(config->Path("key-file"), "");
}

TEST(Config, FlagOverEnvironmentOverFileOverDefault) {
  const Input input = {
      .args = {"--services=planning", "--reflection", "--listen", "[::1]:9000,unix:/run/s"},
      .environment = {{"SAKIP_SERVICES", "budget"}, {"SAKIP_DATA_DIR", "/env"}},
      .file = "# comment\n\n services = reporting \r\ndata-dir=/file\nthreads = 8\n",
  };
  const auto config = Parse(Options(), input);
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->String("services"), "planning");
  EXPECT_EQ(config->Path("data-dir"), "/env");
  EXPECT_EQ(config->Int("threads"), 8);
  EXPECT_TRUE(config->Bool("reflection"));
  EXPECT_THAT(config->Addresses("listen"), ElementsAre("[::1]:9000", "unix:/run/s"));
  EXPECT_EQ(config->source("services"), Source::kFlag);
  EXPECT_EQ(config->source("data-dir"), Source::kEnvironment);
  EXPECT_EQ(config->source("threads"), Source::kFile);
  EXPECT_EQ(config->source("deadline"), Source::kDefault);
  EXPECT_THAT(config->Dump(), HasSubstr("\ndata-dir = /env  # environment\n"));
}

TEST(Config, EveryProblemAtOnce) {
  const std::string problems = Problems({
      .args = {"--data-dri=/x", "--threads", "65", "extra", "--services=a", "--services=b",
               "--wholly-unlike", "value", "--deadline"},
      .environment = {{"SAKIP_LISTN", "a:1"}, {"SAKIP_data_dir", "/x"}, {"SAKIP_DEADLINE", "0s"}},
      .file = "thread = 4\nno equals sign\nconfig = /x\nreflection = yes\nreflection = true\n",
  });
  for (const char* expected : {
           "unknown flag \"--data-dri\"; did you mean data-dir?",
           "--threads: \"65\" must be between 1 and 64",
           "unexpected argument \"extra\"",
           "--services: given twice",
           "unknown flag \"--wholly-unlike\"",
           "--deadline: needs a value",
           "unknown variable \"SAKIP_LISTN\"; did you mean listen?",
           "unknown variable \"SAKIP_data_dir\"",
           "SAKIP_DEADLINE: \"0s\" must be between",
           "line 1: unknown key \"thread\"; did you mean threads?",
           "line 2: \"no equals sign\" is not key = value",
           "line 3: config cannot be set in the file",
           "line 4, reflection: \"yes\" must be true or false",
           "line 5, reflection: given twice",
       }) {
    EXPECT_THAT(problems, HasSubstr(expected));
  }
  EXPECT_EQ(std::count(problems.begin(), problems.end(), '\n'), 13);
}

TEST(Config, ValuesOfAWrongForm) {
  for (const char* arg : {
           "--reflection=1",
           "--reflection=TRUE",
           "--threads=",
           "--threads=4.0",
           "--threads=+4",
           "--threads=0x4",
           "--threads=99999999999999999999",
           "--threads=-1",
           "--deadline=-1s",
           "--deadline=1d",
           "--deadline=s",
           "--deadline=9999999999999999h",
           "--deadline= 1s",
           "--message-max=1MB",
           "--message-max=1.5MiB",
           "--message-max=9007199254740993GiB",
           "--listen=127.0.0.1",
           "--listen=:80",
           "--listen=a:65536",
           "--listen=a:-1",
           "--listen=a:1,",
           "--listen=,a:1",
           "--listen=a:1, b:2",
           "--listen=unix:relative",
           "--listen=[]:1",
           "--listen=::1:80",
           "--data-dir=a\nb",
           "--data-dir=\xFF",
           "--services=\u202E",
           "--",
           "-h",
           "--=x",
       }) {
    EXPECT_FALSE(Parse(Options(), Args({arg})).ok()) << arg;
  }
  EXPECT_THAT(Problems({.file = "services = \xFF"}), HasSubstr("not UTF-8"));
}

TEST(Config, ValuesOfARightForm) {
  EXPECT_EQ(Parse(Options(), Args({"--deadline=1500"}))->DurationMs("deadline"), 1500);
  EXPECT_EQ(Parse(Options(), Args({"--deadline=250ms"}))->DurationMs("deadline"), 250);
  EXPECT_EQ(Parse(Options(), Args({"--deadline=1h"}))->DurationMs("deadline"), 3'600'000);
  EXPECT_EQ(Parse(Options(), Args({"--message-max=1GiB"}))->Bytes("message-max"), 1 << 30);
  EXPECT_EQ(Parse(Options(), Args({"--message-max=64KiB"}))->Bytes("message-max"), 65'536);
  EXPECT_TRUE(Parse(Options(), Args({"--listen="}))->Addresses("listen").empty());
  EXPECT_EQ(Parse(Options(), Args({"--data-dir=/a=b"}))->Path("data-dir"), "/a=b");
}

TEST(Config, ATableThatContradictsItselfIsOurFault) {
  const Option good = {.name = "a", .doc = "A."};
  for (const Table& table : {
           Table{good, good},
           Table{{.name = "A", .doc = "A."}},
           Table{{.name = "help", .doc = "A."}},
           Table{{.name = "a"}},
           Table{{.name = "a", .type = Type::kInt, .default_value = "x", .doc = "A."}},
           Table{{.name = "a", .type = Type::kInt, .default_value = "5", .doc = "A.", .max = 4}},
           Table{{.name = "secret", .type = Type::kPath, .doc = "A.", .secret = true}},
           Table{{.name = "secret-file", .doc = "A.", .secret = true}},
       }) {
    EXPECT_EQ(Parse(table, {}).status().code(), absl::StatusCode::kInternal);
  }
}

TEST(Config, PeekFindsTheFileBeforeParse) {
  EXPECT_EQ(Peek("config", Args({"--x", "--config=/a"})), "/a");
  EXPECT_EQ(Peek("config", Args({"--config", "/a"})), "/a");
  EXPECT_EQ(Peek("config", {.environment = {{"SAKIP_CONFIG", "/e"}}}), "/e");
  EXPECT_EQ(Peek("config", Args({"--config"})), std::nullopt);
  EXPECT_EQ(Peek("config", Args({"--configs=/a"})), std::nullopt);
}

TEST(Config, HelpNamesEveryOption) {
  const std::string help = Help(Options());
  for (const Option& option : Options()) {
    EXPECT_THAT(help, HasSubstr("--" + std::string(option.name) + "="));
    EXPECT_THAT(help, HasSubstr(std::string(option.doc)));
  }
  EXPECT_THAT(help, HasSubstr("SAKIP_DATA_DIR"));
  EXPECT_THAT(help, HasSubstr("at least 1, at most 64. Default: 4."));
  EXPECT_TRUE(WantsHelp(Args({"--x", "--help"})));
  EXPECT_FALSE(WantsHelp(Args({"--helper"})));
}

TEST(ConfigDeathTest, AskingForAnUnknownOptionStops) {
  const auto config = Parse(Options(), {});
  EXPECT_DEATH(static_cast<void>(config->Int("data-dir")), "");
  EXPECT_DEATH(static_cast<void>(config->Int("nothing")), "");
}

}  // namespace
}  // namespace sakip::config
