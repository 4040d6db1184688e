#include <assay/audit/hosted_solvers.hpp>
#include <assay/problems/solver_file.hpp>
#include <assay/store/digest.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace assay::audit {
namespace {

std::string digest_of(const SolverFile& file) {
  const std::string path = path_of(file.place);
  std::ifstream stream(path, std::ios::binary);
  std::stringstream bytes;
  bytes << stream.rdbuf();
  need(stream && !bytes.str().empty(),
       "there is no file " + path + " (a path counts from the folder where assay runs)");
  constexpr std::size_t digits = 16;
  return digest(bytes.str()).substr(0, digits);
}

void need_unchanged(const SolverFile& file) {
  const std::string now = digest_of(file);
  need(now == file.digest, file.place + " has changed: its digest was " + file.digest +
                               " and is now " + now +
                               "; what was run with it before cannot be run again");
}

/// A trial's solver. What breaks in its process breaks the trial, not the experiment.
class Trial {
public:
  Trial(const Subject& subject, const Facts& facts, const Parameters& parameters) {
    try {
      solver_.emplace(subject.make_alone(facts, parameters));
    } catch (const SolverBroke& broke) {
      broke_ = broke.what;
    } catch (const SolverLost& lost) {
      broke_ = lost.what;
    } catch (const InvalidArgument& refused) {
      broke_ = refused.what();
    }
  }
  void start(Oracle& oracle) {
    passed_on([&] { solver_->start(oracle); });
  }
  void step(Oracle& oracle) {
    passed_on([&] { solver_->step(oracle); });
  }
  [[nodiscard]] const Vector<double>& x() const { return solver_->x(); }
  [[nodiscard]] const Vector<double>* estimate() const { return solver_->estimate(); }
  [[nodiscard]] const Vector<double>* y() const { return solver_->y(); }
  [[nodiscard]] const Vector<double>* v() const { return solver_->v(); }

private:
  template <class Call> void passed_on(const Call& call) {
    if (!solver_) {
      throw std::runtime_error(broke_);
    }
    try {
      call();
    } catch (const SolverBroke& broke) {
      throw std::runtime_error(broke.what);
    }
  }

  std::optional<AnySolver> solver_; ///< empty: it was not made, for the reason `broke_`
  std::string broke_;
};

Prediction prediction(const Declaration& declared, const Facts& facts) {
  if (!declared.exponent) {
    return {.applicable = true, .reason = "it declares no exponent", .exponents = {}};
  }
  if (!facts.strongly_convex || facts.growth > 0) {
    return {.applicable = true,
            .reason = "what it declares is for a strongly convex lower level and a smooth phi",
            .exponents = {}};
  }
  Prediction result{.applicable = true, .reason = "declared by the solver", .exponents = {}};
  result.exponents["sfo"] = *declared.exponent;
  for (const Call kind : {Call::hvp, Call::jvp}) {
    const std::vector<Call>& kinds = declared.traits.calls;
    if (std::find(kinds.begin(), kinds.end(), kind) != kinds.end()) {
      result.exponents[std::string(kind_names[static_cast<std::size_t>(kind)])] =
          *declared.exponent;
    }
  }
  return result;
}

SolverInfo info_of(const SolverFile& file, const Limits& limits, const std::string& program) {
  need_unchanged(file);
  const auto subject = std::make_shared<const Subject>(hosted_subject(file.place, limits, program));
  const Declaration& declared = subject->declared;
  SolverInfo info;
  info.name = to_string(file);
  info.title = declared.name;
  info.source = declared.source;
  info.convention = declared.convention;
  info.claim = declared.exponent ? fmt::format("eps^-{:.4g}, declared", *declared.exponent)
                                 : "nothing declared";
  info.parameters = declared.parameters;
  info.traits = declared.traits;
  info.predict = [subject](const Facts& facts, const Parameters&) {
    return prediction(subject->declared, facts);
  };
  info.plan = [](const Facts&, const Parameters&) { return Plan{}; };
  info.make = [subject, file](const Facts& facts, const Parameters& parameters) -> AnySolver {
    Trial trial(*subject, facts, parameters);
    need_unchanged(file); // what the process has loaded is then what the digest is of
    return AnySolver(std::move(trial));
  };
  return info;
}

} // namespace

std::string with_digest(const std::string& text) {
  if (!names_file(text)) {
    return text;
  }
  const std::size_t end = end_of_name(text);
  SolverFile file = parse_solver_file(text.substr(0, end));
  if (file.digest.empty()) {
    file.digest = digest_of(file);
  } else {
    need_unchanged(file);
  }
  return to_string(file) + (end == std::string::npos ? "" : text.substr(end));
}

FindSolver solvers_and_files(const Limits& limits, const std::string& program) {
  struct Known {
    std::mutex mutex;
    std::map<std::string, SolverInfo> infos;
  };
  return [known = std::make_shared<Known>(), limits, program](const std::string& name) {
    if (!names_file(name)) {
      return find_solver(name);
    }
    const std::lock_guard lock(known->mutex);
    const auto found = known->infos.find(name);
    return found != known->infos.end()
               ? found->second
               : known->infos.emplace(name, info_of(parse_solver_file(name), limits, program))
                     .first->second;
  };
}

} // namespace assay::audit
