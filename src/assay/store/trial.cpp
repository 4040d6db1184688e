#include <assay/store/digest.hpp>
#include <assay/store/text.hpp>
#include <assay/store/trial.hpp>

namespace assay {

std::string trial_key(const TrialSpec& spec) {
  return digest(spec.solver + '\n' + spec.instance + '\n' + shortest(spec.epsilon) + '\n' +
                spec.criterion + '\n' + std::to_string(spec.seed) + '\n' +
                std::to_string(spec.trial) + '\n' + to_string(spec.budget));
}

std::string to_string(Status status) {
  switch (status) {
  case Status::reached:
    return "reached";
  case Status::censored:
    return "censored";
  case Status::diverged:
    return "diverged";
  case Status::broken:
    break;
  }
  return "broken";
}

Status parse_status(std::string_view text) {
  for (const Status status :
       {Status::reached, Status::censored, Status::diverged, Status::broken}) {
    if (to_string(status) == text) {
      return status;
    }
  }
  throw InvalidArgument("a status is reached, censored, diverged or broken, not " +
                        printable(text));
}

} // namespace assay
