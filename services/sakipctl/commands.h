#ifndef SAKIP_SERVICES_SAKIPCTL_COMMANDS_H_
#define SAKIP_SERVICES_SAKIPCTL_COMMANDS_H_

#include <ostream>

#include "services/sakipctl/arguments.h"

// The subcommands, one file each. Each writes its result to `out`, everything else to `err`, and
// returns the exit code (exit_codes.h).
namespace sakip::sakipctl {

struct Streams {
  std::ostream& out;
  std::ostream& err;
  bool progress = false;  // err is a terminal: somebody is waiting there
};

int Run(const Arguments& arguments, const Streams& streams);

int Import(const Arguments& arguments, const Streams& streams);
int ImporBerkas(const Arguments& arguments, const Streams& streams);
int Show(const Arguments& arguments, const Streams& streams);
int Capaian(const Arguments& arguments, const Streams& streams);
int Anggaran(const Arguments& arguments, const Streams& streams);
int Laporan(const Arguments& arguments, const Streams& streams);
int Health(const Arguments& arguments, const Streams& streams);
int Token(const Arguments& arguments, const Streams& streams);
int Help(const Arguments& arguments, const Streams& streams);

}  // namespace sakip::sakipctl

#endif  // SAKIP_SERVICES_SAKIPCTL_COMMANDS_H_
