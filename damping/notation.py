"""How the sources write the same method, and what their numbers are worth here.

Each source adds something to f, whose gradient in θ is the force times ∇g, and has a rule
for its multiplier. Here, with h = g − ε as in `optimizers.mdmm`, the force is λ + δ h and
the rule λ ← max(0, λ + η_λ h). Rates are positive in all of them: whether a multiplier goes
up or down its gradient is in the rule.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import jax.numpy as jnp

# A number, or an array of them, whether NumPy's or JAX's; they broadcast.
NumberOrArray = Any


class Numbers(NamedTuple):
    """The numbers of a method, in the notation of some source.

    Attributes:
        multiplier: λ.
        damping: δ, or what the source has in its place.
        rate: η_λ, by which λ moves for each unit of h.
    """

    multiplier: NumberOrArray
    damping: NumberOrArray
    rate: NumberOrArray


@dataclass(frozen=True, kw_only=True)
class Notation:
    """How one source writes the method.

    Attributes:
        label: Its authors, or its name.
        source: Where it stands: title or file, and year.
        lagrangian: What is descended in θ, in TeX; empty where only the force is written.
        force_formula: The factor of ∇g, in TeX.
        update_formula: The rule of the multiplier, in TeX.
        damping_symbol: What it calls its damping, in TeX.
        sign: Its multiplier for each unit of ours, 1 or −1.
        damping_factor: Its damping for each unit of ours.
        force: (multiplier, h, damping) ↦ the factor of ∇g.
        update: (multiplier, h, rate) ↦ the multiplier one step later.
    """

    label: str
    source: str
    lagrangian: str
    force_formula: str
    update_formula: str
    damping_symbol: str
    sign: float = 1.0
    damping_factor: float = 1.0
    force: Callable[[NumberOrArray, NumberOrArray, NumberOrArray], NumberOrArray]
    update: Callable[[NumberOrArray, NumberOrArray, NumberOrArray], NumberOrArray]

    def theirs(self, numbers: Numbers) -> Numbers:
        """Our numbers in their notation."""
        multiplier, damping, rate = numbers
        return Numbers(self.sign * multiplier, self.damping_factor * damping, rate)

    def ours(self, numbers: Numbers) -> Numbers:
        """Their numbers in our notation."""
        multiplier, damping, rate = numbers
        return Numbers(self.sign * multiplier, damping / self.damping_factor, rate)


def _plain(
    multiplier: NumberOrArray, violation: NumberOrArray, damping: NumberOrArray
) -> NumberOrArray:
    return multiplier + damping * violation


def _doubled(
    multiplier: NumberOrArray, violation: NumberOrArray, damping: NumberOrArray
) -> NumberOrArray:
    return multiplier + 2 * damping * violation


def _reversed(
    multiplier: NumberOrArray, violation: NumberOrArray, damping: NumberOrArray
) -> NumberOrArray:
    return -multiplier + damping * violation


def _one_sided(
    multiplier: NumberOrArray, violation: NumberOrArray, damping: NumberOrArray
) -> NumberOrArray:
    return jnp.maximum(0, multiplier + damping * violation)


def _rises(
    multiplier: NumberOrArray, violation: NumberOrArray, rate: NumberOrArray
) -> NumberOrArray:
    return multiplier + rate * violation


def _falls(
    multiplier: NumberOrArray, violation: NumberOrArray, rate: NumberOrArray
) -> NumberOrArray:
    return multiplier - rate * violation


def _rises_from_zero(
    multiplier: NumberOrArray, violation: NumberOrArray, rate: NumberOrArray
) -> NumberOrArray:
    return jnp.maximum(0, multiplier + rate * violation)


OURS = Notation(
    label="Paretoscope",
    source="`optimizers/mdmm.py`",
    lagrangian=r"f + \lambda h + \tfrac{\delta}{2} h^2",
    force_formula=r"\lambda + \delta\,h",
    update_formula=r"\lambda \leftarrow \max(0, \lambda + \eta_\lambda h)",
    damping_symbol=r"\delta",
    force=_plain,
    update=_rises_from_zero,
)
NOTATIONS = (
    Notation(
        label="Platt and Barr",
        source="“Constrained differential optimization”, 1987",
        lagrangian=r"f + \lambda h + \tfrac{c}{2} h^2",
        force_formula=r"\lambda + c\,h",
        update_formula=r"\dot\lambda = h",
        damping_symbol="c",
        force=_plain,
        update=_rises,
    ),
    Notation(
        label="Degrave and Korshunova",
        source="“How we can make machine learning algorithms tunable”, 2021",
        lagrangian=r"\begin{array}{l} f - (\lambda - \textsf{damp})\,(\varepsilon - g) \\ "
        r"\textsf{damp} = d\,\textsf{stop}(\varepsilon - g) \end{array}",
        force_formula=r"\lambda + d\,h",
        update_formula=r"\lambda \leftarrow \max(0, \lambda + \eta_\lambda h)",
        damping_symbol="d",
        force=_plain,
        update=_rises_from_zero,
    ),
    Notation(
        label="Pedro",
        source="“Constrained Optimization for Neural Networks”, slides, 2023",
        lagrangian=r"f - \lambda\,(\varepsilon - g) + \delta\,(\varepsilon - g)^2",
        force_formula=r"\lambda + 2\delta\,h",
        update_formula=r"\lambda' = h",
        damping_symbol=r"\delta",
        damping_factor=0.5,
        force=_doubled,
        update=_rises,
    ),
    Notation(
        label="crowsonkb/mdmm",
        source="a PyTorch library, 2021, with scale 1 and the constraint `EqConstraint`",
        lagrangian=r"f + \lambda\,i + \tfrac{d}{2} i^2,\quad i = \varepsilon - g",
        force_formula=r"-\lambda + d\,h",
        update_formula=r"\lambda \leftarrow \lambda - \eta_\lambda h",
        damping_symbol="d",
        sign=-1.0,
        force=_reversed,
        update=_falls,
    ),
    Notation(
        label="cooper",
        source="a PyTorch library, 2025, `AugmentedLagrangian` of an inequality",
        lagrangian=r"f + \tfrac{1}{2c}\big(\max(0, \lambda + c h)^2 - \lambda^2\big)",
        force_formula=r"\max(0, \lambda + c\,h)",
        update_formula=r"\lambda \leftarrow \max(0, \lambda + \eta_\lambda h)",
        damping_symbol="c",
        force=_one_sided,
        update=_rises_from_zero,
    ),
    Notation(
        label="Held",
        source="“Making predictions language agnostic”, a web page with code, 2026",
        lagrangian="",
        force_formula=r"\max(0, \lambda + d\,h)",
        update_formula=r"\lambda \leftarrow \max(0, \lambda + \eta_\lambda h)",
        damping_symbol="d",
        force=_one_sided,
        update=_rises_from_zero,
    ),
)
