#ifndef SAKIP_SERVICES_SAKIPCTL_PRINT_H_
#define SAKIP_SERVICES_SAKIPCTL_PRINT_H_

#include <google/protobuf/message.h>

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "sakip/common/v1/nilai.pb.h"
#include "services/sakipctl/arguments.h"
#include "services/sakipctl/finding.h"

// How sakipctl shows what it has: tables in Indonesian, or JSON with the contract's field names.
namespace sakip::sakipctl {

// A message as indented JSON.
std::string Json(const google::protobuf::Message& message);

std::string Rupiah(int64_t amount);                  // "1.963.169.000"
std::string Persen(const common::v1::Rasio& ratio);  // "109,61"; "-" when unset
std::string Nilai(const common::v1::Nilai& nilai);   // as written, else "77,5 %"; "-" when empty
std::string LastId(const std::string& name);         // "2017-kul" of a resource name

// The places where a package or a request is wrong, as a table or JSON.
void PrintFindings(const std::vector<Finding>& findings, Output output, std::ostream& out);

// Says why the server did not do it and returns the exit code.
int PrintRefusal(const absl::Status& status, Output output, std::ostream& err);

// A wrong command line: kExitUsage.
int PrintUsage(const absl::Status& status, std::ostream& err);

}  // namespace sakip::sakipctl

#endif  // SAKIP_SERVICES_SAKIPCTL_PRINT_H_
