#include "services/planning/perencanaan_rules.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "services/planning/ukuran.h"

namespace sakip::planning {
namespace {

std::string Item(std::string_view list, size_t i) {
  return std::string(list) + "[" + std::to_string(i) + "]";
}

bool AnyNames(const std::vector<BarisRencana>& baris, std::string_view indikator) {
  return std::any_of(baris.begin(), baris.end(),
                     [indikator](const BarisRencana& row) { return row.indikator == indikator; });
}

// Who signs, of an agreement that is complete in this: its kind, and its unit.
using Pihak = std::pair<JenisPerjanjianKinerja, std::string_view>;

std::optional<Pihak> PihakOf(const PerjanjianKinerja& pk) {
  switch (pk.jenis) {
    case JenisPerjanjianKinerja::kUnspecified:
      return std::nullopt;
    case JenisPerjanjianKinerja::kKetua:
    case JenisPerjanjianKinerja::kSekretaris:
      return Pihak(pk.jenis, "");
    case JenisPerjanjianKinerja::kSubBagian:
      break;
  }
  return pk.unit_kerja.empty() ? std::nullopt : std::optional(Pihak(pk.jenis, pk.unit_kerja));
}

// `stored` with `asked` over it, by name.
template <class T>
std::vector<T> Merged(const std::vector<T>& stored, const std::vector<T>& asked) {
  std::set<std::string_view> replaced;
  for (const T& item : asked) {
    replaced.insert(item.name);
  }
  std::vector<T> merged = asked;
  for (const T& item : stored) {
    if (!replaced.contains(item.name)) {
      merged.push_back(item);
    }
  }
  return merged;
}

// The office-year as it will be; `renstra` only if asked.
Perencanaan Merged(const Perencanaan& stored, const Perencanaan& asked) {
  Perencanaan merged = asked;
  merged.unit_kerja = Merged(stored.unit_kerja, asked.unit_kerja);
  merged.indikator = Merged(stored.indikator, asked.indikator);
  merged.perjanjian_kinerja = Merged(stored.perjanjian_kinerja, asked.perjanjian_kinerja);
  if (merged.pegawai.empty()) {
    merged.pegawai = stored.pegawai;
  }
  if (!merged.rkt.has_value()) {
    merged.rkt = stored.rkt;
  }
  if (!merged.rencana_aksi.has_value()) {
    merged.rencana_aksi = stored.rencana_aksi;
  }
  return merged;
}

}  // namespace

bool SameMakna(const Indikator& a, const Indikator& b) {
  return a.satuan == b.satuan && a.polaritas == b.polaritas && a.akumulasi == b.akumulasi &&
         a.jenis_nilai == b.jenis_nilai && a.kode_output == b.kode_output;
}

bool Names(const Rkt& rkt, std::string_view indikator) {
  return AnyNames(rkt.baris, indikator);
}

bool Names(const PerjanjianKinerja& pk, std::string_view indikator) {
  return AnyNames(pk.baris, indikator);
}

bool Names(const Renstra& renstra, std::string_view indikator) {
  const auto in_sasaran = [indikator](const Sasaran& sasaran) {
    return std::find(sasaran.indikator.begin(), sasaran.indikator.end(), indikator) !=
           sasaran.indikator.end();
  };
  return std::any_of(renstra.sasaran.begin(), renstra.sasaran.end(), in_sasaran) ||
         std::any_of(renstra.iku.begin(), renstra.iku.end(),
                     [indikator](const Iku& iku) { return iku.indikator == indikator; });
}

void CheckMasaBerlaku(const PerencanaanContext& context, const PerencanaanRequest& request,
                      Findings& findings) {
  const std::string year = std::to_string(request.tahun);
  const std::string& from = context.berlaku_dari;
  const std::string& to = context.berlaku_sampai;
  if (from <= year + "-12-31" && (to.empty() || to >= year + "-01-01")) {
    return;
  }
  findings.Reference("tahun",
                     request.parent + " is in force from " + from +
                         (to.empty() ? "" : " to " + to) + ", not in " + year,
                     request.parent + " berlaku sejak " + from +
                         (to.empty() ? "" : " sampai " + to) + ", tidak pada tahun " + year);
}

void CheckMakna(const PerencanaanContext& context, const PerencanaanRequest& request,
                Findings& findings) {
  std::map<std::string_view, const Indikator*> stored;
  for (const Indikator& indikator : context.stored.indikator) {
    stored[indikator.name] = &indikator;
  }
  for (size_t i = 0; i < request.perencanaan.indikator.size(); ++i) {
    const Indikator& asked = request.perencanaan.indikator[i];
    const auto before = stored.find(asked.name);
    const auto user = context.dipakai_tahun_lain.find(asked.name);
    if (before == stored.end() || user == context.dipakai_tahun_lain.end()) {
      continue;
    }
    const Indikator& old = *before->second;
    const auto keep = [&](bool same, std::string_view field) {
      if (!same) {
        findings.Field(Item("perencanaan.indikator", i) + "." + std::string(field),
                       "must stay as stored: " + user->second +
                           " uses this indikator; register a new one under another name",
                       "harus tetap seperti tersimpan: dipakai " + user->second +
                           "; daftarkan indikator baru dengan nama lain");
      }
    };
    keep(asked.satuan == old.satuan, "satuan");
    keep(asked.polaritas == old.polaritas, "polaritas");
    keep(asked.akumulasi == old.akumulasi, "akumulasi");
    keep(asked.jenis_nilai == old.jenis_nilai, "jenis_nilai");
    keep(asked.kode_output == old.kode_output, "kode_output");
  }
}

void CheckPihakTunggal(const PerencanaanContext& context, const PerencanaanRequest& request,
                       Findings& findings) {
  const std::vector<PerjanjianKinerja>& asked = request.perencanaan.perjanjian_kinerja;
  std::set<std::string_view> replaced;
  for (const PerjanjianKinerja& pk : asked) {
    replaced.insert(pk.name);
  }
  std::map<Pihak, std::string_view> taken;  // by the name of the agreement
  for (const PerjanjianKinerja& pk : context.stored.perjanjian_kinerja) {
    const std::optional<Pihak> pihak = PihakOf(pk);
    if (pihak.has_value() && !replaced.contains(pk.name)) {
      taken.emplace(*pihak, pk.name);
    }
  }
  for (size_t i = 0; i < asked.size(); ++i) {
    const std::optional<Pihak> pihak = PihakOf(asked[i]);
    if (!pihak.has_value()) {
      continue;
    }
    const auto [holder, is_new] = taken.emplace(*pihak, asked[i].name);
    if (!is_new && holder->second != asked[i].name) {
      const bool unit = pihak->first == JenisPerjanjianKinerja::kSubBagian;
      const std::string other(holder->second);
      findings.Field(
          Item("perencanaan.perjanjian_kinerja", i) + (unit ? ".unit_kerja" : ".jenis"),
          "has its agreement of the year already, " + other + "; give that name to replace it",
          "sudah memiliki perjanjian tahun ini, " + other +
              "; gunakan nama itu untuk menggantinya");
    }
  }
}

void CheckUkuran(const PerencanaanContext& context, const PerencanaanRequest& request,
                 Findings& findings) {
  const Perencanaan merged = Merged(context.stored, request.perencanaan);
  size_t renstra = merged.renstra.has_value() ? Ukuran(*merged.renstra) : 0;
  for (const Renstra& stored : context.renstra) {
    if (!merged.renstra.has_value() || merged.renstra->name != stored.name) {
      renstra = std::max(renstra, Ukuran(stored));
    }
  }
  const auto at_most = [&findings](const std::string& path, size_t bytes, size_t max,
                                   const std::string& english, const std::string& indonesian) {
    if (bytes > max) {
      const std::string size = std::to_string(bytes);
      const std::string limit = std::to_string(max);
      findings.Field(path,
                     english + " would take " + size + " bytes; one answer carries " + limit +
                         ": shorten their texts",
                     indonesian + " akan memerlukan " + size + " bita; satu jawaban memuat " +
                         limit + ": persingkat teksnya");
    }
  };
  at_most("perencanaan.indikator", UkuranRegistri(merged) + renstra, kUkuranBersamaMax,
          "units, indikator and a Renstra of the office",
          "unit kerja, indikator, dan Renstra satker");
  at_most("perencanaan", UkuranTahun(merged), kUkuranTahunMax, "the documents of the year",
          "dokumen tahun ini");
}

}  // namespace sakip::planning
