#include "tests/fuzz/sheet_fuzz.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

namespace sakip::fuzz {
namespace {

constexpr uint64_t kSeed = 20180202;

std::vector<std::string> Corpus(const std::string& name) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator("tests/fuzz/corpus/" + name)) {
    paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> corpus;
  for (const std::filesystem::path& path : paths) {
    std::ifstream file(path, std::ios::binary);
    corpus.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return corpus;
}

// One to eight small changes: a bit, a byte, a cut, a repetition, a piece of another file.
std::string Mutate(std::string bytes, const std::vector<std::string>& corpus,
                   std::mt19937_64& random) {
  const auto below = [&random](size_t limit) { return limit == 0 ? 0 : random() % limit; };
  for (size_t left = 1 + below(8); left > 0 && !bytes.empty(); --left) {
    const size_t at = below(bytes.size());
    const size_t length = 1 + below(std::min<size_t>(bytes.size() - at, 64));
    const std::string& other = corpus[below(corpus.size())];
    const size_t from = below(other.size());
    switch (below(5)) {
      case 0:
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8)));
        break;
      case 1:
        bytes[at] = static_cast<char>(below(256));
        break;
      case 2:
        bytes.erase(at, length);
        break;
      case 3:
        bytes.insert(at, bytes.substr(at, length));
        break;
      default:
        bytes.insert(at, other.substr(from, length));
    }
  }
  return bytes;
}

void Replay(const std::string& name, int mutations, void (*target)(std::string_view)) {
  const std::vector<std::string> corpus = Corpus(name);
  ASSERT_GE(corpus.size(), 5U);
  for (const std::string& bytes : corpus) {
    target(bytes);
  }
  std::mt19937_64 random(kSeed);
  std::printf("seed %lu\n", static_cast<unsigned long>(kSeed));
  for (int i = 0; i < mutations; ++i) {
    target(Mutate(corpus[random() % corpus.size()], corpus, random));
  }
}

TEST(SheetFuzz, FilesKeepTheirPromises) {
  Replay("sheet_file", 20'000, SheetFile);
}

TEST(SheetFuzz, XmlKeepsItsPromises) {
  Replay("sheet_xml", 2'500, SheetXml);
}

}  // namespace
}  // namespace sakip::fuzz
