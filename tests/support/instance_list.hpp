#pragma once
#include <assay/problems/generated_quadratic.hpp>
#include <assay/problems/instance.hpp>

#include <vector>

/// The instances that tests run through: each that a solver runs on, in its variants, small enough
/// for dense checks.
namespace assay {

struct ListedInstance {
  const char* text;
  double epsilon;
};

inline const std::vector<ListedInstance>& instance_list() {
  static const std::vector<ListedInstance> list = {
      {"composite", 0.5},
      {"composite", 0.2},
      {"quadratic", 0.1},
      {"quadratic:dx=1,dy=1", 0.1},
      {"quadratic:dx=3,dy=2,kappa=100,problem=7", 0.1},
      {"quadratic:dx=5,dy=20,curvature=3,noise=random_curvature", 0.1},
      {"quadratic:curvature=0,noise=decorrelating", 0.1},
      {"quadratic:noise=finite_sum,n=8", 0.1},
      {"quadratic:noise=heavy", 0.1},
      {"separable", 0.5},
      {"separable:rotated=1", 0.4},
      {"separable_projected", 0.5},
      {"separable_projected:rotated=1", 0.4},
      {"lifted_chain", 0.4},
      {"lifted_chain:mu=3,products=1", 0.5},
      {"structured_quadratic:d=2", 0.1},
      {"structured_quadratic:d=50,kappa=30", 0.1},
      {"structured_quadratic:d=20,curvature=4,noise=random_curvature", 0.1},
      {"unbounded", 0.1},
      {"unbounded:growth=quartic,d=7,kappa=1,start=-4", 0.1},
      {"pl", 0.4},
      {"pl:kernel=5", 0.25},
      {"kappa_family", 0.1},
      {"kappa_family:kappa=1000,mu=0.5,noise=none", 0.1},
      {"kappa_family:kappa=0", 0.1},
      {"softmax", 0.1},
      {"softmax:classes=2,features=3,samples=12,noise=random_curvature", 0.1},
      {"degenerate", 0.1},
      {"degenerate:case=wide", 0.1},
      {"degenerate:case=tall", 0.1},
      {"degenerate:case=stationary", 0.1},
      {"degenerate:case=noiseless", 0.1},
      {"degenerate:case=kappa_one", 0.1},
      {"degenerate:case=kappa_huge", 0.1},
  };
  return list;
}

inline Quadratic<double> random_double_quadratic() {
  return generated_quadratic({.dx = 3, .dy = 5, .kappa = 7, .curvature = 1, .seed = 3});
}

} // namespace assay
