"""Solvers that the tests audit: one honest, the others each with one fault."""

import atexit
import os
import sys
import threading

import numpy as np


class Honest:
    """Gradient descent on f(., y*(x)) by two products: exact linear systems by many steps."""

    declares = {
        "name": "honest",
        "calls": ["n_fx", "n_fy", "n_gy", "n_hvp", "n_jvp"],
        "shared": [["n_fx", "n_fy"]],
        "parameters": {"K": "auto", "eta": "auto", "Q": "auto"},
        "roles": {"inner_steps": "K", "outer_step": "eta", "series": "Q"},
    }
    sign = -1

    def __init__(self, constants, parameters):
        self.beta = 1 / (2 * constants["lower_curvature"])
        kappa = constants["lower_curvature"] / constants["mu"]
        self.inner = int(parameters.get("K", 20 * kappa))
        self.depth = int(parameters.get("Q", 20 * kappa))
        self.eta = parameters.get("eta", 1 / (4 * constants["smoothness"]))

    def start(self, oracle):
        self.x, self.y = oracle.x0, oracle.y0
        self.estimate = np.zeros(oracle.dx)

    def step(self, oracle):
        self.y = oracle.descend(self.x, self.y, self.beta, self.inner)
        xi = oracle.upper()
        term = oracle.grad_y_f(self.x, self.y, xi)
        total = term.copy()
        for _ in range(self.depth):
            term = term - self.beta * oracle.hvp(self.x, self.y, term, oracle.lower())
            total += term
        implicit = oracle.jvp(self.x, self.y, self.beta * total, oracle.lower())
        self.estimate = oracle.grad_x_f(self.x, self.y, xi) + self.sign * implicit
        self.x = self.x - self.eta * self.estimate


class Counted(Honest):
    factor = 1

    def calls_per_step(self):
        return {"n_fy": 1, "n_fx": 1, "n_gy": self.inner, "n_hvp": self.factor * self.depth,
                "n_jvp": 1}


class Miscounted(Counted):
    factor = 2


class CountsSwapped(Counted):
    def calls_per_step(self):
        return super().calls_per_step() | {"n_gy": self.inner + 1, "n_hvp": self.depth - 1}


class RandomCounts(Counted):
    """The series ends at random: its depth is uniform on 0 .. 2 Q."""

    declares = Honest.declares | {"random": True}

    def start(self, oracle):
        super().start(oracle)
        self.longest = 2 * self.depth

    def step(self, oracle):
        self.depth = int(oracle.uniform() * (self.longest + 1))
        super().step(oracle)


class RandomMiscounts(RandomCounts):
    factor = 1.3


class CountsUnknown(Honest):
    calls_per_step = {"n_gz": 3}


class WrongSign(Honest):
    sign = 1


class Throws(Honest):
    def step(self, oracle):
        raise ZeroDivisionError("in the middle")


class Interrupts(Honest):
    def step(self, oracle):
        raise KeyboardInterrupt


class Exits(Honest):
    def step(self, oracle):
        sys.exit(0)


class ExitsHard(Honest):
    def step(self, oracle):
        os._exit(0)


class Swallows(Honest):
    def step(self, oracle):
        try:
            super().step(oracle)
        except BaseException:
            self.x = self.x + 1


class WrongSize(Honest):
    def step(self, oracle):
        super().step(oracle)
        self.x = np.append(self.x, 1.0)


class Remembers(Honest):
    """Begins where the last run of this process ended."""

    last = None

    def start(self, oracle):
        super().start(oracle)
        if Remembers.last is not None and Remembers.last.shape == self.x.shape:
            self.x = Remembers.last

    def step(self, oracle):
        super().step(oracle)
        Remembers.last = self.x


class ComplexX(Honest):
    def step(self, oracle):
        super().step(oracle)
        self.x = self.x * (1 + 0j)


class AsksComplex(Honest):
    def step(self, oracle):
        oracle.grad_x_f(self.x * 1j, self.y, oracle.upper())


