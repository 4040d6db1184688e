"""The example passes its own audit, and the fault it suggests is found."""

import os

import assay

EXAMPLE = os.path.join(os.path.dirname(__file__), "..", "..", "examples", "solvers", "python",
                       "my_solver.py")


def outcomes(path, **options):
    certificate = assay.audit(f"{path}:F2sa2", effort="smoke", **options)
    return {check["id"]: check["outcome"] for check in certificate["checks"]}


def test_the_example_passes_its_own_audit():
    seen = outcomes(EXAMPLE)
    assert "finding" not in seen.values() and "inconclusive" not in seen.values(), seen
    assert seen["limits/order"] == "passed"
    assert seen["contract/counts"] == "passed"


def test_the_fault_it_suggests_is_found(tmp_path):
    with open(EXAMPLE, encoding="utf-8") as file:
        text = file.read()
    assert "lower / (2 * self.nu)\n" in text
    path = tmp_path / "broken.py"
    path.write_text(text.replace("lower / (2 * self.nu)\n", "lower / self.nu\n"))
    assert outcomes(path, only=["limits/anisotropic"])["limits/anisotropic"] == "finding"
