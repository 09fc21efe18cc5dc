#include <string>

#include "common/text/escape.h"
#include "common/text/utf8.h"
#include "gtest/gtest.h"

namespace sakip::text {
namespace {

std::string Encode(uint32_t value) {
  std::string out;
  if (value < 0x80) {
    out = {static_cast<char>(value)};
  } else if (value < 0x800) {
    out = {static_cast<char>(0xC0 | (value >> 6)), static_cast<char>(0x80 | (value & 0x3F))};
  } else if (value < 0x10000) {
    out = {static_cast<char>(0xE0 | (value >> 12)), static_cast<char>(0x80 | ((value >> 6) & 0x3F)),
           static_cast<char>(0x80 | (value & 0x3F))};
  } else {
    out = {
        static_cast<char>(0xF0 | (value >> 18)), static_cast<char>(0x80 | ((value >> 12) & 0x3F)),
        static_cast<char>(0x80 | ((value >> 6) & 0x3F)), static_cast<char>(0x80 | (value & 0x3F))};
  }
  return out;
}

TEST(Utf8, EveryCharacterDecodesToItself) {
  for (uint32_t value = 0; value <= 0x10FFFF; ++value) {
    const std::string text = Encode(value);
    const auto first = DecodeFirst(text);
    if (value >= 0xD800 && value <= 0xDFFF) {
      ASSERT_FALSE(first) << value;
    } else {
      ASSERT_TRUE(first) << value;
      ASSERT_EQ(first->value, value);
      ASSERT_EQ(first->bytes, text.size());
    }
  }
}

TEST(Utf8, MalformedIsRefused) {
  for (const char* text :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xED\xA0\x80",
        "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "a\xC3", "\xE2\x82",
        "\xE2\x28\xA1", "\xC3("}) {
    EXPECT_FALSE(IsValidUtf8(text)) << EscapeJson(text);
    EXPECT_TRUE(HasControlOrBidi(text)) << EscapeJson(text);
  }
  EXPECT_TRUE(IsValidUtf8(""));
  EXPECT_TRUE(IsValidUtf8("Bontang, Kalimantan Timur – 100 %"));
}

TEST(Utf8, CountsCharacters) {
  EXPECT_EQ(CountCodePoints(""), 0U);
  EXPECT_EQ(CountCodePoints("é–𝟙a"), 4U);
  EXPECT_EQ(CountCodePoints("a\xFF\xC3"), 3U);
}

TEST(Utf8, HiddenCharactersAreFound) {
  for (const uint32_t value :
       {0x00U,   0x1BU,   0x0DU,   0x7FU,   0x85U,    0x9FU,    0x200BU, 0x200CU,
        0x200DU, 0x200EU, 0x200FU, 0x202AU, 0x202EU,  0x2066U,  0x2069U, 0xFEFFU,
        0xFDD0U, 0xFDEFU, 0xFFFEU, 0xFFFFU, 0x1FFFEU, 0x10FFFFU}) {
    EXPECT_TRUE(HasControlOrBidi("a" + Encode(value), LineBreaks::kAllow)) << value;
  }
  for (const uint32_t value : {0x20U, 0x7EU, 0xA0U, 0x200AU, 0x2010U, 0x2029U, 0x202FU, 0x2065U,
                               0x206AU, 0xFDCFU, 0xFDF0U, 0xFFFDU, 0x1F600U}) {
    EXPECT_FALSE(HasControlOrBidi(Encode(value))) << value;
  }
  EXPECT_FALSE(HasControlOrBidi("a\n\tb", LineBreaks::kAllow));
  EXPECT_TRUE(HasControlOrBidi("a\nb"));
  EXPECT_TRUE(HasControlOrBidi("a\tb"));
}

TEST(Escape, GivesOneAsciiLineWhateverTheInput) {
  EXPECT_EQ(EscapeJson("a\"b\\c\n\r\t"), R"(a\"b\\c\n\r\t)");
  EXPECT_EQ(EscapeJson(std::string_view("\0\x1f\x7f", 3)), R"(\u0000\u001f\u007f)");
  EXPECT_EQ(EscapeJson("é–𝟙"), R"(\u00e9\u2013\ud835\udfd9)");
  EXPECT_EQ(EscapeJson("a\xFF"), R"(a\ufffd)");
  EXPECT_EQ(QuoteJson("a"), "\"a\"");
}

}  // namespace
}  // namespace sakip::text