class RaisingEstimate(Honest):
    @property
    def estimate(self):
        raise MemoryError("no room")

    @estimate.setter
    def estimate(self, value):
        pass


class Lists(Honest):
    """No arrays at all: lists serve as well."""

    def start(self, oracle):
        self.x, self.y, self.estimate = list(oracle.x0), list(oracle.y0), [0] * oracle.dx

    def step(self, oracle):
        self.estimate = list(oracle.grad_x_f(self.x, self.y, oracle.upper()))
        self.x = [a - 0.01 * b for a, b in zip(self.x, self.estimate)]


class Prints(Honest):
    def step(self, oracle):
        print("and so on, " * 100_000)
        super().step(oracle)


class LeavesThreads(Honest):
    def start(self, oracle):
        super().start(oracle)
        atexit.register(threading.Event().wait)
        threading.Thread(target=threading.Event().wait).start()


class Saga:
    """One loop for x, y and v, each on a component and the memory of all: SABA."""

    declares = {
        "name": "saga",
        "calls": ["n_fx", "n_fy", "n_gy", "n_hvp", "n_jvp"],
        "shared": [["n_fx", "n_fy"], ["n_gy", "n_hvp"], ["n_gy", "n_jvp"]],
        "parameters": {"rho": "auto", "gamma": "auto"},
        "roles": {"outer_step": "gamma"},
        "finite_sum": True,
        "by_design": [["noise/random_hessian", "v's own step makes a bias of its own"]],
    }
    updates = True

    def __init__(self, constants, parameters):
        self.components = constants["components"]
        self.rho = parameters.get("rho", 1 / (6 * constants["lower_curvature"]))
        self.gamma = parameters.get("gamma", 1e-2 * self.rho)

    def batch(self, oracle, level, index):
        if self.components == 0:
            return oracle.upper() if level == "upper" else oracle.lower()
        return oracle.component(level, index)

    def terms(self, oracle, level, index):
        batch = self.batch(oracle, level, index)
        x, y, v = self.x, self.y, self.v
        if level == "upper":
            return [oracle.grad_x_f(x, y, batch), oracle.grad_y_f(x, y, batch)]
        return [oracle.grad_y_g(x, y, batch), oracle.hvp(x, y, v, batch), oracle.jvp(x, y, v, batch)]

    def start(self, oracle):
        self.x, self.y, self.v = oracle.x0, oracle.y0, np.zeros(oracle.dy)
        self.estimate = np.zeros(oracle.dx)
        count = max(1, self.components)
        self.kept = {level: [self.terms(oracle, level, i) for i in range(count)]
                     for level in ("upper", "lower")}
        self.mean = {level: [sum(part) / count for part in zip(*kept)]
                     for level, kept in self.kept.items()}

    def corrected(self, oracle, level):
        kept, mean = self.kept[level], self.mean[level]
        index = int(oracle.uniform() * len(kept))
        now = self.terms(oracle, level, index)
        result = [a - b + m for a, b, m in zip(now, kept[index], mean)]
        if self.updates:
            self.mean[level] = [m + (a - b) / len(kept) for a, b, m in zip(now, kept[index], mean)]
            kept[index] = now
        return result

    def step(self, oracle):
        push, product, cross = self.corrected(oracle, "lower")
        direct, pull = self.corrected(oracle, "upper")
        self.estimate = direct - cross
        self.y = self.y - self.rho * push
        self.v = self.v - self.rho * (product - pull)
        self.x = self.x - self.gamma * self.estimate


class SagaWithoutUpdates(Saga):
    updates = False


class MisspeltDeclaration:
    declared = {"order": 2}

    def start(self, oracle):
        self.x = oracle.x0

    def step(self, oracle):
        pass


class LooksUpNothing(Honest):
    def __init__(self, constants, parameters):
        super().__init__(constants, parameters)
        self.nu = parameters["nu"]
