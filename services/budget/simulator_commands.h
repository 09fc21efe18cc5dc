#ifndef SAKIP_SERVICES_BUDGET_SIMULATOR_COMMANDS_H_
#define SAKIP_SERVICES_BUDGET_SIMULATOR_COMMANDS_H_

#include "services/budget/simulator_world.h"

// The commands of the simulator: each draws its arguments, and says in a line or two what a clerk
// with a sheet of paper would write down once it was accepted.
namespace sakip::budget {

PerBaris Peta(const std::vector<Rincian>& rincian);
int64_t NomorPertama(const Perubahan& perubahan);  // of its transactions; 0: none

// An existing key of `dari`; now and then one that nobody has.
template <class T>
std::string SalahSatu(Dunia& dunia, const std::map<std::string, T>& dari) {
  if (dari.empty() || dunia.acak.SatuDari(40)) {
    return "2017-tidak-ada";
  }
  auto satu = dari.begin();
  std::advance(satu, dunia.acak.Antara(0, static_cast<int64_t>(dari.size()) - 1));
  return satu->first;
}

// One of the few lines there may be, with a ceiling.
Pagu BarisBaru(Dunia& dunia);

Perintah ImporBaris(Dunia& dunia);
Perintah ImporRealisasi(Dunia& dunia);
Perintah BuatKomitmen(Dunia& dunia);
Perintah LepasSatuKomitmen(Dunia& dunia);
Perintah BuatSatuTagihan(Dunia& dunia);
Perintah Spp(Dunia& dunia);
Perintah Uji(Dunia& dunia);
Perintah Spm(Dunia& dunia);
Perintah Kirim(Dunia& dunia);
Perintah Sp2d(Dunia& dunia);
Perintah Tolak(Dunia& dunia);
Perintah Kedaluwarsa(Dunia& dunia);
Perintah BuatSetoran(Dunia& dunia);
Perintah UsulKoreksi(Dunia& dunia);
Perintah PutusKoreksi(Dunia& dunia);
Perintah UsulRevisi(Dunia& dunia);
Perintah PutusRevisi(Dunia& dunia);
Perintah TutupBulan(Dunia& dunia);
Perintah UsulPembukaan(Dunia& dunia);
Perintah PutusPembukaan(Dunia& dunia);
Perintah Ulang(Dunia& dunia);

}  // namespace sakip::budget

#endif  // SAKIP_SERVICES_BUDGET_SIMULATOR_COMMANDS_H_
