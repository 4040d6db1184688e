#pragma once
#include <assay/claims/ledger.hpp>
#include <assay/numbers/literal.hpp>

#include <stdexcept>

/// A small ledger with one of everything a report must be able to say.
namespace sample {

using namespace assay;

inline Row exact_zero() { return exact_row("stencil <1> & \"2\"", Relation::equal, 0, 0); }

inline Row third() {
  Row row = exact_row("a third", Relation::at_most, 1, Quantity(ratio(1, 3)));
  row.p = 3;
  row.note = "a pipe | and a star * in a note";
  return row;
}

inline Row narrow() {
  const Precision digits(60);
  Row row =
      enclosed_row("an enclosure", Relation::equal, Quantity(ratio(4, 3)), Interval(ratio(4, 3)));
  row.resolution = Quantity(parse_rational("1e-50"));
  return row;
}

inline Row open_ended() {
  return undecided_row("nothing known", Relation::equal, 2, "the precision gave out");
}

inline Plot plot() {
  return {.name = "curve",
          .title = "it's a `test`",
          .x_label = "log10 nu",
          .y_label = "log10 error",
          .series = {{"p = 1", {{-1, -1}, {-2, -2}, {-3, -3}}},
                     {"p = 2, 'quoted'", {{-1, -2}, {-2, -1.0 / 0.0}, {-3, -6}}}}};
}

inline Claim claim(std::string id, Verdict expected, std::function<Evidence()> run) {
  return {.id = std::move(id),
          .title = "A title with <b> & \"quotes\"",
          .latex = R"(\left\| a - b \right\| < 1)",
          .plain = "a is near b, by less than 1 & more",
          .assumptions = {"a < b"},
          .source = {.key = "someone2026", .version = "arXiv v1", .locus = "Lemma 1"},
          .expected = expected,
          .method = "by hand",
          .reduces_to = {"a = b: 0"},
          .not_shown = "anything else",
          .run = [run](const Effort&) { return run(); },
          .faults = {{"a planted fault", Verdict::refuted, [](const Effort&) {
                        return Evidence{.rows = {exact_row("x", Relation::equal, 0, 1)},
                                        .plots = {},
                                        .instances = {},
                                        .remark = {}};
                      }}}};
}

inline Evidence evidence(std::vector<Row> rows) {
  return {.rows = std::move(rows), .plots = {}, .instances = {"by hand"}, .remark = {}};
}

inline std::vector<Job> jobs() {
  std::vector<Job> result;
  const auto add = [&result](const char* id, Verdict expected, std::function<Evidence()> run) {
    result.push_back({claim(id, expected, std::move(run)), Effort{}});
  };
  add("alpha/good", Verdict::supported, [] {
    Evidence found = evidence({exact_zero(), third(), narrow()});
    found.plots = {plot()};
    return found;
  });
  add("alpha/known_false", Verdict::refuted,
      [] { return evidence({exact_row("one", Relation::below, 1, 2)}); });
  add("alpha/open", Verdict::inconclusive, [] { return evidence({open_ended()}); });
  add("beta/wrong", Verdict::supported,
      [] { return evidence({exact_row("one", Relation::equal, 0, Quantity(ratio(1, 7)))}); });
  add("beta/empty", Verdict::supported, [] { return evidence({}); });
  add("beta/broken", Verdict::supported, []() -> Evidence { throw std::logic_error("a <bug>"); });
  return result;
}

inline Ledger ledger(int threads = 1) { return run_ledger(jobs(), {.threads = threads}); }

} // namespace sample
