#include "common/fault/fault.h"

#include <cstdint>
#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace sakip::fault {
namespace {

// Never on the wire: common/rpc/status.cc translates it.
constexpr char kPayloadUrl[] = "sakip/fault";

absl::string_view View(std::string_view text) {
  return {text.data(), text.size()};
}

void AppendNumber(std::string& out, uint64_t value) {
  for (int shift = 0; shift < 64; shift += 8) {
    out.push_back(static_cast<char>((value >> shift) & 0xff));
  }
}

void AppendText(std::string& out, std::string_view text) {
  AppendNumber(out, text.size());
  out.append(text);
}

std::string Encode(const Fault& fault) {
  std::string out;
  AppendNumber(out, static_cast<uint64_t>(fault.reason));
  AppendText(out, fault.english);
  AppendText(out, fault.indonesian);
  AppendNumber(out, fault.violations.size());
  for (const Violation& violation : fault.violations) {
    AppendText(out, violation.field);
    AppendText(out, violation.english);
    AppendText(out, violation.indonesian);
  }
  AppendNumber(out, fault.metadata.size());
  for (const auto& [key, value] : fault.metadata) {
    AppendText(out, key);
    AppendText(out, value);
  }
  return out;
}

// Reads what Encode wrote; after the first wrong length everything is empty and `ok` is false.
struct Decoder {
  std::string_view rest;
  bool ok = true;

  uint64_t Number() {
    if (rest.size() < 8) {
      ok = false;
      rest = {};
      return 0;
    }
    uint64_t value = 0;
    for (size_t i = 0; i < 8; ++i) {
      value |= static_cast<uint64_t>(static_cast<unsigned char>(rest[i])) << (8 * i);
    }
    rest.remove_prefix(8);
    return value;
  }

  std::string Text() {
    const uint64_t size = Number();
    if (size > rest.size()) {
      ok = false;
      rest = {};
      return {};
    }
    std::string text(rest.substr(0, size));
    rest.remove_prefix(size);
    return text;
  }
};

std::optional<Fault> Decode(std::string_view bytes) {
  Decoder decoder{bytes};
  Fault fault;
  const uint64_t reason = decoder.Number();
  if (reason >= Catalogue().size()) {
    return std::nullopt;
  }
  fault.reason = static_cast<Reason>(reason);
  fault.english = decoder.Text();
  fault.indonesian = decoder.Text();
  for (uint64_t left = decoder.Number(); left > 0 && decoder.ok; --left) {
    Violation& violation = fault.violations.emplace_back();
    violation.field = decoder.Text();
    violation.english = decoder.Text();
    violation.indonesian = decoder.Text();
  }
  for (uint64_t left = decoder.Number(); left > 0 && decoder.ok; --left) {
    std::string key = decoder.Text();
    fault.metadata[std::move(key)] = decoder.Text();
  }
  return decoder.ok ? std::optional<Fault>(std::move(fault)) : std::nullopt;
}

std::string Join(std::string_view prefix, const std::string& field) {
  if (prefix.empty() || field.empty()) {
    return prefix.empty() ? field : std::string(prefix);
  }
  return absl::StrCat(View(prefix), field.front() == '[' ? "" : ".", field);
}

}  // namespace

absl::Status ToStatus(const Fault& fault) {
  const ReasonInfo& info = Info(fault.reason);
  Fault full = fault;
  if (full.english.empty()) {
    full.english = std::string(info.english);
  }
  if (full.indonesian.empty()) {
    full.indonesian = std::string(info.indonesian);
  }
  absl::Status status(info.code, full.english);
  status.SetPayload(kPayloadUrl, absl::Cord(Encode(full)));
  return status;
}

absl::Status Refuse(Reason reason, std::string english, std::string indonesian,
                    std::map<std::string, std::string> metadata) {
  Fault fault;
  fault.reason = reason;
  fault.english = std::move(english);
  fault.indonesian = std::move(indonesian);
  fault.metadata = std::move(metadata);
  return ToStatus(fault);
}

std::optional<Fault> FromStatus(const absl::Status& status) {
  const auto payload = status.GetPayload(kPayloadUrl);
  if (!payload.has_value()) {
    return std::nullopt;
  }
  return Decode(std::string(*payload));
}

void Violations::Add(std::string field, std::string english, std::string indonesian) {
  violations_.push_back({std::move(field), std::move(english), std::move(indonesian)});
}

void Violations::AddStatus(std::string_view field, const absl::Status& status) {
  if (status.ok()) {
    return;
  }
  std::optional<Fault> fault = FromStatus(status);
  if (!fault.has_value()) {
    std::string message(status.message());
    Add(std::string(field), message, absl::StrCat("tidak sah: ", message));
    return;
  }
  if (fault->violations.empty()) {
    Add(std::string(field), std::move(fault->english), std::move(fault->indonesian));
    return;
  }
  for (Violation& violation : fault->violations) {
    Add(Join(field, violation.field), std::move(violation.english),
        std::move(violation.indonesian));
  }
}

absl::Status Violations::ToStatus() const {
  if (violations_.empty()) {
    return absl::OkStatus();
  }
  Fault fault;
  fault.reason = Reason::kInvalidField;
  const size_t total = violations_.size();
  const size_t listed = total < kViolationsMax ? total : kViolationsMax;
  fault.violations.assign(violations_.begin(),
                          violations_.begin() + static_cast<ptrdiff_t>(listed));
  fault.metadata["violations"] = absl::StrCat(total);
  const Violation& first = violations_.front();
  if (total == 1) {
    fault.english = absl::StrCat("invalid field: ", first.field, ": ", first.english);
    fault.indonesian = absl::StrCat("isian tidak sah: ", first.field, ": ", first.indonesian);
  } else {
    fault.english =
        absl::StrCat(total, " invalid fields; first: ", first.field, ": ", first.english);
    fault.indonesian = absl::StrCat(total, " isian tidak sah; yang pertama: ", first.field, ": ",
                                    first.indonesian);
  }
  return fault::ToStatus(fault);
}

}  // namespace sakip::fault
