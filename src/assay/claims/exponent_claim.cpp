#include <assay/claims/exponent_claim.hpp>
#include <assay/error.hpp>

#include <algorithm>
#include <set>

namespace assay {
namespace {

bool is_logarithm(const std::string& symbol) { return symbol == "log" || symbol == "loglog"; }

/// Compares exponents and keeps the rows.
class Comparison {
public:
  Comparison(const ExponentStudy& study, const Effort& effort) : study_(study), effort_(effort) {}

  /// Every exponent of `derived` against `claimed`: as functions of p, and at the p asked for.
  void total(const std::string& label, const Sum& derived, const Sum& claimed) {
    if (study_.symbolic) {
      const std::size_t before = rows.size();
      const Monomial found = grown(derived.leading());
      compare_symbolically(label, found, claimed.leading());
      say_in_one_line(before, found, claimed.leading());
    }
    for (const int p : orders()) {
      compare_at(p, label, derived.at(p).leading(), claimed.at(p).leading());
    }
  }

  void balance(const Balance& balance, const Schedule& schedule) {
    const Monomial target = schedule(balance.target).leading();
    const Sum parts = schedule(balance.parts);
    for (const Monomial& part : parts.terms()) {
      if (balance.fit == Fit::meets) {
        compare_symbolically(balance.what, grown(part), target);
      } else {
        add(balance.what + ": exponent of eps", Relation::at_least,
            target.exponent_of("eps").coefficient(0), part.exponent_of("eps").coefficient(0));
      }
    }
  }

  std::vector<Row> rows;

private:
  [[nodiscard]] Monomial grown(const Monomial& cost) const {
    return study_.growing ? at_growing_order(cost, *study_.growing) : cost;
  }

  [[nodiscard]] std::vector<int> orders() const {
    return effort_.orders_in(study_.first_order,
                             std::min(study_.last_order, effort_.pick(0, 4, 12, 64)));
  }

  [[nodiscard]] std::set<std::string> symbols(const Monomial& a, const Monomial& b) const {
    std::set<std::string> result;
    for (const Monomial* monomial : {&a, &b}) {
      for (const auto& [symbol, exponent] : monomial->powers()) {
        if (study_.count_logs || !is_logarithm(symbol)) {
          result.insert(symbol);
        }
      }
    }
    return result;
  }

  Row& add(std::string what, Relation relation, Quantity claimed, const Quantity& measured) {
    rows.push_back(exact_row(std::move(what), relation, std::move(claimed), measured));
    return rows.back();
  }

  /// The rows from `first` on are about one total: that of eps says it whole.
  void say_in_one_line(std::size_t first, const Monomial& derived, const Monomial& claimed) {
    for (std::size_t i = first; i < rows.size(); ++i) {
      if (rows[i].instance.ends_with("exponent of eps")) {
        rows[i].headline = true;
        rows[i].claimed_as = to_string(claimed);
        rows[i].measured_as = to_string(derived);
      }
    }
  }

  void
  compare_symbolically(const std::string& label, const Monomial& derived, const Monomial& claimed) {
    for (const std::string& symbol : symbols(derived, claimed)) {
      const Exponent found = derived.exponent_of(symbol);
      const Exponent stated = claimed.exponent_of(symbol);
      std::set<int> powers = {0};
      for (const Exponent* exponent : {&found, &stated}) {
        for (const auto& [power, coefficient] : exponent->terms()) {
          powers.insert(power);
        }
      }
      for (const int power : powers) {
        const std::string part = power == 0 ? "" : ", coefficient of p^" + std::to_string(power);
        Row& row = add(label + ": exponent of " + symbol + part, Relation::equal,
                       stated.coefficient(power), found.coefficient(power));
        row.note = "derived " + to_string(found) + ", stated " + to_string(stated);
        row.claimed_as = to_string(Monomial(symbol, stated));
        row.measured_as = to_string(Monomial(symbol, found));
      }
    }
  }

  void
  compare_at(int p, const std::string& label, const Monomial& derived, const Monomial& claimed) {
    for (const char* symbol : {"eps", "kappa"}) {
      const Rational stated = claimed.exponent_of(symbol).coefficient(0);
      const Rational found = derived.exponent_of(symbol).coefficient(0);
      if (stated != 0 || found != 0) {
        Row& row = add(label + ": exponent of " + symbol, Relation::equal, stated, found);
        row.p = p;
        row.claimed_as = to_string(Monomial(symbol, stated));
        row.measured_as = to_string(Monomial(symbol, found)) + " at p = " + std::to_string(p);
      }
    }
  }

  const ExponentStudy& study_;
  const Effort& effort_;
};

std::string join(const std::vector<std::string>& parts, const char* separator) {
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() ? "" : separator) + part;
  }
  return text;
}

