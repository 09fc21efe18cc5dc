#ifndef SAKIP_SERVICES_SAKIPCTL_BERKAS_PECAH_H_
#define SAKIP_SERVICES_SAKIPCTL_BERKAS_PECAH_H_

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"

// A list of payments in parts that one call takes each. Pure.
namespace sakip::sakipctl {

struct Batas {
  size_t baris = 1'000;
  size_t bytes = size_t{900} << 10;  // below the 1 MiB of a call
};

struct Potongan {
  std::string isi;         // a CSV with the heading of the whole
  size_t rows = 0;         // below it
  std::vector<int> baris;  // of each line of `isi`, from line 1 at [1], its line in the whole
};

// Calls `kirim` with part after part until it answers an error, which is returned. No SP2D is in
// two parts: INVALID_ARGUMENT when its rows do not stand together in a list of several parts, when
// they are more than a part takes, when no heading is that of `judul_nomor`, and for a broken CSV.
// Takes the memory of one part, and some 40 bytes for each SP2D.
absl::Status Pecah(std::string_view csv, std::string_view judul_nomor, const Batas& batas,
                   absl::FunctionRef<absl::Status(const Potongan&)> kirim);

// "berkas[12].jumlah" of a part as that of the whole; other fields as they are.
std::string JalurUtuh(const std::string& jalur, const std::vector<int>& baris);
int BarisUtuh(int nomor, const std::vector<int>& baris);

}  // namespace sakip::sakipctl

#endif  // SAKIP_SERVICES_SAKIPCTL_BERKAS_PECAH_H_
