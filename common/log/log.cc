#include "common/log/log.h"

#include <unistd.h>

#include <cerrno>

#include "common/text/escape.h"

namespace sakip::log {
namespace {

std::string_view Name(Level level) {
  switch (level) {
    case Level::kDebug:
      return "DEBUG";
    case Level::kInfo:
      return "INFO";
    case Level::kWarning:
      return "WARNING";
    case Level::kError:
      return "ERROR";
  }
  return "ERROR";
}

std::string Quoted(std::string_view value) {
  if (value.size() <= kStringBytesMax) {
    return text::QuoteJson(value);
  }
  return text::QuoteJson(std::string(value.substr(0, kStringBytesMax)) + "...");
}

struct AppendValue {
  std::string* line;
  void operator()(std::string_view value) const { line->append(Quoted(value)); }
  void operator()(int64_t value) const { line->append(std::to_string(value)); }
  void operator()(uint64_t value) const { line->append(std::to_string(value)); }
  void operator()(bool value) const { line->append(value ? "true" : "false"); }
};

}  // namespace

void Field::AppendTo(std::string& line) const {
  line.append(Quoted(key_)).append(":");
  std::visit(AppendValue{&line}, value_);
}

void FdSink::Write(std::string_view line) {
  const std::lock_guard lock(mutex_);
  while (!line.empty()) {
    const ssize_t written = ::write(fd_, line.data(), line.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written <= 0) {
      return;  // a full disk or closed pipe: there is nowhere left to say so
    }
    line.remove_prefix(static_cast<size_t>(written));
  }
}

void MemorySink::Write(std::string_view line) {
  const std::lock_guard lock(mutex_);
  lines_.emplace_back(line);
}

std::vector<std::string> MemorySink::lines() const {
  const std::lock_guard lock(mutex_);
  return lines_;
}

Sink& Stderr() {
  // Never destroyed, so that a thread may log until the process ends.
  static Sink& sink = *new FdSink(STDERR_FILENO);
  return sink;
}

void Logger::Log(Level level, std::string_view message, std::span<const Field> fields) const {
  if (!Wants(level)) {
    return;
  }
  std::string line = "{\"time\":\"";
  line.append(clock::FormatRfc3339(clock_->Now()));
  line.append("\",\"level\":\"").append(Name(level));
  line.append("\",\"message\":").append(Quoted(message));
  for (const Field& field : fields) {
    line += ',';
    field.AppendTo(line);
  }
  line += "}\n";
  sink_->Write(line);
}

void Logger::Log(Level level, std::string_view message, std::initializer_list<Field> fields) const {
  Log(level, message, std::span<const Field>(fields.begin(), fields.size()));
}

void Logger::Debug(std::string_view message, std::initializer_list<Field> fields) const {
  Log(Level::kDebug, message, fields);
}

void Logger::Info(std::string_view message, std::initializer_list<Field> fields) const {
  Log(Level::kInfo, message, fields);
}

void Logger::Warning(std::string_view message, std::initializer_list<Field> fields) const {
  Log(Level::kWarning, message, fields);
}

void Logger::Error(std::string_view message, std::initializer_list<Field> fields) const {
  Log(Level::kError, message, fields);
}

}  // namespace sakip::log
