#include "services/budget/koreksi.h"
