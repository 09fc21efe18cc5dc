#include <chrono>
#include <fstream>
#include <iterator>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/clock/clock.h"
#include "services/gateway/dev_token.h"
#include "services/sakipctl/commands.h"
#include "services/sakipctl/exit_codes.h"
#include "services/sakipctl/print.h"

namespace sakip::sakipctl {
namespace {

constexpr int64_t kLifetimeSeconds = 24 * 3600;
constexpr int64_t kMicrosPerSecond = 1'000'000;
constexpr size_t kKeyFileBytesMax = 4096;

}  // namespace

// A development token for one day, on stdout alone: `sakipctl token ... >file`.
int Token(const Arguments& arguments, const Streams& streams) {
  const std::string file = arguments.Get("key-file").value_or("");
  const std::string subject = arguments.Get("subject").value_or("");
  if (file.empty() || subject.empty()) {
    return PrintUsage(absl::InvalidArgumentError("token needs --key-file and --subject"),
                      streams.err);
  }
  std::ifstream in(file, std::ios::binary);
  std::string text(kKeyFileBytesMax, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(in.gcount()));
  const auto key = gateway::DecodeDevKey(text);
  if (!key.ok()) {
    return PrintUsage(absl::InvalidArgumentError(absl::StrCat(
                          file, " is no key that `sakipd init` made: ", key.status().message())),
                      streams.err);
  }
  const int64_t now = clock::SystemClock().Now().micros / kMicrosPerSecond;
  const auto token =
      gateway::MakeDevToken(*key, {.subject = subject, .expires_s = now + kLifetimeSeconds});
  if (!token.ok()) {
    return PrintUsage(token.status(), streams.err);
  }
  streams.out << *token << "\n";
  return kExitOk;
}

}  // namespace sakip::sakipctl
