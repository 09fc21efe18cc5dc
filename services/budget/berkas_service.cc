#include "services/budget/berkas_service.h"
