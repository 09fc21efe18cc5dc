#include "services/budget/tagihan.h"
