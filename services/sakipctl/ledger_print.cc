#include <algorithm>
#include <utility>

#include "absl/strings/str_join.h"
#include "sakip/budget/v1/dokumen.pb.h"
#include "sakip/common/v1/nilai.pb.h"
#include "services/sakipctl/ledger.h"
#include "services/sakipctl/print.h"
#include "services/sakipctl/table.h"

namespace sakip::sakipctl {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// A message on the way down a path, and the field that is next.
struct Tempat {
  const Message* message = nullptr;
  const FieldDescriptor* field = nullptr;
};

// Splits "skor.komponen" in its first part and the rest.
std::pair<std::string, std::string> First(const std::string& path) {
  const size_t dot = path.find('.');
  return {path.substr(0, dot), dot == std::string::npos ? "" : path.substr(dot + 1)};
}

// The messages under `path`, through every list and in order; those that are not set are not there.
void Collect(const Message& message, const std::string& path, std::vector<const Message*>* found) {
  if (path.empty()) {
    found->push_back(&message);
    return;
  }
  const auto [name, rest] = First(path);
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  if (field == nullptr || field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
    return;
  }
  const auto& reflection = *message.GetReflection();
  if (!field->is_repeated()) {
    if (reflection.HasField(message, field)) {
      Collect(reflection.GetMessage(message, field), rest, found);
    }
    return;
  }
  for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
    Collect(reflection.GetRepeatedMessage(message, field, i), rest, found);
  }
}

// The field at the end of `path`, in the message it is in; no message when one above is not set.
Tempat Find(const Message& message, const std::string& path) {
  const auto [name, rest] = First(path);
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  if (field == nullptr || rest.empty()) {
    return {field == nullptr ? nullptr : &message, field};
  }
  const auto& reflection = *message.GetReflection();
  if (field->is_repeated() || !reflection.HasField(message, field)) {
    return {};
  }
  return Find(reflection.GetMessage(message, field), rest);
}

std::string TextOf(const std::string& text, Bentuk bentuk) {
  return bentuk == Bentuk::kId ? LastId(text) : text;
}

std::string MessageText(const Message& message) {
  if (const auto* ratio = dynamic_cast<const common::v1::Rasio*>(&message); ratio != nullptr) {
    return Persen(*ratio);
  }
  if (const auto* who = dynamic_cast<const budget::v1::Pelaku*>(&message); who != nullptr) {
    return LastId(who->akun());
  }
  return message.ShortDebugString();
}

std::string EnumText(const google::protobuf::EnumValueDescriptor& value) {
  const std::string zero = value.type()->value(0)->name();
  return value.number() == 0 ? "" : value.name().substr(zero.rfind("UNSPECIFIED"));
}

std::string Number(int64_t value, Bentuk bentuk) {
  return bentuk == Bentuk::kRupiah ? Rupiah(value) : std::to_string(value);
}

std::string Single(const Tempat& at, Bentuk bentuk) {
  const auto& reflection = *at.message->GetReflection();
  switch (at.field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return TextOf(reflection.GetString(*at.message, at.field), bentuk);
    case FieldDescriptor::CPPTYPE_INT32:
      return Number(reflection.GetInt32(*at.message, at.field), bentuk);
    case FieldDescriptor::CPPTYPE_INT64:
      return Number(reflection.GetInt64(*at.message, at.field), bentuk);
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.GetBool(*at.message, at.field) ? "ya" : "tidak";
    case FieldDescriptor::CPPTYPE_ENUM:
      return EnumText(*reflection.GetEnum(*at.message, at.field));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return reflection.HasField(*at.message, at.field)
                 ? MessageText(reflection.GetMessage(*at.message, at.field))
                 : "-";
    default:
      return "?";
  }
}

// A list in one cell.
std::string Joined(const Tempat& at, Bentuk bentuk) {
  const auto& reflection = *at.message->GetReflection();
  std::vector<std::string> parts;
  for (int i = 0; i < reflection.FieldSize(*at.message, at.field); ++i) {
    switch (at.field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        parts.push_back(TextOf(reflection.GetRepeatedString(*at.message, at.field, i), bentuk));
        break;
      case FieldDescriptor::CPPTYPE_INT64:
        parts.push_back(Number(reflection.GetRepeatedInt64(*at.message, at.field, i), bentuk));
        break;
      case FieldDescriptor::CPPTYPE_MESSAGE:
        parts.push_back(MessageText(reflection.GetRepeatedMessage(*at.message, at.field, i)));
        break;
      default:
        parts.push_back("?");
    }
  }
  return absl::StrJoin(parts, ", ");
}

