// coverage_table SETS: how often the intervals of complexity curves cover, as Markdown. Exit code 1
// if what is promised of them does not hold.
#include <fmt/format.h>

#include <cstdlib>
#include <functional>
#include <support/coverage.hpp>

using namespace coverage;
using assay::Advice;

namespace {

/// Mean and least coverage over the cells of a row of the table.
struct Summary {
  int cells = 0;
  double sum = 0;
  double least = 1;

  void add(double share) {
    ++cells;
    sum += share;
    least = std::min(least, share);
  }
  [[nodiscard]] double mean() const { return sum / cells; }
};

std::string loss(const Cell& cell) {
  static const std::map<Cell::Censoring, std::string> names = {
      {Cell::none, "none"},
      {Cell::budget, "by budgets in proportion to the cost"},
      {Cell::random, "at random"},
      {Cell::fixed, "by one fixed budget"}};
  return cell.censoring == Cell::none
             ? "none"
             : fmt::format("{:.0f} % {}", 100 * cell.censored, names.at(cell.censoring));
}

/// The grid, summed up under the headings that each cell is given.
using Heading = std::function<std::string(const Cell&)>;

void print_by(const std::string& title,
              const std::vector<Cell>& cells,
              const std::vector<Count>& counts,
              const Heading& heading) {
  std::map<std::string, Summary> rows;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    rows[heading(cells[i])].add(counts[i].share());
  }
  fmt::print("| {} | cells | mean | worst cell |\n|---|---|---|---|\n", title);
  for (const auto& [name, row] : rows) {
    fmt::print("| {} | {} | {:.3f} | {:.3f} |\n", name, row.cells, row.mean(), row.least);
  }
  fmt::print("\n");
}

void print_rule(const std::string& name, const Cell& cell, int sets, Rule rule) {
  fmt::print("| {} | exponent {}, noise {}, {} seeds, {} accuracies | {:.3f} |\n", name,
             cell.exponent, cell.noise, cell.seeds, cell.accuracies,
             count(cell, 0, sets, rule).share());
}

void print_faults(int sets) {
  fmt::print("## Rules that look as good\n\n| rule | cell | coverage |\n|---|---|---|\n");
  const Cell small{.noise = 0.3, .seeds = 5, .accuracies = 6};
  const Cell usual{.noise = 1, .seeds = 10, .accuracies = 8};
  const Cell long_one{.noise = 0.3, .seeds = 15, .accuracies = 12};
  for (const Cell& cell : {small, usual, long_one}) {
    print_rule("Student's t (assay)", cell, sets, student);
    print_rule("normal quantile", cell, sets, normal_quantile);
    print_rule("percentile bootstrap over seeds", cell, sets / 5, percentile_bootstrap);
  }
  Cell with_log = usual;
  with_log.logs = true;
  print_rule("Student's t (assay), log factor divided out", with_log, sets, student);
  print_rule("Student's t, log factor left in", with_log, sets, log_left_in);
  for (const double exponent : {1., 2., 4.}) {
    Cell cell = long_one;
    cell.exponent = exponent;
    cell.one_trajectory = true;
    print_rule("Student's t on hitting times of one trajectory", cell, sets, student);
    cell.one_trajectory = false;
    cell.censoring = Cell::fixed;
    cell.censored = 0.2;
    print_rule("Student's t under one fixed budget", cell, sets, student);
    print_rule("percentile bootstrap under one fixed budget", cell, sets / 5, percentile_bootstrap);
  }
  fmt::print("\n");
}

int print_constant(int sets) {
  fmt::print("## Constant data\n\n| cell | sets | called growing |\n|---|---|---|\n");
  int failed = 0;
  std::uint32_t number = 5000;
  for (const double noise : {0.1, 0.3, 1.0}) {
    for (const int accuracies : {6, 12}) {
      const Cell cell{.exponent = 0, .noise = noise, .seeds = 5, .accuracies = accuracies};
      const Count found = count(cell, ++number, 2 * sets);
      fmt::print("| noise {}, 5 seeds, {} accuracies | {} | {:.3f} |\n", noise, accuracies,
                 found.sets, static_cast<double>(found.growing) / found.sets);
      failed += found.growing * 20 > found.sets ? 1 : 0;
    }
  }
  fmt::print("\n");
  return failed;
}

