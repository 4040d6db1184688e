"""One SGD step on a dense quadratic with Gaussian noise in NumPy, beside tests/bench/oracle_bench.

    python3 tests/bench/numpy_step.py build/release/tests/bench/oracle_bench

runs that benchmark's `step`, then the same step here, in turn, and prints nanoseconds, the least of
all runs, and their ratio at d = 10 and 100: the step as one writes it, and one made fast by hand
(B x once, normals for a thousand steps at a time, everything in place).
"""

import json
import subprocess
import sys
import time

import numpy as np


def ours(program):
    out = subprocess.run(
        [program, "--benchmark_filter=^step/", "--benchmark_min_time=0.004",
         "--benchmark_repetitions=10", "--benchmark_format=json"],
        check=True, capture_output=True, text=True).stdout
    least = {}
    for run in json.loads(out)["benchmarks"]:
        if run["run_type"] == "iteration":
            d = int(run["run_name"].split("/")[1])
            least[d] = min(least.get(d, float("inf")), run["cpu_time"])
    return least


def as_written(d, steps=1000):
    a, b, c, x = np.eye(d) + 0.1 / d, np.full((d, 2), 0.3), np.ones(d), np.ones(2)
    generator = np.random.Generator(np.random.Philox(1))
    y = np.zeros(d)
    start = time.process_time()
    for _ in range(steps):
        gradient = a @ y - b @ x - c + generator.standard_normal(d) / np.sqrt(d)
        y = y - 1e-3 * gradient
    assert np.isfinite(y).all()
    return (time.process_time() - start) / steps * 1e9


def by_hand(d, steps=1000):
    a = np.eye(d) + 0.1 / d
    b_x = np.full((d, 2), 0.3) @ np.ones(2) + np.ones(d)
    generator = np.random.Generator(np.random.Philox(1))
    scale = 1 / np.sqrt(d)
    y = np.zeros(d)
    start = time.process_time()
    noise = generator.standard_normal((steps, d)) * scale
    for k in range(steps):
        gradient = a @ y
        gradient -= b_x
        gradient += noise[k]
        gradient *= 1e-3
        y -= gradient
    assert np.isfinite(y).all()
    return (time.process_time() - start) / steps * 1e9


def main(program):
    least = {}
    numpy_least = {}
    for _ in range(5):
        for d, cost in ours(program).items():
            least[d] = min(least.get(d, float("inf")), cost)
        for d in (10, 100):
            for how in (as_written, by_hand):
                cost = min(how(d) for _ in range(5))
                key = (d, how.__name__)
                numpy_least[key] = min(numpy_least.get(key, float("inf")), cost)
    for (d, how), cost in sorted(numpy_least.items()):
        print(f"d = {d}, {how}: NumPy {cost:.0f} ns, ours {least[d]:.0f} ns, "
              f"ratio {cost / least[d]:.1f}")


if __name__ == "__main__":
    main(sys.argv[1])
