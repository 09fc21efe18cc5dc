#include "services/budget/dipa_service.h"
