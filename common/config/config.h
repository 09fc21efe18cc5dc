#ifndef SAKIP_COMMON_CONFIG_CONFIG_H_
#define SAKIP_COMMON_CONFIG_CONFIG_H_

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// A program's options from one table: flag over environment over file over default. Pure: the
// caller reads argv, the environment and the file.
namespace sakip::config {

enum class Type {
  kString,
  kPath,         // not checked to exist
  kBool,         // true or false; a bare --name is true
  kInt,          // decimal int64 within min..max
  kDurationMs,   // integer with ms, s, m or h, a bare one is ms; min..max in ms: "250ms", "30s"
  kBytes,        // integer with KiB, MiB or GiB, or bare bytes; min..max in bytes: "4MiB"
  kAddressList,  // "host:port,[::1]:port,unix:/path"; empty means none
};

struct Option {
  // [a-z][a-z0-9-]*. "data-dir" is flag --data-dir, variable SAKIP_DATA_DIR, file key data-dir.
  std::string_view name = {};
  Type type = Type::kString;
  std::string_view default_value = {};  // in the written form, obeying the type
  std::string_view doc = {};            // one English sentence for --help
  int64_t min = std::numeric_limits<int64_t>::min();
  int64_t max = std::numeric_limits<int64_t>::max();
  // The value names a file that holds a secret: type kPath, name ending in "-file". The secret
  // itself never is an option, so none shows in a process list or a dump.
  bool secret = false;
  bool not_in_file = false;  // such as "config", which names the file itself
};

using Table = std::vector<Option>;
using Environment = std::map<std::string, std::string>;

enum class Source { kDefault, kFile, kEnvironment, kFlag };

// The values of every option in a table. Asking for a name that is not in it, or by another type,
// is a programmer's error and ends the process. Immutable, so thread-safe.
class Config {
 public:
  const std::string& String(std::string_view name) const;
  const std::string& Path(std::string_view name) const;
  bool Bool(std::string_view name) const;
  int64_t Int(std::string_view name) const;
  int64_t DurationMs(std::string_view name) const;
  int64_t Bytes(std::string_view name) const;
  const std::vector<std::string>& Addresses(std::string_view name) const;

  Source source(std::string_view name) const;

  // One line per option, "name = value  # source", in the table's order, for the start-up log.
  std::string Dump() const;

 private:
  friend class Parser;
  struct Value {
    std::string name;
    Type type = Type::kString;
    Source source = Source::kDefault;
    std::string text;
    int64_t number = 0;  // kBool as 0 or 1
    std::vector<std::string> list;
  };
  const Value& Get(std::string_view name, Type type) const;

  std::vector<Value> values_;
};

// What Parse reads besides the table. `args` are the arguments after the program's (and the
// subcommand's) name; of `environment` only SAKIP_* is looked at; `file` is the file's text.
struct Input {
  std::vector<std::string> args = {};
  Environment environment = {};
  std::optional<std::string> file = {};
};

// Flags are --name=value, --name value, or --name for a bool. File lines are "key = value"; blank
// lines and lines starting with '#' are skipped. INVALID_ARGUMENT lists every problem at once, one
// a line: unknown flag, key or SAKIP_ variable (with the nearest known name), positional argument,
// option given twice in one place, value of a wrong type or out of range, file not UTF-8. INTERNAL
// when the table contradicts itself.
absl::StatusOr<Config> Parse(const Table& table, const Input& input);

// The raw value of one option from flags or environment alone, without judging the rest: to find
// the configuration file before Parse.
std::optional<std::string> Peek(std::string_view name, const Input& input);

// Whether "--help" is among the arguments. Ask before Parse.
bool WantsHelp(const Input& input);

// The options part of --help: each with its type, range, default, variable and doc.
std::string Help(const Table& table);

}  // namespace sakip::config

#endif  // SAKIP_COMMON_CONFIG_CONFIG_H_
