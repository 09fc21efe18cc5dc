#ifndef SAKIP_COMMON_RPC_RAW_HTTP2_H_
#define SAKIP_COMMON_RPC_RAW_HTTP2_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// For tests: HTTP/2 written by hand, for what gRPC's own client refuses to send.
namespace sakip::rpc {

class RawHttp2 {
 public:
  // Connects to 127.0.0.1. With `reads_answers` false the peer may send no message at all: its
  // window is 0 and stays so.
  explicit RawHttp2(int port, bool reads_answers = true);
  ~RawHttp2();
  RawHttp2(const RawHttp2&) = delete;
  RawHttp2& operator=(const RawHttp2&) = delete;

  using Headers = std::vector<std::pair<std::string, std::string>>;
  // One whole gRPC call on a stream of its own; values go out as they are.
  void Call(std::string_view path, std::string_view message, const Headers& headers = {});

  // Reads until what was read has `bytes` in it. False when the peer closed or nothing came for
  // `patience`.
  bool AwaitBytes(std::string_view bytes,
                  std::chrono::milliseconds patience = std::chrono::seconds(30));

 private:
  void Send(const std::string& bytes) const;

  int fd_ = -1;
  uint32_t next_stream_ = 1;
  std::string received_;
};

}  // namespace sakip::rpc

#endif  // SAKIP_COMMON_RPC_RAW_HTTP2_H_
