#include "services/sakipctl/commands.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/sakipctl/exit_codes.h"
#include "services/sakipctl/ledger.h"
#include "services/sakipctl/print.h"

namespace sakip::sakipctl {
namespace {

int Version(const Arguments& arguments, const Streams& streams) {
  static_cast<void>(arguments);
  streams.out << "sakipctl " << SAKIP_VERSION << "\n";
  return kExitOk;
}

struct Command {
  std::string_view name;
  int (*run)(const Arguments&, const Streams&);
  std::vector<std::string_view> options;  // beside the global ones
  size_t positional_max;
};

const std::vector<Command>& Commands() {
  static const auto& commands = *new std::vector<Command>{
      {"import", Import, {"validate-only", "register-token-file"}, 1},
      {"impor-berkas",
       ImporBerkas,
       {"satker", "tahun", "peta", "per-baris", "validate-only", "data", "sumber", "per-tanggal"},
       2},
      {"show", Show, {"satker", "tahun"}, 2},
      {"capaian", Capaian, {"satker", "tahun", "explain"}, 0},
      {"anggaran", Anggaran, {"satker", "tahun", "per"}, 0},
      {"laporan", Laporan, {"satker", "tahun", "format", "out"}, 0},
      {"health", Health, {}, 0},
      {"token", Token, {"key-file", "subject"}, 0},
      {"version", Version, {}, 0},
      {"help", Help, {}, 1},
  };
  return commands;
}

int RunCommand(const Arguments& arguments, const Streams& streams) {
  const auto& commands = Commands();
  const auto command = std::find_if(commands.begin(), commands.end(), [&](const Command& one) {
    return one.name == arguments.command;
  });
  if (command == commands.end()) {
    return PrintUsage(
        absl::InvalidArgumentError(absl::StrCat("there is no command '", arguments.command, "'")),
        streams.err);
  }
  for (const auto& [name, value] : arguments.options) {
    if (std::count(command->options.begin(), command->options.end(), name) == 0) {
      return PrintUsage(absl::InvalidArgumentError(
                            absl::StrCat("--", name, " is no option of ", arguments.command)),
                        streams.err);
    }
  }
  if (arguments.positional.size() > command->positional_max) {
    return PrintUsage(
        absl::InvalidArgumentError(absl::StrCat("'", arguments.positional.back(), "' is too much")),
        streams.err);
  }
  return command->run(arguments, streams);
}

}  // namespace

int Run(const Arguments& arguments, const Streams& streams) {
  if (arguments.help || arguments.command.empty()) {
    const int code = Help(arguments, streams);
    return arguments.help ? code : kExitUsage;
  }
  const int code =
      IsLedgerNoun(arguments.command) ? Ledger(arguments, streams) : RunCommand(arguments, streams);
  if (code == kExitUnreachable && arguments.output == Output::kTable) {
    streams.err << "  server: " << arguments.server << "\n";
  }
  return code;
}

}  // namespace sakip::sakipctl
