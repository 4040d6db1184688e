#pragma once
// Precompiled for the layers above problems, the claims and the tests: what most of them include.
#include <assay/differences/stencil.hpp>
#include <assay/numbers/linalg.hpp>
#include <assay/numbers/quantity.hpp>
#include <assay/problems/quadratic.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <sstream>
#include <string>
#include <vector>
