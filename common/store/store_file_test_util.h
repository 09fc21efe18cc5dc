#ifndef SAKIP_COMMON_STORE_STORE_FILE_TEST_UTIL_H_
#define SAKIP_COMMON_STORE_STORE_FILE_TEST_UTIL_H_

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
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

// From now on every write of this process to the open `file` fails as on a full disk. False when it
// is not open.
inline bool FillDiskUnder(const std::string& file) {
  for (const auto& link : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code error;
    if (std::filesystem::read_symlink(link.path(), error) == file) {
      const int own = std::stoi(link.path().filename());
      const int full = ::open("/dev/full", O_RDWR | O_CLOEXEC);
      const bool done = full >= 0 && ::dup3(full, own, O_CLOEXEC) == own;
      ::close(full);
      return done;
    }
  }
  return false;
}

}  // namespace sakip::store

#endif  // SAKIP_COMMON_STORE_STORE_FILE_TEST_UTIL_H_
