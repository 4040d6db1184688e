"""A solver in Python: F2SA-2, finite differences of the penalised value function.

    ./assay audit examples/solvers/python/my_solver.py:F2sa2

Break it to see a finding: write `lower / self.nu` for `lower / (2 * self.nu)` in `step`.
"""

import math

import numpy as np


class F2sa2:
    """One step: y_j follows the minimiser of g + j nu f for j = -1, 1; their difference quotient is
    the hyper-gradient up to O(nu^2); x makes a step of one length against it."""

    declares = {
        "name": "f2sa2_in_python",
        "source": "arXiv 2509.02937v2, Algorithm 1 with p = 2",
        "order": 2,
        "leading": 1 / 6,  # of that bias: `assay verify --stencil="-1 0 1"` says it of a stencil
        # No "exponent": nu, K and S below do not follow epsilon, so no rate is claimed. The theorem's
        # do: nu ~ epsilon^(1/2), K and S ~ epsilon^-3.
        "calls": ["n_fx", "n_fy", "n_gx", "n_gy"],
        "independent": [["n_gy", "n_gx"], ["n_fy", "n_fx"]],
        "normalised": True,
        "parameters": {"nu": "auto", "eta": "auto", "eta_x": "auto", "K": "auto", "S": "auto"},
        "roles": {"bias": "nu", "inner_steps": "K", "outer_step": "eta_x", "batch": "S"},
    }

    def __init__(self, constants, parameters):
        steep = max(constants["upper_curvature"], 1e-9)
        self.nu = parameters.get("nu", min(0.1, constants["mu"] / (2 * steep)))
        if not self.nu > 0:
            raise ValueError("nu is positive")
        if self.nu * steep > constants["mu"]:
            raise ValueError("nu is so large that g - nu f is not convex in y")
        self.eta = parameters.get(
            "eta", 0.5 / (constants["lower_curvature"] + self.nu * constants["upper_curvature"])
        )
        contraction = self.eta * (constants["mu"] - self.nu * constants["upper_curvature"])
        self.inner = int(parameters.get("K", math.ceil(20 / max(contraction, 1e-6))))
        self.eta_x = parameters.get("eta_x", constants["epsilon"] / (2 * constants["smoothness"]))
        self.batch = int(parameters.get("S", 16))

    def start(self, oracle):
        self.x = oracle.x0
        self.below = oracle.y0
        self.above = oracle.y0
        self.estimate = np.zeros(oracle.dx)

    def step(self, oracle):
        self.below = oracle.descend(self.x, self.below, self.eta, self.inner, shift=-self.nu)
        self.above = oracle.descend(self.x, self.above, self.eta, self.inner, shift=self.nu)
        xi, zeta = oracle.upper(self.batch), oracle.lower(self.batch)
        upper = oracle.grad_x_f(self.x, self.above, xi) + oracle.grad_x_f(self.x, self.below, xi)
        lower = oracle.grad_x_g(self.x, self.above, zeta) - oracle.grad_x_g(self.x, self.below, zeta)
        self.estimate = upper / 2 + lower / (2 * self.nu)
        length = np.linalg.norm(self.estimate)
        if length > 0:
            self.x = self.x - self.eta_x / length * self.estimate

    def calls_per_step(self):
        return {"n_fx": 2 * self.batch, "n_gx": 2 * self.batch,
                "n_fy": 2 * self.inner, "n_gy": 2 * self.inner}

    @property
    def y(self):
        return self.above
