#include "services/budget/tugas.h"
