"""assay from Python: audit a solver, run complexity curves, ask the oracle.

    import assay

    certificate = assay.audit("my_solver.py:MySolver", effort="smoke")
    oracle = assay.Oracle("quadratic:kappa=10", epsilon=0.1, seed=1)
    xi = oracle.upper()
    gradient = oracle.grad_x_f(oracle.x0, oracle.y0, xi)

A solver is a plain class:

    class MySolver:
        declares = {"order": 2, "parameters": {"nu": 0.1}, "roles": {"bias": "nu"}}

        def __init__(self, constants, parameters): ...
        def start(self, oracle): ...      # reads oracle.x0, oracle.y0
        def step(self, oracle): ...       # one outer iteration
        x = ...                           # the iterate that is judged: an array
        # optional, arrays: estimate, y, v
        def calls_per_step(self): ...     # optional: {"n_fx": 2, "n_gy": 40}, for the audit to count

`constants` and `parameters` are dicts; arrays are NumPy arrays of float64. What an oracle returns is
a new array, yours to keep; `out=` writes into one of yours instead. `assay.Stopped`, which an oracle
raises when the budget is spent or a value is not finite, must pass.
"""

import inspect
import json
import os
import subprocess
import sys

from ._assay import Batch, Oracle, Stopped, version as _version
from . import _assay

__version__ = _version()
# What an audit starts is this interpreter with this package.
os.environ.setdefault("ASSAY_PYTHON", sys.executable)
os.environ.setdefault("ASSAY_PYTHON_PACKAGE",
                      os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
__all__ = ["Batch", "Oracle", "Stopped", "audit", "curve"]


def _program():
    """The program of this build, or the one installed with this package."""
    installed = os.path.join(os.environ["ASSAY_PYTHON_PACKAGE"], "..", "..", "..", "bin", "assay")
    return next((path for path in (_assay.program(), installed) if os.path.exists(path)), "assay")


def _target(solver):
    """`FILE.py:CLASS` of a class, or the text itself."""
    if isinstance(solver, str):
        return solver
    if not inspect.isclass(solver):
        raise TypeError("a solver is a class, or a text such as 'my_solver.py:MySolver'")
    try:
        path = inspect.getsourcefile(solver)
    except TypeError:
        path = None
    if path is None or not os.path.exists(path):
        raise ValueError(
            f"{solver.__name__} stands in no file: the audit runs it in a process of its own and "
            "must be able to load it; write it into a file"
        )
    return f"{path}:{solver.__qualname__}"


def audit(solver, effort="normal", seed=1, threads=None, only=(), skip=(), answer_seconds=10,
          memory=2048, seconds=None):
    """Audits a solver and returns its certificate as a dict (reports/schema/certificate.json).

    solver   a class, 'FILE.py:CLASS', a shared library or the name of a built-in method
    effort   'smoke', 'normal' or 'full'
    only, skip   globs over the ids of checks
    answer_seconds, memory   limits on a solver of your own: seconds from one answer of the oracle to
             its next question (a step may take ten times as long), MiB of address space
    seconds   limit on the whole audit, and a tenth of it on each check; of a solver of your own
             600, 3600 or 43200 by effort, else none
    Raises ValueError, with one clear line, for a solver that cannot be loaded.
    """
    text = _assay.audit(
        _target(solver), effort, seed, threads or os.cpu_count() or 1, list(only), list(skip),
        answer_seconds, memory, seconds, _program()
    )
    return json.loads(text)


def curve(solver=None, instance=None, eps="0.5..0.1:6", seeds=8, experiment=None, out=None,
          threads=None, budget=None):
    """Runs a complexity curve and returns its report as a dict (reports/schema/curve.json).

    Either `experiment`, the path of a TOML file, or `solver` and `instance`, with `eps` and `budget`
    as on the command line. `solver` is a class, 'FILE.py:CLASS:K=20', a shared library or the name of
    a built-in method; of your own the budget is in calls: "1e6", "1e4/eps^2". Raises ValueError for
    bad input.
    """
    command = [_program(), "curve"]
    if experiment is not None:
        command.append(os.fspath(experiment))
    else:
        command += ["--solver", _target(solver), "--instance", str(instance), "--eps", str(eps),
                    "--seeds", str(seeds)]
        if budget is not None:
            command += ["--budget", str(budget)]
    if out is not None:
        command += ["--out", os.fspath(out)]
    if threads is not None:
        command += ["--threads", str(threads)]
    done = subprocess.run(command + ["--format", "json"], capture_output=True, text=True,
                          check=False)
    if not done.stdout:
        raise ValueError(done.stderr.strip() or f"{command[0]} ended with {done.returncode}")
    return json.loads(done.stdout)
