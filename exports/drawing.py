"""The picture of a state as code for Matplotlib, below a listing that keeps its path."""

from figures.theme import LIGHT
from optimizers import OPTIMIZERS
from toy_problems import PROBLEMS
from ui.report import title
from ui.run_colors import COLORS
from ui.state import State
from ui.words import DEFAULT, speaking

IMPORTS = """
import matplotlib.pyplot as plt
import numpy as np
"""
# The markers of the player, in Matplotlib's words.
_LOOK = """
colors = {colors}
markers = ["o", "s", "^", "D", "v", "p", "*"]
shown = {shown}  # the step up to which runs are drawn
# The losses at each step of each run; a run that diverges ends where it leaves all bounds.
paths = np.array(jax.vmap(jax.vmap(losses))(np.array(path)))
paths = np.where(np.abs(paths) < 1e6, paths, np.nan)
{hue}
figure, axes = plt.subplots(figsize=(6, 6), layout="constrained")
"""
_HUE_OF_START = """
# Each run has the colour of the direction in which it starts.
directions = np.arctan2(*paths[0].T) / (np.pi / 2)
hues = np.clip({count} * directions, 0, {last}).astype(int)
"""
_HUE_OF_WEIGHT = """
# Each run has the colour of its weight.
hues = np.arange(len(weights)).repeat(len(theta0))
"""
_FRONT = """
front_points = np.array(jax.vmap(front)(jnp.linspace(0, math.pi / 2, 161)))
axes.plot(*front_points.T, color="{front}", linewidth=2, label="Pareto front")
"""
_BOUND = """
axes.axhline(epsilon, color="{ink}", label=f"ε = {{epsilon:g}}")
axes.axhspan(epsilon, 2, facecolor="none", edgecolor="{front}", alpha=0.3, hatch="//", lw=0)
"""
_RUNS = """
for run, hue in enumerate(hues):
    path_1, path_2 = paths[: shown + 1, run].T
    axes.plot(path_1, path_2, color=colors[hue], linewidth=1)
    axes.plot(path_1[-1:], path_2[-1:], color=colors[hue], marker=markers[hue], zorder=3)
"""
_OF_WEIGHTS = """
for hue, weight in enumerate(weights):
    axes.plot([], [], color=colors[hue], marker=markers[hue], label=f"α = {weight:g}")
"""
_LOSS_AXES = """
axes.set(xlim=(0, 2), ylim=(0, 2), aspect="equal", xlabel="L₁, loss 1", ylabel="L₂, loss 2")
"""
_TOTAL = """
total = paths[..., 0] + alpha * paths[..., 1]
for run, hue in enumerate(hues):
    axes.plot(total[: shown + 1, run], color=colors[hue], linewidth=1)
axes.set(xlabel="step", ylabel="total loss, L₁ + α L₂")
"""
_TITLE = "axes.set_title({title!r})"
_LEGEND = 'axes.legend(loc="upper right")'


def drawing(state: State) -> str:
    """Code that draws what the app shows of a state, as the figure `figure`.

    It is the plot of loss space, with the front unless it is hidden, the bound, and the
    runs up to the step of the state. Of a weighted sum whose total loss alone is shown, it
    is that. It uses what a listing defines, and `plt` and `np` of `IMPORTS`.
    """
    weights = state.several_weights()
    # With the English words of the code beside it; Matplotlib's font has no others.
    with speaking(DEFAULT):
        said = title(state)
    hue = _HUE_OF_WEIGHT if weights else _HUE_OF_START
    look = _LOOK.format(
        colors="[" + ", ".join(f'"{color}"' for color in LIGHT.palette) + "]",
        shown="num_steps" if state.frame is None else int(state.frame),
        hue=hue.strip("\n").format(count=COLORS, last=COLORS - 1),
    )
    if state.total_only and state.takes_several_weights():
        pieces = [look, _TOTAL]
    else:
        constrained = OPTIMIZERS[state.optimizer].constrained
        front = state.show_front and PROBLEMS[state.problem].listing
        pieces = [
            look,
            _FRONT.format(front=LIGHT.front) if front else "",
            _BOUND.format(ink=LIGHT.ink, front=LIGHT.front) if constrained else "",
            _RUNS,
            _OF_WEIGHTS if weights else "",
            _LOSS_AXES,
            _LEGEND if front or constrained or weights else "",
        ]
    pieces.append(_TITLE.format(title=said))
    return "\n".join(piece.strip("\n") for piece in pieces if piece)
