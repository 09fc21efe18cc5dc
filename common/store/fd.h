#ifndef SAKIP_COMMON_STORE_FD_H_
#define SAKIP_COMMON_STORE_FD_H_

#include <unistd.h>

#include <utility>

namespace sakip::store {

// A file descriptor, or -1, that is closed at the end of its scope.
class Fd {
 public:
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(other.release()) {}
  Fd& operator=(Fd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Fd() {
    if (fd_ >= 0) {
      ::close(fd_);
    }
  }
  int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

}  // namespace sakip::store

#endif  // SAKIP_COMMON_STORE_FD_H_
