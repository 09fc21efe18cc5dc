#include "services/sakipctl/arguments.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/period/period.h"
#include "common/resource_name/resource_name.h"
#include "services/sakipctl/ledger.h"

namespace sakip::sakipctl {
namespace {

constexpr std::array<std::string_view, 13> kWithValue = {
    "server",   "token-file", "output", "timeout", "register-token-file",
    "satker",   "tahun",      "per",    "format",  "out",
    "key-file", "subject",    "peta"};
constexpr std::array<std::string_view, 4> kSwitches = {"validate-only", "explain", "help",
                                                       "per-baris"};

template <size_t N>
bool Holds(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::optional<int> Whole(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value)
                                                                  : std::nullopt;
}

// Moves "--name value" of words[i] into `options`; i ends on the last word used.
absl::Status TakeOption(const std::vector<std::string>& words, size_t& i,
                        std::map<std::string, std::string, std::less<>>& options) {
  std::string name = words[i].substr(2);
  std::optional<std::string> value;
  if (const size_t equals = name.find('='); equals != std::string::npos) {
    value = name.substr(equals + 1);
    name.resize(equals);
  }
  if (Holds(kSwitches, name)) {
    if (value.has_value()) {
      return absl::InvalidArgumentError(absl::StrCat("--", name, " takes no value"));
    }
    value = "";
  } else if (!Holds(kWithValue, name) && !IsLedgerOption(name)) {
    return absl::InvalidArgumentError(absl::StrCat("--", name, " is no option of sakipctl"));
  } else if (!value.has_value()) {
    if (i + 1 >= words.size()) {
      return absl::InvalidArgumentError(absl::StrCat("--", name, " needs a value"));
    }
    value = words[++i];
  }
  if (!options.emplace(name, *std::move(value)).second) {
    return absl::InvalidArgumentError(absl::StrCat("--", name, " is given twice"));
  }
  return absl::OkStatus();
}

std::optional<std::string> Extract(std::map<std::string, std::string, std::less<>>& options,
                                   std::string_view name) {
  const auto found = options.find(name);
  if (found == options.end()) {
    return std::nullopt;
  }
  std::string value = std::move(found->second);
  options.erase(found);
  return value;
}

absl::Status TakeGlobals(Arguments& made, const Environment& environment) {
  made.server = Extract(made.options, "server")
                    .value_or(environment("SAKIPCTL_SERVER").value_or("127.0.0.1:8470"));
  made.token_file =
      Extract(made.options, "token-file").value_or(environment("SAKIPCTL_TOKEN_FILE").value_or(""));
  made.help = Extract(made.options, "help").has_value();
  const std::string output = Extract(made.options, "output").value_or("table");
  if (output != "table" && output != "json") {
    return absl::InvalidArgumentError(absl::StrCat("--output is table or json, not ", output));
  }
  made.output = output == "json" ? Output::kJson : Output::kTable;
  const std::string timeout = Extract(made.options, "timeout").value_or("60");
  const auto seconds = Whole(timeout);
  if (!seconds.has_value() || *seconds < 1 || *seconds > 3600) {
    return absl::InvalidArgumentError(
        absl::StrCat("--timeout is in seconds, 1-3600, not ", timeout));
  }
  made.timeout = std::chrono::seconds(*seconds);
  return absl::OkStatus();
}

}  // namespace

std::optional<std::string> Arguments::Get(std::string_view option) const {
  const auto found = options.find(option);
  return found == options.end() ? std::nullopt : std::optional(found->second);
}

absl::StatusOr<Arguments> ParseArguments(const std::vector<std::string>& words,
                                         const Environment& environment) {
  Arguments made;
  for (size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "-h") {
      made.options.emplace("help", "");
    } else if (words[i].size() > 2 && words[i].substr(0, 2) == "--") {
      if (absl::Status status = TakeOption(words, i, made.options); !status.ok()) {
        return status;
      }
    } else if (made.command.empty()) {
      made.command = words[i];
    } else {
      made.positional.push_back(words[i]);
    }
  }
  if (absl::Status status = TakeGlobals(made, environment); !status.ok()) {
    return status;
  }
  return made;
}

absl::StatusOr<OfficeYear> OfficeYearOf(const Arguments& arguments) {
  const std::string satker = arguments.Get("satker").value_or("");
  if (!resource_name::IsSatkerId(satker)) {
    return absl::InvalidArgumentError("--satker needs an office's area code, such as 6474");
  }
  const std::string tahun = arguments.Get("tahun").value_or("");
  const auto year = period::TahunAnggaran::Parse(tahun);
  if (!year.ok()) {
    return absl::InvalidArgumentError("--tahun needs a fiscal year, such as 2017");
  }
  return OfficeYear{.parent = "satker/" + satker, .tahun = year->value()};
}

}  // namespace sakip::sakipctl
