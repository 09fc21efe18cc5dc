#ifndef SAKIP_SERVICES_SAKIPCTL_SHOW_PLAN_H_
#define SAKIP_SERVICES_SAKIPCTL_SHOW_PLAN_H_

#include <string>

#include "sakip/planning/v1/planning.pb.h"

// Planning's documents as text for a terminal. Pure.
namespace sakip::sakipctl {

std::string SatkerText(const planning::v1::Satker& satker);
std::string RenstraText(const planning::v1::Renstra& renstra);
std::string IndikatorText(
    const google::protobuf::RepeatedPtrField<planning::v1::Indikator>& indikator);
std::string RktText(const planning::v1::Rkt& rkt);
std::string PerjanjianText(const planning::v1::PerjanjianKinerja& pk);
std::string RencanaAksiText(const planning::v1::RencanaAksi& plan);

}  // namespace sakip::sakipctl

#endif  // SAKIP_SERVICES_SAKIPCTL_SHOW_PLAN_H_
