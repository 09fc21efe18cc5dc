#include "common/log/log.h"

#include <unistd.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sakip::log {
namespace {

using testing::ElementsAre;

TEST(Log, OneJsonObjectALine) {
  const clock::FakeClock clock({1'517'540'645'000'006});
  MemorySink sink;
  const Logger logger(clock, sink);
  const std::string satker = "6474";
  logger.Info("rpc", {{"satker", satker},
                      {"micros", 1234},
                      {"bytes", size_t{7}},
                      {"least", INT64_MIN},
                      {"ok", true},
                      {"code", "NOT_FOUND"}});
  EXPECT_THAT(sink.lines(),
              ElementsAre("{\"time\":\"2018-02-02T03:04:05.000006Z\",\"level\":\"INFO\","
                          "\"message\":\"rpc\",\"satker\":\"6474\",\"micros\":1234,\"bytes\":7,"
                          "\"least\":-9223372036854775808,\"ok\":true,\"code\":\"NOT_FOUND\"}\n"));
}

TEST(Log, NothingBelowTheLowestLevel) {
  const clock::FakeClock clock;
  MemorySink sink;
  const Logger logger(clock, sink, Level::kWarning);
  logger.Debug("a");
  logger.Info("b");
  EXPECT_TRUE(sink.lines().empty());
  EXPECT_FALSE(logger.Wants(Level::kInfo));
  logger.Warning("c");
  logger.Error("d");
  EXPECT_EQ(sink.lines().size(), 2U);
}

TEST(Log, HostileTextStaysOneLineOfJson) {
  const clock::FakeClock clock;
  MemorySink sink;
  const Logger logger(clock, sink);
  std::string every;
  for (int byte = 0; byte < 256; ++byte) {
    every += static_cast<char>(byte);
  }
  logger.Info("x\"}\n{\"level\":\"ERROR\"}", {{"every", every}});
  logger.Info("long", {{"value", std::string(1 << 20, 'a')}});
  const auto lines = sink.lines();
  ASSERT_EQ(lines.size(), 2U);
  for (const std::string& line : lines) {
    EXPECT_EQ(line.find('\n'), line.size() - 1);
    EXPECT_TRUE(nlohmann::json::accept(line)) << line;
    EXPECT_LT(line.size(), 10'000U);
  }
  EXPECT_EQ(nlohmann::json::parse(lines[0])["level"], "INFO");
}

TEST(Log, LinesOfThreadsDoNotMix) {
  int ends[2] = {};
  ASSERT_EQ(pipe(ends), 0);
  const clock::FakeClock clock;
  FdSink sink(ends[1]);
  const Logger logger(clock, sink);
  const std::string value(1500, 'v');
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        logger.Info("line", {{"value", value}});
      }
    });
  }
  std::string read;
  std::thread reader([&] {
    char buffer[4096];
    for (ssize_t n = 0; (n = ::read(ends[0], buffer, sizeof buffer)) > 0;) {
      read.append(buffer, static_cast<size_t>(n));
    }
  });
  for (std::thread& thread : threads) {
    thread.join();
  }
  close(ends[1]);
  reader.join();
  close(ends[0]);
  size_t lines = 0;
  for (size_t at = 0; at < read.size(); ++lines) {
    const size_t end = read.find('\n', at);
    ASSERT_NE(end, std::string::npos);
    ASSERT_TRUE(nlohmann::json::accept(read.substr(at, end - at)));
    at = end + 1;
  }
  EXPECT_EQ(lines, 200U);
}

TEST(Log, ALostSinkDoesNotFail) {
  const clock::FakeClock clock;
  FdSink sink(-1);
  Logger(clock, sink).Error("nobody hears");
}

}  // namespace
}  // namespace sakip::log
