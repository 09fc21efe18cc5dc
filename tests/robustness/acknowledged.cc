#include "tests/robustness/acknowledged.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/store/big_endian.h"
#include "common/store/chain.h"

namespace sakip::robustness {
namespace {

using store::AppendBigEndian64;
using store::ReadBigEndian64;

constexpr size_t kSequenceBytes = 8;
constexpr size_t kFindingsMax = 10;

std::string EntryKey(int writer, uint64_t number) {
  std::string key(1, static_cast<char>(writer));
  AppendBigEndian64(key, number);
  return key;
}

std::string CounterKey(int writer) {
  return absl::StrCat("writer ", writer);
}

std::string EntryValue(uint64_t sequence, const std::string& payload) {
  std::string value;
  AppendBigEndian64(value, sequence);
  return value + payload;
}

void Add(Findings& findings, std::string line) {
  if (findings.wrong.size() < kFindingsMax) {
    findings.wrong.push_back(std::move(line));
  }
}

// SplitMix64 (public domain).
uint64_t NextRandom(uint64_t& state) {
  uint64_t z = (state += 0x9e3779b97f4a7c15U);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31);
}

}  // namespace

std::string Findings::Text() const {
  return absl::StrCat(lost, " lost; ", absl::StrJoin(wrong, "; "));
}

Acknowledged::Acknowledged(int writers, uint64_t seed)
    : seed_(seed), writers_(static_cast<size_t>(writers)) {}

std::string Acknowledged::Payload(int writer, uint64_t number, size_t bytes) const {
  uint64_t state = seed_ ^ (static_cast<uint64_t>(writer) << 56) ^ (number << 20);
  std::string payload;
  for (int i = 0; i < 8; ++i) {
    AppendBigEndian64(payload, NextRandom(state));
  }
  payload.reserve(bytes + payload.size());
  while (payload.size() < bytes) {
    payload.append(payload, 0, std::min(payload.size(), bytes - payload.size()));
  }
  payload.resize(bytes);
  return payload;
}

store::Store::UpdateFn Acknowledged::Next(int writer, size_t value_bytes) {
  uint64_t number = 0;
  {
    std::lock_guard lock(mutex_);
    Writer& state = writers_[static_cast<size_t>(writer)];
    // The one before may have been unanswered and absent: this one takes its number.
    number = state.acknowledged;
    state.value_bytes.resize(number);
    state.value_bytes.push_back(value_bytes);
  }
  return [writer, number, payload = Payload(writer, number, value_bytes)](store::Txn& txn) {
    absl::Status status =
        txn.Put(kEntries, EntryKey(writer, number), EntryValue(txn.sequence(), payload));
    auto counter = txn.Get(kCounters, CounterKey(writer));
    if (!counter.ok()) {
      return counter.status();
    }
    // Counted from what is stored, so that an operation applied twice counts twice.
    const uint64_t before = counter->has_value() ? std::stoull(**counter) : 0;
    status.Update(txn.Put(kCounters, CounterKey(writer), absl::StrCat(before + 1)));
    return status;
  };
}

void Acknowledged::Ack(int writer, const store::Head& head) {
  std::lock_guard lock(mutex_);
  Writer& state = writers_[static_cast<size_t>(writer)];
  state.heads[state.acknowledged++] = head;
  ++acks_;
}

void Acknowledged::Refuse(int writer) {
  std::lock_guard lock(mutex_);
  Writer& state = writers_[static_cast<size_t>(writer)];
  state.value_bytes.resize(state.acknowledged);
}

uint64_t Acknowledged::acks() const {
  std::lock_guard lock(mutex_);
  return acks_;
}

void Acknowledged::CheckEntry(std::string_view key, std::string_view value,
                              std::vector<uint64_t>& counts, Findings& findings,
                              std::map<uint64_t, Stored>& by_sequence) const {
  const size_t writer = key.empty() ? writers_.size() : static_cast<uint8_t>(key[0]);
  if (key.size() != 9 || writer >= writers_.size() || value.size() < kSequenceBytes) {
    Add(findings, "an entry that nobody wrote");
    return;
  }
  const uint64_t number = ReadBigEndian64(key.substr(1));
  const std::vector<size_t>& sizes = writers_[writer].value_bytes;
  const std::string name = absl::StrCat("entry ", writer, ".", number);
  if (number > counts[writer]) {
    findings.lost += number - counts[writer];
    Add(findings, absl::StrCat(name, " follows ", counts[writer], " entries"));
  }
  counts[writer] = number + 1;
  if (number >= sizes.size() ||
      value.substr(kSequenceBytes) != Payload(static_cast<int>(writer), number, sizes[number])) {
    Add(findings, absl::StrCat(name, " has another value"));
    return;
  }
  const uint64_t sequence = ReadBigEndian64(value);
  const auto head = writers_[writer].heads.find(number);
  if (head != writers_[writer].heads.end() && head->second.sequence != sequence) {
    Add(findings, absl::StrCat(name, " was acknowledged at another sequence"));
  }
  if (!by_sequence.emplace(sequence, Stored{static_cast<int>(writer), number}).second) {
    Add(findings, absl::StrCat("two entries have the sequence ", sequence));
  }
}

