#ifndef SAKIP_COMMON_LOG_LOG_H_
#define SAKIP_COMMON_LOG_LOG_H_

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "common/clock/clock.h"

// One JSON object per line: {"time":"...","level":"INFO","message":"...","satker":"6474"}.
// Never log a secret or a document's content; names, ids, codes and counts only.
namespace sakip::log {

enum class Level { kDebug, kInfo, kWarning, kError };

// Longer strings are cut and end in "...": a line must stay one write.
inline constexpr size_t kStringBytesMax = 2048;

// A key and a value. Views only: make it inside the call to Log. There are no floating-point
// values; log a duration as integer micros.
class Field {
 public:
  Field(std::string_view key, std::string_view value) : key_(key), value_(value) {}
  Field(std::string_view key, const char* value) : key_(key), value_(std::string_view(value)) {}
  Field(std::string_view key, const std::string& value)
      : key_(key), value_(static_cast<std::string_view>(value)) {}
  Field(std::string_view key, std::same_as<bool> auto value) : key_(key), value_(value) {}
  template <std::signed_integral T>
  Field(std::string_view key, T value) : key_(key), value_(static_cast<int64_t>(value)) {}
  template <std::unsigned_integral T>
  requires(!std::same_as<T, bool>) Field(std::string_view key, T value)
      : key_(key), value_(static_cast<uint64_t>(value)) {}
  template <std::floating_point T>
  Field(std::string_view key, T value) = delete;

  std::string_view key() const { return key_; }
  void AppendTo(std::string& line) const;

 private:
  std::string_view key_;
  std::variant<std::string_view, int64_t, uint64_t, bool> value_;
};

// Where lines go. Thread-safe.
class Sink {
 public:
  virtual ~Sink() = default;
  // `line` ends in '\n'. Never fails: losing a line must not fail a request.
  virtual void Write(std::string_view line) = 0;
};

// A file descriptor it does not own; one write() a line.
class FdSink final : public Sink {
 public:
  explicit FdSink(int fd) : fd_(fd) {}
  void Write(std::string_view line) override;

 private:
  std::mutex mutex_;  // so that a line the system takes in parts is not cut by another
  const int fd_;
};

// Keeps lines in memory, for tests.
class MemorySink final : public Sink {
 public:
  void Write(std::string_view line) override;
  std::vector<std::string> lines() const;

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
};

// The process's sink: standard error.
Sink& Stderr();

// Thread-safe. Clock and sink outlive it.
class Logger {
 public:
  Logger(const clock::Clock& clock, Sink& sink, Level lowest = Level::kInfo)
      : clock_(&clock), sink_(&sink), lowest_(lowest) {}

  bool Wants(Level level) const { return level >= lowest_; }

  // Writes one line, or nothing below the lowest level. Keys are ASCII identifiers of ours, not
  // "time", "level" or "message".
  void Log(Level level, std::string_view message, std::span<const Field> fields) const;
  void Log(Level level, std::string_view message, std::initializer_list<Field> fields = {}) const;

  void Debug(std::string_view message, std::initializer_list<Field> fields = {}) const;
  void Info(std::string_view message, std::initializer_list<Field> fields = {}) const;
  void Warning(std::string_view message, std::initializer_list<Field> fields = {}) const;
  void Error(std::string_view message, std::initializer_list<Field> fields = {}) const;

 private:
  const clock::Clock* clock_;
  Sink* sink_;
  Level lowest_;
};

}  // namespace sakip::log

#endif  // SAKIP_COMMON_LOG_LOG_H_
