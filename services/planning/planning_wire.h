#ifndef SAKIP_SERVICES_PLANNING_PLANNING_WIRE_H_
#define SAKIP_SERVICES_PLANNING_PLANNING_WIRE_H_

#include "sakip/planning/v1/planning.pb.h"
#include "sakip/planning/v1/planning_service.pb.h"
#include "services/planning/perencanaan.h"
#include "services/planning/planning.h"
#include "services/planning/planning_repository.h"
#include "services/planning/register.h"

// Public messages <-> values. Total in both directions: an enum number that this release does not
// know becomes kUnspecified, which the domain refuses.
namespace sakip::planning {

Register Read(const v1::ImportRegisterRequest& request);
PerencanaanRequest Read(const v1::ImportPerencanaanRequest& request);

void Write(const Satker& satker, v1::Satker& out);
void Write(const UnitKerja& unit_kerja, v1::UnitKerja& out);
void Write(const Kode& kode, v1::Kode& out);
void Write(const Indikator& indikator, v1::Indikator& out);
void Write(const Renstra& renstra, v1::Renstra& out);
void Write(const Rkt& rkt, v1::Rkt& out);
void Write(const PerjanjianKinerja& perjanjian_kinerja, v1::PerjanjianKinerja& out);
void Write(const RencanaAksi& rencana_aksi, v1::RencanaAksi& out);
void Write(const OfficeYear& year, v1::Perencanaan& out);

}  // namespace sakip::planning

#endif  // SAKIP_SERVICES_PLANNING_PLANNING_WIRE_H_
