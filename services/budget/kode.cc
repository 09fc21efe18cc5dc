#include "services/budget/kode.h"
