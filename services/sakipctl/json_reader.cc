#include "services/sakipctl/json_reader.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace sakip::sakipctl {

const nlohmann::json* JsonReader::Find(const char* key) const {
  if (!json_.is_object()) {
    return nullptr;
  }
  const auto found = json_.find(key);
  return found == json_.end() ? nullptr : &*found;
}

void JsonReader::Fault(const char* key, std::string english, std::string indonesian) const {
  const std::string place = path_.empty() ? key : path_ + "." + key;
  findings_.Add({file_, 0, place, std::move(english), std::move(indonesian)});
}

std::string JsonReader::Text(const char* key, bool required) const {
  const nlohmann::json* value = Find(key);
  if (value != nullptr && value->is_string()) {
    return value->get<std::string>();
  }
  if (required || value != nullptr) {
    Fault(key, "must be a text", "harus berupa teks");
  }
  return "";
}

int32_t JsonReader::Int(const char* key) const {
  const nlohmann::json* value = Find(key);
  if (value == nullptr || !value->is_number_integer() ||
      *value > std::numeric_limits<int32_t>::max() || *value < 0) {
    Fault(key, "must be a whole number", "harus bilangan bulat");
    return 0;
  }
  return value->get<int32_t>();
}

std::vector<JsonReader> JsonReader::List(const char* key) const {
  std::vector<JsonReader> readers;
  const nlohmann::json* value = Find(key);
  if (value == nullptr || !value->is_array()) {
    Fault(key, "must be a list", "harus berupa daftar");
    return readers;
  }
  for (size_t i = 0; i < value->size(); ++i) {
    const std::string place = std::string(key) + "[" + std::to_string(i) + "]";
    readers.emplace_back((*value)[i], file_, path_.empty() ? place : path_ + "." + place,
                         findings_);
  }
  return readers;
}

std::vector<std::string> JsonReader::Texts(const char* key) const {
  std::vector<std::string> texts;
  const nlohmann::json* value = Find(key);
  const bool list = value != nullptr && value->is_array();
  if (!list || !std::all_of(value->begin(), value->end(),
                            [](const nlohmann::json& one) { return one.is_string(); })) {
    Fault(key, "must be a list of texts", "harus berupa daftar teks");
    return texts;
  }
  for (const nlohmann::json& one : *value) {
    texts.push_back(one.get<std::string>());
  }
  return texts;
}

void JsonReader::Only(const std::vector<std::string>& keys) const {
  if (!json_.is_object()) {
    findings_.Add({file_, 0, path_, "must be an object", "harus berupa objek"});
    return;
  }
  for (const auto& [key, value] : json_.items()) {
    if (std::count(keys.begin(), keys.end(), key) == 0) {
      Fault(key.c_str(), "is no member of this object", "bukan anggota objek ini");
    }
  }
}

}  // namespace sakip::sakipctl