/// How often advice of each kind is given.
void print_advice(const std::string& data, const Cell& cell, int sets) {
  std::map<Advice::Kind, int> given;
  for (int set = 0; set < sets; ++set) {
    assay::Stream stream(9000, static_cast<std::uint32_t>(set), "coverage");
    for (const Advice& advice : assay::fit_curve(synthetic::draw(cell, stream)).advice) {
      ++given[advice.kind];
    }
  }
  const auto share = [&](Advice::Kind kind) { return static_cast<double>(given[kind]) / sets; };
  fmt::print("| {} | {:.3f} | {:.3f} | {:.3f} |\n", data, share(Advice::bent),
             share(Advice::dependent), share(Advice::fixed_budget));
}

void print_all_advice(int sets) {
  fmt::print("## How often advice is given (10 seeds, 8 accuracies, noise 0.3, exponent 4 or as "
             "said)\n\n| data | bent | dependent | fixed_budget |\n|---|---|---|---|\n");
  print_advice("sound", {}, sets);
  print_advice("sound, 20 % censored in proportion", {.censoring = Cell::budget, .censored = 0.2},
               sets);
  print_advice("20 % censored by one budget", {.censoring = Cell::fixed, .censored = 0.2}, sets);
  print_advice("one trajectory, exponent 1", {.exponent = 1, .one_trajectory = true}, sets);
  print_advice("one trajectory, exponent 2", {.exponent = 2, .one_trajectory = true}, sets);
  print_advice("one trajectory, exponent 4", {.one_trajectory = true}, sets);
  fmt::print("\n");
}

} // namespace

int main(int argc, char** argv) {
  const int sets = argc > 1 ? std::atoi(argv[1]) : 0;
  if (argc != 2 || sets < 5) {
    fmt::print(stderr, "coverage_table SETS: the number of synthetic curves in each cell\n");
    return 2;
  }
  const std::vector<Cell> cells = grid();
  std::vector<Count> counts;
  Summary all;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    counts.push_back(count(cells[i], static_cast<std::uint32_t>(i), sets));
    all.add(counts.back().share());
  }
  fmt::print(
      "# Coverage of the intervals for an exponent\n\n"
      "Made by `build/dev/tests/measure/coverage_table {} > reports/coverage.md`. Each cell is {} "
      "synthetic curves calls = 100 eps^-a exp(noise z), z standard normal, with or without a "
      "known factor log(4/eps), eps from 0.5 to 0.02; exponents a = 1..7, 5, 10 and 15 seeds, 6, 8 "
      "and 12 accuracies. Nominal: 0.95. One cell's share has standard error {:.4f}; of {} cells "
      "whose coverage is 0.95, the worst is expected near {:.3f}.\n\n"
      "**{} cells: mean {:.4f}, worst {:.4f}** (promised: mean in 0.93..0.97, worst at least 0.9)"
      "\n\n",
      sets, sets, std::sqrt(0.95 * 0.05 / sets), cells.size(),
      0.95 - 3.3 * std::sqrt(0.95 * 0.05 / sets), cells.size(), all.mean(), all.least);
  print_by("noise, censored", cells, counts,
           [](const Cell& cell) { return fmt::format("{}, {}", cell.noise, loss(cell)); });
  print_by("seeds, accuracies", cells, counts,
           [](const Cell& cell) { return fmt::format("{:2}, {:2}", cell.seeds, cell.accuracies); });
  print_by("exponent, log factor", cells, counts, [](const Cell& cell) {
    return fmt::format("{}, {}", cell.exponent, cell.logs ? "yes" : "no");
  });
  const int failed = print_constant(sets);
  print_faults(sets);
  print_all_advice(sets);
  return all.mean() >= 0.93 && all.mean() <= 0.97 && all.least >= 0.9 && failed == 0 ? 0 : 1;
}
