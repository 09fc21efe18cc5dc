#ifndef SAKIP_COMMON_RESOURCE_NAME_RESOURCE_NAME_H_
#define SAKIP_COMMON_RESOURCE_NAME_RESOURCE_NAME_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Resource names after AIP-122: "satker/6474/perjanjianKinerja/2017-awal". Pure and thread-safe.
//
// A pattern is the name with variables in braces: "satker/{satker}/perjanjianKinerja/{pk}". Its
// other segments are matched exactly, letter case included. An id is [a-zA-Z0-9._~-]{1,80}, not "."
// and without "..". The variable {satker} takes only satker ids.
namespace sakip::resource_name {

inline constexpr size_t kIdBytesMax = 80;

bool IsId(std::string_view id);

// The area code without dots: two digits (a province; "00" is the national office) or four (a
// kabupaten or kota).
bool IsSatkerId(std::string_view id);

// The ids of `name` in the pattern's order. INVALID_ARGUMENT when the name does not match, saying
// where and showing the pattern. A pattern that is itself malformed is INTERNAL.
absl::StatusOr<std::vector<std::string>> Match(std::string_view pattern, std::string_view name);

// The name with `ids` in the pattern's variables. INVALID_ARGUMENT for a bad id or a wrong count.
absl::StatusOr<std::string> Format(std::string_view pattern, const std::vector<std::string>& ids);

// The satker id of a name that begins with "satker/{satker}": "6474" for
// "satker/6474/renstra/2015". Every further part must be an id or word. INVALID_ARGUMENT otherwise.
absl::StatusOr<std::string> SatkerOf(std::string_view name);

}  // namespace sakip::resource_name

#endif  // SAKIP_COMMON_RESOURCE_NAME_RESOURCE_NAME_H_
