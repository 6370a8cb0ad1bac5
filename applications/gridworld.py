"""A policy on a grid of cells: how often it reaches the goal, against how random it is."""

from functools import cached_property
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, Int, PRNGKeyArray, Scalar

from applications.base import Application, Bounded, Quantity, Training
from applications.pictures import Policy

# Free cells, walls (#) and the goal (G); the first row is the uppermost.
MAP = np.array([list(row) for row in ("...#G", ".#...", "...#.", "#.#..", ".....")])
FREE = np.argwhere(MAP == ".")
# Up, right, down and left.
MOVES = np.array([(-1, 0), (0, 1), (1, 0), (0, -1)])
DISCOUNT = 0.9
# The rewards of 2^8 steps: of what comes later, γ²⁵⁶ = 2e-12 counts.
DOUBLINGS = 8


class Values(NamedTuple):
    """What comes of starting in each free cell, per step.

    Attributes:
        J: Goals.
        D: Nats.
    """

    J: Float[Array, "cells"]
    D: Float[Array, "cells"]


class Gridworld(Application):
    """A policy that goes up, right, down or left; θ has the logits of each free cell s.

    π(a|s) = softmax(θ(s))(a)
    H(s) = −Σ π(a|s) ln π(a|s), the sum over a
    J = (1 − γ) E[Σ γᵗ r(sₜ, aₜ)]
    D = (1 − γ) E[Σ γᵗ (ln 4 − H(sₜ))]

    Both sums are over all steps t, and exact: each expectation solves Bellman's equation.
    r is 1 for the step into the goal, after which one goes on from any free cell, all of
    them equally likely, and 0 else. Steps into a wall or off the grid lead nowhere. Both
    expectations are over the same visits, discounted in the same way and averaged over the
    first cells, so that −J + α D is the objective of the source: α is its temperature, and
    its best policy is that of soft value iteration. Where the source tunes α to keep H at
    a target it does so without damping.
    """

    label = "Policy in a gridworld"
    menu_order = 6
    source = (
        "T. Haarnoja, A. Zhou, K. Hartikainen, G. Tucker, S. Ha, J. Tan, V. Kumar, H. Zhu, "
        "A. Gupta, P. Abbeel and S. Levine, “Soft actor-critic algorithms and "
        "applications”, 2018."
    )
    pictured = (
        "Arrows: how likely each direction is. Colour: goals per step, from there on. "
        "★: the goal."
    )
    minimized = Quantity(symbol="−J", name="minus the return", unit="goals per step")
    # What is lacking of the highest entropy, and not the entropy, so that a positive weight
    # rewards entropy: H ≥ ln 4 − ε is D ≤ ε.
    bounded = (
        Bounded(
            key="deficit",
            symbol="ln 4 − H",
            name="entropy that the policy lacks",
            unit="nats per step",
            low=0.1,
            high=1.2,
            epsilon=0.5,
            weights=(0.001, 10.0),
            weight=0.1,
            damping=0.3,
            multiplier_rate=0.01,
        ),
    )
    num_steps = 1200
    learning_rate = 0.05

    @cached_property
    def examples(self) -> Int[np.ndarray, "cells"]:
        return np.arange(len(FREE))

    def init(self, key: PRNGKeyArray) -> Float[Array, "cells 4"]:
        del key
        return jnp.zeros((len(FREE), len(MOVES)))

    def losses(
        self,
        params: Float[Array, "cells 4"],
        examples: Int[Array, "cells"],
        key: PRNGKeyArray,
    ) -> tuple[Scalar, dict[str, Scalar]]:
        del key
        values = _values(params)
        return -jnp.mean(values.J[examples]), {"deficit": jnp.mean(values.D[examples])}

    def picture(self, training: Training) -> Policy:
        goals = np.asarray(_values(training.params).J)
        probabilities = np.full((*MAP.shape, len(MOVES)), 1 / len(MOVES))
        probabilities[tuple(FREE.T)] = jax.nn.softmax(training.params)
        # A wall has no value; the least of the others leaves them all of the colours.
        heat = np.full(MAP.shape, goals.min())
        heat[tuple(FREE.T)] = goals
        heat[MAP == "G"] = 1 - DISCOUNT + DISCOUNT * goals.mean()
        walls = (MAP == "#").astype(float)
        (goal,) = np.argwhere(MAP == "G").astype(float)
        return Policy(probabilities, heat, walls, goal, "goals per step, from here on")


def _world() -> tuple[Float[np.ndarray, "cells 4 cells"], Float[np.ndarray, "cells 4"]]:
    """How likely each cell follows on each action in each cell, and the reward of that."""
    follows = np.zeros((len(FREE), len(MOVES), len(FREE)))
    reward = np.zeros((len(FREE), len(MOVES)))
    bordered = np.pad(MAP, 1, constant_values="#")
    for cell, action in np.ndindex(reward.shape):
        to = FREE[cell] + MOVES[action]
        match bordered[tuple(to + 1)]:
            case "G":
                reward[cell, action] = 1
                follows[cell, action] = 1 / len(FREE)
            case "#":
                follows[cell, action, cell] = 1
            case _:
                follows[cell, action, np.all(to == FREE, axis=1)] = 1
    return follows, reward


FOLLOWS, REWARD = _world()


@jax.jit
def _values(logits: Float[Array, "cells 4"]) -> Values:
    """The solution v of v = (1 − γ) f + γ P_π v, for the f of J and that of D.

    It is the sum of (γ P_π)ᵗ (1 − γ) f over t, of which each doubling adds as many terms as
    there are. jnp.linalg.solve would need SciPy, which the image does without.
    """
    ln_π = jax.nn.log_softmax(logits)
    π = jnp.exp(ln_π)
    reward = jnp.sum(π * REWARD, axis=1)
    deficit = np.log(len(MOVES)) + jnp.sum(π * ln_π, axis=1)
    v = (1 - DISCOUNT) * jnp.stack([reward, deficit], axis=1)
    leap = DISCOUNT * jnp.einsum("sa,sat->st", π, FOLLOWS)
    for _ in range(DOUBLINGS):
        v = v + leap @ v
        leap = leap @ leap
    return Values(v[:, 0], v[:, 1])
