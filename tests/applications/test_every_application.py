"""What every application promises, those that are still to come included."""

from functools import cache

import jax
import numpy as np
import pytest

from applications import APPLICATIONS
from applications.base import num_examples
from kept_trainings import FOLDER, kept
from model_training import RECORDS, trained, trainings

every = pytest.mark.parametrize("name", APPLICATIONS)


@cache
def instance(name):
    return APPLICATIONS[name]()


@cache
def by_default(name):
    return trained(instance(name), instance(name).kept_to())


def allowed(name):
    """Two hundredths of the range of each bound."""
    return np.array([0.02 * (one.high - one.low) for one in APPLICATIONS[name].bounded])


def bounds(name):
    return np.array([one.epsilon for one in APPLICATIONS[name].bounded])


@every
def test_its_sliders_begin_between_their_ends(name):
    for one in APPLICATIONS[name].bounded:
        assert one.low <= one.epsilon <= one.high
        low, high = one.weights
        assert 0 < low <= one.weight <= high
        assert one.symbol
        assert one.name
    assert 1 <= len(APPLICATIONS[name].bounded) <= 2
    assert APPLICATIONS[name].num_steps % RECORDS == 0


@every
def test_its_data_and_its_start_are_the_same_each_time(name):
    again, key = APPLICATIONS[name](), jax.random.key(3)
    jax.tree.map(np.testing.assert_array_equal, again.init(key), instance(name).init(key))
    jax.tree.map(np.testing.assert_array_equal, again.examples, instance(name).examples)
    count = num_examples(again.examples)
    assert all(len(array) == count for array in jax.tree.leaves(again.examples))


@every
def test_what_is_kept_beside_the_code_is_what_it_comes_to(name):
    assert (FOLDER / f"{name}.json").exists(), f"Run python -m kept_trainings {name}"
    found, before = by_default(name), kept(name)
    np.testing.assert_array_equal(before.first.steps, found.steps)
    off = np.abs(before.first.losses[-1, 1:] - found.losses[-1, 1:])
    assert (off <= allowed(name)).all()
    scale = np.nanmax(np.abs(before.by_bound.losses[:, 0])) + 1e-9
    assert abs(before.first.losses[-1, 0] - found.losses[-1, 0]) < 0.02 * scale
    assert type(before.first.picture) is type(instance(name).picture(found))


@every
def test_the_default_bound_is_kept_to(name):
    values = by_default(name).losses[-1, 1:]
    violations = [
        float(np.max(one.kind(bound=one.epsilon).violations(value)))
        for one, value in zip(APPLICATIONS[name].bounded, values, strict=True)
    ]
    assert (np.array(violations) <= allowed(name)).all()


@every
def test_with_a_tenth_of_the_examples_in_each_step_the_mean_is_kept_to(name):
    found = trained(instance(name), instance(name).kept_to(), batch_share=0.1)
    late = found.losses[len(found.steps) // 2 :, 1:]
    assert (np.abs(late.mean(axis=0) - bounds(name)) <= allowed(name)).all()


@every
def test_a_training_that_diverged_has_a_picture_all_the_same(name):
    found = by_default(name)
    lost = jax.tree.map(lambda leaf: np.full_like(leaf, np.nan), found.params)
    losses = np.where(np.arange(len(found.losses))[:, None] < 5, found.losses, np.nan)
    instance(name).picture(found._replace(params=lost, losses=losses))


def test_a_training_is_handed_on_piece_by_piece():
    ridge = instance("ridge")
    pieces = list(trainings(ridge, ridge.kept_to(), num_steps=240))
    assert [piece.is_over for piece in pieces] == [False] * 11 + [True]
    assert [len(piece.steps) for piece in pieces] == list(range(11, 131, 10))
    np.testing.assert_array_equal(pieces[-1].losses[:11], pieces[0].losses)
    assert pieces[-1].steps[-1] == 240


@pytest.mark.parametrize(
    "parts", [{"batch_share": 0}, {"batch_share": 2}, {"num_steps": 5}]
)
def test_what_makes_no_sense_is_refused_by_name(parts):
    ridge, (name,) = instance("ridge"), parts
    with pytest.raises(ValueError, match=f"`{name}` should be .* Found"):
        trained(ridge, ridge.kept_to(), **parts)


def test_other_bounds_weights_and_seeds_compile_nothing(compiled):
    ridge = instance("ridge")
    trained(ridge, ridge.kept_to())
    trained(ridge, ridge.weighted())
    compiled.clear()
    trained(ridge, ridge.kept_to({"norm": 0.4}), seed=3)
    trained(ridge, ridge.weighted({"norm": 0.4}), seed=4)
    assert compiled == []
