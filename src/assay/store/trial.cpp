#include <assay/store/digest.hpp>
#include <assay/store/text.hpp>
#include <assay/store/trial.hpp>

namespace assay {

Count key_number(const TrialSpec& spec) {
  Digest key; // in pieces: a sweep asks for the keys of all its trials
  key.add(spec.solver).add("\n").add(spec.instance).add("\n").add(shortest(spec.epsilon)).add("\n");
  key.add(spec.criterion).add("\n").add(std::to_string(spec.seed)).add("\n");
  return key.add(std::to_string(spec.trial)).add("\n").add(to_string(spec.budget)).value();
}

std::string trial_key(const TrialSpec& spec) { return hexadecimal(key_number(spec)); }

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
