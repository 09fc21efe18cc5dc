#include "services/budget/rantai.h"
