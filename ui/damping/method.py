"""The method that the page on damping is about, and how it shows one in the Lab."""

from dataclasses import replace

from ui.changes import with_number
from ui.session import get_state, lead_to_lab, set_state
from ui.state import State


def with_method(state: State) -> State:
    """The state with MDMM, whose λ moves with θ or after it."""
    return replace(state, optimizer="mdmm_alternating" if state.alternating else "mdmm")


def open_in_lab(epsilon: float, damping: float) -> None:
    """Show a bound and a damping in the Lab, all else being as it is."""
    state = replace(with_method(get_state()), view="lab")
    for name, value in {"epsilon": epsilon, "damping": damping}.items():
        state, _ = with_number(state, name, round(value, 3))
    set_state(state)
    lead_to_lab()
