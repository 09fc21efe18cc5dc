#include "common/rpc/raw_http2.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace sakip::rpc {
namespace {

// RFC 9113, sections 6.1, 6.2 and 6.5.
constexpr char kData = 0;
constexpr char kHeadersFrame = 1;
constexpr char kSettings = 4;
constexpr char kEndStream = 1;
constexpr char kEndHeaders = 4;
constexpr char kInitialWindowSize = 4;

std::string BigEndian(uint32_t value, int bytes) {
  std::string out;
  for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>((value >> shift) & 0xffU));
  }
  return out;
}

std::string Frame(char type, char flags, uint32_t stream, const std::string& payload) {
  return BigEndian(static_cast<uint32_t>(payload.size()), 3) + type + flags + BigEndian(stream, 4) +
         payload;
}

// RFC 7541, sections 5.1 and 5.2, without Huffman coding.
std::string Literal(std::string_view text) {
  std::string out;
  size_t rest = text.size();
  if (rest < 127) {
    out.push_back(static_cast<char>(rest));
  } else {
    out.push_back(127);
    for (rest -= 127; rest >= 128; rest /= 128) {
      out.push_back(static_cast<char>(rest % 128 + 128));
    }
    out.push_back(static_cast<char>(rest));
  }
  return out.append(text);
}

std::string Header(std::string_view name, std::string_view value) {
  return std::string(1, '\0') + Literal(name) + Literal(value);
}

}  // namespace

RawHttp2::RawHttp2(int port, bool reads_answers) : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  const std::string no_window = BigEndian(kInitialWindowSize, 2) + BigEndian(0, 4);
  Send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" +
       Frame(kSettings, 0, 0, reads_answers ? std::string() : no_window));
}

RawHttp2::~RawHttp2() {
  close(fd_);
}

void RawHttp2::Call(std::string_view path, std::string_view message, const Headers& headers) {
  std::string block = Header(":method", "POST") + Header(":scheme", "http") +
                      Header(":path", path) + Header(":authority", "test") +
                      Header("te", "trailers") + Header("content-type", "application/grpc");
  for (const auto& [name, value] : headers) {
    block += Header(name, value);
  }
  const std::string body =
      BigEndian(0, 1) + BigEndian(static_cast<uint32_t>(message.size()), 4) + std::string(message);
  Send(Frame(kHeadersFrame, kEndHeaders, next_stream_, block) +
       Frame(kData, kEndStream, next_stream_, body));
  next_stream_ += 2;
}

bool RawHttp2::AwaitBytes(std::string_view bytes, std::chrono::milliseconds patience) {
  while (received_.find(bytes) == std::string::npos) {
    pollfd ready{fd_, POLLIN, 0};
    if (poll(&ready, 1, static_cast<int>(patience.count())) != 1) {
      return false;
    }
    std::array<char, 4096> chunk{};
    const ssize_t size = recv(fd_, chunk.data(), chunk.size(), 0);
    if (size <= 0) {
      return false;
    }
    received_.append(chunk.data(), static_cast<size_t>(size));
  }
  return true;
}

void RawHttp2::Send(const std::string& bytes) const {
  EXPECT_EQ(send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL),
            static_cast<ssize_t>(bytes.size()));
}

}  // namespace sakip::rpc
