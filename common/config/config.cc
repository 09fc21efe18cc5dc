#include "common/config/config.h"

#include <algorithm>
#include <cassert>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/config/config_value.h"
#include "common/text/escape.h"
#include "common/text/utf8.h"

namespace sakip::config {
namespace {

constexpr std::string_view kPrefix = "SAKIP_";
constexpr size_t kShownBytesMax = 80;

std::string_view Trim(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) {
    return {};
  }
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::string Shown(std::string_view text) {
  return text::QuoteJson(text.substr(0, kShownBytesMax));
}

std::string VariableName(std::string_view option) {
  std::string name(kPrefix);
  for (const char c : option) {
    name += c == '-' ? '_' : (c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
  }
  return name;
}

// The option name a variable would have: SAKIP_DATA_DIR -> data-dir.
std::string OptionName(std::string_view variable) {
  std::string name;
  for (const char c : variable.substr(kPrefix.size())) {
    name += c == '_' ? '-' : (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return name;
}

// Levenshtein distance; names are short.
size_t Distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) {
    row[j] = j;
  }
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t above = row[j];
      const size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, above + 1, row[j - 1] + 1});
      diagonal = above;
    }
  }
  return row[b.size()];
}

std::string_view SourceName(Source source) {
  switch (source) {
    case Source::kDefault:
      return "default";
    case Source::kFile:
      return "file";
    case Source::kEnvironment:
      return "environment";
    case Source::kFlag:
      return "flag";
  }
  return "default";
}

bool IsOptionName(std::string_view name) {
  return !name.empty() && name.front() >= 'a' && name.front() <= 'z' &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

// What is wrong with one row of the table; empty when nothing.
std::string TableProblem(const Option& option) {
  if (!IsOptionName(option.name) || option.name == "help") {
    return "malformed or reserved name";
  }
  if (option.doc.empty()) {
    return "no doc";
  }
  if (option.secret && (option.type != Type::kPath || !option.name.ends_with("-file"))) {
    return "a secret must be a path and its name end in -file";
  }
  if (const auto value = ParseValue(option, option.default_value); !value.ok()) {
    return absl::StrCat("default ", value.status().message());
  }
  return {};
}

}  // namespace

// One run of Parse: collects problems instead of stopping at the first.
class Parser {
 public:
  Parser(const Table& table, const Input& input) : table_(table), input_(input) {}

  absl::StatusOr<Config> Run() {
    if (auto status = ReadTable(); !status.ok()) {
      return status;
    }
    // In this order each source overrides the one before.
    if (input_.file) {
      ReadFile(*input_.file);
    }
    ReadEnvironment();
    ReadArgs();
    if (!problems_.empty()) {
      return absl::InvalidArgumentError(absl::StrJoin(problems_, "\n"));
    }
    return std::move(config_);
  }

 private:
  absl::Status ReadTable() {
    std::set<std::string_view> names;
    for (const Option& option : table_) {
      std::string problem = TableProblem(option);
      if (!names.insert(option.name).second) {
        problem = "listed twice";
      }
      if (!problem.empty()) {
        return absl::InternalError(
            absl::StrCat("option table: ", std::string(option.name), ": ", problem));
      }
      auto value = ParseValue(option, option.default_value);
      config_.values_.push_back({std::string(option.name), option.type, Source::kDefault,
                                 std::string(option.default_value), value->number,
                                 std::move(value->list)});
    }
    return absl::OkStatus();
  }

  void Problem(const std::string& where, std::string_view what) {
    problems_.push_back(absl::StrCat(where, ": ", std::string(what)));
  }

  const Option* Find(std::string_view name) const {
    const auto found = std::find_if(table_.begin(), table_.end(),
                                    [&](const Option& option) { return option.name == name; });
    return found == table_.end() ? nullptr : &*found;
  }

