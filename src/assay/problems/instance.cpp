#include <assay/problems/instance.hpp>

namespace assay {

InstanceInfo find_instance(const std::string& name) {
  std::vector<std::string> names;
  for (const RegisteredInstance& entry : registered_instances()) {
    if (entry.name == name) {
      return entry.make();
    }
    names.emplace_back(entry.name);
  }
  throw InvalidArgument("there is no instance \"" + name + "\"" + suggestion(name, names) +
                        " (assay list instances)");
}

Instance make_instance(std::string_view text, double epsilon) {
  const Selected selected = parse_selected(text);
  const InstanceInfo info = find_instance(selected.name);
  need(static_cast<bool>(info.make),
       "instance " + selected.name + " serves claims only; no solver runs on it");
  check_known(selected, info.parameters);
  Instance instance = info.make(selected.parameters, epsilon);
  instance.name = to_string(selected);
  instance.facts.epsilon = epsilon;
  return instance;
}

} // namespace assay
