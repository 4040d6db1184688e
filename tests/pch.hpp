#pragma once
// Precompiled for the tests: what the layers have precompiled, and the test frameworks.
#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "../src/pch.hpp"
