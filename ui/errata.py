"""Where the sources are wrong, or right only under a condition: eleven errata.

Each says in which states it matters, and which figure shows it. `docs/errata.md` has them
with their tests; what is said of each in the app stands in the words, under its name.
"""

from collections.abc import Callable
from typing import NamedTuple

from optimizers import OPTIMIZERS
from ui.advice import damping_threshold, pulls_up
from ui.compute import extremes_of_loss_2
from ui.state import CUSTOM, State

# On the convex front BDMM keeps within 0.01 of ε from step 277 to 292 on.
LATE = 277
# Up to this bound some of the seven runs are lost where θ may leave its box.
LOST = 0.25


class Erratum(NamedTuple):
    """One place where a source errs.

    Attributes:
        figure: Name of the preset that shows it.
        matters: Whether it matters in a state of the Lab.
        of_listing: Whether it is about the listing, and about nothing else on the screen.
    """

    figure: str
    matters: Callable[[State], bool] = lambda state: False
    of_listing: bool = False


def _has_turned_signs(state: State) -> bool:
    return state.optimizer in ("double_descent", "as_printed")


def _has_damping(state: State) -> bool:
    return hasattr(OPTIMIZERS[state.optimizer], "damping")


def _shows_the_force_of_damping(state: State) -> bool:
    is_shown = "damping_force" in (state.upper_series, state.lower_series)
    return _has_damping(state) and is_shown and not state.total_only


def _may_not_settle(state: State) -> bool:
    """Too little damping for the bound, or a start that can leave the box and be lost."""
    if not _has_damping(state):
        return False
    least, _ = extremes_of_loss_2(state.problem)
    is_lost = not state.keep_in_domain and least < state["epsilon"] <= LOST
    return is_lost or state["damping"] <= damping_threshold(state)


def _is_dragged_up(state: State) -> bool:
    _, most = extremes_of_loss_2(state.problem)
    return _has_damping(state) and state["epsilon"] > most and pulls_up(state)


def _ends_by_chattering(state: State) -> bool:
    least, most = extremes_of_loss_2(state.problem)
    return state.optimizer == "hard_constraint_first" and least < state["epsilon"] < most


def _is_stopped_early(state: State) -> bool:
    is_it = state.problem == "convex" and state.optimizer == "bdmm"
    return is_it and state["num_steps"] <= LATE


def _learns_its_weight(state: State) -> bool:
    return state.optimizer == "learned_weight"


def _begins_in_balance(state: State) -> bool:
    is_sum = state.problem == "concave" and state.optimizer == "linear"
    weights = state.several_weights() or (state["alpha"],)
    pairs = state.custom_starts if state.starts == CUSTOM else ()
    is_symmetric = state.starts == "one" or any(one == two for one, two in pairs)
    is_moved = state["jitter"] or state["noise"]
    return is_sum and 1 in weights and is_symmetric and not is_moved


def _is_weighted_sum(state: State) -> bool:
    return state.optimizer == "linear"


# As in the documents. Where two of them matter, the one that fewer states have is shown.
ERRATA = {
    "e1": Erratum("as-printed", _has_turned_signs),
    "e2": Erratum("damping-fades", _shows_the_force_of_damping),
    "e3": Erratum("damping-halved", _has_damping),
    "e4": Erratum("damping-weak", _may_not_settle),
    "e5": Erratum("damping-bias", _is_dragged_up),
    "e6": Erratum("hard-concave-outside", _ends_by_chattering),
    "e7": Erratum("bdmm-convex-early", _is_stopped_early),
    "e8": Erratum("mdmm-concave"),
    "e9": Erratum("sum-convex", _is_weighted_sum, of_listing=True),
    "e10": Erratum("learned-weight-stalls", _learns_its_weight),
    "e11": Erratum("perfect-symmetry", _begins_in_balance),
}
# What has to do with what is shown, and then with any state of a method, comes last.
LAST = ("e2", "e3", "e9")


def erratum_of(state: State) -> str:
    """The erratum that matters most in a state of the Lab; empty for none."""
    order = [name for name in ERRATA if name not in LAST]
    found = (name for name in (*order, *LAST) if ERRATA[name].matters(state))
    return next(found, "")
