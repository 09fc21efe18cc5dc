#ifndef SAKIP_SERVICES_SAKIPCTL_JSON_READER_H_
#define SAKIP_SERVICES_SAKIPCTL_JSON_READER_H_

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "services/sakipctl/finding.h"

namespace sakip::sakipctl {

// Typed members of a JSON object. A member that is missing or of another type adds a finding.
class JsonReader {
 public:
  JsonReader(const nlohmann::json& json, std::string file, std::string path, Findings& findings)
      : json_(json), file_(std::move(file)), path_(std::move(path)), findings_(findings) {}

  std::string Text(const char* key, bool required = true) const;
  int32_t Int(const char* key) const;
  std::vector<JsonReader> List(const char* key) const;
  std::vector<std::string> Texts(const char* key) const;
  // Members that are not in `keys` are findings: a misspelled one must not vanish.
  void Only(const std::vector<std::string>& keys) const;
  void Fault(const char* key, std::string english, std::string indonesian) const;

 private:
  const nlohmann::json* Find(const char* key) const;

  const nlohmann::json& json_;
  std::string file_;
  std::string path_;
  Findings& findings_;
};

}  // namespace sakip::sakipctl

#endif  // SAKIP_SERVICES_SAKIPCTL_JSON_READER_H_
