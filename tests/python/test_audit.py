"""`assay.audit` on classes and files: findings name what is wrong, and nothing else breaks."""

import os

import pytest

import assay
import solvers

FILE = os.path.join(os.path.dirname(__file__), "solvers.py")


def findings(name, only=(), effort="smoke"):
    certificate = assay.audit(f"{FILE}:{name}", effort=effort, only=only)
    return {check["id"]: check["said"] for check in certificate["checks"]
            if check["outcome"] == "finding"}


def test_a_class_is_audited_by_itself():
    certificate = assay.audit(solvers.Honest, effort="smoke")
    assert certificate["schema"] == "assay/certificate/1"
    wrong = [check for check in certificate["checks"] if check["outcome"] == "finding"]
    assert not wrong, wrong
    passed = [check for check in certificate["checks"] if check["outcome"] == "passed"]
    assert len(passed) >= 30


def test_a_wrong_sign_is_named():
    found = findings("WrongSign", ["limits/*"])
    assert "wrong sign" in found["limits/anisotropic"]


def test_a_memory_of_components_takes_their_noise_out_and_a_stale_one_does_not():
    only = ["contract/*", "samples/*", "limits/anisotropic", "noise/finite_sum"]
    certificate = assay.audit(f"{FILE}:Saga", effort="smoke", only=only)
    outcomes = {check["id"]: check["outcome"] for check in certificate["checks"]}
    assert outcomes["noise/finite_sum"] == "passed", certificate
    assert "finding" not in outcomes.values(), certificate
    assert "noise/finite_sum" in findings("SagaWithoutUpdates", ["noise/finite_sum"])


@pytest.mark.parametrize("name, part", [
    ("Throws", "ZeroDivisionError: in the middle"),
    ("Interrupts", "KeyboardInterrupt"),
    ("Exits", "SystemExit"),
    ("ExitsHard", "exit"),
    ("WrongSize", "x has 4 entries instead of 3"),
    ("ComplexX", "x is no array of real numbers"),
    ("AsksComplex", "grad_x_f(): incompatible function arguments"),
    ("RaisingEstimate", "MemoryError: no room"),
])
def test_what_breaks_a_run_is_a_finding_and_the_audit_goes_on(name, part):
    certificate = assay.audit(f"{FILE}:{name}", effort="smoke", only=["contract/*"])
    said = {check["id"]: check["said"] for check in certificate["checks"]}
    assert part in said["contract/finite"], said
    assert len(said) == 10


def test_a_misspelt_declaration_is_no_silence():
    with pytest.raises(ValueError, match="has declared, which nothing reads: write declares"):
        assay.audit(f"{FILE}:MisspeltDeclaration", effort="smoke", only=["contract/finite"])


def test_a_slip_in_the_constructor_is_no_refusal():
    assert "KeyError: 'nu'" in findings("LooksUpNothing", ["contract/finite"])["contract/finite"]


def test_declared_calls_are_counted():
    def counts(name):
        certificate = assay.audit(f"{FILE}:{name}:K=4,Q=4", effort="smoke", only=["contract/counts"])
        return certificate["checks"][0]

    assert counts("Honest")["outcome"] == "passed"
    assert counts("Counted")["outcome"] == "passed"
    assert counts("Miscounted")["outcome"] == "finding"
    assert counts("RandomCounts")["outcome"] == "passed"
    assert counts("RandomMiscounts")["outcome"] == "finding"
    assert "of n_gy, and" in counts("CountsSwapped")["said"]  # its total is right
    assert "n_gz; the oracles are n_fx" in counts("CountsUnknown")["said"]


@pytest.mark.parametrize("name", ["Lists", "Prints", "LeavesThreads"])
def test_odd_but_harmless(name):
    certificate = assay.audit(f"{FILE}:{name}", effort="smoke", only=["contract/finite"])
    assert certificate["checks"][0]["outcome"] == "passed"
    # Where no namespaces are to be had, below a chroot say, another note says so.
    notes = [note for note in certificate.get("notes", []) if "stdout" in note]
    assert bool(notes) == (name == "Prints")


