#include <algorithm>
#include <charconv>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/status/status_macros.h"
#include "common/store/backup.h"
#include "common/store/backup_files.h"
#include "common/store/big_endian.h"

namespace sakip::store {
namespace {

constexpr uint32_t kLayout = 1;
constexpr std::string_view kFirstWord = "sakip-backup ";
// "sha256 ", 64 digits and a line feed end the manifest of every layout.
constexpr std::string_view kLastWord = "sha256 ";
constexpr size_t kLastLineBytes = kLastWord.size() + 64 + 1;
constexpr size_t kChainDigits = 64;

std::string Sha256Of(std::string_view bytes) {
  files::Sha256Hex hash;
  hash.Add(bytes);
  return hash.Finish();
}

// A name that stays in its folder.
bool IsFileName(std::string_view name) {
  return !name.empty() && name[0] != '.' && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

// Takes a manifest apart line by line; after the first mistake everything is one.
class Lines {
 public:
  explicit Lines(std::string_view bytes) : rest_(bytes) {}

  // The text after `word`, which begins the next line.
  std::string_view After(std::string_view word) {
    const size_t end = rest_.find('\n');
    if (!good_ || end == std::string_view::npos || rest_.substr(0, word.size()) != word) {
      good_ = false;
      return {};
    }
    const std::string_view text = rest_.substr(word.size(), end - word.size());
    rest_.remove_prefix(end + 1);
    return text;
  }

  template <class Number>
  Number NumberAfter(std::string_view word) {
    return ToNumber<Number>(After(word));
  }

  template <class Number>
  Number ToNumber(std::string_view digits) {
    Number number = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    good_ = good_ && read.ec == std::errc() && read.ptr == digits.data() + digits.size();
    return number;
  }

  BackupFile NextFile() {
    const std::string_view line = After("file ");
    const size_t first = line.find(' ');
    const size_t second = first == std::string_view::npos ? first : line.find(' ', first + 1);
    if (second == std::string_view::npos || !IsFileName(line.substr(second + 1))) {
      good_ = false;
      return {};
    }
    return {.name = std::string(line.substr(second + 1)),
            .bytes = ToNumber<uint64_t>(line.substr(first + 1, second - first - 1)),
            .sha256 = std::string(line.substr(0, first))};
  }

  bool good() const { return good_; }

 private:
  std::string_view rest_;
  bool good_ = true;
};

std::string Body(const BackupManifest& manifest) {
  std::string text =
      absl::StrCat("sakip-backup ", kLayout, "\nprogram ", manifest.program, "\ntime ",
                   manifest.time, "\nservice ", manifest.identity.service, "\nstore_id ",
                   manifest.identity.store_id, "\nepoch ", manifest.identity.epoch, "\nformat ",
                   manifest.identity.format, "\nsequence ", manifest.head.sequence, "\nchain ",
                   absl::BytesToHexString(manifest.head.chain), "\ndigest ", manifest.digest, "\n");
  absl::StrAppend(&text, "files ", manifest.files.size(), "\n");
  for (const BackupFile& file : manifest.files) {
    absl::StrAppend(&text, "file ", file.sha256, " ", file.bytes, " ", file.name, "\n");
  }
  return text;
}

BackupManifest ReadLines(Lines& lines) {
  BackupManifest manifest;
  manifest.program = lines.After("program ");
  manifest.time = lines.After("time ");
  manifest.identity.service = lines.After("service ");
  manifest.identity.store_id = lines.After("store_id ");
  manifest.identity.epoch = lines.NumberAfter<uint64_t>("epoch ");
  manifest.identity.format = lines.NumberAfter<uint32_t>("format ");
  manifest.head.sequence = lines.NumberAfter<uint64_t>("sequence ");
  const std::string_view chain = lines.After("chain ");
  if (chain.size() == kChainDigits) {
    manifest.head.chain = absl::HexStringToBytes(absl::string_view(chain.data(), chain.size()));
  }
  manifest.digest = lines.After("digest ");
  const auto count = lines.NumberAfter<uint64_t>("files ");
  for (uint64_t i = 0; i < count && lines.good(); ++i) {
    manifest.files.push_back(lines.NextFile());
  }
  return manifest;
}

void AddLength(std::string& bytes, std::string_view text) {
  AppendBigEndian32(bytes, static_cast<uint32_t>(text.size()));
}

}  // namespace

std::string EncodeManifest(const BackupManifest& manifest) {
  const std::string body = Body(manifest);
  return absl::StrCat(body, "sha256 ", Sha256Of(body), "\n");
}

absl::StatusOr<BackupManifest> DecodeManifest(std::string_view bytes) {
  const absl::Status damaged = absl::DataLossError("the manifest is damaged");
  if (bytes.size() < kLastLineBytes) {
    return damaged;
  }
  const std::string_view body = bytes.substr(0, bytes.size() - kLastLineBytes);
  const std::string last_line = absl::StrCat("sha256 ", Sha256Of(body), "\n");
  if (bytes.substr(body.size()) != last_line) {
    return damaged;
  }
  Lines lines(body);
  const auto layout = lines.NumberAfter<uint32_t>(kFirstWord);
  if (lines.good() && layout > kLayout) {
    return absl::FailedPreconditionError(absl::StrCat("the backup has layout ", layout,
                                                      ", this program knows only ", kLayout,
                                                      ": use the program version that made it"));
  }
  BackupManifest manifest = ReadLines(lines);
  const auto out_of_order =
      std::adjacent_find(manifest.files.begin(), manifest.files.end(),
                         [](const BackupFile& a, const BackupFile& b) { return a.name >= b.name; });
  const bool in_order = out_of_order == manifest.files.end();
  if (!lines.good() || !in_order || EncodeManifest(manifest) != bytes) {
    return damaged;
  }
  return manifest;
}

absl::StatusOr<std::string> StateDigest(const Snapshot& snapshot) {
  constexpr uint8_t kLastTable = 254;
  files::Sha256Hex hash;
  std::string head;
  for (uint8_t id = 1; id <= kLastTable; ++id) {
    const Table table{.id = id, .name = "of any service"};
    RETURN_IF_ERROR(snapshot.Scan(table, {}, [&](std::string_view key, std::string_view value) {
      head.assign(1, static_cast<char>(id));
      AddLength(head, key);
      head.append(key);
      AddLength(head, value);
      hash.Add(head);
      hash.Add(value);
      return true;
    }));
  }
  head.clear();
  AppendBigEndian64(head, snapshot.head().sequence);
  hash.Add(head);
  hash.Add(snapshot.head().chain);
  return hash.Finish();
}

}  // namespace sakip::store
