#include "common/resource_name/resource_name.h"

#include "absl/strings/str_cat.h"
#include "common/text/escape.h"

namespace sakip::resource_name {
namespace {

constexpr size_t kShownBytesMax = 200;

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

bool IsIdByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || IsDigit(c) || c == '.' || c == '_' ||
         c == '~' || c == '-';
}

// Always at least one segment; "a//b" has an empty one in the middle.
std::vector<std::string_view> Segments(std::string_view text) {
  std::vector<std::string_view> segments;
  segments.reserve(8);
  for (;;) {
    const size_t slash = text.find('/');
    segments.push_back(text.substr(0, slash));
    if (slash == std::string_view::npos) {
      return segments;
    }
    text.remove_prefix(slash + 1);
  }
}

bool IsVariable(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

absl::Status CheckPattern(std::string_view pattern) {
  for (const std::string_view segment : Segments(pattern)) {
    const std::string_view word =
        IsVariable(segment) ? segment.substr(1, segment.size() - 2) : segment;
    if (!IsId(word)) {
      return absl::InternalError(
          absl::StrCat("malformed resource name pattern: ", std::string(pattern)));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckId(std::string_view variable, std::string_view id) {
  if (!IsId(id)) {
    return absl::InvalidArgumentError(
        absl::StrCat(std::string(variable),
                     " must be 1 to 80 of a-z A-Z 0-9 . _ ~ - and not have "
                     "two dots together"));
  }
  if (variable == "{satker}" && !IsSatkerId(id)) {
    return absl::InvalidArgumentError("{satker} must be two or four digits");
  }
  return absl::OkStatus();
}

absl::Status Mismatch(std::string_view why, std::string_view pattern, std::string_view name) {
  return absl::InvalidArgumentError(
      absl::StrCat("resource name ", text::QuoteJson(name.substr(0, kShownBytesMax)),
                   " does not match ", std::string(pattern), ": ", std::string(why)));
}

}  // namespace

bool IsId(std::string_view id) {
  if (id.empty() || id.size() > kIdBytesMax || id == ".") {
    return false;
  }
  char before = '\0';
  for (const char c : id) {
    if (!IsIdByte(c) || (c == '.' && before == '.')) {
      return false;
    }
    before = c;
  }
  return true;
}

bool IsSatkerId(std::string_view id) {
  return (id.size() == 2 || id.size() == 4) &&
         id.find_first_not_of("0123456789") == std::string_view::npos;
}

absl::StatusOr<std::vector<std::string>> Match(std::string_view pattern, std::string_view name) {
  if (auto status = CheckPattern(pattern); !status.ok()) {
    return status;
  }
  const auto words = Segments(pattern);
  const auto segments = Segments(name);
  if (segments.size() != words.size()) {
    return Mismatch(absl::StrCat("it has ", segments.size(), " parts instead of ", words.size()),
                    pattern, name);
  }
  std::vector<std::string> ids;
  for (size_t i = 0; i < words.size(); ++i) {
    if (IsVariable(words[i])) {
      if (const auto status = CheckId(words[i], segments[i]); !status.ok()) {
        const auto why = status.message();
        return Mismatch(std::string_view(why.data(), why.size()), pattern, name);
      }
      ids.emplace_back(segments[i]);
    } else if (segments[i] != words[i]) {
      return Mismatch(absl::StrCat("part ", i + 1, " must be ", std::string(words[i])), pattern,
                      name);
    }
  }
  return ids;
}

absl::StatusOr<std::string> Format(std::string_view pattern, const std::vector<std::string>& ids) {
  if (auto status = CheckPattern(pattern); !status.ok()) {
    return status;
  }
  std::string name;
  size_t used = 0;
  for (const std::string_view word : Segments(pattern)) {
    if (!name.empty()) {
      name += '/';
    }
    if (!IsVariable(word)) {
      name += word;
      continue;
    }
    if (used < ids.size()) {
      if (auto status = CheckId(word, ids[used]); !status.ok()) {
        return status;
      }
      name += ids[used];
    }
    ++used;
  }
  if (used != ids.size()) {
    return absl::InvalidArgumentError(
        absl::StrCat(std::string(pattern), " has ", used, " variables, not ", ids.size()));
  }
  return name;
}

absl::StatusOr<std::string> SatkerOf(std::string_view name) {
  const auto segments = Segments(name);
  if (segments.size() < 2 || segments[0] != "satker" || !IsSatkerId(segments[1])) {
    return Mismatch("it must begin with satker/ and two or four digits", "satker/{satker}/...",
                    name);
  }
  for (const std::string_view segment : segments) {
    if (!IsId(segment)) {
      return Mismatch("a part is empty or has characters other than a-z A-Z 0-9 . _ ~ -",
                      "satker/{satker}/...", name);
    }
  }
  return std::string(segments[1]);
}

}  // namespace sakip::resource_name
