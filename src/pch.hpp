#pragma once
// Precompiled for every layer, the claims and the tests: what most of them include. Boost's
// rationals and Eigen alone take four seconds of each file. No file may rely on it: the preset
// `full` compiles without it, and each file includes what it uses.
#include <assay/differences/stencil.hpp>
#include <assay/numbers/linalg.hpp>
#include <assay/numbers/quantity.hpp>
#include <assay/numbers/stream.hpp>
#include <assay/problems/quadratic.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>
