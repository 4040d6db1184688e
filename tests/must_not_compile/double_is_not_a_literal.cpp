// error: conversion from .double. to .const assay::Real. is ambiguous
#include <assay/numbers/scalar.hpp>

assay::Real tenth(const assay::Real& x) {
#ifdef FAULT
  return x * 0.1;
#else
  return x * assay::exact<assay::Real>("0.1");
#endif
}
