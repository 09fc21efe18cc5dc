#ifndef SAKIP_SERVICES_SAKIPCTL_FINDING_H_
#define SAKIP_SERVICES_SAKIPCTL_FINDING_H_

#include <string>
#include <utility>
#include <vector>

namespace sakip::sakipctl {

// One thing that is wrong with a data package, at a place its author can open.
struct Finding {
  std::string file;    // "pagu.csv"
  int row = 0;         // line in the file, the header is 1; 0: the file as a whole
  std::string column;  // empty: the row as a whole
  std::string english;
  std::string indonesian;
  bool operator==(const Finding&) const = default;
};

// Everything found, in the order of the files and rows. Nothing is sent while there is one.
class Findings {
 public:
  void Add(Finding finding) { all_.push_back(std::move(finding)); }
  bool empty() const { return all_.empty(); }
  const std::vector<Finding>& all() const { return all_; }

 private:
  std::vector<Finding> all_;
};

}  // namespace sakip::sakipctl

#endif  // SAKIP_SERVICES_SAKIPCTL_FINDING_H_
