#include <assay/report/illustrations.hpp>
#include <assay/report/process.hpp>

#include <algorithm>
#include <atomic>
#include <functional>
#include <mutex>
#include <set>
#include <thread>

namespace assay {
namespace {

constexpr const char* svg_terminal = "svg size 760,440 dynamic font 'Helvetica,13'";
constexpr const char* pdf_terminal = "pdfcairo size 7in,4in font 'Helvetica,11'";

/// The text between two marks; "" if they are not there.
std::string between(const std::string& text, const std::string& open, const std::string& close) {
  const auto from = text.find(open);
  const auto to = text.find(close);
  if (from == std::string::npos || to == std::string::npos) {
    return {};
  }
  return text.substr(from + open.size(), to - from - open.size());
}

/// One line of a program's complaint.
std::string first_line(const std::string& text) {
  const auto from = text.find_first_not_of(" \n");
  return from == std::string::npos ? "no output" : text.substr(from, text.find('\n', from) - from);
}

/// What the jobs share; a job that fails leaves a note, sorted afterwards.
struct Desk {
  Illustrations made;
  std::set<std::string> notes;
  std::mutex mutex;

  void note(const std::string& text) {
    const std::lock_guard lock(mutex);
    notes.insert(text);
  }
};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

/// blahtexml's bars of a norm are the sign for "parallel", which no font stretches, and its minus
/// is a hyphen.
std::string with_proper_signs(std::string markup) {
  return replaced(replaced(std::move(markup), "&#x2225;", "&#x2016;"), ">-</mo>", ">&#x2212;</mo>");
}

void typeset(Desk& desk, const std::string& latex) {
  const Finished program = run_program({"blahtexml", "--mathml", "--displaymath"}, latex);
  if (!program.installed) {
    desk.note("blahtexml is not installed: the page shows formulas as LaTeX");
    return;
  }
  const std::string markup = with_proper_signs(between(program.output, "<markup>", "</markup>"));
  if (!program.succeeded || markup.empty()) {
    const std::string why = between(program.output, "<message>", "</message>");
    desk.note("blahtexml cannot set \"" + latex + "\": " + (why.empty() ? "no output" : why));
    return;
  }
  const std::lock_guard lock(desk.mutex);
  desk.made.formulas[latex] = markup;
}

std::string drawn(Desk& desk, const Plot& plot, const std::string& stem, const char* terminal) {
  // -d: no start-up file of the user's changes what is drawn.
  const Finished program = run_program({"gnuplot", "-d"}, gnuplot_script(plot, terminal));
  if (!program.installed) {
    desk.note("gnuplot is not installed: the page has no plots");
    return {};
  }
  if (!program.succeeded || program.output.empty()) {
    desk.note("gnuplot cannot draw " + stem + ": " + first_line(program.errors));
    return {};
  }
  return program.output;
}

void draw(Desk& desk, const Plot& plot, const std::string& stem) {
  DrawnPlot result{.svg = drawn(desk, plot, stem, svg_terminal), .pdf = {}};
  if (result.svg.empty()) {
    return;
  }
  result.pdf = drawn(desk, plot, stem, pdf_terminal);
  const std::lock_guard lock(desk.mutex);
  desk.made.plots[stem] = std::move(result);
}

void run_all(const std::vector<std::function<void()>>& jobs, int threads) {
  std::atomic<std::size_t> next = 0;
  std::vector<std::jthread> crew;
  for (int i = 0; i < threads; ++i) {
    crew.emplace_back([&jobs, &next] {
      for (std::size_t j = next++; j < jobs.size(); j = next++) {
        jobs[j]();
      }
    });
  }
}

} // namespace

std::string file_stem(std::string text) {
  std::replace_if(
      text.begin(), text.end(),
      [](char c) {
        return !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') &&
               c != '_';
      },
      '-');
  return text;
}

std::string plot_stem(const Claim& claim, const Plot& plot) {
  return file_stem(claim.id + "-" + plot.name);
}

Illustrations draw(const std::map<std::string, Plot>& plots, int threads) {
  Desk desk;
  std::vector<std::function<void()>> jobs;
  for (const auto& [stem, plot] : plots) {
    jobs.emplace_back([&desk, &stem = stem, &plot = plot] { draw(desk, plot, stem); });
  }
  run_all(jobs, threads);
  desk.made.notes.assign(desk.notes.begin(), desk.notes.end());
  return std::move(desk.made);
}

Illustrations illustrate(const Ledger& ledger, int threads) {
  Desk desk;
  std::set<std::string> formulas;
  std::vector<std::function<void()>> jobs;
  for (const ClaimResult& result : ledger.results) {
    if (!result.claim.latex.empty() && formulas.insert(result.claim.latex).second) {
      jobs.emplace_back([&desk, &result] { typeset(desk, result.claim.latex); });
    }
    for (const Plot& plot : result.evidence.plots) {
      jobs.emplace_back(
          [&desk, &result, &plot] { draw(desk, plot, plot_stem(result.claim, plot)); });
    }
  }
  run_all(jobs, threads);
  desk.made.notes.assign(desk.notes.begin(), desk.notes.end());
  return std::move(desk.made);
}

} // namespace assay
