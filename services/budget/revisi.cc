#include "services/budget/revisi.h"
