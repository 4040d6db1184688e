#include <assay/differences/stencil.hpp>
#include <assay/numbers/literal.hpp>

#include <algorithm>
#include <numeric>
#include <optional>

namespace assay {

Rational moment(const Stencil& stencil, int k) {
  need(stencil.weights.size() == stencil.size(), "a stencil needs one weight for each node");
  Rational sum = 0;
  for (std::size_t j = 0; j < stencil.size(); ++j) {
    sum += stencil.weights[j] * power(stencil.nodes[j], k);
  }
  return sum;
}

StencilFacts facts(const Stencil& stencil) {
  StencilFacts result;
  for (const Rational& weight : stencil.weights) {
    result.absolute_sum += abs(weight);
    result.solves += weight == 0 ? 0 : 1;
  }
  result.consistent = moment(stencil, 0) == 0 && moment(stencil, 1) == 1;
  if (!result.consistent) {
    return result;
  }
  // With n nodes at most n moments can vanish: some moment among 2..n+1 does not.
  int k = 2;
  while (moment(stencil, k) == 0) {
    ++k;
  }
  result.order = k - 1;
  result.leading = moment(stencil, k) / Rational(factorial(k));
  return result;
}

std::vector<Rational> f2sa_nodes(int p) {
  need(p >= 1, "the order p must be at least 1, got " + std::to_string(p));
  const int left = p / 2;
  std::vector<Rational> nodes;
  for (int j = -left; j <= p - left; ++j) {
    nodes.emplace_back(j);
  }
  return nodes;
}

Stencil f2sa_stencil(int p) {
  // m nodes to the left, n to the right: alpha_j = (-1)^(j+1) m! n! / (j (m+j)! (n-j)!).
  const int m = p / 2;
  const int n = p - m;
  Stencil stencil{.nodes = f2sa_nodes(p), .weights = {}};
  for (const Rational& node : stencil.nodes) {
    const int j = node.convert_to<int>();
    if (j == 0) {
      stencil.weights.push_back(p % 2 == 0 ? Rational(0) : Rational(-1) / Rational(n));
      continue;
    }
    const Rational size = Rational(factorial(m) * factorial(n)) /
                          Rational(Integer(j) * factorial(m + j) * factorial(n - j));
    stencil.weights.push_back(j % 2 == 0 ? Rational(-size) : size);
  }
  return stencil;
}

namespace {

std::vector<Rational> checked_nodes(std::vector<Rational> nodes) {
  need(nodes.size() >= 2, "a stencil for a derivative needs at least two nodes");
  std::sort(nodes.begin(), nodes.end());
  const auto twice = std::adjacent_find(nodes.begin(), nodes.end());
  if (twice != nodes.end()) {
    throw InvalidArgument("node " + twice->str() + " is given twice; nodes must be distinct");
  }
  return nodes;
}

} // namespace

Stencil from_nodes_by_solving(std::vector<Rational> nodes) {
  nodes = checked_nodes(std::move(nodes));
  const auto n = static_cast<Eigen::Index>(nodes.size());
  Matrix<Rational> moments = zeros<Rational>(n, n);
  for (Eigen::Index k = 0; k < n; ++k) {
    for (Eigen::Index j = 0; j < n; ++j) {
      moments(k, j) = power(nodes[static_cast<std::size_t>(j)], static_cast<int>(k));
    }
  }
  Vector<Rational> wanted = zeros<Rational>(n);
  wanted(1) = 1;
  const Vector<Rational> weights = solve(moments, wanted);
  return {.nodes = std::move(nodes), .weights = {weights.begin(), weights.end()}};
}

Stencil from_nodes(std::vector<Rational> nodes) {
  nodes = checked_nodes(std::move(nodes));
  Stencil stencil{.nodes = std::move(nodes), .weights = {}};
  for (std::size_t j = 0; j < stencil.size(); ++j) {
    // l_j(t) = prod_{m != j} (t - t_m)/(t_j - t_m) as a series in t to order 1: its slope at 0.
    Taylor<Rational> basis = 1;
    for (std::size_t m = 0; m < stencil.size(); ++m) {
      if (m != j) {
        const Rational distance = stencil.nodes[j] - stencil.nodes[m];
        basis *= (Taylor<Rational>::variable(0, 1) - Taylor<Rational>(stencil.nodes[m])) /
                 Taylor<Rational>(distance);
      }
    }
    stencil.weights.push_back(basis[1]);
  }
  return stencil;
}

Rational error_constant(int p) {
  const int m = p / 2;
  const int n = p - m;
  return Rational(factorial(m) * factorial(n)) / Rational(factorial(p + 1));
}

int error_sign(int p) {
  const int exponent = p % 2 == 0 ? p / 2 + 1 : (p - 1) / 2;
  return exponent % 2 == 0 ? 1 : -1;
}

namespace {

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text) {
    if (c == ' ' || c == ',' || c == '\t' || c == '\n') {
      if (!word.empty()) {
        words.push_back(std::exchange(word, {}));
      }
    } else {
      word += c;
    }
  }
  if (!word.empty()) {
    words.push_back(std::move(word));
  }
  return words;
}

} // namespace

Stencil parse_stencil(std::string_view text) {
  std::vector<std::pair<Rational, std::optional<Rational>>> entries;
  for (const std::string& word : split(text)) {
    const auto colon = word.find(':');
    if (colon == std::string::npos) {
      entries.emplace_back(parse_rational(word), std::nullopt);
    } else {
      entries.emplace_back(parse_rational(word.substr(0, colon)),
                           parse_rational(word.substr(colon + 1)));
    }
  }
  std::sort(entries.begin(), entries.end());
  std::vector<Rational> nodes;
  std::vector<Rational> weights;
  for (const auto& [node, weight] : entries) {
    nodes.push_back(node);
    if (weight) {
      weights.push_back(*weight);
    }
  }
  need(weights.empty() || weights.size() == nodes.size(),
       "give a weight for every node or for none: " + std::to_string(weights.size()) + " of " +
           std::to_string(nodes.size()) + " nodes have one");
  nodes = checked_nodes(std::move(nodes));
  if (weights.empty()) {
    return from_nodes(std::move(nodes));
  }
  Stencil stencil{.nodes = std::move(nodes), .weights = std::move(weights)};
  need(facts(stencil).consistent,
       "no first-derivative stencil: the weights sum to " + moment(stencil, 0).str() +
           " (must be 0) and sum weight*node is " + moment(stencil, 1).str() + " (must be 1)");
  return stencil;
}

std::string to_string(const Stencil& stencil) {
  std::string text;
  for (std::size_t j = 0; j < stencil.size(); ++j) {
    text += (j == 0 ? "" : " ") + stencil.nodes[j].str() + ":" + stencil.weights[j].str();
  }
  return text;
}

} // namespace assay
