#include <assay/error.hpp>
#include <assay/numbers/branch_and_bound.hpp>

#include <cmath>
#include <queue>

namespace assay {
namespace {

Real infinity() {
  Real result;
  mpfr_set_inf(result.raw(), 1);
  return result;
}

/// Where an interval is cut: its middle, or a finite point that doubles towards an infinite end.
Real cut(const Interval& side) {
  const Real low = side.lower();
  const Real high = side.upper();
  if (isinf(low) && isinf(high)) {
    return Real(0);
  }
  if (isinf(high)) {
    return low < Real(1) ? Real(1) : Real(2) * low;
  }
  if (isinf(low)) {
    return Real(-1) < high ? Real(-1) : Real(2) * high;
  }
  return side.midpoint();
}

/// The width of a side after x -> x/(1+|x|) has made the line finite: far out, where functions
/// are flat as a rule, and at infinite ends, cuts come later than near 0.
double extent(const Interval& side) {
  const auto shrunk = [](const Real& end) {
    const double x = end.to_double();
    return std::isinf(x) ? std::copysign(1.0, x) : x / (1 + std::abs(x));
  };
  return shrunk(side.upper()) - shrunk(side.lower());
}

struct Cell {
  Box box;
  Real upper; ///< the function is at most this on the box
};
struct LowerFirst {
  bool operator()(const Cell& a, const Cell& b) const { return a.upper < b.upper; }
};

/// The evolving enclosure: what points attain, and what the open cells allow.
class Ascent {
public:
  Ascent(const BoxFunction& function, const Search& search)
      : function_(function), search_(search), attained_(-infinity()), settled_(-infinity()) {}

  void add(Box box) {
    ++seen_;
    const Interval range = function_(box);
    Real upper = range.is_valid() ? range.upper() : infinity();
    const Box point = centre(box);
    const Interval at_point = function_(point);
    if (at_point.is_valid() && (witness_.empty() || attained_ < at_point.lower())) {
      attained_ = at_point.lower();
      witness_ = point;
    }
    if (!(upper <= attained_)) {
      open_.push({std::move(box), std::move(upper)});
    } else if (settled_ < upper) {
      settled_ = upper;
    }
  }

  /// Splits the most promising cell; false if there is nothing left to split.
  bool split() {
    if (open_.empty()) {
      return false;
    }
    const Cell cell = open_.top();
    open_.pop();
    const std::size_t side = widest(cell.box);
    const Real middle = cut(cell.box[side]);
    const Real low = cell.box[side].lower();
    const Real high = cell.box[side].upper();
    if (!(low < middle && middle < high)) { // cannot be split further: keep its bound for good
      settled_ = settled_ < cell.upper ? cell.upper : settled_;
      return true;
    }
    Box left = cell.box;
    Box right = cell.box;
    left[side] = Interval(low, middle);
    right[side] = Interval(middle, high);
    add(std::move(left));
    add(std::move(right));
    return true;
  }

  [[nodiscard]] Interval enclosure() const {
    Real top = settled_ < attained_ ? attained_ : settled_;
    if (!open_.empty() && top < open_.top().upper) {
      top = open_.top().upper;
    }
    return Interval(attained_, top);
  }
  [[nodiscard]] bool decided() const {
    const Interval now = enclosure();
    if (search_.against) {
      const Interval bound(*search_.against);
      return less(now, bound) == Truth::yes || now.lower() >= bound.upper();
    }
    return now.is_finite() && now.upper() - now.lower() <= Real(search_.tolerance);
  }
  [[nodiscard]] Extremum result() const { return {enclosure(), witness_, seen_}; }

private:
  static Box centre(const Box& box) {
    Box point;
    for (const Interval& side : box) {
      point.emplace_back(cut(side));
    }
    return point;
  }
  static std::size_t widest(const Box& box) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < box.size(); ++i) {
      if (extent(box[best]) < extent(box[i])) {
        best = i;
      }
    }
    return best;
  }

  const BoxFunction& function_;
  const Search& search_;
  Real attained_;
  Real settled_;
  Box witness_;
  std::size_t seen_ = 0;
  std::priority_queue<Cell, std::vector<Cell>, LowerFirst> open_;
};

BoxFunction negated(const BoxFunction& function) {
  return [&function](const Box& box) { return -function(box); };
}

} // namespace

Extremum maximum(const BoxFunction& function, const Box& domain, const Search& search) {
  need(!domain.empty(), "branch and bound needs at least one coordinate");
  for (const Interval& side : domain) {
    need(side.is_valid(), "branch and bound needs a domain without NaN");
  }
  if (search.cells == 0) {
    return {.value = whole_line(), .witness = {}, .cells = 0};
  }
  Ascent ascent(function, search);
  ascent.add(domain);
  for (std::size_t k = 0; k < search.cells && !ascent.decided(); ++k) {
    if (!ascent.split()) {
      break;
    }
  }
  return ascent.result();
}

Extremum minimum(const BoxFunction& function, const Box& domain, const Search& search) {
  Search mirrored = search;
  if (search.against) {
    mirrored.against = -*search.against;
  }
  Extremum result = maximum(negated(function), domain, mirrored);
  result.value = -result.value;
  return result;
}

Truth everywhere_below(const BoxFunction& function,
                       const Box& domain,
                       const Rational& bound,
                       std::size_t cells) {
  const Interval top = maximum(function, domain, {.cells = cells, .against = bound}).value;
  const Interval line(bound);
  if (less(top, line) == Truth::yes) {
    return Truth::yes;
  }
  return top.lower() >= line.upper() ? Truth::no : Truth::unknown;
}

Truth everywhere_above(const BoxFunction& function,
                       const Box& domain,
                       const Rational& bound,
                       std::size_t cells) {
  return everywhere_below(negated(function), domain, -bound, cells);
}

Interval whole_line() { return Interval(-infinity(), infinity()); }
Interval half_line_from(const Rational& from) {
  return Interval(Interval(from).lower(), infinity());
}
Interval half_line_to(const Rational& to) { return Interval(-infinity(), Interval(to).upper()); }

} // namespace assay