std::string latex(const ExponentStudy& study) {
  std::vector<std::string> parts;
  for (const Total& total : study.totals) {
    const Monomial cost = Schedule()(total.claimed).leading();
    const bool hidden = !study.count_logs && cost.exponent_of("log") != Exponent(0);
    const std::string letter = study.bound == Bound::lower ? R"(\Omega)" : "O";
    parts.push_back(R"(\text{)" + total.counter +
                    "} = " + (hidden ? R"(\tilde{)" + letter + "}" : letter) + "(" +
                    to_latex(hidden ? cost.without("log") : cost) + ")");
  }
  return join(parts, R"(, \quad )");
}

std::string method(const ExponentStudy& study) {
  std::string text =
      study.schedule.empty() ? std::string() : "schedule " + join(study.schedule, ", ") + "; ";
  for (const Balance& balance : study.balances) {
    text += balance.what + ": " + balance.parts +
            (balance.fit == Fit::meets ? " of order " : " at most of order ") + balance.target +
            "; ";
  }
  for (const Total& total : study.totals) {
    text += total.product.empty() ? "" : total.counter + " counts " + total.product + "; ";
  }
  text += "multiplied out in exact exponents";
  if (study.growing) {
    const Rational& factor = study.growing->factor;
    text += ", at p = " + (factor == 1 ? "" : factor.str() + " ") + "log/loglog with log = log(" +
            (study.growing->kappa_fixed ? "1/eps), kappa fixed" : "kappa/eps)");
  }
  if (study.last_order > 0) {
    text += study.symbolic ? ", as functions of p and at each p" : ", at each p";
  }
  return text;
}

Total& find_total(ExponentStudy& study, const std::string& counter) {
  const auto found = std::find_if(study.totals.begin(), study.totals.end(),
                                  [&](const Total& total) { return total.counter == counter; });
  need(found != study.totals.end(), "the study has no counter named " + counter);
  return *found;
}

} // namespace

Evidence examine(const ExponentStudy& study, const Effort& effort) {
  Evidence evidence;
  if (effort.level == Effort::starved) {
    return evidence;
  }
  const Schedule schedule(study.schedule);
  Comparison comparison(study, effort);
  for (const Balance& balance : study.balances) {
    comparison.balance(balance, schedule);
  }
  for (const Total& total : study.totals) {
    const Sum derived = schedule(total.product.empty() ? total.claimed : total.product);
    comparison.total(total.counter, derived, Schedule()(total.claimed));
    if (!total.in_norms.empty()) {
      comparison.total(total.counter + " in norms", squared_norm_to_norm(derived.leading()),
                       Schedule()(total.in_norms));
    }
  }
  evidence.rows = std::move(comparison.rows);
  evidence.instances = {study.schedule.empty() ? "the total as printed" : "the schedule"};
  if (!study.open.empty()) {
    const Rational stated =
        Schedule()(study.totals.front().claimed).leading().exponent_of("eps").coefficient(0);
    Row row = undecided_row(study.totals.front().counter + ": the statement itself",
                            Relation::equal, stated, study.open);
    row.claimed_as = to_string(Schedule()(study.totals.front().claimed).leading());
    row.measured_as = "source only";
    evidence.rows.push_back(std::move(row));
  }
  return evidence;
}

Change with_line(std::string line) {
  return [line = std::move(line)](ExponentStudy& study) {
    const auto same = [&line](const std::string& other) {
      return defined_name(other) == defined_name(line);
    };
    const auto found = std::find_if(study.schedule.begin(), study.schedule.end(), same);
    need(found != study.schedule.end(), "the schedule does not define " + defined_name(line));
    *found = line;
  };
}

Change with_claim(const std::string& counter, const std::string& claimed) {
  return [=](ExponentStudy& study) { find_total(study, counter).claimed = claimed; };
}

Change with_norms(const std::string& counter, const std::string& in_norms) {
  return [=](ExponentStudy& study) { find_total(study, counter).in_norms = in_norms; };
}

Change with_product(const std::string& counter, const std::string& product) {
  return [=](ExponentStudy& study) { find_total(study, counter).product = product; };
}

Change with_orders(int first, int last) {
  return [=](ExponentStudy& study) {
    study.symbolic = false;
    study.first_order = first;
    study.last_order = last;
  };
}

Claim make_claim(const ExponentClaim& text) {
  for (const Total& total : text.study.totals) {
    need(text.convention != Convention::N || total.in_norms.empty(),
         text.id + ": a total in convention N is in norms already: state it once, as claimed");
  }
  Claim claim = {.id = text.id,
                 .title = text.title,
                 .latex = latex(text.study),
                 .plain = text.plain,
                 .assumptions = text.assumptions,
                 .source = text.source,
                 .kind = Kind::exponent,
                 .convention = text.convention,
                 .evidence = EvidenceLevel::exact,
                 .expected = text.expected,
                 .method = method(text.study),
                 .reduces_to = text.reduces_to,
                 .not_shown = text.not_shown,
                 .open = text.study.open,
                 .run = [study = text.study](const Effort& e) { return examine(study, e); },
                 .faults = {}};
  for (const Slip& slip : text.slips) {
    ExponentStudy changed = text.study;
    slip.change(changed);
    claim.faults.push_back(
        {slip.name, slip.must_be, [changed](const Effort& e) { return examine(changed, e); }});
  }
  return claim;
}

} // namespace assay