absl::Status Acknowledged::ReadEntries(const store::Snapshot& snapshot, Findings& findings,
                                       std::map<uint64_t, Stored>& by_sequence) const {
  std::vector<uint64_t> counts(writers_.size());
  uint64_t forward = 0;
  uint64_t backward = 0;
  absl::Status status = snapshot.Scan(kEntries, {}, [&](std::string_view key, auto value) {
    CheckEntry(key, value, counts, findings, by_sequence);
    ++forward;
    return true;
  });
  if (!status.ok()) {
    return status;
  }
  status = snapshot.ScanReverse(kEntries, {}, [&](auto, auto) { return ++backward > 0; });
  if (!status.ok()) {
    return status;
  }
  if (forward != backward) {
    Add(findings, absl::StrCat("a scan finds ", forward, " entries, backwards ", backward));
  }
  for (size_t w = 0; w < writers_.size(); ++w) {
    if (counts[w] < writers_[w].acknowledged) {
      findings.lost += writers_[w].acknowledged - counts[w];
    }
    for (uint64_t number = 0; number < writers_[w].acknowledged; number += 37) {
      auto value = snapshot.Get(kEntries, EntryKey(static_cast<int>(w), number));
      if (!value.ok()) {
        return value.status();
      }
      if (!value->has_value() && number < counts[w]) {
        Add(findings, absl::StrCat("entry ", w, ".", number, " is scanned but not got"));
      }
    }
  }
  return CheckCounters(snapshot, counts, findings);
}

absl::Status Acknowledged::CheckCounters(const store::Snapshot& snapshot,
                                         const std::vector<uint64_t>& counts,
                                         Findings& findings) const {
  for (size_t w = 0; w < counts.size(); ++w) {
    auto counter = snapshot.Get(kCounters, CounterKey(static_cast<int>(w)));
    if (!counter.ok()) {
      return counter.status();
    }
    if (counter->value_or("0") != absl::StrCat(counts[w])) {
      Add(findings, absl::StrCat("writer ", w, " has ", counts[w], " entries, counted ",
                                 counter->value_or("none")));
    }
  }
  return absl::OkStatus();
}

void Acknowledged::CheckChain(const store::Head& head,
                              const std::map<uint64_t, Stored>& by_sequence,
                              Findings& findings) const {
  std::string chain = store::EmptyChain();
  uint64_t expected = 0;
  for (const auto& [sequence, stored] : by_sequence) {
    if (sequence != ++expected) {
      Add(findings, absl::StrCat("no entry has the sequence ", expected));
      return;
    }
    const Writer& writer = writers_[static_cast<size_t>(stored.writer)];
    store::ChainHasher hasher(chain, sequence);
    hasher.Put(kEntries.id, EntryKey(stored.writer, stored.number),
               EntryValue(sequence, Payload(stored.writer, stored.number,
                                            writer.value_bytes[stored.number])));
    hasher.Put(kCounters.id, CounterKey(stored.writer), absl::StrCat(stored.number + 1));
    chain = hasher.Finish();
    const auto acknowledged = writer.heads.find(stored.number);
    if (acknowledged != writer.heads.end() && acknowledged->second.chain != chain) {
      Add(findings, absl::StrCat("sequence ", sequence, " was acknowledged with another chain"));
      return;
    }
  }
  if (head.sequence != expected || head.chain != chain) {
    Add(findings, absl::StrCat("the head says sequence ", head.sequence, ", the entries ", expected,
                               " or another chain"));
  }
}

absl::StatusOr<Findings> Acknowledged::Check(const store::Snapshot& snapshot) {
  std::lock_guard lock(mutex_);
  Findings findings;
  std::map<uint64_t, Stored> by_sequence;
  if (absl::Status status = ReadEntries(snapshot, findings, by_sequence); !status.ok()) {
    return status;
  }
  if (findings.fine()) {
    CheckChain(snapshot.head(), by_sequence, findings);
  }
  if (findings.fine()) {
    for (const auto& [sequence, stored] : by_sequence) {
      Writer& writer = writers_[static_cast<size_t>(stored.writer)];
      writer.acknowledged = std::max(writer.acknowledged, stored.number + 1);
    }
  }
  return findings;
}

}  // namespace sakip::robustness
