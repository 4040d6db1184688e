/// A user's problem with one slip, named on the command line: checking it must end in one clear
/// line and exit code 2.
///
///     broken_problem nan|indefinite|gradient|none
#include <assay/guarded.hpp>
#include <assay/problems/check.hpp>

#include <string>

using namespace assay;

struct Broken {
  std::string slip;
  static int dx() { return 1; }
  static int dy() { return 2; }
  template <Analytic T> T f(const Vector<T>& x, const Vector<T>& y) const {
    return slip == "nan" ? T(log(x(0) - T(10))) : T(x(0) * y(0) + y(1));
  }
  template <Analytic T> T g(const Vector<T>& x, const Vector<T>& y) const {
    const T bowl = y(0) * y(0) + T(slip == "indefinite" ? -1 : 1) * y(1) * y(1);
    return bowl - x(0) * y(0);
  }
  template <Analytic T> Vector<T> grad_x_g(const Vector<T>& /*x*/, const Vector<T>& y) const {
    return Vector<T>::Constant(1, slip == "gradient" ? T(y(0)) : T(-y(0)));
  }
};

int main(int argc, char** argv) {
  return guarded([&] {
    check_problem(Broken{argc > 1 ? argv[1] : "none"});
    return 0;
  });
}
