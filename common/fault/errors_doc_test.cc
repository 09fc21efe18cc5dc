#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "common/fault/fault.h"

// docs/ERRORS.md is the catalogue in print. SAKIP_ACCEPT=1 in the environment of this test writes
// it anew.
namespace sakip::fault {
namespace {

constexpr char kPath[] = "docs/ERRORS.md";

// NOT_FOUND for kNotFound, as gRPC writes it.
std::string CodeName(absl::StatusCode code) {
  return absl::StatusCodeToString(code);
}

std::string Page() {
  std::string page =
      "# Errors\n\n"
      "Every refusal carries a canonical gRPC code and, in `google.rpc.ErrorInfo` (domain "
      "`sakip`), "
      "one of these stable\nreasons. `google.rpc.LocalizedMessage` holds the text in Indonesian; "
      "`BadRequest` lists every broken field rule at\nonce. This page is printed from "
      "`common/fault/catalogue.cc`.\n\n"
      "| reason | code | when | text |\n|---|---|---|---|\n";
  for (const ReasonInfo& info : Catalogue()) {
    page += "| " + std::string(info.name) + " | " + CodeName(info.code) + " | " +
            std::string(info.meaning) + " | " + std::string(info.english) + "<br>" +
            std::string(info.indonesian) + " |\n";
  }
  page +=
      "\nAfter INTERNAL, UNKNOWN, UNAVAILABLE, DEADLINE_EXCEEDED and CANCELLED a write may have "
      "happened or not: send it again with\nthe same `request_id`. Every other refusal has had no "
      "effect.\n";
  return page;
}

TEST(ErrorsDocTest, ThePageIsTheCatalogue) {
  if (std::getenv("SAKIP_ACCEPT") != nullptr) {  // NOLINT(concurrency-mt-unsafe): one thread
    std::ofstream(kPath) << Page();
  }
  std::ifstream file(kPath);
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), Page()) << "run this test with SAKIP_ACCEPT=1 to write the page anew";
}

}  // namespace
}  // namespace sakip::fault