std::string Cell(const Message& row, const Kolom& kolom) {
  const Tempat at = Find(row, kolom.field);
  if (at.message == nullptr) {
    return "";
  }
  return at.field->is_repeated() ? Joined(at, kolom.bentuk) : Single(at, kolom.bentuk);
}

std::vector<std::string> Cells(const Message& row, const std::vector<Kolom>& kolom) {
  std::vector<std::string> cells;
  cells.reserve(kolom.size());
  for (const Kolom& satu : kolom) {
    cells.push_back(Cell(row, satu));
  }
  return cells;
}

// Numbers stand at the right.
Align AlignOf(const Kolom& kolom, const Descriptor* row) {
  const FieldDescriptor* field = nullptr;
  for (std::string path = kolom.field; row != nullptr && !path.empty();) {
    const auto [name, rest] = First(path);
    field = row->FindFieldByName(name);
    row = field == nullptr ? nullptr : field->message_type();
    path = rest;
  }
  if (field == nullptr || field->is_repeated()) {
    return Align::kLeft;
  }
  const bool ratio = field->message_type() == common::v1::Rasio::descriptor();
  const bool number = field->cpp_type() == FieldDescriptor::CPPTYPE_INT32 ||
                      field->cpp_type() == FieldDescriptor::CPPTYPE_INT64;
  return ratio || number ? Align::kRight : Align::kLeft;
}

// Whether `path` of a message of that type goes through no list.
bool IsOne(const Descriptor* type, std::string path) {
  while (!path.empty()) {
    const auto [name, rest] = First(path);
    const FieldDescriptor* field = type->FindFieldByName(name);
    if (field == nullptr || field->is_repeated()) {
      return false;
    }
    type = field->message_type();
    path = rest;
  }
  return true;
}

std::string Lines(const Message& message, const std::vector<Kolom>& kolom) {
  std::string text;
  for (const Kolom& satu : kolom) {
    const std::string cell = Cell(message, satu);
    if (!cell.empty()) {
      text += Printable(satu.judul) + ": " + Printable(cell) + "\n";
    }
  }
  return text;
}

std::string Rows(const Bagian& bagian, const Message& answer,
                 const std::vector<const Message*>& rows) {
  std::vector<Column> columns;
  for (const Kolom& satu : bagian.kolom) {
    columns.push_back({satu.judul, AlignOf(satu, rows.front()->GetDescriptor())});
  }
  Table table(std::move(columns));
  for (const Message* row : rows) {
    table.Add(Cells(*row, bagian.kolom));
  }
  bool ruled = false;
  for (const Kolom& satu : bagian.total) {
    std::vector<const Message*> found;
    Collect(answer, satu.field, &found);
    for (const Message* row : found) {
      if (!std::exchange(ruled, true)) {
        table.Rule();
      }
      std::vector<std::string> cells = Cells(*row, bagian.kolom);
      cells.front() = satu.judul;
      table.Add(std::move(cells));
    }
  }
  return table.Text();
}

}  // namespace

std::string Tampilkan(const Perintah& perintah, const Message& answer, bool dengan_penjelasan) {
  std::string text;
  for (const Bagian& bagian : perintah.tampilan) {
    std::vector<const Message*> rows;
    Collect(answer, bagian.field, &rows);
    if (rows.empty() || (bagian.penjelasan && !dengan_penjelasan)) {
      continue;
    }
    const std::string shown = IsOne(answer.GetDescriptor(), bagian.field)
                                  ? Lines(*rows.front(), bagian.kolom)
                                  : Rows(bagian, answer, rows);
    if (!shown.empty()) {
      text +=
          (text.empty() ? "" : "\n") + (bagian.judul.empty() ? "" : bagian.judul + "\n") + shown;
    }
  }
  return text.empty() ? "Tidak ada data.\n" : text;
}

}  // namespace sakip::sakipctl
