#ifndef SAKIP_COMMON_STORE_STORE_FILE_TEST_UTIL_H_
#define SAKIP_COMMON_STORE_STORE_FILE_TEST_UTIL_H_

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// For tests that look at a store's files and damage them.
namespace sakip::store {

inline std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

inline void WriteAll(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

inline void FlipByte(const std::string& path, size_t offset) {
  std::string bytes = ReadAll(path);
  bytes.at(offset) = static_cast<char>(bytes.at(offset) ^ 0x40);
  WriteAll(path, bytes);
}

// The files of `dir` whose names end in `ending`, in order of their names.
inline std::vector<std::string> FilesOf(const std::string& dir, std::string_view ending) {
  std::vector<std::string> found;
  for (const auto& file : std::filesystem::directory_iterator(dir)) {
    if (file.path().string().ends_with(ending)) {
      found.push_back(file.path().string());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

// Everything below `dir`: name to time of change and content.
inline std::map<std::string, std::pair<int64_t, std::string>> Picture(const std::string& dir) {
  std::map<std::string, std::pair<int64_t, std::string>> picture;
  for (const auto& file : std::filesystem::recursive_directory_iterator(dir)) {
    struct stat status {};
    (void)::stat(file.path().c_str(), &status);
    picture[file.path().string()] = {status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec,
                                     file.is_directory() ? "" : ReadAll(file.path().string())};
  }
  return picture;
}

}  // namespace sakip::store

#endif  // SAKIP_COMMON_STORE_STORE_FILE_TEST_UTIL_H_
