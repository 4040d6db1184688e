#include <assay/store/text.hpp>
#include <assay/store/trial.hpp>

namespace assay {

std::string trial_key(const TrialSpec& spec) {
  const std::string text = spec.solver + '\n' + spec.instance + '\n' + shortest(spec.epsilon) +
                           '\n' + spec.criterion + '\n' + std::to_string(spec.seed) + '\n' +
                           std::to_string(spec.trial) + '\n' + to_string(spec.budget);
  // FNV-1a in 128 bits: two of 10^9 different texts collide with probability 1e-21.
  constexpr Count prime = (Count{1} << 88) + 0x13B;
  Count hash = (Count{0x6c62272e07bb0142} << 64) + 0x62b821756295c58d;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * prime;
  }
  std::string key(32, '0');
  for (std::size_t i = 32; i-- > 0; hash >>= 4) {
    key[i] = "0123456789abcdef"[static_cast<unsigned>(hash & 15)];
  }
  return key;
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
