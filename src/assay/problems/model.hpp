#pragma once
#include <assay/numbers/linalg.hpp>

#include <concepts>
#include <memory>
#include <optional>
#include <span>
#include <utility>

/// A bilevel problem as solvers and their oracles use it: first and second derivatives in double.
///
/// A model is a plain type; nothing is inherited:
///
///     struct MyModel {
///       int dx() const;  int dy() const;
///       void grad_x_f(const Vector<double>& x, const Vector<double>& y, Vector<double>& out)
///       const;
///       ... grad_y_f, grad_x_g, grad_y_g likewise; hvp and jvp take a v before out ...
///       void solution(const Vector<double>& x, Vector<double>& out) const;       // y*(x)
///       void hypergradient(const Vector<double>& x, Vector<double>& out) const;  // grad phi(x)
///       // optional, where f and g are quadratic in y:
///       std::shared_ptr<const LowerSpectrum> spectrum(double shift) const;
///       // optional, where it costs less than one gradient for each point:
///       void sum_grad_x_f(const Vector<double>& x, std::span<const WeightedPoint> points,
///                         Vector<double>& out) const;
///       void add_sum_grad_x_g(...) const;                                // the same, but out +=
///       it
///       // optional, never seen by solvers: the functions themselves, so that they can be checked
///       double f(const Vector<double>& x, const Vector<double>& y) const;  // and g
///     };
///
/// hvp = grad^2_yy g v (dy); jvp = grad^2_xy g v (dx, v: dy). Each trial owns a copy, so a model
/// may keep what it computed last in mutable members. Shape   x, grad_x: dx; y, v, grad_y: dy.
/// `out` is resized by the callee and aliases no argument.
namespace assay {

/// g + shift f at any x, as a quadratic in y: 1/2 (y - m)' Q diag(h) Q' (y - m) + a constant.
class LowerSpectrum {
public:
  virtual ~LowerSpectrum() = default;
  /// h, all positive: curvatures along an orthonormal basis Q.
  [[nodiscard]] virtual const Vector<double>& curvatures() const = 0;
  virtual void minimiser(const Vector<double>& x, Vector<double>& m) const = 0;
  virtual void to_basis(Vector<double>& v) const = 0;   ///< v <- Q'v
  virtual void from_basis(Vector<double>& v) const = 0; ///< v <- Qv
};

/// One term of a weighted sum of gradients at one x: weight times the gradient at (x, y).
struct WeightedPoint {
  const Vector<double>& y;
  double weight;
};

template <class M>
concept DoubleModel = std::copy_constructible<M> &&
    requires(const M m, const Vector<double>& a, Vector<double>& out) {
  { m.dx() } -> std::convertible_to<int>;
  { m.dy() } -> std::convertible_to<int>;
  m.grad_x_f(a, a, out);
  m.grad_y_f(a, a, out);
  m.grad_x_g(a, a, out);
  m.grad_y_g(a, a, out);
  m.hvp(a, a, a, out);
  m.jvp(a, a, a, out);
  m.solution(a, out);
  m.hypergradient(a, out);
};

/// Any model, by value. Copies are deep.
class Model {
public:
  template <class M> // Model first: clang 14 would ask the concept of a type it is part of
  requires(!std::same_as<M, Model>) && DoubleModel<M> Model(M model)
      : self_(std::make_unique<Erased<M>>(std::move(model))) {}
  Model(const Model& other) : self_(other.self_->clone()) {}
  Model(Model&&) noexcept = default;
  Model& operator=(Model other) noexcept {
    self_ = std::move(other.self_);
    return *this;
  }
  ~Model() = default;

