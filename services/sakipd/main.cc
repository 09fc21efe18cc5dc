#include <unistd.h>

#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "services/sakipd/commands.h"

namespace {

sakip::config::Environment ReadEnvironment() {
  sakip::config::Environment environment;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    if (const size_t equals = text.find('='); equals != std::string_view::npos) {
      environment.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
  }
  return environment;
}

}  // namespace

int main(int argc, char** argv) {
  // Debian's Abseil is a debug build: it would look for deadlocks in gRPC's locks on every call.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  const int code = sakip::sakipd::Run({argv + 1, argv + argc}, ReadEnvironment());
  std::cout.flush();
  std::cerr.flush();
  // Not exit(): destructors of statics would race with gRPC's remaining threads.
  _exit(code);
}
