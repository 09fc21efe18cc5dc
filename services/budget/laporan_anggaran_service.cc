#include "services/budget/laporan_anggaran_service.h"
