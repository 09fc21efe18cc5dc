#include "services/budget/periode.h"
