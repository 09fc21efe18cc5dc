#include "services/budget/buku.h"
