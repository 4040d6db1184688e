#include <assay/differences/generators.hpp>
#include <assay/error.hpp>

#include <algorithm>

namespace assay {
namespace {

bool holds(const std::vector<Rational>& nodes, const Rational& node) {
  return std::find(nodes.begin(), nodes.end(), node) != nodes.end();
}

/// `count` distinct values of `draw`, in increasing order.
template <class Draw> std::vector<Rational> distinct(int count, const Draw& draw) {
  std::vector<Rational> nodes;
  while (static_cast<int>(nodes.size()) < count) {
    const Rational node = draw();
    if (!holds(nodes, node)) {
      nodes.push_back(node);
    }
  }
  std::sort(nodes.begin(), nodes.end());
  return nodes;
}

void need_size(int nodes) {
  need(2 <= nodes && nodes <= 17, "a generated stencil has 2 to 17 nodes");
}

} // namespace

Stencil good_stencil(int nodes, Stream& stream) {
  need_size(nodes);
  return from_nodes(distinct(nodes, [&] { return ratio(stream.integer(-16, 16), 4); }));
}

Stencil nasty_stencil(NastyStencil kind, int nodes, Stream& stream) {
  need_size(nodes);
  switch (kind) {
  case NastyStencil::one_sided:
    return from_nodes(distinct(nodes, [&] { return ratio(stream.integer(1, 40), 4); }));
  case NastyStencil::spread:
    return from_nodes(distinct(nodes, [&] {
      const Rational size = power(10, static_cast<int>(stream.integer(-6, 6)));
      return Rational(size * (stream.bernoulli(0.5) ? 1 : -1));
    }));
  case NastyStencil::crowded:
    break;
  }
  std::vector<Rational> crowded =
      distinct(nodes - 1, [&] { return ratio(stream.integer(-16, 16), 4); });
  crowded.insert(crowded.begin() + 1, Rational(crowded.front() + power(10, -9)));
  return from_nodes(std::move(crowded));
}

std::vector<Stencil> simpler(const Stencil& stencil) {
  std::vector<Stencil> result;
  for (std::size_t j = 0; stencil.size() > 2 && j < stencil.size(); ++j) {
    std::vector<Rational> nodes = stencil.nodes;
    nodes.erase(nodes.begin() + static_cast<std::ptrdiff_t>(j));
    result.push_back(from_nodes(std::move(nodes)));
  }
  for (std::size_t j = 0; j < stencil.size(); ++j) {
    const Rational& node = stencil.nodes[j];
    const Integer whole = numerator(node) / denominator(node); // truncates
    for (const Rational& to : {Rational(0), Rational(whole), Rational(Integer(whole / 2))}) {
      if (!holds(stencil.nodes, to)) {
        std::vector<Rational> nodes = stencil.nodes;
        nodes[j] = to;
        std::sort(nodes.begin(), nodes.end());
        result.push_back(from_nodes(std::move(nodes)));
      }
    }
  }
  return result;
}

} // namespace assay
