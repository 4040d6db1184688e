"""The oracle with NumPy arrays."""

import numpy as np
import pytest

import assay


@pytest.fixture
def oracle():
    return assay.Oracle("quadratic:dx=3,dy=4,noise=none", epsilon=0.1, seed=1)


def test_sizes_and_constants(oracle):
    assert (oracle.dx, oracle.dy) == (3, 4)
    assert oracle.x0.shape == (3,) and oracle.y0.shape == (4,)
    assert oracle.constants["mu"] == pytest.approx(1)
    assert oracle.constants["lower_curvature"] == pytest.approx(10)


def test_answers_are_new_arrays_or_out(oracle):
    x, y = oracle.x0, oracle.y0
    first = oracle.grad_x_f(x, y, oracle.upper())
    kept = first.copy()
    second = oracle.grad_x_f(x + 1, y, oracle.upper())
    assert np.array_equal(first, kept) and not np.array_equal(first, second)
    out = np.empty(3)
    assert oracle.grad_x_f(x, y, oracle.upper(), out=out) is out
    assert np.array_equal(out, first)
    with pytest.raises(ValueError, match="out"):
        oracle.grad_x_f(x, y, oracle.upper(), out=np.empty(4))
    with pytest.raises(ValueError, match="out"):
        oracle.grad_x_f(x, y, oracle.upper(), out=np.empty(3, dtype=np.float32))


def test_products_are_differences_of_gradients(oracle):
    x, y = oracle.x0, oracle.y0
    v = np.array([1.0, -2.0, 0.5, 3.0])
    h = 1e-6
    ahead = oracle.grad_y_g(x, y + h * v, oracle.lower())
    behind = oracle.grad_y_g(x, y - h * v, oracle.lower())
    assert oracle.hvp(x, y, v, oracle.lower()) == pytest.approx((ahead - behind) / (2 * h), rel=1e-6)
    ahead = oracle.grad_x_g(x, y + h * v, oracle.lower())
    behind = oracle.grad_x_g(x, y - h * v, oracle.lower())
    assert oracle.jvp(x, y, v, oracle.lower()) == pytest.approx((ahead - behind) / (2 * h), rel=1e-6)


def test_the_loop_ends_at_the_lower_solution(oracle):
    y = oracle.descend(oracle.x0, oracle.y0, step=0.1, steps=1000)
    assert np.linalg.norm(oracle.grad_y_g(oracle.x0, y, oracle.lower())) < 1e-12


def test_calls_are_counted_and_the_budget_ends_them():
    oracle = assay.Oracle("quadratic", budget=10)
    x, y = oracle.x0, oracle.y0
    oracle.grad_y_f(x, y, oracle.upper(7))
    assert oracle.counters["n_fy"] == 7
    with pytest.raises(assay.Stopped):
        oracle.grad_y_f(x, y, oracle.upper(4))
    assert oracle.counters["n_fy"] == 7
    assert not issubclass(assay.Stopped, Exception)  # "except Exception" lets it pass


def test_the_same_seed_gives_the_same_samples():
    def gradient(seed):
        oracle = assay.Oracle("quadratic", seed=seed)
        return oracle.grad_x_f(oracle.x0, oracle.y0, oracle.upper())

    assert np.array_equal(gradient(1), gradient(1))
    assert not np.array_equal(gradient(1), gradient(2))


def test_wrong_sizes_and_names_are_one_clear_line(oracle):
    with pytest.raises(ValueError, match="x is a vector of 3 numbers here, not 2"):
        oracle.grad_x_f(np.zeros(2), oracle.y0, oracle.upper())
    with pytest.raises(ValueError, match="quadratic"):
        assay.Oracle("quadratik")


def test_a_finite_sum_is_the_mean_of_its_components():
    oracle = assay.Oracle("quadratic:noise=finite_sum,n=8")
    x, y, n = oracle.x0, oracle.y0, oracle.constants["components"]
    assert n == 8
    parts = [oracle.grad_y_g(x, y, oracle.component("lower", i)) for i in range(n)]
    assert not np.allclose(parts[0], parts[1])
    assert oracle.counters["n_gy"] == 8
    whole = oracle.grad_y_g(x, y, oracle.everything("lower"))
    assert oracle.counters["n_gy"] == 16
    assert whole == pytest.approx(np.mean(parts, axis=0), rel=1e-12)
    assert (oracle.everything("upper").size, oracle.component("upper", 3).id) == (8, 3)
    with pytest.raises(ValueError, match="no component 8 among 8"):
        oracle.component("lower", 8)
    with pytest.raises(ValueError, match="upper"):
        oracle.component("middle", 0)


def test_what_is_no_finite_sum_has_no_components(oracle):
    with pytest.raises(ValueError, match="no finite sum"):
        oracle.everything("upper")