def test_modules_beside_the_file_are_found_and_hide_none_of_ours(tmp_path, monkeypatch):
    (tmp_path / "beside.py").write_text("eta = 0.01\n")
    for name in ("assay", "numpy", "inspect"):
        (tmp_path / f"{name}.py").write_text("raise ImportError('not this one')\n")
    folder = tmp_path / "it's a \"folder\""
    folder.mkdir()
    (tmp_path / "mine.py").write_text(
        "import assay, numpy\nfrom beside import eta\nclass S:\n"
        "  def __init__(self, constants, parameters): pass\n"
        "  def start(self, o): self.x = o.x0\n"
        "  def step(self, o): self.x = self.x - eta * o.grad_x_f(self.x, o.y0, o.upper())\n")
    monkeypatch.chdir(tmp_path)
    for place in (tmp_path, folder):
        if place == folder:
            for file in tmp_path.glob("*.py"):
                file.rename(folder / file.name)
        certificate = assay.audit(f"{place}/mine.py:S", effort="smoke", only=["contract/finite"])
        assert certificate["checks"][0]["outcome"] == "passed", certificate["checks"]


def test_a_swallowed_budget_is_a_finding():
    assert "contract/budget" in findings("Swallows", ["contract/budget"])


def test_state_that_outlives_a_run_is_a_finding():
    assert "depends on the run" in findings("Remembers", ["contract/no_leak"])["contract/no_leak"]


@pytest.mark.parametrize("text, part", [
    ("class A:\n  def start(self, oracle)\n", "broken.py:2:"),
    ("import nothing_of_that_name\n", "broken.py:1: ModuleNotFoundError"),
    ("class B: pass\n", "has no class A; it has B"),
    ("class A:\n  def start(self, oracle): pass\n", "A has no method step"),
    ("raise SystemExit(3)\n", "broken.py:1: SystemExit"),
    ("class A:\n  declares = [2]\n  def start(self, o): pass\n  def step(self, o): pass\n",
     "declares is a dict or a text in TOML, not list"),
    ("class A:\n  declares = {'ordre': 2}\n  def start(self, o): pass\n  def step(self, o): pass\n",
     "unknown key"),
])
def test_what_cannot_be_loaded_is_one_clear_line(tmp_path, text, part):
    path = tmp_path / "broken.py"
    path.write_text(text)
    with pytest.raises(ValueError) as error:
        assay.audit(f"{path}:A", effort="smoke")
    assert part in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_file_or_class_is_named(tmp_path):
    with pytest.raises(ValueError, match="there is no file"):
        assay.audit(str(tmp_path / "none.py") + ":A")
    with pytest.raises(ValueError, match="name the class"):
        assay.audit(FILE)
    with pytest.raises(TypeError):
        assay.audit(3)


def test_a_built_in_method_and_a_curve():
    certificate = assay.audit("sgd", effort="smoke", only=["contract/*"])
    assert all(check["outcome"] in ("passed", "not applicable") for check in certificate["checks"])
    with pytest.raises(ValueError, match="sgdd"):
        assay.audit("sgdd")


def test_a_curve_is_a_dict(tmp_path):
    report = assay.curve("stocbio", "quadratic", eps="0.5..0.2:6", seeds=2, out=tmp_path)
    assert report["schema"].startswith("assay/curve/")
    with pytest.raises(ValueError, match="sgdd"):
        assay.curve("sgdd", "quadratic", out=tmp_path)


def test_a_class_has_a_curve(tmp_path):
    report = assay.curve(solvers.Honest, "quadratic:kappa=2", eps="0.5,0.4", seeds=1, budget="1e6",
                         out=tmp_path)
    curve = report["curves"][0]
    assert "solvers.py:Honest@" in curve["solver"]
    assert [point["successes"] for point in curve["points"]] == [1, 1]
    assert curve["predicted"] == {} and curve["reason"] == "it declares no exponent"
    with pytest.raises(ValueError, match="give calls"):
        assay.curve(solvers.Honest, "quadratic", out=tmp_path)
