#include "services/budget/dokumen.h"
