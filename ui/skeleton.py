"""What is seen until the first picture is there: the front, where the plots will be."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import quote

import numpy as np
import streamlit as st
from jaxtyping import Float

from figures.loss_space import EXTENT, MARGIN
from figures.still_front import still_front, still_set
from ui import assets, compute
from ui.charts import shown_theme
from ui.state import State

Extent = tuple[float, float]


@contextmanager
def over_skeleton(layout: str, stills: Iterable[str]) -> Iterator[None]:
    """Hold a player, and show stills in its place from before its runs are computed.

    The browser itself takes them away once the player has drawn; `skeleton.css` says how.

    Args:
        layout: Of the player.
        stills: One for each of its panels.
    """
    with st.container(key=f"picture {layout}"):
        panels = [f"<div><div class='still'>{still}</div></div>" for still in stills]
        if panels:
            st.html(
                f"<style>{assets.text('skeleton.css')}</style><div class='skeleton' "
                f"data-layout='{layout}' aria-hidden='true'>{''.join(panels)}</div>"
            )
        yield


def fronts(problems: Iterable[str], state: State, extent: Extent = EXTENT) -> list[str]:
    """Stills of loss space: one for each of these problems, or none where it is not shown.

    Args:
        problems: Keys of `PROBLEMS`.
        state: Says whether fronts are to be seen.
        extent: Of both axes.
    """
    if state.total_only:
        return []
    theme = shown_theme()
    shown = {name: _shown(compute.front_points(name), state) for name in set(problems)}
    return [_image(still_front(shown[name], theme, extent), MARGIN) for name in problems]


def set_of_front(
    pareto_set: Float[np.ndarray, "points 2"],
    extents: tuple[Extent, Extent],
    margin: dict[str, float],
) -> str:
    """A still of parameter space with these axes, and these margins in units of type."""
    return _image(still_set(pareto_set, extents, shown_theme()), margin)


def _shown(
    front: Float[np.ndarray, "points 2"], state: State
) -> Float[np.ndarray, "points 2"]:
    return front if state.show_front else front[:0]


def _image(svg: str, margin: dict[str, float]) -> str:
    """As an image: of SVG within HTML, Streamlit lets nothing through."""
    size = shown_theme().font_size
    left, right, top, bottom = (round(margin[side] * size) for side in "lrtb")
    style = (
        f"left:{left}px;top:{top}px;"
        f"width:calc(100% - {left + right}px);height:calc(100% - {top + bottom}px)"
    )
    return f"<img alt='' style='{style}' src='data:image/svg+xml,{quote(svg)}'>"
