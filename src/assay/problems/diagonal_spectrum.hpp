#pragma once
#include <assay/problems/model.hpp>

#include <functional>

/// g + shift f whose Hessian in y is diagonal: the basis is that of y.
/// Throws  InvalidArgument unless every curvature is positive.
namespace assay {

class DiagonalSpectrum final : public LowerSpectrum {
public:
  using Minimiser = std::function<void(const Vector<double>& x, Vector<double>& m)>;

  DiagonalSpectrum(Vector<double> curvatures, Minimiser minimiser)
      : curvatures_(std::move(curvatures)), minimiser_(std::move(minimiser)) {
    need(curvatures_.size() > 0 && curvatures_.minCoeff() > 0,
         "g + shift f is not strongly convex in y: nu is too large");
  }
  [[nodiscard]] const Vector<double>& curvatures() const override { return curvatures_; }
  void minimiser(const Vector<double>& x, Vector<double>& m) const override { minimiser_(x, m); }
  void to_basis(Vector<double>& /*v*/) const override {}
  void from_basis(Vector<double>& /*v*/) const override {}

private:
  Vector<double> curvatures_;
  Minimiser minimiser_;
};

} // namespace assay
