#include "common/rpc/passport.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/rpc/crypto.h"
#include "common/rpc/limits.h"
#include "common/rpc/testing.h"

namespace sakip::rpc {
namespace {

using fault::Reason;

const std::string kKey(32, 'k');
constexpr clock::Timestamp kNow{1'000'000'000};

TEST(Passport, CarriesThePrincipalLongerThanAnyCall) {
  EXPECT_GT(kPassportLifeUs, std::chrono::microseconds(kDeadlineMax).count());
  Principal caller = TestPrincipal();
  caller.origin = "203.0.113.7";
  const std::string passport = SignPassport(caller, kKey, kNow);
  const auto principal = VerifyPassport(passport, kKey, {kNow.micros + kPassportLifeUs - 1});
  ASSERT_THAT(principal, IsOk());
  EXPECT_EQ(*principal, caller);
  EXPECT_THAT(VerifyPassport(passport, kKey, {kNow.micros + kPassportLifeUs}),
              IsRefused(Reason::kNotAuthenticated));
}

TEST(Passport, AnyChangedBitIsRefused) {
  const std::string passport = SignPassport(TestPrincipal(), kKey, kNow);
  for (size_t i = 0; i < passport.size(); ++i) {
    std::string changed = passport;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_THAT(VerifyPassport(changed, kKey, kNow), IsRefused(Reason::kNotAuthenticated)) << i;
  }
  EXPECT_THAT(VerifyPassport("", kKey, kNow), IsRefused(Reason::kNotAuthenticated));
  EXPECT_THAT(VerifyPassport(passport.substr(0, 32), kKey, kNow),
              IsRefused(Reason::kNotAuthenticated));
  EXPECT_THAT(VerifyPassport(passport, std::string(32, 'x'), kNow),
              IsRefused(Reason::kNotAuthenticated));
}

TEST(Passport, AShortKeyOpensNothing) {
  EXPECT_THAT(VerifyPassport(SignPassport(TestPrincipal(), "", kNow), "", kNow),
              IsRefused(Reason::kNotAuthenticated));
}

TEST(Passport, AuthenticatesByMetadata) {
  const clock::FakeClock clock(kNow);
  const PassportAuthenticator authenticator(kKey, clock);
  const std::string passport = SignPassport(TestPrincipal(), kKey, kNow);
  const auto identity = authenticator.Authenticate([&](std::string_view key) {
    return key == "sakip-passport-bin" ? passport : std::string("x");
  });
  ASSERT_THAT(identity, IsOk());
  EXPECT_EQ(identity->principal, TestPrincipal());
  EXPECT_EQ(identity->passport, passport);
  EXPECT_THAT(authenticator.Authenticate([](std::string_view) { return std::string(); }),
              IsRefused(Reason::kNotAuthenticated));
}

TEST(Crypto, MatchesKnownAnswers) {
  EXPECT_EQ(EncodeHex(Sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(EncodeHex(HmacSha256("Jefe", "what do ya want for nothing?")),  // RFC 4231, case 2
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(EncodeHex(HmacSha256(std::string(131, '\xaa'),  // case 6
                                 "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Crypto, Base64UrlHasOneSpelling) {
  for (const std::string& bytes : {std::string(), std::string("f"), std::string("fo"),
                                   std::string("foo"), std::string("\xff\xfe\0", 3)}) {
    EXPECT_EQ(DecodeBase64Url(EncodeBase64Url(bytes)), bytes);
  }
  EXPECT_EQ(EncodeBase64Url("\xff\xfe"), "__4");
  for (const char* bad : {"A", "__5", "__4=", "+/", "Zg ", "Zh"}) {
    EXPECT_EQ(DecodeBase64Url(bad), std::nullopt) << bad;
  }
}

}  // namespace
}  // namespace sakip::rpc
