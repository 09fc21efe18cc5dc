#include "services/budget/skor_handlers.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/clock/clock.h"
#include "common/fault/fault.h"
#include "common/resource_name/resource_name.h"
#include "common/status/status_macros.h"
#include "services/budget/budget_repository.h"
#include "services/budget/ikpa.h"
#include "services/budget/laporan/lppa.h"
#include "services/budget/laporan/penarikan.h"
#include "services/budget/nka.h"
#include "services/budget/skor_langkah.h"
#include "services/budget/skor_rules.h"

namespace sakip::budget {
namespace {

using money::Rupiah;
using ratio::Ratio;
using store::Reader;

constexpr int kBulan = 12;
constexpr size_t kBulanPerTriwulan = 3;

// What ships was parsed by tests; a program that cannot read it answers INTERNAL.
absl::StatusOr<const SkorRules*> Aturan() {
  static const auto* const rules = new absl::StatusOr<SkorRules>(ShippedSkorRules());
  RETURN_IF_ERROR(rules->status());
  return &**rules;
}

template <class Rules>
absl::StatusOr<const Rules*> AturanTahun(const SkorRuleBook<Rules>& book, std::string_view skor,
                                         int32_t tahun) {
  const Rules* rules = book.ForYear(tahun);
  if (rules == nullptr) {
    const std::string nama(skor);
    return fault::Refuse(fault::Reason::kNoData,
                         absl::StrCat("there is no rule set of ", nama, " for ", tahun),
                         absl::StrCat("belum ada aturan ", nama, " untuk tahun ", tahun),
                         {{"tahun", absl::StrCat(tahun)}});
  }
  return rules;
}

absl::StatusOr<Bulanan> LoadBulanan(const Reader& reader, const std::string& satker, int32_t tahun,
                                    const std::vector<Baris>& baris) {
  std::vector<Pagu> pagu;
  pagu.reserve(baris.size());
  for (const Baris& satu : baris) {
    pagu.push_back(satu.pagu);
  }
  PenyusunBulanan penyusun(pagu);
  RETURN_IF_ERROR(
      LoadJurnal(reader, satker, tahun, /*sampai_nomor=*/0, [&](const JurnalTersimpan& jurnal) {
        return JumlahMeluap(penyusun.Ambil(jurnal.baris.transaksi));
      }));
  RencanaAkhirBulan rencana;
  for (int bulan = 1; bulan <= kBulan; ++bulan) {
    ASSIGN_OR_RETURN(RencanaBerlaku berlaku,
                     LoadRencana(reader, satker, tahun, AkhirBulan(tahun, bulan)));
    rencana[static_cast<size_t>(bulan - 1)] = std::move(berlaku.rencana);
  }
  return penyusun.Selesai(rencana);
}

// Approved, with the pagu of before, by the Ministry of Finance and under a code that counts.
bool Dihitung(const IkpaRules& rules, const Revisi& revisi) {
  const bool pagu_tetap =
      revisi.jenis == JenisRevisi::kPergeseran || revisi.jenis == JenisRevisi::kAdministrasi;
  return revisi.status == StatusUsulan::kDisetujui && pagu_tetap &&
         revisi.kewenangan != Kewenangan::kKpa && rules.kode_revisi.contains(revisi.kode);
}

absl::StatusOr<std::array<int, 4>> HitungRevisi(const Reader& reader, const std::string& satker,
                                                const v1::GetIkpaRequest& request,
                                                const IkpaRules& rules) {
  ASSIGN_OR_RETURN(const std::vector<Revisi> semua,
                   LoadDokumen<Revisi>(reader, satker, request.tahun()));
  std::array<int, 4> jumlah{};
  for (const Revisi& revisi : semua) {
    if (Dihitung(rules, revisi) && revisi.tanggal.month() <= request.bulan()) {
      ++jumlah[static_cast<size_t>(revisi.tanggal.month() - 1) / kBulanPerTriwulan];
    }
  }
  return jumlah;
}

int AngkaJenis(JenisBelanja jenis) {
  switch (jenis) {
    case JenisBelanja::kPegawai:
      return v1::JENIS_BELANJA_PEGAWAI;
    case JenisBelanja::kBarang:
      return v1::JENIS_BELANJA_BARANG;
    case JenisBelanja::kModal:
      return v1::JENIS_BELANJA_MODAL;
    case JenisBelanja::kBansos:
      return v1::JENIS_BELANJA_BANSOS;
  }
  return 0;
}

std::vector<BelanjaIkpa> Belanja(const IkpaRules& rules, const Bulanan& bulanan) {
  std::vector<BelanjaIkpa> belanja;
  for (const auto& [kunci, isi] : bulanan) {
    const int jenis = kunci ? AngkaJenis(*kunci) : 0;
    if (rules.target_penyerapan.contains(jenis)) {
      belanja.push_back(
          {.jenis = jenis, .pagu = isi.pagu, .rpd = isi.rencana, .realisasi = isi.realisasi});
    }
  }
  return belanja;
}

// What the score leaves out because nobody said what it is spent on.
void CatatTanpaAkun(const Bulanan& bulanan, int bulan, Skor* skor) {
  const auto tanpa = bulanan.find(std::nullopt);
  if (tanpa != bulanan.end()) {
    skor->catatan.push_back(
        absl::StrCat("Baris tanpa akun tidak dinilai menurut jenis belanja: pagu Rp",
                     money::FormatRupiah(tanpa->second.pagu[static_cast<size_t>(bulan - 1)])));
  }
}

// Empty: not known. The validator has seen that it is a decimal.
NilaiDiberikan Diberikan(const std::string& angka, const std::string& field,
                         fault::Violations* violations) {
  NilaiDiberikan diberikan;
  if (!angka.empty()) {
    diberikan.nilai = Ratio::FromDecimal(angka).value_or(-Ratio::FromInt(1));
    if (!DalamPersen(*diberikan.nilai)) {
      violations->Add(field, "must be 0 to 100", "harus 0 sampai dengan 100");
    }
  }
  return diberikan;
}

absl::Status AmbilNilaiLuar(const IkpaRules& rules, const v1::NilaiLuar& luar, FaktaIkpa* fakta) {
  fault::Violations violations;
  const auto ambil = [&](const std::string& angka, std::string_view field) {
    return Diberikan(angka, absl::StrCat("nilai_luar.", std::string(field)), &violations);
  };
  fakta->belanja_kontraktual = ambil(luar.belanja_kontraktual(), "belanja_kontraktual");
  fakta->penyelesaian_tagihan = ambil(luar.penyelesaian_tagihan(), "penyelesaian_tagihan");
  fakta->up_tup = ambil(luar.up_tup(), "up_tup");
  fakta->capaian_output = ambil(luar.capaian_output(), "capaian_output");
  NilaiDiberikan dispensasi = ambil(luar.dispensasi_spm(), "dispensasi_spm");
  if (rules.dispensasi_mengurangi) {
    fakta->pengurang_dispensasi = std::move(dispensasi.nilai);
  } else {
    fakta->dispensasi_spm = std::move(dispensasi);
  }
  return violations.ToStatus();
}

// An RO by the code of its output and, where a line goes that deep, its own.
using DaftarRo = std::map<std::string, RoNka>;

absl::StatusOr<DaftarRo> LoadRo(const std::vector<Baris>& baris) {
  DaftarRo daftar;
  for (const Baris& satu : baris) {
    const std::string& ro = satu.pagu.kode_ro;
    std::string kode = satu.pagu.kode_output + (ro.empty() ? "" : "." + ro);
    RoNka& milik = daftar[kode];
    milik.kode = std::move(kode);
    milik.status = StatusRo::kBelumDilaporkan;
    const auto pagu = money::Add(milik.pagu, satu.saldo.dipa);
    RETURN_IF_ERROR(JumlahMeluap(pagu.status()));
    const auto realisasi = money::Add(milik.realisasi, satu.saldo.realisasi);
    RETURN_IF_ERROR(JumlahMeluap(realisasi.status()));
    milik.pagu = *pagu;
    milik.realisasi = *realisasi;
  }
  return daftar;
}

absl::StatusOr<Ratio> Volume(const std::string& angka) {
  return angka.empty() ? Ratio() : Ratio::FromDecimal(angka);
}

void AmbilVolume(const v1::CapaianOutput& wire, const std::string& path, RoNka* ro,
                 fault::Violations* violations) {
  const auto target = Volume(wire.target());
  const auto volume = Volume(wire.realisasi());
  if (!target.ok() || target->Sign() < 0) {
    violations->Add(path + ".target", "must not be negative", "tidak boleh negatif");
  }
  if (!volume.ok() || volume->Sign() < 0) {
    violations->Add(path + ".realisasi", "must not be negative", "tidak boleh negatif");
  }
  ro->target = target.value_or(Ratio());
  ro->volume = volume.value_or(Ratio());
  if (wire.tidak_ada_kasus()) {
    ro->status = StatusRo::kTanpaKasus;
  } else if (ro->target.IsZero() || !wire.realisasi().empty()) {
    ro->status = StatusRo::kTerukur;
  }
}

absl::Status AmbilCapaian(const v1::GetNkaRequest& request, DaftarRo* daftar, FaktaNka* fakta) {
  fault::Violations violations;
  std::set<std::string> sudah;
  for (int i = 0; i < request.capaian_size(); ++i) {
    const v1::CapaianOutput& wire = request.capaian(i);
    const std::string path = absl::StrCat("capaian[", i, "]");
    const auto ro = daftar->find(wire.kode_output());
    if (ro == daftar->end()) {
      violations.Add(path + ".kode_output", "is no output of this year's lines",
                     "bukan output dari baris pagu tahun ini");
    } else if (!sudah.insert(ro->first).second) {
      violations.Add(path + ".kode_output", "stands here twice", "tercantum dua kali");
    } else {
      AmbilVolume(wire, path, &ro->second, &violations);
    }
  }
  fakta->ikpa = Diberikan(request.ikpa(), "ikpa", &violations);
  RETURN_IF_ERROR(violations.ToStatus());
  for (const auto& [kode, ro] : *daftar) {
    fakta->ro.push_back(ro);
  }
  return absl::OkStatus();
}

absl::Status JumlahkanBulan(const Bulanan& bulanan, FaktaNka* fakta) {
  for (const auto& [jenis, isi] : bulanan) {
    for (size_t bulan = 0; bulan < isi.rencana.size(); ++bulan) {
      ASSIGN_OR_RETURN(fakta->rpd[bulan], money::Add(fakta->rpd[bulan], isi.rencana[bulan]));
      ASSIGN_OR_RETURN(fakta->realisasi[bulan],
                       money::Add(fakta->realisasi[bulan], isi.realisasi[bulan]));
    }
  }
  return absl::OkStatus();
}

// Of a running year the months that have begun count, of a past one all.
int SampaiBulan(const rpc::Call& call, int32_t tahun) {
  const period::Tanggal hari_ini = clock::InJakarta({call.now_us});
  return hari_ini.year() == tahun ? hari_ini.month() : kBulan;
}

void ToWire(const Ratio& ratio, common::v1::Rasio* wire) {
  wire->set_eksak(ratio.ToCanonical());
  wire->set_desimal(ratio.RoundHalfAway(8));
}

void ToWire(const std::vector<LangkahSkor>& langkah,
            google::protobuf::RepeatedPtrField<v1::LangkahSkor>* wire) {
  for (const LangkahSkor& satu : langkah) {
    v1::LangkahSkor* made = wire->Add();
    made->set_nama(satu.nama);
    made->set_rumus(DenganAngka(satu));
    ToWire(satu.hasil, made->mutable_hasil());
  }
}

v1::Skor ToWire(const Skor& skor) {
  v1::Skor wire;
  wire.set_rule_set(skor.aturan);
  if (skor.hasil) {
    ToWire(*skor.hasil, wire.mutable_nilai());
  }
  for (const KomponenSkor& satu : skor.komponen) {
    v1::KomponenSkor* komponen = wire.add_komponen();
    komponen->set_nama(satu.nama);
    komponen->set_bobot(satu.bobot.RoundHalfAway(2));
    if (satu.nilai) {
      ToWire(*satu.nilai, komponen->mutable_nilai());
      ToWire(satu.bobot_efektif, komponen->mutable_bobot_efektif());
    }
    komponen->set_keterangan(satu.alasan);
    ToWire(satu.langkah, komponen->mutable_langkah());
  }
  ToWire(skor.langkah, wire.mutable_langkah());
  wire.mutable_catatan()->Add(skor.catatan.begin(), skor.catatan.end());
  if (!skor.alasan.empty()) {
    wire.add_catatan(skor.alasan);
  }
  return wire;
}

}  // namespace

absl::StatusOr<v1::GetIkpaResponse> GetIkpa(const Reader& reader, const rpc::Call&,
                                            const v1::GetIkpaRequest& request) {
  ASSIGN_OR_RETURN(const std::string satker, resource_name::SatkerOf(request.parent()));
  ASSIGN_OR_RETURN(const SkorRules* aturan, Aturan());
  ASSIGN_OR_RETURN(const IkpaRules* rules, AturanTahun(aturan->ikpa, "IKPA", request.tahun()));
  FaktaIkpa fakta;
  fakta.sampai_bulan = request.bulan();
  RETURN_IF_ERROR(AmbilNilaiLuar(*rules, request.nilai_luar(), &fakta));
  ASSIGN_OR_RETURN(fakta.revisi, HitungRevisi(reader, satker, request, *rules));
  ASSIGN_OR_RETURN(const std::vector<Baris> baris, LoadBaris(reader, satker, request.tahun()));
  ASSIGN_OR_RETURN(const Bulanan bulanan, LoadBulanan(reader, satker, request.tahun(), baris));
  fakta.belanja = Belanja(*rules, bulanan);
  ASSIGN_OR_RETURN(Skor skor, HitungIkpa(*rules, fakta));
  CatatTanpaAkun(bulanan, request.bulan(), &skor);
  v1::GetIkpaResponse response;
  *response.mutable_skor() = ToWire(skor);
  return response;
}

absl::StatusOr<v1::GetNkaResponse> GetNka(const Reader& reader, const rpc::Call& call,
                                          const v1::GetNkaRequest& request) {
  ASSIGN_OR_RETURN(const std::string satker, resource_name::SatkerOf(request.parent()));
  ASSIGN_OR_RETURN(const SkorRules* aturan, Aturan());
  ASSIGN_OR_RETURN(const NkaRules* rules, AturanTahun(aturan->nka, "NKA", request.tahun()));
  ASSIGN_OR_RETURN(const std::vector<Baris> baris, LoadBaris(reader, satker, request.tahun()));
  ASSIGN_OR_RETURN(DaftarRo daftar, LoadRo(baris));
  FaktaNka fakta;
  fakta.sampai_bulan = SampaiBulan(call, request.tahun());
  RETURN_IF_ERROR(AmbilCapaian(request, &daftar, &fakta));
  ASSIGN_OR_RETURN(const Bulanan bulanan, LoadBulanan(reader, satker, request.tahun(), baris));
  RETURN_IF_ERROR(JumlahMeluap(JumlahkanBulan(bulanan, &fakta)));
  ASSIGN_OR_RETURN(const Skor skor, HitungNka(*rules, fakta));
  v1::GetNkaResponse response;
  *response.mutable_skor() = ToWire(skor);
  return response;
}

}  // namespace sakip::budget
