#include "services/budget/pembukuan_service.h"
