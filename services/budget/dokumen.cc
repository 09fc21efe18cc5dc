#include "services/budget/dokumen.h"

#include <algorithm>

namespace sakip::budget {

bool PunyaRincian(JenisTagihan jenis) {
  switch (jenis) {
    case JenisTagihan::kLsGaji:
    case JenisTagihan::kLsKontraktual:
    case JenisTagihan::kLsNonKontraktual:
    case JenisTagihan::kGup:
    case JenisTagihan::kGupNihil:
    case JenisTagihan::kPtup:
    case JenisTagihan::kSphl:
      return true;
    case JenisTagihan::kUp:
    case JenisTagihan::kTup:
    case JenisTagihan::kSp4hl:
      break;
  }
  return false;
}

bool Selesai(StatusTagihan status) {
  switch (status) {
    case StatusTagihan::kDraft:
    case StatusTagihan::kSppIssued:
    case StatusTagihan::kSppTested:
    case StatusTagihan::kSpmIssued:
    case StatusTagihan::kSent:
      return false;
    case StatusTagihan::kSp2dIssued:
    case StatusTagihan::kRejected:
    case StatusTagihan::kExpired:
      break;
  }
  return true;
}

const Langkah* LangkahKe(const Tagihan& tagihan, StatusTagihan status) {
  const auto found = std::find_if(tagihan.langkah.rbegin(), tagihan.langkah.rend(),
                                  [&](const Langkah& one) { return one.status == status; });
  return found == tagihan.langkah.rend() ? nullptr : &*found;
}

}  // namespace sakip::budget
