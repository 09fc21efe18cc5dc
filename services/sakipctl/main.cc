#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "services/sakipctl/commands.h"
#include "services/sakipctl/print.h"

int main(int argc, char** argv) {
  using namespace sakip::sakipctl;
  // What gRPC logs about a lost connection is said by our own message.
  setenv("GRPC_VERBOSITY", "NONE", /*overwrite=*/0);
  const auto environment = [](const char* name) -> std::optional<std::string> {
    const char* value = std::getenv(name);
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  };
  const auto arguments =
      ParseArguments(std::vector<std::string>(argv + 1, argv + argc), environment);
  if (!arguments.ok()) {
    return PrintUsage(arguments.status(), std::cerr);
  }
  const bool progress = isatty(STDERR_FILENO) == 1;
  return Run(*arguments, {.out = std::cout, .err = std::cerr, .progress = progress});
}
