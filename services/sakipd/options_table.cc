#include "common/rpc/limits.h"
#include "services/sakipd/options.h"

// Only the table: docs/OPERATIONS.md repeats what --help prints from it.
namespace sakip::sakipd {
namespace {

using config::Type;

constexpr int64_t kKiB = 1024;
constexpr int64_t kMiB = 1024 * kKiB;
constexpr int64_t kPiB = 1024 * 1024 * 1024 * kMiB;
constexpr int64_t kSecond = 1000;
constexpr int64_t kDay = 24 * 60 * 60 * kSecond;
// No longer than the gateway's word about a caller is good for.
constexpr int64_t kDeadlineMaxMs = rpc::kDeadlineMax.count() * kSecond;

config::Table Common() {
  return {
      {.name = "config",
       .type = Type::kPath,
       .doc = "File of \"key = value\" lines with any of these options.",
       .not_in_file = true},
      {.name = "data",
       .type = Type::kPath,
       .doc = "Folder that holds one store per service. Required."},
      {.name = "services",
       .default_value = "all",
       .doc = "Comma-separated services of this process: planning, performance, budget, "
              "reporting, gateway; or all."},
      {.name = "witness-dir",
       .type = Type::kPath,
       .doc = "Folder of the witness files, SERVICE.witness, best on another disk than data: they "
              "tell a store that lost its end or is an old copy. Default: data."},
  };
}

config::Table ForUpkeep() {
  return {
      {.name = "admin-socket",
       .type = Type::kPath,
       .doc = "serve, backup, verify: Unix socket by which backup and verify reach a running "
              "serve; off for none. Default: admin.sock below data."},
      {.name = "disk-reserve",
       .type = Type::kBytes,
       .default_value = "512MiB",
       .doc =
           "serve, backup: free bytes of each store's disk below which writes are refused as "
           "STORAGE_LOW, and which a backup to that disk leaves; 0 for no such limit. The engine "
           "may not survive a full disk.",
       .min = 0,
       .max = kPiB},
      {.name = "scrub-interval",
       .type = Type::kDurationMs,
       .default_value = "24h",
       .doc = "serve: how often every stored byte is read against its checksums; 0 for never.",
       .min = 0,
       .max = 366 * kDay},
      {.name = "to",
       .type = Type::kPath,
       .doc = "backup: folder to make, which must not be there. Required."},
      {.name = "from", .type = Type::kPath, .doc = "restore: folder that backup made. Required."},
      {.name = "replace-witness",
       .type = Type::kBool,
       .default_value = "false",
       .doc =
           "restore: put the backup in the place of stores whose witnesses are there, and accept "
           "that everything after the backup is lost. Never for a drill."},
      {.name = "backup",
       .type = Type::kPath,
       .doc = "verify: folder that backup made, to be read instead of the stores."},
      {.name = "digest",
       .doc = "verify: comma-separated links of the budget's hash chains that were kept elsewhere, "
              "SATKER:YEAR:NUMBER:DIGEST as GetRantai answers them: each must be in its journal."},
      {.name = "renew-witness",
       .type = Type::kBool,
       .default_value = "false",
       .doc =
           "verify: accept the stores that services names, at rest, as they are, once everything "
           "else is found whole: write their witness files anew."},
      {.name = "dry-run",
       .type = Type::kBool,
       .default_value = "false",
       .doc = "migrate: say what would be done and change nothing."},
      {.name = "backup-to",
       .type = Type::kPath,
       .doc = "migrate: folder to make for the backup that comes first. Required without "
              "dry-run."},
  };
}

config::Table ForInit() {
  return {
      {.name = "if-missing",
       .type = Type::kBool,
       .default_value = "false",
       .doc = "init: make what is missing and leave what exists, instead of refusing."},
      {.name = "development-accounts",
       .type = Type::kBool,
       .default_value = "false",
       .doc = "init: make one account per role, for demos and tests; never in production."},
  };
}

config::Table Addresses() {
  return {
      {.name = "listen",
       .type = Type::kAddressList,
       .default_value = "127.0.0.1:8470",
       .doc = "serve: address of the gateway; port 0 takes a free one (see ready-file)."},
      {.name = "listen-planning",
       .type = Type::kAddressList,
       .doc = "serve: address of planning for services of other processes."},
      {.name = "listen-performance",
       .type = Type::kAddressList,
       .doc = "serve: address of performance for services of other processes."},
      {.name = "listen-budget",
       .type = Type::kAddressList,
       .doc = "serve: address of budget for services of other processes."},
      {.name = "listen-reporting",
       .type = Type::kAddressList,
       .doc = "serve: address of reporting for services of other processes."},
      {.name = "upstream-planning",
       .type = Type::kAddressList,
       .doc = "serve: where planning is, when a service here calls it and it is not here."},
      {.name = "upstream-performance",
       .type = Type::kAddressList,
       .doc = "serve: where performance is, when a service here calls it and it is not here."},
      {.name = "upstream-budget",
       .type = Type::kAddressList,
       .doc = "serve: where budget is, when a service here calls it and it is not here."},
      {.name = "upstream-reporting",
       .type = Type::kAddressList,
       .doc = "serve: where reporting is, when a service here calls it and it is not here."},
      {.name = "ready-file",
       .type = Type::kPath,
       .doc = "serve: written once everything answers: the gateway's address, or without a "
              "gateway the addresses of the services, one a line."},
  };
}

config::Table Security() {
  return {
      {.name = "internal-key-file",
       .type = Type::kPath,
       .doc = "serve: key that signs who calls between services, the same in every process, mode "
              "0400 or 0600. Default: gateway/internal.key below data, where the gateway is here.",
       .secret = true},
      {.name = "development-issuer",
       .type = Type::kBool,
       .default_value = "false",
       .doc = "serve: accept development tokens; whoever reads gateway/development-token.key is "
              "anybody. Never in production."},
      {.name = "reflection",
       .type = Type::kBool,
       .default_value = "false",
       .doc = "serve: answer gRPC server reflection."},
  };
}

config::Table Limits() {
  return {
      {.name = "log-level",
       .default_value = "info",
       .doc = "serve: lowest level logged: debug, info, warning or error."},
      {.name = "receive-max",
       .type = Type::kBytes,
       .default_value = "1MiB",
       .doc = "serve: largest request message.",
       .min = 4 * kKiB,
       .max = 4 * kMiB},
      {.name = "send-max",
       .type = Type::kBytes,
       .default_value = "4MiB",
       .doc = "serve: largest response message.",
       .min = 4 * kKiB,
       .max = 16 * kMiB},
      {.name = "in-flight-max",
       .type = Type::kInt,
       .default_value = "256",
       .doc = "serve: calls that one service works on at once; more are refused.",
       .min = 1,
       .max = 10'000},
      {.name = "worker-threads",
       .type = Type::kInt,
       .default_value = "2",
       .doc = "serve: threads of each service for long work.",
       .min = 1,
       .max = 64},
      {.name = "deadline-default",
       .type = Type::kDurationMs,
       .default_value = "5s",
       .doc = "serve: time for a call whose client sets none.",
       .min = 10,
       .max = kDeadlineMaxMs},
      {.name = "deadline-max",
       .type = Type::kDurationMs,
       .default_value = "60s",
       .doc = "serve: most time that a client may set.",
       .min = 10,
       .max = kDeadlineMaxMs},
      {.name = "drain-timeout",
       .type = Type::kDurationMs,
       .default_value = "10s",
       .doc = "serve: time for running calls to finish after SIGTERM.",
       .min = 0,
       .max = 600 * kSecond},
  };
}

}  // namespace

const config::Table& AllOptions() {
  static const config::Table* const table = [] {
    auto* all = new config::Table;  // never destroyed: threads may outlive main
    for (const config::Table& part :
         {Common(), ForInit(), ForUpkeep(), Addresses(), Security(), Limits()}) {
      all->insert(all->end(), part.begin(), part.end());
    }
    return all;
  }();
  return *table;
}

}  // namespace sakip::sakipd
