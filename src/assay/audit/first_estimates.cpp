#include <assay/audit/first_estimates.hpp>
#include <assay/audit/limit.hpp>
#include <assay/audit/sample_statistics.hpp>

namespace assay::audit {

FirstEstimates first_estimates(const Context& context,
                               const Instance& instance,
                               const Parameters& given,
                               int runs) {
  const Parameters set = with(given, context.subject.declared.traits.roles.outer_step, held_step);
  std::vector<Vector<double>> values(static_cast<std::size_t>(runs));
  FirstEstimates first;
  context.each(runs, [&](int i) {
    const Run made =
        run(context, instance, {.steps = 1, .set = set, .trial = static_cast<std::uint32_t>(i)});
    values[static_cast<std::size_t>(i)] = *made.steps[0].estimate;
    if (i == 0) {
      first.calls = made.steps[0].counters[Call::fx];
    }
  });
  first.variance = variance_of(values);
  return first;
}

} // namespace assay::audit
