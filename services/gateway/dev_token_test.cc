#include "services/gateway/dev_token.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace sakip::gateway {
namespace {

const std::string kKey(32, 'k');
constexpr int64_t kNow = 1'700'000'000;

std::string Token() {
  return MakeDevToken(kKey, {.subject = "operator-6474", .expires_s = kNow + 60}).value();
}

TEST(DevToken, SaysWhatWasSigned) {
  EXPECT_EQ(VerifyDevToken(kKey, Token(), kNow).value(),
            (DevClaims{.subject = "operator-6474", .expires_s = kNow + 60}));
}

// A vector of the written format, so that tokens made elsewhere (Python's hmac) stay valid.
TEST(DevToken, FormatIsFixed) {
  EXPECT_EQ(Token(),
            "dev.b3BlcmF0b3ItNjQ3NA.1700000060.wInzfaovsd4rEDqw53zsrQIhTM5G2pdy54rmfnSlpD8");
}

TEST(DevToken, EveryChangedCharacterIsRefused) {
  const std::string token = Token();
  for (size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(VerifyDevToken(kKey, changed, kNow).ok()) << i;
  }
}

TEST(DevToken, EveryShorterOrLongerTextIsRefused) {
  const std::string token = Token();
  for (size_t size = 0; size < token.size(); ++size) {
    EXPECT_FALSE(VerifyDevToken(kKey, token.substr(0, size), kNow).ok()) << size;
  }
  for (const char* tail : {"=", "A", ".", " ", "\n"}) {
    EXPECT_FALSE(VerifyDevToken(kKey, token + tail, kNow).ok()) << tail;
  }
  EXPECT_FALSE(VerifyDevToken(kKey, token + std::string(1000, 'A'), kNow).ok());
}

TEST(DevToken, OtherKeyIsRefused) {
  EXPECT_FALSE(VerifyDevToken(std::string(32, 'j'), Token(), kNow).ok());
}

TEST(DevToken, ExpiryCountsFromItsOwnSecond) {
  EXPECT_TRUE(VerifyDevToken(kKey, Token(), kNow + 59).ok());
  EXPECT_FALSE(VerifyDevToken(kKey, Token(), kNow + 60).ok());
}

TEST(DevToken, LivesSevenDaysAtMost) {
  const auto verify = [](int64_t expires_s) {
    return VerifyDevToken(
               kKey, MakeDevToken(kKey, {.subject = "a", .expires_s = expires_s}).value(), kNow)
        .ok();
  };
  EXPECT_TRUE(verify(kNow + kDevLifetimeSecondsMax));
  EXPECT_FALSE(verify(kNow + kDevLifetimeSecondsMax + 1));
  EXPECT_FALSE(verify(std::numeric_limits<int64_t>::max()));
}

TEST(DevToken, MakesNoneThatCannotBeVerified) {
  EXPECT_FALSE(MakeDevToken("short", {.subject = "a", .expires_s = kNow}).ok());
  EXPECT_FALSE(MakeDevToken(kKey, {.subject = "", .expires_s = kNow}).ok());
  EXPECT_FALSE(MakeDevToken(kKey, {.subject = "a b", .expires_s = kNow}).ok());
  EXPECT_FALSE(MakeDevToken(kKey, {.subject = std::string(81, 'a'), .expires_s = kNow}).ok());
  EXPECT_FALSE(MakeDevToken(kKey, {.subject = "a", .expires_s = -1}).ok());
}

TEST(DevToken, KeyFileRoundTrips) {
  EXPECT_EQ(DecodeDevKey(EncodeDevKey(kKey)).value(), kKey);
  EXPECT_FALSE(DecodeDevKey("").ok());
  EXPECT_FALSE(DecodeDevKey(EncodeDevKey(kKey) + "\n").ok());
  EXPECT_FALSE(DecodeDevKey(EncodeDevKey(std::string(31, 'k'))).ok());
  EXPECT_FALSE(DecodeDevKey(std::string(64, 'g')).ok());
}

}  // namespace
}  // namespace sakip::gateway
