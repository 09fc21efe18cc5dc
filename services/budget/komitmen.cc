#include "services/budget/komitmen.h"
