#include "services/budget/pembayaran_service.h"
