"""A classifier that is to say yes to two groups about equally often."""

from functools import cache, cached_property
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Bool, Float, PRNGKeyArray, Scalar

from applications.base import Application, Bounded, Quantity, Training
from applications.pictures import Bars
from optimizers.training import with_gradient_of

NUM_APPLICANTS, SEED = 1000, 0
TEMPERATURE = 0.5


class Applicants(NamedTuple):
    """Invented people who apply for a loan, say.

    Attributes:
        features: A one for the intercept, two merits, and what stands for the group, such
            as where they live.
        in_a: 1 in group A, and 0 in group B.
        label: 1 for those who would pay it back, and 0 for the others.
    """

    features: Float[np.ndarray, "applicants 4"]
    in_a: Float[np.ndarray, "applicants"]
    label: Float[np.ndarray, "applicants"]


class Fairness(Application):
    """Logistic regression whose positive rate differs by at most ε between two groups.

    z = X w
    L = mean(log(1 + exp(z)) − y z)
    g = P(z > 0 | A) − P(z > 0 | B)

    g is a difference of shares: piecewise constant, without a useful gradient. It gets that
    of its proxy, in which 1/(1 + exp(−z/T)) takes the place of z > 0, with T = 0.5. The
    multiplier follows g itself.

    The difference has a sign, and A has the larger share of y = 1. The mean of |g| over
    mini-batches would be larger than |g| over all examples; that of g is g.
    """

    label = "Fair classifier"
    menu_order = 8
    source = (
        "A. Cotter et al., “Two-player games for efficient non-convex constrained "
        "optimization”, Algorithmic Learning Theory, 2019."
    )
    pictured = "Bars: this classifier, by group. Outlines: the same without a bound."
    minimized = Quantity(symbol="CE", name="cross-entropy", unit="nats")
    bounded = (
        Bounded(
            key="disparity",
            symbol="ΔPR",
            name="positive rate of group A minus that of group B",
            low=0.0,
            high=0.4,
            epsilon=0.1,
            weights=(0.01, 10),
            weight=1,
            damping=1.0,
            # Slow, since the difference moves by the share of one applicant at a time.
            multiplier_rate=0.05,
        ),
    )
    num_steps = 2400
    learning_rate = 0.02
    # Ever smaller steps make ever fewer applicants change sides at once, so that the
    # difference ends within about one applicant of ε.
    last_rate = 0.01

    @cached_property
    def examples(self) -> Applicants:
        return _applicants()

    def init(self, key: PRNGKeyArray) -> Float[Array, "features"]:
        del key
        return jnp.zeros(self.examples.features.shape[1], jnp.float32)

    def losses(
        self, params: Float[Array, "features"], examples: Applicants, key: PRNGKeyArray
    ) -> tuple[Scalar, dict[str, Scalar]]:
        del key
        features, in_a, label = map(jnp.asarray, examples)
        z = features @ params
        cross_entropy = jnp.mean(jax.nn.softplus(z) - label * z)
        disparity = _disparity(jnp.asarray(z > 0, jnp.float32), in_a)
        proxy = _disparity(jax.nn.sigmoid(z / TEMPERATURE), in_a)
        return cross_entropy, {"disparity": with_gradient_of(proxy, disparity)}

    def picture(self, training: Training) -> Bars:
        labels = tuple(
            f"{share}, {group}"
            for share in ("positive", "true positive", "correct")
            for group in "AB"
        )
        unconstrained = _rates(_maximum_likelihood())
        return Bars(labels, _rates(np.asarray(training.params)), unconstrained, "share")


@cache
def _applicants() -> Applicants:
    """All of them. Both the merits and y itself favour group A."""
    drawn = np.random.default_rng(SEED)
    in_a = np.where(drawn.random(NUM_APPLICANTS) < 0.5, 1.0, 0.0)
    side = 2 * in_a - 1
    merit = drawn.normal(size=NUM_APPLICANTS) + side / 2
    other_merit = drawn.normal(size=NUM_APPLICANTS)
    stands_for_group = drawn.normal(size=NUM_APPLICANTS) + side
    z = 1.5 * merit + 0.7 * other_merit + 0.8 * side
    label = drawn.random(NUM_APPLICANTS) < 1 / (1 + np.exp(-z))
    one = np.ones(NUM_APPLICANTS)
    features = np.stack([one, merit, other_merit, stands_for_group], axis=1)
    return Applicants(*(array.astype(np.float32) for array in (features, in_a, label)))


def _disparity(
    positive: Float[Array, "applicants"], in_a: Float[Array, "applicants"]
) -> Scalar:
    """The mean in group A minus that in group B, where a group without anyone has 0."""

    def mean(group: Float[Array, "applicants"]) -> Scalar:
        return jnp.sum(group * positive) / jnp.maximum(1.0, jnp.sum(group))

    return mean(in_a) - mean(1.0 - in_a)


def _rates(w: Float[np.ndarray, "features"]) -> Float[np.ndarray, "6"]:
    """Positive rate, true positive rate and accuracy, each of A and of B; NaN for NaN."""
    features, in_a, label = _applicants()
    z = features @ w
    positive = np.where(np.isnan(z), np.nan, z > 0)
    right = np.where(np.isnan(z), np.nan, (z > 0) == (label == 1))

    def means(of: np.ndarray, among: Bool[np.ndarray, "applicants"]) -> list[float]:
        return [of[among & (in_a == group)].mean() for group in (1, 0)]

    everyone = np.ones(len(label), bool)
    return np.array(
        [*means(positive, everyone), *means(positive, label == 1), *means(right, everyone)]
    )


@cache
def _maximum_likelihood() -> Float[np.ndarray, "features"]:
    """The w that minimizes L alone, by Newton's method."""
    features, _, label = (np.asarray(array, float) for array in _applicants())
    w = np.zeros(features.shape[1])
    for _ in range(20):
        probability = 1 / (1 + np.exp(-features @ w))
        curvature = features.T * (probability * (1 - probability)) @ features
        w -= np.linalg.solve(curvature, features.T @ (probability - label))
    return w
