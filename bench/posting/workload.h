#ifndef SAKIP_BENCH_POSTING_WORKLOAD_H_
#define SAKIP_BENCH_POSTING_WORKLOAD_H_

#include <cstdint>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <utility>

#include "sakip/budget/v1/budget_service.pb.h"
#include "sakip/planning/v1/planning_service.pb.h"

// What is posted, and on what: with audit.cc, all that knows the messages of the budget service.
namespace sakip::bench {

inline constexpr std::string_view kPostRealisasi = "/sakip.budget.v1.BudgetService/PostRealisasi";
inline constexpr std::string_view kBatchPostRealisasi =
    "/sakip.budget.v1.BudgetService/BatchPostRealisasi";

// Offices with lines each, all of one year, with pagu for any number of postings.
struct Size {
  int offices = 100;
  int lines = 200;
};

struct Place {
  int office = 0;
  int line = 0;
};

// Cold: any line of any office, at random. Hot: eight lines of one office.
class Places {
 public:
  Places(Size size, bool hot, uint64_t seed);
  Place Next();

 private:
  std::mt19937_64 random_;
  std::uniform_int_distribution<int> office_;
  std::uniform_int_distribution<int> line_;
};

// One posting. `run` and `number` make its name and request id, so that neither comes twice.
struct Posting {
  Place place;
  uint32_t run = 0;
  uint64_t number = 0;
};

std::string OfficeName(int office);  // "satker/1101"
std::string PostingName(const Posting& posting);
budget::v1::PostRealisasiRequest PostingRequest(const Posting& posting);

// `count` postings to lines of one office, drawn from `places`, with the numbers from
// `number` * `count` on; and how many of them an answer says were taken.
budget::v1::BatchPostRealisasiRequest BatchRequest(Places& places, uint32_t run, uint64_t number,
                                                   int count);
uint64_t AcceptedOf(const std::string& batch_response);

// Entered once, before anything is measured: offices and codes, then the lines of each office.
planning::v1::ImportRegisterRequest RegisterRequest(Size size);
budget::v1::ImportAnggaranRequest LinesRequest(Size size, int office);
int32_t Year();

// A request id, different for each pair.
std::string RequestId(uint32_t run, uint64_t number);

// What the gateway would send along: for each office, that its own system account calls, signed.
// Signs anew before one expires. Not thread-safe.
class Passports {
 public:
  explicit Passports(std::string key) : key_(std::move(key)) {}
  const std::string& Of(std::string_view office_name);  // "satker/00": the national one

 private:
  struct Signed {
    int64_t when_us = 0;
    std::string passport;
  };
  const std::string key_;
  std::map<std::string, Signed, std::less<>> signed_;
};

}  // namespace sakip::bench

#endif  // SAKIP_BENCH_POSTING_WORKLOAD_H_