  using V = Vector<double>;
  [[nodiscard]] int dx() const { return self_->dx(); }
  [[nodiscard]] int dy() const { return self_->dy(); }
  void grad_x_f(const V& x, const V& y, V& out) const { self_->grad_x_f(x, y, out); }
  void grad_y_f(const V& x, const V& y, V& out) const { self_->grad_y_f(x, y, out); }
  void grad_x_g(const V& x, const V& y, V& out) const { self_->grad_x_g(x, y, out); }
  void grad_y_g(const V& x, const V& y, V& out) const { self_->grad_y_g(x, y, out); }
  void hvp(const V& x, const V& y, const V& v, V& out) const { self_->hvp(x, y, v, out); }
  void jvp(const V& x, const V& y, const V& v, V& out) const { self_->jvp(x, y, v, out); }
  void solution(const V& x, V& out) const { self_->solution(x, out); }
  void hypergradient(const V& x, V& out) const { self_->hypergradient(x, out); }
  /// out = the sum of weight grad_x f(x, y) over the points. False, and nothing done, where the
  /// model has no such sum.
  bool sum_grad_x_f(const V& x, std::span<const WeightedPoint> points, V& out) const {
    return self_->sum_grad_x_f(x, points, out);
  }
  /// out += the sum of weight grad_x g(x, y) over the points.
  bool add_sum_grad_x_g(const V& x, std::span<const WeightedPoint> points, V& out) const {
    return self_->add_sum_grad_x_g(x, points, out);
  }
  /// Null where f or g is not quadratic in y. Throws InvalidArgument if g + shift f is not strongly
  /// convex.
  [[nodiscard]] std::shared_ptr<const LowerSpectrum> spectrum(double shift) const {
    return self_->spectrum(shift);
  }
  /// Empty where the model does not say.
  [[nodiscard]] std::optional<double> f(const V& x, const V& y) const { return self_->f(x, y); }
  [[nodiscard]] std::optional<double> g(const V& x, const V& y) const { return self_->g(x, y); }

private:
  struct Interface {
    virtual ~Interface() = default;
    [[nodiscard]] virtual std::unique_ptr<Interface> clone() const = 0;
    [[nodiscard]] virtual int dx() const = 0;
    [[nodiscard]] virtual int dy() const = 0;
    virtual void grad_x_f(const V& x, const V& y, V& out) const = 0;
    virtual void grad_y_f(const V& x, const V& y, V& out) const = 0;
    virtual void grad_x_g(const V& x, const V& y, V& out) const = 0;
    virtual void grad_y_g(const V& x, const V& y, V& out) const = 0;
    virtual void hvp(const V& x, const V& y, const V& v, V& out) const = 0;
    virtual void jvp(const V& x, const V& y, const V& v, V& out) const = 0;
    virtual void solution(const V& x, V& out) const = 0;
    virtual void hypergradient(const V& x, V& out) const = 0;
    virtual bool sum_grad_x_f(const V& x, std::span<const WeightedPoint> points, V& out) const = 0;
    virtual bool
    add_sum_grad_x_g(const V& x, std::span<const WeightedPoint> points, V& out) const = 0;
    [[nodiscard]] virtual std::shared_ptr<const LowerSpectrum> spectrum(double shift) const = 0;
    [[nodiscard]] virtual std::optional<double> f(const V& x, const V& y) const = 0;
    [[nodiscard]] virtual std::optional<double> g(const V& x, const V& y) const = 0;
  };
  template <class M> struct Erased final : Interface {
    explicit Erased(M given) : m(std::move(given)) {}
    [[nodiscard]] std::unique_ptr<Interface> clone() const override {
      return std::make_unique<Erased>(m);
    }
    [[nodiscard]] int dx() const override { return m.dx(); }
    [[nodiscard]] int dy() const override { return m.dy(); }
    void grad_x_f(const V& x, const V& y, V& out) const override { m.grad_x_f(x, y, out); }
    void grad_y_f(const V& x, const V& y, V& out) const override { m.grad_y_f(x, y, out); }
    void grad_x_g(const V& x, const V& y, V& out) const override { m.grad_x_g(x, y, out); }
    void grad_y_g(const V& x, const V& y, V& out) const override { m.grad_y_g(x, y, out); }
    void hvp(const V& x, const V& y, const V& v, V& out) const override { m.hvp(x, y, v, out); }
    void jvp(const V& x, const V& y, const V& v, V& out) const override { m.jvp(x, y, v, out); }
    void solution(const V& x, V& out) const override { m.solution(x, out); }
    void hypergradient(const V& x, V& out) const override { m.hypergradient(x, out); }
    bool sum_grad_x_f(const V& x, std::span<const WeightedPoint> points, V& out) const override {
      if constexpr (requires { m.sum_grad_x_f(x, points, out); }) {
        m.sum_grad_x_f(x, points, out);
        return true;
      } else {
        return false;
      }
    }
    bool
    add_sum_grad_x_g(const V& x, std::span<const WeightedPoint> points, V& out) const override {
      if constexpr (requires { m.add_sum_grad_x_g(x, points, out); }) {
        m.add_sum_grad_x_g(x, points, out);
        return true;
      } else {
        return false;
      }
    }
    [[nodiscard]] std::shared_ptr<const LowerSpectrum> spectrum(double shift) const override {
      if constexpr (requires { m.spectrum(shift); }) {
        return m.spectrum(shift);
      } else {
        return nullptr;
      }
    }
    [[nodiscard]] std::optional<double> f(const V& x, const V& y) const override {
      if constexpr (requires { m.f(x, y); }) {
        return m.f(x, y);
      } else {
        return std::nullopt;
      }
    }
    [[nodiscard]] std::optional<double> g(const V& x, const V& y) const override {
      if constexpr (requires { m.g(x, y); }) {
        return m.g(x, y);
      } else {
        return std::nullopt;
      }
    }
    M m;
  };
  std::unique_ptr<Interface> self_;
};

} // namespace assay
