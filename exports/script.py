"""A plain script that runs a state anew and draws its picture, without Paretoscope.

python -m exports.script "fig=mdmm-concave" picture.py
"""

import sys

from exports.address import address, as_link
from exports.drawing import IMPORTS, drawing
from exports.given import state_of, write
from optimizers import OPTIMIZERS
from toy_problems import PROBLEMS
from ui import compute
from ui.changes import with_number
from ui.listing import parts_of
from ui.listing_parts import Parts, joined
from ui.state import WHOLES, State

# All starts that there can be: what is drawn is what the app shows.
MOST_RUNS = WHOLES["num_runs"].accepted[1]
PICTURE = "paretoscope.png"
_SAVE = f'figure.savefig("{PICTURE}", dpi=200)'


def has_listing(state: State) -> bool:
    """Whether problem and method can be written down for a reader."""
    chosen = PROBLEMS[state.problem], OPTIMIZERS[state.optimizer]
    return all(one.listing for one in chosen)


def parts(state: State) -> Parts | None:
    """The listing of a state, with a path; None where problem or method has none.

    Raises:
        ValueError: The listing of the method is not as it should be.
    """
    # Where a run starts is known after one step as well as after all.
    batch = compute.batch(with_number(state, "num_steps", 1)[0])
    return parts_of(
        state.problem,
        batch.method,
        batch.run.theta[:, 0],
        batch.run.multiplier[:, 0],
        state.affordable_steps(),
        state.keep_in_domain,
        weights=batch.weights,
        noise=batch.noise,
        seed=batch.seed,
        most_runs=MOST_RUNS,
        keeps_path=True,
    )


def script(state: State, link: str = "") -> str:
    """A script for JAX and Matplotlib, which prints all ends and saves the picture.

    Args:
        state: What it runs and draws.
        link: Of the picture in the app; the relative link of the state if empty.

    Returns:
        The script; empty where the problem or the method has no listing.
    """
    found = parts(state)
    if found is None:
        return ""
    about = found.about.replace(
        "Needs JAX: pip install jax",
        f"Draws {PICTURE}.\n# Needs JAX and Matplotlib: pip install jax matplotlib",
    )
    shown = as_link(link) if link else address(state)
    found = found._replace(
        about=f"{about}\n# The picture: {shown}", head=with_imports(found.head)
    )
    return joined(found, drawing(state), _SAVE)


def with_imports(head: str) -> str:
    """What the listing imports and what the drawing does, in the usual order."""
    first = "import jax.numpy as jnp\n"
    return head.replace(first, first + IMPORTS.strip("\n") + "\n", 1)


if __name__ == "__main__":
    write(sys.argv, lambda query: script(state_of(query)))
