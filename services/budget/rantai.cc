#include "services/budget/rantai.h"

#include "common/digest/digest.h"

namespace sakip::budget {
namespace {

// Every field as its bytes behind their number; numbers as 8 bytes. Big-endian.
class Penyandi {
 public:
  void Text(std::string_view text) {
    Number(static_cast<int64_t>(text.size()));
    bytes_ += text;
  }

  void Number(int64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes_.push_back(static_cast<char>(static_cast<uint64_t>(number) >> shift & 0xffU));
    }
  }

  void Raw(std::string_view bytes) { bytes_ += bytes; }

  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

}  // namespace

std::string RantaiAwal() {
  return std::string(32, '\0');
}

std::string RantaiBerikut(std::string_view sebelum, std::string_view satker, int32_t tahun,
                          const BarisJurnal& baris) {
  const TransaksiJurnal& transaksi = baris.transaksi;
  Penyandi sandi;
  sandi.Raw("sakip-jurnal-v1");
  sandi.Raw(satker);
  sandi.Raw(std::string_view("\0", 1));
  sandi.Raw(std::to_string(tahun));
  sandi.Raw(sebelum);
  sandi.Number(transaksi.nomor);
  sandi.Number(static_cast<int64_t>(transaksi.jenis) + 1);
  sandi.Text(transaksi.dokumen);
  sandi.Text(transaksi.tanggal.Iso());
  sandi.Number(transaksi.acuan);
  sandi.Number(static_cast<int64_t>(transaksi.entri.size()));
  for (const Entri& entri : transaksi.entri) {
    sandi.Number(static_cast<int64_t>(entri.akun) + 1);
    sandi.Text(entri.pagu);
    sandi.Number(entri.debit.value());
    sandi.Number(entri.kredit.value());
  }
  const Pencatat& pencatat = baris.pencatat;
  sandi.Text(pencatat.akun);
  sandi.Text(pencatat.orang);
  sandi.Number(pencatat.waktu_us);
  sandi.Text(pencatat.request_id);
  sandi.Text(pencatat.asal);
  return digest::Sha256(sandi.bytes());
}

}  // namespace sakip::budget
