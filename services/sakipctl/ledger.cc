#include "services/sakipctl/ledger.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/status/status_macros.h"
#include "services/sakipctl/connection.h"
#include "services/sakipctl/exit_codes.h"
#include "services/sakipctl/print.h"

namespace sakip::sakipctl {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr size_t kHelpWidth = 100;

struct Pilihan {
  const Perintah* perintah = nullptr;
  std::string name;  // positional
};

const Perintah* Find(std::string_view noun, std::string_view verb) {
  const auto& all = DaftarPerintah();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Perintah& one) {
    return one.noun == noun && one.verb == verb;
  });
  return found == all.end() ? nullptr : &*found;
}

std::string Verbs(std::string_view noun) {
  std::string verbs;
  for (const Perintah& one : DaftarPerintah()) {
    if (one.noun == noun && !one.verb.empty()) {
      absl::StrAppend(&verbs, verbs.empty() ? "" : "|", one.verb);
    }
  }
  return verbs;
}

// The verb comes first, NAME after it; a noun that needs no verb may have NAME alone.
absl::StatusOr<Pilihan> Choose(const Arguments& arguments) {
  std::vector<std::string> words = arguments.positional;
  const Perintah* found = words.empty() ? nullptr : Find(arguments.command, words.front());
  if (found != nullptr) {
    words.erase(words.begin());
  } else {
    found = Find(arguments.command, "");
  }
  if (found == nullptr) {
    return absl::InvalidArgumentError(
        absl::StrCat(arguments.command, " what? ", Verbs(arguments.command)));
  }
  if (words.size() > (NamaOf(*MethodOf(*found).input_type()) == nullptr ? 0u : 1u)) {
    return absl::InvalidArgumentError(absl::StrCat("'", words.back(), "' is too much"));
  }
  const auto allowed = OptionsOf(*found);
  for (const auto& [name, value] : arguments.options) {
    if (allowed.count(name) == 0) {
      return absl::InvalidArgumentError(absl::StrCat("--", name, " is no option of ", found->noun,
                                                     found->verb.empty() ? "" : " ", found->verb));
    }
  }
  return Pilihan{.perintah = found, .name = words.empty() ? "" : words.front()};
}

// The answer; of a list all pages in one.
absl::StatusOr<std::unique_ptr<Message>> Ask(const Connection& connection, const Perintah& perintah,
                                             Message* request) {
  const auto& method = MethodOf(perintah);
  const Message& prototype =
      *google::protobuf::MessageFactory::generated_factory()->GetPrototype(method.output_type());
  std::unique_ptr<Message> all(prototype.New());
  const FieldDescriptor* token = method.input_type()->FindFieldByName("page_token");
  const FieldDescriptor* next = method.output_type()->FindFieldByName("next_page_token");
  for (;;) {
    std::unique_ptr<Message> page(prototype.New());
    RETURN_IF_ERROR(connection.Call("budget.v1." + perintah.method, *request, page.get()));
    std::string following;
    if (token != nullptr && next != nullptr) {
      following = page->GetReflection()->GetString(*page, next);
      page->GetReflection()->ClearField(page.get(), next);
    }
    all->MergeFrom(*page);
    if (following.empty()) {
      return all;
    }
    request->GetReflection()->SetString(request, token, std::move(following));
  }
}

// "  tagihan sp2d NAME [--etag] --nomor ...", wrapped, and below it what it does.
std::string Usage(const Perintah& one) {
  const auto& request = *MethodOf(one).input_type();
  std::string text = "  " + one.noun + (one.verb.empty() ? "" : " " + one.verb);
  size_t column = text.size();
  const auto add = [&](const std::string& word) {
    if (column + word.size() + 1 > kHelpWidth) {
      text += "\n     ";
      column = 5;
    }
    text += " " + word;
    column += word.size() + 1;
  };
  if (NamaOf(request) != nullptr) {
    add("NAME");
  }
  for (const std::string& option : OptionsOf(one)) {
    add(IsRequired(one, option) ? "--" + option : "[--" + option + "]");
  }
  return text + "\n      " + one.help + "\n";
}

}  // namespace

bool IsLedgerNoun(std::string_view noun) {
  const auto& all = DaftarPerintah();
  return std::any_of(all.begin(), all.end(), [&](const Perintah& one) { return one.noun == noun; });
}

int Ledger(const Arguments& arguments, const Streams& streams) {
  const auto chosen = Choose(arguments);
  if (!chosen.ok()) {
    return PrintUsage(chosen.status(), streams.err);
  }
  const Perintah& perintah = *chosen->perintah;
  const auto request = BuatPermintaan(perintah, arguments, chosen->name);
  if (!request.ok()) {
    return PrintUsage(request.status(), streams.err);
  }
  const auto connection = Connection::Open(arguments, arguments.token_file);
  if (!connection.ok()) {
    return PrintUsage(connection.status(), streams.err);
  }
  const auto answer = Ask(*connection, perintah, request->get());
  if (!answer.ok()) {
    return PrintRefusal(answer.status(), arguments.output, streams.err);
  }
  streams.out << (arguments.output == Output::kJson
                      ? Json(**answer)
                      : Tampilkan(perintah, **answer, arguments.Has("explain")));
  return kExitOk;
}

std::string LedgerHelp() {
  std::string text;
  std::set<std::string> seen;
  for (const Perintah& one : DaftarPerintah()) {
    if (seen.insert(one.noun).second) {
      const std::string verbs = Verbs(one.noun);
      std::string line = "  " + one.noun;
      line.resize(std::max<size_t>(line.size() + 1, 16), ' ');
      text += line;
      text += verbs.empty() ? one.help : one.verb.empty() ? one.help + "; " + verbs : verbs;
      text += "\n";
    }
  }
  return text;
}

std::string LedgerHelp(std::string_view noun) {
  std::string text;
  for (const Perintah& one : DaftarPerintah()) {
    if (one.noun == noun) {
      text += Usage(one);
    }
  }
  return text;
}

}  // namespace sakip::sakipctl
