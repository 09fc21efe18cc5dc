#ifndef SAKIP_SERVICES_SAKIPCTL_LEDGER_H_
#define SAKIP_SERVICES_SAKIPCTL_LEDGER_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/sakipctl/arguments.h"
#include "services/sakipctl/commands.h"

// The commands on the budget ledger. Each is a row of one table: which method it calls and how the
// answer is shown. What may be given on the command line follows from the method's request:
//   NAME            `name` of the request or of its document, whole or, with --satker, its last
//   part
//   --satker CODE   `parent`
//   --data FILE     JSON of the document (tagihan, revisi ...), or of the request where it has none
//   --FIELD VALUE   every other field of the request or its document that is no list: numbers,
//                   texts, "ya" or "tidak", enum values without their prefix: "ls-gaji"
// `request_id` is a fresh one unless --request-id gives it. Lists are fetched to their end.
namespace sakip::sakipctl {

enum class Bentuk {
  kBiasa,   // by the field's type
  kRupiah,  // grouped
  kId,      // last part of a resource name
};

struct Kolom {
  std::string judul;
  std::string field;  // from the row on: "transaksi.nomor"
  Bentuk bentuk = Bentuk::kBiasa;
};

// Part of an answer: a table of what is found under `field`, whose parts may be lists, or lines for
// the one message there.
struct Bagian {
  std::string judul;  // above it; empty: none
  std::string field;  // from the answer on: "skor.komponen.langkah"
  std::vector<Kolom> kolom;
  std::vector<Kolom> total = {};  // rows below a rule: label, and where it is
  bool penjelasan = false;        // with --explain only
};

struct Perintah {
  std::string noun;
  std::string verb;    // empty: the noun alone
  std::string method;  // "LaporanAnggaranService/GetLppa" of sakip.budget.v1
  std::string help;
  std::vector<Bagian> tampilan;
};

const std::vector<Perintah>& DaftarPerintah();
const google::protobuf::MethodDescriptor& MethodOf(const Perintah& perintah);

// The one message that the request must hold: what --data and --FIELD fill; null without one.
const google::protobuf::FieldDescriptor* DokumenOf(const google::protobuf::Descriptor& request);
// `name` of the request or of its document; null where there is none.
const google::protobuf::FieldDescriptor* NamaOf(const google::protobuf::Descriptor& request);
// Without "--", that of a method with these requests.
std::set<std::string, std::less<>> OptionsOf(const Perintah& perintah);
// Whether the request itself must hold it; what a document must hold may come from --data.
bool IsRequired(const Perintah& perintah, std::string_view option);
// Of any row, and taking a value.
bool IsLedgerOption(std::string_view option);

// INVALID_ARGUMENT, for people, when something is missing or cannot be read. `name`: positional.
absl::StatusOr<std::unique_ptr<google::protobuf::Message>> BuatPermintaan(
    const Perintah& perintah, const Arguments& arguments, const std::string& name);

std::string Tampilkan(const Perintah& perintah, const google::protobuf::Message& answer,
                      bool dengan_penjelasan);

bool IsLedgerNoun(std::string_view noun);
int Ledger(const Arguments& arguments, const Streams& streams);

// One line a noun, and all about one noun.
std::string LedgerHelp();
std::string LedgerHelp(std::string_view noun);

}  // namespace sakip::sakipctl

#endif  // SAKIP_SERVICES_SAKIPCTL_LEDGER_H_
