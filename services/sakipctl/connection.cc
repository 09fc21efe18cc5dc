#include "services/sakipctl/connection.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>
#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/status/status_macros.h"
#include "services/sakipctl/package.h"

namespace sakip::sakipctl {
namespace {

// A rendered report is at most 4 MiB, around it a little.
constexpr int kAnswerBytesMax = 16 << 20;
constexpr std::streamsize kTokenBytesMax = 8192;

absl::StatusOr<std::string> ReadToken(const std::string& file) {
  if (file.empty()) {
    return absl::InvalidArgumentError(
        "no token: give --token-file or SAKIPCTL_TOKEN_FILE (make one with `sakipctl token`)");
  }
  std::ifstream in(file, std::ios::binary);
  std::string token(static_cast<size_t>(kTokenBytesMax), '\0');
  in.read(token.data(), kTokenBytesMax);
  token.resize(static_cast<size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  token.erase(token.find_last_not_of(" \r\n") + 1);
  const bool plain =
      std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < 0x7F; });
  if (token.empty() || !plain) {
    return absl::InvalidArgumentError(absl::StrCat("no token can be read from ", file));
  }
  return token;
}

}  // namespace

absl::StatusOr<Connection> Connection::Open(const Arguments& arguments,
                                            const std::string& token_file) {
  auto token = ReadToken(token_file);
  if (!token.ok()) {
    return token.status();
  }
  grpc::ChannelArguments settings;
  settings.SetMaxReceiveMessageSize(kAnswerBytesMax);
  Connection made;
  made.client_ = std::make_shared<rpc::Client>(
      grpc::CreateCustomChannel(arguments.server, grpc::InsecureChannelCredentials(), settings));
  made.token_ = *std::move(token);
  made.timeout_ = arguments.timeout;
  return made;
}

absl::Status Connection::Call(std::string_view method, const google::protobuf::Message& request,
                              google::protobuf::Message* response) const {
  std::string bytes;
  RETURN_IF_ERROR(client_->CallBytes("/sakip." + std::string(method), request.SerializeAsString(),
                                     Options(), &bytes));
  if (!response->ParseFromString(bytes)) {
    return absl::InternalError("the answer cannot be read");
  }
  return absl::OkStatus();
}

rpc::Client::Options Connection::Options() const {
  rpc::Client::Options options;
  options.deadline = std::chrono::steady_clock::now() + timeout_;
  options.metadata = {{"authorization", "Bearer " + token_}};
  return options;
}

std::string RandomRequestId() {
  std::array<char, 16> bytes{};
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    std::abort();  // a system without randomness cannot make a request that is its own
  }
  return StepRequestId(std::string_view(bytes.data(), bytes.size()), "random");
}

}  // namespace sakip::sakipctl
