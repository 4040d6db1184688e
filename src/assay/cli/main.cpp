#include <assay/claims/judge.hpp>
#include <assay/claims/registry.hpp>

#include <iostream>

int main() {
  for (const assay::RegisteredClaim& entry : assay::registered_claims()) {
    const assay::ClaimResult result = assay::judge(entry.make(), assay::Effort{});
    std::cout << entry.id << ": " << name(result.judgement.verdict) << " ("
              << result.judgement.reason << ")\n";
    for (const assay::FaultResult& fault : result.faults) {
      std::cout << "  fault, " << fault.name << ": " << name(fault.judgement.verdict) << " ("
                << fault.judgement.reason << ")\n";
    }
  }
}