  // "; did you mean data-dir?" when a known name is near, else nothing.
  std::string Suggestion(std::string_view name) const {
    if (name.size() > kShownBytesMax) {
      return {};
    }
    std::string_view nearest;
    size_t best = std::max<size_t>(2, name.size() / 3) + 1;
    for (const Option& option : table_) {
      if (const size_t distance = Distance(name, option.name); distance < best) {
        best = distance;
        nearest = option.name;
      }
    }
    return nearest.empty() ? "" : absl::StrCat("; did you mean ", std::string(nearest), "?");
  }

  void Set(const Option& option, Source source, std::string_view text, const std::string& where) {
    if (!given_.insert({source, option.name}).second) {
      Problem(where, "given twice");
      return;
    }
    auto parsed = ParseValue(option, text);
    if (!parsed.ok()) {
      const auto why = parsed.status().message();
      Problem(where, absl::StrCat(Shown(text), " ", why));
      return;
    }
    auto& value = config_.values_[static_cast<size_t>(&option - table_.data())];
    value.source = source;
    value.text = text;
    value.number = parsed->number;
    value.list = std::move(parsed->list);
  }

  void ReadFile(std::string_view file) {
    if (!text::IsValidUtf8(file)) {
      Problem("configuration file", "not UTF-8");
      return;
    }
    for (int number = 1; !file.empty(); ++number) {
      const size_t end = file.find('\n');
      ReadLine(Trim(file.substr(0, end)), absl::StrCat("configuration file, line ", number));
      file.remove_prefix(end == std::string_view::npos ? file.size() : end + 1);
    }
  }

  void ReadLine(std::string_view line, const std::string& where) {
    if (line.empty() || line.front() == '#') {
      return;
    }
    const size_t equals = line.find('=');
    if (equals == std::string_view::npos) {
      Problem(where, absl::StrCat(Shown(line), " is not key = value"));
      return;
    }
    const std::string_view key = Trim(line.substr(0, equals));
    const Option* option = Find(key);
    if (option == nullptr) {
      Problem(where, absl::StrCat("unknown key ", Shown(key), Suggestion(key)));
    } else if (option->not_in_file) {
      Problem(where, absl::StrCat(std::string(key), " cannot be set in the file"));
    } else {
      Set(*option, Source::kFile, Trim(line.substr(equals + 1)),
          absl::StrCat(where, ", ", std::string(key)));
    }
  }

  void ReadEnvironment() {
    for (const auto& [variable, text] : input_.environment) {
      if (!variable.starts_with(kPrefix)) {
        continue;
      }
      const std::string name = OptionName(variable);
      const Option* option = Find(name);
      // Only the exact spelling counts: SAKIP_data_dir and SAKIP_DATA-DIR are unknown.
      if (option == nullptr || VariableName(name) != variable) {
        Problem("environment",
                absl::StrCat("unknown variable ", Shown(variable), Suggestion(name)));
      } else {
        Set(*option, Source::kEnvironment, text, absl::StrCat("environment, ", variable));
      }
    }
  }

  void ReadArgs() {
    const auto& args = input_.args;
    for (size_t i = 0; i < args.size(); ++i) {
      const std::string_view arg = args[i];
      if (!arg.starts_with("--") || arg.size() == 2) {
        Problem("command line", absl::StrCat("unexpected argument ", Shown(arg)));
        continue;
      }
      const size_t equals = arg.find('=');
      const std::string_view name =
          arg.substr(2, equals == std::string_view::npos ? equals : equals - 2);
      const Option* option = Find(name);
      if (option == nullptr) {
        Problem("command line",
                absl::StrCat("unknown flag ", Shown(arg.substr(0, equals)), Suggestion(name)));
        // Its separate value, if that is what follows, is no second problem.
        if (equals == std::string_view::npos && i + 1 < args.size() &&
            !args[i + 1].starts_with("--")) {
          ++i;
        }
        continue;
      }
      const std::string where = absl::StrCat("command line, --", std::string(name));
      if (equals != std::string_view::npos) {
        Set(*option, Source::kFlag, arg.substr(equals + 1), where);
      } else if (option->type == Type::kBool) {
        Set(*option, Source::kFlag, "true", where);
      } else if (i + 1 < args.size() && !args[i + 1].starts_with("--")) {
        Set(*option, Source::kFlag, args[++i], where);
      } else {
        Problem(where, "needs a value");
      }
    }
  }

  const Table& table_;
  const Input& input_;
  Config config_;
  std::set<std::pair<Source, std::string_view>> given_;
  std::vector<std::string> problems_;
};

const Config::Value& Config::Get(std::string_view name, Type type) const {
  const auto found = std::find_if(values_.begin(), values_.end(),
                                  [&](const Value& value) { return value.name == name; });
  assert(found != values_.end() && found->type == type);
  return *found;
}

const std::string& Config::String(std::string_view name) const {
  return Get(name, Type::kString).text;
}

const std::string& Config::Path(std::string_view name) const {
  return Get(name, Type::kPath).text;
}

bool Config::Bool(std::string_view name) const {
  return Get(name, Type::kBool).number != 0;
}

int64_t Config::Int(std::string_view name) const {
  return Get(name, Type::kInt).number;
}

int64_t Config::DurationMs(std::string_view name) const {
  return Get(name, Type::kDurationMs).number;
}

int64_t Config::Bytes(std::string_view name) const {
  return Get(name, Type::kBytes).number;
}

const std::vector<std::string>& Config::Addresses(std::string_view name) const {
  return Get(name, Type::kAddressList).list;
}

Source Config::source(std::string_view name) const {
  const auto found = std::find_if(values_.begin(), values_.end(),
                                  [&](const Value& value) { return value.name == name; });
  assert(found != values_.end());
  return found->source;
}

std::string Config::Dump() const {
  std::string out;
  for (const Value& value : values_) {
    absl::StrAppend(&out, value.name, " = ", value.text, "  # ",
                    std::string(SourceName(value.source)), "\n");
  }
  return out;
}

absl::StatusOr<Config> Parse(const Table& table, const Input& input) {
  return Parser(table, input).Run();
}

std::optional<std::string> Peek(std::string_view name, const Input& input) {
  const std::string flag = absl::StrCat("--", std::string(name));
  for (size_t i = 0; i < input.args.size(); ++i) {
    const std::string_view arg = input.args[i];
    if (arg == flag && i + 1 < input.args.size()) {
      return input.args[i + 1];
    }
    if (arg.starts_with(flag) && arg.size() > flag.size() && arg[flag.size()] == '=') {
      return std::string(arg.substr(flag.size() + 1));
    }
  }
  const auto found = input.environment.find(VariableName(name));
  return found == input.environment.end() ? std::nullopt : std::optional(found->second);
}

bool WantsHelp(const Input& input) {
  return std::find(input.args.begin(), input.args.end(), "--help") != input.args.end();
}

std::string Help(const Table& table) {
  std::string out =
      "Options, by precedence: flag, environment variable, key in the configuration file, "
      "default.\n";
  for (const Option& option : table) {
    absl::StrAppend(&out, "\n  --", std::string(option.name), "=VALUE  (",
                    VariableName(option.name), ")\n      ", std::string(option.doc),
                    "\n      Value: ", std::string(TypeName(option.type)));
    if (option.min != std::numeric_limits<int64_t>::min()) {
      absl::StrAppend(&out, ", at least ", option.min);
    }
    if (option.max != std::numeric_limits<int64_t>::max()) {
      absl::StrAppend(&out, ", at most ", option.max);
    }
    absl::StrAppend(&out, option.secret ? " of a file that holds the secret" : "", ". Default: ",
                    option.default_value.empty() ? "none" : std::string(option.default_value),
                    ".\n");
  }
  return out;
}

}  // namespace sakip::config
